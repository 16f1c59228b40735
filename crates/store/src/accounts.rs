//! Accounts of staff, their roles, and what guards their passwords.

use std::collections::HashMap;

use catsup_model::{
    Role,
    id::{AccountId, OrganisationId},
    text::{Email, Name},
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{instant, name, parsed, to_json},
    statement::statements,
};

statements! {
    ACCOUNT_LIST = "SELECT id, email, name, must_change_password, locked_until, disabled_at, created_at
        FROM account ORDER BY id";
    ACCOUNT_FIND = "SELECT id, email, name, must_change_password, locked_until, disabled_at, created_at
        FROM account WHERE id = $1";
    ACCOUNT_OF_EMAIL = "SELECT id, email, name, must_change_password, locked_until, disabled_at, created_at
        FROM account WHERE email = $1";
    ACCOUNT_ROLE_LIST = "SELECT account_id, role, organisation_id FROM account_role ORDER BY role, organisation_id";
    ACCOUNT_ROLES_OF = "SELECT account_id, role, organisation_id FROM account_role WHERE account_id = $1
        ORDER BY role, organisation_id";
    ACCOUNT_INSERT = "INSERT INTO account (id, email, name, password_hash, must_change_password, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    ACCOUNT_RENAME = "UPDATE account SET name = $2 WHERE id = $1";
    ACCOUNT_ROLES_DELETE = "DELETE FROM account_role WHERE account_id = $1";
    ACCOUNT_ROLES_INSERT = "INSERT INTO account_role (account_id, role, organisation_id)
        SELECT CAST($1 AS BIGINT), value ->> 0, CAST(value ->> 1 AS BIGINT) FROM {rows:$2}";
    ACCOUNT_DISABLE = "UPDATE account SET disabled_at = CAST($2 AS BIGINT) WHERE id = $1";
    ADMINISTRATORS = "SELECT COUNT(DISTINCT account.id) FROM account
        JOIN account_role ON account_role.account_id = account.id
        WHERE role = 'administrator' AND organisation_id IS NULL AND disabled_at IS NULL";
    PASSWORD_HASH = "SELECT password_hash FROM account WHERE id = $1";
    PASSWORD_SET = "UPDATE account
        SET password_hash = $2, must_change_password = $3, failed_attempts = 0, locked_until = NULL WHERE id = $1";
    ATTEMPT_COUNT = "UPDATE account SET failed_attempts = failed_attempts + 1
        WHERE id = $1 AND disabled_at IS NULL AND (locked_until IS NULL OR locked_until <= $2)
        RETURNING failed_attempts";
    ATTEMPTS_CLEAR = "UPDATE account SET failed_attempts = 0, locked_until = NULL WHERE id = $1";
    ACCOUNT_LOCK = "UPDATE account SET locked_until = $2 WHERE id = $1";
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Account {
    /// Their id.
    pub id: AccountId,
    /// The address they sign in with.
    pub email: Email,
    /// Their name.
    pub name: Name,
    /// What they are, and where.
    pub roles: Vec<RoleGrant>,
    /// Whether the next thing they do must be to choose a password.
    pub must_change_password: bool,
    /// Until when sign-in is refused after too many wrong passwords.
    pub locked_until: Option<Timestamp>,
    /// Since when they may no longer come in.
    pub disabled_at: Option<Timestamp>,
    /// When the account was made.
    pub created_at: Timestamp,
}

/// A role in a part of the organisation tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct RoleGrant {
    /// The role.
    pub role: Role,
    /// Where, with all below; `None` is the whole installation.
    pub organisation: Option<OrganisationId>,
}

/// What happens at the next sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordState {
    /// The password was chosen by its owner.
    Chosen,
    /// Somebody else knows it: it must be changed first.
    MustChange,
}

impl Store {
    /// Every account, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_list(&self) -> Result<Vec<Account>, Error> {
        let rows = self.query(&ACCOUNT_LIST).fetch_all(&self.read).await?;
        let roles = self.query(&ACCOUNT_ROLE_LIST).fetch_all(&self.read).await?;
        let mut grants = grants(&roles)?;
        rows.iter().map(|row| account(row, &mut grants)).collect()
    }

    /// One account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_find(&self, id: AccountId) -> Result<Option<Account>, Error> {
        let row = self.query(&ACCOUNT_FIND).bind(id.0).fetch_optional(&self.read).await?;
        self.with_roles(row).await
    }

    /// The account with this address.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_of_email(&self, email: &Email) -> Result<Option<Account>, Error> {
        let query = self.query(&ACCOUNT_OF_EMAIL).bind(email.as_str().to_owned());
        let row = query.fetch_optional(&self.read).await?;
        self.with_roles(row).await
    }

    async fn with_roles(&self, row: Option<AnyRow>) -> Result<Option<Account>, Error> {
        let Some(row) = row else { return Ok(None) };
        let id: i64 = row.try_get(0)?;
        let roles = self.query(&ACCOUNT_ROLES_OF).bind(id).fetch_all(&self.read).await?;
        account(&row, &mut grants(&roles)?).map(Some)
    }

    /// The hash of an account's password. It leaves the store for nothing but checking a password.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn password_hash(&self, id: AccountId) -> Result<Option<String>, Error> {
        let row = self.query(&PASSWORD_HASH).bind(id.0).fetch_optional(&self.read).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }
}

impl Transaction {
    /// Adds an account; its roles are set apart.
    ///
    /// # Errors
    /// [`Error::Taken`] when the address is.
    pub async fn account_insert(&mut self, account: &Account, password_hash: &str) -> Result<(), Error> {
        let query = self.query(&ACCOUNT_INSERT).bind(account.id.0).bind(account.email.as_str().to_owned());
        let query = query.bind(account.name.as_str().to_owned()).bind(password_hash.to_owned());
        let query =
            query.bind(i64::from(account.must_change_password)).bind(account.created_at.as_microsecond());
        query.execute(self.connection()).await.map_err(Error::or_taken("the email address"))?;
        Ok(())
    }

    /// Changes the name of an account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_rename(&mut self, id: AccountId, name: &Name) -> Result<(), Error> {
        let query = self.query(&ACCOUNT_RENAME).bind(id.0).bind(name.as_str().to_owned());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Replaces the roles of an account. `roles` are distinct: the database does not see two alike without a place.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_roles_set(&mut self, id: AccountId, roles: &[RoleGrant]) -> Result<(), Error> {
        let mut distinct = roles.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let rows: Vec<(&str, Option<i64>)> =
            distinct.iter().map(|grant| (grant.role.code(), grant.organisation.map(|id| id.0))).collect();
        self.query(&ACCOUNT_ROLES_DELETE).bind(id.0).execute(self.connection()).await?;
        let query = self.query(&ACCOUNT_ROLES_INSERT).bind(id.0).bind(to_json(&rows));
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Shuts an account (`Some` moment) or opens it again (`None`).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_disable(&mut self, id: AccountId, at: Option<Timestamp>) -> Result<(), Error> {
        let query = self.query(&ACCOUNT_DISABLE).bind(id.0).bind(at.map(Timestamp::as_microsecond));
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// How many open accounts administer the whole installation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn administrators(&mut self) -> Result<i64, Error> {
        Ok(self.query(&ADMINISTRATORS).fetch_one(self.connection()).await?.try_get(0)?)
    }

    /// Sets a password, which also ends a lock-out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn password_set(
        &mut self,
        id: AccountId,
        hash: &str,
        state: PasswordState,
    ) -> Result<(), Error> {
        let must_change = i64::from(state == PasswordState::MustChange);
        let query = self.query(&PASSWORD_SET).bind(id.0).bind(hash.to_owned()).bind(must_change);
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Counts an attempt to sign in as failed until it is proven right, so that many at once cannot slip through.
    /// Returns how many failed in a row with this one; `None` when the account is shut or locked at `now`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn attempt_count(&mut self, id: AccountId, now: Timestamp) -> Result<Option<i64>, Error> {
        let query = self.query(&ATTEMPT_COUNT).bind(id.0).bind(now.as_microsecond());
        let row = query.fetch_optional(self.connection()).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// Forgets failed attempts after the right password.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn attempts_clear(&mut self, id: AccountId) -> Result<(), Error> {
        self.query(&ATTEMPTS_CLEAR).bind(id.0).execute(self.connection()).await?;
        Ok(())
    }

    /// Refuses sign-in until `until`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account_lock(&mut self, id: AccountId, until: Timestamp) -> Result<(), Error> {
        let query = self.query(&ACCOUNT_LOCK).bind(id.0).bind(until.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }
}

fn grants(rows: &[AnyRow]) -> Result<HashMap<i64, Vec<RoleGrant>>, Error> {
    let mut grants: HashMap<i64, Vec<RoleGrant>> = HashMap::new();
    for row in rows {
        let role = parsed("role", &row.try_get::<String, _>(1)?)?;
        let organisation = row.try_get::<Option<i64>, _>(2)?.map(OrganisationId);
        grants.entry(row.try_get(0)?).or_default().push(RoleGrant { role, organisation });
    }
    Ok(grants)
}

fn account(row: &AnyRow, grants: &mut HashMap<i64, Vec<RoleGrant>>) -> Result<Account, Error> {
    let id: i64 = row.try_get(0)?;
    let email: String = row.try_get(1)?;
    let moment = |index: usize| row.try_get::<Option<i64>, _>(index)?.map(instant).transpose();
    Ok(Account {
        id: AccountId(id),
        email: Email::parse(&email).map_err(|_| Error::corrupt("email address", email))?,
        name: name(&row.try_get::<String, _>(2)?)?,
        roles: grants.remove(&id).unwrap_or_default(),
        must_change_password: row.try_get::<i64, _>(3)? != 0,
        locked_until: moment(4)?,
        disabled_at: moment(5)?,
        created_at: instant(row.try_get(6)?)?,
    })
}
