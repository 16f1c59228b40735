//! The scorecard as tables: what the page shows, what the exports hold, and what `catsup scorecard` prints.

use catsup_model::{Scale, period::Bucket};
use serde_json::{Value, json};

use super::{Figure, MeasureSeries, Scorecard, Summary, Ticks, WordingLabel};

/// One object per series: the figures with their intervals, distribution and wordings.
#[must_use]
pub fn figures_table(scorecard: &Scorecard) -> Vec<Value> {
    scorecard.measures.iter().map(|series| series_row(scorecard, series)).collect()
}

fn series_row(scorecard: &Scorecard, series: &MeasureSeries) -> Value {
    let mut row = json!({
        "measure": series.measure,
        "scale": series.scale,
        "wordings": series.wordings.iter().map(wording).collect::<Vec<_>>(),
        "suppressed": series.figure == Figure::TooFew,
    });
    merge(&mut row, figure_cells(series.scale, &series.figure));
    if scorecard.before.is_some() {
        let change = series.change.as_ref();
        row["change"] = json!(change.map(|change| change.difference));
        row["change_low"] = json!(change.map(|change| change.low));
        row["change_high"] = json!(change.map(|change| change.high));
        row["p_value"] = json!(change.map(|change| change.p_value));
        row["adjusted_p_value"] = json!(change.map(|change| change.adjusted_p_value));
    }
    row
}

/// One object per series and bucket of the trend.
#[must_use]
pub fn trend_table(scorecard: &Scorecard) -> Vec<Value> {
    let rows = scorecard.measures.iter().flat_map(|series| {
        series.trend.iter().map(|point| {
            let mut row = bucket_cells(&point.bucket);
            row["measure"] = json!(series.measure);
            row["scale"] = json!(series.scale);
            row["wordings"] = series.wordings.iter().map(wording).collect();
            merge(&mut row, figure_cells(series.scale, &point.figure));
            row
        })
    });
    rows.collect()
}

/// One object per series and group.
#[must_use]
pub fn groups_table(scorecard: &Scorecard) -> Vec<Value> {
    let rows = scorecard.groups.iter().flat_map(|group| {
        group.figures.iter().zip(&scorecard.measures).map(|(figure, series)| {
            let mut row = json!({
                "group": group.key,
                "label": group.label,
                "measure": figure.measure,
                "scale": figure.scale,
                "wordings": series.wordings.iter().map(wording).collect::<Vec<_>>(),
                "suppressed": figure.figure == Figure::TooFew,
            });
            merge(&mut row, figure_cells(figure.scale, &figure.figure));
            let difference = figure.difference.as_ref();
            row["difference_from_others"] = json!(difference.map(|one| one.difference));
            row["adjusted_p_value"] = json!(difference.map(|one| one.adjusted_p_value));
            row
        })
    });
    rows.collect()
}

/// One object per driver and direction.
#[must_use]
pub fn drivers_table(scorecard: &Scorecard) -> Vec<Value> {
    let row = |driver, direction: &str, ticks: &Option<Ticks>| {
        let shown = ticks.as_ref()?.shown();
        Some(json!({
            "driver": driver,
            "direction": direction,
            "suppressed": shown.is_none(),
            "n": shown.map(|count| count.offered),
            "ticked": shown.map(|count| count.ticked),
            "share": shown.map(|count| count.share.share),
            "low": shown.map(|count| count.share.low),
            "high": shown.map(|count| count.share.high),
        }))
    };
    let rows = scorecard.drivers.iter().flat_map(|ticks| {
        [row(ticks.driver, "went_well", &ticks.went_well), row(ticks.driver, "went_badly", &ticks.went_badly)]
    });
    rows.flatten().collect()
}

fn bucket_cells(bucket: &Bucket) -> Value {
    json!({"period": bucket.label, "first_day": bucket.days.first, "last_day": bucket.days.last})
}

/// The wording's template text, or its code where a file did not state the text.
fn wording(wording: &WordingLabel) -> String {
    let named = if wording.text.is_empty() { &wording.variant } else { &wording.text };
    format!("{named} [{}]", wording.language)
}

fn figure_cells(scale: Scale, figure: &Figure) -> Value {
    let shown = figure.shown();
    let of = |get: &dyn Fn(&Summary) -> Value| shown.map_or(Value::Null, get);
    let n = match figure {
        Figure::Nothing => json!(0),
        Figure::TooFew => Value::Null,
        Figure::Shown(summary) => json!(summary.n),
    };
    let mut cells = json!({
        "n": n,
        "mean": of(&|summary| json!(summary.mean)),
        "low": of(&|summary| json!(summary.low)),
        "high": of(&|summary| json!(summary.high)),
        "standard_deviation": of(&|summary| json!(summary.standard_deviation)),
        "top2": of(&|summary| json!(summary.top2.share)),
        "top2_low": of(&|summary| json!(summary.top2.low)),
        "top2_high": of(&|summary| json!(summary.top2.high)),
        "bottom2": of(&|summary| json!(summary.bottom2.share)),
        "values": scale.range().collect::<Vec<_>>(),
        "counts": of(&|summary| json!(summary.counts)),
    });
    if scale == Scale::Likelihood11 {
        let nps = shown.and_then(|summary| summary.nps);
        cells["nps"] = json!(nps.map(|nps| nps.score));
        cells["nps_low"] = json!(nps.map(|nps| nps.low));
        cells["nps_high"] = json!(nps.map(|nps| nps.high));
    }
    cells
}

fn merge(row: &mut Value, cells: Value) {
    if let (Value::Object(row), Value::Object(cells)) = (row, cells) {
        row.extend(cells);
    }
}
