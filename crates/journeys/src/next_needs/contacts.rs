//! Contacts in columns, a person's together and in the order of time.

use std::ops::RangeInclusive;

use super::{day_of, record};
use crate::{Error, MISSING, Result};

/// Contacts of people whom one can tell apart: who, what for, when, and what the figures are cut by.
///
/// ```
/// use catsup_journeys::NeedContacts;
///
/// let contacts = NeedContacts::new(vec![7, 7, 3], vec![0, 1, 0], vec![60_000_000, 0, 0], None)?;
/// assert_eq!(contacts.len(), 3);
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NeedContacts {
    pub(super) people: Vec<i64>,
    pub(super) needs: Vec<u32>,
    pub(super) times: Vec<i64>,
    /// Empty where nothing cuts.
    pub(super) cuts: Vec<u32>,
}

impl NeedContacts {
    /// Of columns of one length: a number per person, the code of the need, the time in microseconds since 1970 in UTC,
    /// and a code for what the figures are cut by, such as the channel. [`MISSING`] stands for an unknown need: such a
    /// contact has nothing behind it counted, yet is what others come back for. It also stands for an unknown cut: such
    /// a contact counts in the figures over all.
    ///
    /// Columns that are in the order of person, time, need and cut already are taken as they are; others are sorted.
    ///
    /// # Errors
    /// [`Error::ColumnLength`]; [`Error::Time`] beyond the year 9999; [`Error::Option`] for codes of needs from 65,533
    /// and of cuts from 1,022 on.
    pub fn new(people: Vec<i64>, needs: Vec<u32>, times: Vec<i64>, cuts: Option<Vec<u32>>) -> Result<Self> {
        let expected = times.len();
        let lengths = [("people", people.len()), ("needs", needs.len())];
        let cut_length = cuts.as_ref().map(|cuts| ("cuts", cuts.len()));
        for (column, found) in lengths.into_iter().chain(cut_length) {
            if found != expected {
                return Err(Error::ColumnLength { column: column.to_owned(), found, expected });
            }
        }
        let cuts = cuts.unwrap_or_default();
        check_codes("need", &needs, record::MOST_NEEDS, "a code below 65533")?;
        check_codes("cut", &cuts, record::MOST_CUTS, "a code below 1022")?;
        let span = crate::builder::LARGEST_TIME;
        if let Some(time) = times.iter().find(|time| !(-span..=span).contains(*time)) {
            return Err(Error::Time(*time));
        }
        let contacts = Self { people, needs, times, cuts };
        Ok(if contacts.are_in_order() { contacts } else { contacts.sorted() })
    }

    /// How many contacts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.times.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.times.is_empty()
    }

    /// The first and the last day with a contact; `None` without any.
    #[must_use]
    pub fn days(&self) -> Option<RangeInclusive<i64>> {
        let first = self.times.iter().min()?;
        let last = self.times.iter().max()?;
        Some(day_of(*first)..=day_of(*last))
    }

    /// What the contact is cut by, [`MISSING`] where nothing is.
    pub(super) fn cut(&self, at: usize) -> u32 {
        self.cuts.get(at).copied().unwrap_or(MISSING)
    }

    fn key(&self, at: usize) -> (i64, i64, u32, u32) {
        (self.people[at], self.times[at], self.needs[at], self.cut(at))
    }

    fn are_in_order(&self) -> bool {
        (1..self.len()).all(|at| self.key(at - 1) <= self.key(at))
    }

    fn sorted(&self) -> Self {
        let mut order: Vec<(i64, i64, u32, u32)> = (0..self.len()).map(|at| self.key(at)).collect();
        order.sort_unstable();
        Self {
            people: order.iter().map(|one| one.0).collect(),
            needs: order.iter().map(|one| one.2).collect(),
            times: order.iter().map(|one| one.1).collect(),
            cuts: if self.cuts.is_empty() { vec![] } else { order.iter().map(|one| one.3).collect() },
        }
    }
}

fn check_codes(option: &'static str, codes: &[u32], below: u32, allowed: &'static str) -> Result<()> {
    match codes.iter().find(|code| **code >= below && **code != MISSING) {
        Some(code) => Err(Error::Option { option, value: code.to_string(), allowed }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_put_in_the_order_of_person_and_time() {
        let contacts =
            NeedContacts::new(vec![2, 1, 2], vec![5, 6, 7], vec![9, 8, 3], Some(vec![0, MISSING, 1]))
                .unwrap();
        assert_eq!((contacts.people, contacts.needs), (vec![1, 2, 2], vec![6, 7, 5]));
        assert_eq!((contacts.times, contacts.cuts), (vec![8, 3, 9], vec![MISSING, 1, 0]));
    }

    #[test]
    fn columns_that_do_not_fit_are_refused() {
        let refused = NeedContacts::new(vec![1], vec![], vec![1], None);
        assert!(matches!(refused, Err(Error::ColumnLength { found: 0, expected: 1, .. })));
        assert!(NeedContacts::new(vec![1], vec![65_533], vec![1], None).is_err());
        assert!(NeedContacts::new(vec![1], vec![0], vec![1], Some(vec![1_022])).is_err());
        assert!(matches!(NeedContacts::new(vec![1], vec![0], vec![i64::MAX], None), Err(Error::Time(_))));
    }
}
