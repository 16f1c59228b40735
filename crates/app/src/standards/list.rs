//! Standards as staff find them.

use std::collections::{BTreeMap, HashMap};

use catsup_model::{
    Permission, Reach, Viewer,
    directory::{Organisation, Service, Touchpoint},
    id::{ServiceId, StandardId},
    objective::Objective,
    standard::{Standard, StandardResult},
    text::Name,
};
use catsup_store::Shown;

use super::{Judged, Wanted, page_of};
use crate::{App, Error, access, objectives};

/// Standards on one page.
const PAGE: usize = 50;

/// A page of standards.
#[derive(Debug, Clone, PartialEq)]
pub struct StandardList {
    /// The standards, by service.
    pub lines: Vec<StandardLine>,
    /// How many there are on all pages.
    pub total: usize,
    /// The page, from 1.
    pub page: usize,
    /// The number of pages.
    pub pages: usize,
}

/// One standard of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct StandardLine {
    /// The standard.
    pub standard: Standard,
    /// The service's name.
    pub service: Name,
    /// The latest result.
    pub latest: Option<Judged>,
}

/// One standard with all its results.
#[derive(Debug, Clone, PartialEq)]
pub struct StandardDetail {
    /// The standard.
    pub standard: Standard,
    /// Its service.
    pub service: Service,
    /// The organisation that answers for it.
    pub organisation: Organisation,
    /// The touchpoint it is about.
    pub touchpoint: Option<Touchpoint>,
    /// The objective it serves.
    pub objective: Option<Objective>,
    /// Its results, the latest first.
    pub results: Vec<Judged>,
}

/// Standards of services within reach whose promise or service holds every word of `words`, by service.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer, words: &str, page: usize) -> Result<StandardList, Error> {
    let reach = viewer.require(Permission::ReadDirectory)?;
    let ids: Option<Vec<ServiceId>> = match &reach {
        Reach::Everything => None,
        Reach::Part { services, .. } => Some(services.iter().copied().collect()),
    };
    let services = app.store().service_list(ids.as_deref()).await?;
    let names: HashMap<ServiceId, Name> =
        services.into_iter().map(|service| (service.id, service.name)).collect();
    let wanted = Wanted::read(words);
    let all = app.store().standard_list(ids.as_deref(), Shown::All).await?.into_iter();
    let named = all.filter_map(|standard| Some((names.get(&standard.service)?.clone(), standard)));
    let mut found: Vec<(Name, Standard)> = named
        .filter(|(service, standard)| {
            let mut texts = vec![service.as_str()];
            let promises = catsup_model::Language::ALL.map(|language| standard.promise.get(language));
            texts.extend(promises);
            wanted.fits(&texts)
        })
        .collect();
    found.sort_by_cached_key(|(service, standard)| (service.as_str().to_lowercase(), standard.id));
    let total = found.len();
    let (found, page, pages) = page_of(found, page, PAGE);
    let lines = lines(app, found).await?;
    Ok(StandardList { lines, total, page, pages })
}

/// These standards with the names of their services and their latest results, by service.
pub(crate) async fn latest_lines(app: &App, standards: Vec<Standard>) -> Result<Vec<StandardLine>, Error> {
    let mut ids: Vec<ServiceId> = standards.iter().map(|standard| standard.service).collect();
    ids.sort_unstable();
    ids.dedup();
    let services = app.store().service_list(Some(&ids)).await?;
    let names: HashMap<ServiceId, Name> =
        services.into_iter().map(|service| (service.id, service.name)).collect();
    let named = standards.into_iter();
    let named = named.filter_map(|standard| Some((names.get(&standard.service)?.clone(), standard)));
    let mut named: Vec<(Name, Standard)> = named.collect();
    named.sort_by_cached_key(|(service, standard)| (service.as_str().to_lowercase(), standard.id));
    lines(app, named).await
}

async fn lines(app: &App, found: Vec<(Name, Standard)>) -> Result<Vec<StandardLine>, Error> {
    let ids: Vec<StandardId> = found.iter().map(|(_, standard)| standard.id).collect();
    let mut results = judged(app, &ids).await?;
    let lines = found.into_iter().map(|(service, standard)| {
        let latest = results.remove(&standard.id).and_then(|all| all.into_iter().next());
        StandardLine { standard, service, latest }
    });
    Ok(lines.collect())
}

/// One standard with all its results.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for one of a service the viewer cannot see.
pub async fn find(app: &App, viewer: &Viewer, id: StandardId) -> Result<StandardDetail, Error> {
    viewer.require(Permission::ReadDirectory)?;
    let absent = || Error::NotFound("the service standard");
    let standard = app.store().standard_find(id).await?.ok_or_else(absent)?;
    let service = match access::service(app, viewer, Permission::ReadDirectory, standard.service).await {
        Ok(service) => service,
        Err(Error::NotFound(_)) => return Err(absent()),
        Err(other) => return Err(other),
    };
    let organisation = app.store().organisation_find(standard.organisation).await?.ok_or_else(absent)?;
    let touchpoint = match standard.touchpoint {
        Some(id) => app.store().touchpoint_find(id).await?,
        None => None,
    };
    let objective = match standard.objective {
        Some(id) => objectives::read(app, id).await?,
        None => None,
    };
    let results = judged(app, &[id]).await?.remove(&id).unwrap_or_default();
    Ok(StandardDetail { standard, service, organisation, touchpoint, objective, results })
}

/// The judged results of these standards, the latest of each first.
pub(super) async fn judged(
    app: &App,
    standards: &[StandardId],
) -> Result<BTreeMap<StandardId, Vec<Judged>>, Error> {
    let smallest = app.settings().smallest_cell;
    let mut by_standard: BTreeMap<StandardId, Vec<Judged>> = BTreeMap::new();
    let results: Vec<(StandardId, StandardResult)> =
        app.store().standard_result_list(Some(standards)).await?;
    for (standard, result) in results {
        by_standard.entry(standard).or_default().push(Judged::of(result, smallest));
    }
    Ok(by_standard)
}
