//! Completing a response that came in page by page: a click counts at once, the words that follow belong to it.
//!
//! Whoever sent the first page gets a token, good for half an hour. It opens this one response and nothing else, and
//! what is stored can be added to and replaced with it, but not read.

use catsup_model::{
    Viewer,
    answers::{RawAnswers, raw_of},
    id::ResponseId,
    response::StoredAnswer,
};
use jiff::SignedDuration;

use super::{
    completeness_of, fingerprint_of_completion,
    page::{answer_keys, belongs_to},
    parse, stored,
};
use crate::{
    App, Error,
    cases::follow_ups,
    open_surveys,
    screening::{self, Signs, Submitted},
    secrets,
};

/// How long a response may be completed after its first page came in.
pub const OPEN_FOR: SignedDuration = SignedDuration::from_mins(30);

/// What is added to a response.
#[derive(Debug, Clone, Default)]
pub struct Completion {
    /// What [`leave_open`] gave.
    pub token: String,
    /// The page these answers are of; the rest of the form when `None`.
    pub section: Option<String>,
    /// The answers by question key. They replace what was answered to the same questions.
    pub answers: RawAnswers,
}

/// Lets whoever sent a response complete it for a while; `None` once that while is over.
///
/// # Errors
/// When the store fails.
pub async fn leave_open(app: &App, id: ResponseId) -> Result<Option<String>, Error> {
    let now = app.now();
    let Some(response) = app.store().response_find(id).await? else { return Ok(None) };
    let end = response.received_at + OPEN_FOR;
    if end <= now {
        return Ok(None);
    }
    let token = app.random().token();
    let mut transaction = app.store().begin().await?;
    transaction.completion_insert(&secrets::hash(&token), id, now, end).await?;
    transaction.commit().await?;
    Ok(Some(token))
}

/// Completes a response. The same sent again changes nothing.
///
/// # Errors
/// [`Error::NotFound`] when the token is not one for this response, or no longer; [`Error::Invalid`] with every answer
/// that does not fit, and [`Error::Refused`] when the survey takes no more answers.
pub async fn complete(app: &App, id: ResponseId, completion: &Completion) -> Result<(), Error> {
    let unknown = Error::NotFound("a response that this token completes");
    let opened = app.store().completion_find(&secrets::hash(&completion.token), app.now()).await?;
    if opened != Some(id) {
        return Err(unknown);
    }
    let Some(response) = app.store().response_find(id).await? else { return Err(unknown) };
    let open = open_surveys::open(app, &response.survey.to_string()).await?;
    let open = open_surveys::as_shown(app, open, Some(response.version)).await?;
    let definition = &open.survey.definition;

    let questions = definition.questions().map(|question| question.key.as_str());
    let named = |question: &&str| completion.answers.keys().any(|answer| belongs_to(answer, question));
    let replaced: Vec<String> = questions.filter(named).map(str::to_owned).collect();
    let mut raw = raw_of(definition, &response.answers);
    raw.retain(|answer, _| !replaced.iter().any(|question| belongs_to(answer, question)));
    raw.extend(completion.answers.clone());
    let completeness = completeness_of(&open, completion.section.as_deref())?;
    let answers = parse(&open, &raw, response.language, completeness)?;
    if answers.is_empty() {
        return Err(super::nothing_answered());
    }

    // What was added is screened as what came first was: a click alone tells little.
    let submitted = Submitted {
        viewer: &Viewer::public(),
        open: &open,
        source: response.source,
        signs: &Signs::default(),
        answers: &answers.given,
        key: &completion.token,
    };
    let screened = screening::screen(app, &submitted).await?;
    let before = app.store().screening_find(id).await?;

    // Everything is written anew: an earlier answer may have been to a question that is no longer asked.
    let given = answers.given;
    let answers: Vec<StoredAnswer> = stored(&open, given.clone());
    let every: Vec<String> = definition.questions().map(|question| question.key.clone()).collect();
    let keys = answer_keys(&open, &every);
    let mut transaction = app.store().begin().await?;
    let fingerprint = fingerprint_of_completion(&open, &raw);
    transaction.response_complete(id, &keys, &answers, fingerprint).await?;
    if let Some(screened) = screened {
        let (state, _) = screened.state(before.as_ref());
        transaction.screening_record(&screened.of(app, &open, id), state).await?;
    }
    follow_ups::on_completing(app, &mut transaction, &open, &given, id).await?;
    transaction.commit().await?;
    Ok(())
}
