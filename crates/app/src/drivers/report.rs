//! The drivers of an outcome as they are printed and drawn. The names of its fields are a contract of the
//! command line.

use catsup_statistics::{
    ModelResult,
    drivers::{DriverAnalysis, LogisticCoefficient, LogisticRegression, Priority, Scale, WhatIf, priorities},
};
use serde::Serialize;

use super::{DriverQuestion, block::Blocks, figures::Resampled, reason};
use crate::FieldError;

/// The drivers of an outcome; every list has one entry per predictor, in the order of `names`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DriverReport {
    predictors: Blocks,
    outcome: Blocks,
    score: &'static str,
    /// Complete rows.
    pub n: u64,
    /// Rows left out because an answer was missing.
    pub rows_left_out: u64,
    /// The confidence of every interval.
    pub confidence: f64,
    /// The predictors.
    pub names: Vec<String>,
    /// The linear regression.
    pub ols: Ols,
    /// Standardised coefficients.
    pub standardised: Vec<f64>,
    /// Variance inflation.
    pub vif: Vec<f64>,
    /// Pearson's correlation with the outcome.
    pub correlation_with_outcome: Vec<f64>,
    /// Johnson's relative weights; they sum to R².
    pub johnson_relative_weights: Vec<f64>,
    /// Shapley values (LMG); they sum to R². Absent above 15 predictors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shapley_lmg: Option<Vec<f64>>,
    /// Relative weights in percent of R².
    pub johnson_percent: Vec<f64>,
    /// Whether the interval of the coefficient leaves out 0.
    pub significant: Vec<bool>,
    /// Means, in the units of the answers.
    pub mean: Vec<f64>,
    /// Standard deviations.
    pub sd: Vec<f64>,
    /// Means from 0 (low end of the scale) to 100 (high end).
    pub performance: Vec<f64>,
    /// What importance and performance together say.
    pub priority: Vec<Priority>,
    /// The scale that performance is taken on.
    pub scale: [f64; 2],
    /// What goes with a rise of each predictor.
    pub what_if: Vec<WhatIfReport>,
    /// Bootstrap intervals; absent without resampling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bootstrap: Option<Resampled>,
    /// The logistic regression of an outcome of 0 and 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logistic: Option<LogisticReport>,
    /// Why an outcome of 0 and 1 has no logistic regression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logistic_refused: Option<String>,
    /// The same with its facts, to be told in another language.
    #[serde(skip)]
    pub logistic_reason: Option<FieldError>,
}

/// A linear regression.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ols {
    /// The outcome where every predictor is 0.
    pub intercept: f64,
    /// Coefficients.
    pub coef: Vec<f64>,
    /// Their standard errors.
    pub se: Vec<f64>,
    /// Their t statistics.
    pub t: Vec<f64>,
    /// Their two-sided p values.
    pub p: Vec<f64>,
    /// Low ends of their intervals.
    pub ci_low: Vec<f64>,
    /// High ends of their intervals.
    pub ci_high: Vec<f64>,
    /// Explained variance.
    pub r2: f64,
    /// The same, adjusted for the number of predictors.
    pub adj_r2: f64,
    /// The F statistic of all predictors.
    pub f: f64,
    /// Its p value.
    pub f_p: f64,
    /// The standard deviation around the regression.
    pub residual_sd: f64,
}

/// What goes with a rise of one predictor, the others held.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhatIfReport {
    /// The predictor.
    pub driver: String,
    /// Its rise.
    pub rise: f64,
    /// The change of the outcome.
    pub change: f64,
    /// Low end of the change.
    pub low: f64,
    /// High end of the change.
    pub high: f64,
}

/// A logistic regression.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LogisticReport {
    /// Outcomes of 1.
    pub events: u64,
    /// The log odds where every predictor is 0.
    pub intercept: f64,
    /// One per predictor.
    pub terms: Vec<LogisticTerm>,
    /// McFadden's R².
    pub pseudo_r2: f64,
    /// The log-likelihood.
    pub log_likelihood: f64,
}

/// One predictor of a logistic regression.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LogisticTerm {
    /// The predictor.
    pub name: String,
    /// Change of the log odds for one unit more.
    pub coef: f64,
    /// Its standard error.
    pub se: f64,
    /// Its two-sided p value.
    pub p: f64,
    /// What one unit more multiplies the odds by.
    pub odds_ratio: f64,
    /// Low end of the odds ratio.
    pub odds_ratio_low: f64,
    /// High end of the odds ratio.
    pub odds_ratio_high: f64,
    /// Change of the share of outcomes of 1 for one unit more, averaged.
    pub average_effect: f64,
}

impl DriverReport {
    pub(super) fn new(
        question: &DriverQuestion,
        analysis: &DriverAnalysis,
        logistic: Option<ModelResult<LogisticRegression>>,
        rows_left_out: u64,
        (low, high): (f64, f64),
    ) -> ModelResult<Self> {
        let drivers = &analysis.drivers;
        let scale = Scale::new("the answers", low, high)?;
        let performance: Vec<f64> = drivers.iter().map(|one| scale.performance(one.mean)).collect();
        let points: Vec<(f64, f64)> = drivers
            .iter()
            .zip(&performance)
            .map(|(one, performance)| (one.relative_weight.share, *performance))
            .collect();
        let shapley: Option<Vec<f64>> =
            drivers.iter().map(|one| one.shapley.map(|value| value.share)).collect();
        let names: Vec<String> = drivers.iter().map(|one| one.name.clone()).collect();
        let what_if = names.iter().enumerate().map(|(place, name)| {
            let answer = WhatIf::of(&analysis.regression, place, question.rise);
            WhatIfReport {
                driver: name.clone(),
                rise: answer.rise,
                change: answer.change,
                low: answer.interval.low,
                high: answer.interval.high,
            }
        });
        let each =
            |figure: fn(&catsup_statistics::drivers::Driver) -> f64| drivers.iter().map(figure).collect();
        Ok(Self {
            predictors: Blocks(question.predictors.clone()),
            outcome: Blocks(vec![question.outcome.clone()]),
            score: "row mean of the block items",
            n: analysis.n,
            rows_left_out,
            confidence: question.confidence,
            ols: Ols::of(analysis),
            standardised: each(|one| one.standardised),
            vif: each(|one| one.variance_inflation),
            correlation_with_outcome: each(|one| one.correlation),
            johnson_relative_weights: each(|one| one.relative_weight.share),
            shapley_lmg: shapley,
            johnson_percent: each(|one| one.relative_weight.percent),
            significant: drivers.iter().map(catsup_statistics::drivers::Driver::is_significant).collect(),
            mean: each(|one| one.mean),
            sd: each(|one| one.standard_deviation),
            priority: priorities(&points),
            performance,
            scale: [low, high],
            what_if: what_if.collect(),
            bootstrap: Resampled::of(question, analysis),
            logistic_reason: logistic.as_ref().and_then(|one| one.as_ref().err()).map(reason),
            logistic_refused: logistic.as_ref().and_then(|one| one.as_ref().err()).map(ToString::to_string),
            logistic: logistic.and_then(Result::ok).map(|regression| LogisticReport::of(&regression, &names)),
            names,
        })
    }

    /// The name of the outcome.
    #[must_use]
    pub fn outcome(&self) -> &str {
        self.outcome.0.first().map_or("", |block| &block.name)
    }
}

impl Ols {
    fn of(analysis: &DriverAnalysis) -> Self {
        let regression = &analysis.regression;
        let each = |figure: fn(&catsup_statistics::drivers::Coefficient) -> f64| {
            regression.coefficients.iter().map(figure).collect()
        };
        Self {
            intercept: regression.intercept.estimate,
            coef: each(|one| one.estimate),
            se: each(|one| one.standard_error),
            t: each(|one| one.t),
            p: each(|one| one.p_value),
            ci_low: each(|one| one.interval.low),
            ci_high: each(|one| one.interval.high),
            r2: regression.r_squared,
            adj_r2: regression.adjusted_r_squared,
            f: regression.f,
            f_p: regression.f_p_value,
            residual_sd: regression.residual_standard_deviation,
        }
    }
}

impl LogisticReport {
    fn of(regression: &LogisticRegression, names: &[String]) -> Self {
        let term = |(name, one): (&String, &LogisticCoefficient)| LogisticTerm {
            name: name.clone(),
            coef: one.estimate,
            se: one.standard_error,
            p: one.p_value,
            odds_ratio: one.odds_ratio,
            odds_ratio_low: one.odds_ratio_interval.low,
            odds_ratio_high: one.odds_ratio_interval.high,
            average_effect: one.average_effect,
        };
        Self {
            events: regression.events,
            intercept: regression.intercept.estimate,
            terms: names.iter().zip(&regression.coefficients).map(term).collect(),
            pseudo_r2: regression.pseudo_r_squared,
            log_likelihood: regression.log_likelihood,
        }
    }
}
