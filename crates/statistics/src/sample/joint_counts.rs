//! A sample as its distinct rows, each with how often it was observed.

use std::cmp::Ordering;

use crate::{ModelError, ModelResult, error::MAXIMUM_OBSERVATIONS, resampling::cumulate, sample::named};

/// Rows of named variables with counts: raw data (every count 1) or the joint distribution of aggregated
/// answers.
///
/// Everything computed from rows is computed from these, at a cost that grows with the distinct rows and not
/// with the people behind them.
///
/// ```
/// use catsup_statistics::{JointCounts, Moments};
///
/// // Ease (1 to 5) and thumbs of a hundred thousand people, in four cells.
/// let names = ["ease".to_owned(), "thumbs".to_owned()];
/// let cells = [([2.0, 0.0], 9_000), ([2.0, 1.0], 11_000), ([5.0, 0.0], 8_000), ([5.0, 1.0], 72_000)];
/// let counts = JointCounts::new(&names, cells.iter().map(|(values, count)| (&values[..], *count)))?;
/// assert_eq!(counts.n(), 100_000);
/// assert!((Moments::of(&counts)?.correlation(0, 1) - 0.3727).abs() < 1e-4);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct JointCounts {
    names: Vec<String>,
    values: Vec<f64>,
    counts: Vec<u64>,
    cumulated: Vec<u64>,
}

impl JointCounts {
    /// Takes distinct rows with counts; `cells` gives one value per name and the count. Rows of count 0 are
    /// dropped.
    ///
    /// # Errors
    ///
    /// [`ModelError::Name`], [`ModelError::RowLength`], [`ModelError::NotFinite`];
    /// [`ModelError::TooManyObservations`] beyond 2⁴⁰ people.
    ///
    /// ```
    /// use catsup_statistics::JointCounts;
    ///
    /// let names = ["ease", "thumbs"].map(String::from);
    /// let counts = JointCounts::new(&names, [(&[2.0, 0.0][..], 9_000), (&[5.0, 1.0], 0), (&[5.0, 0.0], 8_000)])?;
    /// assert_eq!((counts.n(), counts.cells().count()), (17_000, 2));
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn new<'a>(names: &[String], cells: impl IntoIterator<Item = (&'a [f64], u64)>) -> ModelResult<Self> {
        named(names)?;
        let (mut values, mut counts) = (Vec::new(), Vec::new());
        for (row, (cell, count)) in cells.into_iter().enumerate() {
            if cell.len() != names.len() {
                return Err(ModelError::RowLength { row, found: cell.len(), expected: names.len() });
            }
            if let Some(place) = cell.iter().position(|value| !value.is_finite()) {
                return Err(ModelError::NotFinite { variable: names[place].clone(), row });
            }
            if count > 0 {
                values.extend_from_slice(cell);
                counts.push(count);
            }
        }
        let people = counts.iter().try_fold(0_u64, |sum, count| sum.checked_add(*count));
        if people.is_none_or(|people| people > MAXIMUM_OBSERVATIONS) {
            return Err(ModelError::TooManyObservations);
        }
        let cumulated = cumulate(&counts);
        Ok(Self { names: names.to_vec(), values, counts, cumulated })
    }

    /// Takes raw rows, each observed once.
    ///
    /// # Errors
    ///
    /// As [`JointCounts::new`].
    ///
    /// ```
    /// use catsup_statistics::JointCounts;
    ///
    /// let names = ["ease".to_owned()];
    /// let counts = JointCounts::from_rows(&names, [&[4.0][..], &[5.0], &[4.0]])?;
    /// assert_eq!(counts.collapsed().cells().collect::<Vec<_>>(), [(&[4.0][..], 2), (&[5.0][..], 1)]);
    /// assert!(JointCounts::from_rows(&names, [&[f64::NAN][..]]).is_err());
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn from_rows<'a>(names: &[String], rows: impl IntoIterator<Item = &'a [f64]>) -> ModelResult<Self> {
        Self::new(names, rows.into_iter().map(|row| (row, 1)))
    }

    /// The same sample with equal rows counted together, in the order of their values: what is computed from
    /// it, resampling too, no longer depends on the order in which rows came.
    ///
    /// ```
    /// use catsup_statistics::JointCounts;
    ///
    /// let rows = JointCounts::from_rows(&["ease".to_owned()], [&[5.0][..], &[4.0], &[5.0]])?;
    /// assert_eq!((rows.cells().count(), rows.collapsed().cells().count()), (3, 2));
    /// assert_eq!(rows.collapsed().n(), 3);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn collapsed(&self) -> Self {
        let mut cells: Vec<(&[f64], u64)> = self.cells().collect();
        let ordered = |a: &[f64], b: &[f64]| {
            let unequal = a.iter().zip(b).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne());
            unequal.unwrap_or(Ordering::Equal)
        };
        cells.sort_unstable_by(|(a, _), (b, _)| ordered(a, b));
        let (mut values, mut counts): (Vec<f64>, Vec<u64>) = (Vec::new(), Vec::new());
        for (cell, count) in cells {
            match counts.last_mut() {
                Some(last) if values.ends_with(cell) => *last += count,
                _ => {
                    values.extend_from_slice(cell);
                    counts.push(count);
                }
            }
        }
        let cumulated = cumulate(&counts);
        Self { names: self.names.clone(), values, counts, cumulated }
    }

    /// The names of the variables.
    ///
    /// ```
    /// use catsup_statistics::JointCounts;
    ///
    /// let rows = JointCounts::from_rows(&["ease".to_owned()], [&[5.0][..]])?;
    /// assert_eq!(rows.names(), ["ease"]);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The observations.
    ///
    /// ```
    /// use catsup_statistics::JointCounts;
    ///
    /// assert_eq!(JointCounts::new(&["ease".to_owned()], [(&[5.0][..], 700), (&[4.0], 300)])?.n(), 1_000);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn n(&self) -> u64 {
        self.cumulated.last().copied().unwrap_or(0)
    }

    /// The distinct rows with their counts.
    ///
    /// ```
    /// use catsup_statistics::JointCounts;
    ///
    /// let counts = JointCounts::new(&["ease".to_owned()], [(&[5.0][..], 700), (&[4.0], 300)])?;
    /// assert_eq!(counts.cells().collect::<Vec<_>>(), [(&[5.0][..], 700), (&[4.0], 300)]);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn cells(&self) -> impl Iterator<Item = (&[f64], u64)> {
        self.values.chunks_exact(self.names.len().max(1)).zip(self.counts.iter().copied())
    }

    /// The distinct rows, one after the other.
    pub(crate) fn values(&self) -> &[f64] {
        &self.values
    }

    /// How often each distinct row was observed.
    pub(crate) fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// The running sums of the counts.
    pub(crate) fn cumulated(&self) -> &[u64] {
        &self.cumulated
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> [String; 2] {
        ["a".to_owned(), "b".to_owned()]
    }

    #[test]
    fn rows_that_do_not_fit_are_refused_by_name() {
        let ragged = JointCounts::from_rows(&names(), [&[1.0, 2.0][..], &[1.0]]);
        assert_eq!(ragged, Err(ModelError::RowLength { row: 1, found: 1, expected: 2 }));
        let endless = JointCounts::from_rows(&names(), [&[1.0, f64::NAN][..]]);
        assert_eq!(endless, Err(ModelError::NotFinite { variable: "b".to_owned(), row: 0 }));
        let twice = JointCounts::from_rows(&["a".to_owned(), "a".to_owned()], []);
        assert_eq!(twice, Err(ModelError::Name("a".to_owned())));
    }

    #[test]
    fn equal_rows_are_counted_together() {
        let rows = [[2.0, 1.0], [1.0, 5.0], [2.0, 1.0], [1.0, 4.0]];
        let collapsed =
            JointCounts::from_rows(&names(), rows.iter().map(|row| &row[..])).unwrap().collapsed();
        let cells: Vec<(&[f64], u64)> = collapsed.cells().collect();
        assert_eq!(cells, [(&[1.0, 4.0][..], 1), (&[1.0, 5.0], 1), (&[2.0, 1.0], 2)]);
        assert_eq!(collapsed.n(), 4);
    }

    #[test]
    fn rows_nobody_gave_are_dropped() {
        let counts = JointCounts::new(&names(), [(&[1.0, 2.0][..], 0), (&[3.0, 4.0], 7)]).unwrap();
        assert_eq!((counts.n(), counts.cells().count()), (7, 1));
    }
}
