//! Scopes: the services a scorecard is about, and what to call them.

use std::collections::BTreeMap;

use catsup_model::{
    Permission, Reach, Viewer,
    directory::Organisation,
    id::{OrganisationId, ServiceId},
};

use super::ScorecardQuery;
use crate::{App, Error};

/// The services a scorecard is about, and what to call them.
pub(crate) struct Scope {
    /// What it is called.
    pub name: String,
    /// Organisations down to the scope, outermost first.
    pub path: Vec<(OrganisationId, String)>,
    /// The services.
    pub services: Vec<(ServiceId, String)>,
    /// Every organisation within reach with its depth, in the order of the tree.
    pub tree: Vec<(OrganisationId, String, usize)>,
}

impl Scope {
    /// Ids of the services.
    pub fn ids(&self) -> Vec<ServiceId> {
        self.services.iter().map(|(id, _)| *id).collect()
    }

    /// Finds the scope of a query.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an organisation or service that does not exist or lies out of reach.
    pub async fn find(app: &App, reach: &Reach, query: &ScorecardQuery) -> Result<Self, Error> {
        let mut organisations = app.store().organisation_list().await?;
        organisations.retain(|organisation| reach.has_organisation(organisation.id));
        if query.organisation.is_some_and(|id| organisations.iter().all(|known| known.id != id)) {
            return Err(Error::NotFound("organisation"));
        }
        let within = app.store().scope_services(reach, query.organisation).await?;
        let within: Vec<(ServiceId, String)> =
            within.into_iter().map(|(id, name)| (id, name.to_string())).collect();
        let services: Vec<(ServiceId, String)> = match query.services.as_slice() {
            [] => within,
            chosen if chosen.iter().any(|id| within.iter().all(|(known, _)| known != id)) => {
                return Err(Error::NotFound("service"));
            }
            chosen => within.into_iter().filter(|(id, _)| chosen.contains(id)).collect(),
        };
        let end = match (query.organisation, services.as_slice()) {
            (None, [(id, _)]) if !query.services.is_empty() => {
                app.store().service_find(*id).await?.map(|service| service.organisation)
            }
            (chosen, _) => chosen,
        };
        let path = path_to(&organisations, end);
        let name = match (query.services.as_slice(), services.as_slice()) {
            ([_], [(_, name)]) => name.clone(),
            _ => path.last().map_or_else(|| app.settings().agency.clone(), |(_, name)| name.clone()),
        };
        Ok(Self { name, path, services, tree: in_tree_order(&organisations) })
    }
}

/// The service an id or a name names, whatever the case of the name.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when there is none within the viewer's reach.
pub async fn service_named(app: &App, viewer: &Viewer, id_or_name: &str) -> Result<ServiceId, Error> {
    let reach = viewer.require(Permission::ReadMeasures)?;
    let services = app.store().scope_services(&reach, None).await?;
    let wanted = id_or_name.trim().to_lowercase();
    let named = services
        .iter()
        .find(|(id, _)| id.to_string() == wanted)
        .or_else(|| services.iter().find(|(_, name)| name.as_str().to_lowercase() == wanted));
    named.map(|(id, _)| *id).ok_or(Error::NotFound("service"))
}

/// Organisations from the outermost known down to `end`.
fn path_to(organisations: &[Organisation], end: Option<OrganisationId>) -> Vec<(OrganisationId, String)> {
    let known: BTreeMap<OrganisationId, &Organisation> =
        organisations.iter().map(|one| (one.id, one)).collect();
    let mut path = Vec::new();
    let mut next = end;
    while let Some(organisation) = next.and_then(|id| known.get(&id)).filter(|_| path.len() < known.len()) {
        path.push((organisation.id, organisation.name.to_string()));
        next = organisation.parent;
    }
    path.reverse();
    path
}

/// Every organisation with its depth, each below its parent, siblings by name.
fn in_tree_order(organisations: &[Organisation]) -> Vec<(OrganisationId, String, usize)> {
    let known: BTreeMap<OrganisationId, &Organisation> =
        organisations.iter().map(|one| (one.id, one)).collect();
    let mut below: BTreeMap<Option<OrganisationId>, Vec<&Organisation>> = BTreeMap::new();
    for organisation in organisations {
        below
            .entry(organisation.parent.filter(|parent| known.contains_key(parent)))
            .or_default()
            .push(organisation);
    }
    for siblings in below.values_mut() {
        siblings.sort_by(|one, other| other.name.cmp(&one.name));
    }
    let mut ordered = Vec::with_capacity(organisations.len());
    let mut open: Vec<(&Organisation, usize)> =
        below.get(&None).into_iter().flatten().map(|root| (*root, 0)).collect();
    while let Some((organisation, depth)) = open.pop() {
        ordered.push((organisation.id, organisation.name.to_string(), depth));
        let children = below.get(&Some(organisation.id)).into_iter().flatten();
        open.extend(children.map(|child| (*child, depth + 1)));
    }
    ordered
}
