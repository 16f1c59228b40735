//! The answers to the items of a model, with what is missing among them.

use serde::{Deserialize, Serialize};

use crate::{
    JointCounts, Matrix, ModelError, ModelResult,
    path_model::{PathModel, accumulator::Accumulator},
    resampling::cumulate,
};

/// What becomes of missing answers.
///
/// ```
/// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
/// # let latent = |name: &str, item: &str| Latent {
/// #     name: name.to_owned(),
/// #     items: vec![item.to_owned()],
/// #     mode: Mode::A,
/// # };
/// # let latents = vec![latent("Ease", "q4"), latent("Trust", "q2")];
/// # let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
/// let rows = [vec![Some(4.0), Some(5.0)], vec![Some(2.0), None], vec![Some(1.0), Some(2.0)]];
/// let used = |missing| Ok::<_, catsup_statistics::ModelError>(ItemSample::new(&model, rows.clone(), missing)?.n());
/// assert_eq!((used(Missing::Listwise)?, used(Missing::Mean)?, used(Missing::Pairwise)?), (2, 3, 3));
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Missing {
    /// A row that lacks an answer is left out. Right whenever enough rows remain.
    #[default]
    Listwise,
    /// The mean of the item stands in. Keeps all rows and weakens correlations; the means are those of the
    /// whole sample in every resample too.
    Mean,
    /// Each correlation is taken from the rows that answer both items. Uses every answer; with many missing
    /// ones the correlations may contradict each other, which is then refused.
    Pairwise,
}

/// The answers to the items of one model.
///
/// ```
/// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
/// # let latent = |name: &str, item: &str| Latent {
/// #     name: name.to_owned(),
/// #     items: vec![item.to_owned()],
/// #     mode: Mode::A,
/// # };
/// # let latents = vec![latent("Ease", "q4"), latent("Trust", "q2")];
/// # let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
/// let rows = [vec![Some(4.0), Some(5.0)], vec![Some(2.0), None], vec![Some(1.0), Some(2.0)]];
/// let sample = ItemSample::new(&model, rows, Missing::Listwise)?;
/// assert_eq!((sample.names(), sample.n()), (&["q4".to_owned(), "q2".to_owned()][..], 2));
/// assert_eq!((sample.means(), sample.ranges()), (&[2.5, 3.5][..], &[(1.0, 4.0), (2.0, 5.0)][..]));
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone)]
pub struct ItemSample {
    names: Vec<String>,
    /// Standardised over the sample, row by row; 0 where missing.
    values: Vec<f64>,
    /// 1 where answered and 0 where missing, as `values`; empty when all are answered.
    mask: Vec<f64>,
    counts: Vec<u64>,
    cumulated: Vec<u64>,
    means: Vec<f64>,
    deviations: Vec<f64>,
    ranges: Vec<(f64, f64)>,
    left_out: u64,
    missing: u64,
}

impl ItemSample {
    /// Takes rows of answers in the order of [`PathModel::items`]; `None` is a missing answer.
    ///
    /// # Errors
    ///
    /// [`ModelError::RowLength`]; [`ModelError::NotFinite`] and [`ModelError::Constant`] name the item;
    /// [`ModelError::TooFew`] when fewer than two rows remain.
    ///
    /// ```
    /// use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
    ///
    /// let latent = |name: &str, item: &str| Latent {
    ///     name: name.to_owned(),
    ///     items: vec![item.to_owned()],
    ///     mode: Mode::A,
    /// };
    /// let latents = vec![latent("Ease", "q4"), latent("Trust", "q2")];
    /// let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
    /// let rows = [vec![Some(4.0), Some(5.0)], vec![Some(2.0), None], vec![Some(1.0), Some(2.0)]];
    /// let sample = ItemSample::new(&model, rows, Missing::Listwise)?;
    /// assert_eq!((sample.n(), sample.left_out()), (2, 1));
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn new(
        model: &PathModel,
        rows: impl IntoIterator<Item = Vec<Option<f64>>>,
        missing: Missing,
    ) -> ModelResult<Self> {
        let names = model.items();
        let (mut answers, mut left_out, mut gaps) = (Vec::new(), 0, 0);
        for (row, cells) in rows.into_iter().enumerate() {
            if cells.len() != names.len() {
                return Err(ModelError::RowLength { row, found: cells.len(), expected: names.len() });
            }
            if let Some(place) = cells.iter().position(|cell| cell.is_some_and(|value| !value.is_finite())) {
                return Err(ModelError::NotFinite { variable: names[place].clone(), row });
            }
            let blank = cells.iter().filter(|cell| cell.is_none()).count();
            if blank == cells.len() || (missing == Missing::Listwise && blank > 0) {
                left_out += 1;
            } else {
                gaps += blank as u64;
                answers.extend(cells);
            }
        }
        let counts = vec![1; answers.len() / names.len()];
        Self::standardised(names, &answers, counts, missing, left_out, gaps)
            .map_err(|error| needing(error, model))
    }

    /// Takes complete answers as counts of their distinct rows; the variables must be the items of the model,
    /// in any order, and may be more.
    ///
    /// # Errors
    ///
    /// [`ModelError::Unknown`] names an item that is not there; otherwise as [`ItemSample::new`].
    ///
    /// ```
    /// use catsup_statistics::{
    ///     JointCounts,
    ///     path_model::{ItemSample, Latent, Mode, PathModel, Scheme},
    /// };
    ///
    /// let latent = |name: &str, item: &str| Latent {
    ///     name: name.to_owned(),
    ///     items: vec![item.to_owned()],
    ///     mode: Mode::A,
    /// };
    /// let latents = vec![latent("Ease", "q4"), latent("Trust", "q2")];
    /// let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
    /// let names = ["q2", "q4"].map(String::from);
    /// let cells = [(&[5.0, 4.0][..], 700), (&[2.0, 1.0], 300)];
    /// assert_eq!(ItemSample::from_counts(&model, &JointCounts::new(&names, cells)?)?.n(), 1_000);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn from_counts(model: &PathModel, counts: &JointCounts) -> ModelResult<Self> {
        let names = model.items();
        let places = names.iter().map(|name| {
            counts.names().iter().position(|known| known == name).ok_or_else(|| ModelError::Unknown {
                kind: "item",
                name: name.clone(),
                known: counts.names().join(", "),
            })
        });
        let places = places.collect::<ModelResult<Vec<usize>>>()?;
        let answers: Vec<Option<f64>> =
            counts.cells().flat_map(|(values, _)| places.iter().map(|&place| Some(values[place]))).collect();
        Self::standardised(names, &answers, counts.counts().to_vec(), Missing::Listwise, 0, 0)
            .map_err(|error| needing(error, model))
    }

    fn standardised(
        names: Vec<String>,
        answers: &[Option<f64>],
        counts: Vec<u64>,
        missing: Missing,
        left_out: u64,
        gaps: u64,
    ) -> ModelResult<Self> {
        let cumulated = cumulate(&counts);
        let n = cumulated.last().copied().unwrap_or(0);
        if n < 2 {
            return Err(ModelError::TooFew { n, needed: 2, predictors: names.len() });
        }
        let items = names.len();
        let (mut means, mut deviations, mut ranges) = (Vec::new(), Vec::new(), Vec::new());
        for (item, name) in names.iter().enumerate() {
            let column = || {
                let cells = answers.iter().skip(item).step_by(items).zip(&counts);
                cells.filter_map(|(answer, &count)| answer.map(|value| (value, count as f64)))
            };
            let answered: f64 = column().map(|(_, count)| count).sum();
            let mean = column().map(|(value, count)| value * count).sum::<f64>() / answered;
            let squares: f64 = column().map(|(value, count)| (value - mean).powi(2) * count).sum();
            // A stand-in mean adds a row and no spread.
            let rows = if missing == Missing::Mean { n as f64 } else { answered };
            let deviation = (squares / (rows - 1.0)).sqrt();
            // Fewer than two answers give no number at all.
            if deviation.is_nan() || deviation <= 1e-13 * mean.abs() {
                return Err(ModelError::Constant(name.clone()));
            }
            means.push(mean);
            deviations.push(deviation);
            let values = || column().map(|(value, _)| value);
            ranges.push((values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max)));
        }
        let standardised = answers.iter().enumerate().map(|(cell, answer)| {
            let item = cell % items;
            answer.map_or(0.0, |value| (value - means[item]) / deviations[item])
        });
        let mask = answers.iter().map(|answer| f64::from(u8::from(answer.is_some())));
        let pairwise = missing == Missing::Pairwise && gaps > 0;
        Ok(Self {
            values: standardised.collect(),
            mask: if pairwise { mask.collect() } else { Vec::new() },
            names,
            counts,
            cumulated,
            means,
            deviations,
            ranges,
            left_out,
            missing: gaps,
        })
    }

    /// The observations used.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
    /// # let latent = |name: &str, item: &str| Latent {
    /// #     name: name.to_owned(),
    /// #     items: vec![item.to_owned()],
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", "q4"), latent("Trust", "q2")];
    /// # let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
    /// let rows = [vec![Some(4.0), Some(5.0)], vec![Some(2.0), None], vec![Some(1.0), Some(2.0)]];
    /// let sample = ItemSample::new(&model, rows, Missing::Listwise)?;
    /// assert_eq!(sample.n(), 2);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn n(&self) -> u64 {
        self.cumulated.last().copied().unwrap_or(0)
    }

    /// Rows left out because answers were missing.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
    /// # let latent = |name: &str, item: &str| Latent {
    /// #     name: name.to_owned(),
    /// #     items: vec![item.to_owned()],
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", "q4"), latent("Trust", "q2")];
    /// # let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
    /// let rows = [vec![Some(4.0), Some(5.0)], vec![Some(2.0), None], vec![Some(1.0), Some(2.0)]];
    /// let sample = ItemSample::new(&model, rows, Missing::Listwise)?;
    /// assert_eq!(sample.left_out(), 1);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// Missing answers among the rows used.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
    /// # let latent = |name: &str, item: &str| Latent {
    /// #     name: name.to_owned(),
    /// #     items: vec![item.to_owned()],
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", "q4"), latent("Trust", "q2")];
    /// # let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
    /// let rows = [vec![Some(4.0), Some(5.0)], vec![Some(2.0), None], vec![Some(1.0), Some(2.0)]];
    /// assert_eq!(ItemSample::new(&model, rows.clone(), Missing::Listwise)?.missing(), 0);
    /// assert_eq!(ItemSample::new(&model, rows, Missing::Pairwise)?.missing(), 1);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn missing(&self) -> u64 {
        self.missing
    }

    /// The names of the items, block by block.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
    /// # let latent = |name: &str, item: &str| Latent {
    /// #     name: name.to_owned(),
    /// #     items: vec![item.to_owned()],
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", "q4"), latent("Trust", "q2")];
    /// # let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
    /// let rows = [vec![Some(4.0), Some(5.0)], vec![Some(2.0), None], vec![Some(1.0), Some(2.0)]];
    /// let sample = ItemSample::new(&model, rows, Missing::Listwise)?;
    /// assert_eq!(sample.names(), ["q4", "q2"]);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The mean of each item.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
    /// # let latent = |name: &str, item: &str| Latent {
    /// #     name: name.to_owned(),
    /// #     items: vec![item.to_owned()],
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", "q4"), latent("Trust", "q2")];
    /// # let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
    /// let rows = [vec![Some(4.0), Some(5.0)], vec![Some(2.0), None], vec![Some(1.0), Some(2.0)]];
    /// let sample = ItemSample::new(&model, rows, Missing::Listwise)?;
    /// assert_eq!(sample.means(), [2.5, 3.5]);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn means(&self) -> &[f64] {
        &self.means
    }

    /// The sample standard deviation of each item (divisor n − 1).
    ///
    /// ```
    /// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
    /// # let latent = |name: &str, item: &str| Latent {
    /// #     name: name.to_owned(),
    /// #     items: vec![item.to_owned()],
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", "q4"), latent("Trust", "q2")];
    /// # let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
    /// let rows = [vec![Some(4.0), Some(5.0)], vec![Some(2.0), None], vec![Some(1.0), Some(2.0)]];
    /// let sample = ItemSample::new(&model, rows, Missing::Listwise)?;
    /// // 4 and 1 lie 1.5 from their mean on either side.
    /// assert!((sample.standard_deviations()[0] - 4.5_f64.sqrt()).abs() < 1e-12);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn standard_deviations(&self) -> &[f64] {
        &self.deviations
    }

    /// The lowest and the highest answer to each item.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
    /// # let latent = |name: &str, item: &str| Latent {
    /// #     name: name.to_owned(),
    /// #     items: vec![item.to_owned()],
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", "q4"), latent("Trust", "q2")];
    /// # let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
    /// let rows = [vec![Some(4.0), Some(5.0)], vec![Some(2.0), None], vec![Some(1.0), Some(2.0)]];
    /// let sample = ItemSample::new(&model, rows, Missing::Listwise)?;
    /// assert_eq!(sample.ranges(), [(1.0, 4.0), (2.0, 5.0)]);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn ranges(&self) -> &[(f64, f64)] {
        &self.ranges
    }

    /// The correlations of the items.
    ///
    /// # Errors
    ///
    /// [`ModelError::NoCommonRows`] names two items that nobody answered both.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
    /// # let latent = |name: &str, item: &str| Latent {
    /// #     name: name.to_owned(),
    /// #     items: vec![item.to_owned()],
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", "q4"), latent("Trust", "q2")];
    /// # let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
    /// let rows = [vec![Some(4.0), Some(5.0)], vec![Some(2.0), None], vec![Some(1.0), Some(2.0)]];
    /// let sample = ItemSample::new(&model, rows, Missing::Listwise)?;
    /// // Two rows lie on a line.
    /// assert!((sample.correlations()?[(0, 1)] - 1.0).abs() < 1e-12);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn correlations(&self) -> ModelResult<Matrix> {
        self.total().correlations(&self.names)
    }

    /// The distinct rows.
    pub(super) fn rows(&self) -> usize {
        self.counts.len()
    }

    /// How often each distinct row was observed.
    pub(super) fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// The running sums of the counts.
    pub(super) fn cumulated(&self) -> &[u64] {
        &self.cumulated
    }

    /// Nothing summed yet.
    pub(super) fn accumulator(&self) -> Accumulator {
        Accumulator::new(self.names.len(), !self.mask.is_empty())
    }

    /// Everything summed.
    pub(super) fn total(&self) -> Accumulator {
        self.weighted(&self.counts)
    }

    /// The sums with each row as often as `counts` says.
    pub(super) fn weighted(&self, counts: &[u64]) -> Accumulator {
        let mut sums = self.accumulator();
        for (row, &count) in counts.iter().enumerate() {
            if count > 0 {
                self.add(&mut sums, row, count as f64);
            }
        }
        sums
    }

    /// Adds one row to sums.
    pub(super) fn add(&self, sums: &mut Accumulator, row: usize, weight: f64) {
        let cells = row * self.names.len()..(row + 1) * self.names.len();
        let mask = if self.mask.is_empty() { &[] } else { &self.mask[cells.clone()] };
        sums.add(&self.values[cells], mask, weight);
    }
}

/// A sample too small to have a spread is told how much the model needs.
fn needing(error: ModelError, model: &PathModel) -> ModelError {
    match error {
        ModelError::TooFew { n, .. } => {
            let (needed, predictors) = (model.needed_sample(), model.most_predictors());
            ModelError::TooFew { n, needed, predictors }
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::path_model::{Latent, Mode, Scheme};

    fn model() -> PathModel {
        let latent =
            |name: &str| Latent { name: name.to_uppercase(), items: vec![name.to_owned()], mode: Mode::A };
        PathModel::new(Scheme::Path, vec![latent("x"), latent("y")], &[("X".to_owned(), "Y".to_owned())])
            .unwrap()
    }

    fn sample(missing: Missing) -> ModelResult<ItemSample> {
        let rows = [
            (Some(1.0), Some(2.0)),
            (Some(2.0), Some(2.5)),
            (Some(3.0), None),
            (Some(4.0), Some(5.0)),
            (None, None),
        ];
        ItemSample::new(&model(), rows.map(|(x, y)| vec![x, y]), missing)
    }

    #[test]
    fn missing_answers_are_left_out_or_stood_in_for_as_asked() {
        let listwise = sample(Missing::Listwise).unwrap();
        assert_eq!((listwise.n(), listwise.left_out(), listwise.missing()), (3, 2, 0));
        let mean = sample(Missing::Mean).unwrap();
        assert_eq!((mean.n(), mean.left_out(), mean.missing()), (4, 1, 1));
        let pairwise = sample(Missing::Pairwise).unwrap();
        assert_eq!((pairwise.n(), pairwise.missing()), (4, 1));
        // Only x and y answered both count towards their correlation: as listwise with two items.
        let of = |sample: &ItemSample| sample.correlations().unwrap()[(0, 1)];
        assert!((of(&pairwise) - of(&listwise)).abs() < 1e-12);
        assert!(of(&mean) < of(&listwise));
        assert_eq!(pairwise.means()[0], 2.5);
    }

    #[test]
    fn an_item_that_does_not_vary_is_named() {
        let rows = [[1.0, 3.0], [2.0, 3.0], [3.0, 3.0]].map(|row| row.map(Some).to_vec());
        let refused = ItemSample::new(&model(), rows, Missing::Listwise).unwrap_err();
        assert_eq!(refused, ModelError::Constant("y".to_owned()));
    }
}
