//! From figures of the use case to what charts and tiles take.

use catsup_app::scorecards::{Change, Figure, MeasureSeries};
use catsup_model::{Scale, period::Bucket};

use crate::{
    charts::{Estimate, Reading, Sparkline, Unit},
    components,
    i18n::Translator,
};

/// The unit of a scale's headline.
pub(crate) fn unit(scale: Scale) -> Unit {
    if scale == Scale::Likelihood11 {
        return Unit::NetPromoter;
    }
    if scale.is_binary() {
        return Unit::Share;
    }
    let end = |value: i64| i32::try_from(value).unwrap_or_default();
    Unit::Mean { low: end(*scale.range().start()), high: end(*scale.range().end()) }
}

/// The headline of a figure with its interval.
pub(crate) fn reading(scale: Scale, figure: &Figure, smallest: u64) -> Reading {
    match figure {
        Figure::Shown(summary) => {
            let (value, low, high) = summary.headline(scale);
            Reading::Known(Estimate { value, low, high, n: summary.n })
        }
        Figure::TooFew => Reading::TooFew { smallest },
        Figure::Nothing => Reading::Nothing,
    }
}

/// A change as a tile shows it.
pub(crate) fn moved(change: &Change) -> components::Change {
    components::Change { difference: change.difference, significant: change.is_significant() }
}

/// The way a series took.
pub(super) fn sparkline(series: &MeasureSeries, label: &str) -> Option<Sparkline> {
    let value = |figure: &Figure| figure.shown().map(|summary| summary.headline(series.scale).0);
    let values: Vec<Option<f64>> = series.trend.iter().map(|point| value(&point.figure)).collect();
    let enough = values.iter().flatten().count() > 1;
    enough.then(|| Sparkline { label: label.to_owned(), unit: unit(series.scale), values })
}

/// `4.12 ±0.03`, `78.4% ±1.2 points`: half the interval's width.
pub(super) fn margin(t: Translator, unit: Unit, estimate: &Estimate) -> String {
    let half = (estimate.high - estimate.low) / 2.0;
    let margin = match unit {
        Unit::Mean { .. } => t.decimal(half, 2),
        Unit::Share => t.decimal(half * 100.0, 1),
        Unit::NetPromoter => t.decimal(half, 0),
    };
    t.say("figure-margin").arg("margin", margin).to_string()
}

/// A bucket as a table's row names it.
pub(super) fn when(t: Translator, bucket: &Bucket) -> String {
    t.bucket(bucket).to_string()
}

/// Whether a name says the scale of a measure that was asked on several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// Among series on any scale.
    WithScale,
    /// Under a heading that names the scale.
    UnderItsScale,
}

/// What a series is called among its siblings: the measure, its scale where it was asked on several, and its wording
/// where there are several.
pub(crate) fn names(t: Translator, measures: &[MeasureSeries], naming: Naming) -> Vec<String> {
    measures.iter().map(|series| name(t, measures, series, naming)).collect()
}

fn name(t: Translator, measures: &[MeasureSeries], series: &MeasureSeries, naming: Naming) -> String {
    let mut name = t.name("measure", series.measure.code()).to_string();
    let add = |name: &mut String, part: &str| {
        name.push_str(" · ");
        name.push_str(part);
    };
    let on_other_scale = |one: &MeasureSeries| one.measure == series.measure && one.scale != series.scale;
    if naming == Naming::WithScale && measures.iter().any(on_other_scale) {
        add(&mut name, &t.name("scorecard-scale", series.scale.code()).to_string());
    }
    let language = |one: &MeasureSeries| one.wordings.first().map(|wording| wording.language);
    let siblings =
        || measures.iter().filter(|one| one.measure == series.measure && one.scale == series.scale);
    if series.wording.is_some() {
        if siblings().any(|one| language(one) != language(series))
            && let Some(language) = language(series)
        {
            add(&mut name, language.own_name());
        }
        let alike: Vec<_> = siblings().filter(|one| language(one) == language(series)).collect();
        if alike.len() > 1 {
            let place = alike.iter().position(|one| one.wording == series.wording).unwrap_or(0) + 1;
            add(
                &mut name,
                &t.say("scorecard-wording-place").arg("n", place).arg("total", alike.len()).to_string(),
            );
        }
    }
    name
}
