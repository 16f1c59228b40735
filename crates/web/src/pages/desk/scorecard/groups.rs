//! Groups side by side on the chosen series.

use catsup_app::scorecards::{Group, Grouping, Scorecard};
use catsup_model::{Language, Scale, query::GroupKey};

use super::{
    figures::{reading, unit},
    measures::ChangeWords,
    trend::FigureRow,
};
use crate::{
    charts::{IntervalDots, IntervalRow, Range},
    i18n::Translator,
};

/// Chart and table of the groups.
#[derive(Debug)]
pub(super) struct GroupsView {
    pub chart: IntervalDots,
    pub rows: Vec<GroupRow>,
}

/// One group in the table.
#[derive(Debug)]
pub(super) struct GroupRow {
    pub figure: FigureRow,
    /// Against all others together, where that can be said.
    pub difference: Option<ChangeWords>,
}

/// The groups on the series at `place` of the scorecard, the highest first.
pub(super) fn view(t: Translator, scorecard: &Scorecard, place: usize, name: &str) -> Option<GroupsView> {
    let grouping = scorecard.grouping.as_ref()?;
    let series = scorecard.measures.get(place)?;
    let (unit, smallest) = (unit(series.scale), scorecard.smallest_cell);
    let mut rows: Vec<GroupRow> = scorecard
        .groups
        .iter()
        .filter_map(|group| {
            let figure = group.figures.get(place)?;
            let reading = reading(series.scale, &figure.figure, smallest);
            Some(GroupRow {
                figure: FigureRow::new(t, label(t, grouping, group), unit, reading),
                difference: figure.difference.as_ref().map(|change| ChangeWords::of(t, unit, change)),
            })
        })
        .collect();
    let value = |row: &GroupRow| row.figure.reading.estimate().map_or(f64::MIN, |estimate| estimate.value);
    rows.sort_by(|one, other| value(other).total_cmp(&value(one)));
    let reference = series.figure.shown().map(|summary| summary.headline(series.scale).0);
    let dots = rows.iter().filter(|row| row.figure.reading != crate::charts::Reading::Nothing).map(|row| {
        let differs = row.difference.as_ref().is_some_and(|difference| difference.significant);
        IntervalRow {
            label: row.figure.name.clone(),
            reading: row.figure.reading,
            note: if differs { t.say("scorecard-differs").to_string() } else { String::new() },
        }
    });
    let chart = IntervalDots {
        title: name.to_owned(),
        unit,
        range: if series.scale == Scale::Likelihood11 { Range::Whole } else { Range::Near },
        rows: dots.collect(),
        reference,
    };
    Some(GroupsView { chart, rows })
}

/// What a group is called in the reader's language.
pub(super) fn label(t: Translator, grouping: &Grouping, group: &Group) -> String {
    let GroupKey::Some(key) = &group.key else { return t.say("scorecard-group-unknown").to_string() };
    match grouping {
        Grouping::Channel => t.channel(key),
        Grouping::Language => {
            key.parse::<Language>().map_or_else(|_| key.clone(), |language| language.own_name().to_owned())
        }
        Grouping::Device => t.say_if_known(&format!("device-{key}"), "").unwrap_or_else(|| key.clone()),
        _ => group.label.clone(),
    }
}
