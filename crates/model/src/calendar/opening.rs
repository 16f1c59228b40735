//! One date of a calendar.

use super::{Block, FederalHoliday};

/// What a calendar says of one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening<'a> {
    /// Why it is as it is.
    pub kind: DayKind<'a>,
    /// The hours worked, in order; none when closed.
    pub blocks: &'a [Block],
}

/// Why a date has the hours it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// As the week says, and something is worked.
    Working,
    /// As the week says: a day off.
    Off,
    /// A holiday of the calendar.
    Holiday(FederalHoliday),
    /// Entered or imported for this one date, under this name.
    Exception(&'a str),
}
