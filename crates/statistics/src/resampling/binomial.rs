//! Binomial draws, exact at any size: what lets a bootstrap run on counts of millions.

use super::Generator;
use crate::incomplete_beta::stirling_error;

/// Below this many expected successes, counting up from 0 is quicker than rejection.
const FEW_EXPECTED: f64 = 10.0;

/// The successes in `n` trials of this probability.
pub(crate) fn binomial(generator: &mut Generator, n: u64, probability: f64) -> u64 {
    if n == 0 || probability <= 0.0 {
        0
    } else if probability >= 1.0 {
        n
    } else if probability > 0.5 {
        n - binomial(generator, n, 1.0 - probability)
    } else if n as f64 * probability < FEW_EXPECTED {
        counted_up(generator, n, probability)
    } else {
        rejected(generator, n, probability)
    }
}

/// Sequential search of the distribution function from 0 (Kachitvichyanukul and Schmeiser 1988, BINV).
fn counted_up(generator: &mut Generator, n: u64, probability: f64) -> u64 {
    let odds = probability / (1.0 - probability);
    let mut chance = (n as f64 * (-probability).ln_1p()).exp();
    let mut rest = generator.unit();
    let mut successes = 0;
    while rest > chance && successes < n {
        rest -= chance;
        chance *= odds * (n - successes) as f64 / (successes + 1) as f64;
        successes += 1;
    }
    successes
}

/// Transformed rejection with squeeze (Hörmann, “The generation of binomial random variates”, 1993, BTRS).
fn rejected(generator: &mut Generator, n: u64, p: f64) -> u64 {
    let trials = n as f64;
    let spread = (trials * p * (1.0 - p)).sqrt();
    let b = 1.15 + 2.53 * spread;
    let a = -0.0873 + 0.0248 * b + 0.01 * p;
    let centre = trials * p + 0.5;
    let squeeze = 0.92 - 4.2 / b;
    let alpha = (2.83 + 5.1 / b) * spread;
    let mode = ((trials + 1.0) * p).floor();
    loop {
        let u = generator.unit() - 0.5;
        let v = generator.unit();
        let shape = 0.5 - u.abs();
        let k = ((2.0 * a / shape + b) * u + centre).floor();
        if k < 0.0 || k > trials {
            continue;
        }
        if shape >= 0.07 && v <= squeeze {
            return k as u64;
        }
        let height = (v * alpha / (a / (shape * shape) + b)).ln();
        if height <= log_ratio(trials, p, k, mode) {
            return k as u64;
        }
    }
}

/// `ln P(k) − ln P(mode)`.
fn log_ratio(n: f64, p: f64, k: f64, mode: f64) -> f64 {
    let odds = p / (1.0 - p);
    log_factorial(mode) + log_factorial(n - mode) - log_factorial(k) - log_factorial(n - k)
        + (k - mode) * odds.ln()
}

fn log_factorial(k: f64) -> f64 {
    if k < 1.0 {
        return 0.0;
    }
    let z = k + 1.0;
    (z - 0.5) * z.ln() - z + 0.5 * (2.0 * std::f64::consts::PI).ln() + stirling_error(z)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Mean and variance within five standard errors of n p and n p (1 − p).
    #[test]
    fn draws_have_the_mean_and_variance_of_the_distribution() {
        for (n, p) in [(20, 0.1), (7, 0.5), (1_000, 0.3), (40, 0.9), (1_000_000_000, 0.25), (500, 0.04)] {
            let draws = 40_000;
            let mut generator = Generator::of(11, n);
            let (mean, variance) = (n as f64 * p, n as f64 * p * (1.0 - p));
            let found: Vec<f64> = (0..draws).map(|_| binomial(&mut generator, n, p) as f64 - mean).collect();
            let bias = found.iter().sum::<f64>() / f64::from(draws);
            let spread = found.iter().map(|d| d * d).sum::<f64>() / f64::from(draws);
            assert!(bias.abs() < 5.0 * (variance / f64::from(draws)).sqrt(), "{n} {p}: bias {bias}");
            // The kurtosis of a binomial is below 3 + 1 / variance.
            let tolerance = 5.0 * ((2.0 + 1.0 / variance) / f64::from(draws)).sqrt();
            assert!((spread / variance - 1.0).abs() < tolerance, "{n} {p}: variance {spread}");
        }
    }

    #[test]
    fn rejection_reproduces_every_probability() {
        let (n, p) = (40_u64, 0.4);
        let mut generator = Generator::of(5, 0);
        let mut counts = [0.0; 41];
        for _ in 0..200_000 {
            counts[binomial(&mut generator, n, p) as usize] += 1.0;
        }
        let mut chance = (1.0_f64 - p).powi(40);
        for (k, count) in counts.iter().enumerate() {
            let expected = 200_000.0 * chance;
            assert!((count - expected).abs() < 5.0 * expected.sqrt() + 5.0, "{k}: {count}, {expected}");
            chance *= p / (1.0 - p) * (40 - k) as f64 / (k + 1) as f64;
        }
    }

    #[test]
    fn certainties_are_certain() {
        let mut generator = Generator::of(1, 1);
        assert_eq!(binomial(&mut generator, 9, 0.0), 0);
        assert_eq!(binomial(&mut generator, 9, 1.0), 9);
        assert_eq!(binomial(&mut generator, 0, 0.5), 0);
    }
}
