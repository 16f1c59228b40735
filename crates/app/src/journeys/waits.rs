//! How long people waited on each channel, and how many different people came.

use std::collections::{BTreeMap, HashSet};

use catsup_analytics::{contacts::ContactSnapshot, query::Cancel};
use catsup_journeys::EventLog;
use catsup_model::{
    Channel,
    query::{
        ContactDimension, ContactFilter, ContactSeconds, Customers, CustomersQuery, Durations, DurationsQuery,
    },
};
use catsup_statistics::{Confidence, Proportion};
use serde::Serialize;

use super::columns;

/// How long people waited on one channel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waits {
    /// Code of the channel.
    pub channel: String,
    /// Different people among its contacts; `None` where fewer than the smallest cell.
    pub people: Option<u64>,
    /// Contacts of which the wait is known; `None` where fewer than the smallest cell, though not none.
    pub known: Option<u64>,
    /// The figures; `None` where too few waits are known.
    pub figures: Option<WaitFigures>,
}

/// The waits of enough contacts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WaitFigures {
    /// Half waited no longer, in seconds (nearest rank).
    pub median: i64,
    /// Nine in ten waited no longer.
    pub p90: i64,
    /// The share that waited no longer than each of [`WITHIN`].
    pub within: Vec<Proportion>,
}

/// Waits in seconds that the shares are told of: two, five and fifteen minutes.
pub const WITHIN: [i64; 3] = [120, 300, 900];
/// The middle, and nine in ten.
const QUANTILES: [u32; 2] = [5_000, 9_000];

/// Asks the measure engine.
pub(super) fn asked(
    snapshot: &ContactSnapshot,
    filter: &ContactFilter,
    cancel: &Cancel,
) -> Result<(Vec<Durations>, Vec<Customers>), catsup_analytics::Error> {
    let by = vec![ContactDimension::Channel];
    let waits = DurationsQuery {
        filter: filter.clone(),
        by: by.clone(),
        of: ContactSeconds::Wait,
        within: WITHIN.to_vec(),
        quantiles: QUANTILES.to_vec(),
    };
    let people = CustomersQuery { filter: filter.clone(), by };
    Ok((snapshot.durations(&waits, cancel)?, snapshot.customers(&people, cancel)?))
}

/// The same from contacts in memory; `channels` that count, all when empty.
pub(super) fn counted(contacts: &EventLog, channels: &[Channel]) -> (Vec<Durations>, Vec<Customers>) {
    let waits = contacts.attribute(columns::WAIT);
    let mut by_channel: BTreeMap<&str, (Vec<i64>, i64, HashSet<u32>)> = BTreeMap::new();
    for (event, case) in contacts.case_numbers().enumerate() {
        let channel = contacts.channel_name(event).unwrap_or_default();
        if !channels.is_empty() && !channels.iter().any(|one| one.code() == channel) {
            continue;
        }
        let (known, all, people) = by_channel.entry(channel).or_default();
        *all += 1;
        known.extend(waits.and_then(|waits| waits.value(event)?.parse::<i64>().ok()));
        if contacts.case_names().get(case).is_some_and(|customer| !customer.is_empty()) {
            people.insert(case);
        }
    }
    let told = by_channel.into_iter().map(|(channel, (mut known, all, people))| {
        known.sort_unstable();
        let n = known.len() as i64;
        let group = vec![Some(channel.to_owned())];
        let rank = |probability| known.get(Durations::rank(n, probability) as usize - 1).copied();
        let durations = Durations {
            group: group.clone(),
            n,
            missing: all - n,
            sum: known.iter().sum(),
            within: WITHIN.iter().map(|most| known.partition_point(|wait| wait <= most) as i64).collect(),
            quantiles: QUANTILES.map(rank).to_vec(),
        };
        let customers = people.len() as i64;
        (durations, Customers { group, contacts: all, customers, without_customer: 0 })
    });
    told.unzip()
}

/// The figures as they are shown: those of few contacts or people are withheld. The channel with most known waits comes first.
pub(super) fn shown((waits, people): (Vec<Durations>, Vec<Customers>), smallest: u64) -> Vec<Waits> {
    let enough = |count: u64| (count == 0 || count >= smallest).then_some(count);
    let customers = |channel: &Durations| {
        let found = people.iter().find(|one| one.group == channel.group);
        found.map_or(0, |one| one.customers.unsigned_abs())
    };
    let mut told: Vec<_> = waits
        .iter()
        .map(|one| {
            let n = one.n.unsigned_abs();
            let waits = Waits {
                channel: one.group.first().cloned().flatten().unwrap_or_default(),
                people: enough(customers(one)),
                known: enough(n),
                figures: if n >= smallest.max(1) { figures(one) } else { None },
            };
            (n, waits)
        })
        .collect();
    told.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.channel.cmp(&other.1.channel)));
    told.into_iter().map(|(_, waits)| waits).collect()
}

fn figures(waits: &Durations) -> Option<WaitFigures> {
    let share = |count: &i64| {
        Proportion::of(count.unsigned_abs(), waits.n.unsigned_abs(), Confidence::NINETY_FIVE).ok()
    };
    let mut quantiles = waits.quantiles.iter().copied().flatten();
    Some(WaitFigures {
        median: quantiles.next()?,
        p90: quantiles.next()?,
        within: waits.within.iter().map(share).collect::<Option<_>>()?,
    })
}

#[cfg(test)]
mod tests {
    use catsup_journeys::{Event, EventLogBuilder};

    use super::*;

    #[test]
    fn waits_of_few_are_withheld_and_unknown_ones_are_not_none() {
        let mut builder = EventLogBuilder::new();
        for number in 0..14_i64 {
            let (channel, person) = if number < 11 { ("phone", number % 3) } else { ("counter", number) };
            let (case, wait) = (person.to_string(), (number * 60).to_string());
            let attributes: &[(&str, &str)] = if number == 10 { &[] } else { &[(columns::WAIT, &wait)] };
            let event =
                Event { case: &case, activity: "ask", time: number, channel: Some(channel), attributes };
            builder.push(event).unwrap();
        }
        let told = shown(counted(&builder.build(), &[]), 10);
        assert_eq!(told[0].channel, "phone");
        assert_eq!((told[0].known, told[0].people), (Some(10), None));
        let figures = told[0].figures.as_ref().unwrap();
        assert_eq!((figures.median, figures.p90), (240, 480));
        let within: Vec<_> = figures.within.iter().map(|share| (share.successes, share.n)).collect();
        assert_eq!(within, [(3, 10), (6, 10), (10, 10)]);
        assert_eq!((told[1].known, told[1].people, told[1].figures.is_none()), (None, None, true));
    }
}
