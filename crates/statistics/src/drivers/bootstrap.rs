//! Bootstrap intervals of drivers: how far importance would move with other people answering.

use serde::Serialize;

use crate::{
    Confidence, Interval, JointCounts, Matrix, ModelError, ModelResult, Moments,
    drivers::{SHAPLEY_LIMIT, relative_weights::johnson, shapley::shares},
    linear::Cholesky,
    resampling::{Generator, in_parallel, percentile, resample_counts},
    sample::add_product,
};

/// How to resample.
///
/// ```
/// use catsup_statistics::drivers::Resampling;
///
/// let resampling = Resampling { resamples: 1_000, seed: 7 };
/// assert!(resampling.resamples >= Resampling::FEWEST);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Resampling {
    /// The number of resamples; a thousand or more for 95 % intervals.
    pub resamples: usize,
    /// The seed: the same seed gives the same intervals on every machine.
    pub seed: u64,
}

impl Resampling {
    /// Fewer resamples than this cannot give a 95 % interval.
    ///
    /// ```
    /// assert_eq!(catsup_statistics::drivers::Resampling::FEWEST, 40);
    /// ```
    pub const FEWEST: usize = 40;

    /// Refuses what gives no interval.
    pub(crate) fn checked(self) -> ModelResult<Self> {
        if self.resamples < Self::FEWEST {
            return Err(ModelError::Options(
                "fewer than 40 resamples give no interval: ask for a thousand or more",
            ));
        }
        Ok(self)
    }
}

/// Percentile intervals of the drivers of the last variable, one of each kind per predictor (Efron 1979).
///
/// ```
/// use catsup_statistics::{Confidence, JointCounts, drivers::{DriverBootstrap, Resampling}};
///
/// let names = ["ease", "thumbs"].map(String::from);
/// let cells = [([2.0, 0.0], 90), ([2.0, 1.0], 110), ([5.0, 0.0], 80), ([5.0, 1.0], 720)];
/// let counts = JointCounts::new(&names, cells.iter().map(|(values, count)| (&values[..], *count)))?;
/// let resampling = Resampling { resamples: 200, seed: 7 };
/// let found = DriverBootstrap::of(&counts, resampling, Confidence::NINETY_FIVE)?;
/// assert_eq!((found.resamples, found.failed), (200, 0));
/// // A single driver: its weights are the square of its coefficient, but for what lies between two resamples.
/// let squared = found.standardised[0].low.powi(2);
/// assert!((found.relative_weights[0].low - squared).abs() < 1e-4);
/// assert!((found.shapley[0].low - found.relative_weights[0].low).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DriverBootstrap {
    /// Resamples that gave figures.
    pub resamples: usize,
    /// Resamples in which a variable did not vary or was determined by others.
    pub failed: usize,
    /// Intervals of the standardised coefficients.
    pub standardised: Vec<Interval>,
    /// Intervals of the relative weights.
    pub relative_weights: Vec<Interval>,
    /// Intervals of the Shapley values; empty above [`SHAPLEY_LIMIT`] predictors.
    pub shapley: Vec<Interval>,
}

impl DriverBootstrap {
    /// Draws resamples of the people behind `sample` (multinomial on its counts) and takes the middle of what
    /// they give.
    ///
    /// # Errors
    ///
    /// [`ModelError::Options`] for fewer than 40 resamples or when fewer than half of them give figures.
    ///
    /// ```
    /// use catsup_statistics::{Confidence, JointCounts, drivers::{DriverBootstrap, Resampling}};
    ///
    /// let names = ["ease", "thumbs"].map(String::from);
    /// let cells = [([2.0, 0.0], 9_000), ([2.0, 1.0], 11_000), ([5.0, 0.0], 8_000), ([5.0, 1.0], 72_000)];
    /// let counts = JointCounts::new(&names, cells.iter().map(|(values, count)| (&values[..], *count)))?;
    /// let resampling = Resampling { resamples: 1_000, seed: 7 };
    /// let found = DriverBootstrap::of(&counts, resampling, Confidence::NINETY_FIVE)?;
    /// // A hundred thousand people: the correlation of 0.373 is known to a hundredth.
    /// assert!(found.standardised[0].contains(0.373) && found.standardised[0].width() < 0.02);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn of(sample: &JointCounts, resampling: Resampling, confidence: Confidence) -> ModelResult<Self> {
        let Resampling { resamples, seed } = resampling.checked()?;
        let centred = Centred::of(sample)?;
        let outcomes = in_parallel(
            resamples,
            || vec![0; sample.counts().len()],
            |drawn, resample| {
                let mut generator = Generator::of(seed, resample as u64);
                resample_counts(&mut generator, sample.counts(), sample.cumulated(), drawn);
                Figures::of(&centred.correlations(drawn)?)
            },
        );
        let figures: Vec<Figures> = outcomes.into_iter().flatten().collect();
        if figures.len() * 2 < resamples {
            return Err(ModelError::Options(
                "more than half of the resamples gave no figures: the predictors hardly vary or are nearly the same",
            ));
        }
        let kinds: [fn(&Figures) -> &[f64]; 3] =
            [|one| &one.standardised, |one| &one.relative_weights, |one| &one.shapley];
        let [standardised, relative_weights, shapley] =
            kinds.map(|kind| intervals(&figures, kind, confidence));
        Ok(Self {
            resamples: figures.len(),
            failed: resamples - figures.len(),
            standardised,
            relative_weights,
            shapley,
        })
    }
}

/// The interval of each predictor for one kind of figure.
fn intervals(figures: &[Figures], kind: fn(&Figures) -> &[f64], confidence: Confidence) -> Vec<Interval> {
    let predictors = figures.first().map_or(0, |first| kind(first).len());
    (0..predictors)
        .filter_map(|place| {
            let mut estimates: Vec<f64> = figures.iter().map(|one| kind(one)[place]).collect();
            estimates.sort_unstable_by(f64::total_cmp);
            percentile(&estimates, confidence)
        })
        .collect()
}

/// What one resample says.
struct Figures {
    standardised: Vec<f64>,
    relative_weights: Vec<f64>,
    shapley: Vec<f64>,
}

impl Figures {
    fn of(correlations: &Matrix) -> Option<Self> {
        let predictors: Vec<usize> = (0..correlations.rows() - 1).collect();
        let factor = Cholesky::of(&correlations.part(&predictors)).ok()?;
        let few = predictors.len() <= SHAPLEY_LIMIT;
        Some(Self {
            standardised: factor.solve(&correlations.column_part(&predictors, predictors.len())),
            relative_weights: johnson(correlations)?,
            shapley: if few { shares(correlations) } else { Vec::new() },
        })
    }
}

/// The distinct rows, standardised once so that each resample needs a single pass.
pub(crate) struct Centred {
    variables: usize,
    values: Vec<f64>,
}

impl Centred {
    pub(crate) fn of(sample: &JointCounts) -> ModelResult<Self> {
        let moments = Moments::of(sample)?;
        moments.correlations()?;
        let variables = sample.names().len();
        let standardised = sample.values().chunks_exact(variables).flat_map(|row| {
            let cells = row.iter().enumerate();
            cells.map(|(place, value)| (value - moments.mean(place)) / moments.standard_deviation(place))
        });
        Ok(Self { variables, values: standardised.collect() })
    }

    /// The correlations of the rows drawn; `None` where a variable does not vary among them.
    fn correlations(&self, drawn: &[u64]) -> Option<Matrix> {
        let mut sums = vec![0.0; self.variables];
        let mut products = Matrix::zeros(self.variables, self.variables);
        let mut n = 0.0;
        for (row, &count) in self.values.chunks_exact(self.variables).zip(drawn) {
            if count > 0 {
                let count = count as f64;
                n += count;
                sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value * count);
                add_product(&mut products, row, count);
            }
        }
        let covariance = |row: usize, column: usize| products[(row, column)] - sums[row] * sums[column] / n;
        let lengths: Vec<f64> = (0..self.variables).map(|place| covariance(place, place)).collect();
        // The whole sample has a length of n here: anything this much shorter is the rounding of a constant.
        if lengths.iter().any(|&length| length <= 1e-10 * n) {
            return None;
        }
        Some(Matrix::from_fn(self.variables, self.variables, |row, column| {
            if row == column {
                1.0
            } else {
                covariance(row.min(column), row.max(column)) / (lengths[row] * lengths[column]).sqrt()
            }
        }))
    }
}
