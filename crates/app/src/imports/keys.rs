//! What makes a row of a file the same response when the file comes again.

use std::collections::HashMap;

use catsup_exchange::ImportedRow;
use sha2::{Digest as _, Sha256};

/// How rows of one import are named.
pub(super) struct Keys {
    prefix: String,
    /// How often each key came so far, by its hash: some bytes a row, so that a file of any size fits.
    seen: HashMap<u64, u32>,
}

/// The key of one row.
pub(super) struct RowKey {
    /// The submission key.
    pub(super) key: String,
    /// Whether an earlier row of this file has it too.
    pub(super) repeated: bool,
}

impl Keys {
    /// Keys that begin with `prefix`, which names the kind of file and its survey.
    pub(super) fn new(prefix: String) -> Self {
        Self { prefix, seen: HashMap::new() }
    }

    /// The key of a row: by its external id; without one, by everything it says and its number among rows that say the
    /// same, so that two people who answered alike stay two.
    pub(super) fn of(&mut self, row: &ImportedRow) -> RowKey {
        let RowKey { key, repeated } = self.named(row.external_id.as_deref(), &row.record);
        RowKey { key: format!("{}:{key}", self.prefix), repeated }
    }

    /// As [`Keys::of`], without the prefix.
    pub(super) fn named(&mut self, external_id: Option<&str>, record: &[String]) -> RowKey {
        if let Some(id) = external_id {
            let repeated = self.count(id) > 1;
            return RowKey { key: id.to_owned(), repeated };
        }
        let content = serde_json::to_vec(record).unwrap_or_default();
        let digest = Sha256::digest(&content);
        let hash: String = digest[..16].iter().map(|byte| format!("{byte:02x}")).collect();
        // An external id cannot look like this: blanks around it were taken away.
        let number = self.count(&format!(" {hash}"));
        RowKey { key: format!(" {hash} {number}"), repeated: false }
    }

    fn count(&mut self, key: &str) -> u32 {
        let count = self.seen.entry(hash(key.as_bytes())).or_default();
        *count += 1;
        *count
    }
}

/// Eight bytes that stand for a text.
pub(super) fn hash(text: &[u8]) -> u64 {
    let digest = Sha256::digest(text);
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    u64::from_le_bytes(first)
}
