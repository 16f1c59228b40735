//! Everything about the drivers of one outcome, and the sample it takes.

use serde::Serialize;

use crate::{
    Confidence, Interval, JointCounts, ModelError, ModelResult, Moments,
    drivers::{
        Coefficient, DriverBootstrap, Regression, Resampling, SHAPLEY_LIMIT, relative_weights, shapley,
    },
};

/// What an analysis is to do.
///
/// ```
/// use catsup_statistics::{Confidence, drivers::Options};
///
/// let options = Options { minimum: Some(500), ..Options::new(Confidence::NINETY) };
/// assert_eq!((options.confidence, options.resampling), (Confidence::NINETY, None));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// The confidence of every interval; a driver is significant at one minus it.
    pub confidence: Confidence,
    /// Intervals of the importance; none without.
    pub resampling: Option<Resampling>,
    /// The fewest complete observations; [`needed_sample`] when `None`. Never fewer than a regression needs.
    pub minimum: Option<u64>,
}

impl Options {
    /// This confidence, no resampling, the sample that [`needed_sample`] asks for.
    ///
    /// ```
    /// use catsup_statistics::{Confidence, drivers::Options};
    ///
    /// assert_eq!(Options::new(Confidence::NINETY_FIVE).minimum, None);
    /// ```
    #[must_use]
    pub fn new(confidence: Confidence) -> Self {
        Self { confidence, resampling: None, minimum: None }
    }

    fn needed(&self, predictors: usize) -> u64 {
        self.minimum.unwrap_or_else(|| needed_sample(predictors)).max(predictors as u64 + 2)
    }

    /// A sample too small for the arithmetic is told how much the analysis needs, which is more.
    fn needing(&self, error: ModelError, predictors: usize) -> ModelError {
        match error {
            ModelError::TooFew { n, .. } => {
                ModelError::TooFew { n, needed: self.needed(predictors), predictors }
            }
            other => other,
        }
    }

    /// With bootstrap intervals.
    ///
    /// ```
    /// use catsup_statistics::{Confidence, drivers::{Options, Resampling}};
    ///
    /// let options = Options::new(Confidence::NINETY_FIVE).with_resampling(1_000, 7);
    /// assert_eq!(options.resampling, Some(Resampling { resamples: 1_000, seed: 7 }));
    /// ```
    #[must_use]
    pub fn with_resampling(mut self, resamples: usize, seed: u64) -> Self {
        self.resampling = Some(Resampling { resamples, seed });
        self
    }
}

/// The fewest complete observations that drivers are told from: 50 + 8 per predictor (S. B. Green, “How many
/// subjects does it take to do a regression analysis?”, Multivariate Behavioral Research 26, 1991).
///
/// ```
/// assert_eq!(catsup_statistics::drivers::needed_sample(6), 98);
/// ```
#[must_use]
pub fn needed_sample(predictors: usize) -> u64 {
    50 + 8 * predictors as u64
}

/// The drivers of one outcome.
///
/// ```
/// use catsup_statistics::{Confidence, Moments, drivers::{DriverAnalysis, Options}};
///
/// let names = ["ease", "trust"].map(String::from);
/// let products = [vec![17_000, 16_300], vec![16_300, 16_500]];
/// let moments = Moments::from_sums(&names, 1_000, &[4_000, 3_900], &products)?;
/// let found = DriverAnalysis::from_moments(&moments, &Options::new(Confidence::NINETY_FIVE))?;
/// assert_eq!((found.n, &found.outcome[..], found.outcome_mean), (1_000, "trust", 3.9));
/// assert_eq!((found.drivers.len(), found.failed_resamples), (1, None));
/// // 700² / (1,000 · 1,290)
/// assert!((found.regression.r_squared - 49.0 / 129.0).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DriverAnalysis {
    /// The observations.
    pub n: u64,
    /// The outcome's name.
    pub outcome: String,
    /// The outcome's mean, in its units.
    pub outcome_mean: f64,
    /// The regression of the outcome on the drivers.
    pub regression: Regression,
    /// The drivers, in the order given.
    pub drivers: Vec<Driver>,
    /// Resamples that gave no figures; `None` without resampling.
    pub failed_resamples: Option<usize>,
}

/// One possible driver.
///
/// ```
/// use catsup_statistics::{Confidence, Moments, drivers::{DriverAnalysis, Options}};
///
/// let names = ["ease", "trust"].map(String::from);
/// let products = [vec![17_000, 16_300], vec![16_300, 16_500]];
/// let moments = Moments::from_sums(&names, 1_000, &[4_000, 3_900], &products)?;
/// let ease = &DriverAnalysis::from_moments(&moments, &Options::new(Confidence::NINETY_FIVE))?.drivers[0];
/// assert_eq!((&ease.name[..], ease.mean), ("ease", 4.0));
/// assert!((ease.coefficient.estimate - 0.7).abs() < 1e-12);
/// // Alone, it is as important as its correlation says, whichever way one asks.
/// assert!((ease.standardised - ease.correlation).abs() < 1e-12);
/// assert!((ease.relative_weight.share - ease.correlation.powi(2)).abs() < 1e-12);
/// assert!((ease.shapley.unwrap().share - ease.correlation.powi(2)).abs() < 1e-12);
/// assert_eq!((ease.variance_inflation, ease.standardised_interval), (1.0, None));
/// assert!((ease.standard_deviation - (1_000.0_f64 / 999.0).sqrt()).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Driver {
    /// Its name.
    pub name: String,
    /// Its mean, in its units.
    pub mean: f64,
    /// Its standard deviation.
    pub standard_deviation: f64,
    /// Its correlation with the outcome.
    pub correlation: f64,
    /// What one unit more goes with.
    pub coefficient: Coefficient,
    /// The same in standard deviations of both.
    pub standardised: f64,
    /// The bootstrap interval of it.
    pub standardised_interval: Option<Interval>,
    /// How much the other drivers blur its coefficient: `1 / (1 − R²)` of it on them.
    pub variance_inflation: f64,
    /// Johnson's relative weight.
    pub relative_weight: Importance,
    /// The Shapley value (LMG); `None` above [`SHAPLEY_LIMIT`] drivers.
    pub shapley: Option<Importance>,
}

/// A share of the outcome's variance.
///
/// ```
/// use catsup_statistics::{Confidence, Moments, drivers::{DriverAnalysis, Options}};
///
/// // Two drivers that share nothing.
/// let names = ["a", "b", "outcome"].map(String::from);
/// let products = [vec![400, 0, 200], vec![0, 400, 100], vec![200, 100, 400]];
/// let moments = Moments::from_sums(&names, 400, &[0, 0, 0], &products)?;
/// let found = DriverAnalysis::from_moments(&moments, &Options::new(Confidence::NINETY_FIVE))?;
/// let [a, b] = [found.drivers[0].relative_weight, found.drivers[1].relative_weight];
/// assert!((a.share - 0.25).abs() < 1e-12 && (a.percent - 80.0).abs() < 1e-9);
/// assert!((a.share + b.share - found.regression.r_squared).abs() < 1e-12);
/// assert_eq!(a.interval, None);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Importance {
    /// The share of all variance; the shares of all drivers sum to R².
    pub share: f64,
    /// The share of the explained variance, in percent.
    pub percent: f64,
    /// The bootstrap interval of `share`.
    pub interval: Option<Interval>,
}

impl Driver {
    /// Whether the interval of the coefficient leaves out 0. What is not significant is shown and said to be
    /// so.
    ///
    /// ```
    /// use catsup_statistics::{Confidence, Moments, drivers::{DriverAnalysis, Options}};
    ///
    /// // The outcome follows a; with b it shares a correlation of 0.01.
    /// let names = ["a", "b", "outcome"].map(String::from);
    /// let products = [vec![400, 0, 200], vec![0, 400, 4], vec![200, 4, 400]];
    /// let moments = Moments::from_sums(&names, 400, &[0, 0, 0], &products)?;
    /// let found = DriverAnalysis::from_moments(&moments, &Options::new(Confidence::NINETY_FIVE))?;
    /// assert!(found.drivers[0].is_significant() && !found.drivers[1].is_significant());
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn is_significant(&self) -> bool {
        !self.coefficient.interval.contains(0.0)
    }
}

impl DriverAnalysis {
    /// Analyses the drivers of the last variable of `sample`.
    ///
    /// # Errors
    ///
    /// [`ModelError::Constant`], [`ModelError::Singular`], [`ModelError::PerfectFit`] name the variable;
    /// [`ModelError::TooFew`] says how many observations are missing.
    ///
    /// ```
    /// use catsup_statistics::{Confidence, JointCounts, drivers::{DriverAnalysis, Options}};
    ///
    /// let names = ["ease", "speed", "trust"].map(String::from);
    /// let row = |place: u32| [place % 5, place % 3, (2 * (place % 5) + place % 7) / 3].map(f64::from);
    /// let rows: Vec<[f64; 3]> = (0..200).map(row).collect();
    /// let sample = JointCounts::from_rows(&names, rows.iter().map(|row| &row[..]))?;
    /// let options = Options::new(Confidence::NINETY_FIVE).with_resampling(100, 1);
    /// let analysis = DriverAnalysis::of(&sample, &options)?;
    /// assert!(analysis.drivers[0].relative_weight.share > analysis.drivers[1].relative_weight.share);
    /// assert!(analysis.drivers[0].relative_weight.interval.is_some());
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn of(sample: &JointCounts, options: &Options) -> ModelResult<Self> {
        let predictors = sample.names().len().saturating_sub(1);
        let moments = Moments::of(sample).map_err(|error| options.needing(error, predictors))?;
        let analysis = Self::from_moments(&moments, options)?;
        match options.resampling {
            Some(resampling) => {
                Ok(analysis.with_intervals(&DriverBootstrap::of(sample, resampling, options.confidence)?))
            }
            None => Ok(analysis),
        }
    }

    /// The same from moments alone, which no bootstrap can be drawn from: `options.resampling` is left aside.
    ///
    /// # Errors
    ///
    /// As [`DriverAnalysis::of`].
    ///
    /// ```
    /// use catsup_statistics::{Confidence, Moments, drivers::{DriverAnalysis, Options}};
    ///
    /// // What a database adds up of 1,000 answers: Σx, Σy and the sums of their products.
    /// let names = ["ease", "trust"].map(String::from);
    /// let products = [vec![17_000, 16_300], vec![16_300, 16_500]];
    /// let moments = Moments::from_sums(&names, 1_000, &[4_000, 3_900], &products)?;
    /// let analysis = DriverAnalysis::from_moments(&moments, &Options::new(Confidence::NINETY_FIVE))?;
    /// assert!((analysis.drivers[0].coefficient.estimate - 0.7).abs() < 1e-12);
    /// assert!(analysis.drivers[0].is_significant());
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn from_moments(moments: &Moments, options: &Options) -> ModelResult<Self> {
        let (n, predictors) = (moments.n(), moments.names().len().saturating_sub(1));
        let regression = Regression::of(moments, options.confidence)
            .map_err(|error| options.needing(error, predictors))?;
        let needed = options.needed(predictors);
        if n < needed {
            return Err(ModelError::TooFew { n, needed, predictors });
        }
        let weights = relative_weights(moments)?;
        let shares = if predictors <= SHAPLEY_LIMIT { shapley(moments)? } else { Vec::new() };
        let importance =
            |share: f64| Importance { share, percent: share / regression.r_squared * 100.0, interval: None };
        let drivers = (0..predictors).map(|place| Driver {
            name: moments.names()[place].clone(),
            mean: moments.mean(place),
            standard_deviation: moments.standard_deviation(place),
            correlation: moments.correlation(place, predictors),
            coefficient: regression.coefficients[place],
            standardised: regression.standardised[place],
            standardised_interval: None,
            variance_inflation: regression.variance_inflation[place],
            relative_weight: importance(weights[place]),
            shapley: shares.get(place).map(|&share| importance(share)),
        });
        Ok(Self {
            n,
            outcome: moments.names()[predictors].clone(),
            outcome_mean: moments.mean(predictors),
            drivers: drivers.collect(),
            regression,
            failed_resamples: None,
        })
    }

    fn with_intervals(mut self, bootstrap: &DriverBootstrap) -> Self {
        for (place, driver) in self.drivers.iter_mut().enumerate() {
            driver.standardised_interval = bootstrap.standardised.get(place).copied();
            driver.relative_weight.interval = bootstrap.relative_weights.get(place).copied();
            if let Some(shapley) = &mut driver.shapley {
                shapley.interval = bootstrap.shapley.get(place).copied();
            }
        }
        self.failed_resamples = Some(bootstrap.failed);
        self
    }
}
