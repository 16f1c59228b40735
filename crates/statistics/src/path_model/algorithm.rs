//! The iterations that settle the weights of the items.

use crate::{
    Matrix, ModelError, ModelResult,
    linear::{Cholesky, dot},
    path_model::{Mode, PathModel, Scheme, structure::regressed},
};

/// A score with less variance than this is the rounding of items that cancel each other.
const NO_VARIANCE: f64 = 1e-12;

/// A smaller change of a weight is rounding: it may go back and forth for ever.
const ROUNDING: f64 = 1e-14;

/// When to stop.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stopping {
    pub(super) tolerance: f64,
    pub(super) iterations: usize,
}

/// Settled weights.
#[derive(Debug, Clone)]
pub(super) struct Settled {
    /// One per item, such that every score has variance 1.
    pub(super) weights: Vec<f64>,
    /// Correlations of items (rows) with latent variables (columns).
    pub(super) cross: Matrix,
    /// Correlations of the latent variables.
    pub(super) latent: Matrix,
    pub(super) iterations: usize,
}

impl Settled {
    /// Settles the weights on the correlations of the items (Lohmöller 1989; Tenenhaus et al. 2005).
    ///
    /// Starts from weights of 1, scaled so that every score has variance 1. Each round weighs the scores of a
    /// latent variable's neighbours by the inner scheme and takes as new weights the covariances of its items
    /// with that sum (Mode A) or their regression coefficients (Mode B), scaled again, until no weight changes
    /// by the tolerance: `max ||w_old| − |w_new|| < tolerance`.
    pub(super) fn on(correlations: &Matrix, model: &PathModel, stopping: Stopping) -> ModelResult<Self> {
        let formative = factors(correlations, model)?;
        let mut settled = Self {
            weights: vec![1.0; correlations.rows()],
            cross: Matrix::zeros(correlations.rows(), model.blocks().len()),
            latent: Matrix::zeros(model.blocks().len(), model.blocks().len()),
            iterations: 0,
        };
        settled.scale(correlations, model)?;
        let mut change = f64::INFINITY;
        for iteration in 1..=stopping.iterations {
            settled.score(correlations, model);
            let inner = inner_weights(model, &settled.latent)?;
            let before = settled.weights.clone();
            for (latent, block) in model.blocks().iter().enumerate() {
                for item in block.clone() {
                    settled.weights[item] = dot(settled.cross.row(item), inner.row(latent));
                }
                if let Some(factor) = &formative[latent] {
                    let regressed = factor.solve(&settled.weights[block.clone()]);
                    settled.weights[block.clone()].copy_from_slice(&regressed);
                }
            }
            settled.scale(correlations, model)?;
            // The largest change, for a sum of squares below 1e-12 leaves changes of 1e-6, and of these about
            // 2e-8 in the weights to come. Of a weight above 1 the change in proportion, whose last digits are
            // rounding.
            let pairs = before.iter().zip(&settled.weights);
            change = pairs
                .map(|(old, new)| (old.abs() - new.abs()).abs() / new.abs().max(1.0))
                .fold(0.0, f64::max);
            if change < stopping.tolerance.max(ROUNDING) {
                settled.iterations = iteration;
                settled.score(correlations, model);
                settled.orient(model);
                return Ok(settled);
            }
        }
        Err(ModelError::NotConverged { iterations: stopping.iterations, change })
    }

    /// Scales the weights so that every score has variance 1.
    fn scale(&mut self, correlations: &Matrix, model: &PathModel) -> ModelResult<()> {
        for (latent, block) in model.blocks().iter().enumerate() {
            let weights = &mut self.weights[block.clone()];
            let variance: f64 = block
                .clone()
                .zip(weights.iter())
                .map(|(item, weight)| weight * dot(&correlations.row(item)[block.clone()], weights))
                .sum();
            let squares = dot(weights, weights);
            if !(variance > NO_VARIANCE * squares && squares > 0.0) {
                return Err(ModelError::ZeroVarianceBlock(model.name(latent)));
            }
            let deviation = variance.sqrt();
            weights.iter_mut().for_each(|weight| *weight /= deviation);
        }
        Ok(())
    }

    /// Correlates scores with items and with each other.
    fn score(&mut self, correlations: &Matrix, model: &PathModel) {
        for item in 0..correlations.rows() {
            let row = correlations.row(item);
            for (cell, block) in self.cross.row_mut(item).iter_mut().zip(model.blocks()) {
                *cell = dot(&row[block.clone()], &self.weights[block.clone()]);
            }
        }
        for (latent, block) in model.blocks().iter().enumerate() {
            let row = self.latent.row_mut(latent);
            row.fill(0.0);
            for item in block.clone() {
                let weight = self.weights[item];
                row.iter_mut().zip(self.cross.row(item)).for_each(|(cell, cross)| *cell += weight * cross);
            }
        }
    }

    /// Turns scores so that they point where the better part of their loadings does.
    fn orient(&mut self, model: &PathModel) {
        for (latent, block) in model.blocks().iter().enumerate() {
            let loadings: f64 = block.clone().map(|item| self.cross[(item, latent)]).sum();
            if loadings < 0.0 {
                self.flip(latent, model);
            }
        }
    }

    /// Turns scores so that each points where the score of `weights` does, on the same correlations.
    pub(super) fn align(&mut self, weights: &[f64], model: &PathModel) {
        for (latent, block) in model.blocks().iter().enumerate() {
            // The correlation of both scores, for `cross` is the correlation of each item with this one.
            let agreement: f64 = block.clone().map(|item| weights[item] * self.cross[(item, latent)]).sum();
            if agreement < 0.0 {
                self.flip(latent, model);
            }
        }
    }

    fn flip(&mut self, latent: usize, model: &PathModel) {
        for weight in &mut self.weights[model.blocks()[latent].clone()] {
            *weight = -*weight;
        }
        for item in 0..self.cross.rows() {
            self.cross[(item, latent)] *= -1.0;
        }
        for other in (0..self.latent.rows()).filter(|&other| other != latent) {
            self.latent[(latent, other)] *= -1.0;
            self.latent[(other, latent)] *= -1.0;
        }
    }

    /// The loadings: the correlation of each item with its own latent variable.
    pub(super) fn loadings(&self, model: &PathModel) -> Vec<f64> {
        let own = model.blocks().iter().enumerate();
        own.flat_map(|(latent, block)| block.clone().map(move |item| (item, latent)))
            .map(|place| self.cross[place])
            .collect()
    }
}

/// The factors of the blocks of Mode B; `None` for Mode A.
fn factors(correlations: &Matrix, model: &PathModel) -> ModelResult<Vec<Option<Cholesky>>> {
    let latents = model.latents().iter().zip(model.blocks());
    latents
        .map(|(latent, block)| match latent.mode {
            Mode::A => Ok(None),
            Mode::B => {
                let places: Vec<usize> = block.clone().collect();
                let factor = Cholesky::of(&correlations.part(&places));
                factor.map(Some).map_err(|dependent| ModelError::Singular(latent.items[dependent.0].clone()))
            }
        })
        .collect()
}

/// The weights of the neighbours (columns) in the inner estimate of each latent variable (row).
fn inner_weights(model: &PathModel, latent: &Matrix) -> ModelResult<Matrix> {
    let mut inner = Matrix::zeros(latent.rows(), latent.rows());
    for &(from, to) in model.paths() {
        let correlation = latent[(from, to)];
        let weight = if model.scheme() == Scheme::Centroid { correlation.signum() } else { correlation };
        inner[(from, to)] = weight;
        inner[(to, from)] = weight;
    }
    if model.scheme() == Scheme::Path {
        for (to, causes) in model.predecessors().iter().enumerate() {
            if !causes.is_empty() {
                let (betas, _) = regressed(model, latent, to, causes)?;
                causes.iter().zip(betas).for_each(|(&cause, beta)| inner[(to, cause)] = beta);
            }
        }
    }
    Ok(inner)
}
