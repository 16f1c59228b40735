//! The trend of the chosen series, and what moves trust: driver ticks by direction.

use catsup_app::scorecards::{DriverTicks, MeasureSeries, Scorecard, Ticks};

use super::figures::{reading, unit, when};
use crate::{
    charts::{Estimate, IntervalDots, IntervalRow, Range, Reading, Trend, TrendPoint, Unit},
    i18n::Translator,
};

/// The chart, and the rows of its table.
#[derive(Debug)]
pub(super) struct TrendView {
    pub chart: Trend,
    pub rows: Vec<FigureRow>,
}

/// One row of a table of figures: a name, and the numbers in words where they can be shown.
#[derive(Debug)]
pub(super) struct FigureRow {
    pub name: String,
    pub value: String,
    pub interval: String,
    pub n: u64,
    pub reading: Reading,
}

impl FigureRow {
    pub fn new(t: Translator, name: String, unit: Unit, reading: Reading) -> Self {
        let written = |estimate: &Estimate| {
            let interval = t
                .say("scorecard-interval")
                .arg("low", unit.format(&t, estimate.low))
                .arg("high", unit.format(&t, estimate.high));
            (unit.format(&t, estimate.value), interval.to_string(), estimate.n)
        };
        let (value, interval, n) = reading.estimate().map(written).unwrap_or_default();
        Self { name, value, interval, n, reading }
    }
}

/// The trend of one series.
pub(super) fn view(t: Translator, scorecard: &Scorecard, series: &MeasureSeries, name: &str) -> TrendView {
    let unit = unit(series.scale);
    let read = |point: &catsup_app::scorecards::TrendPoint| {
        (when(t, &point.bucket), reading(series.scale, &point.figure, scorecard.smallest_cell))
    };
    let points: Vec<(String, Reading)> = series.trend.iter().map(read).collect();
    let chart = Trend {
        title: t.say("scorecard-trend-of").arg("measure", name).to_string(),
        unit,
        range: Range::Near,
        points: points
            .iter()
            .map(|(when, reading)| TrendPoint { when: when.clone(), reading: *reading })
            .collect(),
        goal: None,
    };
    let rows = points.into_iter().rev().map(|(when, reading)| FigureRow::new(t, when, unit, reading));
    TrendView { chart, rows: rows.collect() }
}

/// Ticks after one direction of answer: chart and table.
#[derive(Debug)]
pub(super) struct DriversView {
    /// Its id on the page.
    pub id: &'static str,
    pub chart: IntervalDots,
    pub rows: Vec<FigureRow>,
}

/// What went well, and what did not.
pub(super) fn drivers(t: Translator, scorecard: &Scorecard) -> Vec<DriversView> {
    type Direction = fn(&DriverTicks) -> Option<Ticks>;
    let directions: [(&str, &str, Direction); 2] = [
        ("drivers-well", "scorecard-went-well", |ticks| ticks.went_well),
        ("drivers-badly", "scorecard-went-badly", |ticks| ticks.went_badly),
    ];
    let views = directions.into_iter().map(|(id, title, direction)| {
        let mut rows: Vec<(String, Reading)> = scorecard
            .drivers
            .iter()
            .filter_map(|ticks| {
                let name = t.name("driver", ticks.driver.code()).to_string();
                Some((name, ticked(direction(ticks)?, scorecard.smallest_cell)))
            })
            .collect();
        let share = |reading: &Reading| reading.estimate().map_or(-1.0, |estimate| estimate.value);
        rows.sort_by(|(_, one), (_, other)| share(other).total_cmp(&share(one)));
        let chart = IntervalDots {
            title: t.say(title).to_string(),
            unit: Unit::Share,
            range: Range::Whole,
            rows: rows
                .iter()
                .map(|(label, reading)| IntervalRow {
                    label: label.clone(),
                    reading: *reading,
                    note: String::new(),
                })
                .collect(),
            reference: None,
        };
        let rows =
            rows.into_iter().map(|(name, reading)| FigureRow::new(t, name, Unit::Share, reading)).collect();
        DriversView { id, chart, rows }
    });
    views.filter(|view| !view.rows.is_empty()).collect()
}

fn ticked(ticks: Ticks, smallest: u64) -> Reading {
    match ticks {
        Ticks::Shown(count) => Reading::Known(Estimate {
            value: count.share.share,
            low: count.share.low,
            high: count.share.high,
            n: count.offered,
        }),
        Ticks::TooFew => Reading::TooFew { smallest },
    }
}
