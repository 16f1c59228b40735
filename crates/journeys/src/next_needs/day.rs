//! What was counted of one day: its records in order, and beside each whose contact it was.

use super::record::Record;

/// A contact and whose it was, before the day is put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Met {
    record: Record,
    person: u32,
}

impl Met {
    /// A person counts by 32 bits that stand for them. Two who share them count as one, so that people are never counted too high.
    pub(super) fn of(record: Record, person: i64) -> Self {
        // Numbers one after the other come to lie far apart (Fibonacci hashing: D. Knuth, “The Art of Computer Programming” 3, 6.4).
        let mixed = person.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Self { record, person: (mixed >> 32) as u32 }
    }
}

/// The contacts of one day. Two columns: together in one, four bytes in sixteen would be wasted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Day {
    records: Vec<Record>,
    /// Whose contact each record is.
    people: Vec<u32>,
}

impl Day {
    pub(super) fn of(mut met: Vec<Met>) -> Self {
        met.sort_unstable();
        Self {
            records: met.iter().map(|one| one.record).collect(),
            people: met.iter().map(|one| one.person).collect(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    #[cfg(test)]
    pub(super) fn records(&self) -> &[Record] {
        &self.records
    }

    /// Adds the contacts of other people.
    pub(super) fn add(&mut self, other: Self) {
        let own = std::mem::take(self);
        *self = Self::of(own.into_met().chain(other.into_met()).collect());
    }

    fn into_met(self) -> impl Iterator<Item = Met> {
        self.records.into_iter().zip(self.people).map(|(record, person)| Met { record, person })
    }

    /// Records that differ in nothing but the seconds, with whose they are.
    pub(super) fn runs(&self) -> impl Iterator<Item = (&[Record], &[u32])> {
        let mut begin = 0;
        self.records.chunk_by(|left, right| left.pair() == right.pair()).map(move |run| {
            let people = &self.people[begin..begin + run.len()];
            begin += run.len();
            (run, people)
        })
    }
}
