//! What a scorecard is asked for.

use std::{fmt, str::FromStr};

use catsup_model::{
    Channel, DeviceClass, Feed, Language, Measure,
    id::{OrganisationId, ServiceId, SurveyId, TouchpointId},
    period::{BucketUnit, Days},
    query::{AnswerFilter, AnswerRange, SegmentFilter},
    wording::Wording,
};
use serde::Serialize;

use super::series::Wordings;

/// Scope, period and cut of a scorecard. The default asks for everything within reach over all history.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScorecardQuery {
    /// The organisation, with all below it.
    pub organisation: Option<OrganisationId>,
    /// Services; all of the organisation when empty.
    pub services: Vec<ServiceId>,
    /// Touchpoints; all when empty.
    pub touchpoints: Vec<TouchpointId>,
    /// Channels; all when empty.
    pub channels: Vec<Channel>,
    /// Surveys; all when empty.
    pub surveys: Vec<SurveyId>,
    /// Languages; all when empty.
    pub languages: Vec<Language>,
    /// Classes of device; all when empty.
    pub devices: Vec<DeviceClass>,
    /// Segments; all when empty.
    pub segments: Vec<SegmentFilter>,
    /// Only those who rated all of these so.
    pub rated: Vec<Rated>,
    /// The days; all history when `None`.
    pub days: Option<Days>,
    /// Unit of the trend; no trend is counted when `None`.
    pub trend: Option<BucketUnit>,
    /// What groups are made by.
    pub by: Option<Grouping>,
    /// Whether wordings of one measure are pooled.
    pub pooling: Pooling,
}

/// Whether wordings of one measure on one scale are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pooling {
    /// Every wording is a figure of its own.
    #[default]
    Apart,
    /// The reader chose to pool, and is told which wordings.
    Pooled,
}

/// What groups are made by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// Service.
    Service,
    /// Channel.
    Channel,
    /// Touchpoint.
    Touchpoint,
    /// Survey.
    Survey,
    /// Language.
    Language,
    /// Class of device.
    Device,
    /// Month.
    Month,
    /// Fiscal quarter.
    FiscalQuarter,
    /// A segment attribute.
    Segment(String),
}

/// The text named nothing that groups can be made by.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is nothing to group by; use service, channel, touchpoint, survey, language, device, month, quarter or \
     segment:NAME"
)]
pub struct UnknownGrouping(pub String);

impl FromStr for Grouping {
    type Err = UnknownGrouping;

    fn from_str(text: &str) -> Result<Self, UnknownGrouping> {
        Ok(match text {
            "service" => Self::Service,
            "channel" => Self::Channel,
            "touchpoint" => Self::Touchpoint,
            "survey" => Self::Survey,
            "language" => Self::Language,
            "device" => Self::Device,
            "month" => Self::Month,
            "quarter" | "fiscal_quarter" => Self::FiscalQuarter,
            other => match other.strip_prefix("segment:") {
                Some(name) if !name.is_empty() => Self::Segment(name.to_owned()),
                _ => return Err(UnknownGrouping(text.to_owned())),
            },
        })
    }
}

impl fmt::Display for Grouping {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service => formatter.write_str("service"),
            Self::Channel => formatter.write_str("channel"),
            Self::Touchpoint => formatter.write_str("touchpoint"),
            Self::Survey => formatter.write_str("survey"),
            Self::Language => formatter.write_str("language"),
            Self::Device => formatter.write_str("device"),
            Self::Month => formatter.write_str("month"),
            Self::FiscalQuarter => formatter.write_str("quarter"),
            Self::Segment(name) => write!(formatter, "segment:{name}"),
        }
    }
}

/// Those who rated a measure low or high, on whatever scale they were asked: above or below its middle, promoters or
/// detractors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rated {
    /// The measure.
    pub measure: Measure,
    /// How.
    pub side: Side,
}

/// Which end of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// Below its middle; detractors.
    Low,
    /// Above its middle; promoters.
    High,
}

impl Rated {
    /// The answers that count, among these wordings.
    pub(super) fn filter(self, wordings: &Wordings) -> AnswerFilter {
        let asked = wordings.values().filter(|wording| wording.feeds == Some(Feed::Measure(self.measure)));
        let range = |wording: &Wording| {
            let values = match self.side {
                Side::Low => wording.key.scale.low(),
                Side::High => wording.key.scale.high(),
            };
            AnswerRange { wording: wording.id, least: *values.start(), greatest: *values.end() }
        };
        AnswerFilter { any_of: asked.map(range).collect() }
    }
}

impl fmt::Display for Rated {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = match self.side {
            Side::Low => "low",
            Side::High => "high",
        };
        write!(formatter, "{}:{side}", self.measure.code())
    }
}

/// The text says nothing about how a measure was rated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a measure with low or high, such as trust:low")]
pub struct UnknownRating(pub String);

impl FromStr for Rated {
    type Err = UnknownRating;

    fn from_str(text: &str) -> Result<Self, UnknownRating> {
        let unknown = || UnknownRating(text.to_owned());
        let (measure, side) = text.split_once(':').ok_or_else(unknown)?;
        let side = match side {
            "low" => Side::Low,
            "high" => Side::High,
            _ => return Err(unknown()),
        };
        Ok(Self { measure: measure.parse().map_err(|_| unknown())?, side })
    }
}

/// What a reader can choose from within reach, for the filters of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Choices {
    /// Organisations with their depth in the tree, in the order of the tree.
    pub organisations: Vec<(OrganisationId, String, usize)>,
    /// Services of the chosen organisation.
    pub services: Vec<(ServiceId, String)>,
    /// Touchpoints of the chosen services.
    pub touchpoints: Vec<(TouchpointId, String)>,
    /// Surveys of the chosen services.
    pub surveys: Vec<(SurveyId, String)>,
    /// Segment attributes with their values.
    pub segments: Vec<(String, Vec<String>)>,
    /// Measures that are asked about, in the order shown to people.
    pub measures: Vec<Measure>,
}
