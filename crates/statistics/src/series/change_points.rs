//! Change points: where the level of a series changed, how sure that is, and between which points it happened.

use serde::{Deserialize, Serialize};

use crate::error::{check_number, check_series};
use crate::resampling::Generator;
use crate::{Confidence, Error, Result};

/// The most points of a series: the search compares all pairs.
const MOST_POINTS: usize = 5_000;
/// Shuffles behind each p value.
const SHUFFLES: usize = 999;
/// Resamples behind the interval of each place.
const RESAMPLES: usize = 499;

/// One point of a series.
///
/// ```
/// use catsup_statistics::{Confidence, series::{Observation, change_points}};
///
/// // Means of months, each weighed by the answers behind it.
/// let series = [(4.1, 400.0), (4.2, 380.0), (4.1, 410.0), (4.2, 20.0)];
/// let series = series.map(|(value, weight)| Observation { value, weight });
/// let found = change_points(&series, Confidence::NINETY_FIVE, 1)?;
/// assert!((found.segments[0].level - 5_001.0 / 1_210.0).abs() < 1e-9);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// Its value: a mean, a share, a volume.
    pub value: f64,
    /// How much it weighs: the answers behind it, or 1.
    pub weight: f64,
}

/// A change of level.
///
/// ```
/// use catsup_statistics::{Confidence, series::{Observation, change_points}};
///
/// let value = |at: usize| if at < 12 { 4.0 } else { 3.0 } + [0.02, -0.02][at % 2];
/// let series: Vec<_> = (0..24).map(|at| Observation { value: value(at), weight: 1.0 }).collect();
/// let change = &change_points(&series, Confidence::NINETY_FIVE, 1)?.changes[0];
/// assert_eq!((change.at, change.between), (12, (12, 12)));
/// assert!((change.before - 4.0).abs() < 1e-9 && (change.after - 3.0).abs() < 1e-9);
/// assert_eq!(change.p_value, 0.001, "none of 999 shuffles, and the order as it was");
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ChangePoint {
    /// The first point of the new level, from 0.
    pub at: usize,
    /// The earliest and the latest place it may have happened at, with the confidence asked for.
    pub between: (usize, usize),
    /// The p value of the change: how often the same points in any order show as great a change of level.
    pub p_value: f64,
    /// The level before, up to the change point before.
    pub before: f64,
    /// The level after, up to the next change point.
    pub after: f64,
}

/// A stretch of one level.
///
/// ```
/// use catsup_statistics::{Confidence, series::{Observation, Segment, change_points}};
///
/// // Nothing changes: one stretch.
/// let series = [1.0, 3.0, 1.0, 3.0].map(|value| Observation { value, weight: 1.0 });
/// let found = change_points(&series, Confidence::NINETY_FIVE, 1)?;
/// assert_eq!(found.segments, [Segment { start: 0, end: 4, level: 2.0 }]);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Segment {
    /// Its first point.
    pub start: usize,
    /// The point after its last.
    pub end: usize,
    /// Its level: the weighted mean.
    pub level: f64,
}

/// Where a series changed.
///
/// ```
/// use catsup_statistics::{Confidence, series::{Observation, change_points}};
///
/// let series = [1.0, 3.0, 1.0, 3.0].map(|value| Observation { value, weight: 1.0 });
/// let found = change_points(&series, Confidence::NINETY_FIVE, 1)?;
/// assert_eq!((found.changes.len(), found.segments.len()), (0, 1));
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangePoints {
    /// The changes, in order of time.
    pub changes: Vec<ChangePoint>,
    /// The stretches between them.
    pub segments: Vec<Segment>,
}

/// Finds where the level of a series changed.
///
/// The best partition into stretches of one level is found exactly (optimal partitioning; Jackson et al. 2005), with the
/// penalty `2 ln n` variances per change of the Schwarz criterion (Yao 1988); the variance comes from neighbouring
/// differences, so that a change of level does not hide itself. Each change then has to hold against 999 shuffles of the
/// points on both sides (a permutation test at a level shared among the changes; the weakest goes first until all hold), and its place gets a
/// percentile interval from 499 resamples of the residuals. `seed` makes both repeatable.
///
/// A slow drift shows as steps; take a season out before ([`seasonally_adjusted`](super::seasonally_adjusted)).
///
/// ```
/// use catsup_statistics::{Confidence, series::{Observation, change_points}};
///
/// let level = |at: usize| if at < 12 { 4.1 } else { 3.6 };
/// let noise = |at: usize| [0.02, -0.03, 0.01, -0.01, 0.03, -0.02][at % 6];
/// let series: Vec<_> = (0..24).map(|at| Observation { value: level(at) + noise(at), weight: 400.0 }).collect();
/// let found = change_points(&series, Confidence::NINETY_FIVE, 1)?;
/// assert_eq!(found.changes.len(), 1);
/// assert_eq!(found.changes[0].at, 12);
/// # Ok::<(), catsup_statistics::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::TooFew`] with fewer than four points, [`Error::OutOfRange`] for more than 5,000 points, a value that is not
/// finite or a weight that is not above 0.
pub fn change_points(series: &[Observation], confidence: Confidence, seed: u64) -> Result<ChangePoints> {
    check(series)?;
    let sums = Sums::of(series);
    let mut changes = best_partition(&sums, penalty(series));
    loop {
        let p_values: Vec<f64> = (0..changes.len())
            .map(|which| p_value(series, around(&changes, which, series.len()), seed, which))
            .collect();
        let weakest = (0..changes.len()).max_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
        // Bonferroni, but never stricter than the shuffles can tell.
        let shared = confidence.error_probability() / changes.len() as f64;
        let allowed = shared.max(1.0 / (SHUFFLES + 1) as f64);
        match weakest {
            Some(weakest) if p_values[weakest] > allowed => {
                changes.remove(weakest);
            }
            _ => return Ok(described(series, &sums, &changes, &p_values, confidence, seed)),
        }
    }
}

fn check(series: &[Observation]) -> Result<()> {
    if series.len() < 4 {
        return Err(Error::TooFew { item: "points of the series", found: series.len(), needed: 4 });
    }
    if series.len() > MOST_POINTS {
        let item = "the number of points".to_owned();
        return Err(Error::OutOfRange { item, value: series.len() as f64, allowed: "at most 5,000" });
    }
    check_series(&series.iter().map(|point| point.value).collect::<Vec<_>>())?;
    for (at, point) in series.iter().enumerate() {
        let fits = |weight: f64| weight > 0.0 && weight <= 1e15;
        let allowed = "above 0 and at most 1e15";
        check_number(|| format!("the weight of point {at}"), point.weight, allowed, fits)?;
    }
    Ok(())
}

/// Running sums of weights, weighted distances from the overall mean, and their squares.
struct Sums {
    mean: f64,
    running: Vec<[f64; 3]>,
}

impl Sums {
    fn of(series: &[Observation]) -> Self {
        let weight: f64 = series.iter().map(|point| point.weight).sum();
        let mean = series.iter().map(|point| point.weight * point.value).sum::<f64>() / weight;
        let mut running = vec![[0.0; 3]];
        for point in series {
            let distance = point.value - mean;
            let [weights, sum, squares] = running[running.len() - 1];
            let weighted = point.weight * distance;
            running.push([weights + point.weight, sum + weighted, squares + weighted * distance]);
        }
        Self { mean, running }
    }

    fn between(&self, start: usize, end: usize) -> [f64; 3] {
        std::array::from_fn(|part| self.running[end][part] - self.running[start][part])
    }

    /// The weighted sum of squares around the level of a stretch.
    fn cost(&self, start: usize, end: usize) -> f64 {
        let [weight, sum, squares] = self.between(start, end);
        (squares - sum * sum / weight).max(0.0)
    }

    fn level(&self, start: usize, end: usize) -> f64 {
        let [weight, sum, _] = self.between(start, end);
        self.mean + sum / weight
    }
}

/// What a change must save to be worth it.
fn penalty(series: &[Observation]) -> f64 {
    let difference = |pair: &[Observation]| {
        (pair[1].value - pair[0].value).abs() / (1.0 / pair[0].weight + 1.0 / pair[1].weight).sqrt()
    };
    let mut differences: Vec<f64> = series.windows(2).map(difference).collect();
    differences.sort_by(f64::total_cmp);
    // The median of |N(0, 1)| is 0.6745: robust against the few differences that are changes themselves.
    let deviation = differences[differences.len() / 2] / 0.674_489_750_196_081_7;
    2.0 * (series.len() as f64).ln() * deviation * deviation
}

/// The first points of all stretches but the first, in the partition of least cost.
fn best_partition(sums: &Sums, penalty: f64) -> Vec<usize> {
    let n = sums.running.len() - 1;
    // The cost of the best partition of the first `end` points, and where its last stretch starts.
    let mut best = vec![(-penalty, 0)];
    for end in 1..=n {
        let candidates = (0..end).map(|start| (best[start].0 + sums.cost(start, end) + penalty, start));
        let least = candidates.min_by(|a, b| a.0.total_cmp(&b.0));
        best.push(least.unwrap_or((0.0, 0)));
    }
    let mut changes = Vec::new();
    let mut end = n;
    while best[end].1 > 0 {
        end = best[end].1;
        changes.push(end);
    }
    changes.reverse();
    changes
}

/// Start, change and end of the two stretches around a change.
fn around(changes: &[usize], which: usize, n: usize) -> (usize, usize, usize) {
    let start = which.checked_sub(1).map_or(0, |before| changes[before]);
    (start, changes[which], changes.get(which + 1).copied().unwrap_or(n))
}

/// The split of a stretch that saves most, and what it saves.
fn best_split(sums: &Sums) -> (usize, f64) {
    let n = sums.running.len() - 1;
    let whole = sums.cost(0, n);
    let saved = |at: usize| (at, whole - sums.cost(0, at) - sums.cost(at, n));
    (1..n).map(saved).max_by(|a, b| a.1.total_cmp(&b.1)).unwrap_or((0, 0.0))
}

fn p_value(series: &[Observation], (start, _, end): (usize, usize, usize), seed: u64, stream: usize) -> f64 {
    let mut points = series[start..end].to_vec();
    let observed = best_split(&Sums::of(&points)).1;
    let mut generator = Generator::of(seed, stream as u64);
    let as_great = (0..SHUFFLES)
        .filter(|_| {
            generator.shuffle(&mut points);
            best_split(&Sums::of(&points)).1 >= observed * (1.0 - 1e-12)
        })
        .count();
    (as_great + 1) as f64 / (SHUFFLES + 1) as f64
}

fn described(
    series: &[Observation],
    sums: &Sums,
    changes: &[usize],
    p_values: &[f64],
    confidence: Confidence,
    seed: u64,
) -> ChangePoints {
    let describe = |which: usize| {
        let place = around(changes, which, series.len());
        let (start, at, end) = place;
        ChangePoint {
            at,
            between: interval(series, sums, place, confidence, seed, which),
            p_value: p_values[which],
            before: sums.level(start, at),
            after: sums.level(at, end),
        }
    };
    let starts = std::iter::once(0).chain(changes.iter().copied());
    let ends = changes.iter().copied().chain(std::iter::once(series.len()));
    let segment = |(start, end)| Segment { start, end, level: sums.level(start, end) };
    ChangePoints {
        changes: (0..changes.len()).map(describe).collect(),
        segments: starts.zip(ends).map(segment).collect(),
    }
}

/// Where the change is found again when the residuals of both sides are dealt out anew.
fn interval(
    series: &[Observation],
    sums: &Sums,
    (start, at, end): (usize, usize, usize),
    confidence: Confidence,
    seed: u64,
    stream: usize,
) -> (usize, usize) {
    let level = |point: usize| if point < at { sums.level(start, at) } else { sums.level(at, end) };
    // Standardised, so that a residual of few answers does not land on a point of many.
    let residual = |point: usize| (series[point].value - level(point)) * series[point].weight.sqrt();
    let residuals: Vec<f64> = (start..end).map(residual).collect();
    let mut generator = Generator::of(!seed, stream as u64);
    let mut places: Vec<usize> = (0..RESAMPLES)
        .map(|_| {
            let resampled = (start..end).map(|point| {
                let drawn = residuals[generator.below(residuals.len() as u64) as usize];
                let weight = series[point].weight;
                Observation { value: level(point) + drawn / weight.sqrt(), weight }
            });
            start + best_split(&Sums::of(&resampled.collect::<Vec<_>>())).0
        })
        .collect();
    places.sort_unstable();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "below the number of resamples"
    )]
    let tail = (confidence.error_probability() / 2.0 * RESAMPLES as f64) as usize;
    (places[tail].min(at), places[RESAMPLES - 1 - tail].max(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Deterministic noise that no order of points explains.
    fn noise(seed: u64, n: usize) -> Vec<f64> {
        let mut generator = Generator::of(seed, 0);
        (0..n).map(|_| (0..12).map(|_| generator.unit()).sum::<f64>() - 6.0).collect()
    }

    fn series(levels: &[(f64, usize)], seed: u64) -> Vec<Observation> {
        let level = levels.iter().flat_map(|&(level, n)| std::iter::repeat_n(level, n));
        let n = levels.iter().map(|(_, n)| n).sum();
        level
            .zip(noise(seed, n))
            .map(|(level, noise)| Observation { value: level + noise, weight: 1.0 })
            .collect()
    }

    #[test]
    fn two_changes_are_found_about_where_they_happened() {
        let found = change_points(&series(&[(0.0, 30), (3.0, 25), (1.0, 30)], 5), Confidence::NINETY_FIVE, 7)
            .unwrap();
        let [first, second] = found.changes.as_slice() else { panic!("{found:?}") };
        assert!(first.between.0 <= 30 && 30 <= first.between.1 && first.p_value < 0.01, "{first:?}");
        assert!(second.between.0 <= 55 && 55 <= second.between.1 && second.p_value < 0.05, "{second:?}");
        assert_eq!(found.segments.len(), 3);
        assert_eq!((found.segments[0].start, found.segments[2].end), (0, 85));
        assert!((first.after - second.before).abs() < 1e-12);
    }

    #[test]
    fn noise_is_not_shown_as_change() {
        let confidence = Confidence::NINETY_FIVE;
        let alarms = (0..40).filter(|seed| {
            let found = change_points(&series(&[(4.0, 40)], *seed), confidence, 1).unwrap();
            !found.changes.is_empty()
        });
        assert!(alarms.count() <= 4, "at most one series in ten");
    }

    #[test]
    fn many_answers_weigh_more_than_few() {
        let mut points = series(&[(4.0, 20)], 3);
        points[10] = Observation { value: 40.0, weight: 0.01 };
        let found = change_points(&points, Confidence::NINETY_FIVE, 1).unwrap();
        assert!(found.changes.is_empty(), "one month of a single answer is no change: {found:?}");
    }

    #[test]
    fn the_same_seed_gives_the_same_answer_and_impossible_points_are_refused() {
        let points = series(&[(0.0, 12), (2.0, 12)], 9);
        let find = || change_points(&points, Confidence::NINETY, 5).unwrap();
        assert_eq!(find(), find());
        assert!(matches!(change_points(&points[..3], Confidence::NINETY, 5), Err(Error::TooFew { .. })));
        let weightless = vec![Observation { value: 1.0, weight: 0.0 }; 5];
        assert!(matches!(change_points(&weightless, Confidence::NINETY, 5), Err(Error::OutOfRange { .. })));
    }

    #[test]
    fn a_step_without_noise_is_a_change() {
        let steps = [1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0];
        let points = steps.map(|value| Observation { value, weight: 10.0 });
        let found = change_points(&points, Confidence::NINETY_FIVE, 1).unwrap();
        assert_eq!(found.changes.len(), 1);
        assert_eq!((found.changes[0].at, found.changes[0].between), (5, (5, 5)));
    }

    /// Slow: `cargo test -p catsup-statistics -- --ignored`.
    #[test]
    #[ignore = "simulates six hundred series"]
    fn the_place_of_a_change_is_covered_about_as_often_as_said() {
        let mut covered = Vec::new();
        for seed in 0..600 {
            let found = change_points(&series(&[(0.0, 30), (2.0, 30)], seed), Confidence::NINETY_FIVE, 7);
            if let [change] = found.unwrap().changes.as_slice() {
                covered.push(change.between.0 <= 30 && 30 <= change.between.1);
            }
        }
        let share = covered.iter().filter(|covered| **covered).count() as f64 / covered.len() as f64;
        assert!(covered.len() > 540, "one change, and one only, in at least nine of ten series");
        assert!((0.90..=0.99).contains(&share), "covered {share}");
    }
}
