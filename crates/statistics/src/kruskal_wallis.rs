//! Whether any of several groups answers differently from the others on an ordinal scale.

use serde::Serialize;

use crate::distributions::chi_square_upper;
use crate::ranks::MidRanks;
use crate::{Error, OrdinalCounts, Result};

/// The outcome of a Kruskal–Wallis test.
///
/// ```
/// use catsup_statistics::{OrdinalCounts, kruskal_wallis};
///
/// // Without ties among the groups, ranks 1.5 and 3.5: H = 12 / 20 · (2 · 1 + 2 · 1) over the correction 1 − 12/60.
/// let groups = [OrdinalCounts::consecutive(0, &[2, 0])?, OrdinalCounts::consecutive(0, &[0, 2])?];
/// let found = kruskal_wallis(&groups)?;
/// assert!((found.h - 3.0).abs() < 1e-12);
/// assert_eq!(found.degrees_of_freedom, 1);
/// assert!((found.p_value - 0.0833).abs() < 1e-4);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct KruskalWallis {
    /// The tie-corrected statistic H.
    pub h: f64,
    /// The number of groups less one.
    pub degrees_of_freedom: usize,
    /// The p value of the chi-square approximation.
    pub p_value: f64,
}

/// Compares two or more groups on one ordinal scale (Kruskal and Wallis 1952).
///
/// `H = 12 / (N (N + 1)) Σ nᵢ (R̄ᵢ − (N + 1)/2)²`, divided by `1 − Σ(t³ − t) / (N³ − N)` for ties. When all answers are
/// the same, H is 0 and p is 1.
///
/// ```
/// use catsup_statistics::{OrdinalCounts, kruskal_wallis};
///
/// let web = OrdinalCounts::consecutive(1, &[30, 44, 60, 120, 90])?;
/// let phone = OrdinalCounts::consecutive(1, &[12, 20, 50, 140, 150])?;
/// let desk = OrdinalCounts::consecutive(1, &[20, 20, 20, 20, 20])?;
/// let found = kruskal_wallis(&[web, phone, desk])?;
/// assert!((found.h - 59.93).abs() < 0.01 && found.p_value < 1e-12);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::TooFewGroups`] below two groups, [`Error::EmptySample`] when one has no answers,
/// [`Error::ScalesDiffer`] on different scales, [`Error::TooManyObservations`] beyond 2⁴⁰ answers in all.
pub fn kruskal_wallis(groups: &[OrdinalCounts]) -> Result<KruskalWallis> {
    if groups.len() < 2 {
        return Err(Error::TooFewGroups(groups.len()));
    }
    let ranks = MidRanks::of(groups)?;
    if groups.iter().any(|group| group.n() == 0) {
        return Err(Error::EmptySample);
    }
    let between: f64 = groups.iter().map(|group| rank_excess(&ranks, group)).sum();
    let h = if ranks.untied == 0 {
        0.0
    } else {
        3.0 * between * ((ranks.total - 1) as f64 / ranks.untied as f64)
    };
    let degrees_of_freedom = groups.len() - 1;
    Ok(KruskalWallis { h, degrees_of_freedom, p_value: chi_square_upper(h, degrees_of_freedom as f64) })
}

/// `(2R − n (N + 1))² / n` for the rank sum R of a group: taken from the expected sum before squaring, so that a
/// small H is not the difference of two huge numbers.
fn rank_excess(ranks: &MidRanks, group: &OrdinalCounts) -> f64 {
    let n = i128::from(group.n());
    let excess = (ranks.doubled_rank_sum(group) - n * (ranks.total + 1)) as f64;
    excess * (excess / n as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(counts: &[&[u64]]) -> Vec<OrdinalCounts> {
        counts.iter().map(|counts| OrdinalCounts::consecutive(1, counts).unwrap()).collect()
    }

    #[test]
    fn fewer_than_two_groups_or_an_empty_one_are_refused() {
        assert_eq!(kruskal_wallis(&[]), Err(Error::TooFewGroups(0)));
        assert_eq!(kruskal_wallis(&groups(&[&[1, 2]])), Err(Error::TooFewGroups(1)));
        assert_eq!(kruskal_wallis(&groups(&[&[1, 2], &[0, 0]])), Err(Error::EmptySample));
    }

    #[test]
    fn identical_answers_show_no_difference() {
        let same = kruskal_wallis(&groups(&[&[0, 7], &[0, 1], &[0, 3]])).unwrap();
        assert_eq!((same.h, same.degrees_of_freedom, same.p_value), (0.0, 2, 1.0));
    }
}
