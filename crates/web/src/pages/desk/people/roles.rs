//! Giving a role and taking one away.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    accounts::{self, RoleGrant},
};
use catsup_model::{Role, id::AccountId};
use serde::Deserialize;

use super::{new, show};
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PageQuery, PathId, SignedIn},
    flash::SeeOther,
    forms::Form,
    layout::{Layout, Page},
    links,
    pages::desk::{
        confirm::Confirm,
        places::{Place, Places},
        refused,
    },
};

/// `POST /desk/people/{account}/roles`
pub(crate) async fn add(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<AccountId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let account = accounts::find(&app, &identity.viewer, id).await?;
    let named = Form::with([("name", account.name.as_str())]);
    let Some(held) = new::role_of(&mut form) else {
        return show::again(&app, &identity.viewer, layout, id, named, form).await;
    };
    let mut roles = account.roles;
    if !roles.contains(&held) {
        roles.push(held);
    }
    match accounts::roles_set(&app, &identity.viewer, id, &roles).await {
        Ok(()) => Ok(SeeOther::to(links::person(id))
            .saying(AlertKind::Success, "people-role-added")
            .into_response()),
        Err(error) => {
            refused::mark_as(&mut form, error, &[("roles", "place")])?;
            show::again(&app, &identity.viewer, layout, id, named, form).await
        }
    }
}

/// Which role is to go.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct RoleQuery {
    role: String,
    place: String,
}

impl RoleQuery {
    fn read(&self) -> Result<RoleGrant, PageError> {
        let role: Role = self.role.parse().map_err(|_| PageError::NotFound)?;
        let Place(organisation) = self.place.parse().map_err(|_| PageError::NotFound)?;
        Ok(RoleGrant { role, organisation })
    }
}

/// `GET /desk/people/{account}/roles/remove`
pub(crate) async fn ask_remove(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<AccountId>,
    PageQuery(query): PageQuery<RoleQuery>,
) -> Result<Page<Confirm>, PageError> {
    let account = accounts::find(&app, &identity.viewer, id).await?;
    let held = query.read()?;
    if !account.roles.contains(&held) {
        return Err(PageError::NotFound);
    }
    let t = layout.t;
    let places = Places::read(&app, &identity.viewer).await?;
    let role = t.name("role", held.role.code());
    let name = format!("{}: {role} · {}", account.name, places.name_or_everywhere(t, held.organisation));
    let crumbs =
        vec![Crumb::new(links::PEOPLE, t.say("people-title")), Crumb::new(links::person(id), &account.name)];
    Ok(Confirm::page(layout, "people-role-remove", &name, crumbs, links::person(id)))
}

/// `POST /desk/people/{account}/roles/remove`
pub(crate) async fn remove(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<AccountId>,
    PageQuery(query): PageQuery<RoleQuery>,
) -> Result<Response, PageError> {
    let account = accounts::find(&app, &identity.viewer, id).await?;
    let gone = query.read()?;
    let roles: Vec<RoleGrant> = account.roles.into_iter().filter(|held| *held != gone).collect();
    match accounts::roles_set(&app, &identity.viewer, id, &roles).await {
        Ok(()) => Ok(SeeOther::to(links::person(id))
            .saying(AlertKind::Success, "people-role-removed")
            .into_response()),
        Err(error) => show::back_saying(id, error),
    }
}
