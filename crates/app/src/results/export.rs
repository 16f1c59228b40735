//! Results as a file: one row per question, statement, choice or value.

use catsup_exchange::{Cell, TableFormat, TableWriter};
use catsup_model::Language;
use jiff::Timestamp;

use super::{Outcome, QuestionResult, Results};
use crate::{
    Error,
    scorecards::{Figure, Share},
};

const COLUMNS: [&str; 16] = [
    "question",
    "text",
    "part",
    "part_text",
    "kind",
    "own",
    "versions",
    "asked",
    "answered",
    "statistic",
    "value",
    "n",
    "of",
    "share",
    "low",
    "high",
];

/// Writes results; `written_at` is what a workbook gives as its time. JSON holds them as they are, CSV and XLSX one
/// table: a row per statistic (`count`, `mean`, `nps`, `median`, …). What stands on too few answers is left empty.
///
/// # Errors
/// When the file cannot be written.
pub fn export(results: &Results, format: TableFormat, written_at: Timestamp) -> Result<Vec<u8>, Error> {
    let failed = |source: Box<dyn std::error::Error + Send + Sync>| Error::Internal {
        what: "writing results",
        source,
    };
    if matches!(format, TableFormat::Json | TableFormat::JsonLines) {
        return serde_json::to_vec_pretty(results).map_err(|error| failed(error.into()));
    }
    let mut writer = TableWriter::new(format, Vec::new(), written_at);
    writer.header(&COLUMNS).map_err(|error| failed(error.into()))?;
    for line in results.questions.iter().flat_map(lines) {
        writer.row(&line.cells()).map_err(|error| failed(error.into()))?;
    }
    writer.finish().map_err(|error| failed(error.into()))
}

/// One row of the table.
#[derive(Debug, Clone, Default)]
struct Line {
    question: String,
    text: String,
    part: String,
    part_text: String,
    kind: &'static str,
    own: bool,
    versions: String,
    asked: u64,
    answered: u64,
    statistic: &'static str,
    value: Option<f64>,
    n: Option<u64>,
    of: Option<u64>,
    share: Option<Share>,
    interval: Option<(f64, f64)>,
}

impl Line {
    fn cells(&self) -> Vec<Cell<'_>> {
        let count = |n: u64| Cell::Int(i64::try_from(n).unwrap_or(i64::MAX));
        let float = |number: Option<f64>| number.map_or(Cell::Missing, Cell::Float);
        let interval = self.share.map(|share| (share.low, share.high)).or(self.interval);
        vec![
            Cell::Text(&self.question),
            Cell::Text(&self.text),
            words(&self.part),
            words(&self.part_text),
            Cell::Text(self.kind),
            Cell::Text(if self.own { "yes" } else { "no" }),
            Cell::Text(&self.versions),
            count(self.asked),
            count(self.answered),
            Cell::Text(self.statistic),
            float(self.value),
            self.n.map_or(Cell::Missing, count),
            self.of.map_or(Cell::Missing, count),
            float(self.share.map(|share| share.share)),
            float(interval.map(|(low, _)| low)),
            float(interval.map(|(_, high)| high)),
        ]
    }
}

fn words(text: &str) -> Cell<'_> {
    if text.is_empty() { Cell::Missing } else { Cell::Text(text) }
}

fn lines(question: &QuestionResult) -> Vec<Line> {
    let versions: Vec<String> = question.versions.iter().map(ToString::to_string).collect();
    let base = Line {
        question: question.key.clone(),
        text: question.text.get(Language::En).to_owned(),
        kind: question.kind,
        own: question.own,
        versions: versions.join(" "),
        asked: question.asked,
        answered: question.answered,
        statistic: "answered",
        ..Line::default()
    };
    match &question.outcome {
        Outcome::Scale { figure, .. } => of_figure(&base, figure),
        Outcome::Grid { rows, .. } => {
            let row = |row: &super::RowFigure| {
                let part_text = row.text.get(Language::En).to_owned();
                of_figure(&Line { part: row.key.clone(), part_text, ..base.clone() }, &row.figure)
            };
            rows.iter().flat_map(row).collect()
        }
        Outcome::Choices { choices: Some(choices), .. } => {
            let choice = |choice: &super::ChoiceShare| Line {
                part: choice.key.clone(),
                part_text: choice.text.get(Language::En).to_owned(),
                statistic: "count",
                n: Some(choice.taken),
                of: Some(choice.of),
                share: choice.share,
                ..base.clone()
            };
            choices.iter().map(choice).collect()
        }
        Outcome::Number { summary: Some(summary) } => {
            let statistic =
                |statistic, value| Line { statistic, value: Some(value), n: Some(summary.n), ..base.clone() };
            vec![
                Line { interval: summary.interval, ..statistic("mean", summary.mean) },
                statistic("lowest", summary.lowest as f64),
                statistic("lower_quartile", summary.lower_quartile),
                statistic("median", summary.median),
                statistic("upper_quartile", summary.upper_quartile),
                statistic("highest", summary.highest as f64),
            ]
        }
        Outcome::Date { summary: Some(summary) } => {
            let month = |(month, n): &(jiff::civil::Date, u64)| Line {
                part: month.to_string(),
                statistic: "month",
                n: Some(*n),
                of: Some(summary.n),
                ..base.clone()
            };
            summary.months.iter().map(month).collect()
        }
        Outcome::Choices { choices: None, .. }
        | Outcome::Number { summary: None }
        | Outcome::Date { summary: None }
        | Outcome::Words => vec![base],
    }
}

fn of_figure(base: &Line, figure: &Figure) -> Vec<Line> {
    let Some(summary) = figure.shown() else { return vec![base.clone()] };
    let mean = Line {
        statistic: "mean",
        value: Some(summary.mean),
        n: Some(summary.n),
        interval: Some((summary.low, summary.high)),
        ..base.clone()
    };
    let nps = summary.nps.map(|nps| Line {
        statistic: "nps",
        value: Some(nps.score),
        n: Some(summary.n),
        interval: Some((nps.low, nps.high)),
        ..base.clone()
    });
    let counts = summary.values.iter().zip(&summary.counts).map(|(value, n)| {
        let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        Line {
            statistic: "count",
            value: Some(*value as f64),
            n: Some(*n),
            of: Some(summary.n),
            share: Share::of(signed(*n), signed(summary.n)),
            ..base.clone()
        }
    });
    [mean].into_iter().chain(nps).chain(counts).collect()
}
