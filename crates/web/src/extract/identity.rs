//! Who is there, as the door before the route found out.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};
use catsup_app::sign_in;
use catsup_model::{Role, Viewer, id::AccountId};

use crate::error::PageError;

/// A member of staff, put into the request by the door.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Who asks, for every use case.
    pub viewer: Viewer,
    /// Their account.
    pub account: AccountId,
    /// Their name.
    pub name: String,
    /// The highest of their roles; `None` for someone without any.
    pub role: Option<Role>,
    /// Whether somebody else chose their password: nothing else is open until they change it.
    pub must_change_password: bool,
    /// The secret every form carries.
    pub csrf: String,
}

impl Identity {
    pub(crate) fn of(signed_in: sign_in::SignedIn) -> Self {
        let sign_in::SignedIn { viewer, account, csrf } = signed_in;
        Self {
            viewer,
            account: account.id,
            name: account.name.to_string(),
            role: account.roles.iter().map(|held| held.role).min(),
            must_change_password: account.must_change_password,
            csrf,
        }
    }
}

/// A member of staff: for handlers behind the staff door.
#[derive(Debug, Clone)]
pub struct SignedIn(pub Identity);

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageError> {
        parts.extensions.get().cloned().map(Self).ok_or(PageError::Forbidden)
    }
}

/// Whoever asks: a member of staff, a program with a token, or the public.
#[derive(Debug, Clone)]
pub struct Visitor(pub Viewer);

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let staff = parts.extensions.get().map(|identity: &Identity| identity.viewer.clone());
        let program = || parts.extensions.get().cloned();
        Ok(Self(staff.or_else(program).unwrap_or_else(Viewer::public)))
    }
}
