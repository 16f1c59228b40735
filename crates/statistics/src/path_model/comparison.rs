//! Whether the paths of a model differ between groups of people.

use serde::Serialize;

use crate::{
    Matrix, ModelError, ModelResult,
    drivers::Resampling,
    holm,
    path_model::{ItemSample, Options, PathModel, algorithm::Settled, estimate::Fit},
    resampling::{Generator, in_parallel},
};

/// One group with its own paths.
///
/// ```
/// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
/// use catsup_statistics::{drivers::Resampling, path_model::{GroupComparison, Options}};
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
/// let labels: Vec<String> = (0..60).map(|person| ["web", "phone"][person % 2].to_owned()).collect();
/// let resampling = Resampling { resamples: 100, seed: 7 };
/// let found = GroupComparison::of(&model, &sample, &labels, &Options::default(), resampling)?;
/// let web = &found.groups[0];
/// assert_eq!((&web.name[..], web.n, web.coefficients.len()), ("web", 30, 1));
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupPaths {
    /// Its name.
    pub name: String,
    /// Its observations.
    pub n: u64,
    /// Its path coefficients, in the order of the model.
    pub coefficients: Vec<f64>,
}

/// The difference of one path between two groups.
///
/// ```
/// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
/// use catsup_statistics::{drivers::Resampling, path_model::{GroupComparison, Options}};
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
/// let labels: Vec<String> = (0..60).map(|person| ["web", "phone"][person % 2].to_owned()).collect();
/// let resampling = Resampling { resamples: 100, seed: 7 };
/// let found = GroupComparison::of(&model, &sample, &labels, &Options::default(), resampling)?;
/// let path = found.differences[0];
/// assert_eq!((path.path, path.first, path.second), (0, 0, 1));
/// let [web, phone] = [0, 1].map(|group: usize| found.groups[group].coefficients[0]);
/// assert!((path.difference - (web - phone)).abs() < 1e-12);
/// // One path of one pair: nothing to adjust for.
/// assert_eq!(path.adjusted_p_value, path.p_value);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PathDifference {
    /// The place of the path.
    pub path: usize,
    /// The place of the first group.
    pub first: usize,
    /// The place of the second group.
    pub second: usize,
    /// The coefficient in the first group less that in the second.
    pub difference: f64,
    /// How often a difference as large, in either direction, comes about when people are dealt into groups by
    /// chance.
    pub p_value: f64,
    /// The same, adjusted for the number of paths and pairs compared (Holm 1979).
    pub adjusted_p_value: f64,
}

/// Path coefficients of several groups, compared by permutation.
///
/// ```
/// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
/// use catsup_statistics::{drivers::Resampling, path_model::{GroupComparison, Options}};
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
/// let labels: Vec<String> = (0..60).map(|person| ["web", "phone"][person % 2].to_owned()).collect();
/// let resampling = Resampling { resamples: 100, seed: 7 };
/// let found = GroupComparison::of(&model, &sample, &labels, &Options::default(), resampling)?;
/// assert_eq!((found.groups.len(), found.differences.len(), found.permutations), (2, 1, 100));
/// assert_eq!((found.failed, found.too_small.len()), (0, 0));
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupComparison {
    /// The groups, in the order in which they first occur.
    pub groups: Vec<GroupPaths>,
    /// Every path of every pair of groups.
    pub differences: Vec<PathDifference>,
    /// Permutations asked for.
    pub permutations: usize,
    /// Permutations in which a group gave no figures.
    pub failed: usize,
    /// Groups left out because they are too small to tell anything from.
    pub too_small: Vec<SmallGroup>,
}

/// A group that is too small to be compared.
///
/// ```
/// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
/// use catsup_statistics::{drivers::Resampling, path_model::{GroupComparison, Options, SmallGroup}};
///
/// # let latent = |name: &str, items: [&str; 2]| Latent {
/// #     name: name.to_owned(),
/// #     items: items.map(String::from).to_vec(),
/// #     mode: Mode::A,
/// # };
/// # let latents = vec![latent("Ease", ["e1", "e2"]), latent("Trust", ["t1", "t2"])];
/// # let paths = [("Ease".to_owned(), "Trust".to_owned())];
/// # let model = PathModel::new(Scheme::Path, latents, &paths)?;
/// # let rows = (0..62_i32).map(|person| {
/// #     let (ease, rest) = (person * 37 % 97 % 5, person * 53 % 97 % 5);
/// #     let answers = [ease, (ease + rest) / 2, ease + rest, 2 * ease + rest % 2];
/// #     answers.map(|answer| Some(f64::from(answer))).to_vec()
/// # });
/// # let sample = ItemSample::new(&model, rows, Missing::Listwise)?;
/// // Thirty each by web and by phone, two at the desk.
/// let group = |person: usize| if person < 2 { "desk" } else { ["web", "phone"][person % 2] };
/// let labels: Vec<String> = (0..62).map(|person| group(person).to_owned()).collect();
/// let resampling = Resampling { resamples: 100, seed: 7 };
/// let found = GroupComparison::of(&model, &sample, &labels, &Options::default(), resampling)?;
/// assert_eq!(found.too_small, [SmallGroup { name: "desk".to_owned(), n: 2, needed: 30 }]);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SmallGroup {
    /// Its name.
    pub name: String,
    /// Its observations.
    pub n: u64,
    /// The observations needed.
    pub needed: u64,
}

impl GroupComparison {
    /// Compares the paths of `model` between groups; `labels` names the group of each row of `sample`, which
    /// must hold raw rows.
    ///
    /// People are dealt into groups of the same sizes by chance, `(1 + as extreme) / (1 + permutations)`
    /// being the p value (Chin and Dibbern 2010; Phipson and Smyth 2010). The scores of every group are
    /// turned to point where those of the whole sample do. Groups smaller than the model needs are left out
    /// and named. That the groups understand the items alike is not tested here.
    ///
    /// # Errors
    ///
    /// [`ModelError::TooFewGroups`]; [`ModelError::RowLength`] unless there is one label per row;
    /// [`ModelError::Group`] names the group that the model cannot be estimated in.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{ItemSample, Latent, Missing, Mode, PathModel, Scheme};
    /// use catsup_statistics::{drivers::Resampling, path_model::{GroupComparison, Options}};
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
    /// // Every other person answered by phone: the groups do not differ.
    /// let labels: Vec<String> = (0..60).map(|person| ["web", "phone"][person % 2].to_owned()).collect();
    /// let permutations = Resampling { resamples: 500, seed: 7 };
    /// let found = GroupComparison::of(&model, &sample, &labels, &Options::default(), permutations)?;
    /// assert_eq!(found.groups[0].n, 30);
    /// assert!(found.differences[0].p_value > 0.05);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    pub fn of(
        model: &PathModel,
        sample: &ItemSample,
        labels: &[String],
        options: &Options,
        resampling: Resampling,
    ) -> ModelResult<Self> {
        let Resampling { resamples: permutations, seed } = resampling.checked()?;
        if labels.len() != sample.rows() || sample.n() != sample.rows() as u64 {
            return Err(ModelError::RowLength { row: 0, found: labels.len(), expected: sample.rows() });
        }
        let (names, too_small) = grouped(labels, options.needed(model));
        if names.len() < 2 {
            return Err(ModelError::TooFewGroups(names.len()));
        }
        // Rows of groups that are too small take no part in the dealing either.
        let place = |label: &String| names.iter().position(|known| *known == label);
        let (rows, members): (Vec<usize>, Vec<usize>) =
            labels.iter().enumerate().filter_map(|(row, label)| Some((row, place(label)?))).unzip();
        let whole = Fit::of(model, &sample.correlations()?, options)?.settled.weights;
        let comparer = Comparer { model, sample, options, whole: &whole, rows: &rows, groups: names.len() };
        let observed = comparer.paths(&members).map_err(|(group, source)| ModelError::Group {
            group: names[group].clone(),
            source: Box::new(source),
        })?;

        let dealt = in_parallel(
            permutations,
            || members.clone(),
            |dealt, permutation| {
                dealt.copy_from_slice(&members);
                Generator::of(seed, permutation as u64).shuffle(dealt);
                comparer.paths(dealt).ok()
            },
        );
        let dealt: Vec<Vec<Vec<f64>>> = dealt.into_iter().flatten().collect();
        let groups = names.iter().zip(&observed).map(|(name, coefficients)| GroupPaths {
            name: (*name).clone(),
            n: labels.iter().filter(|label| label == name).count() as u64,
            coefficients: coefficients.clone(),
        });
        Ok(Self {
            groups: groups.collect(),
            differences: differences(&observed, &dealt),
            permutations,
            failed: permutations - dealt.len(),
            too_small,
        })
    }
}

/// The names of the groups of at least `needed` rows, in the order in which they occur, and the smaller
/// groups.
fn grouped(labels: &[String], needed: u64) -> (Vec<&String>, Vec<SmallGroup>) {
    let mut sizes: Vec<(&String, u64)> = Vec::new();
    for label in labels {
        match sizes.iter_mut().find(|(known, _)| *known == label) {
            Some((_, size)) => *size += 1,
            None => sizes.push((label, 1)),
        }
    }
    let (large, small): (Vec<_>, Vec<_>) = sizes.into_iter().partition(|(_, size)| *size >= needed);
    let small = small.into_iter().map(|(name, n)| SmallGroup { name: name.clone(), n, needed });
    (large.into_iter().map(|(name, _)| name).collect(), small.collect())
}

/// Every path of every pair of groups against what chance deals.
fn differences(observed: &[Vec<f64>], dealt: &[Vec<Vec<f64>>]) -> Vec<PathDifference> {
    let mut differences = Vec::new();
    for first in 0..observed.len() {
        for second in first + 1..observed.len() {
            for (path, (one, other)) in observed[first].iter().zip(&observed[second]).enumerate() {
                let difference = one - other;
                // A permutation that deals the observed groups again must count, whatever the rounding.
                let least = difference.abs() * (1.0 - 1e-9);
                let extreme =
                    dealt.iter().filter(|dealt| (dealt[first][path] - dealt[second][path]).abs() >= least);
                let p_value = (1 + extreme.count()) as f64 / (1 + dealt.len()) as f64;
                differences.push(PathDifference {
                    path,
                    first,
                    second,
                    difference,
                    p_value,
                    adjusted_p_value: p_value,
                });
            }
        }
    }
    let p_values: Vec<f64> = differences.iter().map(|one| one.p_value).collect();
    if let Ok(adjusted) = holm(&p_values) {
        differences.iter_mut().zip(adjusted).for_each(|(one, adjusted)| one.adjusted_p_value = adjusted);
    }
    differences
}

/// Fits the model to each group of a deal.
struct Comparer<'a> {
    model: &'a PathModel,
    sample: &'a ItemSample,
    options: &'a Options,
    whole: &'a [f64],
    /// The rows that take part.
    rows: &'a [usize],
    groups: usize,
}

impl Comparer<'_> {
    /// The path coefficients of each group; the place of the group that gives none.
    fn paths(&self, members: &[usize]) -> Result<Vec<Vec<f64>>, (usize, ModelError)> {
        let mut sums = vec![self.sample.accumulator(); self.groups];
        for (&row, &group) in self.rows.iter().zip(members) {
            self.sample.add(&mut sums[group], row, 1.0);
        }
        let fitted = sums.iter().enumerate().map(|(group, sums)| {
            let correlations = sums.correlations(self.sample.names());
            correlations.and_then(|matrix| self.fit(&matrix)).map_err(|error| (group, error))
        });
        fitted.collect()
    }

    fn fit(&self, correlations: &Matrix) -> ModelResult<Vec<f64>> {
        let mut settled = Settled::on(correlations, self.model, self.options.stopping()?)?;
        settled.align(self.whole, self.model);
        Ok(Fit::from_settled(self.model, settled, self.options.method)?.structure.coefficients)
    }
}
