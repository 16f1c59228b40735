//! Answers that staff enter for people: paper forms, and what a caller or visitor says.
//!
//! A paper form may lack answers that the form on the web demands: whoever enters it says that the answer was left
//! blank, and it stays missing. Two forms with the same answers are two people, so nothing is ever merged here.

use std::sync::Arc;

use catsup_model::{
    Channel, Language, Permission, Viewer,
    answers::{Answers, Completeness, RawAnswers},
    id::{AccountId, ResponseId, SurveyVersionId, TouchpointId},
    permission::{Actor, Denied},
    response::{Receipt, Response, ResponseSource, ResponseState},
    survey::{Survey, SurveyState},
};
use catsup_store::EntryCircumstances;
use jiff::{Timestamp, civil::Date};
use serde_json::json;

use crate::{
    App, Error, FieldError, Refusal,
    cases::follow_ups,
    fields::invalid,
    open_surveys::{self, OpenSurvey},
    responses::{self, Circumstances, answer_error},
    surveys,
};

/// The latest entries that are shown beside the form.
const LATEST: i64 = 5;

/// A survey to enter answers to.
#[derive(Debug)]
pub struct EntrySurvey {
    /// The survey in the version that was printed.
    pub open: Arc<OpenSurvey>,
    /// Touchpoints of its service.
    pub touchpoints: Vec<(TouchpointId, String)>,
    /// Versions that were ever published, with their numbers, the newest first.
    pub versions: Vec<(SurveyVersionId, i64)>,
}

/// One form, or what one person said.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The version that was printed or read out; the current one when `None`.
    pub version: Option<SurveyVersionId>,
    /// The language of the form.
    pub language: Language,
    /// The channel of the contact.
    pub channel: Channel,
    /// The touchpoint it is about; the survey's own when `None`.
    pub touchpoint: Option<TouchpointId>,
    /// [`ResponseSource::Paper`] or [`ResponseSource::Staff`].
    pub source: ResponseSource,
    /// The day of the contact; now when `None`.
    pub day: Option<Date>,
    /// The answers by question key.
    pub answers: RawAnswers,
    /// Required questions that were left blank on paper.
    pub left_blank: Vec<String>,
    /// Makes a second sending the same entry.
    pub nonce: String,
}

/// What became of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    /// The response.
    pub response: ResponseId,
    /// Questions answered though other answers say they were not to be: these answers are left out.
    pub not_asked: Vec<String>,
}

/// What one person entered since they began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// How many count.
    pub count: i64,
    /// The newest, withdrawn ones too.
    pub latest: Vec<Response>,
}

/// Whether answers to a survey in this state can be entered. Closed surveys too: paper comes back late.
#[must_use]
pub const fn takes_entries(state: SurveyState) -> bool {
    matches!(state, SurveyState::Published | SurveyState::Closed)
}

/// The survey, as far as answers to it can be entered, see [`takes_entries`].
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] out of reach; [`Error::Refused`] for a draft or an archived survey.
pub async fn survey(
    app: &App,
    viewer: &Viewer,
    id_or_key: &str,
    version: Option<SurveyVersionId>,
) -> Result<EntrySurvey, Error> {
    let reach = viewer.require(Permission::SubmitResponses)?;
    let found = surveys::by_id_or_key(app, id_or_key).await?;
    let survey = found.filter(|survey| reach.has_service(survey.service)).ok_or(Error::NotFound("survey"))?;
    if !takes_entries(survey.state) {
        return Err(Refusal::SurveyNotOpen.into());
    }
    let (id, service) = (survey.id, survey.service);
    let open = Arc::new(open_surveys::load(app, survey).await?);
    let open = open_surveys::as_shown(app, open, version).await?;
    let touchpoints = app.store().touchpoint_list(Some(&[service])).await?;
    let versions = app.store().version_list(id).await?;
    Ok(EntrySurvey {
        open,
        touchpoints: touchpoints.into_iter().map(|one| (one.id, one.name.to_string())).collect(),
        versions: versions
            .into_iter()
            .filter(|version| version.published_at.is_some())
            .map(|version| (version.id, version.number))
            .collect(),
    })
}

/// Stores an entry; sent again under the same nonce, it replaces what it said before.
///
/// # Errors
/// As [`survey`]; [`Error::Invalid`] with every answer that does not fit (fields `answers.<question>`) and a `day` in
/// the future or after the survey's approval ended.
pub async fn save(app: &App, viewer: &Viewer, id_or_key: &str, entry: Entry) -> Result<Entered, Error> {
    let by = account(viewer)?;
    let entry_survey = survey(app, viewer, id_or_key, entry.version).await?;
    let open = &entry_survey.open;
    let answers = read(open, &entry)?;
    let not_asked = answers.not_asked.clone();
    let circumstances = circumstances(app, &open.survey, &entry, by)?;
    let fingerprint = responses::fingerprint(open, &circumstances, &entry.answers, "");
    let key = format!("entry:{}:{by}:{}", open.survey.id, nonce(&entry)?);
    let stored = responses::new_response(
        app,
        open,
        circumstances,
        entry.source,
        answers.given,
        Some(key),
        fingerprint,
    )?;
    follow_ups::before_storing(app, open, &stored.answers, stored.id, true).await?;
    match app.store().response_submit(stored, None).await? {
        Receipt::Stored(response) | Receipt::Repeated(response) => Ok(Entered { response, not_asked }),
        Receipt::Conflict(response) => correct(app, viewer, response, entry).await,
    }
}

/// An entry of one's own with the survey as it was printed, to be corrected.
///
/// # Errors
/// As [`survey`]; [`Error::NotFound`] for what somebody else entered, or nobody.
pub async fn find(app: &App, viewer: &Viewer, id: ResponseId) -> Result<(EntrySurvey, Response), Error> {
    let by = account(viewer)?;
    let response = app.store().response_find(id).await?;
    let response = response
        .filter(|one| one.source.is_entered_by_staff() && one.entered_by == Some(by))
        .ok_or(Error::NotFound("entry"))?;
    let survey = survey(app, viewer, &response.survey.to_string(), Some(response.version)).await?;
    Ok((survey, response))
}

/// Replaces what an entry of one's own says.
///
/// # Errors
/// As [`find`] and [`save`].
pub async fn correct(app: &App, viewer: &Viewer, id: ResponseId, entry: Entry) -> Result<Entered, Error> {
    let (survey, before) = find(app, viewer, id).await?;
    let open = &survey.open;
    let answers = read(open, &entry)?;
    let not_asked = answers.not_asked.clone();
    let circumstances = circumstances(app, &open.survey, &entry, account(viewer)?)?;
    if circumstances.touchpoint.is_some_and(|one| survey.touchpoints.iter().all(|(known, _)| *known != one)) {
        return Err(invalid("touchpoint", "touchpoint", "must be a touchpoint of the survey's service"));
    }
    let same_day = entry.day == Some(local_day(app, before.occurred_at));
    let changed = EntryCircumstances {
        touchpoint: circumstances.touchpoint.or(open.survey.touchpoint),
        channel: entry.channel,
        language: entry.language,
        source: entry.source,
        occurred_at: if same_day {
            before.occurred_at
        } else {
            circumstances.occurred_at.unwrap_or(before.occurred_at)
        },
    };
    let questions: Vec<String> =
        open.survey.definition.questions().map(|question| question.key.clone()).collect();
    let replaced = responses::answer_keys(open, &questions);
    let fingerprint = responses::fingerprint(open, &circumstances, &entry.answers, "");
    let given = responses::stored(open, answers.given);
    let mut transaction = app.store().begin().await?;
    transaction.response_complete(id, &replaced, &given, fingerprint).await?;
    transaction.entry_update(id, &changed).await?;
    let detail = json!({"survey": open.survey.id});
    let subject = format!("response:{id}");
    transaction.audit_append(app.now(), viewer.actor(), "response.correct", &subject, &detail).await?;
    transaction.commit().await?;
    Ok(Entered { response: id, not_asked })
}

/// Withdraws an entry of one's own, or takes the withdrawal back. What is withdrawn does not count.
///
/// # Errors
/// As [`find`].
pub async fn withdraw(app: &App, viewer: &Viewer, id: ResponseId, withdrawn: bool) -> Result<(), Error> {
    find(app, viewer, id).await?;
    // What was held back in the inbox stays held back.
    let (counts, gone) = (ResponseState::Received, ResponseState::Withdrawn);
    let step = if withdrawn { (counts, gone) } else { (gone, counts) };
    let mut transaction = app.store().begin().await?;
    if transaction.entry_set_state(id, step).await? {
        let action = if withdrawn { "response.withdraw" } else { "response.restore" };
        let subject = format!("response:{id}");
        transaction.audit_append(app.now(), viewer.actor(), action, &subject, &json!({})).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// What the viewer entered for the survey since a batch began.
///
/// # Errors
/// [`Error::Denied`].
pub async fn batch(app: &App, viewer: &Viewer, survey: &Survey, since: ResponseId) -> Result<Batch, Error> {
    viewer.require(Permission::SubmitResponses)?;
    let (latest, count) = app.store().entry_list(survey.id, since, account(viewer)?, LATEST).await?;
    Ok(Batch { count, latest })
}

/// The account that enters: a program sends responses through the API instead.
fn account(viewer: &Viewer) -> Result<AccountId, Error> {
    viewer.require(Permission::SubmitResponses)?;
    match viewer.actor() {
        Actor::Account(id) => Ok(id),
        Actor::Token(_) | Actor::Operator | Actor::Public => Err(Denied(Permission::SubmitResponses).into()),
    }
}

/// The answers, where only what was left blank on paper may be missing.
fn read(open: &OpenSurvey, entry: &Entry) -> Result<Answers, Error> {
    let definition = &open.survey.definition;
    let parse = |completeness| Answers::parse(definition, &entry.answers, entry.language, completeness);
    let answers = match parse(Completeness::Whole) {
        Ok(answers) => answers,
        Err(errors) => {
            let left_blank = |question: &str| {
                let key = question.split('.').next().unwrap_or_default();
                entry.left_blank.iter().any(|blank| blank == key)
            };
            let errors: Vec<FieldError> = errors
                .iter()
                .map(|error| (error, answer_error(error)))
                .filter(|(error, field)| field.code != "required" || !left_blank(&error.question))
                .map(|(_, field)| field)
                .collect();
            if !errors.is_empty() {
                return Err(Error::Invalid(errors));
            }
            let named = |errors: Vec<_>| Error::Invalid(errors.iter().map(answer_error).collect());
            parse(Completeness::Anything).map_err(named)?
        }
    };
    if answers.is_empty() {
        return Err(invalid("answers", "nothing-answered", "at least one answer is needed"));
    }
    Ok(answers)
}

fn circumstances(app: &App, survey: &Survey, entry: &Entry, by: AccountId) -> Result<Circumstances, Error> {
    if !entry.source.is_entered_by_staff() {
        return Err(invalid("source", "source", "must be paper or staff"));
    }
    if entry.day.is_some_and(|day| day > app.today()) {
        return Err(invalid("day", "in-the-future", "must not lie in the future"));
    }
    // An approval covers what was asked while it lasted, whenever the paper arrives.
    if survey.notices.expired(entry.day.unwrap_or_else(|| app.today())) {
        return Err(invalid("day", "after-expiry", "must not lie after the survey's approval ended"));
    }
    Ok(Circumstances {
        version: entry.version,
        language: entry.language,
        channel: Some(entry.channel),
        touchpoint: entry.touchpoint,
        source: Some(entry.source),
        entered_by: Some(by),
        occurred_at: entry.day.map(|day| moment(app, day)).transpose()?,
        ..Circumstances::default()
    })
}

/// Noon of a day: nobody writes the hour on a form. Today it is now, since noon may lie ahead.
fn moment(app: &App, day: Date) -> Result<Timestamp, Error> {
    if day == app.today() {
        return Ok(app.now());
    }
    let noon = day.at(12, 0, 0, 0).to_zoned(app.settings().zone.clone());
    noon.map(|noon| noon.timestamp()).map_err(|_| invalid("day", "day", "must be a day of this era"))
}

/// The day of a moment in the installation's zone.
#[must_use]
pub fn local_day(app: &App, at: Timestamp) -> Date {
    at.to_zoned(app.settings().zone.clone()).date()
}

fn nonce(entry: &Entry) -> Result<&str, Error> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let well_formed = entry.nonce.len() == 26 && entry.nonce.bytes().all(plain);
    if well_formed { Ok(&entry.nonce) } else { Err(Error::NotFound("form")) }
}
