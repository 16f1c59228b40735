//! The rules that tell a change from ordinary variation.

use serde::Serialize;

/// The eight rules of L. S. Nelson, “The Shewhart control chart: tests for special causes”, Journal of Quality
/// Technology 16 (1984). Distances are in standard deviations from the centre.
///
/// ```
/// use catsup_statistics::control::{NelsonRule, individuals_chart};
///
/// // Each above the one before: the sixth point completes a drift.
/// let values = [10.0, 12.0, 10.0, 12.0, 9.0, 9.5, 10.0, 10.5, 11.0, 11.5];
/// let chart = individuals_chart(&values, None)?.chart;
/// assert_eq!(chart.points[9].signals, [NelsonRule::Drift]);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NelsonRule {
    /// One point beyond 3.
    Beyond,
    /// Nine points in a row on one side of the centre.
    OneSide,
    /// Six points in a row, each above the one before, or each below.
    Drift,
    /// Fourteen points in a row, alternating up and down.
    Alternation,
    /// Two of three points in a row beyond 2 on the same side.
    TwoOfThree,
    /// Four of five points in a row beyond 1 on the same side.
    FourOfFive,
    /// Fifteen points in a row within 1: less variation than the limits were made for.
    Hugging,
    /// Eight points in a row beyond 1, on either side.
    Avoiding,
}

impl NelsonRule {
    /// Every rule, in Nelson's order.
    ///
    /// ```
    /// use catsup_statistics::control::NelsonRule;
    ///
    /// assert_eq!((NelsonRule::ALL[0], NelsonRule::ALL[7]), (NelsonRule::Beyond, NelsonRule::Avoiding));
    /// ```
    pub const ALL: [Self; 8] = [
        Self::Beyond,
        Self::OneSide,
        Self::Drift,
        Self::Alternation,
        Self::TwoOfThree,
        Self::FourOfFive,
        Self::Hugging,
        Self::Avoiding,
    ];

    /// Whether the points up to and with the last complete the rule. `values` are as plotted, `z` as standardised.
    fn is_complete(self, values: &[f64], z: &[f64]) -> bool {
        match self {
            Self::Beyond => last(z, 1).is_some_and(|z| z[0].abs() > 3.0),
            Self::OneSide => last(z, 9).is_some_and(|z| on_one_side(z, 0.0, 9)),
            Self::Drift => last(values, 6).is_some_and(|values| {
                values.windows(2).all(|pair| pair[0] < pair[1])
                    || values.windows(2).all(|pair| pair[0] > pair[1])
            }),
            Self::Alternation => last(values, 14).is_some_and(|values| {
                values.windows(3).all(|three| (three[1] - three[0]) * (three[2] - three[1]) < 0.0)
            }),
            Self::TwoOfThree => last(z, 3).is_some_and(|z| z[2].abs() > 2.0 && on_one_side(z, 2.0, 2)),
            Self::FourOfFive => last(z, 5).is_some_and(|z| z[4].abs() > 1.0 && on_one_side(z, 1.0, 4)),
            Self::Hugging => last(z, 15).is_some_and(|z| z.iter().all(|z| z.abs() < 1.0)),
            Self::Avoiding => last(z, 8).is_some_and(|z| z.iter().all(|z| z.abs() > 1.0)),
        }
    }
}

/// The rules that each point completes. Without any `spread` points cannot lie closer together than it lets them, so
/// that [`NelsonRule::Hugging`] says nothing.
pub(super) fn signals(values: &[f64], z: &[f64], spread: f64) -> Vec<Vec<NelsonRule>> {
    let at = |end: usize| {
        let complete = |rule: &NelsonRule| {
            (spread > 0.0 || *rule != NelsonRule::Hugging) && rule.is_complete(&values[..=end], &z[..=end])
        };
        NelsonRule::ALL.into_iter().filter(complete).collect()
    };
    (0..values.len()).map(at).collect()
}

fn last(points: &[f64], n: usize) -> Option<&[f64]> {
    points.len().checked_sub(n).map(|start| &points[start..])
}

/// Whether at least `needed` points lie beyond `distance` on the side of the last point.
fn on_one_side(z: &[f64], distance: f64, needed: usize) -> bool {
    let side = z.last().map_or(0.0, |z| z.signum());
    z.iter().filter(|z| *z * side > distance).count() >= needed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rules that the last of these points completes.
    fn completed(z: &[f64]) -> Vec<NelsonRule> {
        signals(z, z, 1.0).pop().unwrap()
    }

    #[test]
    fn each_rule_is_completed_by_its_own_pattern_and_no_sooner() {
        use NelsonRule as R;
        let repeat = |pattern: &[f64], n: usize| pattern.iter().copied().cycle().take(n).collect::<Vec<_>>();
        let cases: [(R, Vec<f64>); 8] = [
            (R::Beyond, vec![3.01]),
            (R::OneSide, vec![0.5, 1.2, 0.1, 0.7, 0.2, 1.1, 0.4, 0.3, 0.6]),
            (R::Drift, vec![-0.5, -0.4, -0.2, 0.1, 0.3, 0.4]),
            (R::Alternation, repeat(&[0.4, -1.4], 14)),
            (R::TwoOfThree, vec![2.1, 0.0, 2.2]),
            (R::FourOfFive, vec![1.1, 1.2, 0.0, 1.3, 1.4]),
            (R::Hugging, repeat(&[0.5, 0.2, -0.3, -0.1], 15)),
            (R::Avoiding, repeat(&[1.2, 1.3, -1.4, -1.1], 8)),
        ];
        for (rule, z) in cases {
            assert_eq!(completed(&z), [rule], "{z:?}");
            assert!(z.len() == 1 || completed(&z[..z.len() - 1]).is_empty(), "{rule:?} came too soon");
        }
    }

    #[test]
    fn a_point_on_the_centre_ends_a_run() {
        let mut z = vec![0.5; 8];
        z.extend([0.0, 0.5]);
        assert!(!completed(&z).contains(&NelsonRule::OneSide));
    }

    #[test]
    fn the_other_side_is_as_far() {
        assert_eq!(completed(&[-2.5, 0.1, -2.1]), [NelsonRule::TwoOfThree]);
        assert!(completed(&[-2.5, 0.1, 2.1]).is_empty());
    }
}
