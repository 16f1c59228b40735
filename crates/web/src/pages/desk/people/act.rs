//! What is done with an account: a new password, shutting it, opening it again.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    accounts::{self, FirstPassword},
};
use catsup_model::{Viewer, id::AccountId};

use super::show;
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    layout::{Layout, Page},
    links,
    pages::desk::{confirm::Confirm, shown_once::ShownOnce},
};

async fn ask(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    id: AccountId,
    key: &str,
) -> Result<Page<Confirm>, PageError> {
    let account = accounts::find(app, viewer, id).await?;
    let crumbs = vec![
        Crumb::new(links::PEOPLE, layout.t.say("people-title")),
        Crumb::new(links::person(id), &account.name),
    ];
    Ok(Confirm::page(layout, key, account.name.as_str(), crumbs, links::person(id)))
}

/// `GET /desk/people/{account}/disable`
pub(crate) async fn ask_disable(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<AccountId>,
) -> Result<Page<Confirm>, PageError> {
    ask(&app, &identity.viewer, layout, id, "people-disable").await
}

/// `POST /desk/people/{account}/disable`
pub(crate) async fn disable(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<AccountId>,
) -> Result<Response, PageError> {
    match accounts::disable(&app, &identity.viewer, id).await {
        Ok(()) => {
            Ok(SeeOther::to(links::person(id)).saying(AlertKind::Success, "people-disabled").into_response())
        }
        Err(error) => show::back_saying(id, error),
    }
}

/// `POST /desk/people/{account}/enable`
pub(crate) async fn enable(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<AccountId>,
) -> Result<SeeOther, PageError> {
    accounts::enable(&app, &identity.viewer, id).await?;
    Ok(SeeOther::to(links::person(id)).saying(AlertKind::Success, "people-enabled"))
}

/// `GET /desk/people/{account}/password`
pub(crate) async fn ask_reset(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<AccountId>,
) -> Result<Page<Confirm>, PageError> {
    ask(&app, &identity.viewer, layout, id, "people-reset").await
}

/// `POST /desk/people/{account}/password`
pub(crate) async fn reset(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<AccountId>,
) -> Result<Page<ShownOnce>, PageError> {
    let account = accounts::find(&app, &identity.viewer, id).await?;
    let generated = accounts::reset_password(&app, &identity.viewer, id, FirstPassword::Generated).await?;
    let (name, email) = (account.name.as_str(), account.email.as_str());
    let secret = generated.unwrap_or_default();
    Ok(Page::new(ShownOnce::password(layout, "people-reset-title", name, email, secret, links::person(id))))
}
