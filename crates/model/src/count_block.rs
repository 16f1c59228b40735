//! Count blocks: answer counts that someone else made, such as the federal quarterly results.

use serde::{Deserialize, Serialize};

use crate::{Channel, period::Days, wording::NewWording};

/// One block of counts, as a file states it: one service, channel and period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCountBlock {
    /// Where it comes from, such as `hisp`.
    pub source: String,
    /// Its key within the source; a second import of the same key replaces the first.
    pub key: String,
    /// What people know it by.
    pub name: String,
    /// Department, then provider: the path of the organisation in the tree, outermost first.
    pub organisations: Vec<NamedByFile>,
    /// The service.
    pub service: NamedByFile,
    /// What the service does and whom it serves, where stated.
    pub service_description: String,
    /// The channel of the survey.
    pub channel: Channel,
    /// The days it covers.
    pub days: Days,
    /// Customers served in the period.
    pub customers: Option<i64>,
    /// Customers offered the survey.
    pub offered: Option<i64>,
    /// Customers who answered.
    pub respondents: Option<i64>,
    /// Everything else worth keeping, by name.
    pub details: std::collections::BTreeMap<String, String>,
    /// Counts by question.
    pub questions: Vec<BlockQuestion>,
}

/// An organisation or a service as a file names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NamedByFile {
    /// Its key within the source.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its abbreviation, where stated.
    pub abbreviation: String,
}

/// The counts of one question of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockQuestion {
    /// What was asked.
    pub wording: NewWording,
    /// Value and how often it was answered; zeros left out.
    pub counts: Vec<(i64, i64)>,
}
