//! A question's results as the page shows them: a sentence, a chart, the same numbers as a table.

use catsup_app::{
    results::{ChoiceShare, DaySummary, NumberSummary, Outcome, QuestionResult},
    scorecards::{Figure, NetPromoter, Share, Summary},
};
use catsup_model::Scale;

use crate::{
    charts::{DivergingBar, DivergingRow, Estimate, IntervalDots, IntervalRow, Markup, Range, Reading, Unit},
    i18n::Translator,
    pages::desk::scorecard::{reading, unit},
};

/// One question on the page.
#[derive(Debug)]
pub(crate) struct QuestionView {
    pub(crate) id: String,
    pub(crate) key: String,
    /// Its number and its text.
    pub(crate) number: String,
    pub(crate) text: String,
    pub(crate) own: bool,
    /// Which versions asked it so, where others asked otherwise.
    pub(crate) versions: String,
    /// Of how many it was asked, and how many answered.
    pub(crate) base: String,
    /// The figure in a sentence, where the chart says none.
    pub(crate) said: String,
    pub(crate) chart: Option<Markup>,
    pub(crate) table: Option<Table>,
    /// Whether too few answered for anything to be shown.
    pub(crate) too_few: bool,
    /// Whether people wrote: the list is a page of its own.
    pub(crate) words: bool,
}

/// A table of numbers.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) head: Vec<String>,
    pub(crate) rows: Vec<(String, Vec<String>)>,
}

impl QuestionView {
    pub(crate) fn of(t: Translator, result: &QuestionResult, smallest: u64, place: usize) -> Self {
        let (chart, table) = drawn(t, result, smallest);
        let words = matches!(result.outcome, Outcome::Words);
        let versions: Vec<String> = result.versions.iter().map(ToString::to_string).collect();
        // How many answered is itself a small group when it is small.
        let base = if result.answered > 0 && result.answered < smallest {
            t.say("results-base-few").arg("smallest", smallest)
        } else {
            t.say("results-base").arg("asked", result.asked).arg("answered", result.answered)
        };
        Self {
            id: format!("question-{place}"),
            key: result.key.clone(),
            number: result.number.map(|number| number.to_string()).unwrap_or_default(),
            text: t.pick(&result.text).to_owned(),
            own: result.own,
            versions: if result.apart {
                t.say("results-versions")
                    .arg("n", versions.len())
                    .arg("versions", versions.join(", "))
                    .to_string()
            } else {
                String::new()
            },
            base: base.to_string(),
            said: said(t, &result.outcome),
            too_few: chart.is_none() && !words,
            words: words && result.answered > 0,
            chart,
            table,
        }
    }
}

/// The mean, the score or the middle, which the parts of a chart do not show.
fn said(t: Translator, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Scale { scale: Scale::Likelihood11, figure } => {
            let nps = figure.shown().and_then(|summary| summary.nps.as_ref());
            let score = |nps: &NetPromoter| {
                t.say("results-said-nps")
                    .arg("score", Unit::NetPromoter.format(&t, nps.score))
                    .arg("interval", interval(t, Unit::NetPromoter, nps.low, nps.high))
                    .to_string()
            };
            nps.map(score).unwrap_or_default()
        }
        Outcome::Number { summary: Some(summary) } => t
            .say("results-said-number")
            .arg("mean", mean(t, summary))
            .arg("median", t.decimal(summary.median, 1))
            .arg("low", t.decimal(summary.lower_quartile, 1))
            .arg("high", t.decimal(summary.upper_quartile, 1))
            .to_string(),
        Outcome::Date { summary: Some(summary) } => {
            t.say("results-said-days").arg("median", t.date(summary.median).to_string()).to_string()
        }
        _ => String::new(),
    }
}

/// The mean with its interval, where it has one.
fn mean(t: Translator, summary: &NumberSummary) -> String {
    let mean = t.decimal(summary.mean, 1);
    let with = |(low, high)| {
        let said = t.say("results-mean-of").arg("mean", &mean);
        said.arg("low", t.decimal(low, 1)).arg("high", t.decimal(high, 1)).to_string()
    };
    summary.interval.map_or_else(|| mean.clone(), with)
}

fn drawn(t: Translator, result: &QuestionResult, smallest: u64) -> (Option<Markup>, Option<Table>) {
    match &result.outcome {
        Outcome::Scale { scale, figure } => {
            on_scale(t, *scale, &[(t.say("results-all").to_string(), figure)], smallest)
        }
        Outcome::Grid { scale, rows } => {
            let rows: Vec<(String, &Figure)> =
                rows.iter().map(|row| (t.pick(&row.text).to_owned(), &row.figure)).collect();
            on_scale(t, *scale, &rows, smallest)
        }
        Outcome::Choices { multiple, choices: Some(choices) } => of_choices(t, *multiple, choices, smallest),
        Outcome::Number { summary: Some(summary) } => of_numbers(t, summary),
        Outcome::Date { summary: Some(summary) } => of_days(t, summary),
        Outcome::Choices { choices: None, .. }
        | Outcome::Number { summary: None }
        | Outcome::Date { summary: None }
        | Outcome::Words => (None, None),
    }
}

fn on_scale(
    t: Translator,
    scale: Scale,
    rows: &[(String, &Figure)],
    smallest: u64,
) -> (Option<Markup>, Option<Table>) {
    if rows.iter().all(|(_, figure)| figure.shown().is_none()) {
        return (None, None);
    }
    let mut bars = DivergingBar::new(&t, "", scale);
    let grouped = scale == Scale::Likelihood11;
    if grouped {
        bars.levels =
            ["detractors", "passives", "promoters"].map(|group| t.name("nps", group).to_string()).into();
    }
    bars.rows = rows
        .iter()
        .map(|(label, figure)| DivergingRow {
            label: label.clone(),
            counts: figure.shown().map(|one| levels(one, grouped)),
        })
        .collect();
    let mut head = vec![t.say("results-answers-of").to_string(), "n".to_owned()];
    head.extend([t.say("results-figure").to_string(), t.say("results-interval").to_string()]);
    head.extend(t.answers(scale));
    let too_few = t.say("figure-too-few").arg("smallest", smallest).to_string();
    let row = |(label, figure): &(String, &Figure)| {
        let (unit, reading) = (unit(scale), reading(scale, figure, smallest));
        let cells = match (reading.estimate(), figure.shown()) {
            (Some(estimate), Some(summary)) => {
                let mut cells = vec![t.number(estimate.n), unit.format(&t, estimate.value)];
                cells.push(interval(t, unit, estimate.low, estimate.high));
                cells.extend(summary.counts.iter().map(|count| {
                    format!(
                        "{} ({})",
                        t.number(*count),
                        t.percent(*count as f64 / summary.n.max(1) as f64, 0)
                    )
                }));
                cells
            }
            _ => vec![too_few.clone()],
        };
        (label.clone(), cells)
    };
    let rows = rows.iter().map(row).collect();
    (Some(bars.html(&t)), Some(Table { head, rows }))
}

fn levels(summary: &Summary, grouped: bool) -> Vec<u64> {
    match summary.counts.as_slice() {
        ratings if grouped && ratings.len() == 11 => {
            vec![ratings[..7].iter().sum(), ratings[7..9].iter().sum(), ratings[9..].iter().sum()]
        }
        counts => counts.to_vec(),
    }
}

fn interval(t: Translator, unit: Unit, low: f64, high: f64) -> String {
    t.say("results-from-to").arg("low", unit.format(&t, low)).arg("high", unit.format(&t, high)).to_string()
}

/// Shares side by side, each with its interval: of the choices, or of the bars of a histogram.
fn shares(
    t: Translator,
    what: &str,
    rows: &[(String, u64, u64, Option<Share>)],
    smallest: u64,
) -> (Option<Markup>, Option<Table>) {
    let reading = |of: u64, share: &Option<Share>| match share {
        Some(share) if of >= smallest => {
            Reading::Known(Estimate { value: share.share, low: share.low, high: share.high, n: of })
        }
        Some(_) => Reading::TooFew { smallest },
        None => Reading::Nothing,
    };
    let dots = IntervalDots {
        title: String::new(),
        unit: Unit::Share,
        range: Range::Whole,
        reference: None,
        rows: rows
            .iter()
            .map(|(label, _, of, share)| IntervalRow {
                label: label.clone(),
                reading: reading(*of, share),
                note: String::new(),
            })
            .collect(),
    };
    let head = ["results-count", "results-of", "results-share", "results-interval"];
    let mut named = vec![what.to_owned()];
    named.extend(head.map(|key| t.say(key).to_string()));
    let row = |(label, n, of, share): &(String, u64, u64, Option<Share>)| {
        let cells = match share {
            Some(share) if *of >= smallest => vec![
                t.number(*n),
                t.number(*of),
                t.percent(share.share, 1),
                interval(t, Unit::Share, share.low, share.high),
            ],
            _ => vec![t.say("figure-too-few").arg("smallest", smallest).to_string()],
        };
        (label.clone(), cells)
    };
    let table = Table { head: named, rows: rows.iter().map(row).collect() };
    (Some(dots.html(&t)), Some(table))
}

fn of_choices(
    t: Translator,
    multiple: bool,
    choices: &[ChoiceShare],
    smallest: u64,
) -> (Option<Markup>, Option<Table>) {
    let rows: Vec<_> = choices
        .iter()
        .map(|choice| (t.pick(&choice.text).to_owned(), choice.taken, choice.of, choice.share))
        .collect();
    let what = if multiple { "results-choice-any" } else { "results-choice" };
    shares(t, &t.say(what).to_string(), &rows, smallest)
}

fn of_numbers(t: Translator, summary: &NumberSummary) -> (Option<Markup>, Option<Table>) {
    let bar = |bar: &catsup_app::results::NumberBar| {
        let label = if bar.low == bar.high {
            t.number(bar.low)
        } else {
            t.say("results-from-to").arg("low", bar.low).arg("high", bar.high).to_string()
        };
        (label, bar.n, summary.n, share(bar.n, summary.n))
    };
    let rows: Vec<_> = summary.bars.iter().map(bar).collect();
    let (chart, table) = shares(t, &t.say("results-number").to_string(), &rows, 0);
    let mut table = table.unwrap_or(Table { head: Vec::new(), rows: Vec::new() });
    let places = 1;
    let facts = [
        ("results-mean", mean(t, summary)),
        ("results-median", t.decimal(summary.median, places)),
        (
            "results-quartiles",
            t.say("results-from-to")
                .arg("low", t.decimal(summary.lower_quartile, places))
                .arg("high", t.decimal(summary.upper_quartile, places))
                .to_string(),
        ),
        (
            "results-range",
            t.say("results-from-to").arg("low", summary.lowest).arg("high", summary.highest).to_string(),
        ),
    ];
    let facts = facts.into_iter().map(|(key, value)| (t.say(key).to_string(), vec![value]));
    table.rows.splice(0..0, facts.collect::<Vec<_>>());
    (chart, Some(table))
}

fn of_days(t: Translator, summary: &DaySummary) -> (Option<Markup>, Option<Table>) {
    let month = |(month, n): &(jiff::civil::Date, u64)| {
        (t.month(*month).to_string(), *n, summary.n, share(*n, summary.n))
    };
    let rows: Vec<_> = summary.months.iter().map(month).collect();
    let (chart, table) = shares(t, &t.say("results-month").to_string(), &rows, 0);
    let mut table = table.unwrap_or(Table { head: Vec::new(), rows: Vec::new() });
    let days = [
        ("results-first-day", summary.first),
        ("results-median", summary.median),
        ("results-last-day", summary.last),
    ];
    let days = days.map(|(key, day)| (t.say(key).to_string(), vec![t.date(day).to_string()]));
    table.rows.splice(0..0, days);
    (chart, Some(table))
}

fn share(part: u64, whole: u64) -> Option<Share> {
    Share::of(i64::try_from(part).ok()?, i64::try_from(whole).ok()?)
}
