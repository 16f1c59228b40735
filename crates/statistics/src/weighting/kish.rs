//! What weights cost: the design effect.

use serde::Serialize;

use crate::error::check_number;
use crate::{Error, Result};

/// What unequal weights cost in precision.
///
/// ```
/// use catsup_statistics::weighting::design_effect;
///
/// let equal = design_effect([(2.0, 100)])?;
/// assert_eq!((equal.n, equal.design_effect, equal.effective_n), (100, 1.0, 100.0));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DesignEffect {
    /// The number of answers.
    pub n: u64,
    /// `n Σw² / (Σw)²`: how many times larger the variance is than with equal weights; at least 1 (Kish 1965).
    pub design_effect: f64,
    /// `(Σw)² / Σw²`: the equally weighted answers that would tell as much.
    pub effective_n: f64,
}

/// The design effect of weights, given as pairs of a weight and the number of answers that carry it.
///
/// It holds for figures unrelated to the weights, and is pessimistic where the weights explain the answers.
///
/// ```
/// use catsup_statistics::weighting::design_effect;
///
/// let found = design_effect([(1.0, 50), (3.0, 50)])?;
/// assert!((found.design_effect - 1.25).abs() < 1e-12 && (found.effective_n - 80.0).abs() < 1e-10);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] for a weight that is negative or not finite, [`Error::EmptySample`] without answers,
/// [`Error::Undefined`] when all weights are 0.
pub fn design_effect(weights: impl IntoIterator<Item = (f64, u64)>) -> Result<DesignEffect> {
    let weights: Vec<(f64, u64)> = weights.into_iter().collect();
    let largest = largest(&weights)?;
    let n: u64 = weights.iter().fold(0, |n, (_, count)| n.saturating_add(*count));
    // Relative to the largest weight, so that no square overflows or vanishes.
    let (sum, squares) = weights.iter().fold((0.0, 0.0), |(sum, squares), &(weight, count)| {
        let (weight, count) = (weight / largest, count as f64);
        (sum + count * weight, squares + count * weight * weight)
    });
    let effective_n = sum * sum / squares;
    Ok(DesignEffect { n, design_effect: n as f64 / effective_n, effective_n })
}

/// The largest weight carried by any answer.
pub(super) fn largest(weights: &[(f64, u64)]) -> Result<f64> {
    for (place, &(weight, _)) in weights.iter().enumerate() {
        check_number(|| format!("weights[{place}]"), weight, "finite and not negative", |one| one >= 0.0)?;
    }
    let carried = weights.iter().filter(|(_, count)| *count > 0);
    match carried.map(|(weight, _)| *weight).max_by(f64::total_cmp) {
        None => Err(Error::EmptySample),
        Some(0.0) => Err(Error::Undefined {
            figure: "a weighted figure",
            reason: "all weights are 0: give at least one answer a weight".to_owned(),
        }),
        Some(largest) => Ok(largest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_weights_cost_nothing_at_any_size() {
        for weight in [1e-300, 0.3, 1.0, 1e300] {
            let equal = design_effect([(weight, 7), (weight, 5)]).unwrap();
            assert!((equal.design_effect - 1.0).abs() < 1e-12 && (equal.effective_n - 12.0).abs() < 1e-10);
        }
    }

    #[test]
    fn weights_that_weigh_nothing_are_refused() {
        assert_eq!(design_effect([]), Err(Error::EmptySample));
        assert_eq!(design_effect([(1.0, 0)]), Err(Error::EmptySample));
        assert!(matches!(design_effect([(0.0, 4)]), Err(Error::Undefined { .. })));
        for weight in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(matches!(design_effect([(1.0, 1), (weight, 4)]), Err(Error::OutOfRange { .. })));
        }
    }
}
