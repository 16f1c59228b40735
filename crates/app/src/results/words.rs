//! What people wrote in answer to one question, personal data hidden.

use catsup_model::{
    Permission, Translated, Viewer,
    id::ResponseId,
    survey::{Question, QuestionKind},
};
use catsup_store::Words;

use super::{Ground, ResultsQuery};
use crate::{App, Error, personal_data};

/// Answers in words of one page.
const PAGE: i64 = 50;

/// A page of what people wrote.
#[derive(Debug, Clone, PartialEq)]
pub struct WordsPage {
    /// The name staff know the survey by.
    pub survey: String,
    /// What was asked.
    pub question: Translated,
    /// What people wrote, the newest first.
    pub words: Vec<Words>,
    /// What to ask for next as `before`; `None` at the end.
    pub next: Option<ResponseId>,
}

/// What people wrote under an answer's key (a question of words, or `question.choice` for the words beside a choice).
///
/// # Errors
/// [`Error::Denied`] for those who may not read responses; [`Error::NotFound`] for a survey out of reach, or a key under
/// which nothing is written.
pub async fn words(
    app: &App,
    viewer: &Viewer,
    id_or_key: &str,
    query: &ResultsQuery,
    answer: &str,
    search: &str,
    before: Option<ResponseId>,
) -> Result<WordsPage, Error> {
    let reach = viewer.require(Permission::ReadResponses)?;
    let mut ground = Ground::find(app, viewer, id_or_key, query).await?;
    ground.filter.services.retain(|service| reach.has_service(*service));
    let absent = Error::NotFound("question");
    let (key, choice) = answer.split_once('.').map_or((answer, None), |(key, choice)| (key, Some(choice)));
    let definitions = ground.versions.iter().rev().map(|version| &version.definition);
    let question = definitions.filter_map(|one| one.question(key)).next().cloned();
    let question = question.filter(|question| is_written(question, choice)).ok_or(absent)?;
    let mut words = app.store().question_words(&ground.filter, answer, search, before, PAGE + 1).await?;
    let full = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = words.len() > full;
    words.truncate(full);
    let next = words.last().filter(|_| more).map(|last| last.response);
    for one in &mut words {
        one.text = personal_data::hide(&one.text);
    }
    Ok(WordsPage { survey: ground.survey.name, question: question.text, words, next })
}

/// Whether people write under this key.
fn is_written(question: &Question, choice: Option<&str>) -> bool {
    match (choice, &question.kind) {
        (Some(choice), _) => question.choices().iter().any(|one| one.key == choice && one.with_text),
        (None, kind) => matches!(
            kind,
            QuestionKind::ShortText { .. }
                | QuestionKind::LongText { .. }
                | QuestionKind::Email
                | QuestionKind::Phone
                | QuestionKind::Hidden
        ),
    }
}
