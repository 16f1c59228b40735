//! `catsup drivers`: what moves an outcome in a table of answers, and how sure that is.

use std::{fs::File, path::PathBuf};

use catsup_app::drivers::{self, Block, DriverQuestion, DriverReport, LogisticReport, Priority};
use clap::Args;

use super::model_figures::{Ends, decimals, p_value, percent, range, signed};
use crate::output::{self, Failure};

/// Tell what moves an outcome in a table of answers.
///
/// Regression, relative importance with intervals, what to work on first. Reads CSV, TSV and XLSX. A score of
/// several columns is the mean of them; rows that lack an answer are left out and counted.
///
/// Example: catsup drivers answers.csv --outcome trust --predictors ease=q4 speed=q5 help=q6,q7
#[derive(Debug, Args)]
pub struct Drivers {
    /// The table of answers, one row per response.
    file: PathBuf,
    /// The outcome: a column, or several whose mean it is, with a name before = if you like.
    #[arg(long, value_name = "[NAME=]COL[,COL…]")]
    outcome: Block,
    /// Possible drivers: NAME=COL,COL for the mean of several columns; plain columns stand for themselves.
    #[arg(long, value_name = "NAME=COL,COL", num_args = 1.., required = true)]
    predictors: Vec<Predictors>,
    /// Confidence of every interval.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Resamples for the intervals of importance; 0 for none.
    #[arg(long, value_name = "N", default_value_t = 1_000)]
    bootstrap: usize,
    /// Seed of the resamples.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Rise of a driver that “what if” speaks of, in units of its scale.
    #[arg(long, default_value_t = 1.0, allow_negative_numbers = true)]
    rise: f64,
    /// Ends of the answer scale, such as 1,5; the lowest and highest answer seen when absent.
    #[arg(long, value_name = "LOW,HIGH")]
    scale: Option<Ends>,
    /// Sheet of a workbook; the first one when absent.
    #[arg(long)]
    sheet: Option<String>,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// One argument of `--predictors`.
#[derive(Debug, Clone)]
struct Predictors(Vec<Block>);

impl std::str::FromStr for Predictors {
    type Err = <Block as std::str::FromStr>::Err;

    /// A named block is one predictor; without a name every column is one.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = if text.contains('=') { vec![text] } else { text.split(',').collect() };
        parts.into_iter().map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl Drivers {
    pub(super) fn run(self) -> Result<(), Failure> {
        let file = File::open(&self.file)
            .map_err(|error| format!("{} cannot be read: {error}", self.file.display()))?;
        let predictors = self.predictors.into_iter().flat_map(|one| one.0).collect();
        let question = DriverQuestion {
            confidence: self.confidence,
            resamples: self.bootstrap,
            seed: self.seed,
            rise: self.rise,
            scale: self.scale.map(|ends| (ends.low, ends.high)),
            ..DriverQuestion::new(self.outcome, predictors)
        };
        let report = drivers::analyse_table(file, self.sheet.as_deref(), &question)?;
        if self.json {
            return output::json(&report);
        }
        print(&report);
        Ok(())
    }
}

fn print(report: &DriverReport) {
    let outcome = report.outcome();
    let level = percent(report.confidence);
    output::line(format_args!(
        "What moves {outcome}: {} responses{}; the drivers explain {} of its variance (adjusted {})",
        report.n,
        left_out(report.rows_left_out),
        percent(report.ols.r2),
        percent(report.ols.adj_r2),
    ));
    output::line("");
    let mut places: Vec<usize> = (0..report.names.len()).collect();
    places
        .sort_by(|&a, &b| report.johnson_relative_weights[b].total_cmp(&report.johnson_relative_weights[a]));
    let rows: Vec<Vec<String>> = places.iter().map(|&place| row(report, place)).collect();
    output::table(
        &[
            "driver",
            "importance",
            &format!("{level} interval"),
            "Shapley",
            "correlation",
            "effect of +1",
            "interval",
            "p",
            "VIF",
            "performance",
            "",
        ],
        &rows,
    );
    output::line("");
    sentences(report, &places, &level);
    if let Some(logistic) = &report.logistic {
        odds(report, logistic);
    }
    if let Some(reason) = &report.logistic_refused {
        output::line(format_args!("No logistic regression: {reason}."));
    }
}

fn odds(report: &DriverReport, logistic: &LogisticReport) {
    output::line("");
    output::line(format_args!(
        "Odds of {} = 1 ({} of {}), McFadden R² {}",
        report.outcome(),
        logistic.events,
        report.n,
        decimals(logistic.pseudo_r2)
    ));
    let rows = logistic.terms.iter().map(|term| {
        vec![
            term.name.clone(),
            decimals(term.odds_ratio),
            range(term.odds_ratio_low, term.odds_ratio_high),
            p_value(term.p),
            format!("{} points", signed(term.average_effect * 100.0)),
        ]
    });
    output::table(&["driver", "odds × for +1", "interval", "p", "share for +1"], &rows.collect::<Vec<_>>());
}

fn row(report: &DriverReport, place: usize) -> Vec<String> {
    let explained = report.ols.r2;
    let interval = report.bootstrap.as_ref().map_or_else(
        || "–".to_owned(),
        |resampled| {
            let (low, high) = (resampled.johnson_low[place], resampled.johnson_high[place]);
            format!("{} to {}", percent(low / explained), percent(high / explained))
        },
    );
    let shapley =
        report.shapley_lmg.as_ref().map_or_else(|| "–".to_owned(), |all| percent(all[place] / explained));
    let verdict = if report.significant[place] {
        match report.priority[place] {
            Priority::Improve => "work on it first",
            Priority::Keep => "keep it up",
            Priority::Later => "later",
            Priority::Enough => "good enough",
        }
    } else {
        "not significant"
    };
    vec![
        report.names[place].clone(),
        percent(report.johnson_relative_weights[place] / explained),
        interval,
        shapley,
        decimals(report.correlation_with_outcome[place]),
        signed(report.ols.coef[place]),
        range(report.ols.ci_low[place], report.ols.ci_high[place]),
        p_value(report.ols.p[place]),
        format!("{:.1}", report.vif[place]),
        format!("{:.0} of 100", report.performance[place]),
        verdict.to_owned(),
    ]
}

/// What the table says, for whoever reads no tables.
fn sentences(report: &DriverReport, places: &[usize], level: &str) {
    let outcome = report.outcome();
    match places.iter().find(|&&place| report.significant[place]) {
        Some(&first) => {
            let what_if = &report.what_if[first];
            output::line(format_args!(
                "{} moves {outcome} most: a rise of {} goes with {} in {outcome} ({}), the other drivers held.",
                what_if.driver,
                what_if.rise,
                signed(what_if.change),
                range(what_if.low, what_if.high),
            ));
        }
        None => output::line(format_args!("No driver can be told from chance at {level} confidence.")),
    }
    let doubtful: Vec<&str> = places
        .iter()
        .filter(|&&place| !report.significant[place])
        .map(|&place| report.names[place].as_str())
        .collect();
    if !doubtful.is_empty() && doubtful.len() < places.len() {
        output::line(format_args!(
            "Not significant at {level}, so its part may be chance or belong to the others: {}.",
            doubtful.join(", ")
        ));
    }
    if report.vif.iter().any(|&inflation| inflation > 5.0) {
        output::line(
            "Drivers with a VIF above 5 say nearly the same as others: trust their importance, not their effect.",
        );
    }
    output::line(format_args!(
        "Performance is the mean on the scale {} to {}. These are associations, not proof of cause.",
        report.scale[0], report.scale[1]
    ));
}

fn left_out(rows: u64) -> String {
    if rows == 0 { String::new() } else { format!(", {rows} more left out for missing answers") }
}
