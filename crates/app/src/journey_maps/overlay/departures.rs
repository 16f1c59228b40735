//! Where journeys leave a map, by aligning each different path with the steps at the least cost.

use std::collections::{BTreeMap, BTreeSet};

use catsup_journeys::{
    Departure, Design, DesignedStep, Event, EventLogBuilder, NamedMove, Need, Origin, Repeat, conformance,
};
use catsup_model::journey_map::{self, Step};
use catsup_statistics::Confidence;

use super::seen::Leaving;

/// What a contact is on a map.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// A step, by its place.
    Step(usize),
    /// An activity that no step names.
    Other(String),
}

/// How one path leaves the map.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Left {
    /// At which steps, and how.
    pub(super) at: BTreeSet<(usize, Leaving)>,
    /// Activities that no step names, each with the step taken before it.
    pub(super) others: Vec<(String, Option<usize>)>,
}

impl Left {
    /// Whether it never does.
    pub(super) fn nowhere(&self) -> bool {
        self.at.is_empty() && self.others.is_empty()
    }
}

/// How each of these paths leaves the map, and the mean fitness over all paths as often as they stand here.
pub(super) fn departures(paths: &[&[Place]], steps: &[Step]) -> (BTreeMap<Vec<Place>, Left>, Option<f64>) {
    let design = Design { steps: steps.iter().enumerate().filter_map(designed).collect() };
    let found = log(paths).and_then(|log| conformance(&log, &design, Confidence::NINETY_FIVE));
    // A map whose steps name no activity, or that no journey touches, has nothing to align.
    let Ok(found) = found else { return (BTreeMap::new(), None) };
    let left = found.variants.iter().map(|variant| {
        let path = variant.path.iter().map(|label| place(label)).collect();
        (path, left(&variant.moves))
    });
    (left.collect(), Some(found.fitness))
}

/// The paths as a log whose activities are labels of places.
fn log(paths: &[&[Place]]) -> catsup_journeys::Result<catsup_journeys::EventLog> {
    let mut builder = EventLogBuilder::new();
    for (number, path) in paths.iter().enumerate() {
        let case = number.to_string();
        for (order, place) in (0_u32..).zip(path.iter()) {
            let activity = label(place);
            let event = Event {
                case: &case,
                activity: &activity,
                time: i64::from(order),
                channel: None,
                attributes: &[],
            };
            builder.push_from(event, Origin { customer: None, sequence: Some(u64::from(order)) })?;
        }
    }
    Ok(builder.build())
}

/// A step that can be found; one that names no activity would be left out by everyone.
fn designed((place, step): (usize, &Step)) -> Option<DesignedStep> {
    (!step.activities.is_empty()).then(|| DesignedStep {
        activity: label(&Place::Step(place)),
        need: match step.need {
            journey_map::Need::Required => Need::Required,
            journey_map::Need::Optional => Need::Optional,
        },
        repeat: if step.repeatable { Repeat::Repeatable } else { Repeat::Once },
    })
}

fn label(place: &Place) -> String {
    match place {
        Place::Step(place) => format!("step:{place}"),
        Place::Other(activity) => format!("other:{activity}"),
    }
}

fn place(label: &str) -> Place {
    let step = label.strip_prefix("step:").and_then(|place| place.parse().ok());
    step.map_or_else(|| Place::Other(label.strip_prefix("other:").unwrap_or(label).to_owned()), Place::Step)
}

fn left(moves: &[NamedMove]) -> Left {
    let mut left = Left::default();
    // Steps beyond the last one done were not left out: the journey did not come so far.
    let reached = moves.iter().rposition(|one| one.kind == Departure::Done);
    let mut before = None;
    for (index, one) in moves.iter().enumerate() {
        match (place(&one.activity), one.kind) {
            (Place::Step(step), Departure::Done) => before = Some(step),
            (Place::Step(step), Departure::Skipped) if reached.is_some_and(|reached| index < reached) => {
                left.at.insert((step, Leaving::Skipped));
            }
            (Place::Step(step), Departure::OutOfOrder) => {
                left.at.insert((step, Leaving::OutOfOrder));
                before = Some(step);
            }
            (Place::Step(step), Departure::Repeated) => {
                left.at.insert((step, Leaving::Repeated));
                before = Some(step);
            }
            (Place::Other(activity), _) => left.others.push((activity, before)),
            (Place::Step(_), _) => {}
        }
    }
    // What was done elsewhere was not left out.
    let elsewhere: Vec<usize> = left
        .at
        .iter()
        .filter(|(_, leaving)| *leaving == Leaving::OutOfOrder)
        .map(|(step, _)| *step)
        .collect();
    for step in elsewhere {
        left.at.remove(&(step, Leaving::Skipped));
    }
    left
}
