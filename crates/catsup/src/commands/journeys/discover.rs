//! `catsup journeys discover`: what is in a log.

use catsup_app::journey_files::{ComparisonReport, DiscoverQuestion, DiscoveryReport};
use clap::Args;

use super::source::{Source, noticed};
use super::values::{Named, duration, p_value};
use crate::output::{self, Failure};

/// Tell what is in a log: counts, the graph of what follows what with mean, median and 90th percentile of the time
/// between, starts, ends, variants, durations, rework and where cases end.
#[derive(Debug, Args)]
pub struct Discover {
    #[command(flatten)]
    source: Source,
    /// How many of the most frequent variants to tell.
    #[arg(long, value_name = "N", default_value_t = 10)]
    top: usize,
    /// Keep the most frequent activities that hold this share of events.
    #[arg(long, value_name = "SHARE", default_value_t = 1.0)]
    activity_share: f64,
    /// Keep the most frequent paths that hold this share of steps.
    #[arg(long, value_name = "SHARE", default_value_t = 1.0)]
    path_share: f64,
    /// An activity that completes a journey: a case that has it did not drop off; may be given again.
    #[arg(long, value_name = "ACTIVITY")]
    goal: Vec<String>,
    /// A step of a funnel; give one for each step, in order.
    #[arg(long, value_name = "ACTIVITY")]
    step: Vec<String>,
    /// Two activities whose time between is told in full.
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"])]
    between: Vec<String>,
    /// Tell also which activity comes some time after which.
    #[arg(long)]
    eventually: bool,
    /// Compare the cases that have this value with the rest.
    #[arg(long, value_name = "COLUMN=VALUE")]
    compare: Option<Named>,
    /// Confidence of intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
}

impl Discover {
    pub(super) fn run(self) -> Result<(), Failure> {
        let compared: Vec<&str> = self.compare.iter().map(|named| named.name.as_str()).collect();
        let file = self.source.open(Some(&compared))?;
        let question = DiscoverQuestion {
            top: self.top,
            activity_share: self.activity_share,
            path_share: self.path_share,
            goals: self.goal,
            funnel: self.step,
            between: <[String; 2]>::try_from(self.between).ok().map(|[from, to]| (from, to)),
            eventually: self.eventually,
            compare: self.compare.clone().map(|named| (named.name, named.value)),
            confidence: self.confidence,
        };
        let report = file.discover(&question)?;
        if self.source.json {
            return output::json(&report);
        }
        print(&report);
        Ok(())
    }
}

/// How many rows of a list a person reads.
const SHOWN: usize = 25;

fn print(report: &DiscoveryReport) {
    output::line(format_args!(
        "{} events of {} cases, {} activities, {} variants",
        report.events, report.cases, report.activities, report.variant_count
    ));
    if let Some((first, last)) = report.first_event.zip(report.last_event) {
        output::line(format_args!("from {first} to {last}"));
    }
    if let Some(took) = &report.case_duration_seconds {
        output::line(format_args!(
            "A case takes {} at the median, {} on average; nine in ten take at most {}.",
            duration(took.median),
            duration(took.mean),
            duration(took.p90)
        ));
    }
    let counted = |heading: &str, counts: &[(String, u64)], unit: &str| {
        output::line("");
        let rows: Vec<Vec<String>> =
            counts.iter().take(SHOWN).map(|(name, count)| vec![name.clone(), count.to_string()]).collect();
        output::table(&[heading, unit], &rows);
        more(counts.len());
    };
    output::line("");
    let rows: Vec<Vec<String>> = report
        .directly_follows
        .iter()
        .take(SHOWN)
        .map(|edge| {
            vec![
                format!("{} → {}", edge.from, edge.to),
                edge.count.to_string(),
                duration(edge.mean_seconds),
                duration(edge.median_seconds),
                duration(edge.p90_seconds),
            ]
        })
        .collect();
    output::table(&["followed directly by", "times", "mean", "median", "p90"], &rows);
    more(report.directly_follows.len());
    if let Some(simple) = &report.simplified {
        output::line(format_args!(
            "Simplified: {} activities and {} paths are hidden; shown are {:.1} % of events and {:.1} % of steps.",
            simple.hidden_activities,
            simple.hidden_paths,
            100.0 * simple.shown_events,
            100.0 * simple.shown_steps
        ));
    }
    counted("starts with", &report.start_activities.0, "cases");
    counted("ends with", &report.end_activities.0, "cases");
    if let Some(channels) = &report.events_by_channel {
        counted("channel", &channels.0, "events");
    }
    let repeated: Vec<Vec<String>> = report
        .rework
        .iter()
        .filter(|one| one.repeats > 0)
        .take(SHOWN)
        .map(|one| {
            let share = format!("{:.1} % of {}", 100.0 * one.cases.share, one.cases.n);
            vec![
                one.activity.clone(),
                one.repeats.to_string(),
                one.at_once.to_string(),
                one.loops.to_string(),
                share,
            ]
        })
        .collect();
    if !repeated.is_empty() {
        output::line("");
        output::table(&["done again", "times", "at once", "later", "cases"], &repeated);
    }
    extras(report);
    output::line("");
    noticed(&report.reading);
}

fn more(rows: usize) {
    if rows > SHOWN {
        output::line(format_args!("… and {} more; --json lists them all", rows - SHOWN));
    }
}

fn extras(report: &DiscoveryReport) {
    if let Some(steps) = &report.funnel {
        output::line("");
        let rows: Vec<Vec<String>> = steps
            .iter()
            .map(|step| {
                let share = step
                    .of_previous
                    .map_or_else(|| "–".to_owned(), |share| format!("{:.1} %", 100.0 * share.share));
                let wait = step.from_previous.map_or_else(|| "–".to_owned(), |wait| duration(wait.median));
                vec![step.activity.clone(), step.reached.to_string(), step.dropped.to_string(), share, wait]
            })
            .collect();
        output::table(&["step", "reached", "lost", "of the step before", "median time"], &rows);
    }
    if let Some(found) = &report.time_between {
        output::line("");
        match found {
            None => output::line("The second of the two never follows the first directly."),
            Some(spectrum) => {
                let rows: Vec<Vec<String>> = spectrum
                    .histogram
                    .iter()
                    .map(|bin| {
                        let below = bin
                            .below_seconds
                            .map_or_else(String::new, |below| format!(" to {}", duration(below)));
                        vec![format!("{}{below}", duration(bin.from_seconds)), bin.count.to_string()]
                    })
                    .collect();
                output::table(&["time between", "times"], &rows);
            }
        }
    }
    if let Some(pairs) = &report.eventually_follows {
        output::line("");
        let rows: Vec<Vec<String>> = pairs
            .iter()
            .take(SHOWN)
            .map(|pair| {
                let share = format!("{:.1} %", 100.0 * pair.share);
                vec![
                    format!("{} … {}", pair.from, pair.to),
                    pair.count.to_string(),
                    share,
                    duration(pair.median_seconds),
                ]
            })
            .collect();
        output::table(&["followed some time by", "times", "share", "median"], &rows);
        more(pairs.len());
    }
    if let Some(comparison) = &report.comparison {
        compared(comparison);
    }
}

fn compared(comparison: &ComparisonReport) {
    let differences = &comparison.differences;
    output::line("");
    output::line(format_args!(
        "{} = {}: {} cases, median {}; the rest: {} cases, median {} (longer in {:.0} % of pairs, p {})",
        comparison.attribute,
        comparison.value,
        differences.cases[0],
        duration(differences.durations[0].median),
        differences.cases[1],
        duration(differences.durations[1].median),
        100.0 * differences.longer.superiority,
        p_value(differences.longer.p_value)
    ));
    let rows: Vec<Vec<String>> = differences
        .activities
        .iter()
        .take(SHOWN)
        .map(|one| {
            let share = |share: f64| format!("{:.1} %", 100.0 * share);
            vec![
                one.activity.clone(),
                share(one.shares.first.share),
                share(one.shares.second.share),
                format!(
                    "{:+.1} to {:+.1} points",
                    100.0 * one.shares.interval.low,
                    100.0 * one.shares.interval.high
                ),
                p_value(one.adjusted_p_value),
            ]
        })
        .collect();
    output::table(&["cases with", "here", "rest", "difference", "adjusted p"], &rows);
}
