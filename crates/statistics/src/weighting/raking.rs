//! Weights that make a sample agree with the population on several margins at once.

use std::collections::HashMap;

use serde::Serialize;

use super::kish::{DesignEffect, design_effect};
use crate::error::{MAXIMUM_OBSERVATIONS, check_number};
use crate::{Error, Result};

/// How far targets may be from summing to 1, for shares rounded to six digits.
const TARGET_TOLERANCE: f64 = 1e-6;

/// Halvings of the factor that rescales trimmed weights: to the last digit.
const BISECTIONS: usize = 60;

/// One dimension of the population: age, region, channel.
///
/// ```
/// use catsup_statistics::weighting::{Cell, Margin, RakingLimits, rake};
///
/// let share = |name: &str, share| (name.to_owned(), share);
/// let age = Margin { name: "age".to_owned(), targets: vec![share("young", 0.5), share("old", 0.5)] };
/// let cells = [Cell { categories: vec![0], count: 40 }, Cell { categories: vec![1], count: 60 }];
/// assert_eq!(rake(&[age], &cells, RakingLimits::default())?.weights[0], 1.25);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// Its name.
    pub name: String,
    /// Its categories, each with its share of the population.
    pub targets: Vec<(String, f64)>,
}

/// Respondents who are alike in every dimension.
///
/// ```
/// use catsup_statistics::weighting::Cell;
///
/// // Forty respondents in the first category of the first dimension and the third of the second.
/// let cell = Cell { categories: vec![0, 2], count: 40 };
/// assert_eq!(cell.categories.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The category in each dimension, by position.
    pub categories: Vec<usize>,
    /// How many respondents.
    pub count: u64,
}

/// How far raking may go.
///
/// ```
/// use catsup_statistics::weighting::{Cell, Margin, RakingLimits, rake};
///
/// let share = |name: &str, share| (name.to_owned(), share);
/// let age = Margin { name: "age".to_owned(), targets: vec![share("young", 0.5), share("old", 0.5)] };
/// let cells = [Cell { categories: vec![0], count: 10 }, Cell { categories: vec![1], count: 90 }];
/// let limits = RakingLimits { maximum_weight: Some(3.0), ..RakingLimits::default() };
/// let raked = rake(&[age], &cells, limits)?;
/// // The young would need a weight of 5.
/// assert!((raked.weights[0] - 3.0).abs() < 1e-9 && !raked.converged);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RakingLimits {
    /// The largest weight allowed, as a multiple of the mean weight; more than 1.
    pub maximum_weight: Option<f64>,
    /// The smallest weight allowed, as a multiple of the mean weight; less than 1.
    pub minimum_weight: Option<f64>,
    /// Passes over all margins before giving up.
    pub iterations: usize,
    /// The largest difference between a weighted share and its target that counts as agreement.
    pub tolerance: f64,
}

impl Default for RakingLimits {
    /// Without trimming, to the last digit.
    fn default() -> Self {
        Self { maximum_weight: None, minimum_weight: None, iterations: 10_000, tolerance: 1e-13 }
    }
}

/// Weights, and how well they do.
///
/// ```
/// use catsup_statistics::weighting::{Cell, Margin, RakingLimits, rake};
///
/// let share = |name: &str, share| (name.to_owned(), share);
/// let age = Margin { name: "age".to_owned(), targets: vec![share("young", 0.5), share("old", 0.5)] };
/// let cells = [Cell { categories: vec![0], count: 20 }, Cell { categories: vec![1], count: 80 }];
/// let raked = rake(&[age], &cells, RakingLimits::default())?;
/// assert_eq!(raked.weights, [2.5, 0.625]);
/// assert!(raked.converged && raked.largest_gap < 1e-12 && raked.iterations >= 1);
/// assert_eq!((raked.empty_cells, raked.trimmed, raked.margins.len()), (0, 0, 2));
/// // n Σw² / (Σw)² = (20 · 2.5² + 80 · 0.625²) / 100
/// assert!((raked.effect.design_effect - 1.5625).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Raked {
    /// The weight of each cell given, 1 on average over the respondents; 0 for a cell without any.
    pub weights: Vec<f64>,
    /// Whether every weighted share agrees with its target.
    pub converged: bool,
    /// The passes that were made.
    pub iterations: usize,
    /// The largest difference left between a weighted share and its target.
    pub largest_gap: f64,
    /// The shares before and after, by dimension and category.
    pub margins: Vec<MarginGap>,
    /// Combinations of categories that nobody belongs to: the population there is spoken for by others.
    pub empty_cells: usize,
    /// Respondents whose weight is at a limit.
    pub trimmed: u64,
    /// What the weights cost.
    pub effect: DesignEffect,
}

/// A category before and after weighting.
///
/// ```
/// use catsup_statistics::weighting::{Cell, Margin, RakingLimits, rake};
///
/// let share = |name: &str, share| (name.to_owned(), share);
/// let age = Margin { name: "age".to_owned(), targets: vec![share("young", 0.5), share("old", 0.5)] };
/// let cells = [Cell { categories: vec![0], count: 20 }, Cell { categories: vec![1], count: 80 }];
/// let young = &rake(&[age], &cells, RakingLimits::default())?.margins[0];
/// assert_eq!((&young.dimension[..], &young.category[..]), ("age", "young"));
/// assert_eq!((young.target, young.sample), (0.5, 0.2));
/// assert!((young.weighted - 0.5).abs() < 1e-12);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MarginGap {
    /// The dimension.
    pub dimension: String,
    /// The category.
    pub category: String,
    /// Its share of the population.
    pub target: f64,
    /// Its share of the respondents.
    pub sample: f64,
    /// Its share after weighting.
    pub weighted: f64,
}

/// Rakes a sample to population shares: iterative proportional fitting (Deming and Stephan 1940).
///
/// Margin after margin, the weights of each category are scaled to its target, until all agree. With limits, weights
/// beyond them are set back to them after every pass (as Potter 1990 trims), the others rescaled to a mean of 1. That may
/// leave a margin off its target: `converged` and `largest_gap` tell. Cells of the same categories may be given in parts.
///
/// ```
/// use catsup_statistics::weighting::{Cell, Margin, RakingLimits, rake};
///
/// let share = |name: &str, share| (name.to_owned(), share);
/// let age = Margin { name: "age".into(), targets: vec![share("young", 0.5), share("old", 0.5)] };
/// let cells = [Cell { categories: vec![0], count: 20 }, Cell { categories: vec![1], count: 80 }];
/// let raked = rake(&[age], &cells, RakingLimits::default())?;
/// assert_eq!(raked.weights, [2.5, 0.625]);
/// assert!(raked.converged);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::OutOfRange`] for a target that is not above 0 or a limit that means nothing,
/// [`Error::TargetsDoNotSumToOne`], [`Error::CategoryWithoutSample`], [`Error::EmptySample`] without respondents,
/// [`Error::TooFew`] without a margin, [`Error::LengthsDiffer`] when a cell does not name one category of each
/// dimension.
pub fn rake(margins: &[Margin], cells: &[Cell], limits: RakingLimits) -> Result<Raked> {
    check_limits(limits)?;
    let n = check_cells(margins, cells)?;
    check_margins(margins, cells, n)?;
    let mut weights: Vec<f64> = cells.iter().map(|cell| f64::from(u8::from(cell.count > 0))).collect();
    let mut iterations = 0;
    let mut largest_gap = gap(margins, cells, &weights, n);
    while largest_gap > limits.tolerance && iterations < limits.iterations {
        iterations += 1;
        for dimension in 0..margins.len() {
            fit(margins, dimension, cells, &mut weights, n);
        }
        trim(cells, &mut weights, n, limits);
        let left = gap(margins, cells, &weights, n);
        // Rounding or trimming holds it where it is: more passes change nothing.
        if left >= largest_gap && left - largest_gap < 1e-16 && iterations > 50 {
            largest_gap = left;
            break;
        }
        largest_gap = left;
    }
    let beyond = |weight: f64| {
        limits.maximum_weight.is_some_and(|most| weight >= most * (1.0 - 1e-12))
            || limits.minimum_weight.is_some_and(|least| weight <= least * (1.0 + 1e-12))
    };
    let held = cells.iter().zip(&weights).filter(|(cell, weight)| cell.count > 0 && beyond(**weight));
    Ok(Raked {
        converged: largest_gap <= limits.tolerance.max(1e-12),
        iterations,
        largest_gap,
        margins: shares(margins, cells, &weights, n),
        empty_cells: empty_cells(margins, cells),
        trimmed: held.map(|(cell, _)| cell.count).sum(),
        effect: design_effect(weights.iter().copied().zip(cells.iter().map(|cell| cell.count)))?,
        weights,
    })
}

fn check_limits(limits: RakingLimits) -> Result<()> {
    if let Some(most) = limits.maximum_weight {
        check_number(|| "the largest weight".to_owned(), most, "more than 1", |most| most > 1.0)?;
    }
    if let Some(least) = limits.minimum_weight {
        let fits = |least: f64| (0.0..1.0).contains(&least);
        check_number(|| "the smallest weight".to_owned(), least, "from 0 to below 1", fits)?;
    }
    let fits = |tolerance: f64| tolerance > 0.0 && tolerance < 1.0;
    check_number(|| "tolerance".to_owned(), limits.tolerance, "between 0 and 1", fits).map(|_| ())
}

/// The number of respondents, when every cell fits the margins.
fn check_cells(margins: &[Margin], cells: &[Cell]) -> Result<u64> {
    if margins.is_empty() {
        return Err(Error::TooFew { item: "margins to rake to", found: 0, needed: 1 });
    }
    for (place, cell) in cells.iter().enumerate() {
        if cell.categories.len() != margins.len() {
            let item = format!("cells[{place}]");
            return Err(Error::LengthsDiffer { item, found: cell.categories.len(), expected: margins.len() });
        }
        for (margin, &category) in margins.iter().zip(&cell.categories) {
            let known = margin.targets.len();
            let item = || format!("the category of cells[{place}] in {}", margin.name);
            check_number(item, category as f64, "a position in its targets", |_| category < known)?;
        }
    }
    let n = cells.iter().fold(0_u64, |n, cell| n.saturating_add(cell.count));
    match n {
        0 => Err(Error::EmptySample),
        n if n > MAXIMUM_OBSERVATIONS => Err(Error::TooManyObservations),
        n => Ok(n),
    }
}

fn check_margins(margins: &[Margin], cells: &[Cell], n: u64) -> Result<()> {
    let equal: Vec<f64> = vec![1.0; cells.len()];
    for (dimension, margin) in margins.iter().enumerate() {
        let name = &margin.name;
        for (category, target) in &margin.targets {
            check_number(
                || format!("the target of {category} of {name}"),
                *target,
                "above 0",
                |one| one > 0.0,
            )?;
        }
        let sum: f64 = margin.targets.iter().map(|(_, target)| target).sum();
        if (sum - 1.0).abs() > TARGET_TOLERANCE {
            return Err(Error::TargetsDoNotSumToOne { dimension: name.clone(), sum });
        }
        let held = weighted_shares(margin, dimension, cells, &equal, n);
        if let Some(empty) = held.iter().position(|share| *share == 0.0) {
            let category = margin.targets[empty].0.clone();
            return Err(Error::CategoryWithoutSample { dimension: name.clone(), category });
        }
    }
    Ok(())
}

/// The share of each category of one dimension in the weighted sample.
fn weighted_shares(margin: &Margin, dimension: usize, cells: &[Cell], weights: &[f64], n: u64) -> Vec<f64> {
    let mut shares = vec![0.0; margin.targets.len()];
    for (cell, weight) in cells.iter().zip(weights) {
        shares[cell.categories[dimension]] += weight * cell.count as f64;
    }
    shares.iter_mut().for_each(|share| *share /= n as f64);
    shares
}

fn fit(margins: &[Margin], dimension: usize, cells: &[Cell], weights: &mut [f64], n: u64) {
    let margin = &margins[dimension];
    let shares = weighted_shares(margin, dimension, cells, weights, n);
    let total: f64 = margin.targets.iter().map(|(_, target)| target).sum();
    for (cell, weight) in cells.iter().zip(weights) {
        let category = cell.categories[dimension];
        if shares[category] > 0.0 {
            *weight *= margin.targets[category].1 / total / shares[category];
        }
    }
}

fn trim(cells: &[Cell], weights: &mut [f64], n: u64, limits: RakingLimits) {
    if limits.maximum_weight.is_none() && limits.minimum_weight.is_none() {
        return;
    }
    let (least, most) = (limits.minimum_weight.unwrap_or(0.0), limits.maximum_weight.unwrap_or(f64::MAX));
    let held = |weights: &[f64], factor: f64| -> f64 {
        let kept = cells.iter().zip(weights);
        kept.map(|(cell, weight)| cell.count as f64 * (factor * weight).clamp(least, most)).sum()
    };
    // The one factor that leaves a mean of 1 after cutting: the sum grows with it, from below n to above.
    let (mut low, mut high) = (0.0, 2.0);
    while held(weights, high) < n as f64 && high < 1e12 {
        high *= 2.0;
    }
    for _ in 0..BISECTIONS {
        let middle = f64::midpoint(low, high);
        if held(weights, middle) < n as f64 { low = middle } else { high = middle }
    }
    for (cell, weight) in cells.iter().zip(weights) {
        if cell.count > 0 {
            *weight = (high * *weight).clamp(least, most);
        }
    }
}

fn gap(margins: &[Margin], cells: &[Cell], weights: &[f64], n: u64) -> f64 {
    shares(margins, cells, weights, n)
        .iter()
        .map(|margin| (margin.weighted - margin.target).abs())
        .fold(0.0, f64::max)
}

fn shares(margins: &[Margin], cells: &[Cell], weights: &[f64], n: u64) -> Vec<MarginGap> {
    let equal = vec![1.0; cells.len()];
    let of = |dimension: usize| {
        let margin = &margins[dimension];
        let total: f64 = margin.targets.iter().map(|(_, target)| target).sum();
        let before = weighted_shares(margin, dimension, cells, &equal, n);
        let after = weighted_shares(margin, dimension, cells, weights, n);
        let both = before.into_iter().zip(after);
        margin.targets.iter().zip(both).map(move |((category, target), (sample, weighted))| MarginGap {
            dimension: margin.name.clone(),
            category: category.clone(),
            target: target / total,
            sample,
            weighted,
        })
    };
    (0..margins.len()).flat_map(of).collect()
}

fn empty_cells(margins: &[Margin], cells: &[Cell]) -> usize {
    let mut held: HashMap<&[usize], u64> = HashMap::new();
    for cell in cells {
        *held.entry(&cell.categories).or_default() += cell.count;
    }
    let combinations = margins.iter().fold(1_usize, |all, margin| all.saturating_mul(margin.targets.len()));
    combinations.saturating_sub(held.values().filter(|count| **count > 0).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn margin(name: &str, targets: &[f64]) -> Margin {
        let named = targets.iter().enumerate().map(|(place, target)| (place.to_string(), *target));
        Margin { name: name.to_owned(), targets: named.collect() }
    }

    fn cells(table: &[&[u64]]) -> Vec<Cell> {
        let row = |(row, counts): (usize, &&[u64])| {
            let cell = move |(column, &count)| Cell { categories: vec![row, column], count };
            counts.iter().enumerate().map(cell).collect::<Vec<_>>()
        };
        table.iter().enumerate().flat_map(row).collect()
    }

    #[test]
    fn targets_that_no_sample_can_meet_are_named() {
        let told = |margins: &[Margin], table: &[&[u64]]| {
            rake(margins, &cells(table), RakingLimits::default()).unwrap_err()
        };
        let even = margin("channel", &[0.5, 0.5]);
        let lacking = told(&[margin("age", &[0.5, 0.5]), even.clone()], &[&[3, 4], &[0, 0]]);
        let expected = Error::CategoryWithoutSample { dimension: "age".into(), category: "1".into() };
        assert_eq!(lacking, expected);
        let sum = told(&[margin("age", &[0.5, 0.4]), even.clone()], &[&[3, 4], &[1, 1]]);
        assert!(sum.to_string().starts_with("the targets of age sum to 0.9"), "{sum}");
        let none = told(&[margin("age", &[1.0, 0.0]), even.clone()], &[&[3, 4], &[1, 1]]);
        assert!(none.to_string().starts_with("the target of 1 of age is 0"), "{none}");
        assert_eq!(told(&[margin("age", &[0.5, 0.5]), even], &[&[0, 0], &[0, 0]]), Error::EmptySample);
    }

    #[test]
    fn margins_that_contradict_the_empty_cells_are_reported_not_met() {
        // All of row 0 is in column 0 and all of row 1 in column 1: the two margins would have to agree.
        let margins = [margin("row", &[0.3, 0.7]), margin("column", &[0.6, 0.4])];
        let raked = rake(&margins, &cells(&[&[10, 0], &[0, 10]]), RakingLimits::default()).unwrap();
        assert!(!raked.converged && raked.largest_gap > 0.1 && raked.empty_cells == 2, "{raked:?}");
        assert_eq!(raked.weights[1], 0.0);
    }

    #[test]
    fn no_weight_passes_its_limit() {
        let margins = [margin("row", &[0.52, 0.48]), margin("column", &[0.3, 0.4, 0.3])];
        let limits = RakingLimits { maximum_weight: Some(1.7), ..RakingLimits::default() };
        let raked = rake(&margins, &cells(&[&[40, 25, 10], &[30, 50, 45]]), limits).unwrap();
        assert!(raked.weights.iter().all(|weight| *weight <= 1.7 + 1e-9), "{raked:?}");
        assert_eq!(raked.trimmed, 10);
        // Six cells and three free margins: the others can make up for the trimmed one.
        assert!(raked.converged, "{raked:?}");
        let tight = RakingLimits { maximum_weight: Some(1.2), minimum_weight: Some(0.9), ..limits };
        let raked = rake(&margins, &cells(&[&[40, 25, 10], &[30, 50, 45]]), tight).unwrap();
        assert!(!raked.converged && raked.largest_gap > 0.01, "{raked:?}");
    }

    #[test]
    fn a_cell_given_in_parts_weighs_the_same() {
        let margins = [margin("row", &[0.52, 0.48]), margin("column", &[0.3, 0.4, 0.3])];
        let whole = cells(&[&[40, 25, 10], &[30, 50, 45]]);
        let mut parts = whole.clone();
        parts[0].count = 15;
        parts.push(Cell { categories: vec![0, 0], count: 25 });
        let limits = RakingLimits::default();
        let (whole, parts) =
            (rake(&margins, &whole, limits).unwrap(), rake(&margins, &parts, limits).unwrap());
        assert!((whole.weights[0] - parts.weights[0]).abs() < 1e-12);
        assert!((parts.weights[6] - parts.weights[0]).abs() < 1e-15);
        assert!((whole.effect.design_effect - parts.effect.design_effect).abs() < 1e-12);
        assert_eq!(whole.empty_cells, parts.empty_cells);
    }
}
