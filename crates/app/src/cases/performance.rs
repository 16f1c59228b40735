//! How cases went: how many ended, how, how long they took, in time or not; by service, kind and channel.

use std::collections::{BTreeMap, HashMap};

use catsup_model::{
    Channel, Permission, Reach, Viewer,
    case::{CaseKind, CaseStatus},
    id::ServiceId,
    period::Days,
};
use catsup_statistics::{Confidence, Proportion, quantile_of_counts};
use catsup_store::CaseTally;
use jiff::ToSpan as _;

use crate::{App, Error};

/// How cases of a period went.
#[derive(Debug, Clone, PartialEq)]
pub struct CasePerformance {
    /// All of them.
    pub all: PerformanceGroup,
    /// By service, by name.
    pub by_service: Vec<PerformanceGroup>,
    /// By kind.
    pub by_kind: Vec<PerformanceGroup>,
    /// By channel.
    pub by_channel: Vec<PerformanceGroup>,
}

/// How the cases of one group went.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PerformanceGroup {
    /// Its name, or the code of its kind or channel.
    pub name: String,
    /// Cases.
    pub n: i64,
    /// Those that go on.
    pub open: i64,
    /// Those that staff call solved; the person has not said.
    pub resolved: i64,
    /// Those the person calls solved.
    pub confirmed: i64,
    /// Those that ended without a solution.
    pub unresolved: i64,
    /// Ended cases that a rule says by when of, and those of them in time.
    pub timed: (i64, i64),
    /// The share in time with its interval; none of too few.
    pub share: Option<Proportion>,
    /// The median of business days taken; none of too few.
    pub median: Option<f64>,
    /// Nine of ten took at most so many business days; none of too few.
    pub p90: Option<f64>,
    /// How many took how many business days.
    pub days: BTreeMap<i64, u64>,
}

impl PerformanceGroup {
    fn add(&mut self, tally: &CaseTally) {
        self.n += tally.n;
        let place = match tally.status {
            CaseStatus::Resolved => &mut self.resolved,
            CaseStatus::Confirmed => &mut self.confirmed,
            CaseStatus::Unresolved => &mut self.unresolved,
            CaseStatus::New | CaseStatus::Open | CaseStatus::Waiting => &mut self.open,
        };
        *place += tally.n;
        if let Some(in_time) = tally.in_time {
            self.timed.0 += tally.n;
            self.timed.1 += if in_time { tally.n } else { 0 };
        }
        if let Some(days) = tally.days {
            *self.days.entry(days).or_default() += tally.n.unsigned_abs();
        }
    }

    fn figured(mut self, smallest: u64) -> Self {
        if self.days.values().sum::<u64>() >= smallest {
            self.median = quantile_of_counts(&self.days, 0.5);
            self.p90 = quantile_of_counts(&self.days, 0.9);
        }
        let (timed, kept) = (self.timed.0.unsigned_abs(), self.timed.1.unsigned_abs());
        if timed >= smallest {
            self.share = share_in_time(kept, timed);
        }
        self
    }
}

/// The share of cases that ended in time, with its interval; `None` of none.
#[must_use]
pub fn share_in_time(kept: u64, timed: u64) -> Option<Proportion> {
    Proportion::of(kept, timed, Confidence::NINETY_FIVE).ok()
}

/// How the cases opened in a period went, of services within reach.
///
/// # Errors
/// [`Error::Denied`].
pub async fn performance(app: &App, viewer: &Viewer, period: Option<Days>) -> Result<CasePerformance, Error> {
    let reach = viewer.require(Permission::ReadCases)?;
    let services: Option<Vec<ServiceId>> = match &reach {
        Reach::Everything => None,
        Reach::Part { services, .. } => Some(services.iter().copied().collect()),
    };
    let zone = app.settings().zone.clone();
    let midnight =
        |day: jiff::civil::Date| day.to_zoned(zone.clone()).ok().map(|at| at.timestamp().as_microsecond());
    let opened =
        period.and_then(|days| Some((midnight(days.first)?, midnight(days.last.saturating_add(1.day()))?)));
    let tallies =
        app.store().case_tally(services.as_deref(), opened.unwrap_or((i64::MIN / 4, i64::MAX / 4))).await?;
    let names: HashMap<ServiceId, String> = app
        .store()
        .service_list(services.as_deref())
        .await?
        .into_iter()
        .map(|one| (one.id, one.name.to_string()))
        .collect();
    let smallest = app.settings().smallest_cell;
    let mut all = PerformanceGroup::default();
    let (mut by_service, mut by_kind, mut by_channel) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for tally in &tallies {
        all.add(tally);
        let name = names.get(&tally.service).cloned().unwrap_or_default();
        let of = |name: String| PerformanceGroup { name, ..PerformanceGroup::default() };
        by_service.entry((name.to_lowercase(), tally.service)).or_insert_with(|| of(name)).add(tally);
        let kind: CaseKind = tally.kind;
        by_kind.entry(kind).or_insert_with(|| of(kind.code().to_owned())).add(tally);
        let channel: Channel = tally.channel;
        by_channel.entry(channel).or_insert_with(|| of(channel.code().to_owned())).add(tally);
    }
    fn figured<K: Ord>(groups: BTreeMap<K, PerformanceGroup>, smallest: u64) -> Vec<PerformanceGroup> {
        groups.into_values().map(|group| group.figured(smallest)).collect()
    }
    Ok(CasePerformance {
        all: all.figured(smallest),
        by_service: figured(by_service, smallest),
        by_kind: figured(by_kind, smallest),
        by_channel: figured(by_channel, smallest),
    })
}
