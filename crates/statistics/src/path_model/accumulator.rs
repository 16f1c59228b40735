//! Sums over rows from which correlations follow, with or without missing answers.

use crate::{Matrix, ModelError, ModelResult, sample::add_product};

/// Items standardised over the whole sample: a variance below this is the rounding of a constant.
const CONSTANT: f64 = 1e-10;

/// Sums over weighted rows. A missing answer is 0 in the row and 0 in its mask.
#[derive(Debug, Clone)]
pub(super) enum Accumulator {
    /// Every answer is there.
    Complete { n: f64, sums: Vec<f64>, products: Matrix },
    /// Some are missing: cell (i, j) sums over the rows that answer both i and j.
    Pairwise { n: Matrix, sums: Matrix, squares: Matrix, products: Matrix },
}

impl Accumulator {
    pub(super) fn new(items: usize, pairwise: bool) -> Self {
        let zeros = || Matrix::zeros(items, items);
        if pairwise {
            Self::Pairwise { n: zeros(), sums: zeros(), squares: zeros(), products: zeros() }
        } else {
            Self::Complete { n: 0.0, sums: vec![0.0; items], products: zeros() }
        }
    }

    /// Adds a row `weight` times; a negative weight takes it out again.
    pub(super) fn add(&mut self, row: &[f64], mask: &[f64], weight: f64) {
        match self {
            Self::Complete { n, sums, products } => {
                *n += weight;
                sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += weight * value);
                add_product(products, row, weight);
            }
            Self::Pairwise { n, sums, squares, products } => {
                add_product(n, mask, weight);
                add_product(products, row, weight);
                for (item, &value) in row.iter().enumerate() {
                    let (value, square) = (weight * value, weight * value * value);
                    let cells = sums.row_mut(item).iter_mut().zip(squares.row_mut(item));
                    for ((sum, squared), present) in cells.zip(mask) {
                        *sum += value * present;
                        *squared += square * present;
                    }
                }
            }
        }
    }

    /// Correlations of the rows added so far.
    ///
    /// # Errors
    ///
    /// [`ModelError::Constant`] and [`ModelError::NoCommonRows`] name the items.
    pub(super) fn correlations(&self, names: &[String]) -> ModelResult<Matrix> {
        let mut correlations = match self {
            Self::Complete { n, sums, products } => complete(*n, sums, products, names)?,
            Self::Pairwise { .. } => self.pairwise(names)?,
        };
        for item in 0..names.len() {
            correlations[(item, item)] = 1.0;
        }
        correlations.mirror_upper();
        Ok(correlations)
    }

    /// The upper triangle, each cell from the rows that answer both items.
    fn pairwise(&self, names: &[String]) -> ModelResult<Matrix> {
        let mut correlations = Matrix::zeros(names.len(), names.len());
        let Self::Pairwise { n, sums, squares, products } = self else { return Ok(correlations) };
        let pairs =
            (0..names.len()).flat_map(|first| (first + 1..names.len()).map(move |second| (first, second)));
        for (first, second) in pairs {
            let common = n[(first, second)];
            if common < 1.5 {
                let (first, second) = (names[first].clone(), names[second].clone());
                return Err(ModelError::NoCommonRows { first, second });
            }
            let length = |item: usize, other: usize| {
                let sum = sums[(item, other)];
                varying(squares[(item, other)] - sum * sum / common, common, &names[item])
            };
            let scale = (length(first, second)? * length(second, first)?).sqrt();
            let shift = sums[(first, second)] * sums[(second, first)] / common;
            correlations[(first, second)] = (products[(first, second)] - shift) / scale;
        }
        Ok(correlations)
    }
}

/// The upper triangle from rows without gaps.
fn complete(n: f64, sums: &[f64], products: &Matrix, names: &[String]) -> ModelResult<Matrix> {
    let lengths = sums.iter().enumerate().map(|(item, sum)| {
        varying(products[(item, item)] - sum * sum / n, n, &names[item]).map(|length| 1.0 / length.sqrt())
    });
    let lengths = lengths.collect::<ModelResult<Vec<f64>>>()?;
    let mut correlations = Matrix::zeros(names.len(), names.len());
    for (item, sum) in sums.iter().enumerate() {
        let (mean, own) = (sum / n, lengths[item]);
        let cells = correlations.row_mut(item)[item..].iter_mut().zip(&products.row(item)[item..]);
        let others = sums[item..].iter().zip(&lengths[item..]);
        for ((cell, product), (other, length)) in cells.zip(others) {
            *cell = (product - mean * other) * own * length;
        }
    }
    Ok(correlations)
}

/// The sum of squares of an item, once it is known to be more than rounding.
fn varying(length: f64, n: f64, item: &str) -> ModelResult<f64> {
    if length > CONSTANT * n { Ok(length) } else { Err(ModelError::Constant(item.to_owned())) }
}
