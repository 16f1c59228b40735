//! The model: which items measure which latent variable, and which latent variable moves which.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::{ModelError, ModelResult};

/// How the score of a latent variable is weighed while the weights settle.
///
/// ```
/// use catsup_statistics::path_model::Scheme;
///
/// assert_eq!(Scheme::default(), Scheme::Path);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// By the sign of the correlation with each neighbour (Wold 1982).
    Centroid,
    /// By the correlation with each neighbour (Lohmöller 1989).
    Factorial,
    /// By the regression on what moves it and the correlation with what it moves (Lohmöller 1989).
    #[default]
    Path,
}

/// How items and latent variable hang together.
///
/// ```
/// use catsup_statistics::path_model::Mode;
///
/// assert_eq!(Mode::default(), Mode::A);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Mode {
    /// Reflective: the latent variable shows in its items; weights are covariances.
    #[default]
    A,
    /// Formative: the items make up the latent variable; weights are regression coefficients.
    B,
}

/// A latent variable with the items that measure it.
///
/// ```
/// use catsup_statistics::path_model::{Latent, Mode};
///
/// let ease = Latent { name: "Ease".to_owned(), items: vec!["q4".to_owned()], mode: Mode::A };
/// assert_eq!(ease.items, ["q4"]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Latent {
    /// Its name.
    pub name: String,
    /// Its items, by name.
    pub items: Vec<String>,
    /// How they hang together.
    #[serde(default)]
    pub mode: Mode,
}

/// A checked path model: every latent variable has items, the paths form one connected whole without circles.
///
/// ```
/// use catsup_statistics::path_model::{Latent, Mode, PathModel, Scheme};
///
/// // Ease, measured by e1 and e2, moves trust, measured by t1 and t2.
/// let latent = |name: &str, items: [&str; 2]| Latent {
///     name: name.to_owned(),
///     items: items.map(String::from).to_vec(),
///     mode: Mode::A,
/// };
/// let latents = vec![latent("Ease", ["e1", "e2"]), latent("Trust", ["t1", "t2"])];
/// let paths = [("Ease".to_owned(), "Trust".to_owned())];
/// let model = PathModel::new(Scheme::Path, latents, &paths)?;
/// assert_eq!(model.items(), ["e1", "e2", "t1", "t2"]);
/// assert_eq!(model.paths(), [(0, 1)]);
/// # Ok::<(), catsup_statistics::ModelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PathModel {
    scheme: Scheme,
    latents: Vec<Latent>,
    blocks: Vec<Range<usize>>,
    paths: Vec<(usize, usize)>,
    predecessors: Vec<Vec<usize>>,
    order: Vec<usize>,
}

impl PathModel {
    /// Checks a model; `paths` go from one latent variable to another, both by name.
    ///
    /// # Errors
    ///
    /// [`ModelError::Name`], [`ModelError::NoItems`], [`ModelError::RepeatedItem`], [`ModelError::Unknown`],
    /// [`ModelError::RepeatedPath`], [`ModelError::Cycle`] and [`ModelError::Disconnected`], each naming what
    /// is wrong.
    ///
    /// ```
    /// use catsup_statistics::path_model::{Latent, Mode, PathModel, Scheme};
    ///
    /// let latent = |name: &str, item: &str| Latent {
    ///     name: name.to_owned(),
    ///     items: vec![item.to_owned()],
    ///     mode: Mode::A,
    /// };
    /// let latents = vec![latent("Ease", "q4"), latent("Trust", "q2")];
    /// let there_and_back = [("Ease", "Trust"), ("Trust", "Ease")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    /// let refused = PathModel::new(Scheme::Path, latents, &there_and_back).unwrap_err();
    /// assert_eq!(refused.to_string(), "the paths go round in a circle: Ease → Trust → Ease");
    /// ```
    pub fn new(scheme: Scheme, latents: Vec<Latent>, paths: &[(String, String)]) -> ModelResult<Self> {
        let names: Vec<&str> = latents.iter().map(|latent| latent.name.as_str()).collect();
        check_names(&latents, &names)?;
        let place = |name: &str| {
            names.iter().position(|known| *known == name).ok_or_else(|| ModelError::Unknown {
                kind: "latent variable",
                name: name.to_owned(),
                known: names.join(", "),
            })
        };
        let mut resolved: Vec<(usize, usize)> = Vec::with_capacity(paths.len());
        let mut predecessors = vec![Vec::new(); latents.len()];
        for (from, to) in paths {
            let path = (place(from)?, place(to)?);
            if resolved.contains(&path) {
                return Err(ModelError::RepeatedPath { from: from.clone(), to: to.clone() });
            }
            resolved.push(path);
            predecessors[path.1].push(path.0);
        }
        let order = ordered(&predecessors, &names)?;
        check_connected(&resolved, &names)?;
        let mut end = 0;
        let blocks = latents.iter().map(|latent| {
            let start = end;
            end += latent.items.len();
            start..end
        });
        Ok(Self { scheme, blocks: blocks.collect(), latents, paths: resolved, predecessors, order })
    }

    /// The inner scheme.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{Latent, Mode, PathModel, Scheme};
    /// // Ease, measured by e1 and e2, moves trust, measured by t1 and t2.
    /// # let latent = |name: &str, items: [&str; 2]| Latent {
    /// #     name: name.to_owned(),
    /// #     items: items.map(String::from).to_vec(),
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", ["e1", "e2"]), latent("Trust", ["t1", "t2"])];
    /// # let paths = [("Ease".to_owned(), "Trust".to_owned())];
    /// # let model = PathModel::new(Scheme::Path, latents, &paths)?;
    /// assert_eq!(model.scheme(), Scheme::Path);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The same model with another inner scheme.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{Latent, Mode, PathModel, Scheme};
    /// // Ease, measured by e1 and e2, moves trust, measured by t1 and t2.
    /// # let latent = |name: &str, items: [&str; 2]| Latent {
    /// #     name: name.to_owned(),
    /// #     items: items.map(String::from).to_vec(),
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", ["e1", "e2"]), latent("Trust", ["t1", "t2"])];
    /// # let paths = [("Ease".to_owned(), "Trust".to_owned())];
    /// # let model = PathModel::new(Scheme::Path, latents, &paths)?;
    /// assert_eq!(model.with_scheme(Scheme::Centroid).scheme(), Scheme::Centroid);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn with_scheme(mut self, scheme: Scheme) -> Self {
        self.scheme = scheme;
        self
    }

    /// The latent variables, in the order given.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{Latent, Mode, PathModel, Scheme};
    /// // Ease, measured by e1 and e2, moves trust, measured by t1 and t2.
    /// # let latent = |name: &str, items: [&str; 2]| Latent {
    /// #     name: name.to_owned(),
    /// #     items: items.map(String::from).to_vec(),
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", ["e1", "e2"]), latent("Trust", ["t1", "t2"])];
    /// # let paths = [("Ease".to_owned(), "Trust".to_owned())];
    /// # let model = PathModel::new(Scheme::Path, latents, &paths)?;
    /// assert_eq!(model.latents()[1].name, "Trust");
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn latents(&self) -> &[Latent] {
        &self.latents
    }

    /// The names of all items, block by block: the order of the columns of an
    /// [`ItemSample`](crate::path_model::ItemSample).
    ///
    /// ```
    /// # use catsup_statistics::path_model::{Latent, Mode, PathModel, Scheme};
    /// // Ease, measured by e1 and e2, moves trust, measured by t1 and t2.
    /// # let latent = |name: &str, items: [&str; 2]| Latent {
    /// #     name: name.to_owned(),
    /// #     items: items.map(String::from).to_vec(),
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", ["e1", "e2"]), latent("Trust", ["t1", "t2"])];
    /// # let paths = [("Ease".to_owned(), "Trust".to_owned())];
    /// # let model = PathModel::new(Scheme::Path, latents, &paths)?;
    /// assert_eq!(model.items(), ["e1", "e2", "t1", "t2"]);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn items(&self) -> Vec<String> {
        self.latents.iter().flat_map(|latent| latent.items.iter().cloned()).collect()
    }

    /// The paths, as places of latent variables, in the order given.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{Latent, Mode, PathModel, Scheme};
    /// // Ease, measured by e1 and e2, moves trust, measured by t1 and t2.
    /// # let latent = |name: &str, items: [&str; 2]| Latent {
    /// #     name: name.to_owned(),
    /// #     items: items.map(String::from).to_vec(),
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", ["e1", "e2"]), latent("Trust", ["t1", "t2"])];
    /// # let paths = [("Ease".to_owned(), "Trust".to_owned())];
    /// # let model = PathModel::new(Scheme::Path, latents, &paths)?;
    /// assert_eq!(model.paths(), [(0, 1)]);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn paths(&self) -> &[(usize, usize)] {
        &self.paths
    }

    /// The most predictors of any regression in the model: causes of one latent variable, or items of a block
    /// of Mode B.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{Latent, Mode, PathModel, Scheme};
    /// // Ease, measured by e1 and e2, moves trust, measured by t1 and t2.
    /// # let latent = |name: &str, items: [&str; 2]| Latent {
    /// #     name: name.to_owned(),
    /// #     items: items.map(String::from).to_vec(),
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", ["e1", "e2"]), latent("Trust", ["t1", "t2"])];
    /// # let paths = [("Ease".to_owned(), "Trust".to_owned())];
    /// # let model = PathModel::new(Scheme::Path, latents, &paths)?;
    /// assert_eq!(model.most_predictors(), 1);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn most_predictors(&self) -> usize {
        let formative =
            self.latents.iter().filter(|latent| latent.mode == Mode::B).map(|latent| latent.items.len());
        self.predecessors.iter().map(Vec::len).chain(formative).max().unwrap_or(0)
    }

    /// The fewest observations that the model is told from: ten for each of [`PathModel::most_predictors`],
    /// and no fewer than thirty (Barclay, Higgins and Thompson, “The partial least squares approach to causal
    /// modeling”, Technology Studies 2, 1995). A floor; small effects need far more.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{Latent, Mode, PathModel, Scheme};
    /// // Ease, measured by e1 and e2, moves trust, measured by t1 and t2.
    /// # let latent = |name: &str, items: [&str; 2]| Latent {
    /// #     name: name.to_owned(),
    /// #     items: items.map(String::from).to_vec(),
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", ["e1", "e2"]), latent("Trust", ["t1", "t2"])];
    /// # let paths = [("Ease".to_owned(), "Trust".to_owned())];
    /// # let model = PathModel::new(Scheme::Path, latents, &paths)?;
    /// assert_eq!(model.needed_sample(), 30);
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn needed_sample(&self) -> u64 {
        (10 * self.most_predictors() as u64).max(30)
    }

    /// The place of a latent variable.
    ///
    /// ```
    /// # use catsup_statistics::path_model::{Latent, Mode, PathModel, Scheme};
    /// // Ease, measured by e1 and e2, moves trust, measured by t1 and t2.
    /// # let latent = |name: &str, items: [&str; 2]| Latent {
    /// #     name: name.to_owned(),
    /// #     items: items.map(String::from).to_vec(),
    /// #     mode: Mode::A,
    /// # };
    /// # let latents = vec![latent("Ease", ["e1", "e2"]), latent("Trust", ["t1", "t2"])];
    /// # let paths = [("Ease".to_owned(), "Trust".to_owned())];
    /// # let model = PathModel::new(Scheme::Path, latents, &paths)?;
    /// assert_eq!((model.place("Trust"), model.place("Speed")), (Some(1), None));
    /// # Ok::<(), catsup_statistics::ModelError>(())
    /// ```
    #[must_use]
    pub fn place(&self, latent: &str) -> Option<usize> {
        self.latents.iter().position(|one| one.name == latent)
    }

    /// The columns of each block.
    pub(super) fn blocks(&self) -> &[Range<usize>] {
        &self.blocks
    }

    /// What moves each latent variable.
    pub(super) fn predecessors(&self) -> &[Vec<usize>] {
        &self.predecessors
    }

    /// The latent variables with causes before effects.
    pub(super) fn order(&self) -> &[usize] {
        &self.order
    }

    /// Which latent variable moves which, directly or through others, as places from and to.
    pub(super) fn effects(&self) -> Vec<(usize, usize)> {
        let size = self.latents.len();
        let mut moved = vec![vec![false; size]; size];
        for &to in &self.order {
            for &cause in &self.predecessors[to] {
                for (from, ends) in moved.iter_mut().enumerate() {
                    ends[to] |= from == cause || ends[cause];
                }
            }
        }
        let pairs = (0..size).flat_map(|from| (0..size).map(move |to| (from, to)));
        pairs.filter(|&(from, to)| moved[from][to]).collect()
    }

    /// The name of a latent variable.
    pub(super) fn name(&self, latent: usize) -> String {
        self.latents[latent].name.clone()
    }
}

fn check_names(latents: &[Latent], names: &[&str]) -> ModelResult<()> {
    let mut items: Vec<&str> = Vec::new();
    for (place, latent) in latents.iter().enumerate() {
        if latent.name.trim().is_empty() || names[..place].contains(&latent.name.as_str()) {
            return Err(ModelError::Name(latent.name.clone()));
        }
        if latent.items.is_empty() {
            return Err(ModelError::NoItems(latent.name.clone()));
        }
        for item in &latent.items {
            if item.trim().is_empty() {
                return Err(ModelError::Name(item.clone()));
            }
            if items.contains(&item.as_str()) {
                return Err(ModelError::RepeatedItem(item.clone()));
            }
            items.push(item);
        }
    }
    Ok(())
}

/// Causes before effects, as in Kahn's algorithm (1962); what is left in the end goes round in a circle.
fn ordered(predecessors: &[Vec<usize>], names: &[&str]) -> ModelResult<Vec<usize>> {
    let mut order: Vec<usize> = Vec::with_capacity(names.len());
    while order.len() < names.len() {
        let ready = (0..names.len()).find(|latent| {
            !order.contains(latent) && predecessors[*latent].iter().all(|cause| order.contains(cause))
        });
        match ready {
            Some(latent) => order.push(latent),
            None => return Err(ModelError::Cycle(circle(predecessors, names, &order))),
        }
    }
    Ok(order)
}

/// A circle among the latent variables not in `order`, in words: each of them has a cause outside of it.
fn circle(predecessors: &[Vec<usize>], names: &[&str], order: &[usize]) -> String {
    let cause = |latent: usize| predecessors[latent].iter().copied().find(|cause| !order.contains(cause));
    let mut walked: Vec<usize> =
        (0..names.len()).find(|latent| !order.contains(latent)).into_iter().collect();
    while let Some(next) = walked.last().copied().and_then(cause) {
        if let Some(start) = walked.iter().position(|&latent| latent == next) {
            walked.drain(..start);
            walked.push(next);
            break;
        }
        walked.push(next);
    }
    walked.iter().rev().map(|&latent| names[latent]).collect::<Vec<_>>().join(" → ")
}

fn check_connected(paths: &[(usize, usize)], names: &[&str]) -> ModelResult<()> {
    let mut reached = vec![false; names.len()];
    if let Some(first) = reached.first_mut() {
        *first = true;
    }
    let mut grows = true;
    while grows {
        grows = false;
        for &(from, to) in paths {
            if reached[from] != reached[to] {
                reached[from] = true;
                reached[to] = true;
                grows = true;
            }
        }
    }
    match reached.iter().position(|&one| !one) {
        Some(apart) => {
            Err(ModelError::Disconnected { latent: names[apart].to_owned(), rest: names[0].to_owned() })
        }
        None if paths.is_empty() => Err(ModelError::NoPredictors),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(latents: &[(&str, &[&str])], paths: &[(&str, &str)]) -> ModelError {
        let latents = latents.iter().map(|(name, items)| Latent {
            name: (*name).to_owned(),
            items: items.iter().map(|&item| item.to_owned()).collect(),
            mode: Mode::A,
        });
        let paths: Vec<_> = paths.iter().map(|&(from, to)| (from.to_owned(), to.to_owned())).collect();
        PathModel::new(Scheme::Path, latents.collect(), &paths).unwrap_err()
    }

    #[test]
    fn a_model_that_makes_no_sense_is_refused_by_name() {
        let three: [(&str, &[&str]); 3] = [("A", &["a"]), ("B", &["b"]), ("C", &["c"])];
        assert_eq!(
            refusal(&three, &[("A", "B"), ("B", "C"), ("C", "B")]),
            ModelError::Cycle("B → C → B".to_owned())
        );
        assert_eq!(refusal(&three, &[("A", "A"), ("B", "C")]), ModelError::Cycle("A → A".to_owned()));
        assert_eq!(
            refusal(&three, &[("A", "B")]),
            ModelError::Disconnected { latent: "C".to_owned(), rest: "A".to_owned() }
        );
        assert!(matches!(refusal(&three, &[("A", "Z")]), ModelError::Unknown { name, .. } if name == "Z"));
        assert!(matches!(refusal(&three, &[("A", "B"), ("A", "B")]), ModelError::RepeatedPath { .. }));
        let shared: [(&str, &[&str]); 2] = [("A", &["a", "b"]), ("B", &["b"])];
        assert_eq!(refusal(&shared, &[("A", "B")]), ModelError::RepeatedItem("b".to_owned()));
        assert_eq!(refusal(&[("A", &[]), ("B", &["b"])], &[("A", "B")]), ModelError::NoItems("A".to_owned()));
        assert_eq!(refusal(&[("A", &["a"]), ("A", &["b"])], &[]), ModelError::Name("A".to_owned()));
        assert_eq!(refusal(&[("A", &["a"])], &[]), ModelError::NoPredictors);
    }
}
