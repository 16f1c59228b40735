//! The audit log: who changed what and when, in a chain that shows tampering.

use std::collections::HashMap;

use catsup_model::{Permission, Viewer, text::Name};
use catsup_store::{AuditEntry, Transaction};
use jiff::Timestamp;

pub use catsup_store::{ChainBreak, ChainHead};

use crate::{App, Error};

/// One line of the log as people read it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AuditLine {
    /// Its place in the chain.
    pub sequence: i64,
    /// When.
    pub at: Timestamp,
    /// Who: `account:ID`, `token:ID`, `operator` or `public`.
    pub actor: String,
    /// Name of the account or token that acted, where there is one.
    pub actor_name: Option<Name>,
    /// What was done, such as `service.change`.
    pub action: String,
    /// To what, such as `service:42`.
    pub subject: String,
    /// Ids and names of fields.
    pub detail: serde_json::Value,
    /// Hash of the entry and of the one before it.
    pub hash: String,
}

/// A page of the log.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct AuditPage {
    /// Lines, the newest first.
    pub lines: Vec<AuditLine>,
    /// What to ask for next as `before`; `None` at the end.
    pub next: Option<i64>,
}

/// Which lines of the log are wanted; empty texts want all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Who acted, as [`AuditLine::actor`].
    pub actor: String,
    /// What was done, as [`AuditLine::action`].
    pub action: String,
}

/// What the log can be filtered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditChoices {
    /// Accounts and tokens with their names, by name.
    pub actors: Vec<(String, Name)>,
    /// Actions that stand in the log.
    pub actions: Vec<String>,
}

/// The log before entry `before` (from its end when `None`), the newest first, at most `limit` lines.
///
/// # Errors
/// [`Error::Denied`] unless the viewer may read the log of the whole installation.
pub async fn list(app: &App, viewer: &Viewer, before: Option<i64>, limit: u16) -> Result<AuditPage, Error> {
    search(app, viewer, &AuditFilter::default(), before, limit).await
}

/// As [`list`], only lines that pass the filter.
///
/// # Errors
/// As [`list`].
pub async fn search(
    app: &App,
    viewer: &Viewer,
    filter: &AuditFilter,
    before: Option<i64>,
    limit: u16,
) -> Result<AuditPage, Error> {
    viewer.require_everywhere(Permission::ReadAudit)?;
    let limit = usize::from(limit.max(1));
    // One more than asked for tells whether there is a next page.
    let mut entries = app.store().audit_list(before, limit as i64 + 1, &filter.actor, &filter.action).await?;
    let more = entries.len() > limit;
    entries.truncate(limit);
    let next = if more { entries.last().map(|entry| entry.sequence) } else { None };
    let names = actor_names(app).await?;
    let lines: Result<_, Error> = entries.into_iter().map(|entry| line(entry, &names)).collect();
    Ok(AuditPage { lines: lines?, next })
}

/// What the log can be filtered by.
///
/// # Errors
/// As [`list`].
pub async fn choices(app: &App, viewer: &Viewer) -> Result<AuditChoices, Error> {
    viewer.require_everywhere(Permission::ReadAudit)?;
    let mut actors: Vec<(String, Name)> = actor_names(app).await?.into_iter().collect();
    actors.sort_by_cached_key(|(actor, name)| (name.as_str().to_lowercase(), actor.clone()));
    Ok(AuditChoices { actors, actions: app.store().audit_actions().await? })
}

async fn actor_names(app: &App) -> Result<HashMap<String, Name>, Error> {
    let accounts = app.store().account_list().await?.into_iter();
    let tokens = app.store().api_token_list().await?.into_iter();
    let accounts = accounts.map(|account| (format!("account:{}", account.id), account.name));
    Ok(accounts.chain(tokens.map(|token| (format!("token:{}", token.id), token.name))).collect())
}

fn line(entry: AuditEntry, names: &HashMap<String, Name>) -> Result<AuditLine, Error> {
    Ok(AuditLine {
        sequence: entry.sequence,
        at: entry.instant()?,
        actor_name: names.get(&entry.actor).cloned(),
        // Shown as it stands even when it was tampered with: `verify` says so.
        detail: serde_json::from_str(&entry.detail).unwrap_or(serde_json::Value::String(entry.detail)),
        actor: entry.actor,
        action: entry.action,
        subject: entry.subject,
        hash: entry.hash,
    })
}

/// Reads the whole log; says where it ends, or the first thing wrong with it.
///
/// Somebody who can write to the database could rewrite the log from some entry on with fresh hashes, or cut its
/// end off. `noted` heads, kept somewhere else when an earlier check printed them, reveal that.
///
/// # Errors
/// [`Error::Denied`] unless the viewer may read the log of the whole installation.
pub async fn verify(
    app: &App,
    viewer: &Viewer,
    noted: &[ChainHead],
) -> Result<Result<ChainHead, ChainBreak>, Error> {
    viewer.require_everywhere(Permission::ReadAudit)?;
    Ok(app.store().audit_verify(noted).await?)
}

/// Writes what the viewer does into the log. `detail` holds ids and names of fields, never a personal value.
pub(crate) async fn record(
    app: &App,
    transaction: &mut Transaction,
    viewer: &Viewer,
    action: &str,
    subject: &str,
    detail: serde_json::Value,
) -> Result<(), Error> {
    Ok(transaction.audit_append(app.now(), viewer.actor(), action, subject, &detail).await?)
}
