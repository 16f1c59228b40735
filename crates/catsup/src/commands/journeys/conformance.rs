//! `catsup journeys conformance`: observed journeys beside a designed one.

use std::path::PathBuf;

use catsup_app::journey_files::{ConformanceReport, Departure, DesignFile, Model, Need};
use clap::Args;

use super::source::{Source, noticed};
use crate::output::{self, Failure};

/// Hold observed journeys against a designed one: which steps are done, skipped or out of order, what is unexpected.
///
/// A designed journey is a TOML or JSON file of steps, each `[[step]]` with `activity`, and `optional = true` or
/// `repeatable = true` where they apply.
#[derive(Debug, Args)]
pub struct ConformanceCommand {
    #[command(flatten)]
    source: Source,
    /// The designed journey.
    #[arg(
        long,
        value_name = "FILE",
        required_unless_present = "model_variant",
        conflicts_with = "model_variant"
    )]
    model: Option<PathBuf>,
    /// Take a variant of the log as the design, 1 for the most frequent.
    #[arg(long, value_name = "N")]
    model_variant: Option<usize>,
    /// Confidence of intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
}

impl ConformanceCommand {
    pub(super) fn run(self) -> Result<(), Failure> {
        let model = match (&self.model, self.model_variant) {
            (Some(path), _) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
                Model::Designed(DesignFile::read(&text)?)
            }
            (None, number) => Model::Variant(number.unwrap_or(1)),
        };
        let report = self.source.open(Some(&[]))?.conformance(&model, self.confidence)?;
        if self.source.json {
            return output::json(&report);
        }
        print(&report);
        Ok(())
    }
}

fn print(report: &ConformanceReport) {
    let found = &report.found;
    let share = &found.conforming;
    output::line(format_args!(
        "{} of {} cases follow the design without a departure: {:.1} % ({:.1} to {:.1} %)",
        share.successes,
        share.n,
        100.0 * share.share,
        100.0 * share.interval.low,
        100.0 * share.interval.high
    ));
    output::line(format_args!(
        "Fitness {:.4} per case, {:.4} over all moves",
        found.fitness, found.log_fitness
    ));
    output::line("");
    let rows: Vec<Vec<String>> = found
        .steps
        .iter()
        .map(|step| {
            let need = if step.need == Need::Optional { " (optional)" } else { "" };
            vec![
                format!("{}{need}", step.activity),
                step.done.to_string(),
                step.skipped.to_string(),
                step.out_of_order.to_string(),
                step.not_needed.to_string(),
                step.repeated_events.to_string(),
            ]
        })
        .collect();
    output::table(&["step", "done", "skipped", "out of order", "not needed", "repeats"], &rows);
    if !found.unexpected.is_empty() {
        output::line("");
        let rows: Vec<Vec<String>> = found
            .unexpected
            .iter()
            .map(|one| vec![one.activity.clone(), one.events.to_string(), one.cases.to_string()])
            .collect();
        output::table(&["not in the design", "events", "cases"], &rows);
    }
    for variant in found.variants.iter().filter(|variant| variant.cost > 0).take(5) {
        output::line("");
        let moves: Vec<String> = variant
            .moves
            .iter()
            .filter(|one| one.kind != Departure::NotNeeded)
            .map(|one| match one.kind {
                Departure::Skipped => format!("[skipped: {}]", one.activity),
                Departure::OutOfOrder => format!("[out of order: {}]", one.activity),
                Departure::Repeated => format!("[again: {}]", one.activity),
                Departure::Unexpected => format!("[unexpected: {}]", one.activity),
                Departure::Done | Departure::NotNeeded => one.activity.clone(),
            })
            .collect();
        output::line(format_args!(
            "{} cases, fitness {:.3}: {}",
            variant.cases,
            variant.fitness,
            moves.join(" → ")
        ));
    }
    output::line("");
    noticed(&report.reading);
}
