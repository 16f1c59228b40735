//! The inbox: what came in, found by any filter, and what staff do with it.

pub mod acts;
pub mod experiences;
pub mod tags;

use std::collections::BTreeMap;

use catsup_model::{
    Permission, Reach, Viewer,
    id::{AccountId, ResponseId, ServiceId},
    permission::Actor,
};
pub use catsup_store::{Assignee, Counted, Level, ResponseFilter, ResponsePage, Tag};

use crate::{App, Error, access};

/// Rows looked at for one of the counts above the inbox.
const COUNT_CANDIDATES: usize = 6_000;

/// The filter within what the viewer may read.
pub(crate) async fn within(
    app: &App,
    viewer: &Viewer,
    filter: ResponseFilter,
) -> Result<ResponseFilter, Error> {
    let reach = viewer.require(Permission::ReadResponses)?;
    narrowed(app, &reach, filter).await
}

async fn narrowed(app: &App, reach: &Reach, filter: ResponseFilter) -> Result<ResponseFilter, Error> {
    if *reach == Reach::Everything && filter.services.is_empty() {
        return Ok(ResponseFilter { every_service: true, ..filter });
    }
    let within = app.store().service_ids(reach).await?;
    let services = match filter.services.as_slice() {
        [] => within,
        chosen => within.into_iter().filter(|id| chosen.contains(id)).collect(),
    };
    Ok(ResponseFilter { services, every_service: false, ..filter })
}

/// A page of responses within reach that match, the newest first. It stops after a bounded time and says so.
///
/// # Errors
/// [`Error::Denied`].
pub async fn page(
    app: &App,
    viewer: &Viewer,
    filter: ResponseFilter,
    limit: usize,
) -> Result<ResponsePage, Error> {
    let filter = within(app, viewer, filter).await?;
    Ok(app.store().response_page(&filter, limit).await?)
}

/// The newest responses within reach that match, at most `limit`, however far they lie apart.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(
    app: &App,
    viewer: &Viewer,
    filter: ResponseFilter,
    limit: i64,
) -> Result<Vec<catsup_model::response::Response>, Error> {
    let filter = within(app, viewer, filter).await?;
    Ok(app.store().response_list(&filter, limit).await?)
}

/// How many responses within reach match, counted no further than `most` and no longer than a glance takes.
///
/// # Errors
/// [`Error::Denied`].
pub async fn glance(
    app: &App,
    viewer: &Viewer,
    filter: ResponseFilter,
    most: usize,
) -> Result<Counted, Error> {
    let filter = within(app, viewer, filter).await?;
    Ok(app.store().response_count(&filter, most, COUNT_CANDIDATES).await?)
}

/// How many responses within reach match, exactly.
///
/// # Errors
/// [`Error::Denied`].
pub async fn count(app: &App, viewer: &Viewer, filter: ResponseFilter) -> Result<usize, Error> {
    let filter = within(app, viewer, filter).await?;
    Ok(app.store().response_count(&filter, usize::MAX - 1, usize::MAX).await?.n)
}

/// How many responses within reach that match came after `after`, as far as the next two thousand go.
///
/// # Errors
/// [`Error::Denied`].
pub async fn newer(
    app: &App,
    viewer: &Viewer,
    filter: ResponseFilter,
    after: ResponseId,
) -> Result<usize, Error> {
    let filter = within(app, viewer, filter).await?;
    Ok(app.store().responses_after(&filter, after).await?.len())
}

/// The responses beside one, among those that match: the next newer and the next older.
///
/// # Errors
/// [`Error::Denied`].
pub async fn neighbours(
    app: &App,
    viewer: &Viewer,
    filter: ResponseFilter,
    id: ResponseId,
) -> Result<(Option<ResponseId>, Option<ResponseId>), Error> {
    let filter = within(app, viewer, filter).await?;
    let older = ResponseFilter { before: Some(id), ..filter.clone() };
    let (newer, older) =
        tokio::try_join!(app.store().responses_after(&filter, id), app.store().response_page(&older, 1),)?;
    Ok((newer.first().copied(), older.responses.first().map(|one| one.id)))
}

/// The account behind the viewer; none for programs and the operator.
#[must_use]
pub fn account_of(viewer: &Viewer) -> Option<AccountId> {
    match viewer.actor() {
        Actor::Account(id) => Some(id),
        _ => None,
    }
}

/// Whom a response can be handed to: accounts that may read responses of any of the viewer's services, by name.
///
/// # Errors
/// [`Error::Denied`].
pub async fn colleagues(app: &App, viewer: &Viewer) -> Result<Vec<(AccountId, String)>, Error> {
    let mine = viewer.require(Permission::ReadResponses)?;
    let holders = access::holders(app, Permission::ReadResponses).await?.into_iter();
    Ok(access::by_name(holders.filter(|(_, reach)| reach.meets(&mine)).map(|(account, _)| account)))
}

/// Names of accounts, for those who see what they did.
pub(crate) async fn account_names(app: &App) -> Result<BTreeMap<AccountId, String>, Error> {
    let accounts = app.store().account_list().await?;
    Ok(accounts.into_iter().map(|account| (account.id, account.name.to_string())).collect())
}

/// Whether the account may read responses of all these services.
async fn reads_all(app: &App, account: AccountId, services: &[ServiceId]) -> Result<bool, Error> {
    let Some(account) = app.store().account_find(account).await? else { return Ok(false) };
    if account.disabled_at.is_some() {
        return Ok(false);
    }
    let grants = access::grants_of_roles(app, &account.roles).await?;
    let reach = Viewer::new(Actor::Account(account.id), grants).require(Permission::ReadResponses);
    Ok(reach.is_ok_and(|reach| services.iter().all(|id| reach.has_service(*id))))
}

/// Of the chosen services (all when none is chosen) those of an organisation and all below it, within what the viewer may
/// read; never an empty list, which would choose everything.
///
/// # Errors
/// [`Error::Denied`].
pub async fn services_below(
    app: &App,
    viewer: &Viewer,
    organisation: catsup_model::id::OrganisationId,
    chosen: &[ServiceId],
) -> Result<Vec<ServiceId>, Error> {
    let reach = viewer.require(Permission::ReadResponses)?;
    let services = app.store().scope_services(&reach, Some(organisation)).await?;
    let mut below: Vec<ServiceId> = services.into_iter().map(|(id, _)| id).collect();
    below.retain(|id| chosen.is_empty() || chosen.contains(id));
    if below.is_empty() {
        below.push(ServiceId(0));
    }
    Ok(below)
}

/// Whether responses can have an attribute of this name: others would be no name but a path to the database.
#[must_use]
pub fn is_attribute(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' '))
}

/// Attributes that came with the newest responses within reach, to choose from.
///
/// # Errors
/// [`Error::Denied`].
pub async fn segments(app: &App, viewer: &Viewer) -> Result<Vec<(String, String)>, Error> {
    let reach = viewer.require(Permission::ReadResponses)?;
    let services = app.store().service_ids(&reach).await?;
    Ok(app.store().scope_segments(&services).await?)
}

/// The tags of these responses.
///
/// # Errors
/// [`Error::Denied`].
pub async fn tags_of(
    app: &App,
    viewer: &Viewer,
    responses: &[ResponseId],
) -> Result<std::collections::HashMap<ResponseId, Vec<Tag>>, Error> {
    viewer.require(Permission::ReadResponses)?;
    Ok(app.store().tags_of(responses).await?)
}
