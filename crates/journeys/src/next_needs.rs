//! What people with a need come back for next: several windows and cuts in one pass, in counts per day that can be
//! replaced when contacts of a few days change.
//!
//! As [`next_contact`](crate::next_contact), for contacts in columns and for good: a year of contacts is counted once,
//! a day more costs the days whose windows it touches, and the result is the same as from nothing.

mod contacts;
mod day;
mod day_counts;
mod findings;
mod gathered;
mod record;

pub use contacts::NeedContacts;
pub use day_counts::{CountingRule, DayCounts};
pub use findings::{
    FamilyMember, NextNeed, NextNeedOptions, NextNeeds, NextNeedsOfCut, next_needs_of_family,
};

/// Microseconds of a day.
pub(crate) const DAY: i64 = 86_400_000_000;
/// Microseconds of a second.
pub(crate) const SECOND: i64 = 1_000_000;

/// The whole day, counted from 1970 in UTC, in which a time in microseconds lies.
///
/// ```
/// assert_eq!(catsup_journeys::day_of(86_400_000_000), 1);
/// assert_eq!(catsup_journeys::day_of(-1), -1);
/// ```
#[must_use]
pub fn day_of(micros: i64) -> i64 {
    micros.div_euclid(DAY)
}
