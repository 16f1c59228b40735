//! Removing a volume.

use axum::extract::State;
use catsup_app::{
    App,
    directory::{services, volumes},
};
use catsup_model::{Permission, id::ServiceId};

use super::{VolumeLine, list::WhichVolume};
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PageQuery, PathId, SignedIn},
    flash::SeeOther,
    layout::{Layout, Page},
    links,
    pages::desk::{confirm::Confirm, places::may_in},
};

/// `GET /desk/services/{service}/volumes/remove`
pub(crate) async fn ask(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<ServiceId>,
    PageQuery(query): PageQuery<WhichVolume>,
) -> Result<Page<Confirm>, PageError> {
    let service = services::find(&app, &identity.viewer, id).await?;
    if !may_in(&identity.viewer, Permission::ManageDirectory, service.organisation) {
        return Err(PageError::Forbidden);
    }
    let place = query.place(id).ok_or(PageError::NotFound)?;
    let kept = volumes::list(&app, &identity.viewer, id).await?;
    let volume = kept.iter().find(|volume| volume.place == place).ok_or(PageError::NotFound)?;
    let line = VolumeLine::of(layout.t, volume);
    let crumbs = vec![
        Crumb::new(links::SERVICES, layout.t.say("services-title")),
        Crumb::new(links::service(id), &service.name),
        Crumb::new(links::volumes(id), layout.t.say("volumes-title")),
    ];
    let name = format!("{} · {}", line.days, line.channel);
    Ok(Confirm::page(layout, "volume-remove", &name, crumbs, links::volumes(id)))
}

/// `POST /desk/services/{service}/volumes/remove`
pub(crate) async fn remove(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<ServiceId>,
    PageQuery(query): PageQuery<WhichVolume>,
) -> Result<SeeOther, PageError> {
    let place = query.place(id).ok_or(PageError::NotFound)?;
    volumes::remove(&app, &identity.viewer, place).await?;
    Ok(SeeOther::to(links::volumes(id)).saying(AlertKind::Success, "volume-removed"))
}
