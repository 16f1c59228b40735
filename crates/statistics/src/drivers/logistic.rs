//! Logistic regression: the drivers of a thumbs question, from counts.

use serde::Serialize;

use crate::{
    Confidence, Interval, JointCounts, Matrix, ModelError, ModelResult, Moments,
    distributions::normal_two_sided,
    linear::{Cholesky, dot},
    sample::add_product,
};

/// Newton steps; data without separation needs fewer than ten.
const STEPS: usize = 50;
/// Steps end when the log-likelihood gains less than this share of its size.
const SETTLED: f64 = 1e-14;
/// Standard deviations of a predictor cannot multiply the odds by e³⁰: it separates the outcomes.
const ENDLESS: f64 = 30.0;
/// Answers of the rarer kind for each predictor (Peduzzi et al., Journal of Clinical Epidemiology 49, 1996).
const EVENTS_PER_PREDICTOR: u64 = 10;

/// The effect of one predictor on the odds of a thumbs up.
///
/// ```
/// use catsup_statistics::{Confidence, JointCounts, drivers::LogisticRegression};
///
/// // Odds 80 : 20 with the box ticked and 50 : 50 without.
/// let names = ["quick", "thumbs"].map(String::from);
/// let cells = [([1.0, 1.0], 80), ([1.0, 0.0], 20), ([0.0, 1.0], 50), ([0.0, 0.0], 50)];
/// let counts = JointCounts::new(&names, cells.iter().map(|(values, count)| (&values[..], *count)))?;
/// let quick = &LogisticRegression::of(&counts, Confidence::NINETY_FIVE)?.coefficients[0];
/// assert!((quick.estimate - 4.0_f64.ln()).abs() < 1e-9 && (quick.odds_ratio - 4.0).abs() < 1e-9);
/// // The error of a log odds ratio is √(1/80 + 1/20 + 1/50 + 1/50) (Woolf 1955).
/// assert!((quick.standard_error - 0.1025_f64.sqrt()).abs() < 1e-6);
/// assert!((quick.z - quick.estimate / quick.standard_error).abs() < 1e-12 && quick.p_value < 0.001);
/// assert!((quick.odds_ratio_interval.low - quick.interval.low.exp()).abs() < 1e-12);
/// assert!(quick.average_effect > 0.2 && quick.average_effect < 0.35);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LogisticCoefficient {
    /// Change of the log odds for one unit more.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The estimate in standard errors.
    pub z: f64,
    /// How often chance alone goes so far (Wald).
    pub p_value: f64,
    /// The Wald interval of the estimate.
    pub interval: Interval,
    /// What one unit more multiplies the odds by.
    pub odds_ratio: f64,
    /// The interval of the odds ratio.
    pub odds_ratio_interval: Interval,
    /// Change of the probability for one unit more, averaged over the people observed.
    pub average_effect: f64,
}

/// A logistic regression of an outcome of 0 and 1 on the variables before it.
///
/// ```
/// use catsup_statistics::{Confidence, JointCounts, drivers::LogisticRegression};
///
/// let names = ["quick", "thumbs"].map(String::from);
/// let cells = [([1.0, 1.0], 80), ([1.0, 0.0], 20), ([0.0, 1.0], 50), ([0.0, 0.0], 50)];
/// let counts = JointCounts::new(&names, cells.iter().map(|(values, count)| (&values[..], *count)))?;
/// let found = LogisticRegression::of(&counts, Confidence::NINETY_FIVE)?;
/// assert_eq!((found.n, found.events, found.coefficients.len()), (200, 130, 1));
/// // Even odds without the box.
/// assert!(found.intercept.estimate.abs() < 1e-9);
/// let expected = 80.0 * 0.8_f64.ln() + 20.0 * 0.2_f64.ln() + 100.0 * 0.5_f64.ln();
/// assert!((found.log_likelihood - expected).abs() < 1e-9);
/// assert!((found.pseudo_r_squared - (1.0 - found.log_likelihood / found.null_log_likelihood)).abs() < 1e-12);
/// assert!(found.iterations < 10);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LogisticRegression {
    /// The observations.
    pub n: u64,
    /// Those whose outcome is 1.
    pub events: u64,
    /// The log odds where every predictor is 0.
    pub intercept: LogisticCoefficient,
    /// One coefficient per predictor.
    pub coefficients: Vec<LogisticCoefficient>,
    /// The log-likelihood.
    pub log_likelihood: f64,
    /// The log-likelihood without predictors.
    pub null_log_likelihood: f64,
    /// `1 −` the ratio of the two (McFadden 1974).
    pub pseudo_r_squared: f64,
    /// The Newton steps made.
    pub iterations: usize,
}

impl LogisticRegression {
    /// Regresses the last variable of `sample`, which must be 0 or 1, on the ones before it by maximum
    /// likelihood (Cox 1958), in Newton steps on standardised predictors.
    ///
    /// # Errors
    ///
    /// [`ModelError::NotBinary`], [`ModelError::Constant`], [`ModelError::Singular`],
    /// [`ModelError::Separation`] name the variable; [`ModelError::TooFewEvents`] when the rarer answer was
    /// given fewer than 10 times per predictor.
    ///
    /// ```
    /// use catsup_statistics::{Confidence, JointCounts, drivers::LogisticRegression};
    ///
    /// // Odds 80 : 20 with the box ticked and 50 : 50 without: the odds ratio is 4.
    /// let names = ["quick", "thumbs"].map(String::from);
    /// let cells = [([1.0, 1.0], 80), ([1.0, 0.0], 20), ([0.0, 1.0], 50), ([0.0, 0.0], 50)];
    /// let counts = JointCounts::new(&names, cells.iter().map(|(values, count)| (&values[..], *count)))?;
    /// let regression = LogisticRegression::of(&counts, Confidence::NINETY_FIVE)?;
    /// assert!((regression.coefficients[0].odds_ratio - 4.0).abs() < 1e-9);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn of(sample: &JointCounts, confidence: Confidence) -> ModelResult<Self> {
        let names = sample.names();
        let predictors = names.len().saturating_sub(1);
        if predictors == 0 {
            return Err(ModelError::NoPredictors);
        }
        let events = events(sample)?;
        let moments = Moments::of(sample)?;
        let places: Vec<usize> = (0..predictors).collect();
        Cholesky::of(&moments.correlations()?.part(&places))
            .map_err(|dependent| ModelError::Singular(names[dependent.0].clone()))?;
        let rarer = events.min(sample.n() - events);
        let needed = EVENTS_PER_PREDICTOR * predictors as u64;
        if rarer < needed {
            let outcome = names[predictors].clone();
            return Err(ModelError::TooFewEvents { outcome, events: rarer, needed, predictors });
        }
        let fit = Fit::of(sample, &moments)?;
        Ok(fit.in_units(sample, &moments, events, confidence))
    }
}

/// How often the outcome is 1.
fn events(sample: &JointCounts) -> ModelResult<u64> {
    let mut events = 0;
    for (values, count) in sample.cells() {
        match values.last().copied() {
            Some(1.0) => events += count,
            Some(0.0) => {}
            other => {
                let outcome = sample.names().last().cloned().unwrap_or_default();
                return Err(ModelError::NotBinary { outcome, value: other.unwrap_or_default() });
            }
        }
    }
    Ok(events)
}

/// The maximum of the likelihood for standardised predictors, intercept first.
struct Fit {
    coefficients: Vec<f64>,
    information: Cholesky,
    log_likelihood: f64,
    /// The mean of `p (1 − p)`.
    slope: f64,
    iterations: usize,
}

impl Fit {
    fn of(sample: &JointCounts, moments: &Moments) -> ModelResult<Self> {
        let predictors = sample.names().len() - 1;
        let mut coefficients = vec![0.0; predictors + 1];
        let share = moments.mean(predictors);
        coefficients[0] = (share / (1.0 - share)).ln();
        let mut reached = f64::NEG_INFINITY;
        let mut change = vec![0.0; predictors + 1];
        for iterations in 1..=STEPS {
            let step = Step::at(&coefficients, sample, moments);
            if let Some(place) = (1..=predictors).find(|&place| coefficients[place].abs() > ENDLESS) {
                return Err(ModelError::Separation(sample.names()[place - 1].clone()));
            }
            // A predictor that separates leaves no information: the largest coefficient is its own.
            let information =
                Cholesky::of(&step.information).map_err(|_| separating(sample, &coefficients))?;
            let settled = (step.log_likelihood - reached).abs() <= SETTLED * step.log_likelihood.abs();
            if settled {
                return Ok(Self {
                    coefficients,
                    information,
                    log_likelihood: step.log_likelihood,
                    slope: step.slope,
                    iterations,
                });
            }
            if step.log_likelihood < reached {
                // The step went too far: half of it is taken back.
                change.iter_mut().for_each(|change| *change /= 2.0);
                coefficients.iter_mut().zip(&change).for_each(|(coefficient, change)| *coefficient -= change);
                continue;
            }
            reached = step.log_likelihood;
            change = information.solve(&step.gradient);
            coefficients.iter_mut().zip(&change).for_each(|(coefficient, change)| *coefficient += change);
        }
        Err(separating(sample, &coefficients))
    }

    fn in_units(
        self,
        sample: &JointCounts,
        moments: &Moments,
        events: u64,
        confidence: Confidence,
    ) -> LogisticRegression {
        let predictors = self.coefficients.len() - 1;
        let inverse = self.information.inverse();
        let critical = confidence.normal_critical();
        let deviations: Vec<f64> = (0..predictors).map(|place| moments.standard_deviation(place)).collect();
        let coefficients = (0..predictors).map(|place| {
            let deviation = deviations[place];
            let error = inverse[(place + 1, place + 1)].sqrt() / deviation;
            LogisticCoefficient::of(self.coefficients[place + 1] / deviation, error, critical, self.slope)
        });
        let mut shift = vec![1.0];
        shift.extend((0..predictors).map(|place| -moments.mean(place) / deviations[place]));
        let intercept = dot(&shift, &self.coefficients);
        let intercept_error = inverse.quadratic_form(&shift).sqrt();
        let (yes, all) = (events as f64, sample.n() as f64);
        let null = yes * (yes / all).ln() + (all - yes) * ((all - yes) / all).ln();
        LogisticRegression {
            n: sample.n(),
            events,
            intercept: LogisticCoefficient::of(intercept, intercept_error, critical, self.slope),
            coefficients: coefficients.collect(),
            log_likelihood: self.log_likelihood,
            null_log_likelihood: null,
            pseudo_r_squared: 1.0 - self.log_likelihood / null,
            iterations: self.iterations,
        }
    }
}

impl LogisticCoefficient {
    fn of(estimate: f64, standard_error: f64, critical: f64, slope: f64) -> Self {
        let interval = Interval::around(estimate, critical * standard_error);
        let z = estimate / standard_error;
        Self {
            estimate,
            standard_error,
            z,
            p_value: normal_two_sided(z),
            interval,
            odds_ratio: estimate.exp(),
            odds_ratio_interval: Interval { low: interval.low.exp(), high: interval.high.exp() },
            average_effect: estimate * slope,
        }
    }
}

/// Likelihood, gradient and information at one set of coefficients.
struct Step {
    log_likelihood: f64,
    gradient: Vec<f64>,
    information: Matrix,
    slope: f64,
}

impl Step {
    fn at(coefficients: &[f64], sample: &JointCounts, moments: &Moments) -> Self {
        let size = coefficients.len();
        let mut step = Self {
            log_likelihood: 0.0,
            gradient: vec![0.0; size],
            information: Matrix::zeros(size, size),
            slope: 0.0,
        };
        let mut row = vec![1.0; size];
        for (values, count) in sample.cells() {
            let count = count as f64;
            for (place, value) in values[..size - 1].iter().enumerate() {
                row[place + 1] = (value - moments.mean(place)) / moments.standard_deviation(place);
            }
            let outcome = values[size - 1];
            let log_odds = dot(&row, coefficients);
            let probability = 1.0 / (1.0 + (-log_odds).exp());
            let signed = if outcome == 1.0 { -log_odds } else { log_odds };
            // ln(1 + e^x) without overflow.
            step.log_likelihood -= count * (signed.max(0.0) + (-signed.abs()).exp().ln_1p());
            let weight = count * probability * (1.0 - probability);
            step.slope += weight;
            let rest = count * (outcome - probability);
            step.gradient.iter_mut().zip(&row).for_each(|(gradient, value)| *gradient += rest * value);
            add_product(&mut step.information, &row, weight);
        }
        step.slope /= sample.n() as f64;
        step.information.mirror_upper();
        step
    }
}

fn separating(sample: &JointCounts, coefficients: &[f64]) -> ModelError {
    let largest = (1..coefficients.len())
        .max_by(|&a, &b| coefficients[a].abs().total_cmp(&coefficients[b].abs()))
        .unwrap_or(1);
    ModelError::Separation(sample.names()[largest - 1].clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(cells: &[([f64; 3], u64)]) -> JointCounts {
        let names = ["quick", "kind", "thumbs"].map(String::from);
        JointCounts::new(&names, cells.iter().map(|(values, count)| (&values[..], *count))).unwrap()
    }

    fn refusal(cells: &[([f64; 3], u64)]) -> ModelError {
        LogisticRegression::of(&counts(cells), Confidence::NINETY_FIVE).unwrap_err()
    }

    #[test]
    fn what_has_no_finite_estimate_is_refused_by_name() {
        let separated =
            [([0.0, 0.0, 0.0], 40), ([0.0, 1.0, 0.0], 40), ([1.0, 0.0, 1.0], 40), ([1.0, 1.0, 1.0], 50)];
        assert_eq!(refusal(&separated), ModelError::Separation("quick".to_owned()));
        let few =
            [([0.0, 0.0, 0.0], 19), ([0.0, 1.0, 1.0], 400), ([1.0, 0.0, 1.0], 400), ([1.0, 1.0, 1.0], 9)];
        let expected =
            ModelError::TooFewEvents { outcome: "thumbs".to_owned(), events: 19, needed: 20, predictors: 2 };
        assert_eq!(refusal(&few), expected);
        let stars = [([0.0, 0.0, 0.0], 40), ([0.0, 1.0, 5.0], 40)];
        assert_eq!(refusal(&stars), ModelError::NotBinary { outcome: "thumbs".to_owned(), value: 5.0 });
    }
}
