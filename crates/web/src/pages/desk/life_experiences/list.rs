//! Every life experience with the services that belong to it, and the form to add one.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    directory::{life_experiences, services},
};
use catsup_model::{Language, Permission, Viewer};

use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::SignedIn,
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::refused,
};

/// The list of life experiences.
#[derive(Debug, Template)]
#[template(path = "pages/desk/life_experiences/list.html")]
pub(crate) struct LifeExperiences {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    lines: Vec<Line>,
    may_change: bool,
}

#[derive(Debug)]
struct Line {
    name: String,
    change: String,
    /// The observed journeys across its services; `None` for those who may not see any.
    journeys: Option<String>,
    /// Address and name of each service the reader sees.
    services: Vec<(String, String)>,
}

impl LifeExperiences {
    fn new(layout: Layout, form: Form, lines: Vec<Line>, may_change: bool) -> Self {
        let crumbs = vec![Crumb::new(links::SERVICES, layout.t.say("services-title"))];
        Self { layout, form, crumbs, lines, may_change }
    }

    async fn read(app: &App, viewer: &Viewer, layout: Layout, form: Form) -> Result<Self, PageError> {
        let services = services::list(app, viewer).await?;
        let lines = life_experiences::list(app, viewer).await?.into_iter().map(|one| Line {
            change: links::life_experience(one.id),
            journeys: viewer
                .may(Permission::ReadJourneys)
                .then(|| format!("{}?life={}", links::JOURNEYS, one.id)),
            services: services
                .iter()
                .filter(|service| service.life_experiences.contains(&one.id))
                .map(|service| (links::service(service.id), service.name.to_string()))
                .collect(),
            name: one.name.to_string(),
        });
        let may_change = viewer.require_everywhere(Permission::ManageDirectory).is_ok();
        Ok(Self::new(layout, form, lines.collect(), may_change))
    }
}

/// `GET /desk/life-experiences`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<LifeExperiences>, PageError> {
    Ok(Page::new(LifeExperiences::read(&app, &identity.viewer, layout, Form::empty()).await?))
}

/// `POST /desk/life-experiences`
pub(crate) async fn add(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    match life_experiences::add(&app, &identity.viewer, form.value("name")).await {
        Ok(added) => {
            let back = SeeOther::to(links::LIFE_EXPERIENCES);
            Ok(back
                .saying_of(AlertKind::Success, "life-experience-added", added.name.as_str())
                .into_response())
        }
        Err(error) => {
            refused::mark(&mut form, error)?;
            let page = LifeExperiences::read(&app, &identity.viewer, layout, form).await?;
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

impl Samples for LifeExperiences {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::LIFE_EXPERIENCES.to_owned(), ..Layout::sample(language) };
        let line = |name: &str, services: &[&str]| Line {
            name: name.to_owned(),
            change: "/desk/life-experiences/1".to_owned(),
            journeys: (!services.is_empty()).then(|| format!("{}?life=1", links::JOURNEYS)),
            services: services
                .iter()
                .map(|name| ("/desk/services/1".to_owned(), (*name).to_owned()))
                .collect(),
        };
        let lines = || {
            vec![
                line("Recovering from a disaster", &["Shelter grants", "Document replacement"]),
                line("Retiring", &[]),
            ]
        };
        let mut wrong = Form::with([("name", "Retiring")]);
        wrong.refuse("name", FieldError::new("error-duplicate"));
        vec![
            Self::new(layout(), Form::empty(), lines(), true),
            Self::new(layout(), wrong, lines(), true),
            Self::new(layout(), Form::empty(), lines(), false),
            Self::new(layout(), Form::empty(), Vec::new(), true),
        ]
    }
}
