//! Answers that fit a case, and what the person is likely to ask next: beside the reply, to be put into it.

use catsup_model::{
    Language, Permission, Viewer,
    anticipation::Surface,
    case::Case,
    id::{AnswerId, CaseId},
    library::{AnswerContent, SlotPicks},
};
use catsup_store::{CaseAnswer, Transaction};

use super::{
    ReadAnswer, Reader, THE_ANSWER, read::fitted, reads::record_desk, search, search::SearchQuery, shelf,
};
use crate::{
    App, Error,
    anticipation::{self, Asked, Suggestion},
};

/// The most answers beside a reply.
const MOST: usize = 3;
/// So many characters of what a person wrote are looked for.
pub(super) const LOOKED_FOR: usize = 300;
/// An answer that holds less of what was written fits nothing.
pub(super) const LEAST_COVERED: f32 = 0.15;

/// What stands beside a reply.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fitting {
    /// Answers, the best first.
    pub answers: Vec<FittingAnswer>,
    /// What people with the need of the best one come back for next.
    pub next: Vec<Suggestion>,
    /// Questions of the answers that the person read before they wrote.
    pub read_before: Vec<(AnswerId, String)>,
    /// Answers that were sent.
    pub sent: Vec<(AnswerId, String)>,
}

/// An answer that fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FittingAnswer {
    /// Its id.
    pub id: AnswerId,
    /// Its question.
    pub question: String,
    /// The short answer.
    pub short: String,
    /// The language of its words.
    pub language: Language,
    /// What staff ask back.
    pub clarifying: Vec<String>,
}

/// What fits a case. Empty for those who may not read answers.
pub(crate) async fn fitting_case(app: &App, viewer: &Viewer, case: &Case) -> Result<Fitting, Error> {
    if !viewer.may(Permission::ReadAnswers) {
        return Ok(Fitting::default());
    }
    let reader = Reader::of(viewer);
    let language = case.person.language;
    let words: String = format!("{} {}", case.subject, case.description).chars().take(LOOKED_FOR).collect();
    let found = search(app, &reader, &SearchQuery { words, language, most: MOST }).await?;
    let shelf = shelf(app).await?;
    let mut fitting = Fitting::default();
    let mut needs = Vec::new();
    for one in found.answers.into_iter().filter(|one| one.coverage >= LEAST_COVERED) {
        let Some(shelved) = shelf.get(&reader, one.id) else { continue };
        if needs.is_empty() {
            needs.clone_from(&shelved.answer.needs);
        }
        let content = shelved.version.document.get(language).map(|(_, content)| content);
        fitting.answers.push(FittingAnswer {
            id: one.id,
            question: one.question,
            short: one.short,
            language: one.language,
            clarifying: content.map(|content| content.clarifying.clone()).unwrap_or_default(),
        });
    }
    for one in app.store().case_answers(case.id).await? {
        let Some(shelved) = shelf.get(&reader, one.answer) else { continue };
        let titled = (one.answer, shelved.titled(language).1);
        if one.used == "sent" { fitting.sent.push(titled) } else { fitting.read_before.push(titled) }
    }
    let asked = Asked {
        needs: &needs,
        language,
        surface: Surface::Desk,
        channel: Some(case.channel),
        service: Some(case.service),
        subject: None,
    };
    fitting.next = anticipation::next_for(app, viewer, asked).await?;
    Ok(fitting)
}

/// An answer as the words of a reply: the short answer, and what to do next with how long it takes. Counts as read by staff.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for an answer that is not in force or lies outside reach. An answer for staff only
/// is never put into words for a person.
pub async fn reply_text(
    app: &App,
    viewer: &Viewer,
    id: AnswerId,
    language: Language,
) -> Result<String, Error> {
    viewer.require(Permission::ReadAnswers)?;
    let read = for_a_person(app, id, language).await?;
    record_desk(app, viewer, &read, language).await?;
    Ok(words_of_reply(&read.content))
}

/// An answer as a person may be told it: as everyone may read it.
pub(crate) async fn for_a_person(app: &App, id: AnswerId, language: Language) -> Result<ReadAnswer, Error> {
    let shelf = shelf(app).await?;
    let shelved = shelf.get(&Reader::Public, id).ok_or(THE_ANSWER)?;
    fitted(app, &Reader::Public, shelved, language, &SlotPicks::new()).await
}

/// What is put into a reply of an answer: the short answer, and what to do next with how long it takes.
pub(crate) fn words_of_reply(content: &AnswerContent) -> String {
    let mut text = content.short.clone();
    for (step, number) in content.next_steps.iter().zip(1..) {
        let within = if step.within.is_empty() { String::new() } else { format!(" ({})", step.within) };
        text.push_str(&format!("{}{number}. {}{within}", if number == 1 { "\n\n" } else { "\n" }, step.text));
    }
    text
}

/// Keeps which answers were put into what was sent to the person of a case.
pub(crate) async fn sent_with_case(
    app: &App,
    transaction: &mut Transaction,
    case: CaseId,
    answers: &[AnswerId],
) -> Result<(), Error> {
    let shelf = shelf(app).await?;
    for id in answers {
        if let Some(shelved) = shelf.get(&Reader::Public, *id) {
            let (version, used) = (shelved.version.number, "sent".to_owned());
            transaction
                .case_answer_put(&CaseAnswer { case, answer: *id, version, used, at: app.now() })
                .await?;
        }
    }
    Ok(())
}
