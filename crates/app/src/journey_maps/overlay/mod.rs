//! The overlay: what people really did at each step of a map, and where they left it.

mod departures;
mod seen;
mod tally;

use std::collections::BTreeSet;

use catsup_model::{
    Measure, Viewer,
    id::{JourneyMapId, TouchpointId},
    journey_map::{MapScope, Stage, Step},
    period::Days,
};

pub use self::seen::{Count, Departure, Ended, Leaving, NextStep, Seen, StageSeen, StepSeen, Unexpected};
use self::tally::Tallies;
use super::{Opened, find};
use crate::{
    App, Error,
    journeys::{self, Heard, JourneyRule, LeftOut, Observed, ObservedQuery},
    scorecards::Share,
};

/// Which contacts are laid over a map, and what makes a journey of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OverlayQuery {
    /// The days in the installation's zone; all history when `None`.
    pub days: Option<Days>,
    /// What makes a journey.
    pub rule: JourneyRule,
}

/// A map with what people really did.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    /// First and last day of any contact in the scope, whatever the period.
    pub extent: Option<Days>,
    /// Journeys with at least one step of the map.
    pub journeys: Seen<Count>,
    /// The share of them that never left the map, with how many journeys it is of.
    pub fitting: Option<(Share, u64)>,
    /// How well they follow it to its end: the mean over journeys, 1 for one without any departure that took every
    /// required step.
    pub fitness: Option<f64>,
    /// What was seen at each step, in the order of the map.
    pub steps: Vec<StepSeen>,
    /// What was heard of each stage, in the order of the map.
    pub stages: Vec<StageSeen>,
    /// Activities of these journeys that no step names, the most frequent first.
    pub unexpected: Vec<Unexpected>,
    /// Contacts that are part of no journey.
    pub left_out: LeftOut,
    /// Figures from fewer people than this are withheld.
    pub smallest_cell: u64,
}

/// Lays what people did over a map, as far as `viewer` may see it.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Denied`]; [`Error::Invalid`] when the period holds more contacts than can be held at once.
pub async fn overlay(
    app: &App,
    viewer: &Viewer,
    id: JourneyMapId,
    query: &OverlayQuery,
) -> Result<(Opened, Overlay), Error> {
    let opened = find(app, viewer, id).await?;
    let mut asked = ObservedQuery { days: query.days, rule: query.rule, ..ObservedQuery::default() };
    match opened.map.scope {
        MapScope::Service(service) => asked.services.push(service),
        MapScope::LifeExperience(experience) => asked.life_experience = Some(experience),
    }
    let observed = journeys::observed(app, viewer, &asked).await?;
    let steps: Vec<Step> = opened.map.design.steps().cloned().collect();
    let (log, rule) = (observed.log.clone(), query.rule);
    let smallest = observed.smallest_cell;
    let count = move || Tallies::of(&log, &steps, rule).seen(&steps, smallest);
    let counted = tokio::task::spawn_blocking(count).await;
    let mut overlay =
        counted.map_err(|error| Error::Internal { what: "counting journeys", source: error.into() })?;
    let heard = heard(&observed, &opened.map.design.stages);
    for (seen, heard) in overlay.steps.iter_mut().zip(&heard.steps) {
        seen.satisfaction = heard.headline(Measure::Satisfaction, smallest);
        seen.trust = heard.headline(Measure::Trust, smallest);
        seen.by_customer = heard.by_customer(Measure::Satisfaction, smallest);
    }
    let stage = |heard: &Heard| StageSeen {
        satisfaction: heard.headline(Measure::Satisfaction, smallest),
        trust: heard.headline(Measure::Trust, smallest),
    };
    overlay.stages = heard.stages.iter().map(stage).collect();
    overlay.extent = observed.extent;
    overlay.left_out = observed.left_out;
    Ok((opened, overlay))
}

/// What was heard at each step and each stage of a map.
struct HeardOnMap {
    steps: Vec<Heard>,
    stages: Vec<Heard>,
}

fn activities(step: &Step) -> BTreeSet<&str> {
    step.activities.iter().map(String::as_str).collect()
}

/// What people said of each step: those who had a contact that is this step, and those nobody knows at its touchpoints.
/// Of a stage: of its steps, and whoever named the stage.
fn heard(observed: &Observed, stages: &[Stage]) -> HeardOnMap {
    let voices = observed.opinions.by_activity();
    // Touchpoints beyond the viewer's reach stay untold.
    let known = |step: &Step| -> BTreeSet<TouchpointId> {
        let ids = step.touchpoints.iter().copied();
        ids.filter(|id| observed.touchpoints.contains_key(id)).collect()
    };
    let step = |step: &Step| {
        let activities = activities(step);
        voices.at(&known(step), None, |activity| activities.contains(&**activity))
    };
    let stage = |stage: &Stage| {
        let activities: BTreeSet<&str> = stage.steps.iter().flat_map(activities).collect();
        let touchpoints = stage.steps.iter().flat_map(known).collect();
        voices.at(&touchpoints, Some(&stage.name), |activity| activities.contains(&**activity))
    };
    HeardOnMap {
        steps: stages.iter().flat_map(|stage| &stage.steps).map(step).collect(),
        stages: stages.iter().map(stage).collect(),
    }
}
