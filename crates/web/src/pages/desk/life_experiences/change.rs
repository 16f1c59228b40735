//! Another name for a life experience.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, directory::life_experiences};
use catsup_model::{Language, Permission, id::LifeExperienceId};

use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::refused,
};

/// The form of a life experience.
#[derive(Debug, Template)]
#[template(path = "pages/desk/life_experiences/change.html")]
pub(crate) struct ChangeLifeExperience {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
}

impl ChangeLifeExperience {
    fn new(layout: Layout, form: Form) -> Self {
        let t = layout.t;
        let crumbs = vec![
            Crumb::new(links::SERVICES, t.say("services-title")),
            Crumb::new(links::LIFE_EXPERIENCES, t.say("life-experiences-title")),
        ];
        Self { layout, form, crumbs }
    }
}

/// `GET /desk/life-experiences/{life_experience}`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<LifeExperienceId>,
) -> Result<Page<ChangeLifeExperience>, PageError> {
    identity.viewer.require_everywhere(Permission::ManageDirectory).map_err(|_| PageError::Forbidden)?;
    let all = life_experiences::list(&app, &identity.viewer).await?;
    let found = all.into_iter().find(|one| one.id == id).ok_or(PageError::NotFound)?;
    Ok(Page::new(ChangeLifeExperience::new(layout, Form::with([("name", found.name.as_str())]))))
}

/// `POST /desk/life-experiences/{life_experience}`
pub(crate) async fn rename(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<LifeExperienceId>,
    mut form: Form,
) -> Result<Response, PageError> {
    match life_experiences::rename(&app, &identity.viewer, id, form.value("name")).await {
        Ok(_) => {
            let back = SeeOther::to(links::LIFE_EXPERIENCES);
            Ok(back.saying(AlertKind::Success, "life-experience-renamed").into_response())
        }
        Err(error) => {
            refused::mark(&mut form, error)?;
            let page = ChangeLifeExperience::new(layout, form);
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

impl Samples for ChangeLifeExperience {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: "/desk/life-experiences/1".to_owned(), ..Layout::sample(language) };
        let mut wrong = Form::with([("name", "")]);
        wrong.refuse("name", FieldError::new("error-required"));
        vec![Self::new(layout(), Form::with([("name", "Retiring")])), Self::new(layout(), wrong)]
    }
}
