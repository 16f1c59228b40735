//! What the public sees: services with what they promise and how they kept it. Published standards alone.

use std::collections::{BTreeMap, HashMap};

use catsup_model::{
    directory::{Organisation, Service},
    id::{OrganisationId, ServiceId, StandardId},
    standard::Standard,
    text::Name,
};
use catsup_store::Shown;

use super::{Judged, Wanted, list::judged, page_of};
use crate::{App, Error};

/// Services on one page.
const PAGE: usize = 20;

/// A page of services with published standards.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicList {
    /// The services, by name.
    pub services: Vec<PublicService>,
    /// How many there are on all pages.
    pub total: usize,
    /// The page, from 1.
    pub page: usize,
    /// The number of pages.
    pub pages: usize,
}

/// A service with its published standards.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicService {
    /// Its id.
    pub id: ServiceId,
    /// Its name.
    pub name: Name,
    /// The organisation that answers for it.
    pub organisation: Name,
    /// What it promises.
    pub standards: Vec<PublicStandard>,
}

/// A published standard with its results, the latest first.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicStandard {
    /// The standard.
    pub standard: Standard,
    /// Its results.
    pub results: Vec<Judged>,
}

/// Services with published standards whose name or organisation holds every word of `words`, by name.
///
/// # Errors
/// When the store fails.
pub async fn public(app: &App, words: &str, page: usize) -> Result<PublicList, Error> {
    let wanted = Wanted::read(words);
    let mut services = services(app, None, Shown::Published).await?;
    services.retain(|(service, _)| wanted.fits(&[service.name.as_str(), service.organisation.as_str()]));
    services.sort_by_cached_key(|(service, _)| (service.name.as_str().to_lowercase(), service.id));
    let total = services.len();
    let (services, page, pages) = page_of(services, page, PAGE);
    Ok(PublicList { services: with_results(app, services).await?, total, page, pages })
}

/// One service with its published standards.
///
/// # Errors
/// [`Error::NotFound`] for one that has none: nobody learns whether it exists.
pub async fn public_service(app: &App, id: ServiceId) -> Result<PublicService, Error> {
    let found = services_with_standards(app, Some(&[id]), Shown::Published).await?;
    found.into_iter().next().ok_or(Error::NotFound("the service"))
}

/// Services of these that have such standards; of all when `None`.
pub(crate) async fn services_with_standards(
    app: &App,
    only: Option<&[ServiceId]>,
    shown: Shown,
) -> Result<Vec<PublicService>, Error> {
    let found = services(app, only, shown).await?;
    with_results(app, found).await
}

type Promising = (PublicService, Vec<Standard>);

/// Services that have such standards.
async fn services(app: &App, only: Option<&[ServiceId]>, shown: Shown) -> Result<Vec<Promising>, Error> {
    let mut by_service: BTreeMap<ServiceId, Vec<Standard>> = BTreeMap::new();
    for standard in app.store().standard_list(only, shown).await? {
        by_service.entry(standard.service).or_default().push(standard);
    }
    let organisations = app.store().organisation_list().await?.into_iter();
    let organisations: HashMap<OrganisationId, Organisation> =
        organisations.map(|organisation| (organisation.id, organisation)).collect();
    let ids: Vec<ServiceId> = by_service.keys().copied().collect();
    let services: Vec<Service> = app.store().service_list(Some(&ids)).await?;
    let services = services.into_iter().filter_map(|service| {
        let standards = by_service.remove(&service.id)?;
        let organisation = organisations.get(&service.organisation)?.name.clone();
        let public =
            PublicService { id: service.id, name: service.name, organisation, standards: Vec::new() };
        Some((public, standards))
    });
    Ok(services.collect())
}

async fn with_results(app: &App, services: Vec<Promising>) -> Result<Vec<PublicService>, Error> {
    let ids: Vec<StandardId> =
        services.iter().flat_map(|(_, standards)| standards).map(|standard| standard.id).collect();
    let mut results = judged(app, &ids).await?;
    let services = services.into_iter().map(|(mut service, standards)| {
        let of = |standard: Standard| PublicStandard {
            results: results.remove(&standard.id).unwrap_or_default(),
            standard,
        };
        service.standards = standards.into_iter().map(of).collect();
        service
    });
    Ok(services.collect())
}
