//! Contacts in order of customer and time, as columns: what journeys are made of.

use catsup_model::query::{ContactFilter, ContactSeconds};
use hashbrown::HashMap;

use super::{
    ContactSnapshot, NOBODY, UNKNOWN_COST, UNKNOWN_SECONDS,
    batch::{CODED, Coded, gathered},
    group::Question,
    order::order,
    row::Contact,
    scan::{Part, Scan},
};
use crate::{
    Error,
    query::{Cancel, over_items},
};

/// Contacts in order: those of nobody known first, then by customer (the pseudonym as a number without a sign), time and
/// id. Every column has an entry for each contact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sequences {
    /// Pseudonyms of the customers; [`NOBODY`] where nobody knows.
    pub customers: Vec<i64>,
    /// When each began, microseconds since 1970 UTC.
    pub occurred_at: Vec<i64>,
    /// Ids of the interactions.
    pub interactions: Vec<i64>,
    /// The coded columns, in the order of [`Coded::ALL`].
    pub coded: [SequenceColumn; CODED],
    /// The cases.
    pub cases: SequenceColumn,
    /// Seconds waited; [`UNKNOWN_SECONDS`] where they are not known.
    pub wait_seconds: Vec<i32>,
    /// Seconds it took; [`UNKNOWN_SECONDS`] where they are not known.
    pub handle_seconds: Vec<i32>,
    /// Cost in hundredths of the currency; [`UNKNOWN_COST`] where it is not known.
    pub cost_cents: Vec<i64>,
}

/// A column of texts: a code for each contact, and the texts that occur, in alphabetical order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SequenceColumn {
    /// Places among the values; [`SequenceColumn::NONE`] where there is none.
    pub codes: Vec<u32>,
    /// The values.
    pub values: Vec<String>,
}

impl SequenceColumn {
    /// The code of a contact without a value.
    pub const NONE: u32 = u32::MAX;
}

impl ContactSnapshot {
    /// The contacts that pass a filter, in order, at most so many. Memory grows with their number: some 150 bytes each
    /// while they are put in order.
    ///
    /// # Errors
    /// [`Error::TooManyContacts`] when more than `most` pass; when a segment is damaged, or the question was taken back.
    pub fn sequences(&self, filter: &ContactFilter, most: u64, cancel: &Cancel) -> Result<Sequences, Error> {
        if self.contacts(filter, cancel)? > most {
            return Err(Error::TooManyContacts { most });
        }
        let mut scan = Scan::new(self, Question::of(filter, &[]));
        let mut texts: [Texts; CODED] = Default::default();
        let codes: Vec<[Vec<u32>; CODED]> = self
            .segments
            .iter()
            .map(|segment| {
                Coded::ALL.map(|column| {
                    let values = segment.dictionaries().of(column).values().iter();
                    let known = values.map(|value| texts[column as usize].place(value));
                    std::iter::once(SequenceColumn::NONE).chain(known).collect()
                })
            })
            .collect();
        let mut made = scan.run(cancel, Rows::default, |rows, segment, block, part| {
            rows.read(self, (segment, block), part, &codes[segment])
        })?;
        let mut all = made.pop().unwrap_or_default();
        for rows in made {
            all.append(rows);
        }
        for (contact, groups) in scan.waiting() {
            if !groups.is_empty() {
                all.push(contact, &mut texts)?;
            }
        }
        all.in_order(texts, cancel)
    }
}

/// Texts with their numbers, in the order in which they came up.
#[derive(Debug, Default)]
struct Texts {
    values: Vec<String>,
    places: HashMap<String, u32>,
}

impl Texts {
    fn place(&mut self, value: &str) -> u32 {
        if let Some(place) = self.places.get(value) {
            return *place;
        }
        let place = u32::try_from(self.values.len()).expect("memory ends before four billion texts");
        self.values.push(value.to_owned());
        self.places.insert(value.to_owned(), place);
        place
    }

    /// The column of these codes for rows in an order, with the values that occur.
    fn column(self, codes: &[u32], order: &[u32]) -> SequenceColumn {
        let mut codes = gathered(order, codes);
        let mut occurs = vec![false; self.values.len()];
        for code in codes.iter().filter(|code| **code != SequenceColumn::NONE) {
            occurs[*code as usize] = true;
        }
        let mut values: Vec<(String, usize)> =
            self.values.into_iter().zip(0..).filter(|(_, old)| occurs[*old]).collect();
        values.sort_unstable();
        let mut new = vec![SequenceColumn::NONE; occurs.len()];
        for (place, (_, old)) in (0_u32..).zip(&values) {
            new[*old] = place;
        }
        for code in codes.iter_mut().filter(|code| **code != SequenceColumn::NONE) {
            *code = new[*code as usize];
        }
        SequenceColumn { codes, values: values.into_iter().map(|(value, _)| value).collect() }
    }
}

/// Contacts in any order.
#[derive(Default)]
struct Rows {
    customers: Vec<i64>,
    times: Vec<i64>,
    ids: Vec<i64>,
    codes: [Vec<u32>; CODED],
    case_codes: Vec<u32>,
    cases: Texts,
    wait: Vec<i32>,
    handle: Vec<i32>,
    costs: Vec<i64>,
}

impl Rows {
    fn read(
        &mut self,
        snapshot: &ContactSnapshot,
        (segment, block): (usize, usize),
        part: &Part,
        codes: &[Vec<u32>; CODED],
    ) -> Result<(), Error> {
        fn pick<T: Copy>(part: &Part, values: &[T], into: &mut Vec<T>) {
            match &part.places {
                None => into.extend_from_slice(&values[part.rows.clone()]),
                Some(_) => into.extend(part.each().map(|(row, _)| values[row])),
            }
        }
        let segment = &snapshot.segments[segment];
        pick(part, &segment.customers(block, &part.rows)?, &mut self.customers);
        pick(part, &segment.occurred_at(block, &part.rows)?, &mut self.times);
        pick(part, &segment.interactions(block, &part.rows)?, &mut self.ids);
        pick(part, &segment.seconds(block, &part.rows, ContactSeconds::Wait)?, &mut self.wait);
        pick(part, &segment.seconds(block, &part.rows, ContactSeconds::Handle)?, &mut self.handle);
        pick(part, &segment.costs(block, &part.rows)?, &mut self.costs);
        let broken = || Error::damaged(segment.path(), format!("a row of block {block} names nothing"));
        for column in Coded::ALL {
            let (of, known) = (segment.coded(block, &part.rows, column)?, &codes[column as usize]);
            let into = &mut self.codes[column as usize];
            for (row, _) in part.each() {
                into.push(known.get(of.get(row) as usize).copied().ok_or_else(broken)?);
            }
        }
        let cases = segment.cases(block, &part.rows)?;
        for (row, _) in part.each() {
            let case = cases.get(row).ok_or_else(broken)?;
            self.case_codes.push(if case.is_empty() { SequenceColumn::NONE } else { self.cases.place(case) });
        }
        Ok(())
    }

    fn push(&mut self, contact: &Contact, texts: &mut [Texts; CODED]) -> Result<(), Error> {
        contact.check()?;
        self.customers.push(contact.customer.map_or(NOBODY, |customer| customer.0));
        self.times.push(contact.occurred_at);
        self.ids.push(contact.id.0);
        for column in Coded::ALL {
            let place = column as usize;
            let code = contact.coded(column).map(|value| texts[place].place(&value));
            self.codes[place].push(code.unwrap_or(SequenceColumn::NONE));
        }
        let case = contact.case.as_deref().filter(|case| !case.is_empty());
        self.case_codes.push(case.map_or(SequenceColumn::NONE, |case| self.cases.place(case)));
        let seconds =
            |known: Option<i64>| known.and_then(|one| i32::try_from(one).ok()).unwrap_or(UNKNOWN_SECONDS);
        self.wait.push(seconds(contact.wait_seconds));
        self.handle.push(seconds(contact.handle_seconds));
        self.costs.push(contact.cost_cents.unwrap_or(UNKNOWN_COST));
        Ok(())
    }

    fn append(&mut self, other: Self) {
        self.customers.extend(other.customers);
        self.times.extend(other.times);
        self.ids.extend(other.ids);
        for (into, from) in self.codes.iter_mut().zip(other.codes) {
            into.extend(from);
        }
        let known: Vec<u32> = other.cases.values.iter().map(|case| self.cases.place(case)).collect();
        let renamed = |code: u32| known.get(code as usize).copied().unwrap_or(SequenceColumn::NONE);
        self.case_codes.extend(other.case_codes.into_iter().map(renamed));
        self.wait.extend(other.wait);
        self.handle.extend(other.handle);
        self.costs.extend(other.costs);
    }

    fn in_order(self, texts: [Texts; CODED], cancel: &Cancel) -> Result<Sequences, Error> {
        let order = order(&self.customers, &self.times, &self.ids, cancel)?;
        let mut columns: Vec<(usize, Texts, Vec<u32>)> = texts
            .into_iter()
            .zip(self.codes)
            .enumerate()
            .map(|(place, (texts, codes))| (place, texts, codes))
            .collect();
        columns.push((CODED, self.cases, self.case_codes));
        let mut made =
            over_items(columns, cancel, |(place, texts, codes)| (place, texts.column(&codes, &order)))?;
        made.sort_unstable_by_key(|(place, _)| *place);
        let cases = made.pop().map(|(_, column)| column).unwrap_or_default();
        let mut made = made.into_iter().map(|(_, column)| column);
        Ok(Sequences {
            customers: gathered(&order, &self.customers),
            occurred_at: gathered(&order, &self.times),
            interactions: gathered(&order, &self.ids),
            coded: std::array::from_fn(|_| made.next().unwrap_or_default()),
            cases,
            wait_seconds: gathered(&order, &self.wait),
            handle_seconds: gathered(&order, &self.handle),
            cost_cents: gathered(&order, &self.costs),
        })
    }
}
