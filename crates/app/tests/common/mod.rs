//! What the tests of people and directory share: staff who are signed in, and a small tree.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

pub mod measures;

use catsup_app::{
    App,
    accounts::{self, FirstPassword, NewAccount, RoleGrant},
    directory::{
        organisations::{self, Titles},
        services::{self, ServiceInput},
    },
    sign_in::{self, SignedIn},
};
use catsup_model::{
    Role, Viewer,
    directory::Service,
    id::{AccountId, OrganisationId},
};

/// A password that is accepted.
pub const PASSWORD: &str = "seven quiet herons wade";

/// Adds an account with [`PASSWORD`], which need not be changed.
pub async fn account(app: &App, email: &str, roles: &[RoleGrant]) -> AccountId {
    let new = NewAccount {
        email: email.to_owned(),
        name: "Ann Lee".to_owned(),
        roles: roles.to_vec(),
        password: FirstPassword::Kept(PASSWORD.to_owned()),
    };
    accounts::add(app, &Viewer::operator(), new).await.unwrap().account.id
}

/// Somebody with one role who is signed in.
pub async fn staff(app: &App, email: &str, role: Role, organisation: Option<OrganisationId>) -> SignedIn {
    account(app, email, &[RoleGrant { role, organisation }]).await;
    sign_in::sign_in(app, email, PASSWORD).await.unwrap().signed_in
}

/// Adds an organisation.
pub async fn organisation(app: &App, parent: Option<OrganisationId>, name: &str) -> OrganisationId {
    let titles = Titles { name: name.to_owned(), abbreviation: String::new() };
    organisations::add(app, &Viewer::operator(), parent, &titles).await.unwrap().id
}

/// A service as it is entered, with nothing but a name.
pub fn service_input(organisation: OrganisationId, name: &str) -> ServiceInput {
    ServiceInput {
        organisation,
        shared_with: Vec::new(),
        name: name.to_owned(),
        description: String::new(),
        serves: String::new(),
        yearly_volume: None,
        high_impact: false,
        life_experiences: Vec::new(),
    }
}

/// Adds a service.
pub async fn service(app: &App, organisation: OrganisationId, name: &str) -> Service {
    services::add(app, &Viewer::operator(), &service_input(organisation, name)).await.unwrap()
}

/// The codes of the fields that were refused, as `field: code`.
pub fn refused<T: std::fmt::Debug>(outcome: Result<T, catsup_app::Error>) -> Vec<String> {
    match outcome {
        Err(catsup_app::Error::Invalid(fields)) => {
            fields.iter().map(|error| format!("{}: {}", error.field, error.code)).collect()
        }
        other => panic!("expected refused fields, got {other:?}"),
    }
}

/// Whether the permission was missing.
pub fn denied<T>(outcome: Result<T, catsup_app::Error>) -> bool {
    matches!(outcome, Err(catsup_app::Error::Denied(_)))
}

/// Whether it was not found.
pub fn not_found<T>(outcome: Result<T, catsup_app::Error>) -> bool {
    matches!(outcome, Err(catsup_app::Error::NotFound(_)))
}
