//! The Cholesky factor of a correlation matrix, and what is solved with it.

use super::{Matrix, matrix::dot};

/// A column counts as determined by the ones before it when they leave less than this share of its variance:
/// a variance inflation of ten thousand million, far beyond what sixteen digits can still tell apart from
/// none.
const SMALLEST_SHARE: f64 = 1e-10;

/// The column, from 0, that those before it determine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dependent(pub(crate) usize);

/// The lower factor `L` of a symmetric positive definite matrix `L L'`.
#[derive(Debug, Clone)]
pub(crate) struct Cholesky(Matrix);

impl Cholesky {
    /// Factors a matrix of which the lower triangle is read.
    ///
    /// Refuses the first column that is a combination of earlier ones; a pivot is measured against the
    /// column's own variance, so that units play no part.
    pub(crate) fn of(matrix: &Matrix) -> Result<Self, Dependent> {
        let size = matrix.rows();
        let mut factor = Matrix::zeros(size, size);
        for row in 0..size {
            for column in 0..=row {
                let known = dot(&factor.row(row)[..column], &factor.row(column)[..column]);
                let rest = matrix[(row, column)] - known;
                if column < row {
                    factor[(row, column)] = rest / factor[(column, column)];
                } else if rest > SMALLEST_SHARE * matrix[(row, row)] {
                    factor[(row, row)] = rest.sqrt();
                } else {
                    return Err(Dependent(row));
                }
            }
        }
        Ok(Self(factor))
    }

    /// The `x` of `L L' x = right`.
    pub(crate) fn solve(&self, right: &[f64]) -> Vec<f64> {
        let factor = &self.0;
        let mut x = right.to_vec();
        for row in 0..x.len() {
            x[row] = (x[row] - dot(&factor.row(row)[..row], &x[..row])) / factor[(row, row)];
        }
        for row in (0..x.len()).rev() {
            let later: f64 = (row + 1..x.len()).map(|below| factor[(below, row)] * x[below]).sum();
            x[row] = (x[row] - later) / factor[(row, row)];
        }
        x
    }

    /// The inverse of `L L'`.
    pub(crate) fn inverse(&self) -> Matrix {
        let size = self.0.rows();
        let mut inverse = Matrix::zeros(size, size);
        let mut unit = vec![0.0; size];
        for row in 0..size {
            unit[row] = 1.0;
            inverse.row_mut(row).copy_from_slice(&self.solve(&unit));
            unit[row] = 0.0;
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved_and_inverted() {
        let matrix = Matrix::from_fn(3, 3, |row, column| if row == column { 2.0 } else { 1.0 });
        let factor = Cholesky::of(&matrix).unwrap();
        for (found, expected) in factor.solve(&[4.0, 5.0, 7.0]).iter().zip([0.0, 1.0, 3.0]) {
            assert!((found - expected).abs() < 1e-14);
        }
        let inverse = factor.inverse();
        assert!((inverse[(0, 0)] - 0.75).abs() < 1e-14 && (inverse[(2, 1)] + 0.25).abs() < 1e-14);
    }

    #[test]
    fn a_column_that_others_determine_is_named() {
        // The third column is the sum of the first two.
        let rows = [[1.0, 0.0, 1.0], [0.0, 4.0, 4.0], [1.0, 4.0, 5.0]];
        let matrix = Matrix::from_fn(3, 3, |row, column| rows[row][column]);
        assert_eq!(Cholesky::of(&matrix).unwrap_err(), Dependent(2));
    }
}
