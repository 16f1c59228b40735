//! Copies of surveys: everything an author made, as the draft of a new one.

use catsup_model::{
    Permission, Viewer,
    id::{ServiceId, SurveyId, SurveyVersionId},
    survey::{Survey, SurveyState},
    text::slug,
};
use serde_json::json;

use super::{subject, working};
use crate::{App, Error, fields::Fields};

/// Copies a survey with its working draft, for the same service or another.
///
/// # Errors
/// [`Error::NotFound`] for a survey or service out of reach; [`Error::Invalid`] for a name that does not fit.
pub async fn duplicate(
    app: &App,
    viewer: &Viewer,
    id_or_key: &str,
    service: ServiceId,
    name: &str,
) -> Result<Survey, Error> {
    let reach = viewer.require(Permission::ManageSurveys)?;
    let original = working(app, viewer, id_or_key).await?.survey;
    if !reach.has_service(service) {
        return Err(Error::NotFound("service"));
    }
    let touchpoint = original.touchpoint.filter(|_| original.service == service);
    let subject_of = subject(&original);
    let copy = Survey { service, touchpoint, ..original };
    insert(app, viewer, copy, name, "survey.duplicate", &json!({"of": subject_of})).await
}

/// Inserts a survey as a draft of its own under a new key.
pub(super) async fn insert(
    app: &App,
    viewer: &Viewer,
    survey: Survey,
    name: &str,
    act: &str,
    detail: &serde_json::Value,
) -> Result<Survey, Error> {
    let mut fields = Fields::default();
    let Some(name) = fields.name("name", name) else { return Err(fields.refused()) };
    let service = app.store().service_find(survey.service).await?.ok_or(Error::NotFound("service"))?;
    let suffix = app.random().token();
    let key = format!("{}-{}", slug(service.name.as_str()), &suffix[..5]);
    let survey = Survey {
        id: SurveyId(app.next_id()),
        key: key.trim_start_matches('-').to_owned(),
        name: name.to_string(),
        state: SurveyState::Draft,
        version: SurveyVersionId(app.next_id()),
        number: 1,
        ..survey
    };
    let now = app.now();
    let mut transaction = app.store().begin().await?;
    transaction.survey_insert(&survey, now).await?;
    transaction.audit_append(now, viewer.actor(), act, &subject(&survey), detail).await?;
    transaction.commit().await?;
    Ok(survey)
}
