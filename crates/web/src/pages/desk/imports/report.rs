//! What came of a file, in the reader's language: findings and refused rows.

use catsup_app::imports::{Finding, KeptRefusal, Report, Severity};

use crate::i18n::Translator;

/// One finding as it is shown.
#[derive(Debug)]
pub(super) struct FindingRow {
    /// What it says; in the reader's language where the catalogue has it.
    pub(super) meaning: String,
    /// Whether it is said in English for want of a translation.
    pub(super) english: bool,
    pub(super) rows: u64,
    pub(super) warning: bool,
    pub(super) error: bool,
}

/// One refused row as it is shown.
#[derive(Debug)]
pub(super) struct RefusedRow {
    pub(super) row: i64,
    pub(super) reason: String,
    /// The first cells, as they stood in the file.
    pub(super) cells: String,
}

/// What a dry run said.
#[derive(Debug)]
pub(super) struct Checked {
    pub(super) read: u64,
    pub(super) inserted: u64,
    pub(super) updated: u64,
    pub(super) refused: u64,
    pub(super) findings: Vec<FindingRow>,
    pub(super) examples: Vec<RefusedRow>,
}

impl Checked {
    pub(super) fn of(t: Translator, report: &Report) -> Self {
        Self {
            read: report.read,
            inserted: report.inserted,
            updated: report.updated,
            refused: report.refused,
            findings: findings(t, &report.findings),
            examples: refused(&report.examples),
        }
    }

    /// One for samples of pages.
    pub(super) fn sample(t: Translator) -> Self {
        let refusal = KeptRefusal {
            row: 3,
            reason: "Trust: “7” is off the scale".to_owned(),
            record: "[\"3\",\"7\"]".to_owned(),
        };
        let report = Report {
            run: None,
            read: 639,
            inserted: 630,
            updated: 8,
            refused: 1,
            findings: Vec::new(),
            examples: vec![refusal],
        };
        Self::of(t, &report)
    }
}

/// The longest part of a refused row that is shown, in characters.
const EXCERPT: usize = 120;

pub(super) fn findings(t: Translator, findings: &[Finding]) -> Vec<FindingRow> {
    let row = |finding: &Finding| {
        let known = t.say_if_known(&format!("finding-{}", finding.rule.replace('_', "-")), "");
        FindingRow {
            english: known.is_none(),
            meaning: known.unwrap_or_else(|| finding.meaning.clone()),
            rows: finding.rows,
            warning: finding.severity == Severity::Warning,
            error: finding.severity == Severity::Error,
        }
    };
    findings.iter().map(row).collect()
}

/// The findings of a run as they were kept.
pub(super) fn kept_findings(kept: &str) -> Vec<Finding> {
    serde_json::from_str(kept).unwrap_or_default()
}

pub(super) fn refused(refusals: &[KeptRefusal]) -> Vec<RefusedRow> {
    let row = |refusal: &KeptRefusal| {
        let cells: Vec<String> = serde_json::from_str(&refusal.record).unwrap_or_default();
        let cells = cells.join(" | ");
        let short = cells.char_indices().nth(EXCERPT).map(|(end, _)| format!("{}…", &cells[..end]));
        RefusedRow { row: refusal.row, reason: refusal.reason.clone(), cells: short.unwrap_or(cells) }
    };
    refusals.iter().map(row).collect()
}
