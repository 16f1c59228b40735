//! Groups side by side: each against all the others together, with control over the many comparisons.

use std::collections::BTreeSet;

use catsup_model::{Measure, Scale, query::GroupKey};
use catsup_statistics::OrdinalCounts;
use serde::Serialize;

use super::{
    Change, Figure, change,
    series::{Distributions, SeriesKey},
};

/// One group with its figures, one per series of the scorecard and in the same order.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Group {
    /// Id, code or value; `None` for answers of which it is not known.
    pub key: GroupKey,
    /// What people call it.
    pub label: String,
    /// The figures.
    pub figures: Vec<GroupFigure>,
}

/// One figure of a group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupFigure {
    /// The measure.
    pub measure: Measure,
    /// The scale it was asked on.
    pub scale: Scale,
    /// The figure.
    pub figure: Figure,
    /// How it differs from all other groups together, where that can be said.
    pub difference: Option<Change>,
}

pub(super) fn groups(
    distributions: &Distributions,
    series: &[SeriesKey],
    smallest: u64,
    label: impl Fn(&GroupKey) -> String,
) -> Vec<Group> {
    let keys: BTreeSet<&GroupKey> =
        series.iter().flat_map(|key| distributions.groups(*key).map(|(group, _)| group)).collect();
    let figure = |key: SeriesKey, group: &GroupKey| {
        let own = distributions.get(key, std::slice::from_ref(group));
        let others = distributions.groups(key).filter(|(other, _)| *other != group).map(|(_, counts)| counts);
        let others = OrdinalCounts::pooled(others).ok();
        GroupFigure {
            measure: key.0,
            scale: key.1,
            figure: own.map_or(Figure::Nothing, |counts| Figure::of(key.1, counts, smallest)),
            difference: own
                .zip(others.as_ref())
                .and_then(|(own, others)| change::compare(key.1, own, others, smallest)),
        }
    };
    let mut groups: Vec<Group> = keys
        .into_iter()
        .map(|group| Group {
            key: group.clone(),
            label: label(group),
            figures: series.iter().map(|key| figure(*key, group)).collect(),
        })
        .collect();
    let differences = groups.iter_mut().flat_map(|group| &mut group.figures);
    change::adjust_together(differences.filter_map(|figure| figure.difference.as_mut()));
    groups
}
