//! Journey maps: what people are meant to go through, of a service or across services, drawn by staff.

mod act;
mod checks;
mod comments;
mod file;
mod overlay;
mod read;

use catsup_model::{
    Permission, Viewer,
    id::JourneyMapId,
    journey_map::{JourneyDesign, JourneyMap, MapScope, MapState},
};
pub use catsup_store::DraftAct;
use serde_json::json;

pub use self::{
    act::{Act, MOST_STAGES, MOST_STEPS, Towards},
    checks::longest,
    comments::{
        LONGEST_COMMENT, MOST_COMMENTS, ToldComment, comment, comments, remove_comment, resolve_comment,
    },
    file::{MapFile, Taken, take_in},
    overlay::{
        Count, Departure, Ended, Leaving, NextStep, Overlay, OverlayQuery, Seen, StageSeen, StepSeen,
        Unexpected, overlay,
    },
    read::{MapLine, Opened, Places, find, list, places},
};
use crate::{App, Error, Refusal, audit, fields::Fields};

/// A map after an edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The revision it has now.
    pub revision: i64,
    /// Key of the stage or step that the author looks at next.
    pub target: Option<String>,
}

/// Begins a map.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for a scope out of reach; [`Error::Invalid`] with every field that does not fit.
pub async fn begin(
    app: &App,
    viewer: &Viewer,
    scope: MapScope,
    design: JourneyDesign,
) -> Result<JourneyMapId, Error> {
    let detail = json!({ "state": design.state });
    insert(app, viewer, new_map(app, scope, design), "journey_map.begin", detail).await
}

/// Copies a map, for the same scope: a future one from a current one, say. It keeps everything but its title.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Denied`]; [`Error::Invalid`] with `title`.
pub async fn duplicate(
    app: &App,
    viewer: &Viewer,
    id: JourneyMapId,
    title: &str,
    state: MapState,
) -> Result<JourneyMapId, Error> {
    let original = read::for_authors(app, viewer, id).await?.0.map;
    let design = JourneyDesign { title: title.to_owned(), state, ..original.design };
    let map = JourneyMap { copied_from: Some(id), ..new_map(app, original.scope, design) };
    insert(app, viewer, map, "journey_map.duplicate", json!({ "of": id, "state": state })).await
}

/// Does an act on a map as it was at `revision`.
///
/// # Errors
/// [`Error::NotFound`] for the map, or a stage or step that is gone; [`Error::Denied`]; [`Error::Invalid`] for what does
/// not fit; [`Error::Refused`] with [`Refusal::MapMoved`] when somebody else edited the map since, and for more than a map
/// holds.
pub async fn edit(
    app: &App,
    viewer: &Viewer,
    id: JourneyMapId,
    revision: i64,
    act: Act,
) -> Result<Edited, Error> {
    let (stored, places) = read::for_authors(app, viewer, id).await?;
    check_newest(&stored.map, revision)?;
    let code = act.code();
    let subject = act.clone();
    let mut done = act.apply(&stored.map.design)?;
    let mut fields = Fields::default();
    checks::check(&mut done.design, &places, &mut fields);
    if !fields.fit() {
        return Err(within_form(fields.refused(), &subject, &done.design, done.target.as_deref()));
    }
    let act = DraftAct { code: code.to_owned(), name: done.name };
    let previous = stored.map.design.clone();
    let map = JourneyMap { design: done.design, ..stored.map };
    save(app, viewer, &map, &previous, &act).await?;
    Ok(Edited { revision: revision + 1, target: done.target })
}

/// Undoes the last act; doing it again does the act once more.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Denied`]; [`Error::Refused`] when somebody else edited the map since.
pub async fn undo(app: &App, viewer: &Viewer, id: JourneyMapId, revision: i64) -> Result<Edited, Error> {
    let (stored, _) = read::for_authors(app, viewer, id).await?;
    check_newest(&stored.map, revision)?;
    let (Some(previous), Some(act)) = (stored.previous, stored.act) else {
        return Ok(Edited { revision, target: None });
    };
    let code = if act.code == "undo" { "redo" } else { "undo" };
    let act = DraftAct { code: code.to_owned(), name: act.name };
    let replaced = stored.map.design.clone();
    let map = JourneyMap { design: previous, ..stored.map };
    save(app, viewer, &map, &replaced, &act).await?;
    Ok(Edited { revision: revision + 1, target: None })
}

/// Puts a map away, or takes it out again: nothing is lost.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Denied`].
pub async fn archive(app: &App, viewer: &Viewer, id: JourneyMapId, away: bool) -> Result<(), Error> {
    let (stored, _) = read::for_authors(app, viewer, id).await?;
    if stored.map.archived == away {
        return Ok(());
    }
    let mut transaction = app.store().begin().await?;
    transaction.journey_map_archive(id, away.then(|| app.now())).await?;
    let action = if away { "journey_map.archive" } else { "journey_map.restore" };
    audit::record(app, &mut transaction, viewer, action, &subject(id), json!({})).await?;
    transaction.commit().await?;
    Ok(())
}

fn new_map(app: &App, scope: MapScope, design: JourneyDesign) -> JourneyMap {
    let id = JourneyMapId(app.next_id());
    JourneyMap { id, scope, copied_from: None, archived: false, revision: 1, design }
}

async fn insert(
    app: &App,
    viewer: &Viewer,
    mut map: JourneyMap,
    action: &str,
    detail: serde_json::Value,
) -> Result<JourneyMapId, Error> {
    viewer.require(Permission::ManageJourneyMaps)?;
    let places = read::places_for_authors(app, viewer, map.scope).await?;
    let mut fields = Fields::default();
    checks::check(&mut map.design, &places, &mut fields);
    if !fields.fit() {
        return Err(fields.refused());
    }
    let mut transaction = app.store().begin().await?;
    transaction.journey_map_insert(&map, app.now()).await?;
    audit::record(app, &mut transaction, viewer, action, &subject(map.id), detail).await?;
    transaction.commit().await?;
    Ok(map.id)
}

async fn save(
    app: &App,
    viewer: &Viewer,
    map: &JourneyMap,
    previous: &JourneyDesign,
    act: &DraftAct,
) -> Result<(), Error> {
    let mut transaction = app.store().begin().await?;
    if !transaction.journey_map_save(map, previous, act, app.now()).await? {
        return Err(Refusal::MapMoved.into());
    }
    let detail = json!({ "act": act.code, "revision": map.revision + 1 });
    audit::record(app, &mut transaction, viewer, "journey_map.edit", &subject(map.id), detail).await?;
    transaction.commit().await?;
    Ok(())
}

fn check_newest(map: &JourneyMap, revision: i64) -> Result<(), Error> {
    if map.revision == revision { Ok(()) } else { Err(Refusal::MapMoved.into()) }
}

/// Names the fields as the form of the act does: `doing`, not `stages[1].steps[2].doing`.
fn within_form(error: Error, act: &Act, design: &JourneyDesign, target: Option<&str>) -> Error {
    let Error::Invalid(mut faults) = error else { return error };
    let stage = |key: &str| design.stages.iter().position(|stage| stage.key == key);
    let prefix = match (act, target) {
        (Act::AddStage { .. } | Act::RenameStage { .. }, Some(key)) => {
            stage(key).map(|index| format!("stages[{index}]."))
        }
        (Act::AddStep { .. } | Act::ChangeStep { .. }, Some(key)) => {
            design.step_at(key).map(|(stage, step)| format!("stages[{stage}].steps[{step}]."))
        }
        _ => None,
    };
    for fault in &mut faults {
        if let Some(rest) = prefix.as_deref().and_then(|prefix| fault.field.strip_prefix(prefix)) {
            fault.field = rest.to_owned();
        } else if fault.code == "activity-taken" {
            // The other step may be the one that the check met last.
            "activities".clone_into(&mut fault.field);
        }
    }
    Error::Invalid(faults)
}

fn subject(id: JourneyMapId) -> String {
    format!("journey_map:{id}")
}
