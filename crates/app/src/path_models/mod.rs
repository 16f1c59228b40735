//! Path models of satisfaction and trust, estimated on a table of answers.

mod model_file;
mod read;
mod report;
mod resampled;

use std::io::{Read, Seek};

use catsup_statistics::{
    Confidence, ModelError,
    drivers::{Resampling, Scale},
    path_model::{GroupComparison, ItemSample, Options, PathBootstrap, PathEstimate, importance_performance},
};

pub use catsup_statistics::path_model::{Method, Missing, Mode, Scheme};
pub use model_file::{ModelFile, READY, ReadyModel, WrittenLatent, WrittenPath};
pub use read::{PathModelQuery, read};
pub use report::{EffectReport, ItemReport, LatentReport, PairReport, PathModelReport, PathReport};
pub use resampled::{BootstrapReport, DifferenceReport, GroupReport, GroupsReport, Spread};

use crate::{
    Error,
    drivers::refused,
    fields::invalid,
    numeric_table::{self, NumericTable},
};

/// How a model is to be estimated.
#[derive(Debug, Clone, PartialEq)]
pub struct PathModelQuestion {
    /// The model.
    pub model: ModelFile,
    /// Whether paths are corrected for unreliability.
    pub consistent: bool,
    /// What becomes of missing answers.
    pub missing: Missing,
    /// Iterations end when no weight changes by this much.
    pub tolerance: f64,
    /// Resamples; none when 0.
    pub resamples: usize,
    /// The seed of resamples and permutations.
    pub seed: u64,
    /// The confidence of intervals, such as 0.95.
    pub confidence: f64,
    /// The latent variable that importance speaks of; the model's own, or else its last one, when `None`.
    pub target: Option<String>,
    /// The ends of the answer scale; the model's own, or else the lowest and the highest answer seen, when
    /// `None`.
    pub scale: Option<(f64, f64)>,
    /// A column that says which group a row belongs to: its groups are compared by permutation.
    pub group: Option<String>,
}

impl PathModelQuestion {
    /// The usual question: paths between scores, no resamples, 95 % confidence.
    #[must_use]
    pub fn new(model: ModelFile) -> Self {
        Self {
            model,
            consistent: false,
            missing: Missing::Listwise,
            tolerance: Options::default().tolerance,
            resamples: 0,
            seed: 1,
            confidence: 0.95,
            target: None,
            scale: None,
            group: None,
        }
    }
}

/// Estimates a path model on a CSV, TSV or XLSX file; `sheet` names the sheet of a workbook.
///
/// # Errors
/// [`Error::Invalid`] names the column, row, item, latent variable or option at fault.
pub fn estimate_table(
    file: impl Read + Seek,
    sheet: Option<&str>,
    question: &PathModelQuestion,
) -> Result<PathModelReport, Error> {
    estimate_table_if(file, sheet, question, |_, _| Ok(()))
}

/// The same, once `allowed` has seen how many rows and columns there are.
pub(crate) fn estimate_table_if(
    file: impl Read + Seek,
    sheet: Option<&str>,
    question: &PathModelQuestion,
    allowed: impl FnOnce(usize, usize) -> Result<(), Error>,
) -> Result<PathModelReport, Error> {
    let mut table = numeric_table::open(file, sheet)?;
    let columns = question.model.columns(table.header());
    let read = NumericTable::read(&mut table, &columns, question.group.as_deref())?;
    allowed(read.rows.len(), columns.len())?;
    estimate_rows(read, question)
}

/// Estimates a path model on rows of answers to its items, with the labels of groups where those are asked for.
pub(crate) fn estimate_rows(
    read: NumericTable,
    question: &PathModelQuestion,
) -> Result<PathModelReport, Error> {
    let confidence = Confidence::new(question.confidence)
        .map_err(|error| invalid("confidence", "confidence", error.to_string()))?;
    let target = question.target()?;
    let kept = read.rows.iter().map(|row| keeps(row, question.missing));
    let labels = question.group.is_some().then(|| {
        let labels = read.labels.iter().zip(kept).filter(|(_, kept)| *kept);
        labels.map(|(label, _)| label.clone()).collect::<Vec<_>>()
    });
    ItemSample::new(question.model.model(), read.rows, question.missing)
        .and_then(|sample| report(sample, labels.as_deref(), question, confidence, target))
        .map_err(refused)
}

/// Estimates the model on a sample of its items.
fn report(
    sample: ItemSample,
    labels: Option<&[String]>,
    question: &PathModelQuestion,
    confidence: Confidence,
    target: usize,
) -> Result<PathModelReport, ModelError> {
    let estimated = Estimated::on(sample, labels, question, confidence)?;
    let scales = question.scales(&estimated.sample)?;
    let map = importance_performance(&estimated.estimate, &estimated.sample, &scales, target)?;
    Ok(PathModelReport::new(question, &estimated, &map, &scales, target))
}

/// Everything that was computed from one sample.
struct Estimated {
    sample: ItemSample,
    estimate: PathEstimate,
    bootstrap: Option<PathBootstrap>,
    groups: Option<GroupComparison>,
}

impl Estimated {
    /// Permutations when no number of resamples was asked for.
    const PERMUTATIONS: usize = 1_000;

    fn on(
        sample: ItemSample,
        labels: Option<&[String]>,
        question: &PathModelQuestion,
        confidence: Confidence,
    ) -> Result<Self, ModelError> {
        let model = question.model.model();
        let method = if question.consistent { Method::Consistent } else { Method::Traditional };
        let options = Options { method, tolerance: question.tolerance, ..Options::default() };
        let estimate = PathEstimate::of(model, &sample, &options)?;
        let resampling = |resamples| Resampling { resamples, seed: question.seed };
        let bootstrap = match question.resamples {
            0 => None,
            resamples => {
                Some(PathBootstrap::of(model, &sample, &options, resampling(resamples), confidence)?)
            }
        };
        let permutations = if question.resamples == 0 { Self::PERMUTATIONS } else { question.resamples };
        let compared = labels
            .map(|labels| GroupComparison::of(model, &sample, labels, &options, resampling(permutations)));
        Ok(Self { groups: compared.transpose()?, sample, estimate, bootstrap })
    }
}

/// Whether a sample keeps this row, so that labels stay beside their rows.
fn keeps(row: &[Option<f64>], missing: Missing) -> bool {
    match missing {
        Missing::Listwise => row.iter().all(Option::is_some),
        Missing::Mean | Missing::Pairwise => row.iter().any(Option::is_some),
    }
}

impl PathModelQuestion {
    /// The place of the latent variable that importance speaks of.
    fn target(&self) -> Result<usize, Error> {
        let latents = self.model.model().latents();
        match self.target.as_deref().or(self.model.target()) {
            None => Ok(latents.len() - 1),
            Some(name) => self.model.model().place(name).ok_or_else(|| {
                let known: Vec<&str> = latents.iter().map(|latent| latent.name.as_str()).collect();
                let known = known.join(", ");
                refused(ModelError::Unknown { kind: "latent variable", name: name.to_owned(), known })
            }),
        }
    }

    /// The scale of each item.
    fn scales(&self, sample: &ItemSample) -> Result<Vec<Scale>, ModelError> {
        let ranges = sample.ranges().iter();
        let low = ranges.clone().map(|(low, _)| *low).fold(f64::INFINITY, f64::min);
        let high = ranges.map(|(_, high)| *high).fold(f64::NEG_INFINITY, f64::max);
        let asked = self.model.model().latents().iter().enumerate().flat_map(|(place, latent)| {
            let ends = self.model.scale(place).or(self.scale).unwrap_or((low, high));
            latent.items.iter().map(move |item| (item, ends))
        });
        let items = asked.zip(sample.ranges()).map(|((item, (low, high)), seen)| {
            let scale = Scale::new(item, low, high)?;
            scale.holds(item, *seen).map(|()| scale)
        });
        items.collect()
    }
}
