//! A map as readers see it.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    journey_maps::{self, Opened},
};
use catsup_model::{id::JourneyMapId, journey_map::MapState};

use super::{file::file_name, grid::Grid};
use crate::{
    components::Crumb,
    error::PageError,
    extract::{PathId, SignedIn},
    layout::{Layout, Page},
    links,
};

/// A map.
#[derive(Debug, Template)]
#[template(path = "pages/desk/maps/show.html")]
pub(crate) struct MapPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    id: JourneyMapId,
    title: String,
    about: String,
    description: String,
    persona: String,
    state: MapState,
    archived: bool,
    copied_from: Option<JourneyMapId>,
    may_edit: bool,
    grid: Grid,
    /// What the map is called among files.
    file_name: String,
    editing: bool,
}

/// `GET /desk/maps/{map}`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<JourneyMapId>,
) -> Result<Page<MapPage>, PageError> {
    let opened = journey_maps::find(&app, &identity.viewer, id).await?;
    Ok(Page::new(MapPage::of(layout, &opened)))
}

impl MapPage {
    fn of(layout: Layout, opened: &Opened) -> Self {
        let t = layout.t;
        let (map, design) = (&opened.map, &opened.map.design);
        Self {
            crumbs: vec![Crumb::new(links::MAPS, t.say("maps-title"))],
            id: map.id,
            title: design.title.clone(),
            about: opened.places.scope_name.clone(),
            description: design.description.clone(),
            persona: design.persona.clone(),
            state: design.state,
            archived: map.archived,
            copied_from: map.copied_from,
            may_edit: opened.may_edit,
            grid: Grid::of(t, map, &opened.places),
            file_name: file_name(&design.title),
            editing: false,
            layout,
        }
    }
}

#[cfg(test)]
impl crate::layout::Samples for MapPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let (opened, crossing) = (super::sample::opened(), super::sample::crossing());
        let layout = || Layout::sample(language);
        let mut empty = super::sample::opened();
        empty.map.design.stages.clear();
        empty.map.archived = true;
        empty.map.copied_from = Some(JourneyMapId(3));
        vec![
            Self::of(layout(), &opened),
            Self { may_edit: false, ..Self::of(layout(), &crossing) },
            Self::of(layout(), &empty),
        ]
    }
}
