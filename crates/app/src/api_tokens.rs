//! API tokens: what programs come in with.
//!
//! A token never opens more than whoever made it holds: checked when it is made, and again at every use, so that a
//! lost role or a shut account takes its tokens along.

use std::collections::BTreeSet;

use catsup_model::{
    Permission, Viewer,
    id::{AccountId, ApiTokenId, OrganisationId},
    permission::{Actor, Denied},
};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

pub use catsup_store::ApiToken;

use crate::{App, Error, access, audit, fields::Fields, secrets};

/// What every token starts with, so that scanners find one that was published by mistake.
pub const PREFIX: &str = "cts_";

/// Use of a token is noted at most this often.
const USED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// A token to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApiToken {
    /// What people call it.
    pub name: String,
    /// What may be done with it.
    pub scopes: BTreeSet<Permission>,
    /// Where, with all below; `None` is the whole installation.
    pub organisation: Option<OrganisationId>,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
}

/// A token that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatedApiToken {
    /// The token as kept.
    pub token: ApiToken,
    /// The secret, to be shown once: it is nowhere else.
    pub secret: String,
}

/// Tokens of places where the viewer manages them, the newest first, ended ones included.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<ApiToken>, Error> {
    viewer.require(Permission::ManageTokens)?;
    let mut tokens = app.store().api_token_list().await?;
    tokens.retain(|token| access::covers(viewer, Permission::ManageTokens, token.organisation));
    Ok(tokens)
}

/// Makes a token.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] with `name`, `scopes`, `organisation` or `expires_at`.
pub async fn create(app: &App, viewer: &Viewer, new: NewApiToken) -> Result<CreatedApiToken, Error> {
    viewer.require(Permission::ManageTokens)?;
    let mut fields = Fields::default();
    let name = fields.name("name", &new.name);
    if new.scopes.is_empty() {
        fields.refuse("scopes", "required", "must name at least one scope");
    }
    if new.expires_at.is_some_and(|end| end <= app.now()) {
        fields.refuse("expires_at", "past", "must lie in the future");
    }
    check_place(app, viewer, new.organisation, &mut fields).await?;
    for scope in new.scopes.iter().filter(|scope| !access::covers(viewer, **scope, new.organisation)) {
        fields.refuse("scopes", "not-held", format!("names {scope}, which you do not hold there yourself"));
    }
    let (Some(name), true) = (name, fields.fit()) else { return Err(fields.refused()) };
    let secret = format!("{PREFIX}{}", app.random().token());
    let token = ApiToken {
        id: ApiTokenId(app.next_id()),
        name,
        scopes: new.scopes,
        organisation: new.organisation,
        created_by: creator(app, viewer).await?,
        created_at: app.now(),
        expires_at: new.expires_at,
        revoked_at: None,
        used_at: None,
    };
    let mut transaction = app.store().begin().await?;
    transaction.api_token_insert(&token, &secrets::hash(&secret)).await?;
    let detail = json!({ "scopes": token.scopes, "organisation": token.organisation });
    audit::record(app, &mut transaction, viewer, "token.create", &format!("token:{}", token.id), detail)
        .await?;
    transaction.commit().await?;
    Ok(CreatedApiToken { token, secret })
}

async fn check_place(
    app: &App,
    viewer: &Viewer,
    organisation: Option<OrganisationId>,
    fields: &mut Fields,
) -> Result<(), Error> {
    let covered = access::covers(viewer, Permission::ManageTokens, organisation);
    match organisation {
        None if !covered => Err(Denied(Permission::ManageTokens).into()),
        None => Ok(()),
        Some(id) => {
            if !covered || app.store().organisation_find(id).await?.is_none() {
                fields.refuse("organisation", "unknown", format!("is {id}, which was not found"));
            }
            Ok(())
        }
    }
}

/// The account a token answers to; a token made with a token answers to the same account.
async fn creator(app: &App, viewer: &Viewer) -> Result<Option<AccountId>, Error> {
    Ok(match viewer.actor() {
        Actor::Account(id) => Some(id),
        Actor::Token(id) => app.store().api_token_find(id).await?.and_then(|token| token.created_by),
        Actor::Operator | Actor::Public => None,
    })
}

/// Ends a token for good.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`], also when it belongs to a place where the viewer manages no tokens.
pub async fn revoke(app: &App, viewer: &Viewer, id: ApiTokenId) -> Result<(), Error> {
    viewer.require(Permission::ManageTokens)?;
    let token = app.store().api_token_find(id).await?;
    let within = |token: &ApiToken| access::covers(viewer, Permission::ManageTokens, token.organisation);
    if !token.as_ref().is_some_and(within) {
        return Err(Error::NotFound("the API token"));
    }
    let mut transaction = app.store().begin().await?;
    if transaction.api_token_revoke(id, app.now()).await? {
        audit::record(app, &mut transaction, viewer, "token.revoke", &format!("token:{id}"), json!({}))
            .await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// What this token opens; `None` when it is unknown, ended, or whoever made it may no longer come in.
///
/// # Errors
/// When the store fails.
pub async fn viewer_of_token(app: &App, secret: &str) -> Result<Option<Viewer>, Error> {
    if !secret.starts_with(PREFIX) {
        return Ok(None);
    }
    let now = app.now();
    let Some(token) = app.store().api_token_of_hash(&secrets::hash(secret)).await? else { return Ok(None) };
    if token.revoked_at.is_some() || token.expires_at.is_some_and(|end| end <= now) {
        return Ok(None);
    }
    let Some(scopes) = scopes_still_held(app, &token).await? else { return Ok(None) };
    if token.used_at.is_none_or(|used| now.duration_since(used) >= USED_EVERY) {
        app.store().api_token_used(token.id, now).await?;
    }
    let grant = access::grant(app, scopes, token.organisation).await?;
    Ok(Some(Viewer::new(Actor::Token(token.id), vec![grant])))
}

async fn scopes_still_held(app: &App, token: &ApiToken) -> Result<Option<BTreeSet<Permission>>, Error> {
    let Some(creator) = token.created_by else { return Ok(Some(token.scopes.clone())) };
    let Some(account) = app.store().account_find(creator).await? else { return Ok(None) };
    if account.disabled_at.is_some() {
        return Ok(None);
    }
    let grants = access::grants_of_roles(app, &account.roles).await?;
    let creator = Viewer::new(Actor::Account(creator), grants);
    let held = token.scopes.iter().copied();
    Ok(Some(held.filter(|scope| access::covers(&creator, *scope, token.organisation)).collect()))
}
