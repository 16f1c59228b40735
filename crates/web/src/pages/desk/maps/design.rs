//! The designer's first page: the map with everything that can be done to it. Each button is one post.

use askama::Template;
use axum::extract::{Path, State};
use catsup_app::{
    App,
    journey_maps::{self, Act, DraftAct, Opened, Towards},
};
use catsup_model::{Viewer, id::JourneyMapId};

use super::{crumbs, grid::Grid, refused, revision};
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::Form,
    layout::{Layout, Page},
    links,
};

/// The designer of a map.
#[derive(Debug, Template)]
#[template(path = "pages/desk/maps/design.html")]
pub(crate) struct DesignPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    id: JourneyMapId,
    title: String,
    revision: i64,
    undo: Option<DraftAct>,
    grid: Grid,
    /// Steps that no observed activity is named for: they cannot be compared with what people do.
    unmatched: usize,
    editing: bool,
}

/// A map that is to be changed.
pub(super) async fn opened(app: &App, viewer: &Viewer, id: JourneyMapId) -> Result<Opened, PageError> {
    let opened = journey_maps::find(app, viewer, id).await?;
    if opened.may_edit { Ok(opened) } else { Err(PageError::Forbidden) }
}

/// `GET /desk/maps/{map}/design`
pub(crate) async fn show_design(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<JourneyMapId>,
) -> Result<Page<DesignPage>, PageError> {
    let opened = opened(&app, &identity.viewer, id).await?;
    Ok(Page::new(DesignPage::of(layout, &opened)))
}

/// `POST /desk/maps/{map}/design`
pub(crate) async fn act(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    Path(map): Path<String>,
    form: Form,
) -> Result<SeeOther, PageError> {
    let id: JourneyMapId = map.parse().map_err(|_| PageError::NotFound)?;
    let (viewer, seen) = (&identity.viewer, revision(&form));
    let (verb, key) = form.value("act").split_once(':').unwrap_or((form.value("act"), ""));
    let (done, said) = match verb {
        "undo" => (journey_maps::undo(&app, viewer, id, seen).await, "builder-undone"),
        _ => {
            let act = read(verb, key, &form).ok_or(PageError::NotFound)?;
            let said = said(&act);
            (journey_maps::edit(&app, viewer, id, seen, act).await, said)
        }
    };
    match done {
        Ok(edited) => {
            let on = edited
                .target
                .map_or_else(|| links::map_design(id), |target| links::map_design_at(id, &target));
            let on = SeeOther::to(on);
            Ok(if said.is_empty() { on } else { on.saying(AlertKind::Success, said) })
        }
        Err(error) => refused(SeeOther::to(links::map_design(id)), error),
    }
}

fn read(verb: &str, key: &str, form: &Form) -> Option<Act> {
    let (key, stage) = (key.to_owned(), key.to_owned());
    Some(match verb {
        "start" => Act::MoveStep { key, towards: Towards::Start },
        "end" => Act::MoveStep { key, towards: Towards::End },
        "place" => Act::PlaceStep {
            key,
            stage: form.value("stage").to_owned(),
            index: form.value("index").parse().ok()?,
        },
        "duplicate" => Act::DuplicateStep { key },
        "remove" => Act::RemoveStep { key },
        "stage-start" => Act::MoveStage { stage, towards: Towards::Start },
        "stage-end" => Act::MoveStage { stage, towards: Towards::End },
        "stage-remove" => Act::RemoveStage { stage },
        _ => return None,
    })
}

/// What the next page says; nothing where it is plain to see.
fn said(act: &Act) -> &'static str {
    match act {
        Act::RemoveStep { .. } => "map-step-removed",
        Act::RemoveStage { .. } => "map-stage-removed",
        Act::DuplicateStep { .. } => "map-step-copied",
        _ => "",
    }
}

impl DesignPage {
    fn of(layout: Layout, opened: &Opened) -> Self {
        let t = layout.t;
        let map = &opened.map;
        Self {
            crumbs: crumbs(t, opened, false),
            id: map.id,
            title: map.design.title.clone(),
            revision: map.revision,
            undo: opened.undo.clone(),
            grid: Grid::of(t, map, &opened.places),
            unmatched: map.design.steps().filter(|step| step.activities.is_empty()).count(),
            editing: true,
            layout,
        }
    }
}

#[cfg(test)]
impl crate::layout::Samples for DesignPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let mut opened = super::sample::opened();
        let layout = || Layout::sample(language);
        let full = Self::of(layout(), &opened);
        opened.map.design.stages.clear();
        opened.undo = Some(DraftAct { code: "remove_stage".to_owned(), name: "Apply".to_owned() });
        vec![full, Self::of(layout(), &opened)]
    }
}
