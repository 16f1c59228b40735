//! The inner model: paths, explained variance and effects from the correlations of the latent variables.

use crate::{
    Matrix, ModelError, ModelResult,
    linear::{Cholesky, dot},
    path_model::PathModel,
};

/// Path coefficients and what they explain.
#[derive(Debug, Clone)]
pub(super) struct Structure {
    /// One per path, in the order of the model.
    pub(super) coefficients: Vec<f64>,
    /// One per latent variable; `None` where nothing moves it.
    pub(super) r_squared: Vec<Option<f64>>,
}

impl Structure {
    /// Regresses every latent variable on what moves it.
    pub(super) fn of(model: &PathModel, correlations: &Matrix) -> ModelResult<Self> {
        let mut coefficients = vec![0.0; model.paths().len()];
        let mut r_squared = vec![None; model.latents().len()];
        for (latent, causes) in model.predecessors().iter().enumerate() {
            if causes.is_empty() {
                continue;
            }
            let (betas, share) = regressed(model, correlations, latent, causes)?;
            r_squared[latent] = Some(share);
            for (place, &(from, to)) in model.paths().iter().enumerate() {
                if let Some(cause) = causes.iter().position(|&cause| to == latent && cause == from) {
                    coefficients[place] = betas[cause];
                }
            }
        }
        Ok(Self { coefficients, r_squared })
    }

    /// Total effects, cell (from, to): the sum of the products along every way, `Σ B^k`.
    pub(super) fn total_effects(&self, model: &PathModel) -> Matrix {
        let size = model.latents().len();
        let mut effects = Matrix::zeros(size, size);
        for &to in model.order() {
            let arriving = model.paths().iter().zip(&self.coefficients).filter(|((_, end), _)| *end == to);
            for (&(cause, _), &coefficient) in arriving {
                effects[(cause, to)] += coefficient;
                for from in 0..size {
                    effects[(from, to)] += effects[(from, cause)] * coefficient;
                }
            }
        }
        effects
    }
}

/// The coefficients of `latent` on `causes`, and R².
pub(super) fn regressed(
    model: &PathModel,
    correlations: &Matrix,
    latent: usize,
    causes: &[usize],
) -> ModelResult<(Vec<f64>, f64)> {
    let with_latent = correlations.column_part(causes, latent);
    if let [_] = causes {
        return Ok((with_latent.clone(), with_latent[0] * with_latent[0]));
    }
    let factor = factored(model, correlations, causes)?;
    let betas = factor.solve(&with_latent);
    let share = dot(&betas, &with_latent);
    Ok((betas, share))
}

/// The factor of the correlations of `causes`.
pub(super) fn factored(model: &PathModel, correlations: &Matrix, causes: &[usize]) -> ModelResult<Cholesky> {
    Cholesky::of(&correlations.part(causes))
        .map_err(|dependent| ModelError::Singular(model.name(causes[dependent.0])))
}
