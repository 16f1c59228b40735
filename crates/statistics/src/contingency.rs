//! Whether the distribution of answers differs between groups: Pearson's chi-square of a table of counts.

use serde::Serialize;

use crate::distributions::chi_square_upper;
use crate::error::MAXIMUM_OBSERVATIONS;
use crate::{Error, Result};

/// The outcome of a chi-square test of independence.
///
/// ```
/// use catsup_statistics::chi_square;
///
/// let found = chi_square(&[[30, 20], [10, 40]])?;
/// assert_eq!((found.degrees_of_freedom, found.smallest_expected), (1, 20.0));
/// // V² = χ² / n for two rows.
/// assert!((found.cramers_v.powi(2) - found.statistic / 100.0).abs() < 1e-12);
/// assert!(found.p_value < 0.001);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ChiSquare {
    /// Pearson's statistic, without continuity correction.
    pub statistic: f64,
    /// `(rows − 1) (columns − 1)` of the rows and columns that hold any count.
    pub degrees_of_freedom: usize,
    /// The p value of the chi-square approximation.
    pub p_value: f64,
    /// Cramér's V (1946), the strength of the association from 0 to 1.
    pub cramers_v: f64,
    /// The smallest expected count; below 5 the p value is rough (Cochran 1954).
    pub smallest_expected: f64,
}

/// Tests whether rows and columns of a table of counts are independent (Pearson 1900).
///
/// `χ² = Σ (O − E)² / E` with `E = row total × column total / n`. Rows and columns without any count say nothing and
/// are left out; when fewer than two rows or columns remain, nothing can differ: the statistic is 0, with 0 degrees
/// of freedom and p 1.
///
/// ```
/// use catsup_statistics::chi_square;
///
/// let channels = chi_square(&[[30, 20], [10, 40]])?;
/// assert!((channels.statistic - 50.0 / 3.0).abs() < 1e-12);
/// assert!(channels.p_value < 0.001 && channels.smallest_expected == 20.0);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::RaggedTable`] when rows differ in length, [`Error::EmptySample`] when there is no count at all,
/// [`Error::TooManyObservations`] beyond 2⁴⁰.
pub fn chi_square<R: AsRef<[u64]>>(table: &[R]) -> Result<ChiSquare> {
    let rows: Vec<&[u64]> = table.iter().map(AsRef::as_ref).collect();
    check_table(&rows)?;
    let row_totals: Vec<u64> = rows.iter().map(|row| row.iter().sum()).collect();
    let columns = rows.first().map_or(0, |row| row.len());
    let column_totals: Vec<u64> =
        (0..columns).map(|column| rows.iter().map(|row| row[column]).sum()).collect();
    let n = row_totals.iter().sum::<u64>() as f64;

    let mut statistic = 0.0;
    let mut smallest_expected = n;
    for (row, &row_total) in rows.iter().zip(&row_totals) {
        for (&observed, &column_total) in row.iter().zip(&column_totals) {
            if row_total == 0 || column_total == 0 {
                continue;
            }
            let expected = row_total as f64 * column_total as f64 / n;
            statistic += (observed as f64 - expected).powi(2) / expected;
            smallest_expected = expected.min(smallest_expected);
        }
    }
    let spare = |totals: &[u64]| totals.iter().filter(|&&total| total > 0).count() - 1;
    let (spare_rows, spare_columns) = (spare(&row_totals), spare(&column_totals));
    let degrees_of_freedom = spare_rows * spare_columns;
    if degrees_of_freedom == 0 {
        return Ok(ChiSquare {
            statistic: 0.0,
            degrees_of_freedom,
            p_value: 1.0,
            cramers_v: 0.0,
            smallest_expected,
        });
    }
    Ok(ChiSquare {
        statistic,
        degrees_of_freedom,
        p_value: chi_square_upper(statistic, degrees_of_freedom as f64),
        cramers_v: (statistic / n / spare_rows.min(spare_columns) as f64).sqrt().min(1.0),
        smallest_expected,
    })
}

fn check_table(rows: &[&[u64]]) -> Result<()> {
    let expected = rows.first().map_or(0, |row| row.len());
    if let Some((row, cells)) = rows.iter().enumerate().find(|(_, cells)| cells.len() != expected) {
        return Err(Error::RaggedTable { row, found: cells.len(), expected });
    }
    let total =
        rows.iter().flat_map(|row| row.iter()).try_fold(0_u64, |total, &count| total.checked_add(count));
    match total {
        Some(0) => Err(Error::EmptySample),
        Some(total) if total <= MAXIMUM_OBSERVATIONS => Ok(()),
        _ => Err(Error::TooManyObservations),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unusable_table_is_refused() {
        assert_eq!(chi_square::<[u64; 2]>(&[]), Err(Error::EmptySample));
        assert_eq!(chi_square(&[[0, 0], [0, 0]]), Err(Error::EmptySample));
        assert_eq!(chi_square(&[[u64::MAX, 1]]), Err(Error::TooManyObservations));
        assert_eq!(
            chi_square(&[vec![1, 2], vec![3]]),
            Err(Error::RaggedTable { row: 1, found: 1, expected: 2 })
        );
    }

    #[test]
    fn rows_and_columns_without_counts_change_nothing() {
        let plain = chi_square(&[[30, 20], [10, 40]]).unwrap();
        let padded = chi_square(&[[30, 0, 20], [0, 0, 0], [10, 0, 40]]).unwrap();
        assert_eq!(plain, padded);
    }

    #[test]
    fn a_single_row_or_column_has_nothing_to_differ_from() {
        for lonely in [chi_square(&[vec![3, 4, 5]]), chi_square(&[vec![3], vec![4]])] {
            let lonely = lonely.unwrap();
            assert_eq!((lonely.statistic, lonely.degrees_of_freedom, lonely.p_value), (0.0, 0, 1.0));
        }
    }

    #[test]
    fn perfect_association_has_strength_one() {
        assert_eq!(chi_square(&[[25, 0], [0, 25]]).unwrap().cramers_v, 1.0);
    }
}
