//! What can be wrong with the numbers handed to a calculation.

use thiserror::Error;

/// The most observations one calculation accepts: 2⁴⁰, about a million million.
///
/// Below it every sum of squares and cubes of ranks fits an `i128`, so no figure depends on the order of adding.
pub(crate) const MAXIMUM_OBSERVATIONS: u64 = 1 << 40;

/// The result of a calculation.
///
/// ```
/// use catsup_statistics::{Confidence, Result, wilson};
///
/// fn width(successes: u64, n: u64) -> Result<f64> {
///     Ok(wilson(successes, n, Confidence::NINETY_FIVE)?.width())
/// }
/// assert!(width(80, 100)? < width(8, 10)? && width(1, 0).is_err());
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
pub type Result<T> = std::result::Result<T, Error>;

/// A reason why a figure cannot be computed.
///
/// ```
/// use catsup_statistics::{Confidence, Error, wilson};
///
/// let refused = wilson(11, 10, Confidence::NINETY_FIVE).unwrap_err();
/// assert_eq!(refused, Error::SuccessesExceedSample { successes: 11, n: 10 });
/// assert_eq!(refused.to_string(), "11 successes in a sample of 10: successes cannot exceed the sample");
/// ```
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum Error {
    /// There is nothing to compute a figure from.
    #[error("the sample is empty: at least one observation is needed")]
    EmptySample,
    /// The confidence level is not a number strictly between 0 and 1.
    #[error("confidence {0} is not between 0 and 1: write 95 % as 0.95")]
    Confidence(f64),
    /// More successes than observations.
    #[error("{successes} successes in a sample of {n}: successes cannot exceed the sample")]
    SuccessesExceedSample {
        /// The successes given.
        successes: u64,
        /// The sample they were said to come from.
        n: u64,
    },
    /// A scale has not exactly one count for each of its values.
    #[error("{counts} counts for {values} scale values: give one count for each value")]
    CountsDoNotFitScale {
        /// The number of scale values.
        values: usize,
        /// The number of counts.
        counts: usize,
    },
    /// A scale has fewer than two values, or they do not ascend, or one lies beyond ±1,000,000.
    #[error("scale {0:?} is unusable: give at least two ascending values within ±1,000,000")]
    Scale(Vec<i64>),
    /// Two samples were answered on different scales.
    #[error(
        "scales {first:?} and {second:?} differ: only answers on one scale can be pooled or ranked together"
    )]
    ScalesDiffer {
        /// The values of the first scale.
        first: Vec<i64>,
        /// The values of the second scale.
        second: Vec<i64>,
    },
    /// More observations than the exact integer sums are made for.
    #[error("more than {MAXIMUM_OBSERVATIONS} observations: split the sample")]
    TooManyObservations,
    /// Sums and sums of squares that no sample can have, or that exceed 128 bits.
    #[error("no sample of {n} observations has sum {sum} and sum of squares {sum_of_squares}")]
    ImpossibleMoments {
        /// The sample size given.
        n: u64,
        /// The sum of the observations given.
        sum: i128,
        /// The sum of their squares given.
        sum_of_squares: i128,
    },
    /// A mean or standard deviation that is not finite, a negative standard deviation, or one that is given for a
    /// single observation or missing for several.
    #[error("mean {mean} with standard deviation {standard_deviation:?} cannot describe a sample of {n}")]
    ImpossibleSummary {
        /// The sample size given.
        n: u64,
        /// The mean given.
        mean: f64,
        /// The standard deviation given.
        standard_deviation: Option<f64>,
    },
    /// A comparison was asked for fewer than two groups.
    #[error("{0} groups: a comparison needs at least two")]
    TooFewGroups(usize),
    /// The rows of a table differ in length.
    #[error("row {row} of the table has {found} cells, the first row has {expected}: make them equal")]
    RaggedTable {
        /// The position of the offending row, from 0.
        row: usize,
        /// Its number of cells.
        found: usize,
        /// The number of cells of the first row.
        expected: usize,
    },
    /// A p value outside 0 to 1.
    #[error("p value {0} is not between 0 and 1")]
    NotAProbability(f64),
    /// A number that is not finite, or lies where it means nothing.
    #[error("{item} is {value}: it must be {allowed}")]
    OutOfRange {
        /// What the number is, with its position where it stands in a list.
        item: String,
        /// The number given.
        value: f64,
        /// What it may be, in words.
        allowed: &'static str,
    },
    /// A list that must fit another one does not.
    #[error("{item} has {found} values where {expected} are needed")]
    LengthsDiffer {
        /// Which list.
        item: String,
        /// The number of values it has.
        found: usize,
        /// The number it should have.
        expected: usize,
    },
    /// Too little of something to compute anything from.
    #[error("{found} {item}: at least {needed} are needed")]
    TooFew {
        /// What there is too little of, in the plural.
        item: &'static str,
        /// How many there are.
        found: usize,
        /// How many there should be.
        needed: usize,
    },
    /// Population shares that are not shares of one whole.
    #[error("the targets of {dimension} sum to {sum}: population shares sum to 1")]
    TargetsDoNotSumToOne {
        /// The dimension they belong to.
        dimension: String,
        /// What they sum to.
        sum: f64,
    },
    /// A part of the population that nobody in the sample belongs to, so that no weight can stand for it.
    #[error(
        "nobody in the sample is in {category} of {dimension}: merge it with a neighbour or drop its target"
    )]
    CategoryWithoutSample {
        /// The dimension.
        dimension: String,
        /// The category.
        category: String,
    },
    /// A figure that does not exist for these data.
    #[error("{figure} is not defined: {reason}")]
    Undefined {
        /// The figure.
        figure: &'static str,
        /// Why.
        reason: String,
    },
}

/// The largest value of a series: squares and sums of it stay finite.
const LARGEST_VALUE: f64 = 1e100;

/// Refuses a series with a value that is not finite, or so large that its square could not be computed with.
pub(crate) fn check_series(values: &[f64]) -> Result<()> {
    for (at, value) in values.iter().enumerate() {
        let fits = |value: f64| value.abs() <= LARGEST_VALUE;
        check_number(|| format!("point {at} of the series"), *value, "a number within ±1e100", fits)?;
    }
    Ok(())
}

/// Refuses a number that is not finite or fails the test.
pub(crate) fn check_number(
    item: impl FnOnce() -> String,
    value: f64,
    allowed: &'static str,
    fits: impl FnOnce(f64) -> bool,
) -> Result<f64> {
    if value.is_finite() && fits(value) {
        Ok(value)
    } else {
        Err(Error::OutOfRange { item: item(), value, allowed })
    }
}
