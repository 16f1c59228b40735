//! How a path model is estimated.

use serde::Serialize;

use crate::{
    ModelError, ModelResult,
    path_model::{PathModel, algorithm::Stopping},
};

/// Whether scores stand for latent variables as they are.
///
/// ```
/// # use catsup_statistics::{Matrix, path_model::{Latent, Mode, PathModel, Scheme}};
/// use catsup_statistics::path_model::{Method, Options, PathEstimate};
///
/// // Ease and Trust of two items each: 0.64 within them and 0.4 across.
/// # let latent = |name: &str, items: [&str; 2]| Latent {
/// #     name: name.to_owned(),
/// #     items: items.map(String::from).to_vec(),
/// #     mode: Mode::A,
/// # };
/// # let latents = vec![latent("Ease", ["e1", "e2"]), latent("Trust", ["t1", "t2"])];
/// # let paths = [("Ease".to_owned(), "Trust".to_owned())];
/// # let model = PathModel::new(Scheme::Path, latents, &paths)?;
/// # let correlations = Matrix::from_fn(4, 4, |row, column| match (row == column, row / 2 == column / 2) {
/// #     (true, _) => 1.0,
/// #     (_, true) => 0.64,
/// #     _ => 0.4,
/// # });
/// let path = |method| {
///     let options = Options { method, ..Options::default() };
///     Ok::<_, catsup_statistics::ModelError>(
///         PathEstimate::from_correlations(&model, &correlations, 500, &options)?.paths[0].coefficient,
///     )
/// };
/// let plain = path(Method::Traditional)?;
/// // Both scores have the reliability 1.28 / 1.64.
/// assert!((path(Method::Consistent)? - plain / (1.28 / 1.64)).abs() < 1e-9);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// As they are: paths between scores, as the satisfaction indices publish them.
    #[default]
    Traditional,
    /// Corrected for their unreliability: consistent for a common factor behind each block (PLSc).
    Consistent,
}

/// How to estimate.
///
/// ```
/// use catsup_statistics::path_model::{Method, Options};
///
/// let options = Options { method: Method::Consistent, minimum: Some(200), ..Options::default() };
/// assert_eq!((options.tolerance, options.iterations), (1e-12, 3_000));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Paths between scores, or corrected ones.
    pub method: Method,
    /// Iterations end when no weight changes by this much: `max ||w_old| − |w_new|| < tolerance`, in proportion
    /// for weights above 1. Whatever is below 1e-14 means 1e-14, which is rounding.
    ///
    /// Programs differ in what they hold against their tolerance: plspm and Tenenhaus et al. (2005) the sum of
    /// the squared changes, seminr the sum of the absolute ones, cSEM the largest one, as here. A sum of squares
    /// below 1e-12 lets a weight change by up to 1e-6 and leaves its eighth digit open; none that changes by
    /// 1e-12 leaves the last digits open alone.
    pub tolerance: f64,
    /// The most iterations. Well-behaved data take ten or twenty; where two answers to “which weights” are nearly as good,
    /// each step gains little, and thousands may be needed.
    pub iterations: usize,
    /// The fewest observations; [`PathModel::needed_sample`] when `None`.
    pub minimum: Option<u64>,
}

impl Default for Options {
    fn default() -> Self {
        Self { method: Method::Traditional, tolerance: 1e-12, iterations: 3_000, minimum: None }
    }
}

impl Options {
    /// The fewest observations of a model, and of each group in a comparison.
    pub(super) fn needed(&self, model: &PathModel) -> u64 {
        self.minimum.unwrap_or_else(|| model.needed_sample()).max(model.most_predictors() as u64 + 2)
    }

    pub(super) fn stopping(&self) -> ModelResult<Stopping> {
        if !(self.tolerance > 0.0 && self.tolerance < 1.0) {
            return Err(ModelError::Options("the tolerance must lie between 0 and 1, such as 1e-12"));
        }
        if self.iterations == 0 {
            return Err(ModelError::Options("at least one iteration is needed"));
        }
        Ok(Stopping { tolerance: self.tolerance, iterations: self.iterations })
    }
}
