//! Copying a survey, for the same service or another.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, Error, directory::services, surveys};
use catsup_model::{Language, Permission, Viewer, id::ServiceId, survey::Survey};

use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{SignedIn, SurveyKey},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::refused,
};

/// The form of a copy.
#[derive(Debug, Template)]
#[template(path = "pages/desk/surveys/copy.html")]
pub(crate) struct CopyPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    name: String,
    services: Vec<Choice>,
    back: String,
}

/// `GET /desk/surveys/{survey}/copy`
pub(crate) async fn show_copy(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(survey)): Path<SurveyKey>,
) -> Result<Page<CopyPage>, PageError> {
    let survey = surveys::find(&app, &identity.viewer, &survey).await?;
    let mut form = Form::empty();
    form.set("name", layout.t.say("survey-copy-name").arg("name", &survey.name).to_string());
    form.set("service", survey.service.to_string());
    let services = services_of(&app, &identity.viewer).await?;
    Ok(Page::new(CopyPage::of(layout, &survey, services, form)))
}

/// `POST /desk/surveys/{survey}/copy`
pub(crate) async fn copy(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(survey)): Path<SurveyKey>,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let original = surveys::find(&app, viewer, &survey).await?;
    let service: Option<ServiceId> = refused::required_choice(&mut form, "service");
    form.require("name");
    if let Some(service) = service.filter(|_| form.is_valid()) {
        match surveys::duplicate(&app, viewer, &survey, service, form.value("name")).await {
            Ok(copy) => {
                let on = SeeOther::to(links::survey(&copy.key));
                return Ok(on.saying(AlertKind::Success, "survey-copied").into_response());
            }
            Err(Error::NotFound("service")) => form.refuse("service", FieldError::new("error-choose-known")),
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    let page = CopyPage::of(layout, &original, services_of(&app, viewer).await?, form);
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The services whose surveys the viewer may manage.
pub(super) async fn services_of(app: &App, viewer: &Viewer) -> Result<Vec<Choice>, PageError> {
    let reach = viewer.require(Permission::ManageSurveys).map_err(|_| PageError::Forbidden)?;
    let known = services::list(app, viewer).await?;
    Ok(known
        .iter()
        .filter(|one| reach.has_service(one.id))
        .map(|one| Choice::new(one.id, &one.name))
        .collect())
}

impl CopyPage {
    fn of(layout: Layout, survey: &Survey, services: Vec<Choice>, form: Form) -> Self {
        let t = layout.t;
        let crumbs = vec![
            Crumb::new(links::SURVEYS, t.say("surveys-title")),
            Crumb::new(links::survey(&survey.key), &survey.name),
        ];
        Self { crumbs, name: survey.name.clone(), services, back: links::survey(&survey.key), form, layout }
    }
}

impl Samples for CopyPage {
    fn samples(language: Language) -> Vec<Self> {
        use catsup_model::{instrument::InstrumentCode, survey::SurveyState};
        let survey = super::sample_survey(InstrumentCode::Custom, SurveyState::Draft);
        let mut form = Form::with([("name", "Another one")]);
        form.refuse("service", FieldError::new("error-choose"));
        vec![Self::of(Layout::sample(language), &survey, vec![Choice::new(1, "Passport renewal")], form)]
    }
}
