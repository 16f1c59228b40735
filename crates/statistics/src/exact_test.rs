//! Whether two shares differ, exactly: for events so rare that no approximation holds.

use std::cmp::Ordering;

use crate::error::MAXIMUM_OBSERVATIONS;
use crate::{Error, Result};

/// Terms of the distribution below this part of the largest no longer change the sum.
const NEGLIGIBLE: f64 = 1e-20;

/// The two-sided p value of the exact test that two shares, each given as `(successes, n)`, are the same (Fisher 1935).
///
/// Given all successes and both sizes, the successes of the first sample are hypergeometric when the shares are the
/// same. The p value is twice the smaller of both tails, the found count included, at most 1: the rule for which either
/// side alone is tested at half the level. It holds at any size, where the z test of
/// [`compare_proportions`](crate::compare_proportions) calls rare events findings far too often.
///
/// The terms are summed from the largest by the ratio of neighbours, so that no digits cancel; a p value below the
/// smallest number there is comes out as 0.
///
/// ```
/// use catsup_statistics::exact_test;
///
/// // The lady tasting tea: 3 of 4 cups against 1 of 4. One tail is 17/70.
/// assert!((exact_test((3, 4), (1, 4))? - 34.0 / 70.0).abs() < 1e-15);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::EmptySample`] when either sample is empty, [`Error::SuccessesExceedSample`] for impossible counts,
/// [`Error::TooManyObservations`] beyond 2⁴⁰.
pub fn exact_test(first: (u64, u64), second: (u64, u64)) -> Result<f64> {
    for (successes, n) in [first, second] {
        match n {
            0 => return Err(Error::EmptySample),
            n if n > MAXIMUM_OBSERVATIONS => return Err(Error::TooManyObservations),
            n if successes > n => return Err(Error::SuccessesExceedSample { successes, n }),
            _ => {}
        }
    }
    let successes = first.0 + second.0;
    let (least, most) = (successes.saturating_sub(second.1), successes.min(first.1));
    if least == most {
        return Ok(1.0);
    }
    let (n, others, of_both) = (first.1 as f64, second.1 as f64, successes as f64);
    let mode = ((n + 1.0) * (of_both + 1.0) / (n + others + 2.0)).floor() as u64;
    let (mode, found) = (mode.clamp(least, most), first.0);
    // How the term of one success more compares with the term of `count`.
    let ratio = |count: u64| {
        let count = count as f64;
        (n - count) * (of_both - count) / ((count + 1.0) * (others - of_both + count + 1.0))
    };
    let above = Side::of((mode..most).map(ratio), found.checked_sub(mode));
    let below = Side::of((least..mode).rev().map(|count| 1.0 / ratio(count)), mode.checked_sub(found));
    let all = below.sum + 1.0 + above.sum;
    let tail = match found.cmp(&mode) {
        Ordering::Less => below.tail,
        Ordering::Equal => 1.0 + below.sum.min(above.sum),
        Ordering::Greater => above.tail,
    };
    Ok((2.0 * tail / all).min(1.0))
}

/// The terms on one side of the largest, which is 1.
struct Side {
    /// Their sum.
    sum: f64,
    /// The sum of those at the found count and beyond.
    tail: f64,
}

impl Side {
    /// Of the ratios of each term to the one before, and the steps to the found count if it lies on this side.
    fn of(ratios: impl Iterator<Item = f64>, to_found: Option<u64>) -> Self {
        let (mut sum, mut tail, mut term) = (0.0, 0.0, 1.0);
        for (step, ratio) in (1..).zip(ratios) {
            term *= ratio;
            let is_tail = to_found.is_some_and(|found| step >= found);
            // Before the found count a small term leads to others that are the tail.
            let settled =
                if is_tail { term < NEGLIGIBLE * tail } else { to_found.is_none() && term < NEGLIGIBLE };
            if settled || term == 0.0 {
                break;
            }
            sum += term;
            tail += if is_tail { term } else { 0.0 };
        }
        Self { sum, tail }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Confidence, compare_proportions};

    /// Reference: exact fractions (binomial coefficients of Python's `math.comb`).
    #[test]
    fn p_values_agree_with_exact_fractions() {
        let cases = [
            ((3, 20), (9, 31), 0.41881264640636184),
            ((5, 40), (3, 4000), 8.060221484236446e-09),
            ((0, 300), (60, 4000), 0.025292097206495542),
            ((120, 300), (900, 9000), 3.707763992989244e-40),
            ((29, 30), (10, 3000), 4.1986704778995624e-60),
            ((1, 12), (1, 9), 1.0),
            ((250, 1000), (4000, 30000), 5.064650967762887e-22),
            ((12, 12), (0, 40), 9.690889368917586e-12),
        ];
        for (first, second, expected) in cases {
            let found = exact_test(first, second).unwrap();
            assert!(
                (found / expected - 1.0).abs() < 1e-11,
                "{first:?} {second:?}: {found}, expected {expected}"
            );
        }
    }

    #[test]
    fn both_orders_and_both_kinds_of_counting_agree() {
        for (first, second) in [((3, 20), (9, 31)), ((0, 7), (5, 1_000)), ((40, 90), (41, 90))] {
            let one = exact_test(first, second).unwrap();
            let failures = |(successes, n): (u64, u64)| (n - successes, n);
            assert!((one - exact_test(second, first).unwrap()).abs() < 1e-12);
            assert!((one - exact_test(failures(first), failures(second)).unwrap()).abs() < 1e-12);
        }
    }

    #[test]
    fn of_many_events_it_agrees_with_the_z_test() {
        let (first, second) = ((20_300, 100_000), (199_000, 1_000_000));
        let z = compare_proportions(first, second, Confidence::NINETY_FIVE).unwrap().test.p_value;
        assert!((exact_test(first, second).unwrap() / z - 1.0).abs() < 0.05);
    }

    #[test]
    fn what_cannot_vary_is_no_finding_and_impossible_counts_are_refused() {
        assert_eq!(exact_test((0, 5), (0, 9)), Ok(1.0));
        assert_eq!(exact_test((5, 5), (9, 9)), Ok(1.0));
        assert_eq!(exact_test((0, 0), (1, 2)), Err(Error::EmptySample));
        assert!(exact_test((3, 2), (1, 2)).is_err());
        assert_eq!(exact_test((1, u64::MAX), (1, 2)), Err(Error::TooManyObservations));
        assert_eq!(exact_test((900_000, 1_000_000), (100_000, 1_000_000)), Ok(0.0));
    }
}
