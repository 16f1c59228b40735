//! What was seen at a step, withheld where too few people stand behind it.

use catsup_model::Scale;

use crate::scorecards::{Figure, Share};

/// A figure, shown only when it stands on enough people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen<T> {
    /// The figure.
    Shown(T),
    /// Fewer people than may be shown. How many is not said.
    TooFew,
    /// Nobody.
    Nothing,
}

/// How many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Journeys.
    pub journeys: u64,
    /// People whose journeys they are.
    pub people: u64,
    /// Single contacts.
    pub contacts: u64,
}

impl Count {
    /// The count, if it stands on at least `smallest` people.
    pub(super) fn seen(self, smallest: u64) -> Seen<Self> {
        match self.people {
            0 => Seen::Nothing,
            people if people < smallest => Seen::TooFew,
            _ => Seen::Shown(self),
        }
    }
}

/// What was seen at one step.
#[derive(Debug, Clone, PartialEq)]
pub struct StepSeen {
    /// Key of the step.
    pub key: String,
    /// Whether the step names an activity, so that it can be found at all.
    pub findable: bool,
    /// How many took it.
    pub volume: Seen<Count>,
    /// How long it took to the next step of the map.
    pub next: Option<NextStep>,
    /// How many journeys ended with it though a required step was still to come; journeys still under way are left out.
    pub ended: Option<Ended>,
    /// Satisfaction of those who spoke of it: joined by customer, else by its touchpoints.
    pub satisfaction: Option<(Scale, Figure)>,
    /// Their trust.
    pub trust: Option<(Scale, Figure)>,
    /// How many of the answers on satisfaction are joined by customer.
    pub by_customer: Option<u64>,
    /// How people left the map here, the most frequent first.
    pub departures: Vec<Departure>,
}

/// What was heard of a stage: of its steps, and from whoever named it.
#[derive(Debug, Clone, PartialEq)]
pub struct StageSeen {
    /// Satisfaction.
    pub satisfaction: Option<(Scale, Figure)>,
    /// Trust.
    pub trust: Option<(Scale, Figure)>,
}

/// The time from a step to the next step of the map that was taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NextStep {
    /// The median in seconds.
    pub median_seconds: f64,
    /// Nine in ten took at most so many seconds.
    pub p90_seconds: f64,
    /// How many times it was taken.
    pub n: u64,
}

/// The share of journeys that ended with a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ended {
    /// The share.
    pub share: Share,
    /// Of how many journeys.
    pub n: u64,
}

/// How people leave a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaving {
    /// They left a required step out and went on to a later one.
    Skipped,
    /// They took it at another place.
    OutOfOrder,
    /// They came back to it though it is taken once.
    Repeated,
}

impl Leaving {
    /// The code used in translations.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::OutOfOrder => "out_of_order",
            Self::Repeated => "repeated",
        }
    }
}

/// One way of leaving the map at a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Departure {
    /// How.
    pub leaving: Leaving,
    /// How many.
    pub count: Seen<Count>,
}

/// An activity that no step names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unexpected {
    /// The activity.
    pub activity: String,
    /// Place of the step of the map that came before it most often; `None` for before the first.
    pub after: Option<usize>,
    /// How many.
    pub count: Seen<Count>,
}
