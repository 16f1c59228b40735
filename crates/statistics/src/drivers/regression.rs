//! Ordinary least squares from moments, with intervals and variance inflation.

use serde::Serialize;

use crate::{
    Confidence, Interval, ModelError, ModelResult, Moments,
    distributions::student_two_sided,
    incomplete_beta::{UnitPoint, incomplete_beta},
    linear::{Cholesky, dot},
};

/// A share of variance left unexplained that is no more than rounding.
const NO_REST: f64 = 1e-12;

/// One coefficient of a regression.
///
/// ```
/// use catsup_statistics::{Confidence, Moments, drivers::Regression};
///
/// // x = 1, 2, 3, 4 and y = 1, 3, 2, 4 as sums and products.
/// let names = ["x", "y"].map(String::from);
/// let moments = Moments::from_sums(&names, 4, &[10, 10], &[vec![30, 29], vec![29, 30]])?;
/// let slope = Regression::of(&moments, Confidence::NINETY_FIVE)?.coefficients[0];
/// assert!((slope.estimate - 0.8).abs() < 1e-12);
/// // Residual squares of 1.8 on two degrees of freedom, over the 5 of x.
/// assert!((slope.standard_error - 0.18_f64.sqrt()).abs() < 1e-12);
/// assert!((slope.t - slope.estimate / slope.standard_error).abs() < 1e-12);
/// assert!((slope.p_value - 0.2).abs() < 1e-9 && slope.interval.contains(0.0));
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Coefficient {
    /// Change of the outcome, in its units, for one unit more of the predictor, the others held.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The estimate in standard errors.
    pub t: f64,
    /// How often chance alone goes so far, on n − p − 1 degrees of freedom.
    pub p_value: f64,
    /// The t interval of the estimate.
    pub interval: Interval,
}

/// A linear regression of the last variable on the ones before it.
///
/// ```
/// use catsup_statistics::{Confidence, Moments, drivers::Regression};
///
/// let names = ["x", "y"].map(String::from);
/// let moments = Moments::from_sums(&names, 4, &[10, 10], &[vec![30, 29], vec![29, 30]])?;
/// let found = Regression::of(&moments, Confidence::NINETY_FIVE)?;
/// assert_eq!((found.n, found.coefficients.len()), (4, 1));
/// assert!((found.intercept.estimate - 0.5).abs() < 1e-12);
/// assert!((found.standardised[0] - 0.8).abs() < 1e-12 && (found.r_squared - 0.64).abs() < 1e-12);
/// assert!((found.adjusted_r_squared - 0.46).abs() < 1e-12);
/// assert!((found.residual_standard_deviation - 0.9_f64.sqrt()).abs() < 1e-12);
/// // One predictor: F is t².
/// assert!((found.f - found.coefficients[0].t.powi(2)).abs() < 1e-9);
/// assert!((found.f_p_value - found.coefficients[0].p_value).abs() < 1e-9);
/// assert_eq!(found.variance_inflation, [1.0]);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Regression {
    /// The observations.
    pub n: u64,
    /// What the outcome is where every predictor is 0.
    pub intercept: Coefficient,
    /// One coefficient per predictor.
    pub coefficients: Vec<Coefficient>,
    /// Standard deviations that the outcome moves for one standard deviation of each predictor.
    pub standardised: Vec<f64>,
    /// Variance inflation of each predictor, `1 / (1 − R²)` of it on the others: 1 where they share nothing.
    pub variance_inflation: Vec<f64>,
    /// The share of the outcome's variance that the predictors explain.
    pub r_squared: f64,
    /// The same, less what as many random predictors would explain (Wherry 1931; Ezekiel 1930).
    pub adjusted_r_squared: f64,
    /// The standard deviation of the outcome around the regression, in its units.
    pub residual_standard_deviation: f64,
    /// The F statistic of all predictors together.
    pub f: f64,
    /// How often chance alone goes so far.
    pub f_p_value: f64,
}

impl Regression {
    /// Regresses the last variable of `moments` on the ones before it.
    ///
    /// With `R` the correlations of the p predictors and `r` theirs with the outcome: `β = R⁻¹ r`, `R² = r'
    /// β`, `b_j = β_j s_y / s_j`, `se(b_j) = s_e √(R⁻¹_jj) / (s_j √(n − 1))`, on n − p − 1 degrees of freedom
    /// (Gauss 1809; Theil, “Principles of Econometrics”, 1971). Working on correlations keeps the units of
    /// predictors out of the arithmetic.
    ///
    /// # Errors
    ///
    /// [`ModelError::NoPredictors`]; [`ModelError::Constant`] and [`ModelError::Singular`] name the variable;
    /// [`ModelError::TooFew`] below p + 2 observations; [`ModelError::PerfectFit`] when nothing is left to
    /// estimate an error from.
    ///
    /// ```
    /// use catsup_statistics::{Confidence, Moments, drivers::Regression};
    ///
    /// // x = 1, 2, 3, 4 and y = 1, 3, 2, 4 as sums and products.
    /// let names = ["x", "y"].map(String::from);
    /// let moments = Moments::from_sums(&names, 4, &[10, 10], &[vec![30, 29], vec![29, 30]])?;
    /// let regression = Regression::of(&moments, Confidence::NINETY_FIVE)?;
    /// assert!((regression.coefficients[0].estimate - 0.8).abs() < 1e-12);
    /// assert!((regression.r_squared - 0.64).abs() < 1e-12);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn of(moments: &Moments, confidence: Confidence) -> ModelResult<Self> {
        let standardised = Standardised::of(moments)?;
        let (n, predictors) = (moments.n(), standardised.betas.len());
        let outcome = &moments.names()[predictors];
        let rest = 1.0 - standardised.r_squared;
        if rest <= NO_REST {
            return Err(ModelError::PerfectFit(outcome.clone()));
        }
        let freedom = (n - predictors as u64 - 1) as f64;
        let outcome_deviation = moments.standard_deviation(predictors);
        let total = outcome_deviation * ((n - 1) as f64).sqrt();
        let residual = total * (rest / freedom).sqrt();
        let critical = confidence.student_critical(freedom);
        let inverse = standardised.factor.inverse();
        let lengths: Vec<f64> = (0..predictors)
            .map(|place| moments.standard_deviation(place) * ((n - 1) as f64).sqrt())
            .collect();

        let coefficients: Vec<Coefficient> = (0..predictors)
            .map(|place| {
                let estimate = standardised.betas[place] * total / lengths[place];
                let error = residual * inverse[(place, place)].sqrt() / lengths[place];
                Coefficient::of(estimate, error, freedom, critical)
            })
            .collect();
        let leverage: Vec<f64> = (0..predictors).map(|place| moments.mean(place) / lengths[place]).collect();
        let at_means: Vec<f64> = coefficients.iter().map(|coefficient| coefficient.estimate).collect();
        let means: Vec<f64> = (0..predictors).map(|place| moments.mean(place)).collect();
        let intercept = moments.mean(predictors) - dot(&at_means, &means);
        let intercept_error = residual * (1.0 / n as f64 + inverse.quadratic_form(&leverage)).sqrt();
        let f = standardised.r_squared / predictors as f64 / (rest / freedom);
        let point = UnitPoint { x: rest, complement: standardised.r_squared };
        Ok(Self {
            n,
            intercept: Coefficient::of(intercept, intercept_error, freedom, critical),
            coefficients,
            variance_inflation: (0..predictors).map(|place| inverse[(place, place)]).collect(),
            r_squared: standardised.r_squared,
            adjusted_r_squared: 1.0 - rest * (n - 1) as f64 / freedom,
            residual_standard_deviation: residual,
            f,
            f_p_value: incomplete_beta(freedom / 2.0, predictors as f64 / 2.0, point),
            standardised: standardised.betas,
        })
    }
}

impl Coefficient {
    fn of(estimate: f64, standard_error: f64, freedom: f64, critical: f64) -> Self {
        let t = estimate / standard_error;
        Self {
            estimate,
            standard_error,
            t,
            p_value: student_two_sided(t, freedom),
            interval: Interval::around(estimate, critical * standard_error),
        }
    }
}

/// The regression of standardised variables.
pub(super) struct Standardised {
    pub(super) factor: Cholesky,
    pub(super) betas: Vec<f64>,
    pub(super) r_squared: f64,
}

impl Standardised {
    pub(super) fn of(moments: &Moments) -> ModelResult<Self> {
        let names = moments.names();
        let predictors = names.len().saturating_sub(1);
        if predictors == 0 {
            return Err(ModelError::NoPredictors);
        }
        let needed = predictors as u64 + 2;
        if moments.n() < needed {
            return Err(ModelError::TooFew { n: moments.n(), needed, predictors });
        }
        let correlations = moments.correlations()?;
        let places: Vec<usize> = (0..predictors).collect();
        let factor = Cholesky::of(&correlations.part(&places))
            .map_err(|dependent| ModelError::Singular(names[dependent.0].clone()))?;
        let with_outcome = correlations.column_part(&places, predictors);
        let betas = factor.solve(&with_outcome);
        let r_squared = dot(&betas, &with_outcome);
        Ok(Self { factor, betas, r_squared })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::JointCounts;

    fn moments(names: &[&str], rows: &[&[f64]]) -> Moments {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        Moments::of(&JointCounts::from_rows(&names, rows.iter().copied()).unwrap()).unwrap()
    }

    fn refusal(moments: &Moments) -> ModelError {
        Regression::of(moments, Confidence::NINETY_FIVE).unwrap_err()
    }

    #[test]
    fn a_regression_that_cannot_be_is_refused_by_name() {
        let doubled = moments(
            &["ease", "twice", "trust"],
            &[&[1.0, 2.0, 5.0], &[2.0, 4.0, 3.0], &[4.0, 8.0, 1.0], &[3.0, 6.0, 4.0]],
        );
        assert_eq!(refusal(&doubled), ModelError::Singular("twice".to_owned()));
        let constant = moments(&["ease", "trust"], &[&[4.0, 2.0], &[4.0, 3.0], &[4.0, 5.0]]);
        assert_eq!(refusal(&constant), ModelError::Constant("ease".to_owned()));
        let exact = moments(&["ease", "trust"], &[&[1.0, 3.0], &[2.0, 5.0], &[3.0, 7.0], &[5.0, 11.0]]);
        assert_eq!(refusal(&exact), ModelError::PerfectFit("trust".to_owned()));
        let few = moments(&["ease", "trust"], &[&[1.0, 3.0], &[2.0, 5.0]]);
        assert_eq!(refusal(&few), ModelError::TooFew { n: 2, needed: 3, predictors: 1 });
        let alone = moments(&["trust"], &[&[1.0], &[2.0], &[3.0]]);
        assert_eq!(refusal(&alone), ModelError::NoPredictors);
    }
}
