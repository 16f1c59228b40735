//! Ending a link for good.

use axum::extract::State;
use catsup_app::{App, partners};
use catsup_model::id::PartnerLinkId;

use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    layout::{Layout, Page},
    links,
    pages::desk::confirm::Confirm,
};

/// `GET /desk/standards/partners/{link}/revoke`
pub(crate) async fn ask_revoke(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<PartnerLinkId>,
) -> Result<Page<Confirm>, PageError> {
    let lines = partners::list(&app, &identity.viewer).await?;
    let line = lines.into_iter().find(|line| line.link.id == id).ok_or(PageError::NotFound)?;
    let crumbs = vec![
        Crumb::new(links::DESK_STANDARDS, layout.t.say("standards-title")),
        Crumb::new(links::PARTNERS, layout.t.say("partners-title")),
    ];
    Ok(Confirm::page(layout, "partner-revoke", line.link.name.as_str(), crumbs, links::PARTNERS.to_owned()))
}

/// `POST /desk/standards/partners/{link}/revoke`
pub(crate) async fn revoke(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<PartnerLinkId>,
) -> Result<SeeOther, PageError> {
    partners::revoke(&app, &identity.viewer, id).await?;
    Ok(SeeOther::to(links::PARTNERS).saying(AlertKind::Success, "partner-revoked"))
}
