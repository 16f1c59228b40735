//! Copying a map, as when a future one begins from the current one; and putting maps away.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    journey_maps::{self, Opened},
};
use catsup_model::{id::JourneyMapId, journey_map::MapState};

use super::{crumbs, states, status};
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

/// The form of a copy.
#[derive(Debug, Template)]
#[template(path = "pages/desk/maps/copy.html")]
pub(crate) struct CopyPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    states: Vec<Choice>,
    back: String,
}

/// `GET /desk/maps/{map}/copy`
pub(crate) async fn show_copy(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<JourneyMapId>,
) -> Result<Page<CopyPage>, PageError> {
    let opened = super::design::opened(&app, &identity.viewer, id).await?;
    let title = layout.t.say("map-copy-name").arg("name", &opened.map.design.title).to_string();
    let form = Form::with([("title", title.as_str()), ("state", MapState::Future.code())]);
    Ok(Page::new(CopyPage::of(layout, &opened, form)))
}

/// `POST /desk/maps/{map}/copy`
pub(crate) async fn copy(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<JourneyMapId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let opened = super::design::opened(&app, &identity.viewer, id).await?;
    let state: Option<MapState> = refused::required_choice(&mut form, "state");
    form.require("title");
    if let Some(state) = state.filter(|_| form.is_valid()) {
        match journey_maps::duplicate(&app, &identity.viewer, id, form.value("title"), state).await {
            Ok(copy) => {
                let on = SeeOther::to(links::map_design(copy));
                return Ok(on.saying(AlertKind::Success, "map-copied").into_response());
            }
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    Ok(Page::with_status(status(false), CopyPage::of(layout, &opened, form)).into_response())
}

/// `POST /desk/maps/{map}/archive`
pub(crate) async fn archive(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<JourneyMapId>,
    form: Form,
) -> Result<SeeOther, PageError> {
    let away = form.value("act") == "archive";
    journey_maps::archive(&app, &identity.viewer, id, away).await?;
    let said = if away { "map-archived" } else { "map-restored" };
    Ok(SeeOther::to(links::journey_map(id)).saying(AlertKind::Success, said))
}

impl CopyPage {
    fn of(layout: Layout, opened: &Opened, form: Form) -> Self {
        let t = layout.t;
        let back = links::journey_map(opened.map.id);
        Self { crumbs: crumbs(t, opened, false), form, states: states(t), back, layout }
    }
}

#[cfg(test)]
impl crate::layout::Samples for CopyPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let form = Form::with([("title", "Renewing a passport, as it shall be"), ("state", "future")]);
        vec![Self::of(Layout::sample(language), &super::sample::opened(), form)]
    }
}
