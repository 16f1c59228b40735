//! Conformance: observed journeys held against a designed one.
//!
//! Each path is aligned with the design at the least cost: an event the design does not expect there costs 1, and so
//! does a required step without its event. Source: W. van der Aalst, A. Adriansyah and B. van Dongen, “Replaying
//! history on process models for conformance checking and performance analysis” (2012).

mod alignment;
mod design;

use catsup_statistics::{Confidence, Proportion};
use serde::Serialize;

use alignment::{Alignment, Move, align};
pub use design::{Design, DesignedStep, Need, Repeat};

use crate::{Error, EventLog, Result, Variants};

/// How observed journeys agree with a designed one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Conformance {
    /// The number of cases.
    pub cases: u64,
    /// The share of cases that follow the design without any departure.
    pub conforming: Proportion,
    /// The mean over cases of `1 − cost / worst`, where the worst cost is that of a journey that has nothing of the
    /// design: its events plus the required steps.
    pub fitness: f64,
    /// The same over all moves: 1 less the sum of costs by the sum of worst costs, so that long journeys weigh more.
    pub log_fitness: f64,
    /// The steps of the design, in their order.
    pub steps: Vec<StepConformance>,
    /// Activities that are not in the design, the most frequent first, then by name.
    pub unexpected: Vec<Unexpected>,
    /// The different paths with their alignment, the most frequent first.
    pub variants: Vec<VariantConformance>,
}

/// What became of a step of the design. Each case counts in exactly one of the first four.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepConformance {
    /// The activity of the step.
    pub activity: String,
    /// Whether the step may be left out.
    pub need: Need,
    /// Cases that did it at its place.
    pub done: u64,
    /// Cases that did it, but not at its place.
    pub out_of_order: u64,
    /// Cases that did not do it though it is required.
    pub skipped: u64,
    /// Cases that did not do it and need not.
    pub not_needed: u64,
    /// Events beyond the first that the design does not allow for.
    pub repeated_events: u64,
}

/// An activity that the design does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unexpected {
    /// The name of the activity.
    pub activity: String,
    /// Its events.
    pub events: u64,
    /// The cases that have it.
    pub cases: u64,
}

/// A path and how it departs from the design.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VariantConformance {
    /// The names along the path.
    pub path: Vec<String>,
    /// The number of cases.
    pub cases: u64,
    /// Departures: events not expected plus required steps not done.
    pub cost: u64,
    /// `1 − cost / worst`.
    pub fitness: f64,
    /// What happened, in words of the alignment.
    pub moves: Vec<NamedMove>,
}

/// A move of an alignment with the name of its activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedMove {
    /// What it is.
    pub kind: Departure,
    /// The activity.
    pub activity: String,
}

/// How an event or a step of the design relates to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Departure {
    /// The step was done at its place.
    Done,
    /// A required step without its event.
    Skipped,
    /// A step that need not be done, and was not.
    NotNeeded,
    /// An event of a step that was not done at its place.
    OutOfOrder,
    /// A further event of a step that was done and is not repeatable.
    Repeated,
    /// An event that the design does not have.
    Unexpected,
}

/// Holds every case of a log against a design.
///
/// ```
/// use catsup_journeys::{Design, Event, EventLogBuilder, conformance};
/// use catsup_statistics::Confidence;
///
/// let mut builder = EventLogBuilder::new();
/// for (time, activity) in ["apply", "call", "decide"].into_iter().enumerate() {
///     builder.push(Event { case: "1", activity, time: time as i64, channel: None, attributes: &[] })?;
/// }
/// let found = conformance(&builder.build(), &Design::of_path(&["apply", "decide"]), Confidence::NINETY_FIVE)?;
/// assert_eq!((found.variants[0].cost, found.unexpected[0].activity.as_str()), (1, "call"));
/// assert_eq!(found.fitness, 1.0 - 1.0 / 5.0);
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Design`] for a design without steps, [`Error::Statistics`] for a log without cases.
pub fn conformance(log: &EventLog, design: &Design, confidence: Confidence) -> Result<Conformance> {
    let steps = design.coded(log.activity_names())?;
    let required = steps.iter().filter(|step| step.required).count() as u64;
    let variants = Variants::of(log);
    let mut tally = Tally::new(design, log);
    let mut list = Vec::with_capacity(variants.list.len());
    let (mut conforming, mut fitness, mut costs, mut worsts) = (0, 0.0, 0, 0);
    for variant in &variants.list {
        let alignment = align(&variant.path, &steps);
        let moves = tally.take(&variant.path, variant.cases, &alignment);
        let worst = variant.path.len() as u64 + required;
        let own = 1.0 - alignment.cost as f64 / worst as f64;
        conforming += if alignment.cost == 0 { variant.cases } else { 0 };
        fitness += own * variant.cases as f64;
        costs += alignment.cost * variant.cases;
        worsts += worst * variant.cases;
        list.push(VariantConformance {
            path: variants.path(variant).into_iter().map(str::to_owned).collect(),
            cases: variant.cases,
            cost: alignment.cost,
            fitness: own,
            moves,
        });
    }
    let cases = log.cases() as u64;
    Ok(Conformance {
        cases,
        conforming: Proportion::of(conforming, cases, confidence)?,
        fitness: fitness / cases as f64,
        log_fitness: 1.0 - costs as f64 / worsts as f64,
        unexpected: tally.unexpected(),
        steps: tally.steps,
        variants: list,
    })
}

/// Counts what alignments say about steps and activities.
struct Tally<'a> {
    log: &'a EventLog,
    designed: Vec<bool>,
    steps: Vec<StepConformance>,
    events: Vec<u64>,
    cases: Vec<u64>,
}

impl<'a> Tally<'a> {
    fn new(design: &Design, log: &'a EventLog) -> Self {
        let names = log.activity_names();
        let steps = design.steps.iter().map(|step| StepConformance {
            activity: step.activity.clone(),
            need: step.need,
            done: 0,
            out_of_order: 0,
            skipped: 0,
            not_needed: 0,
            repeated_events: 0,
        });
        Self {
            log,
            designed: names
                .iter()
                .map(|name| design.steps.iter().any(|step| step.activity == name))
                .collect(),
            steps: steps.collect(),
            events: vec![0; names.len()],
            cases: vec![0; names.len()],
        }
    }

    /// Counts one alignment for so many cases, and names its moves.
    fn take(&mut self, path: &[u32], cases: u64, alignment: &Alignment) -> Vec<NamedMove> {
        let name = |code: u32| self.log.activity_names.name(code);
        // The steps without their event, which an event elsewhere may still stand for.
        let mut open: Vec<usize> = alignment.moves.iter().filter_map(Move::skipped).collect();
        let mut named = vec![];
        let mut met: Vec<u32> = vec![];
        for one in &alignment.moves {
            named.push(match *one {
                Move::Done { step, .. } => {
                    self.steps[step].done += cases;
                    (Departure::Done, self.steps[step].activity.clone())
                }
                Move::Again { step, .. } => (Departure::Done, self.steps[step].activity.clone()),
                Move::Skipped { step } => {
                    let departure = match self.steps[step].need {
                        Need::Required => Departure::Skipped,
                        Need::Optional => Departure::NotNeeded,
                    };
                    (departure, self.steps[step].activity.clone())
                }
                Move::Extra { event } => {
                    let code = path[event];
                    let activity = name(code).to_owned();
                    let stands_for = open.iter().position(|&step| self.steps[step].activity == activity);
                    let departure = if let Some(place) = stands_for {
                        self.steps[open.swap_remove(place)].out_of_order += cases;
                        Departure::OutOfOrder
                    } else if self.designed[code as usize] {
                        let of_activity = |step: &&mut StepConformance| step.activity == activity;
                        self.steps
                            .iter_mut()
                            .filter(of_activity)
                            .take(1)
                            .for_each(|step| step.repeated_events += cases);
                        Departure::Repeated
                    } else {
                        self.events[code as usize] += cases;
                        if !met.contains(&code) {
                            met.push(code);
                            self.cases[code as usize] += cases;
                        }
                        Departure::Unexpected
                    };
                    (departure, activity)
                }
            });
        }
        for step in open {
            let step = &mut self.steps[step];
            match step.need {
                Need::Required => step.skipped += cases,
                Need::Optional => step.not_needed += cases,
            }
        }
        named.into_iter().map(|(kind, activity)| NamedMove { kind, activity }).collect()
    }

    fn unexpected(&self) -> Vec<Unexpected> {
        let ranked = crate::directly_follows::ranked(&self.events, &self.log.activity_names);
        let named = ranked.into_iter().map(|found| Unexpected {
            activity: self.log.activity_names.name(found.activity).to_owned(),
            events: found.count,
            cases: self.cases[found.activity as usize],
        });
        named.collect()
    }
}

/// A design made of the steps along a variant of a log, numbered from 1 with the most frequent first.
///
/// ```
/// use catsup_journeys::{Event, EventLogBuilder, conformance, design_of_variant, filtered, Filter};
///
/// let minute = 60_000_000;
/// let mut builder = EventLogBuilder::new();
/// for (case, activity, at, channel, office) in [("ann", "form", 0, "web", "north"), ("ann", "call", 9, "phone", "south"), ("bob", "form", 3, "web", "north"), ("cid", "form", 5, "web", "north"), ("cid", "form", 6, "web", "north")] {
///     let attributes = [("office", office)];
///     builder.push(Event { case, activity, time: at * minute, channel: Some(channel), attributes: &attributes })?;
/// }
/// let log = builder.build();
/// let own = filtered(&log, &[Filter::Contains(vec!["call".to_owned()])])?;
/// let design = design_of_variant(&own, 1)?;
/// assert_eq!(conformance(&own, &design, catsup_statistics::Confidence::NINETY_FIVE)?.fitness, 1.0);
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Option`] when the log has no such variant.
pub fn design_of_variant(log: &EventLog, number: usize) -> Result<Design> {
    let variants = Variants::of(log);
    let variant = number.checked_sub(1).and_then(|place| variants.list.get(place));
    let allowed = "a number from 1 to the number of variants of the log";
    let variant = variant.ok_or_else(|| Error::Option {
        option: "model variant",
        value: number.to_string(),
        allowed,
    })?;
    Ok(Design::of_path(&variants.path(variant)))
}
