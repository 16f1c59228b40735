//! Why a model of drivers or paths cannot be computed; every reason names the variable it is about.

use thiserror::Error;

use crate::error::MAXIMUM_OBSERVATIONS;

/// The result of a model's calculation.
///
/// ```
/// use catsup_statistics::{ModelResult, Moments};
///
/// fn correlation(sums: [i128; 2], products: [Vec<i128>; 2]) -> ModelResult<f64> {
///     let names = ["ease", "trust"].map(String::from);
///     Ok(Moments::from_sums(&names, 4, &sums, &products)?.correlation(0, 1))
/// }
/// assert!((correlation([10, 10], [vec![30, 29], vec![29, 30]])? - 0.8).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
pub type ModelResult<T> = Result<T, ModelError>;

/// A reason why a regression or a path model cannot be computed.
///
/// Apart from [`Error`](crate::Error), whose reasons are about counts: these are about named variables.
///
/// ```
/// use catsup_statistics::{JointCounts, ModelError};
///
/// let names = ["ease".to_owned()];
/// let refused = JointCounts::from_rows(&names, [&[4.0][..], &[f64::INFINITY]]).unwrap_err();
/// assert_eq!(refused, ModelError::NotFinite { variable: "ease".to_owned(), row: 1 });
/// assert_eq!(refused.to_string(), "ease is not a finite number in row 1");
/// ```
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// A row has not one value for each variable.
    #[error("row {row} has {found} values for {expected} variables: make them equal")]
    RowLength {
        /// The position of the row, from 0.
        row: usize,
        /// Its number of values.
        found: usize,
        /// The number of variables.
        expected: usize,
    },
    /// A value is infinite or no number.
    #[error("{variable} is not a finite number in row {row}")]
    NotFinite {
        /// The variable.
        variable: String,
        /// The position of the row, from 0.
        row: usize,
    },
    /// Sums that no sample has.
    #[error("no sample of {n} observations has these sums for {variable}")]
    ImpossibleSums {
        /// The variable.
        variable: String,
        /// The sample size given.
        n: u64,
    },
    /// A name is blank or used twice.
    #[error("“{0}” is blank or stands more than once: give every variable a name of its own")]
    Name(String),
    /// A variable is asked for that is not there.
    #[error("there is no {kind} “{name}”; there are {known}")]
    Unknown {
        /// What it should be: an item, a latent variable, a driver.
        kind: &'static str,
        /// The name asked for.
        name: String,
        /// The names there are.
        known: String,
    },
    /// Nothing to explain the outcome with.
    #[error("there are no predictors: name at least one")]
    NoPredictors,
    /// Every observation has the same value.
    #[error("{0} has the same value in every row: it can neither explain nor be explained; leave it out")]
    Constant(String),
    /// A predictor is a combination of others.
    #[error("{0} is determined by the variables before it: leave one of them out")]
    Singular(String),
    /// The predictors explain the outcome without any rest.
    #[error("{0} is an exact combination of its predictors: leave out what it was computed from")]
    PerfectFit(String),
    /// Too few observations for a figure one may act on.
    #[error(
        "{n} complete rows are too few: {predictors} predictors need {needed}, so {missing} more are missing",
        missing = needed.saturating_sub(*n)
    )]
    TooFew {
        /// The complete observations.
        n: u64,
        /// The observations needed.
        needed: u64,
        /// The predictors they are needed for.
        predictors: usize,
    },
    /// Too few of the rarer outcome for a logistic regression.
    #[error(
        "only {events} of the rarer answer to {outcome}: {predictors} predictors need {needed}, so {missing} more \
         are missing",
        missing = needed.saturating_sub(*events)
    )]
    TooFewEvents {
        /// The outcome.
        outcome: String,
        /// How often the rarer of its two values was observed.
        events: u64,
        /// How often it must be.
        needed: u64,
        /// The predictors it is needed for.
        predictors: usize,
    },
    /// More people than the exact integer sums are made for.
    #[error("more than {MAXIMUM_OBSERVATIONS} people: split the sample")]
    TooManyObservations,
    /// More predictors than every subset of them can be looked at.
    #[error("{found} predictors are too many for exact Shapley values: at most {limit}")]
    TooManyPredictors {
        /// The predictors given.
        found: usize,
        /// The most there may be.
        limit: usize,
    },
    /// An outcome of thumbs that has another value than 0 and 1.
    #[error("{outcome} has the value {value}: a thumbs question has only 0 and 1")]
    NotBinary {
        /// The outcome.
        outcome: String,
        /// The value found.
        value: f64,
    },
    /// A predictor that tells the two outcomes apart without error, so that its odds ratio is infinite.
    #[error("{0} separates the two outcomes completely: its odds ratio has no finite estimate")]
    Separation(String),
    /// A scale whose ends are not two ascending finite numbers.
    #[error("the scale {low} to {high} of {variable} is unusable: give two ascending numbers")]
    Scale {
        /// The variable.
        variable: String,
        /// The lower end given.
        low: f64,
        /// The upper end given.
        high: f64,
    },
    /// An answer beyond the ends of its scale.
    #[error("{variable} has the answer {value}, outside its scale from {low} to {high}")]
    OffScale {
        /// The variable.
        variable: String,
        /// The answer.
        value: f64,
        /// The lower end of the scale.
        low: f64,
        /// The upper end of the scale.
        high: f64,
    },
    /// A latent variable has no items.
    #[error("latent variable {0} has no items: name at least one")]
    NoItems(String),
    /// An item stands in two places.
    #[error("item {0} stands more than once: an item measures one latent variable")]
    RepeatedItem(String),
    /// The same path twice.
    #[error("the path from {from} to {to} stands twice: remove one of them")]
    RepeatedPath {
        /// Where it begins.
        from: String,
        /// Where it ends.
        to: String,
    },
    /// Paths that lead back to where they began.
    #[error("the paths go round in a circle: {0}")]
    Cycle(String),
    /// A part of the model without a path to the rest.
    #[error("latent variable {latent} has no path to {rest}: connect it or leave it out")]
    Disconnected {
        /// The latent variable.
        latent: String,
        /// One it does not hang together with.
        rest: String,
    },
    /// The items of a block cancel each other, so that its score does not vary.
    #[error(
        "the items of latent variable {0} cancel each other: its score has no variance; turn reversed items around"
    )]
    ZeroVarianceBlock(String),
    /// The iterations did not settle.
    #[error("the weights did not settle in {iterations} iterations; the last change was {change:e}")]
    NotConverged {
        /// The iterations made.
        iterations: usize,
        /// The largest change of a weight in the last one.
        change: f64,
    },
    /// Two items that nobody answered both.
    #[error("no two rows answer both {first} and {second}: their correlation is unknown")]
    NoCommonRows {
        /// One item.
        first: String,
        /// The other.
        second: String,
    },
    /// A consistent correlation that no data can have.
    #[error(
        "the corrected correlation of {first} and {second} is {correlation:.3}: the measures are too unreliable for \
         consistent estimates"
    )]
    Inadmissible {
        /// One latent variable.
        first: String,
        /// The other.
        second: String,
        /// Their corrected correlation.
        correlation: f64,
    },
    /// A reliability that is not positive, so that nothing can be corrected with it.
    #[error("the reliability ρ_A of {0} is not positive: its items do not measure one thing")]
    Unreliable(String),
    /// A comparison of fewer than two groups.
    #[error("{0} groups: a comparison needs at least two")]
    TooFewGroups(usize),
    /// A model that fails in one of the groups compared.
    #[error("group {group}")]
    Group {
        /// The group.
        group: String,
        /// What is wrong in it.
        #[source]
        source: Box<ModelError>,
    },
    /// Iterations, resamples or a tolerance that cannot be worked with.
    #[error("{0}")]
    Options(&'static str),
}
