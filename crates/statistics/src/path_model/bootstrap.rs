//! Bootstrap of a path model: standard errors and intervals of everything that is read from it.

use serde::Serialize;

use crate::{
    Confidence, Interval, Matrix, ModelError, ModelResult,
    drivers::Resampling,
    path_model::{ItemSample, Options, PathModel, algorithm::Settled, estimate::Fit},
    resampling::{
        Generator, acceleration, bias_corrected, in_parallel, percentile, resample_counts, standard_deviation,
    },
};

/// The most groups of rows that are left out in turn for the acceleration; smaller samples leave out single
/// rows.
const LEFT_OUT_GROUPS: usize = 500;

/// What resampling says about one figure.
///
/// ```
/// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
/// use catsup_statistics::{Confidence, drivers::Resampling, path_model::{Options, PathBootstrap}};
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
/// let resampling = Resampling { resamples: 200, seed: 7 };
/// let found =
///     PathBootstrap::of(&model, &sample, &Options::default(), resampling, Confidence::NINETY_FIVE)?;
/// let path = found.paths[0];
/// assert!(path.estimate > 0.8 && path.standard_error < 0.1);
/// assert!(path.percentile.contains(path.estimate));
/// assert!(path.bias_corrected.is_some_and(|interval| interval.contains(path.estimate)));
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Resampled {
    /// The figure itself, from the whole sample.
    pub estimate: f64,
    /// The standard deviation of the resampled figures.
    pub standard_error: f64,
    /// The percentile interval (Efron 1979).
    pub percentile: Interval,
    /// The bias-corrected accelerated interval (Efron 1987), with the acceleration from leaving rows out in
    /// turn; `None` where every resample lies on one side.
    pub bias_corrected: Option<Interval>,
}

/// Bootstrap of a path model.
///
/// ```
/// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
/// use catsup_statistics::{Confidence, drivers::Resampling, path_model::{Options, PathBootstrap}};
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
/// let resampling = Resampling { resamples: 200, seed: 7 };
/// let found =
///     PathBootstrap::of(&model, &sample, &Options::default(), resampling, Confidence::NINETY_FIVE)?;
/// assert_eq!((found.resamples, found.used, found.not_converged, found.failed), (200, 200, 0, 0));
/// assert_eq!((found.paths.len(), found.total_effects.len(), found.r_squared.len()), (1, 1, 1));
/// assert_eq!((found.weights.len(), found.loadings.len()), (4, 4));
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PathBootstrap {
    /// Resamples asked for.
    pub resamples: usize,
    /// Those that gave figures.
    pub used: usize,
    /// Those whose weights did not settle.
    pub not_converged: usize,
    /// Those that gave no figures for another reason: an item without variation, an inadmissible correlation.
    pub failed: usize,
    /// One per path.
    pub paths: Vec<Resampled>,
    /// One per effect of [`PathEstimate::effects`](crate::path_model::PathEstimate::effects).
    pub total_effects: Vec<Resampled>,
    /// One per item.
    pub weights: Vec<Resampled>,
    /// One per item.
    pub loadings: Vec<Resampled>,
    /// One per latent variable that others move, in the order of the model.
    pub r_squared: Vec<Resampled>,
}

impl PathBootstrap {
    /// Resamples the people behind `sample` on all cores.
    ///
    /// The scores of a resample are turned to point where those of the whole sample do, for the sign of a
    /// latent variable is arbitrary and would otherwise blur every interval. The same seed gives the same
    /// figures on any number of cores.
    ///
    /// # Errors
    ///
    /// As [`PathEstimate::of`](crate::path_model::PathEstimate::of); [`ModelError::Options`] for fewer than
    /// 40 resamples or when fewer than half of them give figures.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
    /// use catsup_statistics::{Confidence, drivers::Resampling, path_model::{Options, PathBootstrap}};
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
    /// let thousand = Resampling { resamples: 1_000, seed: 7 };
    /// let found =
    ///     PathBootstrap::of(&model, &sample, &Options::default(), thousand, Confidence::NINETY_FIVE)?;
    /// assert_eq!((found.used, found.not_converged), (1_000, 0));
    /// assert!(found.paths[0].percentile.low > 0.5);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn of(
        model: &PathModel,
        sample: &ItemSample,
        options: &Options,
        resampling: Resampling,
        confidence: Confidence,
    ) -> ModelResult<Self> {
        let Resampling { resamples, seed } = resampling.checked()?;
        let resampler = Resampler { model, sample, options, whole: None };
        let whole = resampler.fit(&sample.correlations()?)?;
        let resampler = Resampler { whole: Some(whole.settled.weights.clone()), ..resampler };
        let shape = Shape::of(model);
        let estimates = shape.parameters(&whole, model);

        let outcomes = in_parallel(
            resamples,
            || vec![0; sample.rows()],
            |drawn, resample| {
                let mut generator = Generator::of(seed, resample as u64);
                resample_counts(&mut generator, sample.counts(), sample.cumulated(), drawn);
                let correlations = sample.weighted(drawn).correlations(sample.names())?;
                resampler.fit(&correlations).map(|fit| shape.parameters(&fit, model))
            },
        );
        let not_converged =
            outcomes.iter().filter(|one| matches!(one, Err(ModelError::NotConverged { .. }))).count();
        let drawn: Vec<Vec<f64>> = outcomes.into_iter().filter_map(Result::ok).collect();
        if drawn.len() * 2 < resamples {
            return Err(ModelError::Options(
                "more than half of the resamples gave no figures: the sample is too small for the model",
            ));
        }
        let left_out = resampler.left_out(&shape);
        let mut figures = estimates
            .iter()
            .enumerate()
            .map(|(place, &estimate)| resampled(estimate, place, &drawn, &left_out, confidence));
        let mut next = |length: usize| figures.by_ref().take(length).collect::<Option<Vec<Resampled>>>();
        let too_few = ModelError::Options("too few resamples gave figures");
        let parts = shape.lengths().map(&mut next);
        let [Some(paths), Some(total_effects), Some(weights), Some(loadings), Some(r_squared)] = parts else {
            return Err(too_few);
        };
        Ok(Self {
            resamples,
            used: drawn.len(),
            not_converged,
            failed: resamples - drawn.len() - not_converged,
            paths,
            total_effects,
            weights,
            loadings,
            r_squared,
        })
    }
}

/// The distribution of one figure.
fn resampled(
    estimate: f64,
    place: usize,
    drawn: &[Vec<f64>],
    left_out: &[Vec<f64>],
    confidence: Confidence,
) -> Option<Resampled> {
    let mut figures: Vec<f64> = drawn.iter().map(|one| one[place]).collect();
    figures.sort_unstable_by(f64::total_cmp);
    let influences: Vec<f64> = left_out.iter().map(|one| one[place]).collect();
    Some(Resampled {
        estimate,
        standard_error: standard_deviation(&figures)?,
        percentile: percentile(&figures, confidence)?,
        bias_corrected: bias_corrected(&figures, estimate, acceleration(&influences), confidence),
    })
}

/// Fits a model to other draws of the same people.
struct Resampler<'a> {
    model: &'a PathModel,
    sample: &'a ItemSample,
    options: &'a Options,
    /// The weights from the whole sample, to which the others are turned.
    whole: Option<Vec<f64>>,
}

impl Resampler<'_> {
    fn fit(&self, correlations: &Matrix) -> ModelResult<Fit> {
        let mut settled = Settled::on(correlations, self.model, self.options.stopping()?)?;
        if let Some(weights) = &self.whole {
            settled.align(weights, self.model);
        }
        Fit::from_settled(self.model, settled, self.options.method)
    }

    /// The figures without each group of people in turn; groups that cannot be done without are passed over.
    ///
    /// A distinct row of a joint distribution is left out with one of its people at a time, and counts as
    /// often as it has people; rows of raw data are left out one by one, or in groups when there are many.
    fn left_out(&self, shape: &Shape) -> Vec<Vec<f64>> {
        let total = self.sample.total();
        let rows = self.sample.rows();
        let groups = rows.min(LEFT_OUT_GROUPS);
        let outcomes = in_parallel(
            groups,
            || (),
            |(), group| {
                let mut rest = total.clone();
                for row in (group..rows).step_by(groups) {
                    let people = if rows == groups { 1.0 } else { self.sample.counts()[row] as f64 };
                    self.sample.add(&mut rest, row, -people);
                }
                let correlations = rest.correlations(self.sample.names()).ok()?;
                let fit = self.fit(&correlations).ok()?;
                let repeats = if rows == groups { self.sample.counts()[group] } else { 1 };
                Some((shape.parameters(&fit, self.model), repeats))
            },
        );
        let most = outcomes.iter().flatten().map(|(_, repeats)| *repeats).max().unwrap_or(1);
        // The acceleration needs the shares of the rows and not their people: a million of them would be a
        // million copies.
        let scale = most.div_ceil(20);
        let repeated = outcomes.into_iter().flatten().flat_map(|(figures, repeats)| {
            std::iter::repeat_n(figures, usize::try_from(repeats.div_ceil(scale)).unwrap_or(1))
        });
        repeated.collect()
    }
}

/// Where each figure stands in a row of them.
struct Shape {
    effects: Vec<(usize, usize)>,
    lengths: [usize; 5],
}

impl Shape {
    fn of(model: &PathModel) -> Self {
        let effects = model.effects();
        let items = model.blocks().last().map_or(0, |block| block.end);
        let moved = model.predecessors().iter().filter(|causes| !causes.is_empty()).count();
        Self { lengths: [model.paths().len(), effects.len(), items, items, moved], effects }
    }

    fn lengths(&self) -> [usize; 5] {
        self.lengths
    }

    fn parameters(&self, fit: &Fit, model: &PathModel) -> Vec<f64> {
        let total = fit.structure.total_effects(model);
        let mut parameters = Vec::with_capacity(self.lengths.iter().sum());
        parameters.extend_from_slice(&fit.structure.coefficients);
        parameters.extend(self.effects.iter().map(|&effect| total[effect]));
        parameters.extend_from_slice(&fit.settled.weights);
        parameters.extend_from_slice(&fit.loadings);
        parameters.extend(fit.structure.r_squared.iter().flatten());
        parameters
    }
}
