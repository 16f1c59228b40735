//! What moves an outcome, in charts, tables and words: the same for responses and for a file.

use catsup_app::drivers::{DriverReport, LogisticReport, Priority};

use super::problem::Problem;
use crate::{
    charts::{Estimate, ImportanceMap, IntervalDots, IntervalRow, MapPoint, Range, Reading, Unit},
    i18n::Translator,
};

/// Variance inflation above this makes coefficients hard to tell apart (O'Brien, 2007, on the usual rule of five).
const INFLATED: f64 = 5.0;

/// The drivers of one outcome.
#[derive(Debug)]
pub(super) struct DriversView {
    pub outcome: String,
    pub n: u64,
    pub left_out: u64,
    pub verdict: String,
    pub explained: String,
    pub importance: IntervalDots,
    pub resampled: Option<String>,
    pub map: ImportanceMap,
    pub rows: Vec<DriverRow>,
    /// Names of the drivers that cannot be told from chance.
    pub unclear: String,
    /// Names of the drivers that others nearly determine.
    pub inflated: String,
    pub intercept: String,
    pub scale: (String, String),
    pub logistic: Option<LogisticView>,
    pub logistic_refused: Option<Problem>,
}

/// One driver, every number in words.
#[derive(Debug)]
pub(super) struct DriverRow {
    pub name: String,
    pub clear: bool,
    pub johnson: String,
    pub johnson_interval: String,
    pub shapley: String,
    pub shapley_interval: String,
    pub performance: String,
    pub mean: String,
    pub priority: String,
    pub coefficient: String,
    pub coefficient_interval: String,
    pub standardised: String,
    pub p: String,
    pub vif: String,
    pub correlation: String,
    pub what_if: String,
}

/// The logistic regression of an outcome of 0 and 1.
#[derive(Debug)]
pub(super) struct LogisticView {
    pub events: u64,
    pub rows: Vec<[String; 5]>,
}

impl DriversView {
    /// Of a report, with names as people read them.
    pub fn new(t: Translator, report: &DriverReport, named: impl Fn(&str) -> String) -> Self {
        let names: Vec<String> = report.names.iter().map(|name| named(name)).collect();
        let outcome = named(report.outcome());
        let rows = rows(t, report, &names, &outcome);
        let of = |chosen: &dyn Fn(usize) -> bool| {
            let names = names.iter().enumerate().filter(|(place, _)| chosen(*place));
            names.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
        };
        Self {
            verdict: verdict(t, report, &names, &outcome),
            explained: t
                .say("drivers-explained")
                .arg("share", t.percent(report.ols.r2, 0))
                .arg("outcome", &outcome)
                .arg("adjusted", t.percent(report.ols.adj_r2.max(0.0), 0))
                .to_string(),
            importance: importance(t, report, &names, &outcome),
            resampled: report.bootstrap.as_ref().map(|bootstrap| {
                t.say("drivers-resampled")
                    .arg("resamples", bootstrap.resamples)
                    .arg("failed", bootstrap.failed)
                    .to_string()
            }),
            map: map(t, report, &names, &outcome),
            unclear: of(&|place| !report.significant[place]),
            inflated: of(&|place| report.vif[place] > INFLATED),
            intercept: t.decimal(report.ols.intercept, 3),
            scale: (short(t, report.scale[0]), short(t, report.scale[1])),
            logistic: report.logistic.as_ref().map(|logistic| LogisticView::new(t, logistic, &names)),
            logistic_refused: report.logistic_reason.as_ref().map(|reason| Problem::of(t, reason)),
            n: report.n,
            left_out: report.rows_left_out,
            outcome,
            rows,
        }
    }
}

impl LogisticView {
    fn new(t: Translator, logistic: &LogisticReport, names: &[String]) -> Self {
        let row = |(name, term): (&String, &catsup_app::drivers::LogisticTerm)| {
            [
                name.clone(),
                t.decimal(term.odds_ratio, 2),
                interval(t, term.odds_ratio_low, term.odds_ratio_high, 2),
                p_value(t, term.p),
                t.signed(term.average_effect * 100.0, 1),
            ]
        };
        Self { events: logistic.events, rows: names.iter().zip(&logistic.terms).map(row).collect() }
    }
}

/// A p value as it is read: never 0.
pub(super) fn p_value(t: Translator, p: f64) -> String {
    if p < 0.001 { format!("< {}", t.decimal(0.001, 3)) } else { t.decimal(p, 3) }
}

/// Both ends of an interval.
pub(super) fn interval(t: Translator, low: f64, high: f64, places: usize) -> String {
    t.say("scorecard-interval")
        .arg("low", t.decimal(low, places))
        .arg("high", t.decimal(high, places))
        .to_string()
}

/// A number of the reader's own, with as many places as it has, two at most.
pub(super) fn short(t: Translator, value: f64) -> String {
    let places = if value.fract().abs() < 1e-9 {
        0
    } else if (value * 10.0).fract().abs() < 1e-9 {
        1
    } else {
        2
    };
    t.decimal(value, places)
}

fn rows(t: Translator, report: &DriverReport, names: &[String], outcome: &str) -> Vec<DriverRow> {
    let shares = |low: f64, high: f64| {
        let percent = |share: f64| t.percent(share.max(0.0), 1);
        t.say("scorecard-interval").arg("low", percent(low)).arg("high", percent(high)).to_string()
    };
    let row = |(place, name): (usize, &String)| {
        let ends = |low: &[f64], high: &[f64]| match (low.get(place), high.get(place)) {
            (Some(low), Some(high)) => shares(*low, *high),
            _ => "–".to_owned(),
        };
        let bootstrap = report.bootstrap.as_ref();
        let rise = &report.what_if[place];
        DriverRow {
            name: name.clone(),
            clear: report.significant[place],
            johnson: t.percent(report.johnson_relative_weights[place], 1),
            johnson_interval: bootstrap
                .map_or_else(|| "–".to_owned(), |one| ends(&one.johnson_low, &one.johnson_high)),
            shapley: report
                .shapley_lmg
                .as_ref()
                .map_or_else(|| "–".to_owned(), |shapley| t.percent(shapley[place], 1)),
            shapley_interval: bootstrap
                .map_or_else(|| "–".to_owned(), |one| ends(&one.shapley_low, &one.shapley_high)),
            performance: t.decimal(report.performance[place], 1),
            mean: t.decimal(report.mean[place], 2),
            priority: t.name("drivers-priority", code(report.priority[place])).to_string(),
            coefficient: t.signed(report.ols.coef[place], 3),
            coefficient_interval: interval(t, report.ols.ci_low[place], report.ols.ci_high[place], 3),
            standardised: t.signed(report.standardised[place], 3),
            p: p_value(t, report.ols.p[place]),
            vif: t.decimal(report.vif[place], 2),
            correlation: t.signed(report.correlation_with_outcome[place], 2),
            what_if: t
                .say(if report.significant[place] {
                    "drivers-what-if-row"
                } else {
                    "drivers-what-if-unclear"
                })
                .arg("driver", name)
                .arg("rise", short(t, rise.rise))
                .arg("outcome", outcome)
                .arg("change", t.signed(rise.change, 2))
                .arg("low", t.signed(rise.low, 2))
                .arg("high", t.signed(rise.high, 2))
                .to_string(),
        }
    };
    names.iter().enumerate().map(row).collect()
}

fn code(priority: Priority) -> &'static str {
    match priority {
        Priority::Improve => "improve",
        Priority::Keep => "keep",
        Priority::Later => "later",
        Priority::Enough => "enough",
    }
}

/// What the analysis says, in a sentence: the driver that matters most among those that can be told.
fn verdict(t: Translator, report: &DriverReport, names: &[String], outcome: &str) -> String {
    let clear = (0..names.len()).filter(|place| report.significant[*place]);
    let strongest = clear.max_by(|one, other| {
        report.johnson_relative_weights[*one].total_cmp(&report.johnson_relative_weights[*other])
    });
    match strongest {
        Some(place) => t
            .say("drivers-verdict")
            .arg("driver", &names[place])
            .arg("outcome", outcome)
            .arg("share", t.percent(report.johnson_percent[place] / 100.0, 0))
            .to_string(),
        None => t.say("drivers-verdict-none").arg("outcome", outcome).arg("n", report.n).to_string(),
    }
}

fn importance(t: Translator, report: &DriverReport, names: &[String], outcome: &str) -> IntervalDots {
    let mut order: Vec<usize> = (0..names.len()).collect();
    let weights = &report.johnson_relative_weights;
    order.sort_by(|one, other| weights[*other].total_cmp(&weights[*one]));
    let rows = order.into_iter().map(|place| {
        let ends = report
            .bootstrap
            .as_ref()
            .and_then(|one| Some((*one.johnson_low.get(place)?, *one.johnson_high.get(place)?)));
        let (low, high) = ends.unwrap_or((weights[place], weights[place]));
        let clear = report.significant[place];
        IntervalRow {
            label: names[place].clone(),
            reading: Reading::Known(Estimate {
                value: weights[place],
                low: low.max(0.0),
                high: high.min(1.0),
                n: report.n,
            }),
            note: if clear { String::new() } else { t.say("drivers-unclear").to_string() },
        }
    });
    IntervalDots {
        title: t.say("drivers-importance-of").arg("outcome", outcome).to_string(),
        unit: Unit::Share,
        range: Range::Near,
        rows: rows.collect(),
        reference: None,
    }
}

fn map(t: Translator, report: &DriverReport, names: &[String], outcome: &str) -> ImportanceMap {
    let among = |priority: Priority| {
        let found = (0..names.len())
            .filter(|place| report.priority[*place] == priority && report.significant[*place]);
        found.map(|place| names[place].as_str()).collect::<Vec<_>>().join(", ")
    };
    let (improve, keep) = (among(Priority::Improve), among(Priority::Keep));
    let mut sentences = Vec::new();
    if !improve.is_empty() {
        sentences.push(t.say("drivers-map-improve").arg("names", improve).to_string());
    }
    if !keep.is_empty() {
        sentences.push(t.say("drivers-map-keep").arg("names", keep).to_string());
    }
    if sentences.is_empty() {
        sentences.push(t.say("drivers-map-nothing").to_string());
    }
    let points = names.iter().enumerate().map(|(place, name)| MapPoint {
        label: name.clone(),
        performance: report.performance[place],
        importance: report.johnson_relative_weights[place],
        importance_said: t.percent(report.johnson_relative_weights[place], 1),
        clear: report.significant[place],
    });
    ImportanceMap {
        title: t.say("drivers-map-of").arg("outcome", outcome).to_string(),
        summary: sentences.join(" "),
        points: points.collect(),
    }
}
