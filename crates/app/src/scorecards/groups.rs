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
    let together: Vec<Option<OrdinalCounts>> = series
        .iter()
        .map(|key| OrdinalCounts::pooled(distributions.groups(*key).map(|one| one.1)).ok())
        .collect();
    let figure = |(key, together): (&SeriesKey, &Option<OrdinalCounts>), group: &GroupKey| {
        let key = *key;
        let own = distributions.get(key, std::slice::from_ref(group));
        let others = own.zip(together.as_ref()).and_then(|(own, together)| without(together, own));
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
            figures: series.iter().zip(&together).map(|of| figure(of, group)).collect(),
        })
        .collect();
    let differences = groups.iter_mut().flat_map(|group| &mut group.figures);
    change::adjust_together(differences.filter_map(|figure| figure.difference.as_mut()));
    groups
}

/// All groups without one of them; `None` where that leaves nobody. Pooling the others for every group instead would take
/// a time that grows with the square of the groups.
fn without(together: &OrdinalCounts, own: &OrdinalCounts) -> Option<OrdinalCounts> {
    let left = together.counts().iter().zip(own.counts()).map(|(all, own)| all.saturating_sub(*own));
    let others = OrdinalCounts::new(together.values(), &left.collect::<Vec<_>>()).ok()?;
    (others.n() > 0).then_some(others)
}
