//! What people said at several touchpoints, as one figure.

use std::collections::BTreeMap;

use catsup_model::{Measure, Scale, id::TouchpointId};
use catsup_statistics::OrdinalCounts;

use crate::scorecards::{Figure, GroupFigure};

/// One measure over touchpoints: the answers on the scale that most people answered, counted together. Touchpoints with
/// too few answers to show are not part of it; nothing where no touchpoint has enough.
pub(super) fn together(
    opinions: &BTreeMap<TouchpointId, Vec<GroupFigure>>,
    touchpoints: impl Iterator<Item = TouchpointId>,
    measure: Measure,
    smallest: u64,
) -> Figure {
    let mut by_scale: Vec<(Scale, Vec<i64>, Vec<u64>)> = Vec::new();
    let mut withheld = false;
    for group in touchpoints.filter_map(|id| opinions.get(&id)).flatten().filter(|one| one.measure == measure)
    {
        withheld |= group.figure == Figure::TooFew;
        let Some(summary) = group.figure.shown() else { continue };
        match by_scale.iter_mut().find(|(scale, ..)| *scale == group.scale) {
            Some((.., counts)) => {
                counts.iter_mut().zip(&summary.counts).for_each(|(sum, count)| *sum += count);
            }
            None => by_scale.push((group.scale, summary.values.clone(), summary.counts.clone())),
        }
    }
    let most = by_scale.into_iter().max_by_key(|(.., counts)| counts.iter().sum::<u64>());
    let counted = most.and_then(|(scale, values, counts)| {
        Some(Figure::of(scale, &OrdinalCounts::new(&values, &counts).ok()?, smallest))
    });
    counted.unwrap_or(if withheld { Figure::TooFew } else { Figure::Nothing })
}
