//! Whether a share rises or falls along ordered groups: months, age bands, levels of effort.

use serde::Serialize;

use crate::error::{MAXIMUM_OBSERVATIONS, check_number};
use crate::{Error, Result, Significance};

/// The outcome of a Cochran–Armitage test for a linear trend in shares.
///
/// ```
/// use catsup_statistics::trend_of_shares;
///
/// let found = trend_of_shares(&[(50, 100), (60, 100), (70, 100)], &[1.0, 2.0, 3.0])?;
/// assert!((found.slope - 0.1).abs() < 1e-12);
/// // Σ s (k − n p) = 20 over √(0.6 · 0.4 · 200).
/// assert!((found.test.statistic - 20.0 / 48.0_f64.sqrt()).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TrendOfShares {
    /// The change of the share for one step of the score, fitted by least squares weighted by the group sizes.
    pub slope: f64,
    /// The two-sided test; its sign is that of the slope.
    pub test: Significance,
}

/// Tests whether shares follow the scores of their groups (Cochran 1954, Armitage 1955).
///
/// `groups` are `(successes, n)` in order, `scores` one number for each. With the pooled share `p`,
/// `z = Σ sᵢ (kᵢ − nᵢ p) / √(p (1 − p) Σ nᵢ (sᵢ − s̄)²)`, where `s̄` is the mean score of all observations; two-sided,
/// without continuity correction, as R's `prop.trend.test`. Groups without observations say nothing and change
/// nothing. When all answers are the same there is no trend: z is 0 and p is 1.
///
/// ```
/// use catsup_statistics::trend_of_shares;
///
/// let months = [(61, 100), (66, 100), (74, 100)];
/// let trend = trend_of_shares(&months, &[1.0, 2.0, 3.0])?;
/// assert!((trend.slope - 0.065).abs() < 1e-12);
/// assert!(trend.test.p_value < 0.06);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::LengthsDiffer`] unless there is a score for each group, [`Error::OutOfRange`] for one that is not finite,
/// [`Error::SuccessesExceedSample`] for impossible counts, [`Error::TooManyObservations`] beyond 2⁴⁰,
/// [`Error::TooFewGroups`] when fewer than two groups hold observations, [`Error::Undefined`] when their scores are
/// all the same.
pub fn trend_of_shares(groups: &[(u64, u64)], scores: &[f64]) -> Result<TrendOfShares> {
    if groups.len() != scores.len() {
        let item = "scores".to_owned();
        return Err(Error::LengthsDiffer { item, found: scores.len(), expected: groups.len() });
    }
    let mut held = Vec::with_capacity(groups.len());
    let (mut successes, mut n) = (0_u64, 0_u64);
    for (place, (&(group_successes, group_n), &score)) in groups.iter().zip(scores).enumerate() {
        check_number(|| format!("scores[{place}]"), score, "a finite number", |_| true)?;
        if group_successes > group_n {
            return Err(Error::SuccessesExceedSample { successes: group_successes, n: group_n });
        }
        successes = successes.saturating_add(group_successes);
        n = n.saturating_add(group_n);
        if group_n > 0 {
            held.push((group_successes as f64, group_n as f64, score));
        }
    }
    if n > MAXIMUM_OBSERVATIONS {
        return Err(Error::TooManyObservations);
    }
    if held.len() < 2 {
        return Err(Error::TooFewGroups(held.len()));
    }
    let total = n as f64;
    let share = successes as f64 / total;
    let mean_score = held.iter().map(|(_, size, score)| size * score).sum::<f64>() / total;
    let spread: f64 = held.iter().map(|(_, size, score)| size * (score - mean_score).powi(2)).sum();
    if spread <= 0.0 || !spread.is_finite() {
        let reason = "the scores of the groups do not differ, or differ beyond computing".to_owned();
        return Err(Error::Undefined { figure: "a trend", reason });
    }
    let along: f64 = held.iter().map(|(k, size, score)| (score - mean_score) * (k - size * share)).sum();
    let chance = (share * (1.0 - share) * spread).sqrt();
    let none = Significance { statistic: 0.0, p_value: 1.0 };
    Ok(TrendOfShares {
        slope: along / spread,
        test: Significance::of_difference(along, chance).unwrap_or(none),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_have_a_trend_is_refused_by_name() {
        assert!(matches!(trend_of_shares(&[(1, 2)], &[1.0, 2.0]), Err(Error::LengthsDiffer { .. })));
        assert_eq!(trend_of_shares(&[(1, 2), (0, 0)], &[1.0, 2.0]), Err(Error::TooFewGroups(1)));
        assert!(matches!(trend_of_shares(&[(1, 2), (1, 2)], &[3.0, 3.0]), Err(Error::Undefined { .. })));
        let stray = trend_of_shares(&[(1, 2), (1, 2)], &[0.0, f64::NAN]).unwrap_err();
        assert!(stray.to_string().starts_with("scores[1] is NaN"), "{stray}");
        assert!(trend_of_shares(&[(3, 2), (1, 2)], &[0.0, 1.0]).is_err());
    }

    #[test]
    fn answers_all_alike_have_no_trend() {
        for groups in [[(0, 5), (0, 9)], [(5, 5), (9, 9)]] {
            let flat = trend_of_shares(&groups, &[0.0, 1.0]).unwrap();
            assert_eq!((flat.slope, flat.test.statistic, flat.test.p_value), (0.0, 0.0, 1.0));
        }
    }
}
