//! Whether reviewers agree, and whether the questions of a scale belong together.

mod cronbach;
mod kappa;
mod krippendorff;
mod omega;

pub use cronbach::{CronbachAlpha, cronbach_alpha, item_covariances};
pub use kappa::{Kappa, KappaWeights, cohens_kappa};
pub use krippendorff::{KrippendorffAlpha, Level, krippendorff_alpha};
pub use omega::{McDonaldOmega, mcdonald_omega};

use crate::error::check_number;
use crate::{Error, Result};

/// How far a covariance matrix may be from symmetric, relative to its variances.
const SYMMETRY_TOLERANCE: f64 = 1e-9;

/// Refuses what is not a covariance matrix of at least `needed` items.
fn check_covariance(covariance: &[Vec<f64>], needed: usize) -> Result<()> {
    let items = covariance.len();
    if items < needed {
        return Err(Error::TooFew { item: "items", found: items, needed });
    }
    for (row, values) in covariance.iter().enumerate() {
        if values.len() != items {
            return Err(Error::RaggedTable { row, found: values.len(), expected: items });
        }
        for (column, &value) in values.iter().enumerate() {
            check_number(
                || format!("covariance[{row}][{column}]"),
                value,
                "a number within ±1e100",
                |value| value.abs() <= 1e100,
            )?;
        }
        let variance = values[row];
        check_number(|| format!("the variance of items[{row}]"), variance, "above 0", |one| one > 1e-100)?;
    }
    for (row, values) in covariance.iter().enumerate() {
        for (column, value) in values.iter().enumerate().take(row) {
            let scale = (covariance[row][row] * covariance[column][column]).sqrt();
            let fits = |value: f64| {
                (value - covariance[column][row]).abs() <= SYMMETRY_TOLERANCE * scale
                    && value.abs() <= scale * (1.0 + SYMMETRY_TOLERANCE)
            };
            let item = || format!("covariance[{row}][{column}]");
            check_number(item, *value, "its mirror image, and within both standard deviations", fits)?;
        }
    }
    Ok(())
}
