//! Puts the made-up agency into the directory.

use std::collections::BTreeMap;

use catsup_model::{
    Viewer,
    id::{OrganisationId, ServiceId, TouchpointId},
};

use super::agency::{LIFE_EXPERIENCES, ORGANISATIONS, SERVICES};
use crate::{
    App, Error,
    directory::{
        life_experiences,
        organisations::{self, Titles},
        services::{self, ServiceInput},
        touchpoints,
    },
};

/// Ids of what was added, in the order of the data.
pub(super) struct Directory {
    /// Organisations by their abbreviation.
    pub(super) organisations: BTreeMap<&'static str, OrganisationId>,
    /// Services.
    pub(super) services: Vec<ServiceId>,
    /// Touchpoints per service.
    pub(super) touchpoints: Vec<Vec<TouchpointId>>,
}

/// Adds the organisation tree, the services with their yearly volumes, and the touchpoints.
pub(super) async fn add(app: &App, viewer: &Viewer, yearly_volumes: &[i64]) -> Result<Directory, Error> {
    let organisations = add_organisations(app, viewer).await?;
    let mut experiences = BTreeMap::new();
    for name in LIFE_EXPERIENCES {
        experiences.insert(*name, life_experiences::add(app, viewer, name).await?.id);
    }
    let mut directory = Directory { organisations, services: Vec::new(), touchpoints: Vec::new() };
    for (service, yearly_volume) in SERVICES.iter().zip(yearly_volumes) {
        let input = ServiceInput {
            organisation: directory.organisations[service.organisation],
            shared_with: service.shared_with.iter().map(|one| directory.organisations[one]).collect(),
            name: service.name.0.to_owned(),
            description: service.description.to_owned(),
            serves: service.serves.to_owned(),
            yearly_volume: Some(*yearly_volume),
            high_impact: service.high_impact,
            life_experiences: service.life_experiences.iter().map(|one| experiences[one]).collect(),
        };
        let id = services::add(app, viewer, &input).await?.id;
        let mut ids = Vec::with_capacity(service.touchpoints.len());
        for place in service.touchpoints {
            ids.push(touchpoints::add(app, viewer, id, place.name, place.channel).await?.id);
        }
        directory.services.push(id);
        directory.touchpoints.push(ids);
    }
    Ok(directory)
}

async fn add_organisations(
    app: &App,
    viewer: &Viewer,
) -> Result<BTreeMap<&'static str, OrganisationId>, Error> {
    let mut added: BTreeMap<&'static str, OrganisationId> = BTreeMap::new();
    for organisation in ORGANISATIONS {
        let parent = organisation.parent.map(|parent| added[parent]);
        let titles =
            Titles { name: organisation.name.to_owned(), abbreviation: organisation.abbreviation.to_owned() };
        let id = organisations::add(app, viewer, parent, &titles).await?.id;
        added.insert(organisation.abbreviation, id);
    }
    Ok(added)
}
