//! Sample size, means and products: all that regressions and path models need to know of a sample.

use crate::{JointCounts, Matrix, ModelError, ModelResult, sample::named};

/// A variable counts as constant when its standard deviation is below this share of its size: less is
/// rounding.
const CONSTANT: f64 = 1e-13;

/// Sample size, means and centred sums of products `Σ (x − x̄)(y − ȳ)` of named variables.
///
/// They can be computed anywhere, such as in a database, and added up; no figure made from them needs the
/// rows again.
///
/// ```
/// use catsup_statistics::Moments;
///
/// // x = 1, 2, 3, 4 and y = 1, 3, 2, 4, as a database adds them up.
/// let names = ["x", "y"].map(String::from);
/// let moments = Moments::from_sums(&names, 4, &[10, 10], &[vec![30, 29], vec![29, 30]])?;
/// assert_eq!((moments.n(), moments.mean(0)), (4, 2.5));
/// assert!((moments.correlation(0, 1) - 0.8).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Moments {
    names: Vec<String>,
    n: u64,
    means: Vec<f64>,
    products: Matrix,
}

impl Moments {
    /// Computes the moments of a sample, in two passes so that nothing cancels.
    ///
    /// # Errors
    ///
    /// [`ModelError::TooFew`] for a sample without rows.
    ///
    /// ```
    /// use catsup_statistics::{JointCounts, Moments};
    ///
    /// let names = ["ease", "trust"].map(String::from);
    /// let rows = [[1.0, 2.0], [3.0, 4.0], [5.0, 3.0]];
    /// let moments = Moments::of(&JointCounts::from_rows(&names, rows.iter().map(|row| &row[..]))?)?;
    /// assert_eq!((moments.n(), moments.mean(0)), (3, 3.0));
    /// assert!((moments.correlation(0, 1) - 0.5).abs() < 1e-12);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn of(sample: &JointCounts) -> ModelResult<Self> {
        let variables = sample.names().len();
        let n = sample.n();
        if n == 0 {
            return Err(ModelError::TooFew { n, needed: 1, predictors: variables.saturating_sub(1) });
        }
        let mut means = vec![0.0; variables];
        for (values, count) in sample.cells() {
            means.iter_mut().zip(values).for_each(|(mean, value)| *mean += value * count as f64);
        }
        means.iter_mut().for_each(|mean| *mean /= n as f64);
        let mut products = Matrix::zeros(variables, variables);
        let mut centred = vec![0.0; variables];
        for (values, count) in sample.cells() {
            for ((centred, value), mean) in centred.iter_mut().zip(values).zip(&means) {
                *centred = value - mean;
            }
            add_product(&mut products, &centred, count as f64);
        }
        products.mirror_upper();
        Ok(Self { names: sample.names().to_vec(), n, means, products })
    }

    /// Takes exact integer sums, as counting queries return them: `sums[i] = Σ x_i` and `products[i][j] = Σ
    /// x_i x_j`.
    ///
    /// The centred products `(n Σxy − Σx Σy) / n` are taken in integers, so that nothing cancels.
    ///
    /// # Errors
    ///
    /// [`ModelError::Name`], [`ModelError::RowLength`], and [`ModelError::ImpossibleSums`] when no sample has
    /// these sums or when they exceed 128 bits.
    ///
    /// ```
    /// use catsup_statistics::Moments;
    ///
    /// // Of 1, 3, 5 and 2, 4, 3: the sums, and the sums of their products.
    /// let names = ["ease", "trust"].map(String::from);
    /// let moments = Moments::from_sums(&names, 3, &[9, 9], &[vec![35, 29], vec![29, 29]])?;
    /// assert!((moments.covariance(0, 1) - 1.0).abs() < 1e-12);
    /// // No three numbers sum to 9 and their squares to 20.
    /// assert!(Moments::from_sums(&names, 3, &[9, 9], &[vec![20, 29], vec![29, 29]]).is_err());
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn from_sums(names: &[String], n: u64, sums: &[i128], products: &[Vec<i128>]) -> ModelResult<Self> {
        named(names)?;
        let expected = names.len();
        let lengths = [sums.len(), products.len()].into_iter().chain(products.iter().map(Vec::len));
        if let Some((row, found)) = lengths.enumerate().find(|&(_, found)| found != expected) {
            return Err(ModelError::RowLength { row, found, expected });
        }
        if n == 0 {
            return Err(ModelError::TooFew { n, needed: 1, predictors: expected.saturating_sub(1) });
        }
        let mut centred = Matrix::zeros(expected, expected);
        for (row, name) in names.iter().enumerate() {
            for column in 0..expected {
                let impossible = || ModelError::ImpossibleSums { variable: name.clone(), n };
                let scaled = i128::from(n)
                    .checked_mul(products[row][column])
                    .zip(sums[row].checked_mul(sums[column]))
                    .and_then(|(product, square)| product.checked_sub(square))
                    .filter(|&scaled| row != column || scaled >= 0)
                    .ok_or_else(impossible)?;
                if products[row][column] != products[column][row] {
                    return Err(impossible());
                }
                centred[(row, column)] = scaled as f64 / n as f64;
            }
        }
        let moments = Self {
            names: names.to_vec(),
            n,
            means: sums.iter().map(|&sum| sum as f64 / n as f64).collect(),
            products: centred,
        };
        let pairs = (0..expected).flat_map(|row| (0..row).map(move |column| (row, column)));
        for (row, column) in pairs {
            let largest = (moments.products[(row, row)] * moments.products[(column, column)]).sqrt();
            if moments.products[(row, column)].abs() > largest * (1.0 + 1e-12) {
                return Err(ModelError::ImpossibleSums { variable: names[row].clone(), n });
            }
        }
        Ok(moments)
    }

    /// The moments of two samples of the same variables taken together (Chan, Golub and LeVeque 1983).
    ///
    /// # Errors
    ///
    /// [`ModelError::Unknown`] when a variable of one is not at the same place in the other.
    ///
    /// ```
    /// use catsup_statistics::Moments;
    ///
    /// let names = ["ease".to_owned()];
    /// let [first, second] = [(2, 4, 10), (1, 5, 25)]
    ///     .map(|(n, sum, squares)| Moments::from_sums(&names, n, &[sum], &[vec![squares]]));
    /// let both = first?.merge(&second?)?;
    /// assert_eq!((both.n(), both.mean(0)), (3, 3.0));
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn merge(&self, other: &Self) -> ModelResult<Self> {
        if let Some(name) = other.names.iter().zip(&self.names).find(|(a, b)| a != b).map(|(name, _)| name) {
            return Err(unknown(name, &self.names));
        }
        if self.names.len() != other.names.len() {
            let longer = if self.names.len() > other.names.len() { self } else { other };
            let shorter = self.names.len().min(other.names.len());
            return Err(unknown(&longer.names[shorter], &longer.names[..shorter]));
        }
        let (mine, theirs) = (self.n as f64, other.n as f64);
        let n = mine + theirs;
        let shift: Vec<f64> = self.means.iter().zip(&other.means).map(|(a, b)| b - a).collect();
        let size = shift.len();
        Ok(Self {
            names: self.names.clone(),
            n: self.n + other.n,
            means: self.means.iter().zip(&shift).map(|(mean, shift)| mean + shift * theirs / n).collect(),
            products: Matrix::from_fn(size, size, |row, column| {
                self.products[(row, column)]
                    + other.products[(row, column)]
                    + shift[row] * shift[column] * (mine * theirs / n)
            }),
        })
    }

    /// The names of the variables.
    ///
    /// ```
    /// # let names = ["x", "y"].map(String::from);
    /// # let moments =
    /// #     catsup_statistics::Moments::from_sums(&names, 4, &[10, 10], &[vec![30, 29], vec![29, 30]])?;
    /// assert_eq!(moments.names(), ["x", "y"]);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The observations.
    ///
    /// ```
    /// # let names = ["x", "y"].map(String::from);
    /// # let moments =
    /// #     catsup_statistics::Moments::from_sums(&names, 4, &[10, 10], &[vec![30, 29], vec![29, 30]])?;
    /// assert_eq!(moments.n(), 4);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn n(&self) -> u64 {
        self.n
    }

    /// The mean of a variable, in its own units.
    ///
    /// # Panics
    ///
    /// When there is no such variable; so with the other figures.
    ///
    /// ```
    /// # let names = ["x", "y"].map(String::from);
    /// // x = 1, 2, 3, 4 and y = 1, 3, 2, 4.
    /// # let moments =
    /// #     catsup_statistics::Moments::from_sums(&names, 4, &[10, 10], &[vec![30, 29], vec![29, 30]])?;
    /// assert_eq!(moments.mean(1), 2.5);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn mean(&self, variable: usize) -> f64 {
        self.means[variable]
    }

    /// The sample standard deviation (divisor n − 1); 0 for a single observation.
    ///
    /// ```
    /// # let names = ["x", "y"].map(String::from);
    /// // x = 1, 2, 3, 4 and y = 1, 3, 2, 4: squares around the mean of 5 in all.
    /// # let moments =
    /// #     catsup_statistics::Moments::from_sums(&names, 4, &[10, 10], &[vec![30, 29], vec![29, 30]])?;
    /// assert!((moments.standard_deviation(1) - (5.0_f64 / 3.0).sqrt()).abs() < 1e-12);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn standard_deviation(&self, variable: usize) -> f64 {
        (self.products[(variable, variable)] / (self.n.max(2) - 1) as f64).sqrt()
    }

    /// Pearson's correlation of two variables that vary; not a number where one does not.
    ///
    /// ```
    /// # let names = ["x", "y"].map(String::from);
    /// // x = 1, 2, 3, 4 and y = 1, 3, 2, 4: 4 of 5.
    /// # let moments =
    /// #     catsup_statistics::Moments::from_sums(&names, 4, &[10, 10], &[vec![30, 29], vec![29, 30]])?;
    /// assert!((moments.correlation(0, 1) - 0.8).abs() < 1e-12);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn correlation(&self, first: usize, second: usize) -> f64 {
        if first == second {
            return 1.0;
        }
        let scale = (self.products[(first, first)] * self.products[(second, second)]).sqrt();
        self.products[(first, second)] / scale
    }

    /// The sample covariance of two variables (divisor n − 1); 0 for a single observation.
    ///
    /// ```
    /// # let names = ["x", "y"].map(String::from);
    /// // x = 1, 2, 3, 4 and y = 1, 3, 2, 4: 29 − 10 · 10 / 4 = 4, over n − 1.
    /// # let moments =
    /// #     catsup_statistics::Moments::from_sums(&names, 4, &[10, 10], &[vec![30, 29], vec![29, 30]])?;
    /// assert!((moments.covariance(0, 1) - 4.0 / 3.0).abs() < 1e-12);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn covariance(&self, first: usize, second: usize) -> f64 {
        self.products[(first, second)] / (self.n.max(2) - 1) as f64
    }

    /// The moments of the row means of blocks of variables, each with its name and the places of its
    /// variables: scores of several questions each, without going back to the rows.
    ///
    /// # Errors
    ///
    /// [`ModelError::Name`]; [`ModelError::NoItems`] names a block without variables.
    ///
    /// # Panics
    ///
    /// When there is no variable at one of the places.
    ///
    /// ```
    /// use catsup_statistics::Moments;
    ///
    /// let names = ["q1", "q2", "trust"].map(String::from);
    /// let products = [vec![30, 28, 29], vec![28, 30, 27], vec![29, 27, 30]];
    /// let items = Moments::from_sums(&names, 4, &[10, 10, 10], &products)?;
    /// let blocks = items.block_means(&[("ease", &[0, 1]), ("trust", &[2])])?;
    /// // Σ(q1 + q2)/2 · trust = (29 + 27) / 2 = 28, and 28 − 10 · 10 / 4 = 3.
    /// assert!((blocks.covariance(0, 1) - 3.0 / 3.0).abs() < 1e-12);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn block_means(&self, blocks: &[(&str, &[usize])]) -> ModelResult<Self> {
        let names: Vec<String> = blocks.iter().map(|(name, _)| (*name).to_owned()).collect();
        named(&names)?;
        if let Some((name, _)) = blocks.iter().find(|(_, places)| places.is_empty()) {
            return Err(ModelError::NoItems((*name).to_owned()));
        }
        let mean = |places: &[usize]| {
            places.iter().map(|&place| self.means[place]).sum::<f64>() / places.len() as f64
        };
        let product = |first: &[usize], second: &[usize]| {
            let cells = first.iter().flat_map(|&row| second.iter().map(move |&column| (row, column)));
            cells.map(|cell| self.products[cell]).sum::<f64>() / (first.len() * second.len()) as f64
        };
        Ok(Self {
            names,
            n: self.n,
            means: blocks.iter().map(|(_, places)| mean(places)).collect(),
            products: Matrix::from_fn(blocks.len(), blocks.len(), |row, column| {
                product(blocks[row].1, blocks[column].1)
            }),
        })
    }

    /// The correlation matrix, once every variable is known to vary.
    ///
    /// # Errors
    ///
    /// [`ModelError::Constant`] names the first variable that does not.
    ///
    /// ```
    /// use catsup_statistics::{ModelError, Moments};
    ///
    /// let names = ["x", "y"].map(String::from);
    /// let matrix = Moments::from_sums(&names, 4, &[10, 10], &[vec![30, 29], vec![29, 30]])?.correlations()?;
    /// assert!(matrix[(0, 0)] == 1.0 && (matrix[(1, 0)] - 0.8).abs() < 1e-12);
    /// // y is 2 in every row.
    /// let constant = Moments::from_sums(&names, 4, &[10, 8], &[vec![30, 20], vec![20, 16]])?;
    /// assert_eq!(constant.correlations(), Err(ModelError::Constant("y".to_owned())));
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn correlations(&self) -> ModelResult<Matrix> {
        for (variable, name) in self.names.iter().enumerate() {
            let rounding = CONSTANT * self.means[variable].abs() * (self.n as f64).sqrt();
            if self.products[(variable, variable)].sqrt() <= rounding {
                return Err(ModelError::Constant(name.clone()));
            }
        }
        let size = self.names.len();
        Ok(Matrix::from_fn(size, size, |row, column| self.correlation(row, column)))
    }
}

/// Adds `weight · v v'` to the upper triangle.
pub(crate) fn add_product(products: &mut Matrix, v: &[f64], weight: f64) {
    for (row, &value) in v.iter().enumerate() {
        let scaled = value * weight;
        for (cell, other) in products.row_mut(row)[row..].iter_mut().zip(&v[row..]) {
            *cell += scaled * other;
        }
    }
}

fn unknown(name: &str, known: &[String]) -> ModelError {
    ModelError::Unknown { kind: "variable", name: name.to_owned(), known: known.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> [String; 2] {
        ["x".to_owned(), "y".to_owned()]
    }

    fn sample(rows: &[[f64; 2]]) -> Moments {
        Moments::of(&JointCounts::from_rows(&names(), rows.iter().map(|row| &row[..])).unwrap()).unwrap()
    }

    #[test]
    fn sums_rows_and_merged_parts_agree() {
        let rows = [[1.0, 4.0], [2.0, 7.0], [5.0, 5.0], [4.0, 9.0]];
        let whole = sample(&rows);
        let from_sums = Moments::from_sums(&names(), 4, &[12, 25], &[vec![46, 79], vec![79, 171]]).unwrap();
        let merged = sample(&rows[..1]).merge(&sample(&rows[1..])).unwrap();
        for other in [&from_sums, &merged] {
            assert_eq!(other.n(), 4);
            assert!((whole.correlation(0, 1) - other.correlation(0, 1)).abs() < 1e-15);
            assert!((whole.standard_deviation(1) - other.standard_deviation(1)).abs() < 1e-15);
            assert!((whole.mean(0) - other.mean(0)).abs() < 1e-15);
        }
    }

    #[test]
    fn sums_that_no_sample_has_are_refused_by_name() {
        let refused = |products: [[i128; 2]; 2]| {
            let products = products.map(|row| row.to_vec());
            matches!(
                Moments::from_sums(&names(), 2, &[2, 4], &products),
                Err(ModelError::ImpossibleSums { n: 2, .. })
            )
        };
        assert!(refused([[1, 4], [4, 10]]), "Σx² below (Σx)² / n");
        assert!(refused([[4, 4], [5, 10]]), "not symmetric");
        assert!(refused([[4, 40], [40, 10]]), "correlation above 1");
        assert!(refused([[i128::MAX, 4], [4, 10]]), "more than 128 bits");
    }

    #[test]
    fn a_constant_is_named_however_large_it_is() {
        let moments = sample(&[[0.1, 1e9 + 0.1], [0.2, 1e9 + 0.1], [0.4, 1e9 + 0.1]]);
        assert_eq!(moments.correlations(), Err(ModelError::Constant("y".to_owned())));
    }
}
