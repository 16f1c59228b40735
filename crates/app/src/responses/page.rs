//! A hosted form, taken in page by page under the nonce it was opened with.

use std::sync::Arc;

use catsup_model::{
    Language, Viewer,
    answers::{Answers, Completeness, RawAnswers, raw_of},
    id::ResponseId,
    response::{Receipt, ResponseSource, ResponseState, StoredAnswer},
};

use super::{Circumstances, fingerprint, form_key, new_response, parse, stored};
use crate::{
    App, Error,
    cases::follow_ups,
    open_surveys::{self, OpenSurvey},
    screening::{self, Challenge, Submitted},
};

/// What became of one page of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageReceipt {
    /// The response it belongs to.
    pub response: ResponseId,
    /// Work that lifts what the response was flagged for; it is in either way.
    pub challenge: Option<Challenge>,
}

/// One page of a hosted form as it was sent.
#[derive(Debug, Clone, Copy)]
pub struct SentPage<'a> {
    /// Names the page within the survey.
    pub section: &'a str,
    /// Its answers, and the values that came with the visitor.
    pub answers: &'a RawAnswers,
    /// Whether only its first answer was asked for, by one click: what else it demands is still to come.
    pub first_click: bool,
}

/// Takes one page of a hosted form in, under the nonce the form was opened with: the first page stores the response,
/// later pages complete it, and a page sent again replaces what it said before. What is stored is what was asked:
/// answers of other pages that no longer are, given this page, go.
///
/// # Errors
/// As [`submit`](super::submit).
pub async fn submit_page(
    app: &App,
    survey: &str,
    nonce: &str,
    circumstances: Circumstances,
    page: SentPage<'_>,
) -> Result<PageReceipt, Error> {
    let open = open_surveys::open(app, survey).await?;
    let open = open_surveys::as_shown(app, open, circumstances.version).await?;
    submit_page_to(app, &open, nonce, circumstances, page).await
}

/// As [`submit_page`], to a survey as it is asked just now.
pub(crate) async fn submit_page_to(
    app: &App,
    open: &Arc<OpenSurvey>,
    nonce: &str,
    circumstances: Circumstances,
    page: SentPage<'_>,
) -> Result<PageReceipt, Error> {
    let key = form_key(open, nonce)?;
    let before = app.store().response_of_key(&key).await?;
    let stored_before = before.as_ref().map(|before| before.answers.as_slice()).unwrap_or_default();
    let answers = parse_page(open, stored_before, circumstances.language, page)?;
    let fingerprint = fingerprint(open, &circumstances, page.answers, page.section);
    let source = circumstances.source.unwrap_or(ResponseSource::Form);
    let source = before.as_ref().map_or(source, |before| before.source);
    let signs = circumstances.signs.clone();
    let viewer = &Viewer::public();
    let submitted = Submitted { viewer, open, source, signs: &signs, answers: &answers.given, key: nonce };
    let screened = screening::screen(app, &submitted).await?;
    let screening_before = match &before {
        Some(before) => app.store().screening_find(before.id).await?,
        None => None,
    };
    let (state, wants_proof) = screened
        .as_ref()
        .map_or((ResponseState::Received, false), |screened| screened.state(screening_before.as_ref()));
    let challenge = wants_proof.then(|| screening::challenge_form(app, &open.survey, nonce));
    let kept = |response| screened.map(|screened| screened.of(app, open, response));
    let existing = match &before {
        Some(before) => before.id,
        None => {
            let mut response = new_response(
                app,
                open,
                circumstances,
                source,
                answers.given.clone(),
                Some(key),
                fingerprint,
            )?;
            response.state = state;
            let screening = kept.clone()(response.id);
            follow_ups::before_storing(app, open, &response.answers, response.id, false).await?;
            match app.store().response_submit(response, screening).await? {
                Receipt::Stored(response) | Receipt::Repeated(response) => {
                    return Ok(PageReceipt { response, challenge });
                }
                Receipt::Conflict(id) => id,
            }
        }
    };
    let all = answers.given.clone();
    let (replaced, given) = changes(open, stored_before, answers, page.section)?;
    let mut transaction = app.store().begin().await?;
    transaction.response_complete(existing, &replaced, &given, fingerprint).await?;
    if let Some(screening) = kept(existing) {
        transaction.screening_record(&screening, state).await?;
    }
    follow_ups::on_completing(app, &mut transaction, open, &all, existing).await?;
    transaction.commit().await?;
    Ok(PageReceipt { response: existing, challenge })
}

/// The answers of a page together with those of the pages before and after it, as far as they are asked.
fn parse_page(
    open: &OpenSurvey,
    stored: &[StoredAnswer],
    language: Language,
    page: SentPage<'_>,
) -> Result<Answers, Error> {
    let questions = questions_of(open, page.section)?;
    let mut raw = raw_of(&open.survey.definition, stored);
    raw.retain(|question, _| !questions.iter().any(|asked| belongs_to(question, asked)));
    raw.extend(page.answers.clone());
    let completeness =
        if page.first_click { Completeness::Anything } else { Completeness::Section(page.section) };
    parse(open, &raw, language, completeness)
}

/// The keys of stored answers that go, and the answers that come in their place.
fn changes(
    open: &OpenSurvey,
    before: &[StoredAnswer],
    answers: Answers,
    section: &str,
) -> Result<(Vec<String>, Vec<StoredAnswer>), Error> {
    let asked = stored(open, answers.given);
    let known = |key: &str, among: &[StoredAnswer]| among.iter().any(|answer| answer.question == key);
    let mut replaced = answer_keys(open, &questions_of(open, section)?);
    let gone = before.iter().filter(|old| !known(&old.question, &asked));
    replaced.extend(gone.map(|answer| answer.question.clone()));
    // Answers of other pages stay as they are: they count under the wording of the language they were given in.
    let is_new =
        |answer: &StoredAnswer| !known(&answer.question, before) || replaced.contains(&answer.question);
    let given = asked.into_iter().filter(is_new).collect();
    Ok((replaced, given))
}

/// Whether a page on which nothing was answered may be passed over.
///
/// # Errors
/// [`Error::Invalid`] when it asks for something that must be answered.
pub fn check_blank_page(
    open: &OpenSurvey,
    known: &RawAnswers,
    language: Language,
    section: &str,
) -> Result<(), Error> {
    parse(open, known, language, Completeness::Section(section)).map(drop)
}

/// What was answered so far under a form's nonce, so that a reload or a step back shows it again.
///
/// # Errors
/// When the store fails.
pub async fn draft(app: &App, open: &OpenSurvey, nonce: &str) -> Result<Option<RawAnswers>, Error> {
    let response = app.store().response_of_key(&form_key(open, nonce)?).await?;
    Ok(response.map(|response| raw_of(&open.survey.definition, &response.answers)))
}

pub(super) fn questions_of(open: &OpenSurvey, section: &str) -> Result<Vec<String>, Error> {
    let section = open.survey.definition.sections.iter().find(|one| one.key == section);
    let section = section.ok_or(Error::NotFound("section"))?;
    Ok(section.questions.iter().map(|question| question.key.clone()).collect())
}

/// The stored keys of these questions: each question itself and its parts.
pub(crate) fn answer_keys(open: &OpenSurvey, questions: &[String]) -> Vec<String> {
    let mut keys = questions.to_vec();
    for question in open.survey.definition.questions().filter(|question| questions.contains(&question.key)) {
        keys.extend(question.parts().iter().map(|part| format!("{}.{}", question.key, part.key)));
    }
    keys
}

pub(super) fn belongs_to(answer: &str, question: &str) -> bool {
    answer == question || answer.strip_prefix(question).is_some_and(|rest| rest.starts_with('.'))
}
