//! A designed journey: steps in their order.

use serde::Serialize;

use crate::{Error, MISSING, Names, Result};

/// A designed journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Design {
    /// Its steps, in their order. An activity may stand at several places.
    pub steps: Vec<DesignedStep>,
}

/// A step of a designed journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DesignedStep {
    /// The activity by which the step is known in the log.
    pub activity: String,
    /// Whether it may be left out.
    pub need: Need,
    /// Whether it may happen several times in a row.
    pub repeat: Repeat,
}

/// Whether a step may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Every journey does it.
    Required,
    /// It may be left out.
    Optional,
}

/// Whether a step may happen several times in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Repeat {
    /// Once.
    Once,
    /// As often as it takes.
    Repeatable,
}

/// A step with the code of its activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodedStep {
    /// The code, [`MISSING`] for an activity that the log does not have.
    pub activity: u32,
    /// Whether every journey does it.
    pub required: bool,
    /// Whether it may happen several times in a row.
    pub repeatable: bool,
}

impl Design {
    /// A design of required steps that happen once each.
    pub fn of_path(path: &[&str]) -> Self {
        let step = |activity: &&str| DesignedStep {
            activity: (*activity).to_owned(),
            need: Need::Required,
            repeat: Repeat::Once,
        };
        Self { steps: path.iter().map(step).collect() }
    }

    /// The steps with the codes of a log. A step the log never has is kept: every case skips it.
    pub(crate) fn coded(&self, names: &Names) -> Result<Vec<CodedStep>> {
        if self.steps.is_empty() {
            return Err(Error::Design("it has no steps".to_owned()));
        }
        let step = |step: &DesignedStep| CodedStep {
            activity: names.find(&step.activity).unwrap_or(MISSING),
            required: step.need == Need::Required,
            repeatable: step.repeat == Repeat::Repeatable,
        };
        Ok(self.steps.iter().map(step).collect())
    }
}
