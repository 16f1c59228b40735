//! Cases that an earlier import brought, with what their row said then.

use std::collections::HashMap;

use catsup_model::{case::Case, id::CaseId};
use catsup_store::Transaction;

use crate::{App, Error};

/// Where an entry of the history keeps what stands for the row that made it.
pub(super) const PRINT: &str = "row";

/// Known cases by their key.
pub(super) struct Known(HashMap<String, (Case, Option<String>)>);

impl Known {
    /// Those of these keys.
    pub(super) async fn read(app: &App, transaction: &mut Transaction, keys: &[&str]) -> Result<Self, Error> {
        let cases = transaction.cases_of_keys(keys).await?;
        if cases.is_empty() {
            return Ok(Self(HashMap::new()));
        }
        let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
        let mut prints: HashMap<CaseId, (i64, String)> = HashMap::new();
        for event in app.store().case_events(&ids).await? {
            let Some(print) = event.detail[PRINT].as_str() else { continue };
            let (id, print) = (event.id.0, print.to_owned());
            let last = prints.entry(event.case).or_insert_with(|| (id, print.clone()));
            if last.0 < id {
                *last = (id, print);
            }
        }
        let known = cases.into_iter().filter_map(|case| {
            let print = prints.remove(&case.id).map(|(_, print)| print);
            Some((case.source_key.clone()?, (case, print)))
        });
        Ok(Self(known.collect()))
    }

    /// The case of a key, and what stands for what its row said when it came last.
    pub(super) fn take(&mut self, key: &str) -> Option<(Case, Option<String>)> {
        self.0.remove(key)
    }
}
