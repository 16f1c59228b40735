//! Tail probabilities and critical values of the normal, Student, chi-square and beta distributions.

use statrs::function::erf::erfc_inv;
use statrs::function::gamma::gamma_ur;

use crate::incomplete_beta::{UnitPoint, beta_kernel, incomplete_beta};

/// Newton steps stop when one changes the logarithm of the value by less than this.
const STEP_TOLERANCE: f64 = 1e-15;
/// A bound on Newton steps; the iterations below need fewer than ten.
const STEP_LIMIT: usize = 60;

/// The probability that a standard normal value is further from 0 than `z`.
///
/// As the tail of `z²`, which is chi-square with one degree of freedom: statrs 0.19's `erfc` has but ten digits.
pub(crate) fn normal_two_sided(z: f64) -> f64 {
    chi_square_upper(z * z, 1.0)
}

/// The `z` beyond which, on both sides together, a standard normal value falls with the given probability.
pub(crate) fn normal_critical(probability: f64) -> f64 {
    erfc_inv(probability) * std::f64::consts::SQRT_2
}

/// The probability that a standard normal value exceeds `z`.
pub(crate) fn normal_upper(z: f64) -> f64 {
    upper(z, normal_two_sided(z))
}

/// The value that a standard normal one stays below with the given probability.
pub(crate) fn normal_quantile(probability: f64) -> f64 {
    if probability < 0.5 {
        -normal_critical(2.0 * probability)
    } else {
        normal_critical(2.0 * (1.0 - probability))
    }
}

/// The probability that a Student t value exceeds `t`.
pub(crate) fn student_upper(t: f64, degrees_of_freedom: f64) -> f64 {
    upper(t, student_two_sided(t, degrees_of_freedom))
}

/// One tail of a symmetric distribution from both.
fn upper(statistic: f64, two_sided: f64) -> f64 {
    if statistic >= 0.0 { two_sided / 2.0 } else { 1.0 - two_sided / 2.0 }
}

/// The probability that a Student t value is further from 0 than `t`.
pub(crate) fn student_two_sided(t: f64, degrees_of_freedom: f64) -> f64 {
    incomplete_beta(degrees_of_freedom / 2.0, 0.5, student_point(t, degrees_of_freedom))
}

/// The `t` beyond which, on both sides together, a Student t value falls with the given probability.
///
/// Newton steps on the logarithms of probability and t. That function is concave, so that the steps approach the
/// solution from one side and cannot leave the domain.
pub(crate) fn student_critical(probability: f64, degrees_of_freedom: f64) -> f64 {
    let mut t = normal_critical(probability);
    if t <= 0.0 {
        return 0.0;
    }
    for _ in 0..STEP_LIMIT {
        let reached = student_two_sided(t, degrees_of_freedom);
        let slope = 2.0 * beta_kernel(degrees_of_freedom / 2.0, 0.5, student_point(t, degrees_of_freedom));
        let step = (reached / probability).ln() * reached / slope;
        t *= step.exp();
        if step.abs() < STEP_TOLERANCE {
            break;
        }
    }
    t
}

/// The probability that a chi-square value exceeds `statistic`.
pub(crate) fn chi_square_upper(statistic: f64, degrees_of_freedom: f64) -> f64 {
    if statistic <= 0.0 {
        1.0
    } else if statistic.is_finite() {
        gamma_ur(degrees_of_freedom / 2.0, statistic / 2.0)
    } else {
        0.0
    }
}

/// The point below which a Beta(a, b) value falls with the given probability; `guess` must be positive.
///
/// Newton steps on the logarithms of probability and point, concave as in [`student_critical`]. A step out of 0 to 1,
/// where `a` or `b` is next to nothing and so the point next to 0 or 1, gives way to the middle of what is left.
pub(crate) fn beta_quantile(probability: f64, a: f64, b: f64, guess: f64) -> f64 {
    let (mut x, mut low, mut high) = (guess, 0.0, 1.0);
    for _ in 0..STEP_LIMIT {
        let point = UnitPoint::at(x);
        let reached = incomplete_beta(a, b, point);
        if reached < probability {
            low = x;
        } else {
            high = x;
        }
        let step = (probability / reached).ln() * reached * point.complement / beta_kernel(a, b, point);
        let next = x * step.exp();
        x = if 0.0 < next && next < 1.0 { next } else { f64::midpoint(low, high) };
        if step.abs() < STEP_TOLERANCE {
            break;
        }
    }
    x
}

/// Where the tails of Student's t lie on the beta distribution with `a = ν / 2` and `b = ½`: at `ν / (ν + t²)`.
fn student_point(t: f64, degrees_of_freedom: f64) -> UnitPoint {
    let ratio = t / degrees_of_freedom.sqrt();
    UnitPoint { x: 1.0 / (1.0 + ratio * ratio), complement: 1.0 / (1.0 + 1.0 / (ratio * ratio)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Far stricter than the 1e-9 that results are held to, so that errors cannot add up.
    fn assert_close(found: f64, expected: f64, case: &str) {
        assert!((found / expected - 1.0).abs() < 1e-12, "{case}: {found}, expected {expected}");
    }

    /// Reference: mpmath 1.3.0 at 40 digits.
    #[test]
    fn normal_tails_and_critical_values_agree() {
        for (probability, expected) in [
            (0.05, 1.959_963_984_540_054_2),
            (0.01, 2.575_829_303_548_901),
            (0.1, 1.644_853_626_951_472_7),
            (0.5, 0.674_489_750_196_081_7),
            (1e-6, 4.891_638_475_698_59),
            (1e-12, 7.130_506_848_171_324),
            (0.999, 0.001_253_314_465_432_555_6),
        ] {
            assert_close(normal_critical(probability), expected, "critical value");
        }
        for (z, expected) in [
            (0.0, 1.0),
            (0.1, 0.920_344_325_445_942),
            (-1.0, 0.317_310_507_862_914_1),
            (4.0, 6.334_248_366_623_984e-5),
            (8.0, 1.244_192_114_854_356_8e-15),
            (37.0, 1.145_114_244_504_915_4e-299),
        ] {
            assert_close(normal_two_sided(z), expected, "tails");
        }
    }

    /// Reference: mpmath 1.3.0 at 40 digits.
    #[test]
    fn beta_quantiles_next_to_the_ends_stay_between_them() {
        // Beta(a, 1) has the distribution function x^a, and 0.5^(1/a) is below 1e-300 for the smallest a.
        for (a, expected) in [(0.5, 0.25), (0.01, 0.5_f64.powi(100)), (1e-7, 0.0)] {
            let found = beta_quantile(0.5, a, 1.0, a / (a + 1.0));
            assert!((found - expected).abs() < 1e-12, "{a}: {found}");
            let mirrored = beta_quantile(0.5, 1.0, a, 1.0 / (a + 1.0));
            assert!((mirrored - (1.0 - expected)).abs() < 1e-12, "{a}: {mirrored}");
        }
    }

    #[test]
    fn student_tails_agree() {
        for (t, freedom, expected) in [
            (2.0, 1.0, 0.295_167_235_300_866_5),
            (1.96, 9_793_201.0, 0.049_995_818_610_853_435),
            (-0.3, 12.5, 0.769_107_743_968_534_6),
            (25.0, 30.0, 1.209_182_238_128_702_6e-21),
            (6.0, 664.311_129_535_630_8, 3.243_045_872_666_535_5e-9),
            (0.001, 3.0, 0.999_264_894_969_460_9),
            (5.5, 120_000.25, 3.805_631_753_099_688e-8),
            (12.0, 50.0, 2.462_380_625_332_544_6e-16),
            (0.0, 5.0, 1.0),
        ] {
            assert_close(student_two_sided(t, freedom), expected, &format!("t {t} with {freedom} degrees"));
        }
        assert_eq!(student_two_sided(1e300, 5.0), 0.0);
    }

    /// Reference: scipy 1.17.1, `stats.t.isf(p / 2, df)`.
    #[test]
    fn student_critical_values_agree() {
        for (probability, freedom, expected) in [
            (0.05, 1.0, 12.706_204_736_174_705),
            (0.05, 2.0, 4.302_652_729_749_464),
            (0.05, 6.0, 2.446_911_851_144_979_4),
            (0.05, 120.0, 1.979_930_405_082_441),
            (0.01, 10.0, 3.169_272_672_616_950_4),
            (0.1, 3.5, 2.222_433_493_649_601),
            (0.05, 711.0, 1.963_306_102_753_203_7),
            (0.05, 99_999.0, 1.959_987_707_771_844_8),
            (0.05, 9_793_201.0, 1.959_964_226_776_634_6),
            (1e-8, 4.0, 156.497_808_701_978_7),
            (0.001, 1e9, 3.290_526_741_221_625_7),
            (0.9, 5.0, 0.132_175_175_231_687_3),
        ] {
            assert_close(
                student_critical(probability, freedom),
                expected,
                &format!("{probability}, {freedom}"),
            );
        }
    }

    /// Reference: mpmath 1.3.0 at 40 digits.
    #[test]
    fn chi_square_tails_agree() {
        for (statistic, freedom, expected) in [
            (0.01, 1.0, 0.920_344_325_445_942),
            (3.84, 1.0, 0.050_043_521_248_705_1),
            (59.9, 2.0, 9.837_398_557_926_082e-14),
            (12.0, 11.0, 0.363_643_220_516_826_8),
            (250.0, 100.0, 7.766_936_403_539_177e-15),
            (700.0, 3.0, 2.099_130_853_420_409e-151),
        ] {
            assert_close(chi_square_upper(statistic, freedom), expected, &format!("{statistic}, {freedom}"));
        }
        assert_eq!(chi_square_upper(0.0, 4.0), 1.0);
        assert_eq!(chi_square_upper(1e9, 4.0), 0.0);
        assert_eq!(chi_square_upper(f64::INFINITY, 4.0), 0.0);
    }
}
