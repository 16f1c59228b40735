//! One contact and what came behind it, in 64 bits: sorted, they are the counts of a day.
//!
//! From the highest bit: 10 for the cut, 16 for the need, 16 for the next need, 22 for the seconds until then.

use crate::MISSING;

const DELAY_BITS: u32 = 22;
const NEED_BITS: u32 = 16;
const CUT_BITS: u32 = 10;
const NEED_MASK: u64 = (1 << NEED_BITS) - 1;
const DELAY_MASK: u64 = (1 << DELAY_BITS) - 1;

/// Codes of needs are below.
pub(super) const MOST_NEEDS: u32 = NEED_MASK as u32 - 2;
/// Codes of cuts are below.
pub(super) const MOST_CUTS: u32 = (1 << CUT_BITS) - 2;
/// The longest window in days: its seconds fit.
pub(super) const LONGEST_DAYS: i64 = (DELAY_MASK / 86_400) as i64;

/// What stands in place of a next need: the person came back, but nobody knows what for.
pub(super) const UNKNOWN: u32 = NEED_MASK as u32 - 1;
/// What stands in place of a next need: nobody came back.
pub(super) const NOTHING: u32 = NEED_MASK as u32;
/// What stands in place of an unknown cut.
pub(super) const NO_CUT: u32 = (1 << CUT_BITS) - 1;

/// A cut, a need, and what came next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Record(u64);

impl Record {
    pub(super) fn new(cut: u32, need: u32, next: u32, seconds: u32) -> Self {
        let cut = if cut == MISSING { NO_CUT } else { cut };
        let key = u64::from(cut) << NEED_BITS | u64::from(need);
        Self((key << NEED_BITS | u64::from(next)) << DELAY_BITS | u64::from(seconds))
    }

    pub(super) fn cut(self) -> u32 {
        (self.0 >> (DELAY_BITS + 2 * NEED_BITS)) as u32
    }

    pub(super) fn need(self) -> u32 {
        (self.0 >> (DELAY_BITS + NEED_BITS) & NEED_MASK) as u32
    }

    pub(super) fn next(self) -> u32 {
        (self.0 >> DELAY_BITS & NEED_MASK) as u32
    }

    pub(super) fn seconds(self) -> u32 {
        (self.0 & DELAY_MASK) as u32
    }

    /// Everything but the seconds: the same for all that count together.
    pub(super) fn pair(self) -> u64 {
        self.0 >> DELAY_BITS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_gives_back_what_went_in() {
        for (cut, need, next, seconds) in
            [(0, 0, 0, 0), (MOST_CUTS - 1, MOST_NEEDS - 1, NOTHING, 30 * 86_400), (MISSING, 7, UNKNOWN, 1)]
        {
            let record = Record::new(cut, need, next, seconds);
            let cut = if cut == MISSING { NO_CUT } else { cut };
            assert_eq!(
                (record.cut(), record.need(), record.next(), record.seconds()),
                (cut, need, next, seconds)
            );
        }
        assert_eq!(LONGEST_DAYS, 48);
    }
}
