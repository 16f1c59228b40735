//! Who may get a case, and where one may go.

use catsup_model::{
    Permission, Reach, Viewer,
    case::Case,
    id::{AccountId, ServiceId},
};

use catsup_store::Account;

use super::Deadlines;
use crate::{App, Error, access};

/// Who handles cases of any service that the viewer handles cases of, by name.
///
/// # Errors
/// [`Error::Denied`].
pub async fn handlers(app: &App, viewer: &Viewer) -> Result<Vec<(AccountId, String)>, Error> {
    let mine = viewer.require(Permission::HandleCases)?;
    let holders = access::holders(app, Permission::HandleCases).await?.into_iter();
    Ok(access::by_name(holders.filter(|(_, reach)| reach.meets(&mine)).map(|(account, _)| account)))
}

/// The accounts that handle cases of a service.
pub(super) async fn handlers_of(app: &App, service: ServiceId) -> Result<Vec<Account>, Error> {
    let holders = access::holders(app, Permission::HandleCases).await?.into_iter();
    Ok(holders.filter(|(_, reach)| reach.has_service(service)).map(|(account, _)| account).collect())
}

/// Where somebody handles cases: nowhere for those who do not, and for nobody.
pub(super) async fn reach_of(app: &App, id: Option<AccountId>) -> Result<Reach, Error> {
    let Some(id) = id else { return Ok(Reach::nothing()) };
    let holders = access::holders(app, Permission::HandleCases).await?.into_iter();
    let found = holders.map(|(account, reach)| (account.id, reach)).find(|(holder, _)| *holder == id);
    Ok(found.map_or_else(Reach::nothing, |(_, reach)| reach))
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

/// Who gets a case by its rule; nobody where whoever the rule names does not handle cases of the service.
pub(super) async fn assignee_of(
    app: &App,
    deadlines: &Deadlines,
    case: &Case,
) -> Result<Option<AccountId>, Error> {
    let named = deadlines.rule(case).and_then(|rule| rule.assignee);
    let reach = reach_of(app, named).await?;
    Ok(named.filter(|_| reach.has_service(case.service)))
}
