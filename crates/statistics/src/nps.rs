//! The net promoter score: who would recommend, less who would not.

use serde::Serialize;

use crate::error::MAXIMUM_OBSERVATIONS;
use crate::{Confidence, Error, Interval, NetShare, Result, Significance};

/// A score of 100 means that everyone is a promoter.
const POINTS: f64 = 100.0;

/// Answers to “how likely are you to recommend”, in the three groups of Reichheld (2003).
///
/// ```
/// use catsup_statistics::{Confidence, NetPromoterCounts};
///
/// let counts = NetPromoterCounts { promoters: 50, passives: 30, detractors: 20 };
/// assert_eq!(counts.score(Confidence::NINETY_FIVE)?.score, 30.0);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct NetPromoterCounts {
    /// Answers 9 and 10.
    pub promoters: u64,
    /// Answers 7 and 8.
    pub passives: u64,
    /// Answers 0 to 6.
    pub detractors: u64,
}

impl NetPromoterCounts {
    /// Groups the counts of the ratings 0, 1, … 10.
    ///
    /// ```
    /// use catsup_statistics::NetPromoterCounts;
    ///
    /// let counts = NetPromoterCounts::from_ratings(&[1, 0, 0, 2, 1, 3, 5, 12, 18, 30, 28])?;
    /// assert_eq!((counts.detractors, counts.passives, counts.promoters), (12, 30, 58));
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::TooManyObservations`] beyond 2⁴⁰ answers.
    pub fn from_ratings(ratings: &[u64; 11]) -> Result<Self> {
        let group = |counts: &[u64]| {
            counts
                .iter()
                .try_fold(0_u64, |total, &count| total.checked_add(count))
                .filter(|&total| total <= MAXIMUM_OBSERVATIONS)
                .ok_or(Error::TooManyObservations)
        };
        Ok(Self {
            promoters: group(&ratings[9..])?,
            passives: group(&ratings[7..9])?,
            detractors: group(&ratings[..7])?,
        })
    }

    /// The number of answers.
    ///
    /// ```
    /// use catsup_statistics::NetPromoterCounts;
    ///
    /// assert_eq!(NetPromoterCounts { promoters: 50, passives: 30, detractors: 20 }.n(), 100);
    /// ```
    pub fn n(&self) -> u64 {
        self.promoters.saturating_add(self.passives).saturating_add(self.detractors)
    }

    /// The score with its interval; the variance is that of [`NetShare::of`].
    ///
    /// ```
    /// use catsup_statistics::{Confidence, NetPromoterCounts};
    ///
    /// let counts = NetPromoterCounts { promoters: 50, passives: 30, detractors: 20 };
    /// let score = counts.score(Confidence::NINETY_FIVE)?;
    /// assert_eq!(score.score, 30.0);
    /// assert!((score.standard_error - 7.81).abs() < 0.01);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::EmptySample`] without answers, [`Error::TooManyObservations`] beyond 2⁴⁰.
    pub fn score(&self, confidence: Confidence) -> Result<NetPromoterScore> {
        let n = self.n();
        let net = NetShare::of(self.promoters, self.detractors, n, confidence)?;
        let standard_error = POINTS * net.standard_error;
        let score = POINTS * (self.promoters as f64 - self.detractors as f64) / n as f64;
        let interval = Interval::around(score, confidence.normal_critical() * standard_error);
        Ok(NetPromoterScore { n, counts: *self, score, standard_error, interval })
    }
}

/// A net promoter score in points from −100 to 100.
///
/// ```
/// use catsup_statistics::{Confidence, NetPromoterCounts};
///
/// let found = NetPromoterCounts { promoters: 60, passives: 20, detractors: 20 }.score(Confidence::NINETY_FIVE)?;
/// assert_eq!((found.n, found.counts.promoters), (100, 60));
/// assert!((found.score - 40.0).abs() < 1e-12 && (found.standard_error - 8.0).abs() < 1e-12);
/// assert!((found.interval.high - (40.0 + 1.959964 * 8.0)).abs() < 1e-4);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct NetPromoterScore {
    /// The number of answers.
    pub n: u64,
    /// The answers by group.
    #[serde(flatten)]
    pub counts: NetPromoterCounts,
    /// Percentage of promoters minus percentage of detractors.
    pub score: f64,
    /// The standard error of the score, in points.
    pub standard_error: f64,
    /// The normal interval of the score in points; it may reach past ±100, see [`Interval::within`].
    pub interval: Interval,
}

/// The difference of two net promoter scores, first minus second.
///
/// ```
/// use catsup_statistics::{Confidence, NetPromoterCounts, compare_net_promoter};
///
/// let first = NetPromoterCounts { promoters: 60, passives: 20, detractors: 20 };
/// let found = compare_net_promoter(&first, &first, Confidence::NINETY_FIVE)?;
/// assert_eq!(found.difference, 0.0);
/// assert!((found.standard_error - 128.0_f64.sqrt()).abs() < 1e-12, "√(8² + 8²)");
/// assert!(found.interval.contains(0.0) && found.test.unwrap().p_value == 1.0);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct NetPromoterDifference {
    /// First score minus second score, in points.
    pub difference: f64,
    /// The standard error of the difference, in points.
    pub standard_error: f64,
    /// The normal interval of the difference, in points.
    pub interval: Interval,
    /// The z test with separate variances; `None` when each sample is of one mind and the minds differ.
    pub test: Option<Significance>,
}

/// Compares the scores of two independent samples.
///
/// `SE(d) = √(SE₁² + SE₂²)` and `z = d / SE(d)`, two-sided.
///
/// ```
/// use catsup_statistics::{Confidence, NetPromoterCounts, compare_net_promoter};
///
/// let before = NetPromoterCounts { promoters: 50, passives: 30, detractors: 20 };
/// let after = NetPromoterCounts { promoters: 1_250, passives: 450, detractors: 300 };
/// let change = compare_net_promoter(&after, &before, Confidence::NINETY_FIVE)?;
/// assert_eq!(change.difference, 17.5);
/// assert!(change.test.is_some_and(|test| test.p_value < 0.05));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::EmptySample`] when either sample is empty.
pub fn compare_net_promoter(
    first: &NetPromoterCounts,
    second: &NetPromoterCounts,
    confidence: Confidence,
) -> Result<NetPromoterDifference> {
    let first = first.score(confidence)?;
    let second = second.score(confidence)?;
    let difference = first.score - second.score;
    let standard_error = first.standard_error.hypot(second.standard_error);
    Ok(NetPromoterDifference {
        difference,
        standard_error,
        interval: Interval::around(difference, confidence.normal_critical() * standard_error),
        test: Significance::of_difference(difference, standard_error),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_fall_into_their_groups() {
        let counts = NetPromoterCounts::from_ratings(&[1, 1, 1, 1, 1, 1, 1, 10, 10, 100, 100]).unwrap();
        assert_eq!(counts, NetPromoterCounts { promoters: 200, passives: 20, detractors: 7 });
        assert_eq!(NetPromoterCounts::from_ratings(&[u64::MAX; 11]), Err(Error::TooManyObservations));
    }

    #[test]
    fn no_answers_give_no_score() {
        let empty = NetPromoterCounts::from_ratings(&[0; 11]).unwrap();
        assert_eq!(empty.score(Confidence::NINETY_FIVE), Err(Error::EmptySample));
        let single = NetPromoterCounts { promoters: 1, ..empty };
        assert!(compare_net_promoter(&single, &empty, Confidence::NINETY_FIVE).is_err());
    }

    #[test]
    fn samples_of_one_mind_are_compared_without_a_test() {
        let praise = NetPromoterCounts { promoters: 12, passives: 0, detractors: 0 };
        let blame = NetPromoterCounts { promoters: 0, passives: 0, detractors: 12 };
        let apart = compare_net_promoter(&praise, &blame, Confidence::NINETY_FIVE).unwrap();
        assert_eq!((apart.difference, apart.test), (200.0, None));
        let alike = compare_net_promoter(&praise, &praise, Confidence::NINETY_FIVE).unwrap();
        assert_eq!(alike.test, Some(Significance { statistic: 0.0, p_value: 1.0 }));
    }
}
