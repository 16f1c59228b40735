//! The tiles at the top: what people ask first.

use catsup_app::scorecards::{MeasureSeries, Scorecard};
use catsup_model::Measure;

use super::{
    asked::Asked,
    figures::{moved, reading, sparkline, unit},
};
use crate::{components::Tile, i18n::Translator};

/// Measures that get a tile, in this order.
const HEADLINES: [Measure; 7] = [
    Measure::Trust,
    Measure::Satisfaction,
    Measure::Recommendation,
    Measure::Csat,
    Measure::Effort,
    Measure::Usefulness,
    Measure::Rating,
];
/// More tiles than this are no headline.
const MOST_TILES: usize = 4;

/// One tile per headline measure and scale: of several wordings the one most people answered.
pub(super) fn tiles(t: Translator, scorecard: &Scorecard, names: &[String], asked: &Asked) -> Vec<Tile> {
    let mut tiles = Vec::new();
    for measure in HEADLINES {
        let mut scales = Vec::new();
        for (series, name) in scorecard.measures.iter().zip(names) {
            if series.measure == measure && !scales.contains(&series.scale) {
                scales.push(series.scale);
                tiles.push(tile(t, scorecard, series, name, asked));
            }
        }
    }
    tiles.truncate(MOST_TILES);
    tiles
}

fn tile(t: Translator, scorecard: &Scorecard, series: &MeasureSeries, name: &str, asked: &Asked) -> Tile {
    let label = name.to_owned();
    let sparkline = sparkline(series, &t.say("scorecard-trend-of").arg("measure", &label).to_string());
    Tile {
        href: format!("{}#over-time", asked.page(&[("measure", Some(&series.code()))])),
        unit: unit(series.scale),
        reading: reading(series.scale, &series.figure, scorecard.smallest_cell),
        change: series.change.as_ref().map(moved),
        goal: None,
        sparkline,
        label,
    }
}
