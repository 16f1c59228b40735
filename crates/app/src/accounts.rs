//! Accounts of staff: who there is, what they may do where, and how they come in.
//!
//! Somebody who manages people in a part of the tree sees the accounts whose roles all lie in that part, and changes
//! only those whose every permission they hold themselves: otherwise a reset password would be a way up.

use catsup_model::{
    Permission, Reach, Role, Viewer,
    id::{AccountId, OrganisationId},
    permission::Denied,
    text::Email,
};
use catsup_store::{PasswordState, Transaction};
use serde_json::json;

pub use crate::passwords::SHORTEST as SHORTEST_PASSWORD;
pub use catsup_store::{Account, RoleGrant};

use crate::{
    App, Error, Refusal, access, audit,
    fields::{Fields, or_taken},
    passwords,
};

/// An account to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// The address to sign in with.
    pub email: String,
    /// The person's name.
    pub name: String,
    /// What they are, and where.
    pub roles: Vec<RoleGrant>,
    /// What they sign in with at first.
    pub password: FirstPassword,
}

/// The password somebody else sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FirstPassword {
    /// A new one nobody can guess; to be changed at the first sign-in.
    Generated,
    /// This one; to be changed at the first sign-in.
    Given(String),
    /// This one, and it stays: for programs and for accounts that are not a person's.
    Kept(String),
}

/// An account that was just added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedAccount {
    /// The account.
    pub account: Account,
    /// The password that was generated, to be shown once.
    pub generated: Option<String>,
}

/// Accounts the viewer may see, by name.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<Account>, Error> {
    let reach = viewer.require(Permission::ManagePeople)?;
    let mut accounts = app.store().account_list().await?;
    accounts.retain(|account| sees(&reach, account));
    accounts.sort_by_cached_key(|account| (account.name.as_str().to_lowercase(), account.id));
    Ok(accounts)
}

/// One account.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn find(app: &App, viewer: &Viewer, id: AccountId) -> Result<Account, Error> {
    let reach = viewer.require(Permission::ManagePeople)?;
    let account = app.store().account_find(id).await?;
    account.filter(|account| sees(&reach, account)).ok_or(Error::NotFound("the account"))
}

/// The account with this address.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn find_by_email(app: &App, viewer: &Viewer, email: &str) -> Result<Account, Error> {
    let reach = viewer.require(Permission::ManagePeople)?;
    let account = match Email::parse(email) {
        Ok(email) => app.store().account_of_email(&email).await?,
        Err(_) => None,
    };
    account.filter(|account| sees(&reach, account)).ok_or(Error::NotFound("the account"))
}

fn sees(reach: &Reach, account: &Account) -> bool {
    let within = |grant: &RoleGrant| grant.organisation.is_some_and(|id| reach.has_organisation(id));
    *reach == Reach::Everything || (!account.roles.is_empty() && account.roles.iter().all(within))
}

/// The account, when the viewer may change it.
async fn changeable(app: &App, viewer: &Viewer, id: AccountId) -> Result<Account, Error> {
    let account = find(app, viewer, id).await?;
    match lacking(viewer, &account.roles) {
        Some(permission) => Err(Denied(permission).into()),
        None => Ok(account),
    }
}

/// A permission these roles hold somewhere where the viewer does not.
fn lacking(viewer: &Viewer, roles: &[RoleGrant]) -> Option<Permission> {
    let held =
        roles.iter().flat_map(|grant| grant.role.permissions().iter().map(|one| (*one, grant.organisation)));
    let mut lacking = held.filter(|(permission, place)| !access::covers(viewer, *permission, *place));
    lacking.next().map(|(permission, _)| permission)
}

/// Adds an account.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] with `email`, `name`, `roles` or `password`.
pub async fn add(app: &App, viewer: &Viewer, new: NewAccount) -> Result<AddedAccount, Error> {
    viewer.require(Permission::ManagePeople)?;
    let mut fields = Fields::default();
    let (email, name) = (fields.email("email", &new.email), fields.name("name", &new.name));
    if new.roles.is_empty() {
        fields.refuse("roles", "required", "must name at least one role");
    }
    check_roles(app, viewer, &new.roles, &mut fields).await?;
    if let Some(email) = &email {
        fields.extend(new.password.given().and_then(|given| passwords::check("password", given, email)));
    }
    let (Some(email), Some(name), true) = (email, name, fields.fit()) else { return Err(fields.refused()) };
    let password = new.password.resolve(app);
    let hash = passwords::hash(app, &password.text).await?;
    let account = Account {
        id: AccountId(app.next_id()),
        email,
        name,
        roles: new.roles,
        must_change_password: password.state == PasswordState::MustChange,
        locked_until: None,
        disabled_at: None,
        created_at: app.now(),
    };
    let mut transaction = app.store().begin().await?;
    transaction.account_insert(&account, &hash).await.map_err(or_taken("email"))?;
    transaction.account_roles_set(account.id, &account.roles).await?;
    let detail = json!({ "roles": account.roles });
    record(app, &mut transaction, viewer, "account.add", account.id, detail).await?;
    transaction.commit().await?;
    Ok(AddedAccount { account, generated: password.generated })
}

/// Changes the name of an account.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] with `name`.
pub async fn rename(app: &App, viewer: &Viewer, id: AccountId, name: &str) -> Result<(), Error> {
    changeable(app, viewer, id).await?;
    let mut fields = Fields::default();
    let Some(name) = fields.name("name", name) else { return Err(fields.refused()) };
    let mut transaction = app.store().begin().await?;
    transaction.account_rename(id, &name).await?;
    record(app, &mut transaction, viewer, "account.change", id, json!({ "fields": ["name"] })).await?;
    transaction.commit().await?;
    Ok(())
}

/// Replaces the roles of an account.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] with `roles`;
/// [`Refusal::LastAdministrator`] when nobody would be left to run the installation.
pub async fn roles_set(app: &App, viewer: &Viewer, id: AccountId, roles: &[RoleGrant]) -> Result<(), Error> {
    let account = changeable(app, viewer, id).await?;
    let mut fields = Fields::default();
    check_roles(app, viewer, roles, &mut fields).await?;
    if !fields.fit() {
        return Err(fields.refused());
    }
    let mut transaction = app.store().begin().await?;
    transaction.account_roles_set(id, roles).await?;
    let detail = json!({ "before": account.roles, "after": roles });
    record(app, &mut transaction, viewer, "account.roles", id, detail).await?;
    keep_an_administrator(&mut transaction, &account).await?;
    transaction.commit().await?;
    Ok(())
}

async fn check_roles(
    app: &App,
    viewer: &Viewer,
    roles: &[RoleGrant],
    fields: &mut Fields,
) -> Result<(), Error> {
    for place in roles.iter().filter_map(|grant| grant.organisation) {
        let exists = app.store().organisation_find(place).await?.is_some();
        // A stranger must not learn which of the two it is.
        if !exists || !access::covers(viewer, Permission::ManagePeople, Some(place)) {
            fields.refuse("roles", "unknown", format!("names the organisation {place}, which was not found"));
        }
    }
    match lacking(viewer, roles) {
        Some(permission) if fields.fit() => Err(Denied(permission).into()),
        _ => Ok(()),
    }
}

/// Shuts an account: its sessions and the API tokens made with it end at once.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`]; [`Refusal::LastAdministrator`].
pub async fn disable(app: &App, viewer: &Viewer, id: AccountId) -> Result<(), Error> {
    let account = changeable(app, viewer, id).await?;
    let mut transaction = app.store().begin().await?;
    transaction.account_disable(id, Some(app.now())).await?;
    transaction.session_delete_of(id).await?;
    record(app, &mut transaction, viewer, "account.disable", id, json!({})).await?;
    keep_an_administrator(&mut transaction, &account).await?;
    transaction.commit().await?;
    Ok(())
}

/// Opens an account that was shut.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn enable(app: &App, viewer: &Viewer, id: AccountId) -> Result<(), Error> {
    changeable(app, viewer, id).await?;
    let mut transaction = app.store().begin().await?;
    transaction.account_disable(id, None).await?;
    record(app, &mut transaction, viewer, "account.enable", id, json!({})).await?;
    transaction.commit().await?;
    Ok(())
}

/// Sets a new password, ends a lock-out and every session. Returns the password when it was generated.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] with `password`.
pub async fn reset_password(
    app: &App,
    viewer: &Viewer,
    id: AccountId,
    password: FirstPassword,
) -> Result<Option<String>, Error> {
    let account = changeable(app, viewer, id).await?;
    let given = password.given();
    if let Some(error) = given.and_then(|given| passwords::check("password", given, &account.email)) {
        return Err(Error::Invalid(vec![error]));
    }
    let password = password.resolve(app);
    let hash = passwords::hash(app, &password.text).await?;
    let mut transaction = app.store().begin().await?;
    transaction.password_set(id, &hash, password.state).await?;
    transaction.session_delete_of(id).await?;
    record(app, &mut transaction, viewer, "account.reset_password", id, json!({})).await?;
    transaction.commit().await?;
    Ok(password.generated)
}

async fn record(
    app: &App,
    transaction: &mut Transaction,
    viewer: &Viewer,
    action: &str,
    id: AccountId,
    detail: serde_json::Value,
) -> Result<(), Error> {
    audit::record(app, transaction, viewer, action, &format!("account:{id}"), detail).await
}

/// Refuses a change after which nobody runs the installation. Called after the change is in the log: whoever changes
/// accounts at the same time waits for the log, so that two administrators cannot shut each other out.
async fn keep_an_administrator(transaction: &mut Transaction, before: &Account) -> Result<(), Error> {
    let everywhere = RoleGrant { role: Role::Administrator, organisation: None::<OrganisationId> };
    let was_one = before.disabled_at.is_none() && before.roles.contains(&everywhere);
    if was_one && transaction.administrators().await? == 0 {
        return Err(Refusal::LastAdministrator.into());
    }
    Ok(())
}

struct Resolved {
    text: String,
    state: PasswordState,
    generated: Option<String>,
}

impl FirstPassword {
    fn given(&self) -> Option<&str> {
        match self {
            Self::Generated => None,
            Self::Given(text) | Self::Kept(text) => Some(text),
        }
    }

    fn resolve(self, app: &App) -> Resolved {
        let (text, state, generated) = match self {
            Self::Generated => {
                let text = passwords::generate(app);
                (text.clone(), PasswordState::MustChange, Some(text))
            }
            Self::Given(text) => (text, PasswordState::MustChange, None),
            Self::Kept(text) => (text, PasswordState::Chosen, None),
        };
        Resolved { text, state, generated }
    }
}
