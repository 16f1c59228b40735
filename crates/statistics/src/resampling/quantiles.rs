//! Intervals from resampled estimates: percentile and bias-corrected accelerated.

use crate::{
    Confidence, Interval,
    distributions::{normal_critical, normal_two_sided},
};

/// The percentile interval of estimates sorted ascending, by linear interpolation (Efron 1979; quantiles of
/// Hyndman and Fan 1996, type 7). `None` without estimates.
pub(crate) fn percentile(sorted: &[f64], confidence: Confidence) -> Option<Interval> {
    let tail = (1.0 - confidence.level()) / 2.0;
    between(sorted, tail, 1.0 - tail)
}

/// The bias-corrected accelerated interval of estimates sorted ascending (Efron, “Better bootstrap confidence
/// intervals”, 1987). `None` when every resample lies on one side of the estimate, so that no bias can be
/// told.
pub(crate) fn bias_corrected(
    sorted: &[f64],
    estimate: f64,
    acceleration: f64,
    confidence: Confidence,
) -> Option<Interval> {
    let below = sorted.partition_point(|&one| one < estimate);
    let not_above = sorted.partition_point(|&one| one <= estimate);
    // Ties count half, so that a parameter that takes few values is not called biased.
    let share = (below + not_above) as f64 / 2.0 / sorted.len() as f64;
    if !(share > 0.0 && share < 1.0) {
        return None;
    }
    let bias = normal_quantile(share);
    let critical = confidence.normal_critical();
    let shifted = |z: f64| {
        let moved = bias + z;
        let stretch = 1.0 - acceleration * moved;
        // Beyond its pole the formula turns the tails around; no data that has an interval comes there.
        (stretch > 0.0).then(|| normal_lower(bias + moved / stretch))
    };
    between(sorted, shifted(-critical)?, shifted(critical)?)
}

/// The acceleration of each parameter from leave-one-out estimates: `Σ d³ / (6 (Σ d²)^1.5)` with `d` the mean
/// minus the estimate; 0 where nothing varies.
pub(crate) fn acceleration(left_out: &[f64]) -> f64 {
    let mean = left_out.iter().sum::<f64>() / left_out.len() as f64;
    let (squares, cubes) = left_out.iter().fold((0.0, 0.0), |(squares, cubes), one| {
        let d = mean - one;
        (squares + d * d, cubes + d * d * d)
    });
    if squares > 0.0 { cubes / (6.0 * squares.powf(1.5)) } else { 0.0 }
}

/// The standard deviation with divisor n − 1: the bootstrap standard error. `None` for fewer than two.
pub(crate) fn standard_deviation(estimates: &[f64]) -> Option<f64> {
    let n = estimates.len() as f64;
    let mean = estimates.iter().sum::<f64>() / n;
    let squares: f64 = estimates.iter().map(|one| (one - mean) * (one - mean)).sum();
    (estimates.len() > 1).then(|| (squares / (n - 1.0)).sqrt())
}

fn between(sorted: &[f64], low: f64, high: f64) -> Option<Interval> {
    Some(Interval { low: quantile(sorted, low)?, high: quantile(sorted, high)? })
}

fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share.clamp(0.0, 1.0) * (sorted.len().checked_sub(1)?) as f64;
    let low = place.floor();
    let (first, second) = (sorted[low as usize], sorted[place.ceil() as usize]);
    Some(first + (place - low) * (second - first))
}

/// The probability that a standard normal value is at most `z`.
fn normal_lower(z: f64) -> f64 {
    let tail = normal_two_sided(z) / 2.0;
    if z < 0.0 { tail } else { 1.0 - tail }
}

/// The value that a standard normal one is at most with this probability.
fn normal_quantile(probability: f64) -> f64 {
    if probability < 0.5 {
        -normal_critical(2.0 * probability)
    } else {
        normal_critical(2.0 * (1.0 - probability))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_interpolate() {
        let sorted: Vec<f64> = (0..=100).map(f64::from).collect();
        let interval = percentile(&sorted, Confidence::NINETY_FIVE).unwrap();
        assert!((interval.low - 2.5).abs() < 1e-12 && (interval.high - 97.5).abs() < 1e-12);
        assert_eq!(percentile(&[], Confidence::NINETY_FIVE), None);
    }

    #[test]
    fn without_bias_and_acceleration_the_two_intervals_agree() {
        let sorted: Vec<f64> = (0..=100).map(f64::from).collect();
        let plain = percentile(&sorted, Confidence::NINETY_FIVE).unwrap();
        let corrected = bias_corrected(&sorted, 50.0, 0.0, Confidence::NINETY_FIVE).unwrap();
        assert!((plain.low - corrected.low).abs() < 1e-9 && (plain.high - corrected.high).abs() < 1e-9);
        let skewed = bias_corrected(&sorted, 40.0, 0.05, Confidence::NINETY_FIVE).unwrap();
        assert!(skewed.low < corrected.low && skewed.high < corrected.high);
        assert_eq!(bias_corrected(&sorted, 200.0, 0.0, Confidence::NINETY_FIVE), None);
    }

    #[test]
    fn the_acceleration_of_a_symmetric_sample_is_none() {
        assert_eq!(acceleration(&[1.0, 2.0, 3.0]), 0.0);
        assert_eq!(acceleration(&[4.0, 4.0]), 0.0);
        // d = (1, 1, −2): Σ d³ = −6, Σ d² = 6.
        assert!((acceleration(&[0.0, 0.0, 3.0]) + 6.0 / (6.0 * 6.0_f64.powf(1.5))).abs() < 1e-15);
    }
}
