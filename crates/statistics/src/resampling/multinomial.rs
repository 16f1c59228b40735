//! A bootstrap sample as counts: how often each distinct row was drawn.

use super::{Generator, binomial::binomial};

/// Draws `Σ counts` observations with replacement from a sample given as counts of its distinct rows.
///
/// Small samples are drawn one by one, large ones as a chain of binomials, whose cost does not grow with the
/// sample. `cumulated` holds the running sums of `counts`; the result is written to `drawn`.
pub(crate) fn resample_counts(
    generator: &mut Generator,
    counts: &[u64],
    cumulated: &[u64],
    drawn: &mut [u64],
) {
    let n = cumulated.last().copied().unwrap_or(0);
    if n == counts.len() as u64 {
        // Every row once, which is the common case of raw data: no search is needed.
        drawn.fill(0);
        for _ in 0..n {
            drawn[generator.below(n) as usize] += 1;
        }
    } else if n <= 4 * counts.len() as u64 {
        drawn.fill(0);
        for _ in 0..n {
            let chosen = generator.below(n);
            drawn[cumulated.partition_point(|&upto| upto <= chosen)] += 1;
        }
    } else {
        let (mut left, mut weight) = (n, n);
        for (drawn, &count) in drawn.iter_mut().zip(counts) {
            let share = if weight == 0 { 0.0 } else { count as f64 / weight as f64 };
            *drawn = binomial(generator, left, share);
            left -= *drawn;
            weight -= count;
        }
    }
}

/// The running sums of `counts`.
pub(crate) fn cumulate(counts: &[u64]) -> Vec<u64> {
    counts
        .iter()
        .scan(0, |sum, count| {
            *sum += count;
            Some(*sum)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_drawing_keeps_the_size_and_the_shares() {
        for counts in [vec![1; 400], vec![1, 5, 2, 2], vec![0, 300_000, 100_000, 600_000]] {
            let cumulated = cumulate(&counts);
            let n = cumulated[counts.len() - 1];
            let mut drawn = vec![0; counts.len()];
            let mut sums = vec![0.0; counts.len()];
            let resamples = 2_000;
            for stream in 0..resamples {
                resample_counts(&mut Generator::of(3, stream), &counts, &cumulated, &mut drawn);
                assert_eq!(drawn.iter().sum::<u64>(), n);
                sums.iter_mut().zip(&drawn).for_each(|(sum, &drawn)| *sum += drawn as f64);
            }
            for (sum, &count) in sums.iter().zip(&counts) {
                let mean = sum / resamples as f64;
                let error = (count as f64 / resamples as f64).sqrt();
                assert!((mean - count as f64).abs() <= 5.0 * error, "{count}: {mean}");
            }
        }
    }
}
