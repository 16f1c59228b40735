//! Importance–performance of a path model: what would move a target most, and how well it does.

use serde::Serialize;

use crate::{
    ModelError, ModelResult,
    drivers::Scale,
    path_model::{ItemSample, PathEstimate},
};

/// One latent variable on the importance–performance map of a target.
///
/// ```
/// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
/// use catsup_statistics::{
///     drivers::Scale,
///     path_model::{Options, PathEstimate, importance_performance},
/// };
///
/// # let latent = |name: &str, items: [&str; 2]| Latent {
/// #     name: name.to_owned(),
/// #     items: items.map(String::from).to_vec(),
/// #     mode: Mode::A,
/// # };
/// # let latents = vec![latent("Ease", ["e1", "e2"]), latent("Trust", ["t1", "t2"])];
/// # let paths = [("Ease".to_owned(), "Trust".to_owned())];
/// # let model = PathModel::new(Scheme::Path, latents, &paths)?;
/// # let rows = (0..60_i32).map(|person| {
/// #     let (ease, rest) = (person * 37 % 97 % 5, person * 53 % 97 % 5);
/// #     let answers = [ease, (ease + rest) / 2, ease + rest, 2 * ease + rest % 2];
/// #     answers.map(|answer| Some(f64::from(answer))).to_vec()
/// # });
/// # let sample = ItemSample::new(&model, rows, Missing::Listwise)?;
/// let estimate = PathEstimate::of(&model, &sample, &Options::default())?;
/// let scales = vec![Scale::new("items", 0.0, 12.0)?; 4];
/// let ease = importance_performance(&estimate, &sample, &scales, 1)?[0];
/// assert_eq!(ease.latent, 0);
/// assert!(ease.performance > 0.0 && ease.performance < 100.0 && ease.standard_deviation > 0.0);
/// // A point more of ease goes with so many points of trust.
/// assert!(ease.importance.is_some_and(|points| points > 0.0));
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ImportancePerformance {
    /// The place of the latent variable.
    pub latent: usize,
    /// Its **unstandardised total effect**: points of 100 that the target moves with one point of this;
    /// `None` where it does not move the target.
    pub importance: Option<f64>,
    /// Its mean on 0 to 100.
    pub performance: f64,
    /// The standard deviation of its score on 0 to 100.
    pub standard_deviation: f64,
}

/// Importance and performance of every latent variable, with items rescaled by their theoretical ends to
/// 0–100.
///
/// `scales` has one scale per item, block by block. The score is the mean of the rescaled items by their
/// unstandardised weights `w / s`, normed to sum to 1; its mean is the performance. Importance is the total
/// effect on `target`, times the ratio of both scores' standard deviations (Fornell et al. 1996; Ringle and
/// Sarstedt, “Gain more insight from your PLS-SEM results”, IMDS 116, 2016). Some packages document the two
/// swapped.
///
/// # Errors
///
/// [`ModelError::RowLength`] unless there is one scale per item; [`ModelError::ZeroVarianceBlock`] names a
/// latent variable whose weights sum to nothing or less, so that they cannot be normed.
///
/// ```
/// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
/// use catsup_statistics::{
///     drivers::Scale,
///     path_model::{Options, PathEstimate, importance_performance},
/// };
///
/// # let latent = |name: &str, items: [&str; 2]| Latent {
/// #     name: name.to_owned(),
/// #     items: items.map(String::from).to_vec(),
/// #     mode: Mode::A,
/// # };
/// # let latents = vec![latent("Ease", ["e1", "e2"]), latent("Trust", ["t1", "t2"])];
/// # let model = PathModel::new(Scheme::Path, latents, &[("Ease".to_owned(), "Trust".to_owned())])?;
/// # let rows = (0..60_i32).map(|person| {
/// #     let (ease, rest) = (person * 37 % 97 % 5, person * 53 % 97 % 5);
/// #     let answers = [ease, (ease + rest) / 2, ease + rest, 2 * ease + rest % 2];
/// #     answers.map(|answer| Some(f64::from(answer))).to_vec()
/// # });
/// # let sample = ItemSample::new(&model, rows, Missing::Listwise)?;
/// let estimate = PathEstimate::of(&model, &sample, &Options::default())?;
/// let scales = vec![Scale::new("items", 0.0, 12.0)?; 4];
/// let points = importance_performance(&estimate, &sample, &scales, 1)?;
/// // Ease stands low on this scale, and a point more of it is worth more than a point of trust.
/// assert!(points[0].performance < 20.0 && points[0].importance > Some(1.0));
/// assert_eq!(points[1].importance, None);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
pub fn importance_performance(
    estimate: &PathEstimate,
    sample: &ItemSample,
    scales: &[Scale],
    target: usize,
) -> ModelResult<Vec<ImportancePerformance>> {
    if scales.len() != estimate.items.len() {
        return Err(ModelError::RowLength { row: 0, found: scales.len(), expected: estimate.items.len() });
    }
    let mut weight_sums = vec![0.0; estimate.latents.len()];
    let mut weighted = vec![0.0; estimate.latents.len()];
    for (item, (described, scale)) in estimate.items.iter().zip(scales).enumerate() {
        let deviation = sample.standard_deviations()[item] * 100.0 / (scale.high() - scale.low());
        let weight = described.weight / deviation;
        weight_sums[described.latent] += weight;
        weighted[described.latent] += weight * scale.performance(sample.means()[item]);
    }
    if let Some(latent) = weight_sums.iter().position(|&sum| sum <= 0.0) {
        return Err(ModelError::ZeroVarianceBlock(estimate.latents[latent].name.clone()));
    }
    let points = (0..weight_sums.len()).map(|latent| ImportancePerformance {
        latent,
        // A score of variance 1 is `Σ w z`, so one whose weights sum to 1 has the standard deviation `1 / Σ
        // (w / s)`.
        importance: estimate
            .effect(latent, target)
            .map(|effect| effect.total * weight_sums[latent] / weight_sums[target]),
        performance: weighted[latent] / weight_sums[latent],
        standard_deviation: 1.0 / weight_sums[latent],
    });
    Ok(points.collect())
}
