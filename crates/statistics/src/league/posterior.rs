//! What is believed of a unit after its data: a beta or a normal distribution, and draws from them.

use crate::distributions::beta_quantile;
use crate::resampling::Generator;
use crate::{Confidence, Interval};

/// The distribution of a unit's true figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Posterior {
    /// Of a share.
    Beta { a: f64, b: f64 },
    /// Of a mean.
    Normal { mean: f64, deviation: f64 },
}

impl Posterior {
    pub(super) fn mean(self) -> f64 {
        match self {
            Self::Beta { a, b } => a / (a + b),
            Self::Normal { mean, .. } => mean,
        }
    }

    pub(super) fn interval(self, confidence: Confidence) -> Interval {
        match self {
            Self::Beta { a, b } => {
                let tail = confidence.error_probability() / 2.0;
                let low = beta_quantile(tail, a, b, a / (a + b));
                let high = 1.0 - beta_quantile(tail, b, a, b / (a + b));
                Interval { low, high }
            }
            Self::Normal { mean, deviation } => {
                Interval::around(mean, confidence.normal_critical() * deviation)
            }
        }
    }

    pub(super) fn draw(self, chance: &mut Generator) -> f64 {
        match self {
            Self::Beta { a, b } => {
                let (successes, failures) = (gamma(chance, a), gamma(chance, b));
                successes / (successes + failures)
            }
            Self::Normal { mean, deviation } => mean + deviation * normal(chance),
        }
    }
}

/// A standard normal value, by the polar method (Marsaglia and Bray 1964).
fn normal(chance: &mut Generator) -> f64 {
    loop {
        let (x, y) = (2.0 * chance.unit() - 1.0, 2.0 * chance.unit() - 1.0);
        let square = x * x + y * y;
        if square > 0.0 && square < 1.0 {
            return x * (-2.0 * square.ln() / square).sqrt();
        }
    }
}

/// A gamma value of this shape and scale 1 (Marsaglia and Tsang 2000).
fn gamma(chance: &mut Generator, shape: f64) -> f64 {
    if shape < 1.0 {
        let boosted = gamma(chance, shape + 1.0);
        return boosted * (1.0 - chance.unit()).powf(1.0 / shape);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal(chance);
        let v = (1.0 + c * x).powi(3);
        if v > 0.0 && (1.0 - chance.unit()).ln() < 0.5 * x * x + d - d * v + d * v.ln() {
            return d * v;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_have_the_moments_of_their_distribution() {
        let mut chance = Generator::of(7, 0);
        for posterior in [
            Posterior::Beta { a: 0.4, b: 1.7 },
            Posterior::Beta { a: 30.0, b: 12.0 },
            Posterior::Normal { mean: 3.0, deviation: 0.5 },
        ] {
            let draws: Vec<f64> = (0..40_000).map(|_| posterior.draw(&mut chance)).collect();
            let mean = draws.iter().sum::<f64>() / 40_000.0;
            let variance = draws.iter().map(|draw| (draw - mean).powi(2)).sum::<f64>() / 40_000.0;
            // Five standard errors of a mean of 40,000.
            assert!((mean - posterior.mean()).abs() < 5.0 * (variance / 40_000.0).sqrt(), "{posterior:?}");
            let interval = posterior.interval(Confidence::NINETY);
            let inside = draws.iter().filter(|draw| interval.contains(**draw)).count();
            assert!(inside.abs_diff(36_000) < 300, "{posterior:?}: {inside}");
        }
    }
}
