//! Answers on an ordinal scale, counted by value: 1–5, 1–7, 0–10, 1–10, thumbs as 0 and 1.

use serde::Serialize;

use crate::error::MAXIMUM_OBSERVATIONS;
use crate::{Error, MeanSummary, Result};

const LARGEST_VALUE: u64 = 1_000_000;

/// How often each value of a scale was answered; values ascend, and each has its count.
///
/// ```
/// use catsup_statistics::OrdinalCounts;
///
/// let trust = OrdinalCounts::consecutive(1, &[3, 5, 12, 40, 61])?;
/// assert_eq!((trust.n(), trust.median()?), (121, 5.0));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OrdinalCounts {
    values: Vec<i64>,
    counts: Vec<u64>,
}

impl OrdinalCounts {
    /// Pairs the values of a scale with their counts.
    ///
    /// ```
    /// use catsup_statistics::OrdinalCounts;
    ///
    /// // A scale without a middle: −2, −1, 1, 2.
    /// let answers = OrdinalCounts::new(&[-2, -1, 1, 2], &[3, 8, 20, 9])?;
    /// assert_eq!(answers.n(), 40);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Scale`] for fewer than two values, values that do not ascend or that exceed ±1,000,000;
    /// [`Error::CountsDoNotFitScale`] when the numbers of values and counts differ;
    /// [`Error::TooManyObservations`] beyond 2⁴⁰ answers.
    pub fn new(values: &[i64], counts: &[u64]) -> Result<Self> {
        let ascending = values.windows(2).all(|pair| pair[0] < pair[1]);
        let in_range = values.iter().all(|value| value.unsigned_abs() <= LARGEST_VALUE);
        if values.len() < 2 || !ascending || !in_range {
            return Err(Error::Scale(values.to_vec()));
        }
        if values.len() != counts.len() {
            return Err(Error::CountsDoNotFitScale { values: values.len(), counts: counts.len() });
        }
        check_total(counts)?;
        Ok(Self { values: values.to_vec(), counts: counts.to_vec() })
    }

    /// Counts of consecutive values beginning at `first`: five counts from 1 are a 1–5 scale.
    ///
    /// # Errors
    ///
    /// As [`OrdinalCounts::new`].
    ///
    /// ```
    /// use catsup_statistics::OrdinalCounts;
    ///
    /// let answers = OrdinalCounts::consecutive(1, &[3, 5, 12, 40, 61])?;
    /// assert_eq!((answers.values(), answers.n()), (&[1, 2, 3, 4, 5][..], 121));
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn consecutive(first: i64, counts: &[u64]) -> Result<Self> {
        let values: Vec<i64> = (0..counts.len() as i64).map(|step| first.saturating_add(step)).collect();
        Self::new(&values, counts)
    }

    /// The values of the scale, ascending.
    ///
    /// ```
    /// use catsup_statistics::OrdinalCounts;
    ///
    /// assert_eq!(OrdinalCounts::consecutive(0, &[2, 8])?.values(), [0, 1]);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn values(&self) -> &[i64] {
        &self.values
    }

    /// The count of each value, in the order of [`OrdinalCounts::values`].
    ///
    /// ```
    /// use catsup_statistics::OrdinalCounts;
    ///
    /// assert_eq!(OrdinalCounts::consecutive(0, &[2, 8])?.counts(), [2, 8]);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// The number of answers.
    ///
    /// ```
    /// assert_eq!(catsup_statistics::OrdinalCounts::consecutive(0, &[2, 8])?.n(), 10);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn n(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Adds the answers of another sample on the same scale.
    ///
    /// # Errors
    ///
    /// [`Error::ScalesDiffer`] on another scale, [`Error::TooManyObservations`] beyond 2⁴⁰ answers; the counts stay
    /// as they were then.
    ///
    /// ```
    /// use catsup_statistics::OrdinalCounts;
    ///
    /// let mut week = OrdinalCounts::consecutive(0, &[2, 8])?;
    /// week.add(&OrdinalCounts::consecutive(0, &[1, 4])?)?;
    /// assert_eq!(week.counts(), [3, 12]);
    /// assert!(week.add(&OrdinalCounts::consecutive(1, &[1, 4])?).is_err());
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn add(&mut self, other: &Self) -> Result<()> {
        self.check_same_scale(other)?;
        let sums: Vec<u64> =
            self.counts.iter().zip(&other.counts).map(|(mine, theirs)| mine + theirs).collect();
        check_total(&sums)?;
        self.counts = sums;
        Ok(())
    }

    /// The samples added up; a comparison of the pool is up to the caller, who knows whether the wordings agree.
    ///
    /// # Errors
    ///
    /// [`Error::EmptySample`] without any sample, otherwise as [`OrdinalCounts::add`].
    ///
    /// ```
    /// use catsup_statistics::OrdinalCounts;
    ///
    /// let [phone, web] = [OrdinalCounts::consecutive(0, &[2, 8])?, OrdinalCounts::consecutive(0, &[1, 4])?];
    /// assert_eq!(OrdinalCounts::pooled([&phone, &web])?.n(), 15);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn pooled<'a>(samples: impl IntoIterator<Item = &'a Self>) -> Result<Self> {
        let mut samples = samples.into_iter();
        let mut pool = samples.next().ok_or(Error::EmptySample)?.clone();
        for sample in samples {
            pool.add(sample)?;
        }
        Ok(pool)
    }

    /// Mean and standard deviation of the values.
    ///
    /// # Errors
    ///
    /// [`Error::EmptySample`] without answers.
    ///
    /// ```
    /// use catsup_statistics::OrdinalCounts;
    ///
    /// let summary = OrdinalCounts::consecutive(1, &[1, 0, 1])?.mean_summary()?;
    /// assert_eq!((summary.mean(), summary.standard_deviation()), (2.0, Some(2.0_f64.sqrt())));
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn mean_summary(&self) -> Result<MeanSummary> {
        let sum = self.weighted_sum(i128::from);
        let sum_of_squares = self.weighted_sum(|value| i128::from(value) * i128::from(value));
        MeanSummary::from_moments(self.n(), sum, sum_of_squares)
    }

    /// The middle answer, or the mean of the two middle ones when the number of answers is even.
    ///
    /// ```
    /// use catsup_statistics::OrdinalCounts;
    ///
    /// assert_eq!(OrdinalCounts::consecutive(1, &[3, 5, 12, 40, 61])?.median()?, 5.0);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::EmptySample`] without answers.
    pub fn median(&self) -> Result<f64> {
        let n = self.n();
        let below = self.value_at(n.saturating_sub(1) / 2).ok_or(Error::EmptySample)?;
        let above = self.value_at(n / 2).ok_or(Error::EmptySample)?;
        Ok((below + above) as f64 / 2.0)
    }

    pub(crate) fn check_same_scale(&self, other: &Self) -> Result<()> {
        if self.values == other.values {
            return Ok(());
        }
        Err(Error::ScalesDiffer { first: self.values.clone(), second: other.values.clone() })
    }

    fn weighted_sum(&self, weight: impl Fn(i64) -> i128) -> i128 {
        self.values.iter().zip(&self.counts).map(|(&value, &count)| weight(value) * i128::from(count)).sum()
    }

    /// The answer at a position, from 0, when all are sorted.
    fn value_at(&self, position: u64) -> Option<i64> {
        let mut passed = 0;
        self.values.iter().zip(&self.counts).find_map(|(&value, &count)| {
            passed += count;
            (position < passed).then_some(value)
        })
    }
}

fn check_total(counts: &[u64]) -> Result<()> {
    counts
        .iter()
        .try_fold(0_u64, |total, &count| total.checked_add(count))
        .filter(|&total| total <= MAXIMUM_OBSERVATIONS)
        .map(|_| ())
        .ok_or(Error::TooManyObservations)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unusable_scale_is_refused() {
        for values in [vec![], vec![1], vec![1, 1], vec![2, 1], vec![0, 1_000_001], vec![i64::MIN, 0]] {
            let counts = vec![1; values.len()];
            assert_eq!(OrdinalCounts::new(&values, &counts), Err(Error::Scale(values)));
        }
        assert!(matches!(OrdinalCounts::consecutive(i64::MAX, &[1, 2]), Err(Error::Scale(_))));
    }

    #[test]
    fn every_value_needs_one_count() {
        let refused = OrdinalCounts::new(&[1, 2, 3], &[4, 5]);
        assert_eq!(refused, Err(Error::CountsDoNotFitScale { values: 3, counts: 2 }));
    }

    #[test]
    fn counts_beyond_exact_sums_are_refused_and_leave_the_sample_as_it_was() {
        assert_eq!(OrdinalCounts::consecutive(1, &[u64::MAX, 1]), Err(Error::TooManyObservations));
        let full = OrdinalCounts::consecutive(1, &[0, MAXIMUM_OBSERVATIONS]).unwrap();
        let mut sample = OrdinalCounts::consecutive(1, &[3, 4]).unwrap();
        assert_eq!(sample.add(&full), Err(Error::TooManyObservations));
        assert_eq!(sample.counts(), [3, 4]);
    }

    #[test]
    fn only_one_scale_is_pooled() {
        let five = OrdinalCounts::consecutive(1, &[1, 2, 3, 4, 5]).unwrap();
        let shifted = OrdinalCounts::consecutive(0, &[1, 2, 3, 4, 5]).unwrap();
        assert!(matches!(OrdinalCounts::pooled([&five, &shifted]), Err(Error::ScalesDiffer { .. })));
        assert_eq!(OrdinalCounts::pooled([&five, &five]).unwrap().counts(), [2, 4, 6, 8, 10]);
        assert_eq!(OrdinalCounts::pooled([]), Err(Error::EmptySample));
    }

    #[test]
    fn the_median_halves_the_answers() {
        let median = |counts: &[u64]| OrdinalCounts::consecutive(1, counts).unwrap().median();
        assert_eq!(median(&[0, 0, 0]), Err(Error::EmptySample));
        assert_eq!(median(&[0, 1, 0]), Ok(2.0));
        assert_eq!(median(&[1, 0, 1]), Ok(2.0));
        assert_eq!(median(&[2, 1, 1]), Ok(1.5));
        assert_eq!(median(&[2, 1, 2]), Ok(2.0));
        let negative = OrdinalCounts::new(&[-2, -1, 4], &[1, 1, 0]).unwrap();
        assert_eq!(negative.median(), Ok(-1.5));
    }
}
