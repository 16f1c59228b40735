//! How well items measure their latent variables.

use std::ops::Range;

use crate::{Matrix, linear::Cholesky};

/// Cronbach's α of standardised items, `k r̄ / (1 + (k − 1) r̄)` with the mean correlation `r̄`; 1 for a
/// single item, whose error nothing tells. `None` where the items cancel each other.
pub(super) fn alpha(correlations: &Matrix, block: &Range<usize>) -> Option<f64> {
    let size = block.len() as f64;
    if block.len() == 1 {
        return Some(1.0);
    }
    let pairs = block.clone().flat_map(|first| (first + 1..block.end).map(move |second| (first, second)));
    let mean = pairs.map(|pair| correlations[pair]).sum::<f64>() / (size * (size - 1.0) / 2.0);
    let alpha = size * mean / (1.0 + (size - 1.0) * mean);
    alpha.is_finite().then_some(alpha)
}

/// ρ_C, the composite reliability `(Σλ)² / ((Σλ)² + Σ(1 − λ²))` (Dillon and Goldstein; Werts, Linn and
/// Jöreskog 1974).
pub(super) fn composite_reliability(loadings: &[f64]) -> Option<f64> {
    let sum: f64 = loadings.iter().sum();
    let errors: f64 = loadings.iter().map(|loading| 1.0 - loading * loading).sum();
    let reliability = sum * sum / (sum * sum + errors);
    reliability.is_finite().then_some(reliability)
}

/// ρ_A, the reliability of the score itself (Dijkstra and Henseler, “Consistent partial least squares path
/// modeling”, MIS Quarterly 39, 2015): `(w'w)² · w'(S − diag S)w / w'(ww' − diag ww')w`, where `w'Sw = 1`; 1
/// for a single item.
pub(super) fn score_reliability(weights: &[f64]) -> Option<f64> {
    if weights.len() == 1 {
        return Some(1.0);
    }
    let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
    let fourths: f64 = weights.iter().map(|weight| weight.powi(4)).sum();
    let reliability = squares * squares * (1.0 - squares) / (squares * squares - fourths);
    reliability.is_finite().then_some(reliability)
}

/// The mean of `λ²`: the variance of the items that the latent variable extracts (Fornell and Larcker 1981).
pub(super) fn extracted_variance(loadings: &[f64]) -> f64 {
    loadings.iter().map(|loading| loading * loading).sum::<f64>() / loadings.len() as f64
}

/// The heterotrait–monotrait ratio of two blocks (Henseler, Ringle and Sarstedt, JAMS 43, 2015): the mean
/// absolute correlation across the blocks over the geometric mean of those within. `None` where the items
/// within share nothing.
pub(super) fn heterotrait_monotrait(
    correlations: &Matrix,
    first: &Range<usize>,
    second: &Range<usize>,
) -> Option<f64> {
    let across = first.clone().flat_map(|item| correlations.row(item)[second.clone()].iter());
    let across =
        across.map(|correlation| correlation.abs()).sum::<f64>() / (first.len() * second.len()) as f64;
    let within = |block: &Range<usize>| {
        if block.len() == 1 {
            return 1.0;
        }
        let pairs = block.clone().flat_map(|one| correlations.row(one)[one + 1..block.end].iter());
        pairs.map(|correlation| correlation.abs()).sum::<f64>() * 2.0
            / (block.len() * (block.len() - 1)) as f64
    };
    let ratio = across / (within(first) * within(second)).sqrt();
    ratio.is_finite().then_some(ratio)
}

/// Variance inflation of each item of a block by the others; `None` where one is determined by the others.
pub(super) fn item_inflation(correlations: &Matrix, block: &Range<usize>) -> Option<Vec<f64>> {
    let places: Vec<usize> = block.clone().collect();
    let inverse = Cholesky::of(&correlations.part(&places)).ok()?.inverse();
    Some((0..places.len()).map(|place| inverse[(place, place)]).collect())
}
