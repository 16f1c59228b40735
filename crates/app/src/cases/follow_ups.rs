//! Responses that become cases by themselves: those that went badly or hold alarming words, of people who left a way to reach
//! them. Whoever left none is left alone.

use catsup_model::{
    Permission, Viewer,
    answers::Answer,
    case::{CaseKind, CaseSource, FollowUp, LONGEST_MESSAGE, Reached},
    id::{ResponseId, SurveyId},
    response::{ResponseState, StoredAnswer},
    survey::{Survey, SurveyDefinition},
};
use catsup_store::Transaction;
use jiff::SignedDuration;
use serde_json::json;

use super::open::{NewCase, open};
use crate::{
    App, Error, audit,
    fields::invalid,
    jobs::{self, Work},
    open_surveys::OpenSurvey,
    responses::stored,
    screening,
};

/// A response is on disk by then.
const AT_ONCE: SignedDuration = SignedDuration::from_secs(10);
/// The rest of a form that comes page by page mostly came by then.
const AFTER_A_PAGE: SignedDuration = SignedDuration::from_mins(2);

/// Which responses to a survey become cases, with the survey's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFollowUp {
    /// Which responses.
    pub follow_up: FollowUp,
    /// The survey's name.
    pub survey: String,
    /// Whether it asks for a way to reach people: without one no response ever becomes a case.
    pub asks_for_address: bool,
}

/// The surveys within reach some of whose responses become cases, by name.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<NamedFollowUp>, Error> {
    let reach = viewer.require(Permission::ReadCases)?;
    let mut named = Vec::new();
    for follow_up in app.store().follow_up_list().await? {
        let survey = app.store().survey_find(follow_up.survey).await?;
        if let Some(survey) = survey.filter(|survey| reach.has_service(survey.service)) {
            let asks_for_address = asks_for_address(&survey.definition);
            named.push(NamedFollowUp { follow_up, survey: survey.name.to_string(), asks_for_address });
        }
    }
    named.sort_by_cached_key(|one| one.survey.to_lowercase());
    Ok(named)
}

/// Whether a survey asks for an address or a number.
#[must_use]
pub fn asks_for_address(definition: &SurveyDefinition) -> bool {
    use catsup_model::survey::QuestionKind;
    definition.questions().any(|one| matches!(one.kind, QuestionKind::Email | QuestionKind::Phone))
}

async fn own(app: &App, viewer: &Viewer, id: SurveyId) -> Result<Survey, Error> {
    let reach = viewer.require(Permission::ManageSurveys)?;
    let found = app.store().survey_find(id).await?;
    found.filter(|survey| reach.has_service(survey.service)).ok_or(Error::NotFound("survey"))
}

/// Says which responses to a survey become cases.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for a survey outside reach; [`Error::Invalid`] with `survey` where it asks for no way
/// to reach people, and `when` where nothing is chosen.
pub async fn set(app: &App, viewer: &Viewer, follow_up: &FollowUp) -> Result<(), Error> {
    let survey = own(app, viewer, follow_up.survey).await?;
    if !asks_for_address(&survey.definition) {
        return Err(invalid("survey", "asks-for-no-address", "asks for no address and no number"));
    }
    if !follow_up.when_low && !follow_up.when_alarming {
        return Err(invalid("when", "required", "must be one at least"));
    }
    let mut transaction = app.store().begin().await?;
    transaction.follow_up_put(follow_up).await?;
    let detail = json!({
        "low": follow_up.when_low, "alarming": follow_up.when_alarming, "kind": follow_up.kind.code(),
    });
    let subject = format!("survey:{}", survey.id);
    audit::record(app, &mut transaction, viewer, "follow_up.set", &subject, detail).await?;
    transaction.commit().await?;
    app.forget_survey(&survey);
    Ok(())
}

/// No response to a survey becomes a case by itself any more.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`].
pub async fn remove(app: &App, viewer: &Viewer, id: SurveyId) -> Result<(), Error> {
    let survey = own(app, viewer, id).await?;
    let mut transaction = app.store().begin().await?;
    if !transaction.follow_up_delete(id).await? {
        return Err(Error::NotFound("survey"));
    }
    let subject = format!("survey:{id}");
    audit::record(app, &mut transaction, viewer, "follow_up.remove", &subject, json!({})).await?;
    transaction.commit().await?;
    app.forget_survey(&survey);
    Ok(())
}

/// Has a case made of a response that is about to be stored, where it is to become one. The job stands before the response
/// does: whatever breaks off in between, nobody who asked for help is forgotten, and of a response that is not stored nothing
/// is made.
pub(crate) async fn before_storing(
    app: &App,
    open: &OpenSurvey,
    answers: &[StoredAnswer],
    response: ResponseId,
    whole: bool,
) -> Result<(), Error> {
    if open.follow_up.as_ref().is_none_or(|rule| read(rule, &open.survey.definition, answers).is_none()) {
        return Ok(());
    }
    let mut transaction = app.store().begin().await?;
    let at = app.now() + if whole { AT_ONCE } else { AFTER_A_PAGE };
    jobs::enqueue(app, &mut transaction, &Work::OpenCase { response }, None, at).await?;
    transaction.commit().await?;
    Ok(())
}

/// As [`before_storing`], for a response that is being completed in this transaction.
pub(crate) async fn on_completing(
    app: &App,
    transaction: &mut Transaction,
    open: &OpenSurvey,
    answers: &[Answer],
    response: ResponseId,
) -> Result<(), Error> {
    let Some(rule) = &open.follow_up else { return Ok(()) };
    let answers = stored(open, answers.to_vec());
    if read(rule, &open.survey.definition, &answers).is_some() {
        jobs::enqueue(app, transaction, &Work::OpenCase { response }, None, app.now()).await?;
    }
    Ok(())
}

/// What a case that is made of a response says.
struct ToCase<'a> {
    words: String,
    reached: Reached<'a>,
}

/// What becomes a case, where these answers become one.
fn read<'a>(
    rule: &FollowUp,
    definition: &SurveyDefinition,
    answers: &'a [StoredAnswer],
) -> Option<ToCase<'a>> {
    let reached = Reached::of(definition, answers);
    if !reached.is_somewhere() {
        return None;
    }
    let told = catsup_store::told(definition, answers);
    let low = rule.when_low && told.went_badly;
    let alarming = || rule.when_alarming && screening::alarming(&told.words).is_some();
    (low || alarming())
        .then(|| ToCase { words: told.words.join("\n\n").chars().take(LONGEST_MESSAGE).collect(), reached })
}

/// The job: makes a case of a response, unless there is one of it.
pub(crate) async fn open_case(app: &App, id: ResponseId) -> Result<(), Error> {
    let store = app.store();
    let Some(response) = store.response_find(id).await? else { return Ok(()) };
    let Some(rule) = store.follow_up_of(response.survey).await? else { return Ok(()) };
    // What is held back or spam is for staff to look at.
    if response.state != ResponseState::Received || !store.cases_of_response(id).await?.is_empty() {
        return Ok(());
    }
    let survey = store.survey_find(response.survey).await?;
    let definition = store.version_find(response.survey, response.version).await?;
    let (Some(survey), Some(definition)) = (survey, definition) else { return Ok(()) };
    let Some(told) = read(&rule, &definition, &response.answers) else { return Ok(()) };
    let mut new = NewCase::new(response.service, rule.kind, CaseSource::Response, told.words);
    if new.description.is_empty() {
        new.subject = survey.name.to_string();
    }
    new.touchpoint = response.touchpoint;
    new.channel = response.channel;
    new.language = response.language;
    told.reached.email.clone_into(&mut new.email);
    told.reached.phone.clone_into(&mut new.phone);
    new.response = Some(id);
    new.opened = Some(response.received_at);
    new.key = Some(format!("response {id}"));
    match open(app, &Viewer::operator(), new).await {
        // What a person wrote may be more than a case takes; staff see the response all the same.
        Err(Error::Invalid(errors)) => {
            tracing::warn!(response = %id, ?errors, "a response could not become a case");
            Ok(())
        }
        opened => opened.map(|_| ()),
    }
}

/// The kinds that a response may become.
pub const KINDS: [CaseKind; 4] =
    [CaseKind::Complaint, CaseKind::Question, CaseKind::Request, CaseKind::Suggestion];
