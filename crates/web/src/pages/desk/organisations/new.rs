//! Adding an organisation under another one, or at the top.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, directory::organisations};
use catsup_model::{Language, Permission, Viewer};
use serde::Deserialize;

use super::titles;
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{
        places::{EVERYWHERE, Place, Places},
        refused,
    },
};

/// The form to add an organisation.
#[derive(Debug, Template)]
#[template(path = "pages/desk/organisations/new.html")]
pub(crate) struct NewOrganisation {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    parents: Vec<Choice>,
}

impl NewOrganisation {
    fn new(layout: Layout, form: Form, parents: Vec<Choice>) -> Self {
        let crumbs = vec![Crumb::new(links::ORGANISATIONS, layout.t.say("organisations-title"))];
        Self { layout, form, crumbs, parents }
    }

    async fn read(app: &App, viewer: &Viewer, layout: Layout, form: Form) -> Result<Self, PageError> {
        let parents = parents(app, viewer, &layout).await?;
        Ok(Self::new(layout, form, parents))
    }
}

/// Where the viewer may put an organisation: under others, or at the top.
pub(super) async fn parents(app: &App, viewer: &Viewer, layout: &Layout) -> Result<Vec<Choice>, PageError> {
    let below = Places::read(app, viewer).await?.choices(viewer, Permission::ManageDirectory);
    let top = viewer.require_everywhere(Permission::ManageDirectory).is_ok();
    let top = top.then(|| Choice::new(EVERYWHERE, layout.t.say("organisation-top")));
    Ok(top.into_iter().chain(below).collect())
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Below {
    parent: Option<String>,
}

/// `GET /desk/organisations/new`
pub(crate) async fn new(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(query): PageQuery<Below>,
) -> Result<Page<NewOrganisation>, PageError> {
    let form = Form::with(query.parent.map(|parent| ("parent", parent)));
    Ok(Page::new(NewOrganisation::read(&app, &identity.viewer, layout, form).await?))
}

/// `POST /desk/organisations/new`
pub(crate) async fn add(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    let parent: Option<Place> = refused::required_choice(&mut form, "parent");
    if form.filled("name").is_none() {
        form.refuse("name", FieldError::new("error-required"));
    }
    if let (Some(Place(parent)), true) = (parent, form.is_valid()) {
        match organisations::add(&app, &identity.viewer, parent, &titles(&form)).await {
            Ok(added) => {
                let back = SeeOther::to(links::ORGANISATIONS);
                let name = added.name.as_str();
                return Ok(back.saying_of(AlertKind::Success, "organisation-added", name).into_response());
            }
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    let page = NewOrganisation::read(&app, &identity.viewer, layout, form).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

impl Samples for NewOrganisation {
    fn samples(language: Language) -> Vec<Self> {
        let parents =
            || Places::of(super::samples::tree()).choices(&Viewer::operator(), Permission::ManageDirectory);
        let sample = |form| {
            let layout = Layout { path: links::ORGANISATIONS_NEW.to_owned(), ..Layout::sample(language) };
            Self::new(layout, form, parents())
        };
        let mut wrong = Form::with([("parent", "2")]);
        wrong.refuse("name", FieldError::new("error-required"));
        vec![sample(Form::empty()), sample(wrong)]
    }
}
