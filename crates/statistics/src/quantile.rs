//! Quantiles of whole numbers, such as durations.

use std::collections::BTreeMap;

/// The quantile at `share` (0 to 1) of values in any order, by linear interpolation between neighbours (Hyndman and Fan 1996,
/// type 7; what numpy and R do unless told otherwise). `None` of no values, or when `share` is no share.
///
/// The values are put partly in order: up to the quantile's place none is larger than those behind it.
///
/// ```
/// use catsup_statistics::quantile;
///
/// let mut days = [9, 1, 4, 2];
/// assert_eq!(quantile(&mut days, 0.5), Some(3.0));
/// assert_eq!(quantile(&mut days, 0.75), Some(5.25));
/// assert_eq!(quantile(&mut [], 0.5), None);
/// ```
#[must_use]
pub fn quantile(values: &mut [i64], share: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&share) {
        return None;
    }
    let place = values.len().checked_sub(1)? as f64 * share;
    let (low, fraction) = (place.floor() as usize, place.fract());
    let (_, &mut at, above) = values.select_nth_unstable(low);
    Some(match above.iter().min() {
        Some(&next) if fraction > 0.0 => at as f64 + (next - at) as f64 * fraction,
        _ => at as f64,
    })
}

/// As [`quantile`], of values given as how often each occurs.
///
/// ```
/// use std::collections::BTreeMap;
/// use catsup_statistics::quantile_of_counts;
///
/// let days = BTreeMap::from([(0, 2), (1, 1), (3, 1), (7, 1)]);
/// assert_eq!(quantile_of_counts(&days, 0.5), Some(1.0));
/// assert_eq!(quantile_of_counts(&days, 0.75), Some(3.0));
/// assert_eq!(quantile_of_counts(&BTreeMap::new(), 0.5), None);
/// ```
#[must_use]
pub fn quantile_of_counts(counts: &BTreeMap<i64, u64>, share: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&share) {
        return None;
    }
    let place = counts.values().sum::<u64>().checked_sub(1)? as f64 * share;
    let (low, fraction) = (place.floor() as u64, place.fract());
    let mut passed = 0;
    let mut reached = counts.iter().skip_while(|(_, n)| {
        passed += **n;
        passed <= low
    });
    let at = *reached.next()?.0;
    match reached.next() {
        Some((next, _)) if fraction > 0.0 && passed <= low + 1 => {
            Some(at as f64 + (*next - at) as f64 * fraction)
        }
        _ => Some(at as f64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate_as_numpy_does() {
        // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], q)
        for (q, expected) in [(0.0, 1.0), (0.25, 1.75), (0.5, 3.5), (0.9, 6.9), (1.0, 9.0)] {
            let found = quantile(&mut [3, 1, 4, 1, 5, 9, 2, 6], q).unwrap();
            assert!((found - expected).abs() < 1e-12, "{q}");
        }
        assert_eq!(quantile(&mut [1, 2], 1.5), None);
    }

    #[test]
    fn counts_have_the_quantiles_of_the_values_they_count() {
        let mut values = vec![3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9];
        let mut counts = BTreeMap::new();
        for value in &values {
            *counts.entry(*value).or_insert(0) += 1;
        }
        for percent in 0..=100 {
            let share = f64::from(percent) / 100.0;
            assert_eq!(quantile_of_counts(&counts, share), quantile(&mut values, share), "{percent}");
        }
        assert_eq!(quantile_of_counts(&counts, -0.1), None);
    }
}
