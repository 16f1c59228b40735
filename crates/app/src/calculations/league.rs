//! Fair league tables: limits, overdispersion, shrunken estimates, ranks with intervals, all in one.

use catsup_statistics::{
    Confidence, Interval, MeanSummary,
    league::{
        Funnel, FunnelPlace, Overdispersion, Rank, Shrunken, mean_funnel, ranks, share_funnel,
        shrunken_means, shrunken_shares,
    },
};
use serde::{Deserialize, Serialize};

use super::{
    Count, Operation, Problem, Reading,
    groups::NamedCounts,
    operation::{Entry, level_of, ninety_five, one},
    reading,
    scales::answers,
};

pub(super) const OPERATIONS: &[Entry] = &[Entry::of::<LeagueOfShares>(), Entry::of::<LeagueOfMeans>()];

fn four_thousand() -> u32 {
    4_000
}

fn seed() -> u64 {
    1
}

/// A unit with a share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NamedShare {
    /// Its name.
    pub name: String,
    /// The observations that count.
    pub successes: Count,
    /// All observations.
    pub n: Count,
}

/// Organisations, services or offices by a share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeagueOfShares {
    /// The units.
    pub units: Vec<NamedShare>,
    /// The target; the share of all together without.
    #[serde(default)]
    pub target: Option<f64>,
    /// The level of the intervals of estimates and ranks; the funnel's limits keep to 95 % and 99.8 %.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
    /// Draws for the ranks.
    #[serde(default = "four_thousand")]
    pub draws: u32,
    /// Seed of the draws.
    #[serde(default = "seed")]
    pub seed: u64,
}

/// Organisations, services or offices by the mean of one question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeagueOfMeans {
    /// The units.
    pub units: Vec<NamedCounts>,
    /// The lowest value of the scale.
    #[serde(default = "one")]
    pub first: i64,
    /// The target; the mean of all answers without.
    #[serde(default)]
    pub target: Option<f64>,
    /// The level of the intervals of estimates and ranks; the funnel's limits keep to 95 % and 99.8 %.
    #[serde(default = "ninety_five")]
    pub confidence: f64,
    /// Draws for the ranks.
    #[serde(default = "four_thousand")]
    pub draws: u32,
    /// Seed of the draws.
    #[serde(default = "seed")]
    pub seed: u64,
}

#[derive(Serialize)]
pub struct LeagueFigures {
    target: f64,
    phi: f64,
    tau: f64,
    widened: bool,
    /// The spread of the true figures; null when nothing can be learnt of it.
    between: Option<f64>,
    units: Vec<LeagueUnit>,
}

#[derive(Serialize)]
struct LeagueUnit {
    name: String,
    n: u64,
    value: f64,
    z: f64,
    p: f64,
    adjusted_p: f64,
    limit95_low: f64,
    limit95_high: f64,
    limit998_low: f64,
    limit998_high: f64,
    place: FunnelPlace,
    estimate: Option<f64>,
    estimate_low: Option<f64>,
    estimate_high: Option<f64>,
    reliability: Option<f64>,
    rank: Option<f64>,
    rank_low: Option<u64>,
    rank_high: Option<u64>,
}

fn table(
    names: impl Iterator<Item = String>,
    funnel: &Funnel,
    shrunken: Option<&Shrunken>,
    ranks: Option<&[Rank]>,
) -> LeagueFigures {
    let Overdispersion { phi, tau } = funnel.overdispersion;
    let unit = |(place, name): (usize, String)| {
        let unit = &funnel.units[place];
        let guess = shrunken.map(|shrunken| shrunken.units[place]);
        let rank = ranks.map(|ranks| ranks[place]);
        LeagueUnit {
            name,
            n: unit.n,
            value: unit.value,
            z: unit.z,
            p: unit.p_value,
            adjusted_p: unit.p_adjusted,
            limit95_low: unit.limits95.low,
            limit95_high: unit.limits95.high,
            limit998_low: unit.limits998.low,
            limit998_high: unit.limits998.high,
            place: unit.place,
            estimate: guess.map(|guess| guess.estimate),
            estimate_low: guess.map(|guess| guess.interval.low),
            estimate_high: guess.map(|guess| guess.interval.high),
            reliability: guess.map(|guess| guess.reliability),
            rank: rank.map(|rank| rank.expected),
            rank_low: rank.map(|rank| rank.low),
            rank_high: rank.map(|rank| rank.high),
        }
    };
    LeagueFigures {
        target: funnel.target,
        phi,
        tau,
        widened: funnel.widened,
        between: shrunken.map(|shrunken| shrunken.between),
        units: names.enumerate().map(unit).collect(),
    }
}

/// Estimates and ranks; none when all answers are alike, so that nothing tells units apart.
fn estimated(
    shrunken: catsup_statistics::Result<Shrunken>,
    confidence: Confidence,
    draws: u32,
    seed: u64,
) -> Result<(Option<Shrunken>, Option<Vec<Rank>>), Problem> {
    match shrunken {
        Ok(shrunken) => {
            let ranks = ranks(&shrunken, confidence, draws, seed)?;
            Ok((Some(shrunken), Some(ranks)))
        }
        Err(catsup_statistics::Error::Undefined { .. }) => Ok((None, None)),
        Err(error) => Err(error.into()),
    }
}

impl Operation for LeagueOfShares {
    const NAME: &'static str = "league_of_shares";
    const SUMMARY: &'static str = "units by a share: funnel limits, shrunken estimates, ranks with intervals";
    type Figures = LeagueFigures;

    fn compute(&self) -> Result<LeagueFigures, Problem> {
        if let Some(empty) = self.units.iter().find(|unit| unit.n.0 == 0) {
            return Err(Problem::of(&*empty.name)(catsup_statistics::Error::EmptySample));
        }
        if let Some(unit) = self.units.iter().find(|unit| unit.successes > unit.n) {
            let (successes, n) = (unit.successes.0, unit.n.0);
            let error = catsup_statistics::Error::SuccessesExceedSample { successes, n };
            return Err(Problem::of(&*unit.name)(error));
        }
        let counts: Vec<(u64, u64)> = self.units.iter().map(|unit| (unit.successes.0, unit.n.0)).collect();
        let funnel = share_funnel(&counts, self.target)?;
        let confidence = level_of(self.confidence)?;
        let (shrunken, ranks) =
            estimated(shrunken_shares(&counts, confidence), confidence, self.draws, self.seed)?;
        let names = self.units.iter().map(|unit| unit.name.clone());
        Ok(table(names, &funnel, shrunken.as_ref(), ranks.as_deref()))
    }

    fn reading(&self, figures: &LeagueFigures) -> Reading {
        read(figures, reading::percent)
    }
}

impl Operation for LeagueOfMeans {
    const NAME: &'static str = "league_of_means";
    const SUMMARY: &'static str = "units by a mean: funnel limits, shrunken estimates, ranks with intervals";
    type Figures = LeagueFigures;

    fn compute(&self) -> Result<LeagueFigures, Problem> {
        let mean = |unit: &NamedCounts| -> Result<MeanSummary, Problem> {
            Ok(answers(&unit.name, self.first, &unit.counts)?.mean_summary()?)
        };
        let means: Vec<MeanSummary> = self.units.iter().map(mean).collect::<Result<_, _>>()?;
        let funnel = mean_funnel(&means, self.target)?;
        let confidence = level_of(self.confidence)?;
        let (shrunken, ranks) =
            estimated(shrunken_means(&means, confidence), confidence, self.draws, self.seed)?;
        let names = self.units.iter().map(|unit| unit.name.clone());
        Ok(table(names, &funnel, shrunken.as_ref(), ranks.as_deref()))
    }

    fn reading(&self, figures: &LeagueFigures) -> Reading {
        read(figures, |mean| reading::number(mean, 3))
    }
}

fn read(figures: &LeagueFigures, show: fn(f64) -> String) -> Reading {
    let range = |interval: Interval| format!("{} to {}", show(interval.low), show(interval.high));
    let row = |unit: &LeagueUnit| {
        let ranks = unit.rank_low.zip(unit.rank_high);
        vec![
            unit.name.clone(),
            unit.n.to_string(),
            show(unit.value),
            range(Interval { low: unit.limit95_low, high: unit.limit95_high }),
            unit.place.words().to_owned(),
            unit.estimate.map_or_else(|| "–".to_owned(), show),
            ranks.map_or_else(|| "–".to_owned(), |(low, high)| format!("{low} to {high}")),
        ]
    };
    let mut units: Vec<&LeagueUnit> = figures.units.iter().collect();
    units.sort_by(|left, right| {
        right.estimate.partial_cmp(&left.estimate).unwrap_or(std::cmp::Ordering::Equal)
    });
    let rows = units.into_iter().map(row).collect();
    let far: Vec<&str> = figures
        .units
        .iter()
        .filter(|unit| matches!(unit.place, FunnelPlace::FarBelow | FunnelPlace::FarAbove))
        .map(|unit| unit.name.as_str())
        .collect();
    let widened = if figures.widened {
        "; the limits are widened, since units differ more than chance explains"
    } else {
        ""
    };
    let sentence = if far.is_empty() {
        format!("no unit lies beyond the 99.8 % limits around {}{widened}", show(figures.target))
    } else {
        format!("beyond the 99.8 % limits around {}: {}{widened}", show(figures.target), far.join(", "))
    };
    let header = ["unit", "n", "figure", "95 % limits", "place", "estimate", "rank"];
    Reading::table(&header, rows, sentence)
}
