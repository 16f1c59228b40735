//! The summary of one measure on an ordinal scale, as a scorecard shows it.

use serde::Serialize;

use crate::{Confidence, Interval, NetShare, OrdinalCounts, Proportion, Result};

/// A measure on an ordinal scale: mean, median, and the shares at both ends.
///
/// ```
/// use catsup_statistics::{Confidence, LikertSummary, OrdinalCounts};
///
/// let summary = LikertSummary::of(&OrdinalCounts::consecutive(1, &[1, 1, 2, 4, 2])?, Confidence::NINETY_FIVE)?;
/// assert_eq!((summary.n, summary.mean, summary.median), (10, 3.5, 4.0));
/// assert_eq!((summary.top2.share, summary.bottom2.share), (0.6, 0.2));
/// assert_eq!(summary.points_at_each_end, 2);
/// assert!((summary.net.value - 0.4).abs() < 1e-12);
/// assert!((summary.standard_deviation.unwrap() - (14.5_f64 / 9.0).sqrt()).abs() < 1e-12);
/// assert!(summary.mean_interval.unwrap().contains(3.0));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LikertSummary {
    /// The number of answers.
    pub n: u64,
    /// The mean of the scale values.
    pub mean: f64,
    /// The sample standard deviation (divisor n − 1); `None` for one answer.
    pub standard_deviation: Option<f64>,
    /// The t interval of the mean, as [`MeanSummary::interval`](crate::MeanSummary::interval) gives it; `None` for
    /// one answer.
    pub mean_interval: Option<Interval>,
    /// The middle answer.
    pub median: f64,
    /// How many scale points each end takes: 2, or 1 on a scale of two or three points such as thumbs.
    pub points_at_each_end: usize,
    /// The share of answers on the top points, with its Wilson interval.
    pub top2: Proportion,
    /// The share of answers on the bottom points, with its Wilson interval.
    pub bottom2: Proportion,
    /// Top share minus bottom share, between −1 and 1.
    pub net: NetShare,
}

impl LikertSummary {
    /// Summarises the answers to one question.
    ///
    /// ```
    /// use catsup_statistics::{Confidence, LikertSummary, OrdinalCounts};
    ///
    /// let trust = OrdinalCounts::consecutive(1, &[3, 5, 12, 40, 61])?;
    /// let summary = LikertSummary::of(&trust, Confidence::NINETY_FIVE)?;
    /// assert_eq!((summary.n, summary.median, summary.top2.successes), (121, 5.0, 101));
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::EmptySample`](crate::Error::EmptySample) without answers.
    pub fn of(answers: &OrdinalCounts, confidence: Confidence) -> Result<Self> {
        let mean = answers.mean_summary()?;
        let n = mean.n();
        let counts = answers.counts();
        // Below four points the two ends of two points each would overlap, and thumbs would all be “top”.
        let points_at_each_end = if counts.len() < 4 { 1 } else { 2 };
        let bottom: u64 = counts.iter().take(points_at_each_end).sum();
        let top: u64 = counts.iter().rev().take(points_at_each_end).sum();
        Ok(Self {
            n,
            mean: mean.mean(),
            standard_deviation: mean.standard_deviation(),
            mean_interval: mean.interval(confidence),
            median: answers.median()?,
            points_at_each_end,
            top2: Proportion::of(top, n, confidence)?,
            bottom2: Proportion::of(bottom, n, confidence)?,
            net: NetShare::of(top, bottom, n, confidence)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Error;

    fn summary(first: i64, counts: &[u64]) -> Result<LikertSummary> {
        LikertSummary::of(&OrdinalCounts::consecutive(first, counts).unwrap(), Confidence::NINETY_FIVE)
    }

    #[test]
    fn no_answers_give_no_summary() {
        assert_eq!(summary(1, &[0; 5]), Err(Error::EmptySample));
    }

    #[test]
    fn one_answer_gives_figures_without_an_interval_of_the_mean() {
        let single = summary(1, &[0, 0, 0, 1, 0]).unwrap();
        assert_eq!((single.n, single.mean, single.median), (1, 4.0, 4.0));
        assert_eq!((single.standard_deviation, single.mean_interval), (None, None));
        assert_eq!(single.top2.share, 1.0);
        assert!(single.top2.interval.low > 0.2 && single.top2.interval.high == 1.0);
    }

    #[test]
    fn thumbs_count_one_point_at_each_end() {
        let thumbs = summary(0, &[30, 70]).unwrap();
        assert_eq!((thumbs.points_at_each_end, thumbs.mean), (1, 0.7));
        assert_eq!((thumbs.top2.successes, thumbs.bottom2.successes), (70, 30));
        assert_eq!(thumbs.net.value, 0.4);
    }

    #[test]
    fn longer_scales_count_two_points_at_each_end() {
        for length in [4, 5, 7, 10, 11] {
            let even = summary(0, &vec![1; length]).unwrap();
            assert_eq!((even.top2.successes, even.bottom2.successes, even.net.value), (2, 2, 0.0));
        }
    }

    #[test]
    fn the_summary_serialises_without_nulls_for_figures_that_exist() {
        let json = serde_json::to_value(summary(1, &[1, 0, 0, 0, 3]).unwrap()).unwrap();
        assert_eq!(json["mean"], 4.0);
        assert_eq!(json["standard_deviation"], 2.0);
        assert_eq!(json["top2"]["share"], 0.75);
        assert!(json["mean_interval"]["low"].as_f64().unwrap() < 4.0);
    }
}
