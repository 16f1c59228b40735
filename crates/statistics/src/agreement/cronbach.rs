//! Cronbach's alpha: how well the questions of a scale measure one thing.

use serde::Serialize;

use super::check_covariance;
use crate::distributions::beta_quantile;
use crate::error::{MAXIMUM_OBSERVATIONS, check_number};
use crate::{Confidence, Error, Interval, Result};

/// Cronbach's alpha of a set of items.
///
/// ```
/// use catsup_statistics::{Confidence, agreement::cronbach_alpha};
///
/// // The third item shares nothing with the others: without it alpha is higher.
/// let covariance = [vec![1.0, 0.6, 0.0], vec![0.6, 1.0, 0.0], vec![0.0, 0.0, 1.0]];
/// let found = cronbach_alpha(&covariance, None, Confidence::NINETY_FIVE)?;
/// assert_eq!((found.items, found.interval), (3, None));
/// assert!((found.alpha - 1.5 * (1.0 - 3.0 / 4.2)).abs() < 1e-12);
/// assert!((found.without[2] - 0.75).abs() < 1e-12 && found.without[0] == 0.0);
/// assert!((found.standardised - found.alpha).abs() < 1e-12, "these items vary alike");
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CronbachAlpha {
    /// The number of items.
    pub items: usize,
    /// The reliability of their sum, at most 1; 0.7 is the usual least for comparing groups (Nunnally 1978).
    pub alpha: f64,
    /// The alpha of the items made equally variable: from their correlations.
    pub standardised: f64,
    /// Alpha without each item, in order; empty for two items. One that is higher than alpha does not belong.
    pub without: Vec<f64>,
    /// Feldt's interval; `None` when the number of respondents is not known.
    pub interval: Option<Interval>,
}

/// Cronbach's alpha from the covariances of the items (Cronbach 1951).
///
/// `α = k / (k − 1) (1 − Σ sᵢᵢ / Σ sᵢⱼ)`. With `n` respondents, the interval is that of Feldt (1965):
/// `1 − (1 − α) F` at the quantiles of F with n − 1 and (n − 1)(k − 1) degrees of freedom.
///
/// ```
/// use catsup_statistics::{Confidence, agreement::cronbach_alpha};
///
/// let covariance = [vec![1.0, 0.5], vec![0.5, 1.0]];
/// let found = cronbach_alpha(&covariance, Some(200), Confidence::NINETY_FIVE)?;
/// assert!((found.alpha - 2.0 / 3.0).abs() < 1e-12);
/// assert!(found.interval.unwrap().contains(0.6));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::TooFew`] below two items or two respondents, [`Error::RaggedTable`] unless the matrix is square,
/// [`Error::OutOfRange`] when it is no covariance matrix or an item does not vary, [`Error::Undefined`] when the items
/// cancel each other out, [`Error::TooManyObservations`] beyond 2⁴⁰ respondents.
pub fn cronbach_alpha(
    covariance: &[Vec<f64>],
    n: Option<u64>,
    confidence: Confidence,
) -> Result<CronbachAlpha> {
    check_covariance(covariance, 2)?;
    if let Some(found @ 0..2) = n {
        return Err(Error::TooFew { item: "respondents", found: found as usize, needed: 2 });
    }
    if n.is_some_and(|n| n > MAXIMUM_OBSERVATIONS) {
        return Err(Error::TooManyObservations);
    }
    let items = covariance.len();
    let all: Vec<usize> = (0..items).collect();
    let alpha = alpha_of(covariance, &all)?;
    let deviations: Vec<f64> = (0..items).map(|item| covariance[item][item].sqrt()).collect();
    let correlation: Vec<Vec<f64>> = (0..items)
        .map(|row| {
            (0..items).map(|column| covariance[row][column] / deviations[row] / deviations[column]).collect()
        })
        .collect();
    let without = |left_out: usize| {
        let kept: Vec<usize> = all.iter().copied().filter(|&item| item != left_out).collect();
        alpha_of(covariance, &kept)
    };
    Ok(CronbachAlpha {
        items,
        alpha,
        standardised: alpha_of(&correlation, &all)?,
        without: if items > 2 {
            all.iter().map(|&item| without(item)).collect::<Result<_>>()?
        } else {
            vec![]
        },
        interval: n.map(|n| feldt(alpha, n as f64, items as f64, confidence)),
    })
}

fn alpha_of(covariance: &[Vec<f64>], kept: &[usize]) -> Result<f64> {
    let own: f64 = kept.iter().map(|&item| covariance[item][item]).sum();
    let total: f64 =
        kept.iter().map(|&row| kept.iter().map(|&column| covariance[row][column]).sum::<f64>()).sum();
    if total <= 1e-12 * own {
        let reason =
            "the items cancel each other out: turn round those that are worded the other way".to_owned();
        return Err(Error::Undefined { figure: "Cronbach's alpha", reason });
    }
    let items = kept.len() as f64;
    Ok(items / (items - 1.0) * (1.0 - own / total))
}

fn feldt(alpha: f64, n: f64, items: f64, confidence: Confidence) -> Interval {
    let (first, second) = (n - 1.0, (n - 1.0) * (items - 1.0));
    let tail = confidence.error_probability() / 2.0;
    let limit = |probability: f64| 1.0 - (1.0 - alpha) * f_quantile(probability, first, second);
    Interval { low: limit(1.0 - tail), high: limit(tail) }.covering(alpha)
}

/// The covariances of items from rows of answers, with divisor n − 1; every row has one answer for each item.
///
/// ```
/// use catsup_statistics::agreement::item_covariances;
///
/// let covariance = item_covariances(&[[1.0, 2.0], [2.0, 2.0], [3.0, 5.0]])?;
/// assert_eq!(covariance, [[1.0, 1.5], [1.5, 3.0]]);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::TooFew`] below two rows, [`Error::RaggedTable`] when rows differ in length, [`Error::OutOfRange`] for an
/// answer that is not finite.
pub fn item_covariances<R: AsRef<[f64]>>(rows: &[R]) -> Result<Vec<Vec<f64>>> {
    if rows.len() < 2 {
        return Err(Error::TooFew {
            item: "respondents with an answer to every item",
            found: rows.len(),
            needed: 2,
        });
    }
    let items = rows[0].as_ref().len();
    for (row, answers) in rows.iter().enumerate() {
        let answers = answers.as_ref();
        if answers.len() != items {
            return Err(Error::RaggedTable { row, found: answers.len(), expected: items });
        }
        for (item, &answer) in answers.iter().enumerate() {
            check_number(|| format!("rows[{row}][{item}]"), answer, "a finite number", |_| true)?;
        }
    }
    let n = rows.len() as f64;
    let means: Vec<f64> =
        (0..items).map(|item| rows.iter().map(|row| row.as_ref()[item]).sum::<f64>() / n).collect();
    let covariance = |first: usize, second: usize| {
        let products = rows.iter().map(|row| {
            let row = row.as_ref();
            (row[first] - means[first]) * (row[second] - means[second])
        });
        products.sum::<f64>() / (n - 1.0)
    };
    // Each pair once, in one order: a matrix that is symmetric to the last digit.
    let row =
        |first: usize| (0..items).map(|second| covariance(first.min(second), first.max(second))).collect();
    Ok((0..items).map(row).collect())
}

/// The value that an F distributed one stays below with the given probability.
fn f_quantile(probability: f64, first: f64, second: f64) -> f64 {
    let x = beta_quantile(probability, first / 2.0, second / 2.0, first / (first + second));
    second / first * x / (1.0 - x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matrices_that_no_items_have_are_refused_by_name() {
        let alpha = |covariance: &[Vec<f64>]| {
            cronbach_alpha(covariance, None, Confidence::NINETY_FIVE).unwrap_err().to_string()
        };
        assert_eq!(alpha(&[vec![1.0]]), "1 items: at least 2 are needed");
        assert!(alpha(&[vec![1.0, 0.0], vec![0.0, 0.0]]).starts_with("the variance of items[1] is 0"));
        assert!(alpha(&[vec![1.0, 0.3], vec![0.2, 1.0]]).starts_with("covariance[1][0] is 0.2"));
        assert!(alpha(&[vec![1.0, 3.0], vec![3.0, 1.0]]).starts_with("covariance[1][0] is 3"));
        assert!(alpha(&[vec![1.0, -1.0], vec![-1.0, 1.0]]).contains("cancel"));
        assert!(item_covariances(&[[1.0, f64::NAN], [1.0, 2.0]]).is_err());
        assert!(item_covariances(&[[1.0, 2.0]]).is_err());
    }

    #[test]
    fn items_that_repeat_each_other_are_fully_reliable() {
        let same = vec![vec![2.0; 3]; 3];
        let found = cronbach_alpha(&same, Some(50), Confidence::NINETY_FIVE).unwrap();
        assert!(
            (found.alpha - 1.0).abs() < 1e-12 && found.without.iter().all(|one| (one - 1.0).abs() < 1e-12)
        );
    }
}
