//! Means and shares of weighted answers on an ordinal scale.

use serde::Serialize;

use super::kish::{DesignEffect, design_effect, largest};
use crate::error::{MAXIMUM_OBSERVATIONS, check_number};
use crate::proportion::wilson_of_share;
use crate::{Confidence, Error, Interval, Result};

/// Weighted answers on a scale, kept as the sums that every figure needs: `Σw` and `Σw²` of each value.
///
/// Made from cells of equal weight or from single answers; the order of either changes nothing but the last digit.
///
/// ```
/// use catsup_statistics::{Confidence, weighting::WeightedScale};
///
/// // Ten answers of 4 that stand for one person each, and ten of 2 that stand for three.
/// let answers = WeightedScale::of([(4, 1.0, 10), (2, 3.0, 10)])?;
/// assert_eq!(answers.mean(Confidence::NINETY_FIVE).mean, 2.5);
/// assert_eq!(answers.median(), 2.0);
/// // (Σw)² / Σw² = 40² / 100
/// assert!((answers.design_effect().effective_n - 16.0).abs() < 1e-9);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct WeightedScale {
    values: Vec<Weighed>,
    effect: DesignEffect,
}

/// One value of the scale.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Weighed {
    value: f64,
    weight: f64,
    squares: f64,
}

/// A weighted mean.
///
/// ```
/// use catsup_statistics::{Confidence, weighting::WeightedScale};
///
/// // Equal weights: as without.
/// let mean = WeightedScale::of([(4, 2.0, 50), (2, 2.0, 50)])?.mean(Confidence::NINETY_FIVE);
/// assert_eq!(mean.mean, 3.0);
/// assert!((mean.standard_error.unwrap() - (1.0 / 99.0_f64).sqrt()).abs() < 1e-12);
/// assert!(mean.interval.unwrap().contains(3.1));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WeightedMean {
    /// `Σwx / Σw`.
    pub mean: f64,
    /// The linearised standard error, `√(n / (n − 1) Σw² (x − x̄)²) / Σw`; `None` for one answer.
    pub standard_error: Option<f64>,
    /// The t interval with n − 1 degrees of freedom; `None` for one answer.
    pub interval: Option<Interval>,
}

/// A weighted share.
///
/// ```
/// use catsup_statistics::{Confidence, weighting::WeightedScale, wilson};
///
/// let share = WeightedScale::of([(5, 1.0, 7), (2, 1.0, 3)])?.share_from(4, Confidence::NINETY_FIVE);
/// assert!((share.share - 0.7).abs() < 1e-12);
/// assert!((share.interval.low - wilson(7, 10, Confidence::NINETY_FIVE)?.low).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct WeightedShare {
    /// The weight of the answers that count, over all weight.
    pub share: f64,
    /// The Wilson interval at Kish's effective n.
    pub interval: Interval,
}

impl WeightedScale {
    /// Collects cells `(value, weight, answers)`: answers of one value that carry one weight. A single weighted answer
    /// is a cell of one.
    ///
    /// ```
    /// use catsup_statistics::{Confidence, weighting::WeightedScale};
    ///
    /// let cells = [(4, 1.5, 20), (5, 1.5, 10), (2, 0.5, 30), (5, 0.5, 30)];
    /// let answers = WeightedScale::of(cells)?;
    /// let mean = answers.mean(Confidence::NINETY_FIVE);
    /// assert_eq!(mean.mean, 4.0);
    /// assert!(mean.interval.unwrap().contains(4.2));
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] for a weight that is negative or not finite, [`Error::EmptySample`] without answers,
    /// [`Error::Undefined`] when all weights are 0, [`Error::TooManyObservations`] beyond 2⁴⁰.
    pub fn of(cells: impl IntoIterator<Item = (i64, f64, u64)>) -> Result<Self> {
        let cells: Vec<(i64, f64, u64)> = cells.into_iter().collect();
        let weights: Vec<(f64, u64)> = cells.iter().map(|&(_, weight, count)| (weight, count)).collect();
        let largest = largest(&weights)?;
        let effect = design_effect(weights)?;
        if effect.n > MAXIMUM_OBSERVATIONS {
            return Err(Error::TooManyObservations);
        }
        let mut values: Vec<Weighed> = Vec::new();
        for (value, weight, count) in cells {
            let (value, weight, count) = (value as f64, weight / largest, count as f64);
            let place = match values.iter().position(|one| one.value == value) {
                Some(place) => place,
                None => {
                    values.push(Weighed { value, weight: 0.0, squares: 0.0 });
                    values.len() - 1
                }
            };
            values[place].weight += count * weight;
            values[place].squares += count * weight * weight;
        }
        values.sort_by(|left, right| left.value.total_cmp(&right.value));
        Ok(Self { values, effect })
    }

    /// The number of answers and what their weights cost.
    ///
    /// ```
    /// use catsup_statistics::weighting::WeightedScale;
    ///
    /// let effect = WeightedScale::of([(4, 1.0, 50), (2, 3.0, 50)])?.design_effect();
    /// assert!((effect.design_effect - 1.25).abs() < 1e-12);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn design_effect(&self) -> DesignEffect {
        self.effect
    }

    /// The weighted mean with its linearised standard error (Taylor series; Särndal, Swensson and Wretman 1992).
    ///
    /// With equal weights it is that of [`MeanSummary`](crate::MeanSummary).
    ///
    /// ```
    /// use catsup_statistics::{Confidence, weighting::WeightedScale};
    ///
    /// let answers = WeightedScale::of([(5, 2.0, 1), (2, 1.0, 1)])?;
    /// assert_eq!(answers.mean(Confidence::NINETY_FIVE).mean, 4.0);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn mean(&self, confidence: Confidence) -> WeightedMean {
        let (mean, spread) = self.moments(|value| value);
        let n = self.effect.n as f64;
        let standard_error = (self.effect.n > 1).then(|| spread.sqrt() * (n / (n - 1.0)).sqrt());
        let interval =
            standard_error.map(|error| Interval::around(mean, confidence.student_critical(n - 1.0) * error));
        WeightedMean { mean, standard_error, interval }
    }

    /// The weighted share of answers from `lowest` up, with a Wilson interval at the effective n.
    ///
    /// With equal weights it is that of [`wilson`](crate::wilson).
    ///
    /// ```
    /// use catsup_statistics::{Confidence, weighting::WeightedScale};
    ///
    /// let answers = WeightedScale::of([(5, 1.5, 40), (2, 0.5, 60)])?;
    /// let top = answers.share_from(4, Confidence::NINETY_FIVE);
    /// assert!((top.share - 2.0 / 3.0).abs() < 1e-12);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn share_from(&self, lowest: i64, confidence: Confidence) -> WeightedShare {
        let (share, _) = self.moments(|value| f64::from(u8::from(value >= lowest as f64)));
        let share = share.clamp(0.0, 1.0);
        WeightedShare { share, interval: wilson_of_share(share, self.effect.effective_n, confidence) }
    }

    /// The weighted share of one group of answers less that of another, with its normal interval: net promoters are
    /// `net(9, 6, …)`. The variance has divisor n, as [`NetShare::of`](crate::NetShare::of).
    ///
    /// ```
    /// use catsup_statistics::{Confidence, weighting::WeightedScale};
    ///
    /// let recommend = WeightedScale::of([(10, 1.5, 40), (8, 1.0, 20), (3, 0.5, 40)])?;
    /// assert!((recommend.net(9, 6, Confidence::NINETY_FIVE)?.mean - 0.4).abs() < 1e-12);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::OutOfRange`] when the groups overlap.
    pub fn net(
        &self,
        favourable_from: i64,
        unfavourable_to: i64,
        confidence: Confidence,
    ) -> Result<WeightedMean> {
        check_number(
            || "the highest unfavourable value".to_owned(),
            unfavourable_to as f64,
            "below the lowest favourable one",
            |_| unfavourable_to < favourable_from,
        )?;
        let score = |value: f64| {
            f64::from(i8::from(value >= favourable_from as f64) - i8::from(value <= unfavourable_to as f64))
        };
        let (mean, spread) = self.moments(score);
        let standard_error = spread.sqrt();
        let interval = Interval::around(mean, confidence.normal_critical() * standard_error);
        Ok(WeightedMean { mean, standard_error: Some(standard_error), interval: Some(interval) })
    }

    /// The value at which half of the weight is reached; the mean of two values when it is reached exactly between.
    ///
    /// ```
    /// use catsup_statistics::weighting::WeightedScale;
    ///
    /// assert_eq!(WeightedScale::of([(2, 1.0, 3), (5, 4.0, 1)])?.median(), 5.0);
    /// assert_eq!(WeightedScale::of([(2, 1.0, 3), (5, 3.0, 1)])?.median(), 3.5);
    /// # Ok::<(), catsup_statistics::Error>(())
    /// ```
    pub fn median(&self) -> f64 {
        let half = self.values.iter().map(|one| one.weight).sum::<f64>() / 2.0;
        let mut passed = 0.0;
        let mut weighed = self.values.iter().filter(|one| one.weight > 0.0).peekable();
        while let Some(one) = weighed.next() {
            passed += one.weight;
            let next = weighed.peek().map_or(one.value, |next| next.value);
            if (passed - half).abs() <= 1e-12 * half {
                return (one.value + next) / 2.0;
            }
            if passed > half || next == one.value {
                return one.value;
            }
        }
        f64::midpoint(self.values[0].value, self.values[self.values.len() - 1].value)
    }

    /// The weighted mean of a score, and `Σw² (score − mean)² / (Σw)²`.
    fn moments(&self, score: impl Fn(f64) -> f64) -> (f64, f64) {
        let weight: f64 = self.values.iter().map(|one| one.weight).sum();
        let mean = self.values.iter().map(|one| one.weight * score(one.value)).sum::<f64>() / weight;
        let spread: f64 = self.values.iter().map(|one| one.squares * (score(one.value) - mean).powi(2)).sum();
        (mean, spread / (weight * weight))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{LikertSummary, NetPromoterCounts, OrdinalCounts};

    const LEVEL: Confidence = Confidence::NINETY_FIVE;

    #[test]
    fn equal_weights_give_the_unweighted_figures() {
        let counts = [3, 5, 12, 40, 61];
        let plain = LikertSummary::of(&OrdinalCounts::consecutive(1, &counts).unwrap(), LEVEL).unwrap();
        let cells = counts.iter().zip(1_i64..).map(|(&count, value)| (value, 0.7, count));
        let weighted = WeightedScale::of(cells).unwrap();
        let close = |left: f64, right: f64| assert!((left - right).abs() < 1e-12, "{left} {right}");
        let mean = weighted.mean(LEVEL);
        close(mean.mean, plain.mean);
        close(mean.interval.unwrap().low, plain.mean_interval.unwrap().low);
        close(weighted.share_from(4, LEVEL).interval.low, plain.top2.interval.low);
        close(weighted.share_from(4, LEVEL).interval.high, plain.top2.interval.high);
        close(weighted.net(4, 2, LEVEL).unwrap().interval.unwrap().low, plain.net.interval.low);
        assert_eq!(weighted.median(), plain.median);
        let score = NetPromoterCounts { promoters: 61, passives: 40, detractors: 20 }.score(LEVEL).unwrap();
        close(100.0 * weighted.net(5, 3, LEVEL).unwrap().standard_error.unwrap(), score.standard_error);
    }

    #[test]
    fn one_answer_has_a_mean_and_no_interval() {
        let single = WeightedScale::of([(4, 2.5, 1), (5, 1.0, 0)]).unwrap();
        assert_eq!(single.mean(LEVEL), WeightedMean { mean: 4.0, standard_error: None, interval: None });
        assert_eq!((single.median(), single.share_from(4, LEVEL).share), (4.0, 1.0));
        assert!(single.net(3, 3, LEVEL).is_err());
    }

    #[test]
    fn a_median_between_two_values_is_their_mean() {
        let median = |cells: &[(i64, f64, u64)]| WeightedScale::of(cells.iter().copied()).unwrap().median();
        assert_eq!(median(&[(1, 2.0, 1), (4, 1.0, 2)]), 2.5);
        assert_eq!(median(&[(1, 2.0, 1), (4, 1.0, 3)]), 4.0);
    }
}
