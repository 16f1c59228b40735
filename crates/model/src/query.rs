//! The shapes of the questions put to the measure engine, and of its answers.
//!
//! Everything shown is computed from these sufficient statistics: whole numbers, so that every engine agrees digit
//! for digit.

mod contacts;
mod stretches;

use serde::Serialize;

pub use self::contacts::{
    Clock, ContactCount, ContactDimension, ContactFilter, ContactSeconds, Customers, CustomersQuery,
    Durations, DurationsQuery, MOST_CONTACT_DIMENSIONS, TenThousandths,
};
pub use self::stretches::{Stretch, WindowOf, stretches};
use crate::{
    Channel, Language,
    id::{ServiceId, SurveyId, TouchpointId, WordingId},
    period::Days,
};

/// Which responses count. An empty list sets no bound, except for `services`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Services that count; the caller has already applied the viewer's reach. Empty means none.
    pub services: Vec<ServiceId>,
    /// Touchpoints that count.
    pub touchpoints: Vec<TouchpointId>,
    /// Channels that count.
    pub channels: Vec<Channel>,
    /// Surveys that count.
    pub surveys: Vec<SurveyId>,
    /// Languages that count.
    pub languages: Vec<Language>,
    /// Classes of device that count.
    pub devices: Vec<String>,
    /// Segments that count: each name with the values that do.
    pub segments: Vec<SegmentFilter>,
    /// Answers that must have been given.
    pub answers: Vec<AnswerFilter>,
    /// When it happened; all history when `None`.
    pub period: Option<Window>,
}

/// One bound on a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentFilter {
    /// Name of the attribute, such as `region`.
    pub name: String,
    /// Values that count.
    pub values: Vec<String>,
}

impl Filter {
    /// Whether count blocks and volumes can tell what passes: they know service, channel and period, and nothing else.
    #[must_use]
    pub fn takes_count_blocks(&self) -> bool {
        self.touchpoints.is_empty()
            && self.surveys.is_empty()
            && self.languages.is_empty()
            && self.devices.is_empty()
            && self.segments.is_empty()
            && self.answers.is_empty()
    }
}

/// One bound on what was answered: a response passes when one of these is among its answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AnswerFilter {
    /// Answers that count; none passes when empty.
    pub any_of: Vec<AnswerRange>,
}

/// Answers to one wording from `least` to `greatest`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerRange {
    /// What was asked.
    pub wording: WordingId,
    /// The least value that counts.
    pub least: i64,
    /// The greatest value that counts.
    pub greatest: i64,
}

impl AnswerFilter {
    /// Whether this answer to this wording lets a response pass.
    #[must_use]
    pub fn takes(&self, wording: WordingId, value: i64) -> bool {
        self.any_of
            .iter()
            .any(|range| range.wording == wording && (range.least..=range.greatest).contains(&value))
    }
}

/// A run of days, and the same in microseconds of the installation's zone (start included, end excluded).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// As days, for count blocks.
    pub days: Days,
    /// As instants, for responses.
    pub microseconds: (i64, i64),
}

/// What counts are grouped by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dimension {
    /// Service id.
    Service,
    /// Touchpoint id; none for responses without one.
    Touchpoint,
    /// Channel code.
    Channel,
    /// Survey id.
    Survey,
    /// Language code.
    Language,
    /// Device class; none where unknown.
    Device,
    /// Value of a segment attribute; none where unknown.
    Segment(String),
    /// Index into these spans: start (included) and end (excluded), microseconds since 1970 UTC.
    Time(Vec<(i64, i64)>),
}

/// Counts of every answer value of every wording, by group.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CountsQuery {
    /// Which responses count.
    pub filter: Filter,
    /// Up to three dimensions.
    pub by: Vec<Dimension>,
    /// Wordings that count; all when empty.
    pub wordings: Vec<WordingId>,
}

impl CountsQuery {
    /// The most dimensions one query groups by.
    pub const MOST_DIMENSIONS: usize = 3;

    /// Whether count blocks can answer: they know service, channel, period and wording, and nothing else.
    #[must_use]
    pub fn takes_count_blocks(&self) -> bool {
        let known = |dimension: &Dimension| {
            matches!(dimension, Dimension::Service | Dimension::Channel | Dimension::Time(_))
        };
        self.filter.takes_count_blocks() && self.by.iter().all(known)
    }
}

/// A key within one dimension: an id, a code, a value, or the index of a bucket; `None` where unknown.
pub type GroupKey = Option<String>;

/// How often one value was answered to one wording in one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// One key per dimension of the query.
    pub group: Vec<GroupKey>,
    /// What was asked.
    pub wording: WordingId,
    /// What was answered.
    pub value: i64,
    /// How often.
    pub n: i64,
}

impl Cell {
    /// Adds up cells of the same place and orders them; a place whose sum is zero is left out.
    #[must_use]
    pub fn merged(cells: impl IntoIterator<Item = Self>) -> Vec<Self> {
        let mut sums = std::collections::BTreeMap::new();
        for cell in cells {
            *sums.entry((cell.group, cell.wording, cell.value)).or_insert(0) += cell.n;
        }
        let cells = sums.into_iter().map(|((group, wording, value), n)| Self { group, wording, value, n });
        cells.filter(|cell| cell.n != 0).collect()
    }
}

/// The answer to a [`CountsQuery`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Counts {
    /// Cells with n above zero, ordered by group, wording and value.
    pub cells: Vec<Cell>,
    /// Count blocks that matched the filter but could not be counted.
    pub left_out: Vec<LeftOut>,
}

/// Count blocks that were left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Why.
    pub reason: LeftOutReason,
    /// How many blocks.
    pub blocks: i64,
    /// How many respondents they speak for.
    pub respondents: i64,
    /// Names of the blocks, the first twenty.
    pub names: Vec<String>,
}

/// Why a count block was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOutReason {
    /// Responses of the same service, period and survey are there and count instead.
    CoveredByResponses,
    /// The block knows nothing of what the query cuts by.
    CannotBeCut,
    /// The block lies only partly inside the period or spans several buckets.
    AcrossBuckets,
}

/// One combination of answers, and how many people gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JointAnswers {
    /// The answer in each column; `None` where it was not given.
    pub values: Vec<Option<i64>>,
    /// How many people gave this combination.
    pub n: i64,
}

/// How many people could have answered, and did.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Volumes {
    /// Customers served, where known.
    pub customers: Option<i64>,
    /// Customers offered a survey, where known.
    pub offered: Option<i64>,
    /// Respondents among those offered, over the same periods; `None` where `offered` is.
    pub respondents: Option<i64>,
    /// Responses and counted respondents in all.
    pub answered: i64,
}
