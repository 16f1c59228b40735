//! What a comparison of two samples can show.

use serde::Serialize;

use super::precision::{LARGEST, SPREAD, is_spread, net_promoter_variance};
use crate::distributions::{normal_critical, normal_quantile, normal_upper};
use crate::error::check_number;
use crate::{Error, Result};

/// A comparison in planning: what both sides are expected to be.
///
/// ```
/// use catsup_statistics::planning::{Comparison, power_of_comparison};
///
/// let comparisons = [
///     Comparison::Shares { first: 0.8, second: 0.75 },
///     Comparison::Means { difference: 0.2, standard_deviation: 1.1 },
///     Comparison::NetPromoter { first: (0.5, 0.2), second: (0.45, 0.25) },
/// ];
/// for comparison in comparisons {
///     let [few, many] = [100, 10_000].map(|n| power_of_comparison(comparison, n, n, 0.05));
///     assert!(few?.power < 0.5 && many?.power > 0.99);
/// }
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Comparison {
    /// Two shares, each strictly between 0 and 1.
    Shares {
        /// The share expected in the first sample.
        first: f64,
        /// The share expected in the second sample.
        second: f64,
    },
    /// Two means of equal spread.
    Means {
        /// The difference expected, in scale points.
        difference: f64,
        /// The standard deviation within each sample.
        standard_deviation: f64,
    },
    /// Two net promoter scores.
    NetPromoter {
        /// Shares of promoters and detractors expected in the first sample.
        first: (f64, f64),
        /// Shares of promoters and detractors expected in the second sample.
        second: (f64, f64),
    },
}

/// The difference and, for one response on each side, the variances with and without it.
struct Plan {
    difference: f64,
    /// Variance of one answer on each side.
    apart: (f64, f64),
    /// Whether the test pools both samples, as that of shares does.
    pooled: bool,
    shares: (f64, f64),
}

impl Comparison {
    fn plan(self) -> Result<Plan> {
        let inside = |share: f64| share > 0.0 && share < 1.0;
        let plan = match self {
            Self::Shares { first, second } => {
                check_number(|| "first share".to_owned(), first, "between 0 and 1", inside)?;
                check_number(|| "second share".to_owned(), second, "between 0 and 1", inside)?;
                let apart = (first * (1.0 - first), second * (1.0 - second));
                Plan { difference: first - second, apart, pooled: true, shares: (first, second) }
            }
            Self::Means { difference, standard_deviation } => {
                let item = || "standard deviation".to_owned();
                check_number(item, standard_deviation, SPREAD, is_spread)?;
                let variance = standard_deviation * standard_deviation;
                Plan { difference, apart: (variance, variance), pooled: false, shares: (0.0, 0.0) }
            }
            Self::NetPromoter { first, second } => Plan {
                difference: 100.0 * ((first.0 - first.1) - (second.0 - second.1)),
                apart: (net_promoter_variance(first.0, first.1)?, net_promoter_variance(second.0, second.1)?),
                pooled: false,
                shares: (0.0, 0.0),
            },
        };
        check_number(
            || "difference".to_owned(),
            plan.difference,
            "a number other than 0",
            |difference| difference != 0.0,
        )?;
        Ok(plan)
    }
}

impl Plan {
    /// Standard errors of the difference: as the test computes it when there is none, and as it is.
    fn errors(&self, n_first: f64, n_second: f64) -> (f64, f64) {
        let actual = (self.apart.0 / n_first + self.apart.1 / n_second).sqrt();
        if !self.pooled {
            return (actual, actual);
        }
        let share = (n_first * self.shares.0 + n_second * self.shares.1) / (n_first + n_second);
        ((share * (1.0 - share) * (1.0 / n_first + 1.0 / n_second)).sqrt(), actual)
    }
}

/// The chance of finding a difference that is there.
///
/// ```
/// use catsup_statistics::planning::{Comparison, power_of_comparison};
///
/// let means = Comparison::Means { difference: 0.3, standard_deviation: 1.0 };
/// let found = power_of_comparison(means, 200, 200, 0.05)?;
/// assert_eq!(found.difference, 0.3);
/// // Three standard errors of 0.1 less 1.96 of them.
/// assert!((found.power - 0.8508).abs() < 1e-4);
/// assert!((found.detectable - 0.2801585).abs() < 1e-6, "(1.95996 + 0.84162) · 0.1");
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PowerFound {
    /// The difference expected, first minus second (in points for net promoter scores).
    pub difference: f64,
    /// The chance that the two-sided test finds it.
    pub power: f64,
    /// The smallest difference that would be found with a chance of 80 %, given the expected spread.
    pub detectable: f64,
}

/// The power of a two-sided test of two samples at level `alpha`.
///
/// `Φ((|d| − z SE₀) / SE₁) + Φ((−|d| − z SE₀) / SE₁)`; for shares SE₀ is that of the pooled share, as in
/// [`compare_proportions`](crate::compare_proportions), otherwise both are the standard error of the difference
/// (Fleiss, Levin and Paik 2003).
///
/// ```
/// use catsup_statistics::planning::{Comparison, power_of_comparison};
///
/// let found = power_of_comparison(Comparison::Shares { first: 0.80, second: 0.75 }, 1_000, 1_000, 0.05)?;
/// assert!((found.power - 0.7648).abs() < 1e-3);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] naming the guess that means nothing, [`Error::EmptySample`] when a size is 0.
pub fn power_of_comparison(
    comparison: Comparison,
    n_first: u64,
    n_second: u64,
    alpha: f64,
) -> Result<PowerFound> {
    check_number(|| "alpha".to_owned(), alpha, "between 0 and 1", |alpha| alpha > 0.0 && alpha < 1.0)?;
    let plan = comparison.plan()?;
    if n_first == 0 || n_second == 0 {
        return Err(Error::EmptySample);
    }
    let (null, actual) = plan.errors(n_first as f64, n_second as f64);
    let critical = normal_critical(alpha) * null;
    let distance = plan.difference.abs();
    let power = normal_upper((critical - distance) / actual) + normal_upper((critical + distance) / actual);
    let detectable = critical + normal_quantile(0.8) * actual;
    Ok(PowerFound { difference: plan.difference, power: power.min(1.0), detectable })
}

/// The responses that a comparison needs.
///
/// ```
/// use catsup_statistics::planning::{Comparison, sample_size_of_comparison};
///
/// let means = Comparison::Means { difference: 0.2, standard_deviation: 1.0 };
/// let found = sample_size_of_comparison(means, 0.8, 0.05, 1.0)?;
/// assert_eq!(found.difference, 0.2);
/// assert!((found.n_exact - 2.0 * (2.8015852_f64 / 0.2).powi(2)).abs() < 1e-3);
/// assert_eq!((found.n_first, found.n_second), (393, 393));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SampleSizeFound {
    /// The difference expected, first minus second (in points for net promoter scores).
    pub difference: f64,
    /// Responses of the first sample before rounding.
    pub n_exact: f64,
    /// Responses needed in the first sample.
    pub n_first: u64,
    /// Responses needed in the second sample.
    pub n_second: u64,
}

/// Responses needed for a two-sided test at level `alpha` to find the difference with the chance `power`.
///
/// `n₁ = ((z_α s₀ + z_β s₁) / d)²` with `s₀` and `s₁` the standard errors for one response in the first sample and
/// `ratio` in the second (Fleiss, Levin and Paik 2003, without continuity correction).
///
/// ```
/// use catsup_statistics::planning::{Comparison, sample_size_of_comparison};
///
/// let needed =
///     sample_size_of_comparison(Comparison::Shares { first: 0.80, second: 0.75 }, 0.8, 0.05, 1.0)?;
/// assert_eq!(needed.n_first, 1_094);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] naming the guess that means nothing.
pub fn sample_size_of_comparison(
    comparison: Comparison,
    power: f64,
    alpha: f64,
    ratio: f64,
) -> Result<SampleSizeFound> {
    check_number(|| "alpha".to_owned(), alpha, "between 0 and 1", |alpha| alpha > 0.0 && alpha < 1.0)?;
    check_number(
        || "power".to_owned(),
        power,
        "above alpha and below 1",
        |power| power > alpha && power < 1.0,
    )?;
    check_number(|| "ratio".to_owned(), ratio, "a positive number", |ratio| ratio > 0.0)?;
    let plan = comparison.plan()?;
    let (null, actual) = plan.errors(1.0, ratio);
    let reach = normal_critical(alpha) * null + normal_quantile(power) * actual;
    let n_exact = (reach / plan.difference).powi(2);
    check_number(
        || "the sample size".to_owned(),
        n_exact.max(n_exact * ratio),
        "below 1e15",
        |n| n < LARGEST,
    )?;
    let whole = |n: f64| (n.ceil() as u64).max(1);
    Ok(SampleSizeFound {
        difference: plan.difference,
        n_exact,
        n_first: whole(n_exact),
        n_second: whole(n_exact * ratio),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_found_gives_the_power_asked_for_and_one_less_does_not() {
        for comparison in [
            Comparison::Shares { first: 0.8, second: 0.75 },
            Comparison::Means { difference: -0.2, standard_deviation: 1.1 },
            Comparison::NetPromoter { first: (0.5, 0.2), second: (0.42, 0.25) },
        ] {
            let needed = sample_size_of_comparison(comparison, 0.9, 0.05, 1.0).unwrap();
            let power = |n| power_of_comparison(comparison, n, n, 0.05).unwrap().power;
            assert!(power(needed.n_first) >= 0.9, "{needed:?}");
            assert!(power(needed.n_first - 1) < 0.9, "{needed:?}");
        }
    }

    #[test]
    fn guesses_that_mean_nothing_are_refused_by_name() {
        let told = |comparison, power, alpha, ratio| {
            sample_size_of_comparison(comparison, power, alpha, ratio).unwrap_err().to_string()
        };
        let fine = Comparison::Shares { first: 0.5, second: 0.6 };
        assert!(told(fine, 1.0, 0.05, 1.0).starts_with("power is 1"));
        assert!(told(fine, 0.8, f64::NAN, 1.0).starts_with("alpha is NaN"));
        assert!(told(fine, 0.8, 0.05, 0.0).starts_with("ratio is 0"));
        let same = Comparison::Shares { first: 0.5, second: 0.5 };
        assert!(told(same, 0.8, 0.05, 1.0).starts_with("difference is 0"));
        assert_eq!(power_of_comparison(fine, 0, 10, 0.05), Err(Error::EmptySample));
    }
}
