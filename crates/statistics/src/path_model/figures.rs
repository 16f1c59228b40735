//! What an estimated path model says of its latent variables, items, paths and effects.

use serde::Serialize;

use crate::path_model::Mode;

/// What is known of one latent variable.
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
/// let trust = &estimate.latents[1];
/// assert_eq!((&trust.name[..], trust.mode, trust.items), ("Trust", Mode::A, 2));
/// let share = (1.6_f64 / 3.28).powi(2);
/// assert!((trust.r_squared.unwrap() - share).abs() < 1e-12);
/// assert!((trust.adjusted_r_squared.unwrap() - (1.0 - (1.0 - share) * 499.0 / 498.0)).abs() < 1e-12);
/// assert!((trust.extracted_variance - 0.82).abs() < 1e-12);
/// assert!((trust.composite_reliability.unwrap() - 3.28 / 3.64).abs() < 1e-12);
/// // Equal weights: both are 2 · 0.64 / 1.64.
/// assert!((trust.alpha.unwrap() - 1.28 / 1.64).abs() < 1e-12);
/// assert!((trust.score_reliability.unwrap() - 1.28 / 1.64).abs() < 1e-12);
/// // Nothing moves ease.
/// assert_eq!(estimate.latents[0].r_squared, None);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LatentEstimate {
    /// Its name.
    pub name: String,
    /// How its items hang together with it.
    pub mode: Mode,
    /// The number of its items.
    pub items: usize,
    /// The share of its variance that the model explains; `None` where nothing moves it.
    pub r_squared: Option<f64>,
    /// The same, less what as many random causes would explain; `None` also without degrees of freedom.
    pub adjusted_r_squared: Option<f64>,
    /// The mean share of its items' variance that it explains (AVE).
    pub extracted_variance: f64,
    /// Composite reliability ρ_C; `None` in Mode B, for which no reliability is defined.
    pub composite_reliability: Option<f64>,
    /// Standardised Cronbach's α; `None` in Mode B.
    pub alpha: Option<f64>,
    /// The reliability ρ_A of the score; `None` in Mode B.
    pub score_reliability: Option<f64>,
}

/// What is known of one item.
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
/// let item = &estimate.items[3];
/// assert_eq!((&item.name[..], item.latent), ("t2", 1));
/// assert!((item.weight - 1.0 / 3.28_f64.sqrt()).abs() < 1e-12);
/// assert!((item.loading - 0.82_f64.sqrt()).abs() < 1e-12 && (item.communality - 0.82).abs() < 1e-12);
/// assert!((item.variance_inflation.unwrap() - 1.0 / (1.0 - 0.64_f64.powi(2))).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ItemEstimate {
    /// The place of its latent variable.
    pub latent: usize,
    /// Its name.
    pub name: String,
    /// Its weight in the score, for standardised items and scores of variance 1.
    pub weight: f64,
    /// Its correlation with the score.
    pub loading: f64,
    /// The share of its variance that its latent variable explains, `λ²`.
    pub communality: f64,
    /// Variance inflation by the other items of the block; `None` where they determine it.
    pub variance_inflation: Option<f64>,
}

/// What is known of one path.
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
/// let path = estimate.paths[0];
/// assert_eq!((path.from, path.to, path.variance_inflation), (0, 1, 1.0));
/// assert!((path.coefficient - 1.6 / 3.28).abs() < 1e-12);
/// let share = path.coefficient.powi(2);
/// assert!((path.effect_size - share / (1.0 - share)).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PathCoefficient {
    /// The place of the latent variable it leads from.
    pub from: usize,
    /// The place of the one it leads to.
    pub to: usize,
    /// Standard deviations that `to` moves with one of `from`, its other causes held.
    pub coefficient: f64,
    /// Cohen's f², `(R² − R² without this path) / (1 − R²)`.
    pub effect_size: f64,
    /// Variance inflation of `from` by the other causes of `to`.
    pub variance_inflation: f64,
}

/// The effect of one latent variable on another.
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
/// let effect = estimate.effects[0];
/// assert_eq!((effect.from, effect.to, effect.indirect), (0, 1, 0.0));
/// assert!((effect.direct - 1.6 / 3.28).abs() < 1e-12 && effect.total == effect.direct);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Effect {
    /// The place of the latent variable that moves.
    pub from: usize,
    /// The place of the one that is moved.
    pub to: usize,
    /// Through the path between them; 0 without one.
    pub direct: f64,
    /// Through others.
    pub indirect: f64,
    /// Both together.
    pub total: f64,
}
