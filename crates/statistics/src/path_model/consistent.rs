//! Consistent estimates: correlations and loadings corrected for the unreliability of the scores.

use crate::{
    Matrix, ModelError, ModelResult,
    path_model::{Mode, PathModel, algorithm::Settled, assessment::score_reliability},
};

/// Corrected correlations of the latent variables and corrected loadings.
pub(super) struct Corrected {
    pub(super) latent: Matrix,
    pub(super) loadings: Vec<f64>,
}

impl Corrected {
    /// Divides the correlations of scores by the roots of their reliabilities ρ_A and takes `√ρ_A · w / w'w`
    /// as loadings of the blocks of Mode A (Dijkstra and Henseler 2015). Blocks of Mode B and single items
    /// stay as they are.
    ///
    /// # Errors
    ///
    /// [`ModelError::Unreliable`] and [`ModelError::Inadmissible`] name the latent variables.
    pub(super) fn of(settled: &Settled, model: &PathModel) -> ModelResult<Self> {
        let mut loadings = settled.loadings(model);
        let mut roots = vec![1.0; model.latents().len()];
        for (place, (latent, block)) in model.latents().iter().zip(model.blocks()).enumerate() {
            if latent.mode == Mode::B || block.len() == 1 {
                continue;
            }
            let weights = &settled.weights[block.clone()];
            let reliability = score_reliability(weights).filter(|&reliability| reliability > 0.0);
            let root = reliability.ok_or_else(|| ModelError::Unreliable(latent.name.clone()))?.sqrt();
            roots[place] = root;
            let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
            for (loading, weight) in loadings[block.clone()].iter_mut().zip(weights) {
                *loading = root * weight / squares;
            }
        }
        let size = roots.len();
        let latent = Matrix::from_fn(size, size, |row, column| {
            if row == column { 1.0 } else { settled.latent[(row, column)] / (roots[row] * roots[column]) }
        });
        for first in 0..size {
            for second in first + 1..size {
                let correlation = latent[(first, second)];
                if correlation.abs() >= 1.0 {
                    let (first, second) = (model.name(first), model.name(second));
                    return Err(ModelError::Inadmissible { first, second, correlation });
                }
            }
        }
        Ok(Self { latent, loadings })
    }
}
