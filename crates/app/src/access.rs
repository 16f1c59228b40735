//! Where someone may do a thing: from roles and scopes to grants, and from ids to what lies within reach.

use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};

use catsup_model::{
    Permission, Reach, Viewer,
    directory::{Organisation, Service},
    id::{AccountId, OrganisationId, ServiceId},
    permission::{Actor, Denied, Grant},
};
use catsup_store::{Account, RoleGrant};

use crate::{App, Error};

/// What these roles allow, by the organisation tree as it is now.
pub(crate) async fn grants_of_roles(app: &App, roles: &[RoleGrant]) -> Result<Vec<Grant>, Error> {
    let mut grants = Vec::with_capacity(roles.len());
    for held in roles {
        let permissions = held.role.permissions().iter().copied().collect();
        grants.push(grant(app, permissions, held.organisation).await?);
    }
    Ok(grants)
}

/// Accounts that can come in and hold the permission, each with where.
pub(crate) async fn holders(app: &App, permission: Permission) -> Result<Vec<(Account, Reach)>, Error> {
    let mut reaches: BTreeMap<Option<OrganisationId>, Reach> = BTreeMap::new();
    let mut holders = Vec::new();
    for account in app.store().account_list().await? {
        let mut grants = Vec::new();
        for held in account.roles.iter().filter(|held| held.role.permissions().contains(&permission)) {
            if let Entry::Vacant(unknown) = reaches.entry(held.organisation) {
                unknown.insert(app.store().reach(held.organisation).await?);
            }
            let reach = reaches[&held.organisation].clone();
            grants.push(Grant { permissions: BTreeSet::from([permission]), reach });
        }
        let reach = Viewer::new(Actor::Account(account.id), grants).require(permission);
        if let (Ok(reach), None) = (reach, account.disabled_at) {
            holders.push((account, reach));
        }
    }
    Ok(holders)
}

/// Names of accounts by id, in the order of the names.
pub(crate) fn by_name(accounts: impl IntoIterator<Item = Account>) -> Vec<(AccountId, String)> {
    let mut named: Vec<_> = accounts.into_iter().map(|one| (one.id, one.name.to_string())).collect();
    named.sort_by_cached_key(|(_, name)| name.to_lowercase());
    named
}

/// These permissions over an organisation and all below it, or over everything.
pub(crate) async fn grant(
    app: &App,
    permissions: BTreeSet<Permission>,
    organisation: Option<OrganisationId>,
) -> Result<Grant, Error> {
    let reach = app.store().reach(organisation).await?;
    Ok(Grant { permissions, reach })
}

/// Whether the viewer holds the permission over the organisation and all below it (`None`: over everything).
pub(crate) fn covers(viewer: &Viewer, permission: Permission, organisation: Option<OrganisationId>) -> bool {
    viewer.require(permission).is_ok_and(|reach| match organisation {
        Some(organisation) => reach.has_organisation(organisation),
        None => reach == Reach::Everything,
    })
}

/// The organisation, when the viewer may do this there.
///
/// # Errors
/// [`Error::Denied`] without the permission, or when it does not extend to what the viewer can see;
/// [`Error::NotFound`] for what the viewer cannot see.
pub(crate) async fn organisation(
    app: &App,
    viewer: &Viewer,
    permission: Permission,
    id: OrganisationId,
) -> Result<Organisation, Error> {
    viewer.require(permission)?;
    let absent = Error::NotFound("the organisation");
    let Some(organisation) = app.store().organisation_find(id).await? else { return Err(absent) };
    if covers(viewer, permission, Some(id)) {
        return Ok(organisation);
    }
    let seen = covers(viewer, Permission::ReadDirectory, Some(id));
    Err(if seen { Denied(permission).into() } else { absent })
}

/// The service, when the viewer may do this with it; sharing organisations may too.
///
/// # Errors
/// As [`organisation`].
pub(crate) async fn service(
    app: &App,
    viewer: &Viewer,
    permission: Permission,
    id: ServiceId,
) -> Result<Service, Error> {
    let reach = viewer.require(permission)?;
    let absent = Error::NotFound("the service");
    let Some(service) = app.store().service_find(id).await? else { return Err(absent) };
    if reach.has_service(id) {
        return Ok(service);
    }
    let seen = viewer.require(Permission::ReadDirectory).is_ok_and(|reach| reach.has_service(id));
    Err(if seen { Denied(permission).into() } else { absent })
}

/// The service, when the viewer may change what the directory says of it: only the organisation that answers for it
/// may, not those it is shared with.
///
/// # Errors
/// As [`organisation`].
pub(crate) async fn own_service(app: &App, viewer: &Viewer, id: ServiceId) -> Result<Service, Error> {
    let service = service(app, viewer, Permission::ManageDirectory, id).await?;
    if covers(viewer, Permission::ManageDirectory, Some(service.organisation)) {
        Ok(service)
    } else {
        Err(Denied(Permission::ManageDirectory).into())
    }
}
