//! Customer effort and customer satisfaction, the two scores that come from one question each.

use serde::Serialize;

use crate::{Confidence, Interval, LikertSummary, NetShare, OrdinalCounts, Proportion, Result};

/// The customer effort score of “it was easy to do what I needed to do”.
///
/// ```
/// use catsup_statistics::{Confidence, EffortScore, OrdinalCounts};
///
/// let answers = OrdinalCounts::consecutive(1, &[10, 20, 70])?;
/// let effort = EffortScore::of(&answers, Confidence::NINETY_FIVE)?;
/// assert_eq!((effort.n, effort.mean), (100, 2.6));
/// assert!(effort.mean_interval.unwrap().contains(2.6));
/// assert_eq!((effort.easy.share, effort.hard.share), (0.7, 0.1));
/// assert!((effort.net.value - 0.6).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EffortScore {
    /// The number of answers.
    pub n: u64,
    /// The mean answer, the score as first published.
    pub mean: f64,
    /// The t interval of the mean; `None` for one answer.
    pub mean_interval: Option<Interval>,
    /// Those who found it easy: answers above the middle of the scale.
    pub easy: Proportion,
    /// Those who found it hard: answers below the middle of the scale.
    pub hard: Proportion,
    /// Share easy minus share hard.
    pub net: NetShare,
}

impl EffortScore {
    /// Scores answers whose higher values mean less effort (Dixon, Freeman and Toman 2010; the share above the middle
    /// as in their version 2.0 of 2013, 5 to 7 of seven points).
    ///
    /// ```
    /// use catsup_statistics::{Confidence, EffortScore, OrdinalCounts};
    ///
    /// let answers = OrdinalCounts::consecutive(1, &[2, 3, 5, 10, 20, 35, 25])?;
    /// let effort = EffortScore::of(&answers, Confidence::NINETY_FIVE)?;
    /// assert_eq!((effort.easy.share, effort.hard.share), (0.8, 0.1));
    /// assert_eq!(effort.mean, 5.48);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::EmptySample`](crate::Error::EmptySample) without answers.
    pub fn of(answers: &OrdinalCounts, confidence: Confidence) -> Result<Self> {
        let mean = answers.mean_summary()?;
        let counts = answers.counts();
        let half = counts.len() / 2;
        let (hard, easy): (u64, u64) =
            (counts[..half].iter().sum(), counts[counts.len() - half..].iter().sum());
        let n = mean.n();
        Ok(Self {
            n,
            mean: mean.mean(),
            mean_interval: mean.interval(confidence),
            easy: Proportion::of(easy, n, confidence)?,
            hard: Proportion::of(hard, n, confidence)?,
            net: NetShare::of(easy, hard, n, confidence)?,
        })
    }
}

/// The customer satisfaction score: the share of answers on the top two points (one of two or three points).
///
/// ```
/// use catsup_statistics::{Confidence, OrdinalCounts, customer_satisfaction};
///
/// let answers = OrdinalCounts::consecutive(1, &[5, 5, 10, 30, 50])?;
/// assert_eq!(customer_satisfaction(&answers, Confidence::NINETY_FIVE)?.share, 0.8);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::EmptySample`](crate::Error::EmptySample) without answers.
pub fn customer_satisfaction(answers: &OrdinalCounts, confidence: Confidence) -> Result<Proportion> {
    Ok(LikertSummary::of(answers, confidence)?.top2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_neither_easy_nor_hard_and_an_even_scale_has_none() {
        let of = |counts: &[u64]| {
            EffortScore::of(&OrdinalCounts::consecutive(1, counts).unwrap(), Confidence::NINETY_FIVE).unwrap()
        };
        let odd = of(&[1, 1, 1, 1, 1]);
        assert_eq!((odd.easy.successes, odd.hard.successes), (2, 2));
        let even = of(&[1, 1, 1, 1]);
        assert_eq!((even.easy.successes, even.hard.successes), (2, 2));
        assert_eq!(of(&[0, 0, 1]).mean_interval, None);
    }
}
