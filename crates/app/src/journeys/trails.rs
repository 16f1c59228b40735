//! The ways whole journeys take: variants with their coverage.

use catsup_journeys::{DurationSummary, Variants};
use catsup_model::{Viewer, period::Days};
use serde::Serialize;

use super::{
    Observed, ObservedQuery,
    contacts::off_thread,
    observed,
    people::{self, People},
};
use crate::{App, Error};

/// The most variants that are listed.
const MOST: usize = 200;

/// The variants of the observed journeys.
#[derive(Debug, Clone, Serialize)]
pub struct Trails {
    /// Name of what it is about.
    pub scope: String,
    /// The days; all history when `None`.
    pub days: Option<Days>,
    /// First and last day of any contact in the scope.
    pub extent: Option<Days>,
    /// How many journeys.
    pub journeys: u64,
    /// How many different variants.
    pub variants: u64,
    /// How many variants hold 80 % of the journeys.
    pub for_most: u64,
    /// The variants that enough people took, the most frequent first.
    pub list: Vec<Trail>,
    /// How many variants too few people took.
    pub rare: u64,
    /// The journeys on these.
    pub rare_journeys: u64,
    /// Nothing that fewer people did is shown.
    pub smallest_cell: u64,
}

/// One variant.
#[derive(Debug, Clone, Serialize)]
pub struct Trail {
    /// The activities, in order.
    pub path: Vec<String>,
    /// How many journeys took it.
    pub journeys: u64,
    /// By how many people.
    pub people: u64,
    /// The share of all journeys.
    pub share: f64,
    /// The share of all journeys that took this one or one before it.
    pub coverage: f64,
    /// How long these journeys took, in seconds.
    pub duration: DurationSummary,
}

/// Reads the variants of the observed journeys.
///
/// # Errors
/// As [`observed`].
pub async fn trails(app: &App, viewer: &Viewer, query: &ObservedQuery) -> Result<Trails, Error> {
    let observed = observed(app, viewer, query).await?;
    off_thread(move || listed(&observed)).await
}

fn listed(observed: &Observed) -> Trails {
    let log = &observed.log;
    let variants = Variants::of(log);
    let behind = People::of(log);
    let met = log.iter().map(|case| {
        let number = case.number();
        (variants.of_case[number], behind.behind(case.events().start, number))
    });
    let people = people::counted(met.collect());
    let smallest = observed.smallest_cell;
    let (mut list, mut rare, mut rare_journeys) = (Vec::new(), 0, 0);
    for (place, variant) in variants.list.iter().enumerate() {
        let people = u32::try_from(place).ok().and_then(|place| people.get(&place).copied()).unwrap_or(0);
        if people < smallest {
            rare += 1;
            rare_journeys += variant.cases;
        } else if list.len() < MOST {
            list.push(Trail {
                path: variants.path(variant).into_iter().map(str::to_owned).collect(),
                journeys: variant.cases,
                people,
                share: variant.share,
                coverage: variant.coverage,
                duration: variant.duration,
            });
        }
    }
    Trails {
        scope: observed.scope.clone(),
        days: observed.days,
        extent: observed.extent,
        journeys: log.cases() as u64,
        variants: variants.list.len() as u64,
        for_most: variants.covering(0.8) as u64,
        list,
        rare,
        rare_journeys,
        smallest_cell: smallest,
    }
}
