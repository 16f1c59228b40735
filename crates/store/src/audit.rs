//! The audit log: entries chained by hashes, so that a change of the past shows.
//!
//! The hash of an entry is SHA-256 over the hash before it and every field, each preceded by its length. The row
//! `audit_head` holds the last sequence and hash; its lock puts everything audited into one order, across nodes too.

use catsup_model::permission::Actor;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use sqlx::{Row as _, any::AnyRow};

use crate::{Error, Store, Transaction, error::instant, statement::statements};

statements! {
    AUDIT_HEAD_TAKE = "UPDATE audit_head SET sequence = sequence + 1 WHERE one = 1 RETURNING sequence, hash";
    AUDIT_HEAD_SET = "UPDATE audit_head SET hash = $1 WHERE one = 1";
    AUDIT_INSERT = "INSERT INTO audit_entry (sequence, at, actor, action, subject, detail, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    AUDIT_LIST = "SELECT sequence, at, actor, action, subject, detail, hash FROM audit_entry
        WHERE sequence < $1 AND ($3 = '' OR actor = $3) AND ($4 = '' OR action = $4)
        ORDER BY sequence DESC LIMIT $2";
    AUDIT_ACTIONS = "SELECT DISTINCT action FROM audit_entry ORDER BY action";
    AUDIT_AFTER = "SELECT sequence, at, actor, action, subject, detail, hash FROM audit_entry
        WHERE sequence > $1 ORDER BY sequence LIMIT $2";
    AUDIT_HEAD = "SELECT sequence, hash, (SELECT COALESCE(MAX(sequence), 0) FROM audit_entry) FROM audit_head";
}

/// Entries read at a time while the chain is checked.
const PAGE: i64 = 1000;

/// One entry as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Its place in the chain, from 1 without gaps.
    pub sequence: i64,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// Who acted, as [`Actor`] writes it.
    pub actor: String,
    /// What was done, such as `service.change`.
    pub action: String,
    /// To what, such as `service:42`.
    pub subject: String,
    /// JSON with ids and names of fields; never a personal value.
    pub detail: String,
    /// Hash of the entry and of the hash before it, in hexadecimal.
    pub hash: String,
}

impl AuditEntry {
    /// When it was done.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when the stored number is no instant.
    pub fn instant(&self) -> Result<Timestamp, Error> {
        instant(self.at)
    }

    fn hash_after(&self, previous: &str) -> String {
        let numbers = [self.sequence.to_string(), self.at.to_string()];
        let fields =
            [previous, &numbers[0], &numbers[1], &self.actor, &self.action, &self.subject, &self.detail];
        let mut hasher = Sha256::new();
        for field in fields {
            // The length first: otherwise text could move from one field into the next unseen.
            hasher.update((field.len() as u64).to_le_bytes());
            hasher.update(field);
        }
        hexadecimal(&hasher.finalize())
    }
}

/// The end of the chain. Whoever notes one elsewhere can later prove that nothing up to it was changed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ChainHead {
    /// Sequence of the last entry; 0 when there is none.
    pub sequence: i64,
    /// Its hash.
    pub hash: String,
}

/// The first thing wrong with the chain.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, thiserror::Error)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum ChainBreak {
    /// The entry, or one it is linked to, is not what was written.
    #[error("entry {sequence} was changed")]
    Changed {
        /// Its sequence.
        sequence: i64,
    },
    /// Entries are gone.
    #[error("entries {first} to {last} are missing")]
    Missing {
        /// Sequence of the first one missing.
        first: i64,
        /// Sequence of the last one missing.
        last: i64,
    },
    /// The head does not match the last entry there is.
    #[error("the head does not match the last entry, {last}")]
    Head {
        /// Sequence of the last entry; 0 when there is none.
        last: i64,
    },
    /// A head noted earlier is not part of the chain.
    #[error("entry {sequence} does not have the hash that was noted: the log was rewritten or cut")]
    Noted {
        /// Sequence of the noted head.
        sequence: i64,
    },
}

impl Store {
    /// Entries before `before` (all when `None`), the newest first, at most `limit`; only those of one actor and of
    /// one action where these are not empty.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_list(
        &self,
        before: Option<i64>,
        limit: i64,
        actor: &str,
        action: &str,
    ) -> Result<Vec<AuditEntry>, Error> {
        let query = self.query(&AUDIT_LIST).bind(before.unwrap_or(i64::MAX)).bind(limit);
        let query = query.bind(actor.to_owned()).bind(action.to_owned());
        query.fetch_all(&self.read).await?.iter().map(entry).collect()
    }

    /// Every action that stands in the log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_actions(&self) -> Result<Vec<String>, Error> {
        let rows = self.query(&AUDIT_ACTIONS).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// Reads the whole chain, and `noted` heads against it; says where it ends or the first thing wrong with it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_verify(&self, noted: &[ChainHead]) -> Result<Result<ChainHead, ChainBreak>, Error> {
        let mut reached = ChainHead { sequence: 0, hash: String::new() };
        loop {
            let query = self.query(&AUDIT_AFTER).bind(reached.sequence).bind(PAGE);
            let page = query.fetch_all(&self.read).await?;
            for row in &page {
                reached = match follow(&reached, &entry(row)?, noted) {
                    Ok(reached) => reached,
                    Err(broken) => return Ok(Err(broken)),
                };
            }
            if page.is_empty() {
                // One statement sees one moment: entries appended meanwhile show in its last column.
                let head = self.query(&AUDIT_HEAD).fetch_optional(&self.read).await?;
                let Some(row) = head else {
                    return Ok(Err(ChainBreak::Head { last: reached.sequence }));
                };
                let head = ChainHead { sequence: row.try_get(0)?, hash: row.try_get(1)? };
                let newest: i64 = row.try_get(2)?;
                if newest <= reached.sequence {
                    return Ok(finish(&head, reached, noted));
                }
            }
        }
    }
}

fn follow(reached: &ChainHead, entry: &AuditEntry, noted: &[ChainHead]) -> Result<ChainHead, ChainBreak> {
    let sequence = entry.sequence;
    if sequence != reached.sequence + 1 {
        return Err(ChainBreak::Missing { first: reached.sequence + 1, last: sequence - 1 });
    }
    if entry.hash_after(&reached.hash) != entry.hash {
        return Err(ChainBreak::Changed { sequence });
    }
    if noted.iter().any(|noted| noted.sequence == sequence && noted.hash != entry.hash) {
        return Err(ChainBreak::Noted { sequence });
    }
    Ok(ChainHead { sequence, hash: entry.hash.clone() })
}

fn finish(head: &ChainHead, reached: ChainHead, noted: &[ChainHead]) -> Result<ChainHead, ChainBreak> {
    if *head != reached {
        return Err(ChainBreak::Head { last: reached.sequence });
    }
    match noted.iter().find(|noted| noted.sequence > reached.sequence) {
        Some(cut) => Err(ChainBreak::Noted { sequence: cut.sequence }),
        None => Ok(reached),
    }
}

impl Transaction {
    /// Appends an entry and holds the chain until the transaction ends.
    ///
    /// Append after the last change: what is read afterwards sees every change audited before, and none comes in
    /// between. `detail` holds ids and names of fields, never a personal value: the chain cannot forget.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn audit_append(
        &mut self,
        at: Timestamp,
        actor: Actor,
        action: &str,
        subject: &str,
        detail: &serde_json::Value,
    ) -> Result<(), Error> {
        let head = self.query(&AUDIT_HEAD_TAKE).fetch_one(self.connection()).await?;
        let mut entry = AuditEntry {
            sequence: head.try_get(0)?,
            at: at.as_microsecond(),
            actor: actor.to_string(),
            action: action.to_owned(),
            subject: subject.to_owned(),
            detail: detail.to_string(),
            hash: String::new(),
        };
        entry.hash = entry.hash_after(&head.try_get::<String, _>(1)?);
        let set = self.query(&AUDIT_HEAD_SET).bind(entry.hash.clone());
        set.execute(self.connection()).await?;
        let insert = self.query(&AUDIT_INSERT).bind(entry.sequence).bind(entry.at).bind(entry.actor);
        let insert = insert.bind(entry.action).bind(entry.subject).bind(entry.detail).bind(entry.hash);
        insert.execute(self.connection()).await?;
        Ok(())
    }
}

fn entry(row: &AnyRow) -> Result<AuditEntry, Error> {
    Ok(AuditEntry {
        sequence: row.try_get(0)?,
        at: row.try_get(1)?,
        actor: row.try_get(2)?,
        action: row.try_get(3)?,
        subject: row.try_get(4)?,
        detail: row.try_get(5)?,
        hash: row.try_get(6)?,
    })
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
