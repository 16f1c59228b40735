//! Johnson's relative weights: the explained variance shared out among correlated predictors.

use crate::{
    Matrix, ModelError, ModelResult, Moments, drivers::regression::Standardised, linear::symmetric_eigen,
};

/// The relative weight of each predictor of the last variable: non-negative shares of variance that sum to
/// R².
///
/// With `R = V D V'` the correlations of the predictors, `Λ = V D^½ V'` ties them to the closest uncorrelated
/// variables, on which the outcome has weights `β* = Λ⁻¹ r`; the weight of predictor j is `Σ_k Λ_jk² β*_k²`.
/// Source: J. W. Johnson, “A heuristic method for estimating the relative weight of predictor variables in
/// multiple regression”, Multivariate Behavioral Research 35 (2000).
///
/// # Errors
///
/// As [`Regression::of`](crate::drivers::Regression::of), but for a perfect fit.
///
/// ```
/// use catsup_statistics::{Moments, drivers::relative_weights};
///
/// // Two predictors that share nothing: each keeps its squared correlation.
/// let names = ["a", "b", "outcome"].map(String::from);
/// let products = [vec![4, 0, 2], vec![0, 4, 1], vec![2, 1, 4]];
/// let weights = relative_weights(&Moments::from_sums(&names, 4, &[0, 0, 0], &products)?)?;
/// assert!((weights[0] - 0.25).abs() < 1e-12 && (weights[1] - 0.0625).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
pub fn relative_weights(moments: &Moments) -> ModelResult<Vec<f64>> {
    // Refuses what cannot be shared out: constants, combinations, too few rows.
    Standardised::of(moments)?;
    let correlations = moments.correlations()?;
    johnson(&correlations).ok_or_else(|| ModelError::Singular(moments.names()[0].clone()))
}

/// The weights from a correlation matrix whose last variable is the outcome; `None` when predictors are
/// dependent.
pub(super) fn johnson(correlations: &Matrix) -> Option<Vec<f64>> {
    let predictors: Vec<usize> = (0..correlations.rows() - 1).collect();
    let with_outcome = correlations.column_part(&predictors, predictors.len());
    let (values, vectors) = symmetric_eigen(&correlations.part(&predictors));
    if values.iter().any(|&value| value <= 0.0) {
        return None;
    }
    // `V f(D) V'`, one cell.
    let composed = |diagonal: &[f64], row: usize, column: usize| -> f64 {
        diagonal.iter().enumerate().map(|(k, d)| vectors[(row, k)] * d * vectors[(column, k)]).sum()
    };
    let roots: Vec<f64> = values.iter().map(|value| value.sqrt()).collect();
    let inverse_roots: Vec<f64> = roots.iter().map(|root| 1.0 / root).collect();
    let size = predictors.len();
    let loadings = Matrix::from_fn(size, size, |row, column| composed(&roots, row, column));
    let weights: Vec<f64> = (0..size)
        .map(|k| with_outcome.iter().enumerate().map(|(j, r)| composed(&inverse_roots, k, j) * r).sum())
        .collect();
    let shared = |j: usize| {
        let parts = loadings.row(j).iter().zip(&weights).map(|(loading, weight)| (loading * weight).powi(2));
        parts.sum()
    };
    Some((0..size).map(shared).collect())
}
