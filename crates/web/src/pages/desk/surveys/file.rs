//! Surveys as files: one saved, and a new one set up from a file or from pasted text.

use askama::Template;
use axum::{
    extract::{Multipart, Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use catsup_app::{
    App, Error,
    surveys::{self, SurveyFile},
};
use catsup_model::{Language, id::ServiceId};

use super::copy::services_of;
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

/// Where a file is handed in.
#[derive(Debug, Template)]
#[template(path = "pages/desk/surveys/file.html")]
pub(crate) struct FilePage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    services: Vec<Choice>,
    /// Every fault of the file: its path and the reason.
    faults: Vec<(String, String)>,
}

/// `GET /desk/surveys/{survey}/definition.json`
pub(crate) async fn definition(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    Path(SurveyKey(survey)): Path<SurveyKey>,
) -> Result<impl IntoResponse, PageError> {
    let working = surveys::working(&app, &identity.viewer, &survey).await?;
    let name = format!("attachment; filename=\"{}.json\"", working.survey.key);
    let headers =
        [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, SurveyFile::of(&working).text()))
}

/// `GET /desk/surveys/from-file`
pub(crate) async fn show_from_file(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<FilePage>, PageError> {
    let services = services_of(&app, &identity.viewer).await?;
    Ok(Page::new(FilePage::of(layout, services, Form::empty(), Vec::new())))
}

/// `POST /desk/surveys/from-file`
pub(crate) async fn from_file(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    parts: Multipart,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let (mut form, file) = refused::file_entries(parts).await?;
    let service: Option<ServiceId> = refused::required_choice(&mut form, "service");
    let text = if file.trim().is_empty() { form.value("text").to_owned() } else { file };
    if text.trim().is_empty() {
        form.refuse("file", FieldError::new("survey-file-none"));
    }
    let mut faults = Vec::new();
    if let Some(service) = service.filter(|_| form.is_valid()) {
        let name = form.filled("name").map(str::to_owned);
        match surveys::set_up_from_file(&app, viewer, service, name.as_deref(), &text).await {
            Ok(survey) => {
                let on = SeeOther::to(links::build(&survey.key));
                return Ok(on.saying(AlertKind::Success, "survey-file-taken").into_response());
            }
            Err(Error::NotFound("service")) => form.refuse("service", FieldError::new("error-choose-known")),
            Err(Error::Invalid(found)) => {
                faults = found.into_iter().map(|fault| (fault.field, fault.reason)).collect();
                // Whoever uploaded it sees it too, and may mend it on the spot.
                form.set("text", text);
            }
            Err(error) => return Err(error.into()),
        }
    }
    let page = FilePage::of(layout, services_of(&app, viewer).await?, form, faults);
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

impl FilePage {
    fn of(layout: Layout, services: Vec<Choice>, form: Form, faults: Vec<(String, String)>) -> Self {
        let t = layout.t;
        let crumbs = vec![
            Crumb::new(links::SURVEYS, t.say("surveys-title")),
            Crumb::new(links::SURVEY_NEW, t.say("survey-choose-title")),
        ];
        Self { crumbs, form, services, faults, layout }
    }
}

impl Samples for FilePage {
    fn samples(language: Language) -> Vec<Self> {
        let mut form = Form::with([("text", "{}")]);
        form.refuse("service", FieldError::new("error-choose"));
        form.refuse("file", FieldError::new("survey-file-none"));
        let faults =
            vec![("definition.sections[0].questions[1].key".to_owned(), "“why” is taken".to_owned())];
        let services = || vec![Choice::new(1, "Passport renewal")];
        vec![
            Self::of(Layout::sample(language), services(), Form::empty(), Vec::new()),
            Self::of(Layout::sample(language), services(), form, faults),
        ]
    }
}
