//! What stands above a map: its title, what it is for, whom it follows, current or future.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    journey_maps::{self, Act, Opened},
};
use catsup_model::{id::JourneyMapId, journey_map::MapState};

use super::{REVISION, crumbs, mark, revision, states, status};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::Form,
    layout::{Layout, Page},
    links,
    pages::desk::refused,
};

/// The form of what stands above a map.
#[derive(Debug, Template)]
#[template(path = "pages/desk/maps/about.html")]
pub(crate) struct AboutPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    states: Vec<Choice>,
    back: String,
    /// Whether somebody else edited the map while this was typed.
    moved: bool,
}

/// `GET /desk/maps/{map}/design/about`
pub(crate) async fn show_about(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<JourneyMapId>,
) -> Result<Page<AboutPage>, PageError> {
    let opened = super::design::opened(&app, &identity.viewer, id).await?;
    Ok(Page::new(AboutPage::existing(layout, &opened)))
}

/// `POST /desk/maps/{map}/design/about`
pub(crate) async fn save_about(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<JourneyMapId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let opened = super::design::opened(&app, &identity.viewer, id).await?;
    let state: Option<MapState> = refused::required_choice(&mut form, "state");
    form.require("title");
    let mut moved = false;
    if let Some(state) = state.filter(|_| form.is_valid()) {
        let text = |field: &str| form.value(field).to_owned();
        let act = Act::Describe {
            title: text("title"),
            description: text("description"),
            persona: text("persona"),
            state,
        };
        match journey_maps::edit(&app, &identity.viewer, id, revision(&form), act).await {
            Ok(_) => {
                let on = SeeOther::to(links::map_design(id));
                return Ok(on.saying(AlertKind::Success, "map-saved").into_response());
            }
            Err(error) => moved = mark(&mut form, "title", &opened, error)?,
        }
    }
    let page = AboutPage { moved, ..AboutPage::of(layout, &opened, form) };
    Ok(Page::with_status(status(moved), page).into_response())
}

impl AboutPage {
    fn existing(layout: Layout, opened: &Opened) -> Self {
        let design = &opened.map.design;
        let form = Form::with([
            ("title", design.title.as_str()),
            ("description", &design.description),
            ("persona", &design.persona),
            ("state", design.state.code()),
            (REVISION, &opened.map.revision.to_string()),
        ]);
        Self::of(layout, opened, form)
    }

    fn of(layout: Layout, opened: &Opened, form: Form) -> Self {
        let t = layout.t;
        Self {
            crumbs: crumbs(t, opened, true),
            form,
            states: states(t),
            back: links::map_design(opened.map.id),
            moved: false,
            layout,
        }
    }
}

#[cfg(test)]
impl crate::layout::Samples for AboutPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let opened = super::sample::opened();
        let layout = || Layout::sample(language);
        vec![Self::existing(layout(), &opened), Self { moved: true, ..Self::existing(layout(), &opened) }]
    }
}
