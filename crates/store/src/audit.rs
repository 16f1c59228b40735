//! The audit log: entries chained by hashes, so that a change of the past shows.
//!
//! The hash of an entry is SHA-256 over the hash before it and every field, each preceded by its length. The row
//! `audit_head` holds the last sequence and hash; its lock orders everything that is audited, across nodes too.

use catsup_model::{
    id::{AccountId, ApiTokenId},
    permission::Actor,
};
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{corrupt_unless, instant, parsed},
    statement::statements,
    text::hex,
};

statements! {
    AUDIT_HEAD_TAKE = "UPDATE audit_head SET sequence = sequence + 1 WHERE one = 1 RETURNING sequence, hash";
    AUDIT_HEAD_SET = "UPDATE audit_head SET hash = $1 WHERE one = 1";
    AUDIT_INSERT = "INSERT INTO audit_entry (sequence, at, actor, action, subject, detail, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    AUDIT_LIST = "SELECT sequence, at, actor, action, subject, detail, hash FROM audit_entry
        WHERE sequence < $1 ORDER BY sequence DESC LIMIT $2";
}
