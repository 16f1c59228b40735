//! Weights that make a sample stand for the population, and what they cost.

use std::collections::BTreeMap;

use catsup_statistics::weighting::{Cell, Margin, Raked, RakingLimits, rake};
use serde::{Deserialize, Serialize};

use super::{Count, Operation, Problem, Reading, operation::Entry, reading};

pub(super) const OPERATIONS: &[Entry] = &[Entry::of::<Raking>(), Entry::of::<RakeMargins>()];

/// Raking of a two-way table of counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Raking {
    /// The respondents of each cell, by row and column.
    pub sample_counts: Vec<Vec<Count>>,
    /// The population share of each row.
    pub row_targets: Vec<f64>,
    /// The population share of each column.
    pub column_targets: Vec<f64>,
    /// The largest weight allowed, as a multiple of the mean.
    #[serde(default)]
    pub maximum_weight: Option<f64>,
    /// The smallest weight allowed, as a multiple of the mean.
    #[serde(default)]
    pub minimum_weight: Option<f64>,
}

#[derive(Serialize)]
pub struct RakingFigures {
    cell_weights: Vec<Vec<f64>>,
    #[serde(flatten)]
    outcome: Outcome,
}

/// What every raking reports.
#[derive(Serialize)]
struct Outcome {
    n: u64,
    kish_design_effect: f64,
    effective_n: f64,
    converged: bool,
    iterations: usize,
    largest_gap: f64,
    empty_cells: usize,
    trimmed: u64,
    lowest_weight: f64,
    highest_weight: f64,
}

impl Outcome {
    fn of(raked: &Raked, cells: &[Cell]) -> Self {
        let carried =
            || cells.iter().zip(&raked.weights).filter(|(cell, _)| cell.count > 0).map(|(_, weight)| *weight);
        Self {
            n: raked.effect.n,
            kish_design_effect: raked.effect.design_effect,
            effective_n: raked.effect.effective_n,
            converged: raked.converged,
            iterations: raked.iterations,
            largest_gap: raked.largest_gap,
            empty_cells: raked.empty_cells,
            trimmed: raked.trimmed,
            lowest_weight: carried().fold(f64::MAX, f64::min),
            highest_weight: carried().fold(0.0, f64::max),
        }
    }

    fn sentence(&self) -> String {
        let cost = format!(
            "the weights cost a design effect of {:.2}: {} answers tell as much as {:.0} would unweighted",
            self.kish_design_effect, self.n, self.effective_n
        );
        if self.converged {
            format!("the sample now agrees with every target; {cost}")
        } else {
            format!(
                "the targets are not met: the largest gap left is {:.2} points (limits on weights or empty cells stand in the way); {cost}",
                100.0 * self.largest_gap
            )
        }
    }
}

fn limits(maximum_weight: Option<f64>, minimum_weight: Option<f64>) -> RakingLimits {
    RakingLimits { maximum_weight, minimum_weight, ..RakingLimits::default() }
}

impl Operation for Raking {
    const NAME: &'static str = "raking";
    const SUMMARY: &'static str = "weights for a two-way table so that it agrees with population shares";
    type Figures = RakingFigures;

    fn compute(&self) -> Result<RakingFigures, Problem> {
        let columns = self.column_targets.len();
        if self.sample_counts.len() != self.row_targets.len() {
            let (rows, targets) = (self.sample_counts.len(), self.row_targets.len());
            return Err(Problem::Input(format!("row_targets: {targets} targets for {rows} rows")));
        }
        let ragged = self.sample_counts.iter().position(|row| row.len() != columns);
        if let Some(row) = ragged {
            let found = self.sample_counts[row].len();
            return Err(Problem::Input(format!(
                "sample_counts[{row}]: {found} counts for {columns} columns"
            )));
        }
        let numbered = |targets: &[f64]| {
            targets.iter().enumerate().map(|(place, target)| (place.to_string(), *target)).collect()
        };
        let margins = [
            Margin { name: "row_targets".to_owned(), targets: numbered(&self.row_targets) },
            Margin { name: "column_targets".to_owned(), targets: numbered(&self.column_targets) },
        ];
        let cell =
            |row: usize, column: usize, count: &Count| Cell { categories: vec![row, column], count: count.0 };
        let cells: Vec<Cell> = self
            .sample_counts
            .iter()
            .enumerate()
            .flat_map(|(row, counts)| {
                counts.iter().enumerate().map(move |(column, count)| cell(row, column, count))
            })
            .collect();
        let raked = rake(&margins, &cells, limits(self.maximum_weight, self.minimum_weight))?;
        let cell_weights = raked.weights.chunks(columns).map(<[f64]>::to_vec).collect();
        Ok(RakingFigures { cell_weights, outcome: Outcome::of(&raked, &cells) })
    }

    fn reading(&self, figures: &RakingFigures) -> Reading {
        let names: Vec<String> =
            (0..self.column_targets.len()).map(|column| format!("column {column}")).collect();
        let header: Vec<&str> = std::iter::once("weights").chain(names.iter().map(String::as_str)).collect();
        let row = |(row, weights): (usize, &Vec<f64>)| {
            let cells = weights.iter().map(|weight| reading::number(*weight, 4));
            std::iter::once(format!("row {row}")).chain(cells).collect()
        };
        let rows = figures.cell_weights.iter().enumerate().map(row).collect();
        Reading::table(&header, rows, figures.outcome.sentence())
    }
}

/// Raking on any number of margins.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RakeMargins {
    /// The population share of each category, by dimension: `{"age": {"under 40": 0.4, …}, …}`.
    pub targets: BTreeMap<String, BTreeMap<String, f64>>,
    /// The respondents, counted by category in every dimension.
    pub cells: Vec<RakeCell>,
    /// The largest weight allowed, as a multiple of the mean.
    #[serde(default)]
    pub maximum_weight: Option<f64>,
    /// The smallest weight allowed, as a multiple of the mean.
    #[serde(default)]
    pub minimum_weight: Option<f64>,
}

/// Respondents who are alike in every dimension.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RakeCell {
    /// Their category in each dimension.
    pub categories: BTreeMap<String, String>,
    /// How many there are.
    pub count: Count,
}

#[derive(Serialize)]
pub struct RakeMarginsFigures {
    /// The weight of each cell, in the order given.
    pub(super) weights: Vec<f64>,
    margins: Vec<catsup_statistics::weighting::MarginGap>,
    #[serde(flatten)]
    outcome: Outcome,
}

impl RakeMargins {
    fn cell(&self, place: usize, cell: &RakeCell) -> Result<Cell, Problem> {
        let stray = cell.categories.keys().find(|dimension| !self.targets.contains_key(*dimension));
        if let Some(dimension) = stray {
            return Err(Problem::Input(format!("cells[{place}]: {dimension} has no targets")));
        }
        let category = |(dimension, targets): (&String, &BTreeMap<String, f64>)| {
            let name = cell
                .categories
                .get(dimension)
                .ok_or_else(|| Problem::Input(format!("cells[{place}]: {dimension} is missing")))?;
            targets.keys().position(|known| known == name).ok_or_else(|| {
                let known: Vec<&str> = targets.keys().map(String::as_str).collect();
                let known = known.join(", ");
                Problem::Input(format!(
                    "cells[{place}]: {name} is not among the targets of {dimension} ({known})"
                ))
            })
        };
        let categories = self.targets.iter().map(category).collect::<Result<_, _>>()?;
        Ok(Cell { categories, count: cell.count.0 })
    }
}

impl Operation for RakeMargins {
    const NAME: &'static str = "rake";
    const SUMMARY: &'static str = "weights that make respondents agree with population shares on any margins";
    type Figures = RakeMarginsFigures;

    fn compute(&self) -> Result<RakeMarginsFigures, Problem> {
        let margin = |(name, targets): (&String, &BTreeMap<String, f64>)| Margin {
            name: name.clone(),
            targets: targets.iter().map(|(category, share)| (category.clone(), *share)).collect(),
        };
        let margins: Vec<Margin> = self.targets.iter().map(margin).collect();
        let cells: Vec<Cell> = self
            .cells
            .iter()
            .enumerate()
            .map(|(place, cell)| self.cell(place, cell))
            .collect::<Result<_, _>>()?;
        let raked = rake(&margins, &cells, limits(self.maximum_weight, self.minimum_weight))?;
        let outcome = Outcome::of(&raked, &cells);
        Ok(RakeMarginsFigures { weights: raked.weights, margins: raked.margins, outcome })
    }

    fn reading(&self, figures: &RakeMarginsFigures) -> Reading {
        let row = |margin: &catsup_statistics::weighting::MarginGap| {
            let shares = [margin.target, margin.sample, margin.weighted].map(reading::percent);
            let name = format!("{}: {}", margin.dimension, margin.category);
            std::iter::once(name).chain(shares).collect()
        };
        let rows = figures.margins.iter().map(row).collect();
        Reading::table(&["category", "population", "sample", "weighted"], rows, figures.outcome.sentence())
    }
}
