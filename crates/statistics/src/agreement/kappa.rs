//! Agreement of two reviewers beyond chance.

use serde::Serialize;

use crate::error::MAXIMUM_OBSERVATIONS;
use crate::{Confidence, Error, Interval, Result};

/// How much a disagreement counts.
///
/// ```
/// use catsup_statistics::{Confidence, agreement::{KappaWeights, cohens_kappa}};
///
/// // Every disagreement is by one step of three: the weighted kappas forgive most of it.
/// let reviews = [[10, 5, 0], [5, 10, 5], [0, 5, 10]];
/// let kappa = |weights| Ok::<_, catsup_statistics::Error>(cohens_kappa(&reviews, weights, Confidence::NINETY_FIVE)?.kappa);
/// assert!(kappa(KappaWeights::None)? < kappa(KappaWeights::Linear)?);
/// assert!(kappa(KappaWeights::Linear)? < kappa(KappaWeights::Quadratic)?);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KappaWeights {
    /// Every disagreement alike (Cohen 1960): for categories without order.
    None,
    /// By the number of steps between the ratings.
    Linear,
    /// By the square of the steps (Fleiss and Cohen 1973): the usual one for ratings of quality.
    Quadratic,
}

impl KappaWeights {
    /// The credit of a pair of ratings, 1 when they agree.
    fn credit(self, steps: usize, categories: usize) -> f64 {
        let distance = steps as f64 / (categories - 1) as f64;
        match self {
            Self::None => f64::from(u8::from(steps == 0)),
            Self::Linear => 1.0 - distance,
            Self::Quadratic => 1.0 - distance * distance,
        }
    }
}

/// Cohen's kappa.
///
/// ```
/// use catsup_statistics::{Confidence, agreement::{KappaWeights, cohens_kappa}};
///
/// let found = cohens_kappa(&[[20, 5], [10, 15]], KappaWeights::None, Confidence::NINETY_FIVE)?;
/// assert_eq!((found.n, found.observed), (50, 0.7));
/// assert!((found.expected - 0.5).abs() < 1e-12, "half of them agree by chance");
/// assert!((found.kappa - 0.4).abs() < 1e-12 && found.interval.contains(found.kappa));
/// assert!(found.standard_error > 0.1 && found.standard_error < 0.15);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Kappa {
    /// The number of things rated by both.
    pub n: u64,
    /// The (weighted) agreement observed.
    pub observed: f64,
    /// The (weighted) agreement that the two sets of ratings would show by chance.
    pub expected: f64,
    /// `(observed − expected) / (1 − expected)`: 1 for full agreement, 0 for chance.
    pub kappa: f64,
    /// The large-sample standard error when there is agreement (non-null).
    pub standard_error: f64,
    /// The normal interval, cut off at 1.
    pub interval: Interval,
}

/// Cohen's kappa of a square table of counts, first reviewer in rows and second in columns, categories in order.
///
/// The standard error is the non-null one of Fleiss, Cohen and Everitt (1969),
/// `SE² = (Σ pᵢⱼ (wᵢⱼ − (w̄ᵢ. + w̄.ⱼ)(1 − κ))² − (κ − pₑ (1 − κ))²) / (n (1 − pₑ)²)`, which for
/// [`KappaWeights::None`] is that of the plain kappa.
///
/// ```
/// use catsup_statistics::{Confidence, agreement::{KappaWeights, cohens_kappa}};
///
/// let reviews = [[20, 5], [10, 15]];
/// let found = cohens_kappa(&reviews, KappaWeights::None, Confidence::NINETY_FIVE)?;
/// assert!((found.kappa - 0.4).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::TooFew`] below two categories, [`Error::RaggedTable`] unless the table is square, [`Error::EmptySample`]
/// without counts, [`Error::TooManyObservations`] beyond 2⁴⁰, [`Error::Undefined`] when both reviewers gave everything
/// the same rating, so that chance agrees always.
pub fn cohens_kappa<R: AsRef<[u64]>>(
    table: &[R],
    weights: KappaWeights,
    confidence: Confidence,
) -> Result<Kappa> {
    let shares = shares_of(table)?;
    let (n, shares) = shares;
    let categories = shares.len();
    let rows: Vec<f64> = shares.iter().map(|row| row.iter().sum()).collect();
    let columns: Vec<f64> =
        (0..categories).map(|column| shares.iter().map(|row| row[column]).sum()).collect();
    let credit = |row: usize, column: usize| weights.credit(row.abs_diff(column), categories);
    let pairs = || (0..categories).flat_map(|row| (0..categories).map(move |column| (row, column)));

    let observed: f64 = pairs().map(|(row, column)| credit(row, column) * shares[row][column]).sum();
    let expected: f64 = pairs().map(|(row, column)| credit(row, column) * rows[row] * columns[column]).sum();
    let room = 1.0 - expected;
    if room <= 1e-14 {
        let reason = "both reviewers gave everything the same rating".to_owned();
        return Err(Error::Undefined { figure: "kappa", reason });
    }
    let kappa = (observed - expected) / room;
    let mean_credit_of_row: Vec<f64> = (0..categories)
        .map(|row| (0..categories).map(|column| credit(row, column) * columns[column]).sum())
        .collect();
    let mean_credit_of_column: Vec<f64> = (0..categories)
        .map(|column| (0..categories).map(|row| credit(row, column) * rows[row]).sum())
        .collect();
    let spread: f64 = pairs()
        .map(|(row, column)| {
            let chance = mean_credit_of_row[row] + mean_credit_of_column[column];
            shares[row][column] * (credit(row, column) - chance * (1.0 - kappa)).powi(2)
        })
        .sum();
    let variance = (spread - (kappa - expected * (1.0 - kappa)).powi(2)).max(0.0);
    let standard_error = (variance / n as f64).sqrt() / room;
    let interval = Interval::around(kappa, confidence.normal_critical() * standard_error);
    let interval = Interval { high: interval.high.min(1.0), ..interval }.covering(kappa);
    Ok(Kappa { n, observed, expected, kappa, standard_error, interval })
}

/// The total and the share of each cell.
fn shares_of<R: AsRef<[u64]>>(table: &[R]) -> Result<(u64, Vec<Vec<f64>>)> {
    if table.len() < 2 {
        return Err(Error::TooFew { item: "categories", found: table.len(), needed: 2 });
    }
    for (row, cells) in table.iter().enumerate() {
        let found = cells.as_ref().len();
        if found != table.len() {
            return Err(Error::RaggedTable { row, found, expected: table.len() });
        }
    }
    let counts = table.iter().flat_map(|row| row.as_ref().iter());
    let n = counts.fold(0_u64, |n, count| n.saturating_add(*count));
    match n {
        0 => Err(Error::EmptySample),
        n if n > MAXIMUM_OBSERVATIONS => Err(Error::TooManyObservations),
        n => {
            let row = |row: &R| row.as_ref().iter().map(|&count| count as f64 / n as f64).collect();
            Ok((n, table.iter().map(row).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [KappaWeights; 3] = [KappaWeights::None, KappaWeights::Linear, KappaWeights::Quadratic];

    #[test]
    fn full_agreement_is_one_without_doubt() {
        for weights in ALL {
            let table = [[5, 0, 0], [0, 7, 0], [0, 0, 2]];
            let full = cohens_kappa(&table, weights, Confidence::NINETY_FIVE).unwrap();
            assert!((full.kappa - 1.0).abs() < 1e-12 && full.standard_error < 1e-7, "{full:?}");
        }
    }

    #[test]
    fn two_categories_leave_nothing_to_weigh() {
        let table = [[20, 5], [10, 15]];
        let plain = cohens_kappa(&table, ALL[0], Confidence::NINETY_FIVE).unwrap();
        for weights in ALL {
            let weighted = cohens_kappa(&table, weights, Confidence::NINETY_FIVE).unwrap();
            assert!((weighted.kappa - plain.kappa).abs() < 1e-12);
            assert!((weighted.standard_error - plain.standard_error).abs() < 1e-12);
        }
    }

    #[test]
    fn tables_without_an_answer_are_refused() {
        let kappa = |table: &[Vec<u64>]| cohens_kappa(table, KappaWeights::None, Confidence::NINETY_FIVE);
        assert!(matches!(kappa(&[vec![1]]), Err(Error::TooFew { .. })));
        assert!(matches!(kappa(&[vec![1, 2], vec![3]]), Err(Error::RaggedTable { row: 1, .. })));
        assert_eq!(kappa(&[vec![0, 0], vec![0, 0]]), Err(Error::EmptySample));
        assert!(matches!(kappa(&[vec![9, 0], vec![0, 0]]), Err(Error::Undefined { .. })));
    }
}
