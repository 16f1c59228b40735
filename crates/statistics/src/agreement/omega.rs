//! McDonald's omega: reliability without assuming that every question measures equally well.

use serde::Serialize;

use super::check_covariance;
use crate::{Error, Result};

/// Passes before a one-factor model is said not to fit; clean data need some tens.
const PASSES: usize = 20_000;
/// The passes end when no loading moves by more than this.
const TOLERANCE: f64 = 1e-13;

/// McDonald's omega of a set of items with one factor.
///
/// ```
/// use catsup_statistics::agreement::mcdonald_omega;
///
/// // Loadings 0.9, 0.8 and 0.7, whose products are the correlations.
/// let correlations = [vec![1.0, 0.72, 0.63], vec![0.72, 1.0, 0.56], vec![0.63, 0.56, 1.0]];
/// let found = mcdonald_omega(&correlations)?;
/// assert_eq!(found.items, 3);
/// assert!((found.loadings[0] - 0.9).abs() < 1e-9 && found.residual < 1e-9);
/// let common = 2.4_f64.powi(2);
/// assert!((found.omega - common / (common + 0.19 + 0.36 + 0.51)).abs() < 1e-9);
/// assert!((found.standardised - found.omega).abs() < 1e-9, "these items vary alike");
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct McDonaldOmega {
    /// The number of items.
    pub items: usize,
    /// The share of the variance of the sum of the items that the factor explains.
    pub omega: f64,
    /// The same for the sum of the items made equally variable.
    pub standardised: f64,
    /// The correlation of each item with the factor, in order.
    pub loadings: Vec<f64>,
    /// The root mean square of the correlations that the factor leaves unexplained; beyond 0.08 one factor is not
    /// enough.
    pub residual: f64,
}

/// McDonald's omega from the covariances of the items (McDonald 1999).
///
/// `ω = (Σ sᵢ λᵢ)² / ((Σ sᵢ λᵢ)² + Σ sᵢ² (1 − λᵢ²))` with the loadings λ of one factor on the correlations, estimated by
/// MINRES (Harman and Jones 1966): the λ that minimise `Σ_{i<j} (rᵢⱼ − λᵢ λⱼ)²`, by Gauss–Seidel passes
/// `λᵢ = Σ_{j≠i} rᵢⱼ λⱼ / Σ_{j≠i} λⱼ²` until none moves by 1e-13. Three items are fitted exactly.
///
/// ```
/// use catsup_statistics::agreement::mcdonald_omega;
///
/// let equal = vec![vec![1.0, 0.5, 0.5], vec![0.5, 1.0, 0.5], vec![0.5, 0.5, 1.0]];
/// let found = mcdonald_omega(&equal)?;
/// assert!((found.omega - 0.75).abs() < 1e-9);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::TooFew`] below three items, which leave the loadings open; [`Error::RaggedTable`] and
/// [`Error::OutOfRange`] as [`cronbach_alpha`](super::cronbach_alpha); [`Error::Undefined`] when one factor does not fit:
/// an item would be explained by more than all of its variance (a Heywood case), or the passes do not settle.
pub fn mcdonald_omega(covariance: &[Vec<f64>]) -> Result<McDonaldOmega> {
    check_covariance(covariance, 3)?;
    let items = covariance.len();
    let deviations: Vec<f64> = (0..items).map(|item| covariance[item][item].sqrt()).collect();
    let correlation =
        |row: usize, column: usize| covariance[row][column] / deviations[row] / deviations[column];
    let loadings = minimum_residual(items, correlation)?;
    let squares: f64 = (0..items)
        .flat_map(|row| (0..row).map(move |column| (row, column)))
        .map(|(row, column)| (correlation(row, column) - loadings[row] * loadings[column]).powi(2))
        .sum();
    let pairs = items * (items - 1) / 2;
    Ok(McDonaldOmega {
        items,
        omega: explained(&loadings, |item| deviations[item]),
        standardised: explained(&loadings, |_| 1.0),
        residual: (squares / pairs as f64).sqrt(),
        loadings,
    })
}

fn explained(loadings: &[f64], deviation: impl Fn(usize) -> f64) -> f64 {
    let common: f64 = loadings.iter().enumerate().map(|(item, loading)| deviation(item) * loading).sum();
    let unique: f64 = loadings
        .iter()
        .enumerate()
        .map(|(item, loading)| deviation(item).powi(2) * (1.0 - loading * loading))
        .sum();
    common * common / (common * common + unique)
}

fn minimum_residual(items: usize, correlation: impl Fn(usize, usize) -> f64) -> Result<Vec<f64>> {
    let undefined = |reason: String| Error::Undefined { figure: "McDonald's omega", reason };
    let mut loadings = vec![0.5; items];
    for _ in 0..PASSES {
        let mut moved = 0.0_f64;
        for item in 0..items {
            let others = || (0..items).filter(|&other| other != item);
            let own: f64 = others().map(|other| correlation(item, other) * loadings[other]).sum();
            let size: f64 = others().map(|other| loadings[other] * loadings[other]).sum();
            if size <= 1e-12 {
                return Err(undefined("the items have nothing in common".to_owned()));
            }
            let loading = own / size;
            moved = moved.max((loading - loadings[item]).abs());
            loadings[item] = loading;
        }
        if moved <= TOLERANCE {
            // Which way the factor points is open: towards most of its items.
            if loadings.iter().sum::<f64>() < 0.0 {
                loadings.iter_mut().for_each(|loading| *loading = -*loading);
            }
            return match loadings.iter().position(|loading| loading.abs() > 1.0 + 1e-9) {
                None => Ok(loadings),
                Some(item) => Err(undefined(format!(
                    "one factor would explain more than the whole of items[{item}]; look for items that repeat each other"
                ))),
            };
        }
    }
    Err(undefined("one factor does not fit these items".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_of_one_factor_gives_its_loadings_back() {
        let loadings = [0.9, 0.7, 0.5, 0.8, 0.3];
        let deviations = [1.0, 2.0, 0.5, 1.5, 1.0];
        let covariance: Vec<Vec<f64>> = (0..5)
            .map(|row| {
                let cell = |column: usize| {
                    let shared = if row == column { 1.0 } else { loadings[row] * loadings[column] };
                    deviations[row] * deviations[column] * shared
                };
                (0..5).map(cell).collect()
            })
            .collect();
        let found = mcdonald_omega(&covariance).unwrap();
        for (found, loading) in found.loadings.iter().zip(loadings) {
            assert!((found - loading).abs() < 1e-10);
        }
        assert!(found.residual < 1e-10);
        let common = 0.9 + 1.4 + 0.25 + 1.2 + 0.3_f64;
        let unique = 0.19 + 4.0 * 0.51 + 0.25 * 0.75 + 2.25 * 0.36 + 0.91;
        assert!((found.omega - common * common / (common * common + unique)).abs() < 1e-10);
    }

    #[test]
    fn items_without_one_factor_are_refused() {
        let told = |covariance: &[Vec<f64>]| mcdonald_omega(covariance).unwrap_err().to_string();
        assert_eq!(told(&vec![vec![1.0; 2]; 2]), "2 items: at least 3 are needed");
        let apart: Vec<Vec<f64>> =
            (0..3).map(|row| (0..3).map(|column| f64::from(u8::from(row == column))).collect()).collect();
        assert!(told(&apart).contains("nothing in common"));
        let heywood = [vec![1.0, 0.9, 0.9], vec![0.9, 1.0, 0.5], vec![0.9, 0.5, 1.0]];
        assert!(told(&heywood).contains("more than the whole of items[0]"));
    }
}
