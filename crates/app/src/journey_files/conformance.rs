//! Observed journeys beside a designed one.

use catsup_journeys::{Conformance, Design, Need, Repeat, conformance, design_of_variant};
use serde::Serialize;

use super::design_file::{DesignFile, StepFile};
use super::{JourneyFile, Reading, anything, confidence, refused};
use crate::Error;

/// What a log is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Model {
    /// A designed journey.
    Designed(DesignFile),
    /// The log's own variant of this number, from 1 with the most frequent.
    Variant(usize),
}

/// How a log agrees with a designed journey.
#[derive(Debug, Clone, Serialize)]
pub struct ConformanceReport {
    /// The designed journey.
    pub design: DesignFile,
    /// The agreement.
    #[serde(flatten)]
    pub found: Conformance,
    /// What was read.
    #[serde(flatten)]
    pub reading: Reading,
}

impl JourneyFile {
    /// Holds the log against a designed journey.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the log has no such variant, or filters left nothing.
    pub fn conformance(&self, model: &Model, level: f64) -> Result<ConformanceReport, Error> {
        anything(&self.log)?;
        let (design, file) = match model {
            Model::Designed(file) => (file.design(), file.clone()),
            Model::Variant(number) => {
                let design = design_of_variant(&self.log, *number).map_err(refused)?;
                let file = written(&design, format!("variant {number} of the log"));
                (design, file)
            }
        };
        let found = conformance(&self.log, &design, confidence(level)?).map_err(refused)?;
        Ok(ConformanceReport { design: file, found, reading: self.reading.clone() })
    }
}

fn written(design: &Design, name: String) -> DesignFile {
    let steps = design.steps.iter().map(|step| StepFile {
        activity: step.activity.clone(),
        optional: step.need == Need::Optional,
        repeatable: step.repeat == Repeat::Repeatable,
    });
    DesignFile { name: Some(name), step: steps.collect() }
}
