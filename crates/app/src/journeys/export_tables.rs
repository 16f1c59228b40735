//! Pictures, variants and what else pages show of journeys as files.

use catsup_exchange::{Cell, ExchangeError, TableFormat, TableWriter};
use catsup_journeys::DurationSummary;
use jiff::Timestamp;
use serde::Serialize;

use super::{Path, Picture, Trails};
use crate::{
    Error,
    scorecards::{Figure, Share},
};

/// Writes a graph. JSON holds it whole; CSV and XLSX a row for each step and each way, told apart by the column `row`.
/// What fewer people than the smallest cell did is in none of them.
///
/// # Errors
/// When the file cannot be written.
pub fn export_picture(
    picture: &Picture,
    format: TableFormat,
    written_at: Timestamp,
) -> Result<Vec<u8>, Error> {
    if let TableFormat::Json | TableFormat::JsonLines = format {
        return document(picture);
    }
    picture_table(picture, format, written_at).map_err(|error| failed(error.into()))
}

/// Writes variants: JSON as they are, CSV and XLSX a row for each.
///
/// # Errors
/// When the file cannot be written.
pub fn export_trails(trails: &Trails, format: TableFormat, written_at: Timestamp) -> Result<Vec<u8>, Error> {
    if let TableFormat::Json | TableFormat::JsonLines = format {
        return document(trails);
    }
    trails_table(trails, format, written_at).map_err(|error| failed(error.into()))
}

fn failed(source: Box<dyn std::error::Error + Send + Sync>) -> Error {
    Error::Internal { what: "writing journeys", source }
}

fn document(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    serde_json::to_vec_pretty(value).map_err(|error| failed(error.into()))
}

fn picture_table(
    picture: &Picture,
    format: TableFormat,
    written_at: Timestamp,
) -> Result<Vec<u8>, ExchangeError> {
    let mut writer = TableWriter::new(format, Vec::new(), written_at);
    writer.header(&[
        "row",
        "from",
        "to",
        "count",
        "people",
        "mean_seconds",
        "median_seconds",
        "p90_seconds",
        "fulfilled",
        "fulfilled_low",
        "fulfilled_high",
        "fulfilled_n",
        "opinion_measure",
        "opinion_mean",
        "opinion_low",
        "opinion_high",
        "opinion_n",
    ])?;
    for step in &picture.steps {
        let mut cells = vec![
            Cell::Text("step"),
            Cell::Text(&step.activity),
            Cell::Missing,
            whole(step.contacts),
            whole(step.people),
            Cell::Missing,
            Cell::Missing,
            Cell::Missing,
        ];
        let share = step.fulfilled.map(|rate| rate.share);
        cells.extend(interval(share));
        cells.push(step.fulfilled.map_or(Cell::Missing, |rate| whole(rate.n)));
        cells.extend(opinion(picture, &step.opinion));
        writer.row(&cells)?;
    }
    let name = |place: Option<usize>| {
        place
            .and_then(|place| picture.steps.get(place))
            .map_or(Cell::Missing, |step| Cell::Text(&step.activity))
    };
    for Path { from, to, count, people, time, opinion: said } in &picture.paths {
        let row = match (from, to) {
            (None, _) => "start",
            (_, None) => "end",
            _ => "path",
        };
        let mut cells = vec![Cell::Text(row), name(*from), name(*to), whole(*count), whole(*people)];
        cells.extend(seconds(*time));
        cells.extend([Cell::Missing, Cell::Missing, Cell::Missing, Cell::Missing]);
        cells.extend(opinion(picture, said));
        writer.row(&cells)?;
    }
    writer.finish()
}

fn trails_table(
    trails: &Trails,
    format: TableFormat,
    written_at: Timestamp,
) -> Result<Vec<u8>, ExchangeError> {
    let mut writer = TableWriter::new(format, Vec::new(), written_at);
    writer.header(&[
        "place",
        "path",
        "steps",
        "journeys",
        "people",
        "share",
        "coverage",
        "mean_seconds",
        "median_seconds",
        "p90_seconds",
    ])?;
    for (place, trail) in trails.list.iter().enumerate() {
        let path = trail.path.join(" → ");
        let mut cells = vec![
            whole(place as u64 + 1),
            Cell::Text(&path),
            whole(trail.path.len() as u64),
            whole(trail.journeys),
            whole(trail.people),
            Cell::Float(trail.share),
            Cell::Float(trail.coverage),
        ];
        cells.extend(seconds(Some(trail.duration)));
        writer.row(&cells)?;
    }
    writer.finish()
}

fn whole<'a>(count: u64) -> Cell<'a> {
    Cell::Int(i64::try_from(count).unwrap_or(i64::MAX))
}

fn seconds<'a>(time: Option<DurationSummary>) -> [Cell<'a>; 3] {
    time.map_or([Cell::Missing, Cell::Missing, Cell::Missing], |time| {
        [Cell::Float(time.mean), Cell::Float(time.median), Cell::Float(time.p90)]
    })
}

fn interval<'a>(share: Option<Share>) -> [Cell<'a>; 3] {
    share.map_or([Cell::Missing, Cell::Missing, Cell::Missing], |share| {
        [Cell::Float(share.share), Cell::Float(share.low), Cell::Float(share.high)]
    })
}

fn opinion<'a>(picture: &Picture, figure: &Figure) -> [Cell<'a>; 5] {
    figure.shown().map_or([const { Cell::Missing }; 5], |summary| {
        let measure = Cell::Text(picture.measure.code());
        [
            measure,
            Cell::Float(summary.mean),
            Cell::Float(summary.low),
            Cell::Float(summary.high),
            whole(summary.n),
        ]
    })
}
