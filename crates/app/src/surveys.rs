//! Surveys: set up from a standard instrument, changed within its rules, published, closed, archived.

mod act;
mod copies;
mod file;
mod fixed;
mod keys;
pub mod limits;
pub mod texts;
mod working;

use std::collections::BTreeMap;

use catsup_model::{
    Channel, Permission, Reach, Viewer,
    answers::wordings,
    id::{ServiceId, SurveyId, SurveyVersionId, TouchpointId},
    instrument::{Instrument, InstrumentCode, Setup, SetupError},
    notice::Notices,
    survey::{Survey, SurveyDefinition, SurveyState},
    text::{Name, slug},
};
use catsup_store::SurveyDraft;
pub use catsup_store::SurveyVersion;
use jiff::Timestamp;
use serde_json::json;

pub use self::{
    act::{Act, Step},
    copies::duplicate,
    file::{SurveyFile, set_up_from_file, take_over_file},
    fixed::holds_fixed,
    keys::{LONGEST_KEY, is_key},
    working::{DraftAct, Edited, Working, discard, edit, publish, undo, working},
};
use crate::{App, Error, FieldError, Refusal};

/// What an author chooses when setting a survey up or changing it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyFields {
    /// The name staff know it by.
    pub name: String,
    /// The touchpoint it asks about, when it asks about one only.
    pub touchpoint: Option<TouchpointId>,
    /// The channel its answers count for unless they say otherwise.
    pub channel: Channel,
    /// Choices within the instrument's rules.
    pub setup: Setup,
    /// Control number, expiry, burden, privacy.
    pub notices: Notices,
}

/// The surveys of these services, oldest first, after `after`; all within reach when no service is named.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(
    app: &App,
    viewer: &Viewer,
    services: &[ServiceId],
    after: Option<SurveyId>,
    limit: i64,
) -> Result<Vec<Survey>, Error> {
    let reach = viewer.require(Permission::ReadDirectory)?;
    let within = app.store().service_ids(&reach).await?;
    let chosen: Vec<ServiceId> =
        within.into_iter().filter(|id| services.is_empty() || services.contains(id)).collect();
    Ok(app.store().survey_list(&chosen, after, limit).await?)
}

/// How many responses counted since `since`, by survey, over everything within reach.
///
/// # Errors
/// [`Error::Denied`].
pub async fn answered_since(
    app: &App,
    viewer: &Viewer,
    since: Timestamp,
) -> Result<BTreeMap<SurveyId, i64>, Error> {
    let reach = viewer.require(Permission::ReadDirectory)?;
    let services = app.store().service_ids(&reach).await?;
    Ok(app.store().responses_by_survey(&services, since).await?)
}

/// Every version of a survey, the newest first.
///
/// # Errors
/// [`Error::NotFound`] when there is no such survey within reach.
pub async fn versions(app: &App, viewer: &Viewer, id_or_key: &str) -> Result<Vec<SurveyVersion>, Error> {
    let survey = find(app, viewer, id_or_key).await?;
    Ok(app.store().version_list(survey.id).await?)
}

/// Published surveys anyone may answer today, for the public front page.
///
/// # Errors
/// When the store fails.
pub async fn open_to_all(app: &App) -> Result<Vec<Survey>, Error> {
    let services = app.store().service_ids(&Reach::Everything).await?;
    let mut surveys = app.store().survey_list(&services, None, 1000).await?;
    let today = app.today();
    surveys.retain(|survey| survey.state == SurveyState::Published && !survey.notices.expired(today));
    Ok(surveys)
}

/// One survey, by its id or its public key.
///
/// # Errors
/// [`Error::NotFound`] when there is none within reach.
pub async fn find(app: &App, viewer: &Viewer, id_or_key: &str) -> Result<Survey, Error> {
    let reach = viewer.require(Permission::ReadDirectory)?;
    within(app, &reach, id_or_key).await
}

async fn within(app: &App, reach: &Reach, id_or_key: &str) -> Result<Survey, Error> {
    let found = by_id_or_key(app, id_or_key).await?;
    found.filter(|survey| reach.has_service(survey.service)).ok_or(Error::NotFound("survey"))
}

/// The survey an id or a public key names, whoever asks.
pub(crate) async fn by_id_or_key(app: &App, id_or_key: &str) -> Result<Option<Survey>, Error> {
    Ok(match id_or_key.parse::<SurveyId>() {
        Ok(id) => app.store().survey_find(id).await?,
        Err(_) => app.store().survey_of_key(id_or_key).await?,
    })
}

/// Sets a survey up for a service, as a draft.
///
/// # Errors
/// [`Error::NotFound`] for a service out of reach; [`Error::Invalid`] with every choice that breaks the rules.
pub async fn set_up(
    app: &App,
    viewer: &Viewer,
    service: ServiceId,
    instrument: InstrumentCode,
    fields: SurveyFields,
) -> Result<Survey, Error> {
    let reach = viewer.require(Permission::ManageSurveys)?;
    if !reach.has_service(service) {
        return Err(Error::NotFound("service"));
    }
    let service_name = app.store().service_find(service).await?.ok_or(Error::NotFound("service"))?.name;
    let (name, definition) = check(app, service, instrument, &fields).await?;
    let suffix = app.random().token();
    let survey = Survey {
        id: SurveyId(app.next_id()),
        key: format!("{}-{}", slug(service_name.as_str()), &suffix[..5]).trim_start_matches('-').to_owned(),
        service,
        touchpoint: fields.touchpoint,
        channel: fields.channel,
        instrument,
        name,
        state: SurveyState::Draft,
        version: SurveyVersionId(app.next_id()),
        number: 1,
        setup: fields.setup,
        notices: fields.notices,
        definition,
    };
    let now = app.now();
    let mut transaction = app.store().begin().await?;
    transaction.survey_insert(&survey, now).await?;
    let detail = json!({"service": service, "instrument": instrument});
    transaction.audit_append(now, viewer.actor(), "survey.set_up", &subject(&survey), &detail).await?;
    transaction.commit().await?;
    Ok(survey)
}

/// Changes a survey within the rules of its instrument; its author's own questions stay in place. Changing what a published survey asks makes a new version;
/// its answers keep counting under the wordings they were given to.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Invalid`].
pub async fn change(
    app: &App,
    viewer: &Viewer,
    id_or_key: &str,
    fields: SurveyFields,
) -> Result<Survey, Error> {
    let reach = viewer.require(Permission::ManageSurveys)?;
    let before = within(app, &reach, id_or_key).await?;
    let draft = app.store().survey_draft_find(before.id).await?;
    let (name, built) = check(app, before.service, before.instrument, &fields).await?;
    // Before set-up nothing was made: then every text counts as the one just entered.
    let was = Instrument::of(before.instrument).build(&before.setup).unwrap_or_default();
    let definition = fixed::rebuild(&before.definition, &was, &built);
    let waiting = draft.definition.map(|waiting| fixed::rebuild(&waiting, &was, &built));
    limits::check_size(before.instrument, &before.definition, &definition)?;
    let mut survey = Survey {
        name,
        touchpoint: fields.touchpoint,
        channel: fields.channel,
        setup: fields.setup,
        notices: fields.notices,
        definition,
        ..before.clone()
    };
    let now = app.now();
    let mut transaction = app.store().begin().await?;
    if survey.definition != before.definition && !transaction.version_replace(&survey).await? {
        survey.version = SurveyVersionId(app.next_id());
        survey.number += 1;
        transaction.version_insert(&survey, now).await?;
        if survey.state == SurveyState::Published {
            transaction.wording_ensure(&wordings(&survey.definition), || app.next_id()).await?;
            transaction.survey_set_state(&survey, SurveyState::Published, now).await?;
        }
    }
    transaction.survey_update(&survey).await?;
    let waiting = waiting.filter(|waiting| *waiting != survey.definition);
    let draft = SurveyDraft { revision: draft.revision, definition: waiting, ..SurveyDraft::default() };
    working::save_draft(&mut transaction, app, &survey, &draft).await?;
    let detail = json!({"version": survey.number});
    transaction.audit_append(now, viewer.actor(), "survey.change", &subject(&survey), &detail).await?;
    transaction.commit().await?;
    app.forget_survey(&survey);
    Ok(survey)
}

/// What a change does to the figures: questions (by key) whose answers would count apart from those given so far, since
/// another wording asks for them. Empty for a draft, which nobody answered yet.
#[must_use]
pub fn rewordings(survey: &Survey, setup: &Setup) -> Vec<String> {
    if survey.state == SurveyState::Draft {
        return Vec::new();
    }
    let asked = survey.definition.questions().filter(|question| !setup.left_out.contains(&question.key));
    let template = |key: &str| Instrument::of(survey.instrument).questions().find(|one| one.key == key);
    let reworded =
        asked.filter(|now| template(&now.key).is_some_and(|one| one.variant(setup).code != now.variant));
    reworded.map(|question| question.key.clone()).collect()
}

/// Moves a survey to another state.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Refused`] when the change is not allowed from where it stands or the approval has
/// expired; [`Error::Invalid`] when it is not fit to be published.
pub async fn change_state(
    app: &App,
    viewer: &Viewer,
    id_or_key: &str,
    to: SurveyState,
) -> Result<Survey, Error> {
    let reach = viewer.require(Permission::ManageSurveys)?;
    let mut survey = within(app, &reach, id_or_key).await?;
    if !survey.state.next().contains(&to) {
        return Err(Refusal::StateChange { from: survey.state.code(), to: to.code() }.into());
    }
    let now = app.now();
    let mut transaction = app.store().begin().await?;
    if to == SurveyState::Published {
        check_fit_to_publish(app, &survey)?;
        transaction.wording_ensure(&wordings(&survey.definition), || app.next_id()).await?;
    }
    transaction.survey_set_state(&survey, to, now).await?;
    let detail = json!({"from": survey.state.code(), "to": to.code()});
    transaction.audit_append(now, viewer.actor(), "survey.change_state", &subject(&survey), &detail).await?;
    transaction.commit().await?;
    survey.state = to;
    app.forget_survey(&survey);
    Ok(survey)
}

fn check_fit_to_publish(app: &App, survey: &Survey) -> Result<(), Error> {
    if let Some(expires) = survey.notices.expires.filter(|last| app.today() > *last) {
        return Err(Refusal::SurveyExpired(expires).into());
    }
    let problems = survey.definition.problems();
    if problems.is_empty() {
        return Ok(());
    }
    let named = problems.iter().map(|one| FieldError::new("definition", "survey-unfit", one.to_string()));
    Err(Error::Invalid(named.collect()))
}

fn subject(survey: &Survey) -> String {
    format!("survey:{}", survey.id)
}

async fn check(
    app: &App,
    service: ServiceId,
    instrument: InstrumentCode,
    fields: &SurveyFields,
) -> Result<(String, SurveyDefinition), Error> {
    let mut wrong = Vec::new();
    let name = Name::parse(&fields.name)
        .map_err(|problem| wrong.push(FieldError::new("name", "name", problem.to_string())))
        .ok();
    if let Some(touchpoint) = fields.touchpoint {
        let of_service = app.store().touchpoint_list(Some(&[service])).await?;
        if of_service.iter().all(|known| known.id != touchpoint) {
            wrong.push(FieldError::new("touchpoint", "touchpoint", "must be a touchpoint of the service"));
        }
    }
    if fields.notices.burden_minutes.is_some_and(|minutes| minutes == 0 || minutes > 600) {
        wrong.push(FieldError::new("burden_minutes", "minutes", "must be from 1 to 600 minutes"));
    }
    let built = Instrument::of(instrument).build(&fields.setup);
    match (name, built) {
        (Some(name), Ok(definition)) if wrong.is_empty() => Ok((name.to_string(), definition)),
        (_, built) => {
            wrong.extend(built.err().unwrap_or_default().iter().map(setup_error));
            Err(Error::Invalid(wrong))
        }
    }
}

fn setup_error(error: &SetupError) -> FieldError {
    let (field, code) = match error {
        SetupError::NameMissing { name } => (format!("names.{name}"), "required"),
        SetupError::UnknownVariant { question, .. } => (format!("variants.{question}"), "wording"),
        SetupError::QuestionDemanded { question } => (format!("ask.{question}"), "question-demanded"),
        SetupError::ChoiceDemanded { question, choice } => {
            (format!("offer.{question}.{choice}"), "choice-demanded")
        }
    };
    FieldError::new(field, code, error.to_string())
}
