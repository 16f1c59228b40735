//! Journey maps: what people are meant to go through, stage by stage and step by step, and how it feels.

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Channel,
    id::{AccountId, JourneyMapId, LifeExperienceId, MapCommentId, ServiceId, TouchpointId},
};

/// A journey map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JourneyMap {
    /// Its id.
    pub id: JourneyMapId,
    /// What it is about.
    pub scope: MapScope,
    /// The map it was copied from.
    pub copied_from: Option<JourneyMapId>,
    /// Whether it was put away.
    pub archived: bool,
    /// Counts the edits: an edit names the revision it was made against.
    pub revision: i64,
    /// What it shows.
    pub design: JourneyDesign,
}

/// What a map is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapScope {
    /// One service.
    Service(ServiceId),
    /// A life experience, across services of several organisations.
    LifeExperience(LifeExperienceId),
}

/// Whether a map shows how things are or how they shall be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MapState {
    /// How things are.
    #[default]
    Current,
    /// How they shall be.
    Future,
}

impl MapState {
    /// Both, in the order shown to people.
    pub const ALL: [Self; 2] = [Self::Current, Self::Future];

    /// The code used in files and the database.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Future => "future",
        }
    }
}

impl fmt::Display for MapState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// The text named no state of a map.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a state of a map; use current or future")]
pub struct UnknownMapState(pub String);

impl std::str::FromStr for MapState {
    type Err = UnknownMapState;

    fn from_str(text: &str) -> Result<Self, UnknownMapState> {
        let found = Self::ALL.into_iter().find(|state| state.code() == text);
        found.ok_or_else(|| UnknownMapState(text.to_owned()))
    }
}

/// What a map shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct JourneyDesign {
    /// Its heading.
    pub title: String,
    /// What it is for.
    pub description: String,
    /// Who goes through it: a persona, a segment, one key customer.
    pub persona: String,
    /// Whether it shows how things are or how they shall be.
    pub state: MapState,
    /// Its stages, in order.
    pub stages: Vec<Stage>,
}

/// A stage of a journey.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Stage {
    /// Names it within its map.
    pub key: String,
    /// What people read.
    pub name: String,
    /// Its steps, in order.
    pub steps: Vec<Step>,
}

/// A step of a journey.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Step {
    /// Names it within its map.
    pub key: String,
    /// What people read.
    pub name: String,
    /// Names of the activities that are this step, as interactions bring them.
    pub activities: Vec<String>,
    /// The service that offers it, where the map crosses several.
    pub service: Option<ServiceId>,
    /// Channels it happens on.
    pub channels: Vec<Channel>,
    /// Where people meet it.
    pub touchpoints: Vec<TouchpointId>,
    /// What people do.
    pub doing: String,
    /// What they think.
    pub thinking: String,
    /// What they feel.
    pub feeling: String,
    /// How good that feeling is.
    pub emotion: Option<Emotion>,
    /// What hurts.
    pub pain_points: Vec<String>,
    /// Why it is a moment that matters; empty where it is none.
    pub moment: String,
    /// What could be better.
    pub opportunities: Vec<String>,
    /// Who answers for it.
    pub owner: String,
    /// What the organisation does besides: the lanes of a service blueprint.
    #[serde(skip_serializing_if = "Blueprint::is_empty")]
    pub blueprint: Blueprint,
    /// Whether everyone takes it.
    pub need: Need,
    /// Whether people may take it again.
    pub repeatable: bool,
    /// What it asks of people.
    pub burden: Burden,
}

/// What somebody of the staff says of a map or of one of its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapComment {
    /// Its id.
    pub id: MapCommentId,
    /// Key of the step; of the whole map when `None`.
    pub step: Option<String>,
    /// What the step was called, so that the comment still says what it is about when the step is gone.
    pub step_name: Option<String>,
    /// Who said it; `None` for programs.
    pub author: Option<AccountId>,
    /// What was said.
    pub text: String,
    /// When.
    pub created_at: Timestamp,
    /// Who settled it.
    pub resolved_by: Option<AccountId>,
    /// When it was settled.
    pub resolved_at: Option<Timestamp>,
}

/// What the organisation does at a step, seen by people or not: the lanes of a service blueprint (Shostack 1984).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Blueprint {
    /// What people see of it: staff, pages, letters.
    pub frontstage: String,
    /// What is done out of their sight.
    pub backstage: String,
    /// Systems and data it leans on.
    pub systems: String,
    /// Others it needs: other teams, contractors, other organisations.
    pub support: String,
    /// Laws, rules and policies that shape it.
    pub policies: String,
}

impl Blueprint {
    /// Names of the lanes, from what people see to what lies deepest.
    pub const LANES: [&'static str; 5] = ["frontstage", "backstage", "systems", "support", "policies"];

    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Every lane with its text, in the order of [`Blueprint::LANES`].
    #[must_use]
    pub fn lanes(&self) -> [(&'static str, &str); 5] {
        let texts = [&self.frontstage, &self.backstage, &self.systems, &self.support, &self.policies];
        std::array::from_fn(|place| (Self::LANES[place], texts[place].as_str()))
    }

    /// As [`Blueprint::lanes`], to be changed.
    pub fn lanes_mut(&mut self) -> [(&'static str, &mut String); 5] {
        let [a, b, c, d, e] = Self::LANES;
        let Self { frontstage, backstage, systems, support, policies } = self;
        [(a, frontstage), (b, backstage), (c, systems), (d, support), (e, policies)]
    }
}

/// Whether everyone takes a step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Everyone does.
    #[default]
    Required,
    /// Some do.
    Optional,
}

/// How good a feeling is, from −2 to 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i8", into = "i8")]
pub struct Emotion(i8);

impl Emotion {
    /// The worst.
    pub const LOWEST: i8 = -2;
    /// The best.
    pub const HIGHEST: i8 = 2;

    /// Its value.
    #[must_use]
    pub fn value(self) -> i8 {
        self.0
    }
}

/// The number is no emotion.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not an emotion: must be from -2 to 2")]
pub struct InvalidEmotion(pub i8);

impl TryFrom<i8> for Emotion {
    type Error = InvalidEmotion;

    fn try_from(value: i8) -> Result<Self, InvalidEmotion> {
        let within = (Self::LOWEST..=Self::HIGHEST).contains(&value);
        if within { Ok(Self(value)) } else { Err(InvalidEmotion(value)) }
    }
}

impl From<Emotion> for i8 {
    fn from(emotion: Emotion) -> Self {
        emotion.0
    }
}

/// What a step asks of people, where it is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Burden {
    /// Minutes of their time.
    pub minutes: Option<u32>,
    /// Documents to bring.
    pub documents: Option<u32>,
    /// Trips to make.
    pub trips: Option<u32>,
}

impl Burden {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Both together; what neither knows stays unknown.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let sum = |one: Option<u32>, other: Option<u32>| match (one, other) {
            (Some(one), Some(other)) => Some(one.saturating_add(other)),
            (one, other) => one.or(other),
        };
        Self {
            minutes: sum(self.minutes, other.minutes),
            documents: sum(self.documents, other.documents),
            trips: sum(self.trips, other.trips),
        }
    }
}

impl JourneyDesign {
    /// Every step, in order.
    pub fn steps(&self) -> impl Iterator<Item = &Step> {
        self.stages.iter().flat_map(|stage| &stage.steps)
    }

    /// The step of a key, with the place of its stage and its place in it.
    #[must_use]
    pub fn step_at(&self, key: &str) -> Option<(usize, usize)> {
        self.stages.iter().enumerate().find_map(|(index, stage)| {
            let place = stage.steps.iter().position(|step| step.key == key)?;
            Some((index, place))
        })
    }

    /// What the whole journey asks of people who take every required step once.
    #[must_use]
    pub fn burden(&self) -> Burden {
        let required = self.steps().filter(|step| step.need == Need::Required);
        required.fold(Burden::default(), |sum, step| sum.and(step.burden))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_design_reads_back_and_knows_its_words() {
        let step = Step {
            key: "step_1".to_owned(),
            name: "Apply".to_owned(),
            activities: vec!["Form sent".to_owned()],
            channels: vec![Channel::Website],
            touchpoints: vec![TouchpointId(7)],
            emotion: Some(Emotion(-2)),
            burden: Burden { minutes: Some(20), documents: None, trips: Some(1) },
            ..Step::default()
        };
        let stage = Stage { key: "stage_1".to_owned(), name: "Apply".to_owned(), steps: vec![step] };
        let design =
            JourneyDesign { title: "Renewal".to_owned(), stages: vec![stage], ..JourneyDesign::default() };
        let text = serde_json::to_string(&design).unwrap();
        assert_eq!(serde_json::from_str::<JourneyDesign>(&text).unwrap(), design);
        assert!(serde_json::from_str::<JourneyDesign>(&text.replace("doing", "dooing")).is_err());
        assert!(serde_json::from_str::<JourneyDesign>(&text.replace("-2", "-3")).is_err());
    }

    #[test]
    fn burden_adds_up_over_required_steps_and_what_nobody_knows_stays_unknown() {
        let step = |need, minutes, trips| Step {
            need,
            burden: Burden { minutes, documents: None, trips },
            ..Step::default()
        };
        let steps = vec![
            step(Need::Required, Some(10), None),
            step(Need::Optional, Some(99), Some(9)),
            step(Need::Required, Some(5), Some(1)),
        ];
        let design =
            JourneyDesign { stages: vec![Stage { steps, ..Stage::default() }], ..JourneyDesign::default() };
        assert_eq!(design.burden(), Burden { minutes: Some(15), documents: None, trips: Some(1) });
    }
}
