//! Seasons: what repeats every year, week or day, taken out of a series.

use serde::Serialize;

use crate::error::check_series;
use crate::{Error, Result};

/// A series without its season.
///
/// ```
/// use catsup_statistics::series::seasonally_adjusted;
///
/// let season = seasonally_adjusted(&[9.0, 11.0, 9.0, 11.0, 9.0, 11.0], 2)?;
/// assert_eq!(season.effects, [-1.0, 1.0]);
/// assert_eq!(season.adjusted, [10.0; 6]);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Season {
    /// What each place of the period adds to the level, summing to 0; the first belongs to the first value.
    pub effects: Vec<f64>,
    /// The values less the effect of their place.
    pub adjusted: Vec<f64>,
}

/// Takes an additive season of `period` points out of a series (classical decomposition by centred moving averages;
/// Persons 1919; Hyndman and Athanasopoulos, “Forecasting”, 3rd edition, 3.4).
///
/// The effect of a place is the mean distance of its values from the moving average over one whole period; the effects
/// are shifted to sum to 0.
///
/// ```
/// use catsup_statistics::series::seasonally_adjusted;
///
/// let quarters = [10.0, 14.0, 8.0, 12.0, 11.0, 15.0, 9.0, 13.0, 12.0, 16.0, 10.0, 14.0];
/// let season = seasonally_adjusted(&quarters, 4)?;
/// assert!(season.effects[1] > 2.0 && season.effects[2] < -2.0);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] for a period below 2 or a value that is not finite, [`Error::TooFew`] with fewer than two whole
/// periods.
pub fn seasonally_adjusted(values: &[f64], period: usize) -> Result<Season> {
    check(values, period)?;
    let trend = |at: usize| moving_average(values, period, at);
    let effect = |place: usize| {
        let distances: Vec<f64> = (place..values.len())
            .step_by(period)
            .filter_map(|at| trend(at).map(|trend| values[at] - trend))
            .collect();
        distances.iter().sum::<f64>() / distances.len() as f64
    };
    let raw: Vec<f64> = (0..period).map(effect).collect();
    let mean = raw.iter().sum::<f64>() / period as f64;
    let effects: Vec<f64> = raw.iter().map(|effect| effect - mean).collect();
    let adjusted = values.iter().enumerate().map(|(at, value)| value - effects[at % period]).collect();
    Ok(Season { effects, adjusted })
}

pub(super) fn check(values: &[f64], period: usize) -> Result<()> {
    if period < 2 {
        let (item, allowed) = ("the period of the season".to_owned(), "at least 2 points");
        return Err(Error::OutOfRange { item, value: period as f64, allowed });
    }
    if period > values.len() / 2 {
        let (found, needed) = (values.len(), period.saturating_mul(2));
        return Err(Error::TooFew { item: "points for two whole periods", found, needed });
    }
    check_series(values)
}

/// The mean over one whole period around a point; over an even period the two outermost points count half.
fn moving_average(values: &[f64], period: usize, at: usize) -> Option<f64> {
    let half = period / 2;
    let (first, last) = (at.checked_sub(half)?, at + half);
    let window = values.get(first..=last)?;
    let sum: f64 = window.iter().sum();
    let ends = if period.is_multiple_of(2) { (window[0] + window[period]) / 2.0 } else { 0.0 };
    Some((sum - ends) / period as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_on_a_line_is_found_exactly() {
        let effects = [3.0, -1.0, -4.0, 2.0];
        let values: Vec<f64> = (0..16).map(|at| 10.0 + 0.5 * at as f64 + effects[at % 4]).collect();
        let season = seasonally_adjusted(&values, 4).unwrap();
        for (found, expected) in season.effects.iter().zip(effects) {
            assert!((found - expected).abs() < 1e-12);
        }
        assert!(season.adjusted.iter().enumerate().all(|(at, y)| (y - 10.0 - 0.5 * at as f64).abs() < 1e-12));
    }

    #[test]
    fn it_matches_statsmodels() {
        // statsmodels 0.15.0, seasonal_decompose(y, model="additive", period=4).seasonal[:4]
        let y = [12.0, 15.5, 9.0, 11.0, 13.5, 16.0, 9.5, 12.5, 13.0, 18.0, 11.0, 12.0, 15.0];
        let expected =
            [0.252_604_166_666_666_6, 3.815_104_166_666_666_5, -3.101_562_5, -0.966_145_833_333_333_4];
        let season = seasonally_adjusted(&y, 4).unwrap();
        for (found, expected) in season.effects.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
        }
    }

    #[test]
    fn less_than_two_periods_tell_no_season() {
        let error = seasonally_adjusted(&[1.0; 7], 4).unwrap_err();
        assert_eq!(error, Error::TooFew { item: "points for two whole periods", found: 7, needed: 8 });
        assert!(seasonally_adjusted(&[1.0; 7], 1).is_err());
    }
}
