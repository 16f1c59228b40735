//! Drivers and path models of answers handed in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Count, Operation, Problem, Reading, count,
    operation::{Entry, ninety_five},
    reading,
};
use crate::{
    Error,
    drivers::{self, Block, DriverQuestion, DriverReport},
    numeric_table::NumericTable,
    path_models::{self, ModelFile, PathModelQuestion, PathModelReport, WrittenLatent, WrittenPath},
};

use catsup_statistics::path_model::{Missing, Options, Scheme};

pub(super) const OPERATIONS: &[Entry] = &[Entry::of::<Drivers>(), Entry::of::<PathModel>()];

/// The answers to each question, all in the same order of people; null where there is none.
type Answers = BTreeMap<String, Vec<Option<f64>>>;

/// What moves an outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Drivers {
    /// The answers to each question.
    pub answers: Answers,
    /// How many people gave each row of answers; one each when absent.
    #[serde(default)]
    pub counts: Option<Vec<Count>>,
    /// What may move the outcome: questions, or scores of several as `ease=q1,q2`.
    pub predictors: Vec<Block>,
    /// The outcome, written likewise.
    pub outcome: Block,
    /// The level of the intervals.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
    /// Resamples for the intervals of importance; none when 0.
    #[serde(default)]
    pub resamples: usize,
    /// The seed of the resamples.
    #[serde(default = "first")]
    pub seed: u64,
    /// The rise that “what if” speaks of.
    #[serde(default = "one")]
    pub rise: f64,
    /// The ends of the answer scale; as far as answers reach when absent.
    #[serde(default)]
    pub scale: Option<(f64, f64)>,
}

/// A model of latent variables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PathModel {
    /// The answers to each item.
    pub answers: Answers,
    /// The latent variables with their items, as in a model file.
    pub latent: Vec<WrittenLatent>,
    /// What moves what.
    pub path: Vec<WrittenPath>,
    /// The inner scheme.
    #[serde(default)]
    pub scheme: Scheme,
    /// What importance speaks of; the last latent variable when absent.
    #[serde(default)]
    pub target: Option<String>,
    /// The ends of the answer scale; as far as answers reach when absent.
    #[serde(default)]
    pub scale: Option<(f64, f64)>,
    /// What becomes of missing answers.
    #[serde(default)]
    pub missing: Missing,
    /// Whether paths are corrected for unreliability.
    #[serde(default)]
    pub consistent: bool,
    /// Iterations end when no weight changes by as much.
    #[serde(default = "tolerance")]
    pub tolerance: f64,
    /// Resamples for standard errors and intervals; none when 0.
    #[serde(default)]
    pub resamples: usize,
    /// The seed of resamples and permutations.
    #[serde(default = "first")]
    pub seed: u64,
    /// The level of the intervals.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
    /// The group of each person: paths are compared between groups.
    #[serde(default)]
    pub group: Option<Vec<String>>,
}

fn first() -> u64 {
    1
}

fn one() -> f64 {
    1.0
}

fn tolerance() -> f64 {
    Options::default().tolerance
}

/// The answers to these questions, person by person.
fn rows(answers: &Answers, questions: &[String]) -> Result<Vec<Vec<Option<f64>>>, Problem> {
    let columns = questions.iter().map(|question| {
        answers.get(question).ok_or_else(|| {
            let known: Vec<&str> = answers.keys().map(String::as_str).collect();
            Problem::Input(format!("there are no answers to {question}; there are {}", known.join(", ")))
        })
    });
    let columns: Vec<&Vec<Option<f64>>> = columns.collect::<Result<_, _>>()?;
    let people = columns.first().map_or(0, |column| column.len());
    for (question, column) in questions.iter().zip(&columns) {
        fits(&format!("answers.{question}"), column.len(), people)?;
    }
    Ok((0..people).map(|person| columns.iter().map(|column| column[person]).collect()).collect())
}

fn fits(item: &str, found: usize, expected: usize) -> Result<(), Problem> {
    if found == expected {
        return Ok(());
    }
    let source = catsup_statistics::Error::LengthsDiffer { item: item.to_owned(), found, expected };
    Err(Problem::Figures { item: None, source })
}

fn refused(error: Error) -> Problem {
    match error {
        Error::Invalid(errors) => {
            let told: Vec<String> =
                errors.iter().map(|error| format!("{}: {}", error.field, error.reason)).collect();
            Problem::Input(told.join("; "))
        }
        other => Problem::Input(other.to_string()),
    }
}

impl Operation for Drivers {
    const NAME: &'static str = "drivers";
    const SUMMARY: &'static str = "what moves an outcome: regression, relative weights, Shapley values";
    type Figures = DriverReport;

    fn compute(&self) -> Result<DriverReport, Problem> {
        let scores = self.predictors.iter().chain([&self.outcome]);
        let questions: Vec<String> = scores.flat_map(|block| block.columns.iter().cloned()).collect();
        let rows = rows(&self.answers, &questions)?;
        let counts = match &self.counts {
            Some(counts) => count::plain(counts),
            None => vec![1; rows.len()],
        };
        fits("counts", counts.len(), rows.len())?;
        let question = DriverQuestion {
            confidence: self.confidence,
            resamples: self.resamples,
            seed: self.seed,
            rise: self.rise,
            scale: self.scale,
            ..DriverQuestion::new(self.outcome.clone(), self.predictors.clone())
        };
        drivers::analyse_rows(rows.into_iter().zip(counts), &question, |_, _| Ok(())).map_err(refused)
    }

    fn reading(&self, figures: &DriverReport) -> Reading {
        let rows = figures.names.iter().enumerate().map(|(place, name)| {
            vec![
                name.clone(),
                reading::number(figures.ols.coef[place], 3),
                format!(
                    "{} to {}",
                    reading::number(figures.ols.ci_low[place], 3),
                    reading::number(figures.ols.ci_high[place], 3)
                ),
                format!("{:.1} %", figures.johnson_percent[place]),
            ]
        });
        let explained = reading::percent(figures.ols.r2);
        Reading::table(
            &["driver", "coefficient", "interval", "importance"],
            rows.collect(),
            format!("the drivers explain {explained} of what {} varies by", figures.outcome()),
        )
    }
}

impl Operation for PathModel {
    const NAME: &'static str = "path_model";
    const SUMMARY: &'static str = "a model of latent variables by partial least squares";
    type Figures = PathModelReport;

    fn compute(&self) -> Result<PathModelReport, Problem> {
        let model = ModelFile::of(self.scheme, &self.latent, &self.path).map_err(refused)?;
        let rows = rows(&self.answers, &model.model().items())?;
        if let Some(group) = &self.group {
            fits("group", group.len(), rows.len())?;
        }
        let question = PathModelQuestion {
            consistent: self.consistent,
            missing: self.missing,
            tolerance: self.tolerance,
            resamples: self.resamples,
            seed: self.seed,
            confidence: self.confidence,
            target: self.target.clone(),
            scale: self.scale,
            group: self.group.as_ref().map(|_| "group".to_owned()),
            ..PathModelQuestion::new(model)
        };
        let table = NumericTable { rows, labels: self.group.clone().unwrap_or_default() };
        path_models::estimate_rows(table, &question).map_err(refused)
    }

    fn reading(&self, figures: &PathModelReport) -> Reading {
        let rows = figures
            .paths
            .iter()
            .map(|path| vec![format!("{} → {}", path.from, path.to), reading::number(path.coefficient, 3)]);
        Reading::table(
            &["path", "coefficient"],
            rows.collect(),
            format!("{} people; importance speaks of {}", figures.n, figures.target),
        )
    }
}
