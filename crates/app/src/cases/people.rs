//! Who may get a case, and where one may go.

use catsup_model::{
    Permission, Reach, Viewer,
    id::{AccountId, ServiceId},
};

use crate::{App, Error, access};

/// Who handles cases of any service that the viewer handles cases of, by name.
///
/// # Errors
/// [`Error::Denied`].
pub async fn handlers(app: &App, viewer: &Viewer) -> Result<Vec<(AccountId, String)>, Error> {
    let reach = viewer.require(Permission::HandleCases)?;
    let mut handlers = Vec::new();
    for account in app.store().account_list().await? {
        let grants = access::grants_of_roles(app, &account.roles).await?;
        let meets = grants.iter().any(|grant| {
            grant.permissions.contains(&Permission::HandleCases) && overlap(&grant.reach, &reach)
        });
        if meets && account.disabled_at.is_none() {
            handlers.push((account.id, account.name.to_string()));
        }
    }
    handlers.sort_by_cached_key(|(_, name)| name.to_lowercase());
    Ok(handlers)
}

fn overlap(one: &Reach, other: &Reach) -> bool {
    match (one, other) {
        (Reach::Everything, _) | (_, Reach::Everything) => true,
        (Reach::Part { services: one, .. }, Reach::Part { services: other, .. }) => !one.is_disjoint(other),
    }
}

/// Every service that a case may be handed to, by name: those of other organisations too.
///
/// # Errors
/// [`Error::Denied`].
pub async fn services_to_hand_to(app: &App, viewer: &Viewer) -> Result<Vec<(ServiceId, String)>, Error> {
    viewer.require(Permission::HandleCases)?;
    let services = app.store().service_list(None).await?;
    let mut named: Vec<_> = services.into_iter().map(|one| (one.id, one.name.to_string())).collect();
    named.sort_by_cached_key(|(_, name)| name.to_lowercase());
    Ok(named)
}
