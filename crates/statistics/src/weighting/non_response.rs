//! Whether those who answered are like those who were asked.

use serde::Serialize;

use crate::distributions::{chi_square_upper, normal_two_sided};
use crate::error::{MAXIMUM_OBSERVATIONS, check_number};
use crate::{Error, Result, benjamini_hochberg};

/// A category smaller than this is no part of any population.
const SMALLEST_SHARE: f64 = 1e-12;

/// Respondents held against the population.
///
/// ```
/// use catsup_statistics::weighting::non_response;
///
/// let found = non_response(&[60, 40], &[0.5, 0.5])?;
/// assert_eq!((found.n, found.degrees_of_freedom, found.cells.len()), (100, 1, 2));
/// assert!((found.chi_square - 4.0).abs() < 1e-12 && (found.p_value - 0.0455).abs() < 1e-4);
/// assert_eq!(found.smallest_expected, 50.0);
/// assert!((found.dissimilarity - 0.1).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NonResponse {
    /// The number of respondents.
    pub n: u64,
    /// Pearson's goodness of fit.
    pub chi_square: f64,
    /// The number of categories less one.
    pub degrees_of_freedom: usize,
    /// How often a random sample of the population would be as far off.
    pub p_value: f64,
    /// The smallest expected count; below 5 the p value is rough.
    pub smallest_expected: f64,
    /// The share of respondents who would have to be in another category: `½ Σ |p − π|`.
    pub dissimilarity: f64,
    /// The categories, in the order given.
    pub cells: Vec<NonResponseCell>,
}

/// One category.
///
/// ```
/// use catsup_statistics::weighting::non_response;
///
/// let cell = &non_response(&[60, 40], &[0.5, 0.5])?.cells[0];
/// assert_eq!((cell.respondents, cell.share, cell.population_share, cell.ratio), (60, 0.6, 0.5, 1.2));
/// assert!((cell.standardised_difference - 0.2).abs() < 1e-12);
/// assert!((cell.z - 2.0).abs() < 1e-12 && (cell.p_adjusted - 0.0455).abs() < 1e-4);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct NonResponseCell {
    /// Respondents in it.
    pub respondents: u64,
    /// Its share of the respondents, `p`.
    pub share: f64,
    /// Its share of the population, `π`.
    pub population_share: f64,
    /// `p / π`: below 1 where too few answered.
    pub ratio: f64,
    /// `(p − π) / √(π (1 − π))`, in standard deviations of the population; beyond ±0.1 it deserves weighting
    /// (Austin 2009). 0 when there is one category only.
    pub standardised_difference: f64,
    /// `(p − π) / √(π (1 − π) / n)`: in standard errors.
    pub z: f64,
    /// The two-sided p value of z, adjusted for the number of categories (Benjamini and Hochberg 1995).
    pub p_adjusted: f64,
}

/// Compares respondents with the population they should stand for (Pearson 1900).
///
/// `population` holds the size or the share of each category; only the proportions matter.
/// `χ² = Σ (O − nπ)² / nπ`.
///
/// ```
/// use catsup_statistics::weighting::non_response;
///
/// let found = non_response(&[120, 280, 100], &[300.0, 500.0, 200.0])?;
/// assert!((found.chi_square - 9.6).abs() < 1e-12);
/// assert_eq!(found.cells[0].ratio, 0.8);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::LengthsDiffer`] unless both have one number for each category, [`Error::TooFewGroups`] below two,
/// [`Error::OutOfRange`] for a part of the population that is not above 0, [`Error::EmptySample`] without respondents,
/// [`Error::TooManyObservations`] beyond 2⁴⁰.
pub fn non_response(respondents: &[u64], population: &[f64]) -> Result<NonResponse> {
    if respondents.len() != population.len() {
        let item = "population".to_owned();
        return Err(Error::LengthsDiffer { item, found: population.len(), expected: respondents.len() });
    }
    if respondents.len() < 2 {
        return Err(Error::TooFewGroups(respondents.len()));
    }
    for (place, &size) in population.iter().enumerate() {
        check_number(|| format!("population[{place}]"), size, "above 0", |size| size > 0.0)?;
    }
    let n = respondents.iter().fold(0_u64, |n, count| n.saturating_add(*count));
    if n == 0 {
        return Err(Error::EmptySample);
    }
    if n > MAXIMUM_OBSERVATIONS {
        return Err(Error::TooManyObservations);
    }
    let total: f64 = population.iter().sum();
    check_number(|| "the population".to_owned(), total, "a finite sum", |_| true)?;
    for (place, &size) in population.iter().enumerate() {
        let item = || format!("the share of population[{place}] in the whole");
        check_number(item, size / total, "at least 1e-12", |share| share >= SMALLEST_SHARE)?;
    }
    let observed = n as f64;
    let mut cells: Vec<NonResponseCell> = respondents
        .iter()
        .zip(population)
        .map(|(&respondents, size)| cell(respondents, observed, size / total))
        .collect();
    let p_values: Vec<f64> = cells.iter().map(|cell| cell.p_adjusted).collect();
    for (cell, adjusted) in cells.iter_mut().zip(benjamini_hochberg(&p_values)?) {
        cell.p_adjusted = adjusted;
    }
    let chi_square = cells
        .iter()
        .map(|cell| observed * (cell.share - cell.population_share).powi(2) / cell.population_share)
        .sum();
    let degrees_of_freedom = cells.len() - 1;
    Ok(NonResponse {
        n,
        chi_square,
        degrees_of_freedom,
        p_value: chi_square_upper(chi_square, degrees_of_freedom as f64),
        smallest_expected: cells.iter().map(|cell| observed * cell.population_share).fold(f64::MAX, f64::min),
        dissimilarity: cells.iter().map(|cell| (cell.share - cell.population_share).abs()).sum::<f64>() / 2.0,
        cells,
    })
}

fn cell(respondents: u64, n: f64, population_share: f64) -> NonResponseCell {
    let share = respondents as f64 / n;
    let difference = share - population_share;
    let standardised_difference = difference / (population_share * (1.0 - population_share)).sqrt();
    let z = standardised_difference * n.sqrt();
    NonResponseCell {
        respondents,
        share,
        population_share,
        ratio: share / population_share,
        standardised_difference,
        z,
        p_adjusted: normal_two_sided(z),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sample_like_its_population_shows_nothing() {
        let same = non_response(&[30, 50, 20], &[0.3, 0.5, 0.2]).unwrap();
        assert!(same.chi_square < 1e-12 && same.p_value > 0.999 && same.dissimilarity < 1e-12);
    }

    #[test]
    fn what_cannot_be_compared_is_refused_by_name() {
        assert!(matches!(non_response(&[1, 2], &[1.0]), Err(Error::LengthsDiffer { .. })));
        assert_eq!(non_response(&[5], &[1.0]), Err(Error::TooFewGroups(1)));
        assert_eq!(non_response(&[0, 0], &[1.0, 1.0]), Err(Error::EmptySample));
        for size in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let refused = non_response(&[1, 2], &[1.0, size]).unwrap_err().to_string();
            assert!(refused.starts_with("population[1] is"), "{refused}");
        }
    }
}
