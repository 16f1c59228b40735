//! An estimated path model with everything it is judged by.

use serde::Serialize;

use crate::{
    Matrix, ModelError, ModelResult,
    path_model::{
        Effect, ItemEstimate, ItemSample, LatentEstimate, Method, Mode, Options, PathCoefficient, PathModel,
        algorithm::Settled,
        assessment::{
            alpha, composite_reliability, extracted_variance, heterotrait_monotrait, item_inflation,
            score_reliability,
        },
        consistent::Corrected,
        structure::{Structure, factored, regressed},
    },
};

/// An estimated path model.
///
/// ```
/// # use catsup_statistics::{Matrix, path_model::{Latent, Mode, PathModel, Scheme}};
/// use catsup_statistics::path_model::{Options, PathEstimate};
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
/// let estimate = PathEstimate::from_correlations(&model, &correlations, 500, &Options::default())?;
/// assert_eq!((estimate.n, estimate.latents.len(), estimate.items.len()), (500, 2, 4));
/// assert_eq!((estimate.paths.len(), estimate.effects.len()), (1, 1));
/// // Scores are sums of both items over √(2 + 2 · 0.64): they correlate 4 · 0.4 / 3.28.
/// assert!((estimate.correlations[(0, 1)] - 1.6 / 3.28).abs() < 1e-12);
/// assert!((estimate.heterotrait_monotrait[0][1].unwrap() - 0.4 / 0.64).abs() < 1e-12);
/// // Communality 0.82 of every item, and R² the square of the correlation.
/// let fit = (0.82_f64 * (1.6_f64 / 3.28).powi(2)).sqrt();
/// assert!((estimate.goodness_of_fit.unwrap() - fit).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PathEstimate {
    /// The observations.
    pub n: u64,
    /// The iterations until the weights had settled.
    pub iterations: usize,
    /// Whether the paths are corrected for unreliability.
    pub method: Method,
    /// The latent variables, in the order of the model.
    pub latents: Vec<LatentEstimate>,
    /// The items, block by block.
    pub items: Vec<ItemEstimate>,
    /// The paths, in the order of the model.
    pub paths: Vec<PathCoefficient>,
    /// What every latent variable does to every one that it moves, directly or through others.
    pub effects: Vec<Effect>,
    /// The correlations of the latent variables.
    pub correlations: Matrix,
    /// Heterotrait–monotrait ratios, cell (first, second); `None` on the diagonal, for blocks of Mode B and
    /// for blocks whose items share nothing. Above 0.85 to 0.90 two latent variables are hardly told apart.
    pub heterotrait_monotrait: Vec<Vec<Option<f64>>>,
    /// `√(mean communality × mean R²)`, the communality over the items of blocks with more than one
    /// (Tenenhaus et al. 2005); `None` when there is no such block.
    pub goodness_of_fit: Option<f64>,
}

impl PathEstimate {
    /// Estimates a model from a sample of its items.
    ///
    /// # Errors
    ///
    /// [`ModelError::TooFew`] says how many observations are missing; [`ModelError::ZeroVarianceBlock`],
    /// [`ModelError::Singular`], [`ModelError::NotConverged`], [`ModelError::NoCommonRows`] and, for
    /// consistent estimates, [`ModelError::Unreliable`] and [`ModelError::Inadmissible`].
    ///
    /// ```
    /// use catsup_statistics::path_model::{
    ///     ItemSample, Latent, Missing, Mode, Options, PathEstimate, PathModel, Scheme,
    /// };
    ///
    /// let latent = |name: &str, item: &str| Latent {
    ///     name: name.to_owned(),
    ///     items: vec![item.to_owned()],
    ///     mode: Mode::A,
    /// };
    /// let latents = vec![latent("Ease", "q4"), latent("Trust", "q2")];
    /// let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
    /// let rows = (0..100).map(|row| vec![Some(f64::from(row % 5)), Some(f64::from((row % 5 + row % 2) / 2))]);
    /// let sample = ItemSample::new(&model, rows, Missing::Listwise)?;
    /// let estimate = PathEstimate::of(&model, &sample, &Options::default())?;
    /// assert!(estimate.paths[0].coefficient > 0.8);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn of(model: &PathModel, sample: &ItemSample, options: &Options) -> ModelResult<Self> {
        let needed = options.needed(model);
        if sample.n() < needed {
            return Err(ModelError::TooFew { n: sample.n(), needed, predictors: model.most_predictors() });
        }
        Self::from_correlations(model, &sample.correlations()?, sample.n(), options)
    }

    /// Estimates a model from the correlations of its items, in the order of [`PathModel::items`], of `n`
    /// observations.
    ///
    /// # Errors
    ///
    /// As [`PathEstimate::of`]; [`ModelError::RowLength`] when the matrix is not the size of the model.
    ///
    /// ```
    /// use catsup_statistics::{
    ///     Matrix,
    ///     path_model::{Latent, Mode, Options, PathEstimate, PathModel, Scheme},
    /// };
    ///
    /// let latent = |name: &str, item: &str| Latent {
    ///     name: name.to_owned(),
    ///     items: vec![item.to_owned()],
    ///     mode: Mode::A,
    /// };
    /// let latents = vec![latent("Ease", "q4"), latent("Trust", "q2")];
    /// let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
    /// let correlations = Matrix::from_fn(2, 2, |row, column| if row == column { 1.0 } else { 0.6 });
    /// let estimate = PathEstimate::from_correlations(&model, &correlations, 500, &Options::default())?;
    /// // With one cause, the path is the correlation.
    /// assert!((estimate.paths[0].coefficient - 0.6).abs() < 1e-12);
    /// assert!((estimate.latents[1].r_squared.unwrap() - 0.36).abs() < 1e-12);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn from_correlations(
        model: &PathModel,
        correlations: &Matrix,
        n: u64,
        options: &Options,
    ) -> ModelResult<Self> {
        let expected = model.blocks().last().map_or(0, |block| block.end);
        for found in [correlations.rows(), correlations.columns()] {
            if found != expected {
                return Err(ModelError::RowLength { row: 0, found, expected });
            }
        }
        let fit = Fit::of(model, correlations, options)?;
        let total = fit.structure.total_effects(model);
        let r_squared: Vec<f64> = fit.structure.r_squared.iter().flatten().copied().collect();
        let latents = latents(model, correlations, &fit, n);
        Ok(Self {
            n,
            iterations: fit.settled.iterations,
            method: options.method,
            goodness_of_fit: goodness_of_fit(model, &fit.loadings, &r_squared),
            items: items(model, correlations, &fit),
            paths: paths(model, &fit)?,
            effects: effects(model, &fit.structure, &total),
            heterotrait_monotrait: ratios(model, correlations),
            correlations: fit.latent,
            latents,
        })
    }

    /// The effect of one latent variable on another, by place; `None` where it does not move it.
    ///
    /// ```
    /// # use catsup_statistics::{Matrix, path_model::{Latent, Mode, PathModel, Scheme}};
    /// use catsup_statistics::path_model::{Options, PathEstimate};
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
    /// let estimate = PathEstimate::from_correlations(&model, &correlations, 500, &Options::default())?;
    /// assert!(estimate.effect(0, 1).is_some_and(|effect| effect.total > 0.48));
    /// assert_eq!(estimate.effect(1, 0), None);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn effect(&self, from: usize, to: usize) -> Option<&Effect> {
        self.effects.iter().find(|effect| effect.from == from && effect.to == to)
    }
}

/// What every resample needs of an estimate.
pub(super) struct Fit {
    pub(super) settled: Settled,
    pub(super) structure: Structure,
    pub(super) loadings: Vec<f64>,
    pub(super) latent: Matrix,
}

impl Fit {
    pub(super) fn of(model: &PathModel, correlations: &Matrix, options: &Options) -> ModelResult<Self> {
        let settled = Settled::on(correlations, model, options.stopping()?)?;
        Self::from_settled(model, settled, options.method)
    }

    pub(super) fn from_settled(model: &PathModel, settled: Settled, method: Method) -> ModelResult<Self> {
        let (latent, loadings) = match method {
            Method::Traditional => (settled.latent.clone(), settled.loadings(model)),
            Method::Consistent => {
                let corrected = Corrected::of(&settled, model)?;
                (corrected.latent, corrected.loadings)
            }
        };
        let structure = Structure::of(model, &latent)?;
        Ok(Self { settled, structure, loadings, latent })
    }
}

fn latents(model: &PathModel, correlations: &Matrix, fit: &Fit, n: u64) -> Vec<LatentEstimate> {
    let described = model.latents().iter().zip(model.blocks()).enumerate().map(|(place, (latent, block))| {
        let loadings = &fit.loadings[block.clone()];
        let reflective = latent.mode == Mode::A;
        let causes = model.predecessors()[place].len() as u64;
        let r_squared = fit.structure.r_squared[place];
        let adjusted = |share: f64| {
            (n > causes + 1).then(|| 1.0 - (1.0 - share) * (n - 1) as f64 / (n - causes - 1) as f64)
        };
        LatentEstimate {
            name: latent.name.clone(),
            mode: latent.mode,
            items: block.len(),
            r_squared,
            adjusted_r_squared: r_squared.and_then(adjusted),
            extracted_variance: extracted_variance(loadings),
            composite_reliability: composite_reliability(loadings).filter(|_| reflective),
            alpha: alpha(correlations, block).filter(|_| reflective),
            score_reliability: score_reliability(&fit.settled.weights[block.clone()]).filter(|_| reflective),
        }
    });
    described.collect()
}

fn items(model: &PathModel, correlations: &Matrix, fit: &Fit) -> Vec<ItemEstimate> {
    let mut items = Vec::with_capacity(fit.loadings.len());
    for (place, (latent, block)) in model.latents().iter().zip(model.blocks()).enumerate() {
        let inflation = item_inflation(correlations, block);
        for (within, (item, name)) in block.clone().zip(&latent.items).enumerate() {
            items.push(ItemEstimate {
                latent: place,
                name: name.clone(),
                weight: fit.settled.weights[item],
                loading: fit.loadings[item],
                communality: fit.loadings[item].powi(2),
                variance_inflation: inflation.as_ref().map(|inflation| inflation[within]),
            });
        }
    }
    items
}

fn paths(model: &PathModel, fit: &Fit) -> ModelResult<Vec<PathCoefficient>> {
    let paths = model.paths().iter().zip(&fit.structure.coefficients);
    paths
        .map(|(&(from, to), &coefficient)| {
            let causes = &model.predecessors()[to];
            let others: Vec<usize> = causes.iter().copied().filter(|&cause| cause != from).collect();
            let share = fit.structure.r_squared[to].unwrap_or_default();
            let (without, inflation) = if others.is_empty() {
                (0.0, 1.0)
            } else {
                let place = causes.iter().position(|&cause| cause == from).unwrap_or_default();
                let inverse = factored(model, &fit.latent, causes)?.inverse();
                (regressed(model, &fit.latent, to, &others)?.1, inverse[(place, place)])
            };
            let rest = 1.0 - share;
            if rest <= 1e-12 {
                return Err(ModelError::PerfectFit(model.name(to)));
            }
            Ok(PathCoefficient {
                from,
                to,
                coefficient,
                effect_size: (share - without) / rest,
                variance_inflation: inflation,
            })
        })
        .collect()
}

fn effects(model: &PathModel, structure: &Structure, total: &Matrix) -> Vec<Effect> {
    let effects = model.effects().into_iter().map(|(from, to)| {
        let direct = model.paths().iter().position(|&path| path == (from, to));
        let direct = direct.map_or(0.0, |place| structure.coefficients[place]);
        let total = total[(from, to)];
        Effect { from, to, direct, indirect: total - direct, total }
    });
    effects.collect()
}

/// Every pair of blocks, both ways alike.
fn ratios(model: &PathModel, correlations: &Matrix) -> Vec<Vec<Option<f64>>> {
    let size = model.latents().len();
    let mut ratios = vec![vec![None; size]; size];
    for first in 0..size {
        for second in first + 1..size {
            if model.latents()[first].mode == Mode::A && model.latents()[second].mode == Mode::A {
                let blocks = model.blocks();
                let ratio = heterotrait_monotrait(correlations, &blocks[first], &blocks[second]);
                ratios[first][second] = ratio;
                ratios[second][first] = ratio;
            }
        }
    }
    ratios
}

fn goodness_of_fit(model: &PathModel, loadings: &[f64], r_squared: &[f64]) -> Option<f64> {
    let several = model.blocks().iter().filter(|block| block.len() > 1);
    let items: Vec<f64> = several.flat_map(|block| loadings[block.clone()].iter().copied()).collect();
    if items.is_empty() || r_squared.is_empty() {
        return None;
    }
    let mean_share = r_squared.iter().sum::<f64>() / r_squared.len() as f64;
    Some((extracted_variance(&items) * mean_share).sqrt())
}
