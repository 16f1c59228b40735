//! `catsup journeys variants`: the different paths of a log.

use clap::Args;

use super::source::{Source, noticed};
use super::values::duration;
use crate::output::{self, Failure};

/// Tell the different paths of a log, the most frequent first.
#[derive(Debug, Args)]
pub struct VariantsCommand {
    #[command(flatten)]
    source: Source,
    /// How many to tell [default: 10; all with --json].
    #[arg(long, value_name = "N")]
    top: Option<usize>,
}

impl VariantsCommand {
    pub(super) fn run(self) -> Result<(), Failure> {
        let top = self.top.unwrap_or(if self.source.json { usize::MAX } else { 10 });
        let report = self.source.open(Some(&[]))?.variants(top)?;
        if self.source.json {
            return output::json(&report);
        }
        let covering = &report.covering;
        output::line(format_args!(
            "{} variants of {} cases; {} hold half of them, {} hold 80 %, {} hold 95 %",
            report.variant_count,
            report.cases,
            covering.half,
            covering.four_fifths,
            covering.nineteen_twentieths
        ));
        for variant in &report.variants {
            output::line("");
            output::line(format_args!(
                "{}. {} cases ({:.1} %, together {:.1} %), median {}",
                variant.number,
                variant.cases,
                100.0 * variant.share,
                100.0 * variant.coverage,
                duration(variant.duration_seconds.median)
            ));
            output::line(format_args!("   {}", variant.path.join(" → ")));
        }
        output::line("");
        noticed(&report.reading);
        Ok(())
    }
}
