//! Findings: what an importer noticed about the quality of a file without refusing the row.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// One kind of thing noticed, and in how many rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable code in snake case, such as `respondents_exceed_offered`.
    pub rule: String,
    /// How many rows show it.
    pub rows: u64,
    /// How much it matters.
    pub severity: Severity,
    /// What it says, in a sentence for people.
    pub meaning: String,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; the figures are not touched.
    Info,
    /// A figure may be wrong or misread: look at the source.
    Warning,
    /// What stands there cannot be right: mend the source and import it again.
    Error,
}

/// Counts findings while a file is read.
#[derive(Debug, Default)]
pub struct Findings(BTreeMap<String, Finding>);

impl Findings {
    /// Counts one more row for `rule`; the caller adds a rule at most once a row.
    pub fn add(&mut self, rule: &str, severity: Severity, meaning: &str) {
        if let Some(finding) = self.0.get_mut(rule) {
            finding.rows += 1;
        } else {
            let finding = Finding { rule: rule.to_owned(), rows: 1, severity, meaning: meaning.to_owned() };
            self.0.insert(rule.to_owned(), finding);
        }
    }

    /// Everything noticed so far, by rule; what was never noticed is not listed.
    #[must_use]
    pub fn list(&self) -> Vec<Finding> {
        self.0.values().cloned().collect()
    }

    /// The same, with the rows that were not in the encoding expected.
    pub(crate) fn with_encoding(&self, not_utf8: u64) -> Vec<Finding> {
        let mut list = self.list();
        if not_utf8 > 0 {
            list.push(Finding {
                rule: "not_utf8".to_owned(),
                rows: not_utf8,
                severity: Severity::Warning,
                meaning: "the row is not UTF-8 and was read as Windows-1252; look at its accented letters"
                    .to_owned(),
            });
        }
        list
    }
}
