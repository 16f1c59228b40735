//! `catsup journeys next`: what people come back for.

use catsup_app::journey_files::{NextQuestion, NextReport};
use clap::Args;

use super::source::{Source, noticed};
use super::values::{Length, duration, p_value};
use crate::output::{self, Failure};

/// Tell for each reason what people come back for next within a window: how likely, how much likelier than behind any
/// contact, how soon, on what evidence.
///
/// People are the cases of the file, or the values of --customer. Contacts near the end of the file, whose window it
/// does not cover, are left out and counted.
#[derive(Debug, Args)]
pub struct Next {
    #[command(flatten)]
    source: Source,
    /// How long after a contact the next one counts.
    #[arg(long, value_name = "LENGTH", default_value = "7d")]
    window: Length,
    /// Reasons with fewer contacts are neither tested nor told.
    #[arg(long, value_name = "N", default_value_t = 30)]
    minimum_contacts: u64,
    /// Pairs met fewer times are not told.
    #[arg(long, value_name = "N", default_value_t = 5)]
    minimum_support: u64,
    /// Confidence of intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
}

impl Next {
    pub(super) fn run(self) -> Result<(), Failure> {
        let question = NextQuestion {
            window_micros: self.window.micros,
            minimum_contacts: self.minimum_contacts,
            minimum_support: self.minimum_support,
            confidence: self.confidence,
        };
        let report = self.source.open(Some(&[]))?.next(&question)?;
        if self.source.json {
            return output::json(&report);
        }
        print(&report);
        Ok(())
    }
}

fn print(report: &NextReport) {
    let found = &report.found;
    output::line(format_args!(
        "{} contacts could be followed for {}; {} of them were followed by another. {} more, near the end of the file, \
         could not and are left out.",
        found.contacts,
        duration(found.window_seconds),
        found.followed,
        found.censored
    ));
    if report.without_customer > 0 {
        output::line(format_args!("{} events name no customer and are left out.", report.without_customer));
    }
    output::line("");
    let rows: Vec<Vec<String>> = found
        .pairs
        .iter()
        .map(|pair| {
            let share = &pair.probability;
            vec![
                format!("{} → {}", pair.reason, pair.next),
                format!("{:.1} %", 100.0 * share.share),
                format!("{:.1} to {:.1} %", 100.0 * share.interval.low, 100.0 * share.interval.high),
                format!("{:.1} ×", pair.lift),
                duration(pair.median_delay_seconds),
                format!("{} of {}", share.successes, share.n),
                format!("{}{}", p_value(pair.adjusted_p_value), if pair.rough { " (rough)" } else { "" }),
            ]
        })
        .collect();
    output::table(
        &["reason → next", "probability", "interval", "lift", "median delay", "support", "adjusted p"],
        &rows,
    );
    output::line("");
    output::line(format_args!(
        "p values are adjusted over all {} pairs tested (Benjamini–Hochberg); a lift that chance explains is no finding.",
        found.tested_pairs
    ));
    noticed(&report.reading);
}
