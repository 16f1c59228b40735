//! Exact Shapley values of R², also known as LMG: a predictor's gain averaged over every order of entering.

use crate::{Matrix, ModelError, ModelResult, Moments, drivers::regression::Standardised};

/// The most predictors whose every subset is looked at: 2¹⁵ regressions.
///
/// ```
/// assert_eq!(catsup_statistics::drivers::SHAPLEY_LIMIT, 15);
/// ```
pub const SHAPLEY_LIMIT: usize = 15;

/// The Shapley value of each predictor of the last variable: shares of variance that sum to R².
///
/// `φ_j = Σ_S |S|! (p − |S| − 1)! / p! · (R²(S ∪ j) − R²(S))` over all sets S without j, exactly. Source:
/// Lindeman, Merenda and Gold, “Introduction to Bivariate and Multivariate Analysis” (1980); Shapley (1953).
/// The R² of all subsets are walked as a tree in which each step sweeps one predictor out of the rest
/// (Goodnight 1979), so that all 2^p of them cost a few arithmetic operations each.
///
/// # Errors
///
/// [`ModelError::TooManyPredictors`] above [`SHAPLEY_LIMIT`]; otherwise as
/// [`relative_weights`](crate::drivers::relative_weights).
///
/// ```
/// use catsup_statistics::{Moments, drivers::shapley};
///
/// // Two predictors alike in every way share alike.
/// let names = ["a", "b", "outcome"].map(String::from);
/// let products = [vec![4, 2, 2], vec![2, 4, 2], vec![2, 2, 4]];
/// let shares = shapley(&Moments::from_sums(&names, 4, &[0, 0, 0], &products)?)?;
/// assert!((shares[0] - shares[1]).abs() < 1e-12);
/// assert!((shares[0] + shares[1] - 1.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
pub fn shapley(moments: &Moments) -> ModelResult<Vec<f64>> {
    let found = moments.names().len().saturating_sub(1);
    if found > SHAPLEY_LIMIT {
        return Err(ModelError::TooManyPredictors { found, limit: SHAPLEY_LIMIT });
    }
    Standardised::of(moments)?;
    Ok(shares(&moments.correlations()?))
}

/// The values from a correlation matrix whose last variable is the outcome and whose predictors are
/// independent.
pub(super) fn shares(correlations: &Matrix) -> Vec<f64> {
    let predictors = correlations.rows() - 1;
    let mut explained = vec![0.0; 1 << predictors];
    let mut levels: Vec<Matrix> =
        (0..=predictors).map(|swept| Matrix::zeros(predictors + 1 - swept, predictors + 1 - swept)).collect();
    levels[0] = correlations.clone();
    walk(&mut levels, 0, 0.0, &mut explained);

    let weights = orders(predictors);
    let mut shares = vec![0.0; predictors];
    for (set, &r_squared) in explained.iter().enumerate() {
        let size = set.count_ones() as usize;
        for (place, share) in shares.iter_mut().enumerate() {
            // Predictor 0 is the highest bit, for it is the first that the walk decides on.
            if set >> (predictors - 1 - place) & 1 == 1 {
                *share += weights[size - 1] * r_squared;
            } else {
                *share -= weights[size] * r_squared;
            }
        }
    }
    shares
}

/// Decides on the first predictor of `levels[0]`: left out, then swept out; notes the R² of every set at its
/// leaf.
///
/// `levels[0]` holds what the predictors taken so far leave of those not yet decided on and of the outcome.
fn walk(levels: &mut [Matrix], set: usize, r_squared: f64, explained: &mut [f64]) {
    let (current, deeper) = levels.split_at_mut(1);
    let (current, size) = (&current[0], current[0].rows());
    if size == 1 {
        explained[set] = r_squared;
        return;
    }
    for row in 1..size {
        deeper[0].row_mut(row - 1).copy_from_slice(&current.row(row)[1..]);
    }
    walk(deeper, set << 1, r_squared, explained);
    let first = current.row(0);
    for row in 1..size {
        let factor = first[row] / first[0];
        let rests = current.row(row)[1..].iter().zip(&first[1..]);
        for (cell, (rest, shared)) in deeper[0].row_mut(row - 1).iter_mut().zip(rests) {
            *cell = rest - factor * shared;
        }
    }
    let gain = first[size - 1] * first[size - 1] / first[0];
    walk(deeper, set << 1 | 1, r_squared + gain, explained);
}

/// `s! (p − s − 1)! / p!` for s = 0 … p − 1: how many of all orders put exactly a given set of s before a
/// predictor.
fn orders(predictors: usize) -> Vec<f64> {
    let mut choose = 1.0;
    (0..predictors)
        .map(|size| {
            let weight = 1.0 / (predictors as f64 * choose);
            choose *= (predictors - 1 - size) as f64 / (size + 1) as f64;
            weight
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Averages the gain over every order of three predictors, the definition itself.
    #[test]
    fn the_tree_gives_what_all_orders_give() {
        let rows = [[1.0, 0.3, 0.5, 0.6], [0.3, 1.0, -0.2, 0.4], [0.5, -0.2, 1.0, 0.3], [0.6, 0.4, 0.3, 1.0]];
        let matrix = Matrix::from_fn(4, 4, |row, column| rows[row][column]);
        let r_squared = |set: &[usize]| {
            let solved = crate::linear::Cholesky::of(&matrix.part(set)).unwrap();
            let with_outcome = matrix.column_part(set, 3);
            crate::linear::dot(&solved.solve(&with_outcome), &with_outcome)
        };
        let mut expected = [0.0; 3];
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            for (place, &entering) in order.iter().enumerate() {
                expected[entering] += (r_squared(&order[..=place]) - r_squared(&order[..place])) / 6.0;
            }
        }
        for (found, expected) in shares(&matrix).iter().zip(expected) {
            assert!((found - expected).abs() < 1e-14, "{found}, {expected}");
        }
    }

    #[test]
    fn more_predictors_than_can_be_tried_are_refused() {
        let names: Vec<String> = (0..=16).map(|place| format!("q{place}")).collect();
        let products: Vec<Vec<i128>> =
            (0..17).map(|row| (0..17).map(|column| i128::from(row == column) * 9).collect()).collect();
        let moments = Moments::from_sums(&names, 90, &[0; 17], &products).unwrap();
        assert_eq!(shapley(&moments), Err(ModelError::TooManyPredictors { found: 16, limit: 15 }));
    }
}
