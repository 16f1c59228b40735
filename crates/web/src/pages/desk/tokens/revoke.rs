//! Ending a token for good.

use axum::extract::State;
use catsup_app::{App, api_tokens};
use catsup_model::id::ApiTokenId;

use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    layout::{Layout, Page},
    links,
    pages::desk::confirm::Confirm,
};

/// `GET /desk/tokens/{token}/revoke`
pub(crate) async fn ask(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<ApiTokenId>,
) -> Result<Page<Confirm>, PageError> {
    let tokens = api_tokens::list(&app, &identity.viewer).await?;
    let token = tokens.into_iter().find(|token| token.id == id).ok_or(PageError::NotFound)?;
    let crumbs = vec![Crumb::new(links::TOKENS, layout.t.say("tokens-title"))];
    Ok(Confirm::page(layout, "token-revoke", token.name.as_str(), crumbs, links::TOKENS.to_owned()))
}

/// `POST /desk/tokens/{token}/revoke`
pub(crate) async fn revoke(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<ApiTokenId>,
) -> Result<SeeOther, PageError> {
    api_tokens::revoke(&app, &identity.viewer, id).await?;
    Ok(SeeOther::to(links::TOKENS).saying(AlertKind::Success, "token-revoked"))
}
