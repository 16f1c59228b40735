//! Bootstrap intervals of importance, as parallel lists.

use catsup_statistics::{
    Interval,
    drivers::{Driver, DriverAnalysis},
};
use serde::Serialize;

use super::DriverQuestion;

/// Percentile intervals from resampling people; every list has one entry per predictor.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resampled {
    /// Resamples asked for.
    pub resamples: usize,
    /// Those that gave no figures.
    pub failed: usize,
    /// The seed.
    pub seed: u64,
    /// Low ends of the standardised coefficients.
    pub standardised_low: Vec<f64>,
    /// High ends of the standardised coefficients.
    pub standardised_high: Vec<f64>,
    /// Low ends of the relative weights.
    pub johnson_low: Vec<f64>,
    /// High ends of the relative weights.
    pub johnson_high: Vec<f64>,
    /// Low ends of the Shapley values.
    pub shapley_low: Vec<f64>,
    /// High ends of the Shapley values.
    pub shapley_high: Vec<f64>,
}

impl Resampled {
    pub(super) fn of(question: &DriverQuestion, analysis: &DriverAnalysis) -> Option<Self> {
        let each = |interval: fn(&Driver) -> Option<Interval>| -> (Vec<f64>, Vec<f64>) {
            analysis.drivers.iter().filter_map(interval).map(|interval| (interval.low, interval.high)).unzip()
        };
        let (standardised_low, standardised_high) = each(|one| one.standardised_interval);
        let (johnson_low, johnson_high) = each(|one| one.relative_weight.interval);
        let (shapley_low, shapley_high) = each(|one| one.shapley?.interval);
        Some(Self {
            resamples: question.resamples,
            failed: analysis.failed_resamples?,
            seed: question.seed,
            standardised_low,
            standardised_high,
            johnson_low,
            johnson_high,
            shapley_low,
            shapley_high,
        })
    }
}
