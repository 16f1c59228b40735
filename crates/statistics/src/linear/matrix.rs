//! A dense matrix of numbers, kept row by row.

use std::ops::{Index, IndexMut};

use serde::Serialize;

/// A dense matrix, row by row.
///
/// ```
/// use catsup_statistics::Matrix;
///
/// let mut matrix = Matrix::zeros(2, 3);
/// matrix[(1, 2)] = 5.0;
/// assert_eq!((matrix[(1, 2)], matrix[(0, 0)]), (5.0, 0.0));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    cells: Vec<f64>,
}

impl Matrix {
    /// A matrix of zeros.
    ///
    /// ```
    /// assert_eq!(catsup_statistics::Matrix::zeros(1, 2).row(0), [0.0, 0.0]);
    /// ```
    #[must_use]
    pub fn zeros(rows: usize, columns: usize) -> Self {
        Self { rows, columns, cells: vec![0.0; rows * columns] }
    }

    /// The matrix whose cell (row, column) is what `cell` gives for it, both from 0.
    ///
    /// ```
    /// use catsup_statistics::Matrix;
    ///
    /// let matrix = Matrix::from_fn(2, 2, |row, column| (10 * row + column) as f64);
    /// assert_eq!((matrix.row(0), matrix.row(1)), (&[0.0, 1.0][..], &[10.0, 11.0][..]));
    /// ```
    #[must_use]
    pub fn from_fn(rows: usize, columns: usize, mut cell: impl FnMut(usize, usize) -> f64) -> Self {
        let mut matrix = Self::zeros(rows, columns);
        for row in 0..rows {
            for (column, place) in matrix.row_mut(row).iter_mut().enumerate() {
                *place = cell(row, column);
            }
        }
        matrix
    }

    /// The number of rows.
    ///
    /// ```
    /// assert_eq!(catsup_statistics::Matrix::zeros(2, 3).rows(), 2);
    /// ```
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The number of columns.
    ///
    /// ```
    /// assert_eq!(catsup_statistics::Matrix::zeros(2, 3).columns(), 3);
    /// ```
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// One row.
    ///
    /// # Panics
    ///
    /// When there is no such row.
    ///
    /// ```
    /// use catsup_statistics::Matrix;
    ///
    /// assert_eq!(Matrix::from_fn(2, 2, |row, _| row as f64).row(1), [1.0, 1.0]);
    /// ```
    #[must_use]
    pub fn row(&self, row: usize) -> &[f64] {
        &self.cells[row * self.columns..][..self.columns]
    }

    /// One row, to be written.
    ///
    /// # Panics
    ///
    /// When there is no such row.
    ///
    /// ```
    /// use catsup_statistics::Matrix;
    ///
    /// let mut matrix = Matrix::zeros(2, 2);
    /// matrix.row_mut(1).copy_from_slice(&[3.0, 4.0]);
    /// assert_eq!(matrix[(1, 0)], 3.0);
    /// ```
    pub fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.cells[row * self.columns..][..self.columns]
    }

    /// The square part of these rows and columns, in this order.
    pub(crate) fn part(&self, places: &[usize]) -> Self {
        Self::from_fn(places.len(), places.len(), |row, column| self[(places[row], places[column])])
    }

    /// The cells of one column in these rows.
    pub(crate) fn column_part(&self, rows: &[usize], column: usize) -> Vec<f64> {
        rows.iter().map(|&row| self[(row, column)]).collect()
    }

    /// `v' M v` of a square matrix.
    pub(crate) fn quadratic_form(&self, v: &[f64]) -> f64 {
        (0..self.rows).map(|row| v[row] * dot(self.row(row), v)).sum()
    }

    /// Copies the upper triangle over the lower one.
    pub(crate) fn mirror_upper(&mut self) {
        for row in 0..self.rows {
            for column in 0..row {
                self[(row, column)] = self[(column, row)];
            }
        }
    }
}

impl Index<(usize, usize)> for Matrix {
    type Output = f64;

    fn index(&self, (row, column): (usize, usize)) -> &f64 {
        &self.cells[row * self.columns + column]
    }
}

impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (row, column): (usize, usize)) -> &mut f64 {
        &mut self.cells[row * self.columns + column]
    }
}

/// The inner product.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_products_are_taken_from_the_right_cells() {
        let matrix = Matrix::from_fn(3, 3, |row, column| (10 * row + column) as f64);
        assert_eq!(matrix.part(&[2, 0]).row(0), [22.0, 20.0]);
        assert_eq!(matrix.column_part(&[0, 2], 1), [1.0, 21.0]);
        assert_eq!(matrix.quadratic_form(&[1.0, 0.0, 2.0]), 0.0 + 2.0 * 2.0 + 2.0 * 20.0 + 4.0 * 22.0);
        let mut mirrored = matrix;
        mirrored.mirror_upper();
        assert_eq!(mirrored[(2, 0)], 2.0);
    }
}
