//! Contacts as columns on their way to being mined.

use catsup_journeys::{MISSING, NeedContacts};
use catsup_model::anticipation::{MiningRule, Segment};

use super::codes::{Needs, Values};

/// What figures are cut by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// The channel: always.
    Channel,
    /// A segment that an administrator chose.
    By(Segment),
}

impl Cut {
    /// The cuts of a rule, the channel first.
    pub(super) fn of(rule: &MiningRule) -> Vec<Self> {
        let chosen =
            Segment::ALL.iter().filter(|segment| rule.segments.iter().any(|code| code == segment.code()));
        std::iter::once(Self::Channel).chain(chosen.map(|segment| Self::By(*segment))).collect()
    }

    /// The word before the colon.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Channel => "channel",
            Self::By(segment) => segment.code(),
        }
    }
}

/// Texts by number, the same from one mining to the next.
#[derive(Debug)]
pub(super) struct Codes {
    pub(super) needs: Needs,
    /// The values of each cut.
    pub(super) cuts: Vec<(Cut, Values)>,
}

impl Codes {
    pub(super) fn new(cuts: &[Cut]) -> Self {
        Self { needs: Needs::default(), cuts: cuts.iter().map(|cut| (*cut, Values::default())).collect() }
    }
}

/// Contacts with a customer.
#[derive(Debug, Default)]
pub(super) struct ContactColumns {
    pub(super) people: Vec<i64>,
    pub(super) needs: Vec<u32>,
    pub(super) times: Vec<i64>,
    /// A column for each cut.
    pub(super) cuts: Vec<Vec<u32>>,
}

impl ContactColumns {
    pub(super) fn new(cuts: usize) -> Self {
        Self { cuts: vec![Vec::new(); cuts], ..Self::default() }
    }

    /// Adds a contact; `cuts` has a number for each cut.
    pub(super) fn push(&mut self, person: i64, need: u32, time: i64, cuts: impl Iterator<Item = u32>) {
        self.people.push(person);
        self.needs.push(need);
        self.times.push(time);
        for (column, code) in self.cuts.iter_mut().zip(cuts.chain(std::iter::repeat(MISSING))) {
            column.push(code);
        }
    }

    /// The contacts as they are mined, once for each cut.
    pub(super) fn into_contacts(self) -> catsup_journeys::Result<Vec<NeedContacts>> {
        let Self { people, needs, times, cuts } = self;
        let one = |cut| NeedContacts::new(people.clone(), needs.clone(), times.clone(), Some(cut));
        cuts.into_iter().map(one).collect()
    }
}
