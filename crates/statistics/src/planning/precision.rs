//! The sample that estimates one figure with a stated margin.

use serde::Serialize;

use crate::error::check_number;
use crate::{Confidence, Error, Result};

/// Beyond this a size has no whole digits left, and no survey would have it.
pub(super) const LARGEST: f64 = 1e15;

/// Responses needed for one figure.
///
/// ```
/// use catsup_statistics::{Confidence, planning::sample_size_of_share};
///
/// let found = sample_size_of_share(0.5, 0.03, Confidence::NINETY_FIVE, Some(5_000))?;
/// assert!((found.n_infinite - 1_067.07).abs() < 0.01 && (found.n_finite - 879.54).abs() < 0.01);
/// assert_eq!(found.responses, 880);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SampleSize {
    /// For a population without end, before rounding.
    pub n_infinite: f64,
    /// With the finite population correction `n / (1 + (n − 1) / N)` (Cochran 1977), before rounding; the same as
    /// `n_infinite` when no population is given.
    pub n_finite: f64,
    /// The responses to plan for: `n_finite` rounded up, and never more than the population.
    pub responses: u64,
}

/// Responses needed so that the interval of a share near `share` reaches `margin` to both sides.
///
/// `n = z² p (1 − p) / margin²` (Cochran 1977). A share of 0.5 is the worst case.
///
/// ```
/// use catsup_statistics::{Confidence, planning::sample_size_of_share};
///
/// let all = sample_size_of_share(0.5, 0.03, Confidence::NINETY_FIVE, None)?;
/// assert_eq!(all.responses, 1068);
/// let small = sample_size_of_share(0.5, 0.03, Confidence::NINETY_FIVE, Some(5_000))?;
/// assert_eq!(small.responses, 880);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] unless `0 < share < 1` and `0 < margin < 1`; [`Error::EmptySample`] for a population of 0.
pub fn sample_size_of_share(
    share: f64,
    margin: f64,
    confidence: Confidence,
    population: Option<u64>,
) -> Result<SampleSize> {
    check_number(|| "share".to_owned(), share, "between 0 and 1", |share| share > 0.0 && share < 1.0)?;
    check_number(|| "margin".to_owned(), margin, "between 0 and 1", |margin| margin > 0.0 && margin < 1.0)?;
    needed(share * (1.0 - share), margin, confidence, population)
}

/// Responses needed so that the interval of a mean reaches `margin` to both sides: `n = (z s / margin)²`.
///
/// ```
/// use catsup_statistics::{Confidence, planning::sample_size_of_mean};
///
/// assert_eq!(sample_size_of_mean(1.1, 0.1, Confidence::NINETY_FIVE, None)?.responses, 465);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] unless `standard_deviation` and `margin` are positive and finite; [`Error::EmptySample`] for a
/// population of 0.
pub fn sample_size_of_mean(
    standard_deviation: f64,
    margin: f64,
    confidence: Confidence,
    population: Option<u64>,
) -> Result<SampleSize> {
    let item = || "standard deviation".to_owned();
    check_number(item, standard_deviation, SPREAD, is_spread)?;
    check_number(|| "margin".to_owned(), margin, SPREAD, is_spread)?;
    needed(standard_deviation * standard_deviation, margin, confidence, population)
}

/// Responses needed so that the interval of a net promoter score reaches `margin` points to both sides, for guessed
/// shares of promoters and detractors: each answer scores ±100, with variance `100² (p + d − (p − d)²)`.
///
/// ```
/// use catsup_statistics::{Confidence, planning::sample_size_of_net_promoter};
///
/// let plan = sample_size_of_net_promoter(0.5, 0.2, 5.0, Confidence::NINETY_FIVE, None)?;
/// assert_eq!(plan.responses, 938);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] unless the shares are from 0 to 1, leave some variation, and together at most 1, and
/// `0 < margin < 200`; [`Error::EmptySample`] for a population of 0.
pub fn sample_size_of_net_promoter(
    promoters: f64,
    detractors: f64,
    margin: f64,
    confidence: Confidence,
    population: Option<u64>,
) -> Result<SampleSize> {
    let variance = net_promoter_variance(promoters, detractors)?;
    check_number(
        || "margin".to_owned(),
        margin,
        "between 0 and 200 points",
        |margin| margin > 0.0 && margin < 200.0,
    )?;
    needed(variance, margin, confidence, population)
}

/// What a spread in scale points may be; beyond, its square overflows.
pub(super) const SPREAD: &str = "a positive number up to 1e100";

pub(super) fn is_spread(value: f64) -> bool {
    value > 1e-100 && value <= 1e100
}

/// The variance of one answer in points², for guessed shares.
pub(super) fn net_promoter_variance(promoters: f64, detractors: f64) -> Result<f64> {
    let share = |share: f64| (0.0..=1.0).contains(&share);
    check_number(|| "promoters".to_owned(), promoters, "a share from 0 to 1", share)?;
    check_number(|| "detractors".to_owned(), detractors, "a share from 0 to 1", share)?;
    let decided = promoters + detractors;
    check_number(
        || "promoters and detractors together".to_owned(),
        decided,
        "at most 1",
        |all| all <= 1.0 + 1e-12,
    )?;
    let variance = decided - (promoters - detractors).powi(2);
    check_number(|| "the variance of these shares".to_owned(), variance, "above 0", |one| one > 0.0)?;
    Ok(1e4 * variance)
}

fn needed(variance: f64, margin: f64, confidence: Confidence, population: Option<u64>) -> Result<SampleSize> {
    let z = confidence.normal_critical();
    let n_infinite = z * z * variance / (margin * margin);
    check_number(
        || "the sample size".to_owned(),
        n_infinite,
        "below 1e15: widen the margin",
        |n| n < LARGEST,
    )?;
    let n_finite = match population {
        None => n_infinite,
        Some(0) => return Err(Error::EmptySample),
        // Below one response the correction would grow the sample instead of shrinking it.
        Some(_) if n_infinite <= 1.0 => n_infinite,
        Some(population) => n_infinite / (1.0 + (n_infinite - 1.0) / population as f64),
    };
    let most = population.unwrap_or(u64::MAX);
    Ok(SampleSize { n_infinite, n_finite, responses: (n_finite.ceil() as u64).clamp(1, most) })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEVEL: Confidence = Confidence::NINETY_FIVE;

    #[test]
    fn a_plan_never_asks_for_more_than_there_are() {
        for population in [1, 2, 10, 1_000] {
            let plan = sample_size_of_share(0.5, 0.0001, LEVEL, Some(population)).unwrap();
            assert!(plan.responses <= population && plan.n_finite <= population as f64);
        }
        assert_eq!(sample_size_of_share(0.5, 0.99, LEVEL, Some(50)).unwrap().responses, 1);
        assert_eq!(sample_size_of_share(0.5, 0.1, LEVEL, Some(0)), Err(Error::EmptySample));
    }

    #[test]
    fn guesses_that_mean_nothing_are_refused_by_name() {
        let told = |result: Result<SampleSize>| result.unwrap_err().to_string();
        assert!(told(sample_size_of_share(1.0, 0.1, LEVEL, None)).starts_with("share is 1"));
        assert!(told(sample_size_of_share(0.5, 0.0, LEVEL, None)).starts_with("margin is 0"));
        assert!(told(sample_size_of_mean(0.0, 0.1, LEVEL, None)).starts_with("standard deviation is 0"));
        let together = sample_size_of_net_promoter(0.7, 0.5, 5.0, LEVEL, None);
        assert!(told(together).starts_with("promoters and detractors together is 1.2"));
        assert!(sample_size_of_net_promoter(1.0, 0.0, 5.0, LEVEL, None).is_err());
    }
}
