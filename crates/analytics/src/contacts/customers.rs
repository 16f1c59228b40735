//! How many different customers there were, by group. Their pseudonyms are gathered by group, sorted and counted; where
//! they are many, a part of them at a time.

use catsup_model::query::{ContactCount, ContactDimension, ContactFilter, Customers, CustomersQuery};
use hashbrown::HashMap;

use super::{ContactSnapshot, NOBODY, group::Question, scan::Scan};
use crate::{
    Error,
    query::{Cancel, DIMENSIONS, Group, over_items},
};

/// The most pseudonyms gathered at a time, of eight bytes each: with what lists grow by, some 512 megabytes at most.
const MOST_AT_ONCE: u64 = 1 << 25;
/// Parts of a group, each sorted on a core of its own.
const SHARDS: usize = 8;

impl ContactSnapshot {
    /// How many different customers there were, by group, ordered by group. Takes some 512 megabytes at most, beside a
    /// line for each group; where more contacts pass, they are read several times over.
    ///
    /// # Errors
    /// When a segment is damaged, or the question was taken back.
    pub fn customers(&self, query: &CustomersQuery, cancel: &Cancel) -> Result<Vec<Customers>, Error> {
        self.customers_at_once(query, MOST_AT_ONCE, cancel)
    }

    /// As [`customers`](Self::customers), with so many pseudonyms at a time.
    ///
    /// # Errors
    /// As [`customers`](Self::customers).
    pub fn customers_at_once(
        &self,
        query: &CustomersQuery,
        at_once: u64,
        cancel: &Cancel,
    ) -> Result<Vec<Customers>, Error> {
        let mut scan = Scan::new(self, Question::of(&query.filter, &query.by));
        let waiting = scan.waiting();
        let passes = scan.most_rows().div_ceil(at_once).max(1);
        let mut sums: HashMap<Group, Sums> = HashMap::new();
        for pass in 0..passes {
            let mut made = scan.run(cancel, Gathered::default, |gathered, segment, block, part| {
                let customers = self.segments[segment].customers(block, &part.rows)?;
                let places: Vec<usize> = part.groups.iter().map(|group| gathered.of(*group)).collect();
                for (row, place) in part.each() {
                    gathered.groups[places[place]].take(customers[row], pass, passes);
                }
                Ok(())
            })?;
            let mut first = made.pop().unwrap_or_default();
            for (contact, groups) in &waiting {
                let customer = contact.customer.map_or(NOBODY, |customer| customer.0);
                for group in groups {
                    let place = first.of(*group);
                    first.groups[place].take(customer, pass, passes);
                }
            }
            made.push(first);
            let mut shards: HashMap<(Group, usize), Vec<Vec<i64>>> = HashMap::new();
            for core in made {
                let mut groups: Vec<Option<Gathering>> = core.groups.into_iter().map(Some).collect();
                for (group, place) in core.places {
                    let Some(gathering) = groups[place].take() else { continue };
                    let sum = sums.entry(group).or_default();
                    if pass == 0 {
                        sum.contacts += gathering.contacts;
                        sum.without += gathering.without;
                    }
                    for (shard, keys) in
                        gathering.shards.into_iter().enumerate().filter(|(_, one)| !one.is_empty())
                    {
                        shards.entry((group, shard)).or_default().push(keys);
                    }
                }
            }
            let counted = over_items(shards.into_iter().collect(), cancel, |((group, _), lists)| {
                (group, different(lists))
            })?;
            for (group, n) in counted {
                sums.entry(group).or_default().customers += n;
            }
        }
        let dimensions = query.by.len().min(DIMENSIONS);
        let told = sums.into_iter().map(|(group, sums)| Customers {
            group: scan.keys.keys(group, dimensions),
            contacts: sums.contacts,
            customers: sums.customers,
            without_customer: sums.without,
        });
        let mut told: Vec<Customers> = told.filter(|one| one.contacts > 0).collect();
        told.sort_unstable_by(|one, other| one.group.cmp(&other.group));
        Ok(told)
    }

    /// How many contacts there are, by group, ordered by group.
    ///
    /// # Errors
    /// When a segment is damaged, or the question was taken back.
    pub fn contact_counts(
        &self,
        filter: &ContactFilter,
        by: &[ContactDimension],
        cancel: &Cancel,
    ) -> Result<Vec<ContactCount>, Error> {
        let mut scan = Scan::new(self, Question::of(filter, by));
        let mut sums: HashMap<Group, i64> = HashMap::new();
        for group in scan.waiting().into_iter().flat_map(|(_, groups)| groups) {
            *sums.entry(group).or_default() += 1;
        }
        let made = scan.run(cancel, HashMap::<Group, i64>::new, |sums, _, _, part| {
            let mut counts = vec![0_i64; part.groups.len()];
            match part.places {
                None => counts[0] = i64::try_from(part.counted()).unwrap_or(i64::MAX),
                Some(_) => part.each().for_each(|(_, place)| counts[place] += 1),
            }
            for (group, count) in part.groups.iter().zip(counts) {
                *sums.entry(*group).or_default() += count;
            }
            Ok(())
        })?;
        for (group, count) in made.into_iter().flatten() {
            *sums.entry(group).or_default() += count;
        }
        let dimensions = by.len().min(DIMENSIONS);
        let told = sums.into_iter().filter(|(_, contacts)| *contacts > 0);
        let mut told: Vec<ContactCount> = told
            .map(|(group, contacts)| ContactCount { group: scan.keys.keys(group, dimensions), contacts })
            .collect();
        told.sort_unstable_by(|one, other| one.group.cmp(&other.group));
        Ok(told)
    }

    /// How many contacts pass a filter.
    ///
    /// # Errors
    /// When a segment is damaged, or the question was taken back.
    pub fn contacts(&self, filter: &ContactFilter, cancel: &Cancel) -> Result<u64, Error> {
        let counted = self.contact_counts(filter, &[], cancel)?;
        Ok(counted.iter().map(|one| one.contacts.unsigned_abs()).sum())
    }
}

/// The figures of one group.
#[derive(Default)]
struct Sums {
    contacts: i64,
    customers: i64,
    without: i64,
}

/// What one core has gathered.
#[derive(Default)]
struct Gathered {
    places: HashMap<Group, usize>,
    groups: Vec<Gathering>,
}

#[derive(Default)]
struct Gathering {
    contacts: i64,
    without: i64,
    shards: [Vec<i64>; SHARDS],
}

impl Gathered {
    fn of(&mut self, group: Group) -> usize {
        let groups = &mut self.groups;
        *self.places.entry(group).or_insert_with(|| {
            groups.push(Gathering::default());
            groups.len() - 1
        })
    }
}

impl Gathering {
    fn take(&mut self, customer: i64, pass: u64, passes: u64) {
        self.contacts += 1;
        if customer == NOBODY {
            self.without += 1;
            return;
        }
        let mixed = customer.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
        if passes == 1 || (mixed >> 32) % passes == pass {
            self.shards[(mixed >> 61) as usize % SHARDS].push(customer);
        }
    }
}

/// How many different values there are.
fn different(mut lists: Vec<Vec<i64>>) -> i64 {
    let mut all = lists.pop().unwrap_or_default();
    for list in lists {
        all.extend(list);
    }
    all.sort_unstable();
    all.dedup();
    i64::try_from(all.len()).unwrap_or(i64::MAX)
}
