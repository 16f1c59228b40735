//! The scorecard: every measure of one scope and period, with its uncertainty.
//!
//! Page, API, command line and exports all show the same [`Scorecard`].

mod change;
mod comparison;
mod counting;
mod export;
mod figure;
mod filtered;
mod grouping;
mod groups;
mod movers;
mod preset;
mod query;
mod read;
mod scope;
mod series;
mod table;

pub use change::Change;
pub use comparison::{ComparedMeasure, Comparison, compare};
pub use export::export;
pub use figure::{Figure, NetPromoter, Share, Summary};
pub(crate) use filtered::Filtered;
pub use groups::{Group, GroupFigure};
pub use movers::{Mover, movers};
pub use preset::Preset;
pub use query::{Choices, Grouping, Pooling, Rated, ScorecardQuery, Side, UnknownRating};
pub use read::{choices, preset_days, read};
pub(crate) use scope::Scope;
pub use scope::service_named;
pub use series::{DriverTicks, MeasureSeries, TickCount, Ticks, TrendPoint, WordingLabel};
pub use table::{drivers_table, figures_table, groups_table, trend_table};

use catsup_model::{
    id::OrganisationId,
    period::{BucketUnit, Days},
    query::LeftOut,
};
use serde::Serialize;

/// Every measure of one scope and period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scorecard {
    /// Name of what it is about.
    pub scope: String,
    /// Organisations above and including the scope, outermost first, as far as the viewer may see them.
    pub path: Vec<(OrganisationId, String)>,
    /// The days it covers; all history when `None`.
    pub days: Option<Days>,
    /// The days it is compared with.
    pub before: Option<Days>,
    /// First and last day of anything that counts in the scope, whatever the period.
    pub extent: Option<Days>,
    /// Whether wordings of one measure are pooled.
    pub pooling: Pooling,
    /// How many people answered.
    pub answered: Option<i64>,
    /// How many people answered in the period before.
    pub answered_before: Option<i64>,
    /// Who could have answered, where known.
    pub response_rate: ResponseRate,
    /// The measures, in the order of the catalogue; wordings apart unless pooled.
    pub measures: Vec<MeasureSeries>,
    /// What went well and badly, where it was asked.
    pub drivers: Vec<DriverTicks>,
    /// What groups are made by.
    pub grouping: Option<Grouping>,
    /// The groups side by side.
    pub groups: Vec<Group>,
    /// The unit of the trend.
    pub trend_unit: BucketUnit,
    /// Count blocks that were left out of the figures.
    pub left_out: Vec<LeftOut>,
    /// Count blocks that were left out of the trend.
    pub trend_left_out: Vec<LeftOut>,
    /// Figures from fewer answers than this are not shown.
    pub smallest_cell: u64,
}

/// Who could have answered, and did.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct ResponseRate {
    /// Customers served, where known.
    pub customers: Option<i64>,
    /// Customers offered a survey, where known.
    pub offered: Option<i64>,
    /// Those of them who answered.
    pub respondents: Option<i64>,
    /// The rate; `None` where the volumes are unknown or contradict each other (more respondents than offered).
    pub rate: Option<Share>,
}
