//! Reading journey maps, and who may see and change which.
//!
//! A map of a service goes with the reach of the service. A map of a life experience crosses organisations, as the life
//! experience does: everyone sees it, and whoever draws maps for one of its services may change it.

use catsup_model::{
    Permission, Reach, Viewer,
    directory::{Service, Touchpoint},
    id::{JourneyMapId, ServiceId, TouchpointId},
    journey_map::{JourneyMap, MapScope},
    permission::Denied,
};
use catsup_store::{DraftAct, StoredMap};
use jiff::Timestamp;

use crate::{App, Error};

/// A map in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapLine {
    /// The map.
    pub map: JourneyMap,
    /// Name of its service or life experience.
    pub scope_name: String,
    /// When it was changed last.
    pub changed_at: Timestamp,
}

/// A map as somebody opened it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The map.
    pub map: JourneyMap,
    /// Where its steps may happen.
    pub places: Places,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// What the last act was, when it can be undone.
    pub undo: Option<DraftAct>,
    /// Whether the viewer may change it.
    pub may_edit: bool,
}

/// Where the steps of a map may happen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Places {
    /// Name of the service or life experience that the map is about.
    pub scope_name: String,
    /// Its services, by name.
    pub services: Vec<Service>,
    /// Their touchpoints, by name.
    pub touchpoints: Vec<Touchpoint>,
}

impl Places {
    /// Whether the service is among them.
    #[must_use]
    pub fn has_service(&self, id: ServiceId) -> bool {
        self.services.iter().any(|service| service.id == id)
    }

    /// Whether the touchpoint is among them.
    #[must_use]
    pub fn has_touchpoint(&self, id: TouchpointId) -> bool {
        self.touchpoints.iter().any(|touchpoint| touchpoint.id == id)
    }

    /// The name of a service; empty for one that is not among them any more.
    #[must_use]
    pub fn service_name(&self, id: ServiceId) -> &str {
        self.services.iter().find(|service| service.id == id).map_or("", |service| service.name.as_str())
    }

    /// The name of a touchpoint; empty for one that is not among them any more.
    #[must_use]
    pub fn touchpoint_name(&self, id: TouchpointId) -> &str {
        let found = self.touchpoints.iter().find(|touchpoint| touchpoint.id == id);
        found.map_or("", |touchpoint| touchpoint.name.as_str())
    }
}

/// The maps the viewer may see, by title; those put away only when asked for.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer, archived: bool) -> Result<Vec<MapLine>, Error> {
    let reach = viewer.require(Permission::ReadDirectory)?;
    let services = app.store().service_list(None).await?;
    let experiences = app.store().life_experience_list().await?;
    let mut lines = Vec::new();
    for stored in app.store().journey_map_list().await? {
        if !sees(&reach, stored.map.scope) || stored.map.archived != archived {
            continue;
        }
        let name = match stored.map.scope {
            MapScope::Service(id) => services.iter().find(|one| one.id == id).map(|one| one.name.to_string()),
            MapScope::LifeExperience(id) => {
                experiences.iter().find(|one| one.id == id).map(|one| one.name.to_string())
            }
        };
        let scope_name = name.unwrap_or_default();
        lines.push(MapLine { map: stored.map, scope_name, changed_at: stored.changed_at });
    }
    lines.sort_by_cached_key(|line| (line.map.design.title.to_lowercase(), line.map.id));
    Ok(lines)
}

/// One map.
///
/// # Errors
/// [`Error::NotFound`] when there is none that the viewer may see.
pub async fn find(app: &App, viewer: &Viewer, id: JourneyMapId) -> Result<Opened, Error> {
    let reach = viewer.require(Permission::ReadDirectory)?;
    let stored = within(app, &reach, id).await?;
    let places = of_scope(app, stored.map.scope).await?;
    let may_edit = may_edit(viewer, stored.map.scope, &places);
    let undo = stored.act.filter(|_| stored.previous.is_some());
    Ok(Opened { map: stored.map, places, changed_at: stored.changed_at, undo, may_edit })
}

/// Where the steps of a map of this scope may happen, for whoever may draw one.
///
/// # Errors
/// [`Error::NotFound`] for a scope out of reach; [`Error::Denied`].
pub async fn places(app: &App, viewer: &Viewer, scope: MapScope) -> Result<Places, Error> {
    places_for_authors(app, viewer, scope).await
}

pub(super) async fn places_for_authors(app: &App, viewer: &Viewer, scope: MapScope) -> Result<Places, Error> {
    let reach = viewer.require(Permission::ReadDirectory)?;
    if !sees(&reach, scope) {
        return Err(Error::NotFound("the service"));
    }
    let places = of_scope(app, scope).await?;
    if may_edit(viewer, scope, &places) {
        Ok(places)
    } else {
        Err(Denied(Permission::ManageJourneyMaps).into())
    }
}

/// A map to be changed, and its places.
pub(super) async fn for_authors(
    app: &App,
    viewer: &Viewer,
    id: JourneyMapId,
) -> Result<(StoredMap, Places), Error> {
    viewer.require(Permission::ManageJourneyMaps)?;
    let reach = viewer.require(Permission::ReadDirectory)?;
    let stored = within(app, &reach, id).await?;
    let places = places_for_authors(app, viewer, stored.map.scope).await?;
    Ok((stored, places))
}

async fn within(app: &App, reach: &Reach, id: JourneyMapId) -> Result<StoredMap, Error> {
    let found = app.store().journey_map_find(id).await?;
    found.filter(|stored| sees(reach, stored.map.scope)).ok_or(Error::NotFound("the journey map"))
}

fn sees(reach: &Reach, scope: MapScope) -> bool {
    match scope {
        MapScope::Service(id) => reach.has_service(id),
        MapScope::LifeExperience(_) => true,
    }
}

fn may_edit(viewer: &Viewer, scope: MapScope, places: &Places) -> bool {
    viewer.require(Permission::ManageJourneyMaps).is_ok_and(|reach| match scope {
        MapScope::Service(id) => reach.has_service(id),
        MapScope::LifeExperience(_) => {
            reach == Reach::Everything || places.services.iter().any(|service| reach.has_service(service.id))
        }
    })
}

async fn of_scope(app: &App, scope: MapScope) -> Result<Places, Error> {
    let (scope_name, mut services) = match scope {
        MapScope::Service(id) => {
            let service = app.store().service_find(id).await?.ok_or(Error::NotFound("the service"))?;
            (service.name.to_string(), vec![service])
        }
        MapScope::LifeExperience(id) => {
            let experience = app.store().life_experience_find(id).await?;
            let experience = experience.ok_or(Error::NotFound("the life experience"))?;
            let mut services = app.store().service_list(None).await?;
            services.retain(|service| service.life_experiences.contains(&id));
            (experience.name.to_string(), services)
        }
    };
    services.sort_by_cached_key(|service| (service.name.as_str().to_lowercase(), service.id));
    let ids: Vec<ServiceId> = services.iter().map(|service| service.id).collect();
    let mut touchpoints = app.store().touchpoint_list(Some(&ids)).await?;
    touchpoints.sort_by_cached_key(|one| (one.name.as_str().to_lowercase(), one.id));
    Ok(Places { scope_name, services, touchpoints })
}
