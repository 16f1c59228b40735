//! One response with all that is needed to read it: the questions as they were asked, where it belongs, what the screens
//! said of it, and what staff did with it.

use catsup_model::{
    Permission, Viewer,
    case::CaseNumber,
    id::{AccountId, CaseId, ResponseId},
    response::Response,
    survey::{Survey, SurveyDefinition},
};

use catsup_store::{Experience, Screening, Tag};

use crate::{
    App, Error,
    inbox::{self, acts::ToldAct},
};

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
    /// Name of who takes care of it.
    pub assignee: Option<String>,
    /// Name of who typed it in.
    pub entered_by: Option<String>,
    /// Its tags, by name.
    pub tags: Vec<Tag>,
    /// What staff did with it, the newest first.
    pub acts: Vec<ToldAct>,
    /// What the screens said of it; none where it was not screened.
    pub screening: Option<Screening>,
    /// Whether it was passed on to the team, or to the public.
    pub experience: Option<Experience>,
    /// Cases made from it, as far as the viewer may see cases.
    pub cases: Vec<(CaseId, CaseNumber)>,
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
    let names = inbox::account_names(app).await?;
    let name = |id: Option<AccountId>| id.and_then(|id| names.get(&id)).cloned();
    let cases = match viewer.require(Permission::ReadCases) {
        Ok(reach) if reach.has_service(response.service) => store.cases_of_response(response.id).await?,
        _ => Vec::new(),
    };
    let ids = [response.id];
    let (mut tags, acts, screening, experience) = tokio::try_join!(
        async { Ok(store.tags_of(&ids).await?) },
        inbox::acts::of_response(app, response.id),
        async { Ok(store.screening_find(response.id).await?) },
        async { Ok(store.experience_of(response.id).await?) },
    )?;
    Ok(Detail {
        assignee: name(response.assignee),
        entered_by: name(response.entered_by),
        tags: tags.remove(&response.id).unwrap_or_default(),
        acts,
        screening,
        experience,
        cases: cases.iter().map(|case| (case.id, case.number)).collect(),
        response,
        survey,
        definition,
        service: service.name.to_string(),
        touchpoint,
    })
}
