//! One response with all that is needed to read it: the questions as they were asked, and where it belongs.

use catsup_model::{
    Viewer,
    id::ResponseId,
    response::Response,
    survey::{Survey, SurveyDefinition},
};

use crate::{App, Error};

/// One response, and what was asked.
#[derive(Debug, Clone)]
pub struct Detail {
    /// The response.
    pub response: Response,
    /// The survey as it stands.
    pub survey: Survey,
    /// What was asked in the version that was shown.
    pub definition: SurveyDefinition,
    /// Name of the service.
    pub service: String,
    /// Name of the touchpoint.
    pub touchpoint: Option<String>,
}

/// One response within reach with what was asked.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when there is none within reach.
pub async fn detail(app: &App, viewer: &Viewer, id: ResponseId) -> Result<Detail, Error> {
    let response = super::find(app, viewer, id).await?;
    let store = app.store();
    let survey = store.survey_find(response.survey).await?.ok_or(Error::NotFound("survey"))?;
    let shown = store.version_find(response.survey, response.version).await?;
    let definition = shown.unwrap_or_else(|| survey.definition.clone());
    let service = store.service_find(response.service).await?.ok_or(Error::NotFound("service"))?;
    let touchpoint = match response.touchpoint {
        Some(id) => store.touchpoint_find(id).await?.map(|touchpoint| touchpoint.name.to_string()),
        None => None,
    };
    Ok(Detail { response, survey, definition, service: service.name.to_string(), touchpoint })
}
