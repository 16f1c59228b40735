//! Agreement of any number of reviewers, who need not all have rated everything.

use serde::Serialize;

use crate::error::{MAXIMUM_OBSERVATIONS, check_number};
use crate::{Error, Result};

/// What the ratings mean.
///
/// ```
/// use catsup_statistics::agreement::{Level, krippendorff_alpha};
///
/// // Both reviewers differ by one step once: as numbers that is little, as categories a disagreement like any other.
/// let units = [vec![2, 0, 0], vec![0, 2, 0], vec![0, 0, 2], vec![0, 1, 1]];
/// let alpha = |level| Ok::<_, catsup_statistics::Error>(krippendorff_alpha(&[1.0, 2.0, 3.0], &units, level)?.alpha);
/// assert!(alpha(Level::Nominal)? < alpha(Level::Interval)? && alpha(Level::Nominal)? < alpha(Level::Ordinal)?);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Categories without order.
    Nominal,
    /// Ranks.
    Ordinal,
    /// Numbers with meaningful steps.
    Interval,
}

/// Krippendorff's alpha.
///
/// ```
/// use catsup_statistics::agreement::{Level, krippendorff_alpha};
///
/// // The last one was rated once, so that it tells nothing.
/// let units = [vec![2, 0], vec![0, 2], vec![1, 1], vec![0, 1]];
/// let found = krippendorff_alpha(&[0.0, 1.0], &units, Level::Nominal)?;
/// assert_eq!((found.units, found.ratings), (3, 6));
/// assert!((found.alpha - (1.0 - found.observed_disagreement / found.expected_disagreement)).abs() < 1e-12);
/// assert!((found.alpha - 4.0 / 9.0).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct KrippendorffAlpha {
    /// `1 − observed / expected`: 1 for full agreement, 0 for chance, below 0 for less than chance. Krippendorff asks
    /// for 0.8, and for 0.667 where tentative conclusions will do.
    pub alpha: f64,
    /// The disagreement observed.
    pub observed_disagreement: f64,
    /// The disagreement that chance would show.
    pub expected_disagreement: f64,
    /// The things that at least two reviewers rated; the others cannot tell.
    pub units: usize,
    /// The ratings of these.
    pub ratings: u64,
}

/// Krippendorff's alpha from the number of times each thing was given each value (Krippendorff, “Content Analysis”,
/// 4th ed. 2018, chapter 12).
///
/// `values` ascend; `units` holds, for each thing rated, one count for each value, so that a missing rating is simply
/// not counted. With the coincidences `o` of pairs within things, their totals `n_c` and `n = Σ n_c`,
/// `α = 1 − (n − 1) Σ o_ck δ²_ck / Σ n_c n_k δ²_ck`. The difference δ² is 1 for nominal values, the squared difference
/// for interval ones, and `(Σ_{g=c..k} n_g − (n_c + n_k)/2)²` for ordinal ones.
///
/// ```
/// use catsup_statistics::agreement::{Level, krippendorff_alpha};
///
/// // Four interactions, rated 1 to 3: two reviewers agree on three of them.
/// let units = [vec![2, 0, 0], vec![0, 2, 0], vec![0, 0, 2], vec![0, 1, 1]];
/// let found = krippendorff_alpha(&[1.0, 2.0, 3.0], &units, Level::Nominal)?;
/// assert!((found.alpha - 2.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] unless the values are finite and ascend, [`Error::LengthsDiffer`] when a thing does not have
/// one count for each value, [`Error::TooFew`] when nothing was rated twice, [`Error::TooManyObservations`] beyond 2⁴⁰,
/// [`Error::Undefined`] when all ratings are the same.
pub fn krippendorff_alpha<R: AsRef<[u64]>>(
    values: &[f64],
    units: &[R],
    level: Level,
) -> Result<KrippendorffAlpha> {
    check_values(values)?;
    let mut coincidences = vec![vec![0.0; values.len()]; values.len()];
    let (mut pairable, mut ratings) = (0, 0_u64);
    for (place, unit) in units.iter().enumerate() {
        let counts = unit.as_ref();
        if counts.len() != values.len() {
            let item = format!("units[{place}]");
            return Err(Error::LengthsDiffer { item, found: counts.len(), expected: values.len() });
        }
        let rated = counts.iter().fold(0_u64, |sum, count| sum.saturating_add(*count));
        if rated < 2 {
            continue;
        }
        ratings = ratings.saturating_add(rated);
        if ratings > MAXIMUM_OBSERVATIONS {
            return Err(Error::TooManyObservations);
        }
        pairable += 1;
        add_pairs(&mut coincidences, counts, rated);
    }
    if pairable == 0 {
        return Err(Error::TooFew { item: "things rated at least twice", found: 0, needed: 1 });
    }
    let totals: Vec<f64> = coincidences.iter().map(|row| row.iter().sum()).collect();
    let n = ratings as f64;
    let (mut observed, mut expected) = (0.0, 0.0);
    for first in 0..values.len() {
        for second in 0..values.len() {
            let difference = level.difference(values, &totals, first, second);
            observed += coincidences[first][second] * difference;
            expected += totals[first] * totals[second] * difference;
        }
    }
    let (observed, expected) = (observed / n, expected / (n * (n - 1.0)));
    if expected <= 0.0 {
        let reason = "all ratings are the same, so that nothing tells agreement from habit".to_owned();
        return Err(Error::Undefined { figure: "Krippendorff's alpha", reason });
    }
    Ok(KrippendorffAlpha {
        alpha: 1.0 - observed / expected,
        observed_disagreement: observed,
        expected_disagreement: expected,
        units: pairable,
        ratings,
    })
}

fn check_values(values: &[f64]) -> Result<()> {
    for (place, &value) in values.iter().enumerate() {
        let follows = |value: f64| place == 0 || values[place - 1] < value;
        check_number(|| format!("values[{place}]"), value, "finite and above the one before", follows)?;
    }
    Ok(())
}

/// Adds the pairs of ratings of one thing, each weighing `1 / (ratings − 1)`.
fn add_pairs(coincidences: &mut [Vec<f64>], counts: &[u64], rated: u64) {
    let others = (rated - 1) as f64;
    for (first, row) in coincidences.iter_mut().enumerate() {
        for (second, cell) in row.iter_mut().enumerate() {
            let partners = if first == second { counts[second].saturating_sub(1) } else { counts[second] };
            *cell += counts[first] as f64 * partners as f64 / others;
        }
    }
}

impl Level {
    fn difference(self, values: &[f64], totals: &[f64], first: usize, second: usize) -> f64 {
        if first == second {
            return 0.0;
        }
        match self {
            Self::Nominal => 1.0,
            Self::Interval => (values[first] - values[second]).powi(2),
            Self::Ordinal => {
                let between: f64 = totals[first.min(second)..=first.max(second)].iter().sum();
                (between - (totals[first] + totals[second]) / 2.0).powi(2)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_rated_once_change_nothing() {
        let twice = [vec![2, 0, 0], vec![0, 1, 1], vec![0, 0, 3]];
        let mut padded = twice.to_vec();
        padded.extend([vec![1, 0, 0], vec![0, 0, 0]]);
        for level in [Level::Nominal, Level::Ordinal, Level::Interval] {
            let values = [1.0, 2.0, 5.0];
            assert_eq!(
                krippendorff_alpha(&values, &twice, level),
                krippendorff_alpha(&values, &padded, level)
            );
        }
    }

    #[test]
    fn ratings_that_cannot_tell_are_refused() {
        let alpha = |values: &[f64], units: &[Vec<u64>]| krippendorff_alpha(values, units, Level::Ordinal);
        assert!(matches!(alpha(&[1.0, 2.0], &[vec![1, 0]]), Err(Error::TooFew { .. })));
        assert!(matches!(alpha(&[1.0, 2.0], &[vec![2, 0], vec![5, 0]]), Err(Error::Undefined { .. })));
        assert!(matches!(alpha(&[2.0, 1.0], &[vec![2, 0]]), Err(Error::OutOfRange { .. })));
        assert!(matches!(alpha(&[1.0, 2.0], &[vec![2]]), Err(Error::LengthsDiffer { .. })));
    }
}
