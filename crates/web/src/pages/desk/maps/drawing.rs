//! A map as a drawing: a file of its own, and what the printed page shows.

use axum::{extract::State, http::header, response::IntoResponse};
use catsup_app::{App, journey_maps::Opened};
use catsup_model::id::JourneyMapId;

use super::{
    file::file_name,
    grid::{Grid, Lane, StepColumn},
    viewing::{ViewQuery, Viewing},
};
use crate::{
    charts::{Cells, DrawnLane, JourneyDrawing},
    error::PageError,
    extract::{PageQuery, PathId, SignedIn},
    i18n::Translator,
    layout::Layout,
};

/// `GET /desk/maps/{map}/map.svg`
pub(crate) async fn drawing(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<JourneyMapId>,
    PageQuery(query): PageQuery<ViewQuery>,
) -> Result<impl IntoResponse, PageError> {
    let viewing = Viewing::read(&app, &identity.viewer, id, query).await?;
    let title = &viewing.opened.map.design.title;
    let name = format!("attachment; filename=\"{}.svg\"", file_name(title));
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    let grid = viewing.grid(layout.t, None);
    Ok((headers, of(layout.t, &viewing.opened, &grid).svg().to_string()))
}

/// The drawing of a map.
pub(super) fn of(t: Translator, opened: &Opened, grid: &Grid) -> JourneyDrawing {
    let design = &opened.map.design;
    let state = t.name("map-state", design.state.code()).to_string();
    let about = [&opened.places.scope_name, &state, &design.persona, &grid.burden];
    let about: Vec<&str> = about.into_iter().map(String::as_str).filter(|one| !one.is_empty()).collect();
    let names = |steps: &[StepColumn]| steps.iter().map(|step| step.name.clone()).collect();
    JourneyDrawing {
        title: design.title.clone(),
        about: about.join(" · "),
        stages: grid.stages.iter().map(|stage| (stage.name.clone(), names(&stage.steps))).collect(),
        notes: Vec::new(),
        lanes: grid.lanes.iter().flat_map(|lane| lanes(t, grid, *lane)).collect(),
    }
}

/// A row, and the curve above the row of feelings.
fn lanes(t: Translator, grid: &Grid, lane: Lane) -> Vec<DrawnLane> {
    let lines = columns(grid, |step| step.lines(lane));
    let cells = if lane.0 == "leaves" { Cells::Departures(lines) } else { Cells::Texts(lines) };
    let texts = DrawnLane { label: lane.label(&t), cells };
    if lane.0 != "feeling" {
        return vec![texts];
    }
    let feelings = columns(grid, |step| step.emotion);
    if feelings.iter().all(Option::is_none) {
        return vec![texts];
    }
    let curve = DrawnLane { label: t.say("map-emotion-curve").to_string(), cells: Cells::Feelings(feelings) };
    vec![curve, texts]
}

/// One value for each column of the map; a stage without steps has an empty one.
fn columns<T: Default>(grid: &Grid, of: impl Fn(&StepColumn) -> T) -> Vec<T> {
    let mut values = Vec::with_capacity(grid.columns);
    for stage in &grid.stages {
        values.extend(stage.steps.iter().map(&of));
        if stage.steps.is_empty() {
            values.push(T::default());
        }
    }
    values
}
