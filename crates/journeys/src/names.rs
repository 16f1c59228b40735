//! Names by their number, packed into one text; and the dictionary that gives out the numbers.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::{Error, Result};

/// A list of names, numbered from 0, in one allocation however many there are.
///
/// ```
/// use catsup_journeys::Names;
///
/// let names: Names = ["apply", "ask"].into_iter().collect();
/// assert_eq!((names.len(), names.get(1), names.find("apply")), (2, Some("ask"), Some(0)));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    text: String,
    ends: Vec<usize>,
}

impl Names {
    /// How many names there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The name of a number; `None` for a number that was not given out, which [`MISSING`](crate::MISSING) never is.
    pub fn get(&self, number: u32) -> Option<&str> {
        let number = number as usize;
        let end = *self.ends.get(number)?;
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        Some(&self.text[start..end])
    }

    /// The name of a number that is known to be in use.
    pub(crate) fn name(&self, number: u32) -> &str {
        self.get(number).unwrap_or("")
    }

    /// The number of a name. Looks at every name: meant for options, not for loops over events.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.iter().position(|candidate| candidate == name).map(|position| position as u32)
    }

    /// The names in the order of their numbers.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> + '_ {
        (0..self.len()).map(|number| self.name(number as u32))
    }

    pub(crate) fn push(&mut self, name: &str) {
        self.text.push_str(name);
        self.ends.push(self.text.len());
    }

    /// The names in alphabetical order, and the new number of each old one.
    pub(crate) fn sorted(&self) -> (Self, Vec<u32>) {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        if !self.iter().is_sorted() {
            order.sort_unstable_by(|&left, &right| self.name(left).cmp(self.name(right)));
        }
        let mut numbers = vec![0; self.len()];
        for (new, &old) in order.iter().enumerate() {
            numbers[old as usize] = new as u32;
        }
        (order.iter().map(|&old| self.name(old)).collect(), numbers)
    }
}

impl<'a> FromIterator<&'a str> for Names {
    fn from_iter<I: IntoIterator<Item = &'a str>>(names: I) -> Self {
        let mut list = Self::default();
        names.into_iter().for_each(|name| list.push(name));
        list
    }
}

/// Names that are numbered as they come.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    names: Names,
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
    last: Option<u32>,
}

impl Dictionary {
    /// The number of a name, given out when it is new. Events of a case mostly follow each other, so the last
    /// name is tried first.
    pub(crate) fn number(&mut self, name: &str, kind: &'static str) -> Result<u32> {
        if let Some(last) = self.last
            && self.names.name(last) == name
        {
            return Ok(last);
        }
        let hash = self.hasher.hash_one(name);
        let found = self.numbers.find(hash, |&number| self.names.name(number) == name);
        let number = match found {
            Some(&number) => number,
            None => {
                let number = u32::try_from(self.names.len()).ok().filter(|&number| number < u32::MAX - 1);
                let number = number.ok_or(Error::TooMany(kind))?;
                self.names.push(name);
                let (names, hasher) = (&self.names, &self.hasher);
                self.numbers.insert_unique(hash, number, |&known| hasher.hash_one(names.name(known)));
                number
            }
        };
        self.last = Some(number);
        Ok(number)
    }

    /// The numbers here of the names of another dictionary, given out where they are new.
    pub(crate) fn adopt(&mut self, names: &Names, kind: &'static str) -> Result<Vec<u32>> {
        names.iter().map(|name| self.number(name, kind)).collect()
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }

    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    pub(crate) fn into_names(self) -> Names {
        self.names
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_number() {
        let mut dictionary = Dictionary::default();
        let numbers: Vec<u32> =
            ["b", "a", "", "b", ""].iter().map(|name| dictionary.number(name, "names").unwrap()).collect();
        assert_eq!(numbers, [0, 1, 2, 0, 2]);
        let (sorted, renumbered) = dictionary.into_names().sorted();
        assert_eq!(sorted.iter().collect::<Vec<_>>(), ["", "a", "b"]);
        assert_eq!(renumbered, [2, 1, 0]);
    }

    #[test]
    fn a_number_that_was_not_given_out_has_no_name() {
        assert_eq!(Names::default().get(0), None);
        assert_eq!(["x"].into_iter().collect::<Names>().get(crate::MISSING), None);
    }
}
