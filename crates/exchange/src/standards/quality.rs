//! The published data-quality rules, as far as one row of the record decides them: reported, never mended.
//!
//! Names that begin with `qa_` are those of the published list of rules, with its severities.

use catsup_model::{
    standard::{Claim, StandardResult},
    text::Name,
};
use jiff::civil::Date;

use super::StandardRow;
use crate::{Severity, finding::Findings, hisp::one_line};

/// Adds what is odd about an accepted row; `performance` is what the file states.
pub(super) fn note(findings: &mut Findings, row: &StandardRow, performance: &str, today: Date) {
    let mut note = |odd: bool, rule, severity, meaning| {
        if odd {
            findings.add(rule, severity, meaning);
        }
    };
    let result = &row.result;
    note(
        result.year.over_at_in_canada() >= today,
        "qa_ss_fiscal_yr_out_of_scope",
        Severity::Error,
        "the fiscal year is not over yet, so that there can be no result of it",
    );
    note(
        result.claim(0) == Claim::Contradictory,
        "qa_performance_over_100",
        Severity::Error,
        "the volume meeting the target exceeds the total volume; nothing is claimed from it",
    );
    note(
        result.total.is_none_or(|total| total == 0),
        "qa_no_ss_volume",
        Severity::Warning,
        "no volume is reported for the standard: the total is blank or 0",
    );
    note(
        result.kept.is_none() || result.total.is_none(),
        "volume_blank",
        Severity::Info,
        "a volume is blank; it was kept as missing, not as 0",
    );
    note(
        contradicts(result),
        "target_met_contradicts_volumes",
        Severity::Warning,
        "met or not, as stated, is not what volumes and target give exactly; both are kept, ours is shown",
    );
    note(
        performance_differs(result, performance),
        "performance_differs_from_volumes",
        Severity::Warning,
        "the stated performance is not the volume meeting the target divided by the total; the volumes count",
    );
    note(
        result.target.is_none(),
        "target_missing",
        Severity::Info,
        "no target is stated, so that it can be neither met nor missed",
    );
    note(
        result.target.is_some_and(|target| target.millionths() == 0),
        "target_zero",
        Severity::Info,
        "the target is 0, which every result meets; it was kept, and nothing is claimed",
    );
    let name = one_line(&row.source.service_name_en);
    note(
        name.chars().count() > Name::LONGEST,
        "service_name_shortened",
        Severity::Info,
        "the name of the service is longer than the directory holds; open data keeps all of it",
    );
}

/// Whether the stated outcome is not the computed one. Impossible volumes have a rule of their own.
fn contradicts(result: &StandardResult) -> bool {
    let claim = result.claim(0);
    claim != Claim::Contradictory && result.stated.is_some_and(|stated| stated != claim.outcome())
}

/// Whether the stated performance is further from the computed one than rounding to four decimals explains.
fn performance_differs(result: &StandardResult, stated: &str) -> bool {
    match (result.performance(), stated) {
        (computed, "") => computed.is_some(),
        (None, _) => true,
        (Some(computed), stated) => {
            #[expect(clippy::cast_precision_loss, reason = "compared to four decimals only")]
            let computed = computed as f64 / 10_000.0;
            !stated.parse().is_ok_and(|stated: f64| (stated - computed).abs() <= 0.0001 + 1e-9)
        }
    }
}
