//! Whether one group answers higher than another, without assuming that steps of the scale are equal.

use serde::Serialize;

use crate::distributions::normal_two_sided;
use crate::ranks::MidRanks;
use crate::{Error, OrdinalCounts, Result};

/// The outcome of a Mann–Whitney test of two groups.
///
/// ```
/// use catsup_statistics::{OrdinalCounts, mann_whitney};
///
/// // Of four pairs the first is higher in three and they are equal in one.
/// let found = mann_whitney(&OrdinalCounts::consecutive(1, &[0, 1, 1])?, &OrdinalCounts::consecutive(1, &[1, 1, 0])?)?;
/// assert_eq!((found.u, found.superiority), (3.5, 0.875));
/// assert!(found.z > 0.0 && found.p_value > 0.05, "four answers prove nothing");
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MannWhitney {
    /// U of the first group: pairs in which its answer is the higher, ties counting half.
    pub u: f64,
    /// The share of such pairs, `U / (n₁ n₂)`: 0.5 when neither group answers higher (McGraw and Wong 1992).
    pub superiority: f64,
    /// The standardised U, corrected for ties and continuity; positive when the first group answers higher.
    pub z: f64,
    /// The two-sided p value of the normal approximation.
    pub p_value: f64,
}

/// Compares two groups on one ordinal scale (Mann and Whitney 1947).
///
/// `z = (|U − n₁n₂/2| − ½) / σ` with `σ² = n₁n₂ (N³ − N − Σ(t³ − t)) / (12 N (N − 1))`, never below 0 before it takes
/// the sign of the difference. The approximation serves from about eight answers in each group. When all answers
/// are the same there is no difference: z is 0 and p is 1.
///
/// ```
/// use catsup_statistics::{OrdinalCounts, mann_whitney};
///
/// let before = OrdinalCounts::consecutive(1, &[30, 44, 60, 120, 90])?;
/// let after = OrdinalCounts::consecutive(1, &[12, 20, 50, 140, 150])?;
/// let found = mann_whitney(&after, &before)?;
/// assert!((found.superiority - 0.613).abs() < 1e-3 && found.p_value < 1e-6);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::EmptySample`] when a group has no answers, [`Error::ScalesDiffer`] on different scales,
/// [`Error::TooManyObservations`] beyond 2⁴⁰ answers in all.
pub fn mann_whitney(first: &OrdinalCounts, second: &OrdinalCounts) -> Result<MannWhitney> {
    let ranks = MidRanks::of([first, second])?;
    let (n_first, n_second) = (i128::from(first.n()), i128::from(second.n()));
    if n_first == 0 || n_second == 0 {
        return Err(Error::EmptySample);
    }
    let pairs = n_first * n_second;
    let doubled_u = ranks.doubled_rank_sum(first) - n_first * (n_first + 1);
    let distance = (((doubled_u - pairs).abs() as f64 - 1.0) / 2.0).max(0.0);
    let total = ranks.total as f64;
    let deviation = (pairs as f64 / 12.0 * (ranks.untied as f64 / total / (total - 1.0))).sqrt();
    let z = if distance > 0.0 { (distance / deviation).copysign((doubled_u - pairs) as f64) } else { 0.0 };
    Ok(MannWhitney {
        u: doubled_u as f64 / 2.0,
        superiority: doubled_u as f64 / 2.0 / pairs as f64,
        z,
        p_value: normal_two_sided(z),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(counts: &[u64]) -> OrdinalCounts {
        OrdinalCounts::consecutive(1, counts).unwrap()
    }

    #[test]
    fn a_group_without_answers_is_refused() {
        assert_eq!(mann_whitney(&answers(&[0, 0, 0]), &answers(&[1, 2, 3])), Err(Error::EmptySample));
        assert_eq!(mann_whitney(&answers(&[0, 0, 0]), &answers(&[0, 0, 0])), Err(Error::EmptySample));
    }

    #[test]
    fn identical_answers_show_no_difference() {
        for n in [1, 40] {
            let same = mann_whitney(&answers(&[0, n, 0]), &answers(&[0, 2 * n, 0])).unwrap();
            assert_eq!((same.superiority, same.z, same.p_value), (0.5, 0.0, 1.0));
        }
    }

    #[test]
    fn groups_on_different_scales_are_refused() {
        assert!(matches!(
            mann_whitney(&answers(&[1, 2]), &answers(&[1, 2, 3])),
            Err(Error::ScalesDiffer { .. })
        ));
    }
}
