//! Ranks with their intervals: how little a place in a table often means.

use serde::Serialize;

use super::Shrunken;
use super::posterior::Posterior;
use crate::error::check_number;
use crate::resampling::Generator;
use crate::{Confidence, Result};

/// Every unit is counted at every rank: the memory grows with the square of their number.
const MOST: f64 = 5_000.0;

/// The rank of a unit; 1 is the highest figure.
///
/// ```
/// use catsup_statistics::{Confidence, league::{ranks, shrunken_shares}};
///
/// let shrunken = shrunken_shares(&[(900, 1_000), (100, 1_000), (500, 1_000)], Confidence::NINETY_FIVE)?;
/// let best = ranks(&shrunken, Confidence::NINETY_FIVE, 1_000, 1)?[0];
/// assert_eq!((best.expected, best.low, best.high), (1.0, 1, 1));
/// assert_eq!((best.first, best.upper_half), (1.0, 1.0));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Rank {
    /// The mean rank over the draws.
    pub expected: f64,
    /// The lowest (best) rank of the interval.
    pub low: u64,
    /// The highest (worst) rank of the interval.
    pub high: u64,
    /// The chance of being the first.
    pub first: f64,
    /// The chance of being in the upper half.
    pub upper_half: f64,
}

/// The ranks that units may truly have, drawn from what is believed of each (Goldstein and Spiegelhalter 1996).
///
/// Every draw takes a figure for each unit from its posterior and ranks them; the interval leaves out the tails. The
/// same `seed` gives the same ranks; 10,000 draws settle the ends of intervals in tables of some hundred units.
///
/// ```
/// use catsup_statistics::{Confidence, league::{ranks, shrunken_shares}};
///
/// let offices = [(812, 1_000), (790, 1_000), (30, 40), (640, 1_000)];
/// let shrunken = shrunken_shares(&offices, Confidence::NINETY_FIVE)?;
/// let ranks = ranks(&shrunken, Confidence::NINETY_FIVE, 4_000, 1)?;
/// assert_eq!((ranks[0].low, ranks[0].high), (1, 2));
/// assert_eq!((ranks[2].low, ranks[2].high), (1, 4));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`](crate::Error::OutOfRange) unless there are 100 to 1,000,000 draws and at most 5,000 units.
pub fn ranks(shrunken: &Shrunken, confidence: Confidence, draws: u32, seed: u64) -> Result<Vec<Rank>> {
    let fits = |draws: f64| (100.0..=1e6).contains(&draws);
    check_number(|| "draws".to_owned(), f64::from(draws), "from 100 to 1,000,000", fits)?;
    let units = shrunken.posteriors.len();
    check_number(|| "the number of units".to_owned(), units as f64, "at most 5,000", |units| units <= MOST)?;
    let mut counted = vec![vec![0_u32; units]; units];
    let mut chance = Generator::of(seed, 0);
    let mut figures = vec![0.0; units];
    let mut order: Vec<usize> = (0..units).collect();
    for _ in 0..draws {
        draw(&shrunken.posteriors, &mut chance, &mut figures);
        order.sort_unstable_by(|&left, &right| figures[right].total_cmp(&figures[left]));
        for (rank, &unit) in order.iter().enumerate() {
            counted[unit][rank] += 1;
        }
    }
    Ok(counted.iter().map(|counts| rank(counts, f64::from(draws), confidence)).collect())
}

fn draw(posteriors: &[Posterior], chance: &mut Generator, figures: &mut [f64]) {
    for (figure, posterior) in figures.iter_mut().zip(posteriors) {
        *figure = posterior.draw(chance);
    }
}

/// Summarises how often a unit had each rank.
fn rank(counts: &[u32], draws: f64, confidence: Confidence) -> Rank {
    let tail = confidence.error_probability() / 2.0;
    let at = |share: f64| {
        let mut passed = 0.0;
        let reached = counts.iter().position(|&count| {
            passed += f64::from(count);
            passed >= share * draws
        });
        reached.unwrap_or(counts.len() - 1) as u64 + 1
    };
    let total: f64 =
        counts.iter().zip(1_u32..).map(|(&count, rank)| f64::from(count) * f64::from(rank)).sum();
    let upper: u32 = counts[..counts.len() / 2].iter().sum();
    Rank {
        expected: total / draws,
        low: at(tail),
        high: at(1.0 - tail),
        first: f64::from(counts[0]) / draws,
        upper_half: f64::from(upper) / draws,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::league::shrunken_shares;

    #[test]
    fn a_seed_repeats_itself_and_expected_ranks_add_up() {
        let offices = [(812, 1_000), (790, 1_000), (30, 40), (640, 1_000), (2, 3)];
        let shrunken = shrunken_shares(&offices, Confidence::NINETY_FIVE).unwrap();
        let found = |seed| ranks(&shrunken, Confidence::NINETY_FIVE, 500, seed).unwrap();
        assert_eq!(found(3), found(3));
        assert_ne!(found(3), found(4));
        let sum: f64 = found(3).iter().map(|rank| rank.expected).sum();
        assert!((sum - 15.0).abs() < 1e-9);
        assert!(found(3).iter().all(|rank| f64::from(rank.low as u32) <= rank.expected));
        assert!(ranks(&shrunken, Confidence::NINETY_FIVE, 99, 3).is_err());
    }
}
