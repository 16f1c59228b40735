//! The shapes of the questions put to the measure engine about contacts, and of its answers.

use serde::Serialize;

use super::GroupKey;
use crate::{
    Channel, Language,
    id::{ServiceId, TouchpointId},
    interaction::Outcome,
};

/// Which contacts count. An empty list sets no bound, except for `services`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContactFilter {
    /// Services that count; the caller has already applied the viewer's reach. Empty means none.
    pub services: Vec<ServiceId>,
    /// Touchpoints that count.
    pub touchpoints: Vec<TouchpointId>,
    /// Channels that count.
    pub channels: Vec<Channel>,
    /// Activities that count.
    pub activities: Vec<String>,
    /// Outcomes that count.
    pub outcomes: Vec<Outcome>,
    /// Classes of devices that count.
    pub devices: Vec<String>,
    /// Languages that count.
    pub languages: Vec<Language>,
    /// When they began: start (included) and end (excluded), microseconds since 1970 UTC; all history when `None`.
    pub period: Option<(i64, i64)>,
}

/// What contacts are grouped by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContactDimension {
    /// Service id.
    Service,
    /// Touchpoint id; none where unknown.
    Touchpoint,
    /// Channel code.
    Channel,
    /// What was done.
    Activity,
    /// Outcome code; none where unknown.
    Outcome,
    /// Device class; none where unknown.
    Device,
    /// Language code; none where unknown.
    Language,
    /// Index into these spans: start (included) and end (excluded), microseconds since 1970 UTC. A contact counts in
    /// every span it lies in. The first such dimension of a question counts; a second one is passed over.
    Time(Vec<(i64, i64)>),
    /// Hour of the week as clocks show it: from 0 (Monday at midnight) to 167.
    HourOfWeek(Clock),
}

/// What clocks show: how far they are ahead of UTC, and from when on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clock {
    /// Instants (microseconds since 1970 UTC) in order, each with the seconds that clocks are ahead from then on. The
    /// first holds for all time before it, too; without any, clocks show UTC.
    pub ahead: Vec<(i64, i64)>,
}

impl Clock {
    /// The hour of the week at an instant, from 0 (Monday at midnight) to 167.
    #[must_use]
    pub fn hour_of_week(&self, at: i64) -> u32 {
        const HOUR: i64 = 3_600_000_000;
        const HOURS_A_WEEK: i64 = 168;
        /// 1970 began on a Thursday.
        const TO_MONDAY: i64 = 72;
        let later = self.ahead.partition_point(|(from, _)| *from <= at);
        let ahead = self.ahead.get(later.saturating_sub(1)).map_or(0, |(_, seconds)| *seconds);
        let hour = at.saturating_add(ahead * 1_000_000).div_euclid(HOUR) + TO_MONDAY;
        u32::try_from(hour.rem_euclid(HOURS_A_WEEK)).expect("a week has 168 hours")
    }
}

/// How many contacts there are in one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContactCount {
    /// One key per dimension of the question.
    pub group: Vec<GroupKey>,
    /// Contacts.
    pub contacts: i64,
}

/// The most dimensions one question about contacts groups by; further ones are left out.
pub const MOST_CONTACT_DIMENSIONS: usize = 3;

/// Which seconds of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactSeconds {
    /// Seconds the person waited before anyone or anything served them.
    Wait,
    /// Seconds it took from then on.
    Handle,
}

/// A probability in ten-thousandths, so that every engine takes the same rank.
pub type TenThousandths = u32;

/// How long contacts took, by group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DurationsQuery {
    /// Which contacts count.
    pub filter: ContactFilter,
    /// Up to three dimensions.
    pub by: Vec<ContactDimension>,
    /// Which seconds.
    pub of: ContactSeconds,
    /// Thresholds in seconds.
    pub within: Vec<i64>,
    /// Probabilities of the quantiles wanted.
    pub quantiles: Vec<TenThousandths>,
}

/// How long the contacts of one group took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Durations {
    /// One key per dimension of the question.
    pub group: Vec<GroupKey>,
    /// Contacts of which it is known.
    pub n: i64,
    /// Contacts of which it is not known.
    pub missing: i64,
    /// The seconds of all of them together.
    pub sum: i64,
    /// For each threshold, how many took no longer.
    pub within: Vec<i64>,
    /// For each probability p the quantile by nearest rank, in whole seconds: the least duration that at least n·p
    /// contacts do not exceed; for p = 0 the least of all. `None` where nothing is known.
    pub quantiles: Vec<Option<i64>>,
}

impl Durations {
    /// The rank, from 1, of a quantile among `n` durations in order.
    #[must_use]
    pub fn rank(n: i64, probability: TenThousandths) -> i64 {
        let share = i128::from(n) * i128::from(probability.min(10_000));
        i64::try_from((share + 9_999) / 10_000).unwrap_or(i64::MAX).clamp(1, n.max(1))
    }
}

/// How many customers there were, by group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomersQuery {
    /// Which contacts count.
    pub filter: ContactFilter,
    /// Up to three dimensions.
    pub by: Vec<ContactDimension>,
}

/// The customers of one group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Customers {
    /// One key per dimension of the question.
    pub group: Vec<GroupKey>,
    /// Contacts in all.
    pub contacts: i64,
    /// Different customers among them.
    pub customers: i64,
    /// Contacts of which nobody knows whose they are.
    pub without_customer: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_of_the_week_are_those_of_clocks() {
        // Monday, 6 January 2025, 00:30 UTC; clocks go forward an hour on Tuesday, 12:00 UTC.
        let (monday, tuesday) = (1_736_123_400_000_000, 1_736_251_200_000_000);
        let clock = Clock { ahead: vec![(0, -3_600), (tuesday, 0)] };
        assert_eq!((Clock::default().hour_of_week(monday), clock.hour_of_week(monday)), (0, 167));
        assert_eq!((clock.hour_of_week(tuesday - 1), clock.hour_of_week(tuesday)), (34, 36));
        assert_eq!(Clock::default().hour_of_week(-1), 3 * 24 - 1);
    }

    #[test]
    fn ranks_are_exact_where_floating_point_is_not() {
        let rank = |n, probability| Durations::rank(n, probability);
        assert_eq!([rank(100, 700), rank(10, 5_000), rank(11, 5_000)], [7, 5, 6]);
        assert_eq!([rank(10, 0), rank(10, 10_000), rank(10, 20_000), rank(3, 9_999)], [1, 10, 10, 3]);
        assert_eq!(rank(i64::MAX, 10_000), i64::MAX);
    }
}
