//! The journey maps somebody may see.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    journey_maps::{self, MapLine},
};
use catsup_model::{
    Language, Permission,
    id::JourneyMapId,
    journey_map::{MapScope, MapState},
};
use jiff::civil::Date;
use serde::Deserialize;

use crate::{
    error::PageError,
    extract::{PageQuery, SignedIn},
    layout::{Layout, Page, Samples},
    links,
};

/// Which maps are listed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ListQuery {
    archived: String,
}

/// The list of maps.
#[derive(Debug, Template)]
#[template(path = "pages/desk/maps/list.html")]
pub(crate) struct MapList {
    layout: Layout,
    rows: Vec<Row>,
    archived: bool,
    may_draw: bool,
}

/// One map of the list.
#[derive(Debug)]
struct Row {
    id: JourneyMapId,
    title: String,
    about: String,
    crosses: bool,
    persona: String,
    state: MapState,
    stages: usize,
    steps: usize,
    changed: Date,
}

/// `GET /desk/maps`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(query): PageQuery<ListQuery>,
) -> Result<Page<MapList>, PageError> {
    let archived = !query.archived.is_empty();
    let lines = journey_maps::list(&app, &identity.viewer, archived).await?;
    let zone = app.settings().zone.clone();
    let row = |line: MapLine| Row {
        id: line.map.id,
        about: line.scope_name,
        crosses: matches!(line.map.scope, MapScope::LifeExperience(_)),
        state: line.map.design.state,
        stages: line.map.design.stages.len(),
        steps: line.map.design.steps().count(),
        persona: line.map.design.persona,
        title: line.map.design.title,
        changed: line.changed_at.to_zoned(zone.clone()).date(),
    };
    let rows = lines.into_iter().map(row).collect();
    let may_draw = identity.viewer.may(Permission::ManageJourneyMaps);
    Ok(Page::new(MapList { layout, rows, archived, may_draw }))
}

impl Samples for MapList {
    fn samples(language: Language) -> Vec<Self> {
        let row = |title: &str, crosses, state| Row {
            id: JourneyMapId(7),
            title: title.to_owned(),
            about: if crosses { "Facing a financial shock" } else { "Passport renewal" }.to_owned(),
            crosses,
            persona: "Somebody who travels for the first time in ten years".to_owned(),
            state,
            stages: 4,
            steps: 9,
            changed: jiff::civil::date(2026, 3, 10),
        };
        let sample = |rows, archived, may_draw| Self {
            layout: Layout { path: links::MAPS.to_owned(), ..Layout::sample(language) },
            rows,
            archived,
            may_draw,
        };
        let rows = vec![
            row("Renewing a passport", false, MapState::Current),
            row("Losing a job", true, MapState::Future),
        ];
        vec![sample(rows, false, true), sample(Vec::new(), false, true), sample(Vec::new(), true, false)]
    }
}
