//! Whether a difference is small enough not to matter: “no worse than before”, “as good on the phone as at the desk”.
//!
//! A difference that is not significant is not thereby nil. These tests turn the question around: the burden is on
//! showing that the difference stays within a margin stated before looking.

use serde::Serialize;

use crate::distributions::{normal_upper, student_upper};
use crate::error::check_number;
use crate::proportion_difference::newcombe;
use crate::{Confidence, Error, Interval, MeanSummary, NetPromoterCounts, Proportion, Result, compare_means};

/// What was found about a difference and its margin. Higher is better throughout.
///
/// ```
/// use catsup_statistics::{MeanSummary, equivalent_means};
///
/// let [before, after] = [4.10, 4.08].map(|mean| MeanSummary::new(900, mean, Some(0.9)));
/// let found = equivalent_means(&after?, &before?, 0.1, 0.05)?;
/// assert!((found.difference + 0.02).abs() < 1e-12);
/// assert_eq!(found.margin, 0.1);
/// // Within the margins, so both one-sided tests hold.
/// assert!(found.interval.low > -0.1 && found.interval.high < 0.1);
/// assert!(found.no_worse && found.equivalent);
/// assert_eq!(found.p_equivalent, found.p_no_worse.max(found.p_no_better));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Equivalence {
    /// First minus second.
    pub difference: f64,
    /// The difference that would matter, positive, in the unit of the figures.
    pub margin: f64,
    /// The interval with `α` outside on *each* side (90 % for α = 0.05): inside the margins means equivalent.
    pub interval: Interval,
    /// How often chance alone would make the first look this good, were it worse by the margin.
    pub p_no_worse: f64,
    /// How often chance alone would make the first look this bad, were it better by the margin.
    pub p_no_better: f64,
    /// The larger of both: the p value of equivalence (Schuirmann 1987).
    pub p_equivalent: f64,
    /// Whether the first is shown to be no worse than the second by the margin.
    pub no_worse: bool,
    /// Whether both are shown to differ by less than the margin.
    pub equivalent: bool,
}

impl Equivalence {
    fn of(difference: f64, margin: f64, alpha: f64, interval: Interval, p: (f64, f64)) -> Self {
        let (p_no_worse, p_no_better) = p;
        let p_equivalent = p_no_worse.max(p_no_better);
        Self {
            difference,
            margin,
            interval,
            p_no_worse,
            p_no_better,
            p_equivalent,
            no_worse: p_no_worse < alpha,
            equivalent: p_equivalent < alpha,
        }
    }
}

/// Tests two independent shares, each `(successes, n)`, for equivalence within `margin` (two one-sided tests).
///
/// The p values invert Newcombe's hybrid score interval: the level at which one of its limits reaches the margin. So
/// test and interval never disagree, and shares near 0 or 1 are no exception. `alpha` is the chance of wrongly
/// declaring equivalence, usually 0.05.
///
/// ```
/// use catsup_statistics::equivalent_shares;
///
/// let phone_and_desk = equivalent_shares((812, 1000), (790, 1000), 0.05, 0.05)?;
/// assert!(phone_and_desk.no_worse && !phone_and_desk.equivalent);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::EmptySample`], [`Error::SuccessesExceedSample`], [`Error::TooManyObservations`] for impossible samples;
/// [`Error::OutOfRange`] unless `0 < margin < 1` and `0 < alpha < 0.5`.
pub fn equivalent_shares(
    first: (u64, u64),
    second: (u64, u64),
    margin: f64,
    alpha: f64,
) -> Result<Equivalence> {
    check_number(|| "margin".to_owned(), margin, "between 0 and 1", |margin| margin > 0.0 && margin < 1.0)?;
    let confidence = two_sided(alpha)?;
    let (difference, interval) = difference_of(first, second, confidence)?;
    // “No better” is “no worse” with the samples changed over.
    let both = (p_above(first, second, -margin)?, p_above(second, first, -margin)?);
    Ok(Equivalence::of(difference, margin, alpha, interval, both))
}

/// Tests two independent means for equivalence within `margin`, by two one-sided Welch tests.
///
/// `t = (d ± margin) / √(s₁²/n₁ + s₂²/n₂)` with Satterthwaite's degrees of freedom (Schuirmann 1987, Welch 1947).
///
/// ```
/// use catsup_statistics::{MeanSummary, equivalent_means};
///
/// let before = MeanSummary::new(900, 4.10, Some(0.9))?;
/// let after = MeanSummary::new(880, 4.08, Some(0.9))?;
/// assert!(equivalent_means(&after, &before, 0.2, 0.05)?.equivalent);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::TooFew`] when a sample has a single observation, [`Error::OutOfRange`] unless `margin` is positive and
/// finite and `0 < alpha < 0.5`.
pub fn equivalent_means(
    first: &MeanSummary,
    second: &MeanSummary,
    margin: f64,
    alpha: f64,
) -> Result<Equivalence> {
    check_number(|| "margin".to_owned(), margin, "a positive number", |margin| margin > 0.0)?;
    let found = compare_means(first, second, two_sided(alpha)?);
    let (Some(error), Some(freedom), Some(interval)) =
        (found.standard_error, found.degrees_of_freedom, found.interval)
    else {
        return Err(Error::TooFew { item: "observations in each sample", found: 1, needed: 2 });
    };
    let p = |distance: f64| tail(distance, error, |statistic| student_upper(statistic, freedom));
    let both = (p(found.difference + margin), p(margin - found.difference));
    Ok(Equivalence::of(found.difference, margin, alpha, interval, both))
}

/// Tests two net promoter scores for equivalence within `margin` points, by two one-sided z tests.
///
/// ```
/// use catsup_statistics::{NetPromoterCounts, equivalent_net_promoter};
///
/// let before = NetPromoterCounts { promoters: 1_250, passives: 450, detractors: 300 };
/// let after = NetPromoterCounts { promoters: 630, passives: 210, detractors: 160 };
/// assert!(equivalent_net_promoter(&after, &before, 10.0, 0.05)?.no_worse);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::EmptySample`] when either sample is empty, [`Error::OutOfRange`] unless `0 < margin < 200` and
/// `0 < alpha < 0.5`.
pub fn equivalent_net_promoter(
    first: &NetPromoterCounts,
    second: &NetPromoterCounts,
    margin: f64,
    alpha: f64,
) -> Result<Equivalence> {
    check_number(
        || "margin".to_owned(),
        margin,
        "between 0 and 200 points",
        |margin| margin > 0.0 && margin < 200.0,
    )?;
    let found = crate::compare_net_promoter(first, second, two_sided(alpha)?)?;
    let p = |distance: f64| tail(distance, found.standard_error, normal_upper);
    let both = (p(found.difference + margin), p(margin - found.difference));
    Ok(Equivalence::of(found.difference, margin, alpha, found.interval, both))
}

/// The confidence of an interval that leaves `alpha` outside on each side.
fn two_sided(alpha: f64) -> Result<Confidence> {
    check_number(|| "alpha".to_owned(), alpha, "between 0 and 0.5", |alpha| alpha > 0.0 && alpha < 0.5)?;
    Confidence::new(1.0 - 2.0 * alpha)
}

/// The two-sided confidence whose critical value is `z`.
fn one_sided(z: f64) -> Result<Confidence> {
    Confidence::new(1.0 - 2.0 * normal_upper(z))
}

/// The tail beyond a distance in standard errors; without any error the answer is certain either way.
fn tail(distance: f64, error: f64, upper: impl Fn(f64) -> f64) -> f64 {
    match (error > 0.0, distance > 0.0) {
        (true, _) => upper((distance / error).clamp(-1e150, 1e150)),
        (false, true) => 0.0,
        (false, false) => 1.0,
    }
}

fn difference_of(first: (u64, u64), second: (u64, u64), confidence: Confidence) -> Result<(f64, Interval)> {
    let first = Proportion::of(first.0, first.1, confidence)?;
    let second = Proportion::of(second.0, second.1, confidence)?;
    Ok((first.share - second.share, newcombe(&first, &second)))
}

/// The p value of “the difference exceeds the threshold”: the level at which a limit of the interval reaches it.
///
/// Bisection, since the limits move one way with `z` but have no closed inverse. Beyond six and a half standard
/// errors p is below 1e-10, and the level of the interval is no longer told apart from 1.
fn p_above(first: (u64, u64), second: (u64, u64), threshold: f64) -> Result<f64> {
    const FARTHEST: f64 = 6.5;
    let (difference, _) = difference_of(first, second, Confidence::NINETY_FIVE)?;
    let above = difference > threshold;
    let short_of_threshold = |z: f64| -> Result<bool> {
        let (_, interval) = difference_of(first, second, one_sided(z)?)?;
        Ok(if above { interval.low > threshold } else { interval.high < threshold })
    };
    let (mut inside, mut outside) = (1e-9, FARTHEST);
    if short_of_threshold(outside)? {
        inside = outside;
    }
    for _ in 0..70 {
        let middle = (inside + outside) / 2.0;
        if short_of_threshold(middle)? { inside = middle } else { outside = middle }
    }
    let tail = normal_upper((inside + outside) / 2.0);
    Ok(if above { tail } else { 1.0 - tail })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_margin_or_a_level_that_means_nothing_is_refused() {
        for margin in [0.0, -0.1, 1.0, f64::NAN] {
            let refused = equivalent_shares((5, 10), (5, 10), margin, 0.05).unwrap_err();
            assert!(refused.to_string().starts_with("margin is"), "{refused}");
        }
        for alpha in [0.0, 0.5, f64::NAN] {
            assert!(equivalent_shares((5, 10), (5, 10), 0.1, alpha).is_err());
        }
        let lone = MeanSummary::new(1, 4.0, None).unwrap();
        assert!(matches!(equivalent_means(&lone, &lone, 0.5, 0.05), Err(Error::TooFew { .. })));
    }

    #[test]
    fn test_and_interval_never_disagree() {
        for first in [0, 3, 40, 77, 99, 100] {
            for second in [0, 12, 45, 80, 100] {
                for margin in [0.02, 0.1, 0.3] {
                    let found = equivalent_shares((first, 100), (second, 100), margin, 0.05).unwrap();
                    assert_eq!(found.no_worse, found.interval.low > -margin, "{first} {second} {found:?}");
                    let within = found.interval.low > -margin && found.interval.high < margin;
                    assert_eq!(found.equivalent, within, "{first} {second} {found:?}");
                    assert!((0.0..=1.0).contains(&found.p_equivalent));
                }
            }
        }
    }

    #[test]
    fn samples_of_one_mind_leave_no_doubt() {
        let praise = NetPromoterCounts { promoters: 12, passives: 0, detractors: 0 };
        let same = equivalent_net_promoter(&praise, &praise, 10.0, 0.05).unwrap();
        assert!(same.equivalent && same.p_equivalent == 0.0);
        let blame = NetPromoterCounts { promoters: 0, passives: 0, detractors: 12 };
        let worse = equivalent_net_promoter(&blame, &praise, 10.0, 0.05).unwrap();
        assert!(!worse.no_worse && worse.p_no_worse == 1.0 && worse.p_no_better == 0.0);
    }
}
