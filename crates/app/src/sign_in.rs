//! Signing in and out, sessions, and changing one's own password.
//!
//! A session ends after [`IDLE`] without use and [`ABSOLUTE`] after it began. Every fifth wrong password in a row
//! locks the account: for [`FIRST_LOCK`], then twice as long each time, up to [`LONGEST_LOCK`].

use std::time::Duration;

use catsup_model::{Viewer, id::AccountId, permission::Actor, text::Email};
use catsup_store::{Account, PasswordState, Transaction};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use subtle::ConstantTimeEq as _;
use tokio::time::Instant;

use crate::{
    App, Error, Refusal, access, audit,
    fields::{Fields, invalid},
    passwords, secrets,
};

/// How long a session lives without being used.
pub const IDLE: SignedDuration = SignedDuration::from_hours(8);
/// How long a session lives at most.
pub const ABSOLUTE: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Wrong passwords in a row that lock an account.
pub const FAILURES_TO_LOCK: i64 = 5;
/// How long the first lock lasts.
pub const FIRST_LOCK: SignedDuration = SignedDuration::from_mins(15);
/// How long a lock lasts at most.
pub const LONGEST_LOCK: SignedDuration = SignedDuration::from_hours(24);

/// Use of a session is noted at most this often.
const SEEN_EVERY: SignedDuration = SignedDuration::from_mins(1);
/// A refused sign-in takes at least this long, so that its time does not tell whether the address is known.
const REFUSAL_TAKES: Duration = Duration::from_millis(250);

/// Somebody who is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// What they may do. Nothing, as long as they must change their password first.
    pub viewer: Viewer,
    /// Who they are.
    pub account: Account,
    /// The secret every form they send carries.
    pub csrf: String,
}

impl SignedIn {
    /// Whether a form carries the secret of this session; takes the same time wherever they differ.
    #[must_use]
    pub fn csrf_matches(&self, sent: &str) -> bool {
        self.csrf.as_bytes().ct_eq(sent.as_bytes()).into()
    }
}

/// A session that was just begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The secret for the cookie; it is nowhere else.
    pub token: String,
    /// When it ends whatever happens.
    pub expires_at: Timestamp,
    /// Whose it is.
    pub signed_in: SignedIn,
}

/// Signs in with an email address and a password.
///
/// # Errors
/// [`Refusal::SignIn`], without saying whether the address, the password or a lock is the reason.
pub async fn sign_in(app: &App, email: &str, password: &str) -> Result<Session, Error> {
    let started = Instant::now();
    let outcome = attempt(app, email, password).await;
    if matches!(outcome, Err(Error::Refused(_))) {
        tokio::time::sleep_until(started + REFUSAL_TAKES).await;
    }
    outcome
}

async fn attempt(app: &App, email: &str, password: &str) -> Result<Session, Error> {
    let known = match Email::parse(email) {
        Ok(email) => app.store().account_of_email(&email).await?,
        Err(_) => None,
    };
    let Some(account) = known else {
        passwords::matches(password, passwords::NO_ONES.to_owned()).await?;
        return Err(Refusal::SignIn.into());
    };
    if !is_right(app, account.id, password).await? {
        return Err(Refusal::SignIn.into());
    }
    let mut transaction = app.store().begin().await?;
    let session = begin_session(app, &mut transaction, account).await?;
    transaction.commit().await?;
    Ok(session)
}

/// Checks a password. The attempt counts as failed before it is checked, so that many at once cannot slip through;
/// a locked or disabled account takes as long and is never right.
async fn is_right(app: &App, id: AccountId, password: &str) -> Result<bool, Error> {
    let now = app.now();
    let mut transaction = app.store().begin().await?;
    let failures = transaction.attempt_count(id, now).await?;
    let lock = failures.and_then(lock_after);
    if let Some(lock) = lock {
        transaction.account_lock(id, now + lock).await?;
    }
    transaction.commit().await?;
    let hash = if failures.is_some() { app.store().password_hash(id).await? } else { None };
    let open = hash.is_some();
    let right = passwords::matches(password, hash.unwrap_or_else(|| passwords::NO_ONES.to_owned())).await?;
    let mut transaction = app.store().begin().await?;
    match (open && right, lock) {
        (true, _) => transaction.attempts_clear(id).await?,
        (false, Some(lock)) => {
            let detail = json!({ "minutes": lock.as_mins(), "failures": failures });
            let subject = format!("account:{id}");
            transaction.audit_append(now, Actor::Public, "account.lock", &subject, &detail).await?;
        }
        (false, None) => {}
    }
    transaction.commit().await?;
    Ok(open && right)
}

fn lock_after(failures: i64) -> Option<SignedDuration> {
    if failures % FAILURES_TO_LOCK != 0 {
        return None;
    }
    let doublings = (failures / FAILURES_TO_LOCK - 1).clamp(0, 16);
    Some(FIRST_LOCK.saturating_mul(1 << doublings).min(LONGEST_LOCK))
}

async fn begin_session(app: &App, transaction: &mut Transaction, account: Account) -> Result<Session, Error> {
    let now = app.now();
    let token = app.random().token();
    let csrf = app.random().token();
    let expires_at = now + ABSOLUTE;
    let kept = catsup_store::Session { account: account.id, csrf: csrf.clone(), seen_at: now, expires_at };
    transaction.session_delete_stale(now, now - IDLE).await?;
    transaction.session_insert(&secrets::hash(&token), &kept).await?;
    let subject = format!("account:{}", account.id);
    transaction.audit_append(now, Actor::Account(account.id), "session.begin", &subject, &json!({})).await?;
    let signed_in = SignedIn { viewer: viewer(app, &account).await?, account, csrf };
    Ok(Session { token, expires_at, signed_in })
}

async fn viewer(app: &App, account: &Account) -> Result<Viewer, Error> {
    // Somebody else knows this password: it opens nothing but the page that changes it.
    let roles = if account.must_change_password { &[][..] } else { &account.roles };
    Ok(Viewer::new(Actor::Account(account.id), access::grants_of_roles(app, roles).await?))
}

/// Who is signed in with this token, if anybody is (any more).
///
/// # Errors
/// When the store fails.
pub async fn viewer_of_session(app: &App, token: &str) -> Result<Option<SignedIn>, Error> {
    let now = app.now();
    let token_hash = secrets::hash(token);
    let Some(session) = app.store().session_find(&token_hash).await? else { return Ok(None) };
    let unused = now.duration_since(session.seen_at);
    if now >= session.expires_at || unused >= IDLE {
        return Ok(None);
    }
    let Some(account) = app.store().account_find(session.account).await? else { return Ok(None) };
    if account.disabled_at.is_some() {
        return Ok(None);
    }
    if unused >= SEEN_EVERY {
        app.store().session_seen(&token_hash, now).await?;
    }
    Ok(Some(SignedIn { viewer: viewer(app, &account).await?, account, csrf: session.csrf }))
}

/// Ends the session with this token; nothing happens when there is none.
///
/// # Errors
/// When the store fails.
pub async fn sign_out(app: &App, token: &str) -> Result<(), Error> {
    let mut transaction = app.store().begin().await?;
    let Some(account) = transaction.session_delete(&secrets::hash(token)).await? else { return Ok(()) };
    let (actor, subject) = (Actor::Account(account), format!("account:{account}"));
    transaction.audit_append(app.now(), actor, "session.end", &subject, &json!({})).await?;
    transaction.commit().await?;
    Ok(())
}

/// The viewer's own account.
///
/// # Errors
/// [`Error::NotFound`] when the viewer is not a person with an account.
pub async fn own_account(app: &App, viewer: &Viewer) -> Result<Account, Error> {
    let absent = Error::NotFound("the account");
    let Actor::Account(id) = viewer.actor() else { return Err(absent) };
    app.store().account_find(id).await?.ok_or(absent)
}

/// Ends every session of the viewer, on every device.
///
/// # Errors
/// As [`own_account`].
pub async fn sign_out_everywhere(app: &App, viewer: &Viewer) -> Result<(), Error> {
    let account = own_account(app, viewer).await?;
    let mut transaction = app.store().begin().await?;
    transaction.session_delete_of(account.id).await?;
    let subject = format!("account:{}", account.id);
    audit::record(app, &mut transaction, viewer, "session.end_all", &subject, json!({})).await?;
    transaction.commit().await?;
    Ok(())
}

/// Changes the viewer's own password, ends every session they have, and begins a new one.
///
/// # Errors
/// [`Error::Invalid`] with `current_password` or `new_password`; [`Refusal::Locked`] after too many wrong ones;
/// [`Error::NotFound`] when the viewer is not a person with an account.
pub async fn change_password(app: &App, viewer: &Viewer, current: &str, new: &str) -> Result<Session, Error> {
    let mut account = own_account(app, viewer).await?;
    let id = account.id;
    let mut fields = Fields::default();
    fields.extend(passwords::check("new_password", new, &account.email));
    if current == new {
        fields.refuse("new_password", "unchanged", "must differ from the current password");
    }
    if !fields.fit() {
        return Err(fields.refused());
    }
    if !is_right(app, id, current).await? {
        return Err(wrong_current(app, id).await?);
    }
    let hash = passwords::hash(app, new).await?;
    let mut transaction = app.store().begin().await?;
    transaction.password_set(id, &hash, PasswordState::Chosen).await?;
    transaction.session_delete_of(id).await?;
    audit::record(
        app,
        &mut transaction,
        viewer,
        "account.change_password",
        &format!("account:{id}"),
        json!({}),
    )
    .await?;
    account.must_change_password = false;
    let session = begin_session(app, &mut transaction, account).await?;
    transaction.commit().await?;
    Ok(session)
}

async fn wrong_current(app: &App, id: AccountId) -> Result<Error, Error> {
    let account = app.store().account_find(id).await?;
    let locked_until = account.and_then(|account| account.locked_until);
    Ok(match locked_until.filter(|until| *until > app.now()) {
        Some(until) => Refusal::Locked(until).into(),
        None => invalid("current_password", "wrong", "is not the current password"),
    })
}
