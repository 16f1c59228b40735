//! Removing an objective that nothing hangs on.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, Error, objectives};
use catsup_model::{Permission, id::ObjectiveId};

use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    layout::Layout,
    links,
    pages::desk::{confirm::Confirm, places::may_in},
};

/// `GET /desk/objectives/{objective}/remove`
pub(crate) async fn ask_remove(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<ObjectiveId>,
) -> Result<Response, PageError> {
    let objective = objectives::find(&app, &identity.viewer, id).await?;
    if !may_in(&identity.viewer, Permission::ManageDirectory, objective.owner) {
        return Err(PageError::Forbidden);
    }
    if objectives::is_needed(&app, id).await? {
        return Ok(needed(id));
    }
    let t = layout.t;
    let crumbs = vec![
        Crumb::new(links::DESK_STANDARDS, t.say("standards-title")),
        Crumb::new(links::OBJECTIVES, t.say("objectives-title")),
    ];
    let name = t.pick(&objective.name).to_owned();
    Ok(Confirm::page(layout, "objective-remove", &name, crumbs, links::objective(id)).into_response())
}

/// `POST /desk/objectives/{objective}/remove`
pub(crate) async fn remove(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<ObjectiveId>,
) -> Result<Response, PageError> {
    match objectives::remove(&app, &identity.viewer, id).await {
        Ok(()) => {
            let on = SeeOther::to(links::OBJECTIVES);
            Ok(on.saying(AlertKind::Success, "objective-removed").into_response())
        }
        Err(Error::Invalid(_)) => Ok(needed(id)),
        Err(error) => Err(error.into()),
    }
}

/// Back to the objective, saying what hangs on it.
fn needed(id: ObjectiveId) -> Response {
    SeeOther::to(links::objective(id)).saying(AlertKind::Warning, "objective-needed").into_response()
}
