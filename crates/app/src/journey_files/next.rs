//! What people come back for next.

use catsup_journeys::{NextContactOptions, NextContacts, next_contact};
use serde::Serialize;

use super::{JourneyFile, Reading, anything, confidence, refused};
use crate::Error;

/// What is asked about next contacts.
#[derive(Debug, Clone, Copy)]
pub struct NextQuestion {
    /// How long after a contact the next one counts, in microseconds.
    pub window_micros: i64,
    /// Reasons with fewer contacts are neither tested nor told.
    pub minimum_contacts: u64,
    /// Pairs met fewer times are not told.
    pub minimum_support: u64,
    /// The confidence of intervals.
    pub confidence: f64,
}

/// What people come back for.
#[derive(Debug, Clone, Serialize)]
pub struct NextReport {
    /// The pairs and what could not be told.
    #[serde(flatten)]
    pub found: NextContacts,
    /// Events that name no customer, where a column of customers was given.
    pub without_customer: u64,
    /// What was read.
    #[serde(flatten)]
    pub reading: Reading,
}

impl JourneyFile {
    /// Tells what people come back for next. People are the customers where their column was given, else the cases.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a window or confidence that is none, or when nothing is left.
    pub fn next(&self, question: &NextQuestion) -> Result<NextReport, Error> {
        let (people, without_customer) = self.by_people()?;
        anything(&people)?;
        let options = NextContactOptions {
            window_micros: question.window_micros,
            observed_until: None,
            minimum_contacts: question.minimum_contacts,
            minimum_support: question.minimum_support,
            confidence: confidence(question.confidence)?,
        };
        let found = next_contact(&people, &options).map_err(refused)?;
        Ok(NextReport { found, without_customer, reading: self.reading.clone() })
    }
}
