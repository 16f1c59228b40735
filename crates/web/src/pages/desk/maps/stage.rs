//! A stage in the designer: adding one, renaming one.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    journey_maps::{self, Act, Opened},
};
use catsup_model::{Viewer, id::JourneyMapId, journey_map::Stage};

use super::{REVISION, crumbs, mark, revision, status};
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::Form,
    i18n::Message,
    layout::{Layout, Page},
    links,
};

/// The form of a stage.
#[derive(Debug, Template)]
#[template(path = "pages/desk/maps/stage.html")]
pub(crate) struct StagePage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    title: Message,
    form: Form,
    back: String,
    /// Whether somebody else edited the map while this was typed.
    moved: bool,
}

/// `GET /desk/maps/{map}/design/add-stage`
pub(crate) async fn new_stage(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<JourneyMapId>,
) -> Result<Page<StagePage>, PageError> {
    let opened = super::design::opened(&app, &identity.viewer, id).await?;
    Ok(Page::new(StagePage::new(layout, &opened, None)))
}

/// `POST /desk/maps/{map}/design/add-stage`
pub(crate) async fn add_stage(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<JourneyMapId>,
    form: Form,
) -> Result<Response, PageError> {
    save(&app, &identity.viewer, layout, id, None, form).await
}

/// `GET /desk/maps/{map}/design/stages/{stage}`
pub(crate) async fn show_stage(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path((map, key)): Path<(String, String)>,
) -> Result<Page<StagePage>, PageError> {
    let id = map.parse().map_err(|_| PageError::NotFound)?;
    let opened = super::design::opened(&app, &identity.viewer, id).await?;
    let stage = stage_of(&opened, &key).ok_or(PageError::NotFound)?;
    Ok(Page::new(StagePage::new(layout, &opened, Some(stage))))
}

/// `POST /desk/maps/{map}/design/stages/{stage}`
pub(crate) async fn save_stage(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path((map, key)): Path<(String, String)>,
    form: Form,
) -> Result<Response, PageError> {
    let id = map.parse().map_err(|_| PageError::NotFound)?;
    save(&app, &identity.viewer, layout, id, Some(&key), form).await
}

async fn save(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    id: JourneyMapId,
    key: Option<&str>,
    mut form: Form,
) -> Result<Response, PageError> {
    let opened = super::design::opened(app, viewer, id).await?;
    // Somebody may have removed it meanwhile: then what was typed can still be added anew.
    let stage = key.and_then(|key| stage_of(&opened, key));
    let mut moved = false;
    if let Some(name) = form.require("name") {
        let act = match stage {
            Some(stage) => Act::RenameStage { stage: stage.key.clone(), name },
            None => Act::AddStage { name },
        };
        match journey_maps::edit(app, viewer, id, revision(&form), act).await {
            Ok(edited) => {
                let target = edited.target.unwrap_or_default();
                let on = SeeOther::to(links::map_design_at(id, &target));
                return Ok(on.saying(AlertKind::Success, "map-stage-saved").into_response());
            }
            Err(error) => moved = mark(&mut form, "name", &opened, error)?,
        }
    }
    let page = StagePage { moved, ..StagePage::of(layout, &opened, stage, form) };
    Ok(Page::with_status(status(moved), page).into_response())
}

fn stage_of<'a>(opened: &'a Opened, key: &str) -> Option<&'a Stage> {
    opened.map.design.stages.iter().find(|stage| stage.key == key)
}

impl StagePage {
    fn new(layout: Layout, opened: &Opened, stage: Option<&Stage>) -> Self {
        let name = stage.map_or("", |stage| stage.name.as_str());
        let form = Form::with([("name", name), (REVISION, &opened.map.revision.to_string())]);
        Self::of(layout, opened, stage, form)
    }

    fn of(layout: Layout, opened: &Opened, stage: Option<&Stage>, form: Form) -> Self {
        let t = layout.t;
        let id = opened.map.id;
        Self {
            crumbs: crumbs(t, opened, true),
            title: match stage {
                Some(stage) => t.say("map-stage-title").arg("name", &stage.name),
                None => t.say("map-stage-add"),
            },
            form,
            back: stage.map_or_else(|| links::map_design(id), |stage| links::map_design_at(id, &stage.key)),
            moved: false,
            layout,
        }
    }
}

#[cfg(test)]
impl crate::layout::Samples for StagePage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let opened = super::sample::opened();
        let layout = || Layout::sample(language);
        let mut wrong = Form::with([("name", "")]);
        wrong.refuse("name", crate::forms::FieldError::new("map-most-stages").text("name", "20"));
        vec![
            Self::new(layout(), &opened, None),
            Self { moved: true, ..Self::new(layout(), &opened, opened.map.design.stages.first()) },
            Self::of(layout(), &opened, None, wrong),
        ]
    }
}
