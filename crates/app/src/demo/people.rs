//! The people of the made-up agency: one account per role, with passwords to be printed, and a token for programs.

use std::collections::BTreeSet;

use catsup_model::{Permission, Role, Viewer, id::OrganisationId};

use super::directory::Directory;
use crate::{
    App, Error,
    accounts::{self, Account, FirstPassword, NewAccount, RoleGrant},
    api_tokens::{self, NewApiToken},
    passwords,
};

/// How to get into the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoAccess {
    /// One sign-in per role.
    pub sign_ins: Vec<DemoSignIn>,
    /// A token that opens every operation of the API.
    pub api_token: String,
}

/// One sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoSignIn {
    /// The role.
    pub role: Role,
    /// The person's name.
    pub name: String,
    /// The address to sign in with.
    pub email: String,
    /// The password; it need not be changed.
    pub password: String,
}

/// Role, name, address, and the abbreviation of the organisation it is held in; the whole installation when `None`.
const PEOPLE: [(Role, &str, &str, Option<&str>); 5] = [
    (Role::Administrator, "Ada Moreno", "admin@everyday.example", None),
    (Role::CxLead, "Casey Lindqvist", "lead@everyday.example", Some("DES")),
    (Role::ServiceOwner, "Odalys Brandt", "owner@everyday.example", Some("BTI")),
    (Role::Agent, "Gil Tanaka", "agent@everyday.example", Some("BHS")),
    (Role::Viewer, "Vera Okafor", "viewer@everyday.example", Some("DES")),
];

/// Adds the accounts and the token.
pub(super) async fn add(app: &App, viewer: &Viewer, directory: &Directory) -> Result<DemoAccess, Error> {
    let mut sign_ins = Vec::with_capacity(PEOPLE.len());
    for (role, name, email, place) in PEOPLE {
        let organisation: Option<OrganisationId> = place.map(|place| directory.organisations[place]);
        // Random also in the demo: it may be served where others can reach it.
        let password = passwords::generate(app);
        let account = NewAccount {
            email: email.to_owned(),
            name: name.to_owned(),
            roles: vec![RoleGrant { role, organisation }],
            password: FirstPassword::Kept(password.clone()),
        };
        accounts::add(app, viewer, account).await?;
        sign_ins.push(DemoSignIn { role, name: name.to_owned(), email: email.to_owned(), password });
    }
    Ok(DemoAccess { sign_ins, api_token: add_token(app, viewer).await? })
}

/// New passwords for the accounts that are there and a new token: the old ones are known to nobody, only their hashes
/// are kept. `None` when an account is missing.
pub(super) async fn renew(app: &App, viewer: &Viewer) -> Result<Option<DemoAccess>, Error> {
    let accounts = accounts::list(app, viewer).await?;
    let mut sign_ins = Vec::with_capacity(PEOPLE.len());
    for (role, name, email, _) in PEOPLE {
        let of_email = |account: &&Account| account.email.as_str() == email;
        let Some(account) = accounts.iter().find(of_email) else { return Ok(None) };
        let password = passwords::generate(app);
        accounts::reset_password(app, viewer, account.id, FirstPassword::Kept(password.clone())).await?;
        sign_ins.push(DemoSignIn { role, name: name.to_owned(), email: email.to_owned(), password });
    }
    Ok(Some(DemoAccess { sign_ins, api_token: add_token(app, viewer).await? }))
}

async fn add_token(app: &App, viewer: &Viewer) -> Result<String, Error> {
    let token = NewApiToken {
        name: "Demo".to_owned(),
        // All of them, so that every operation of the API can be tried.
        scopes: Permission::ALL.iter().copied().collect::<BTreeSet<_>>(),
        organisation: None,
        expires_at: None,
    };
    Ok(api_tokens::create(app, viewer, token).await?.secret)
}
