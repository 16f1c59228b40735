//! Contacts made by chance, questions about them, and their answers computed one by one.

use std::collections::{BTreeMap, BTreeSet};

use catsup_analytics::contacts::{
    Coded, Contact, NOBODY, SequenceColumn, Sequences, UNKNOWN_COST, UNKNOWN_SECONDS,
};
use catsup_model::{
    Channel, Language,
    id::{InteractionId, ServiceId, TouchpointId},
    interaction::{CustomerKey, Outcome},
    query::{
        Clock, ContactCount, ContactDimension, ContactFilter, ContactSeconds, Customers, CustomersQuery,
        Durations, DurationsQuery, GroupKey,
    },
};
use proptest::prelude::*;

const CHANNELS: [Channel; 3] = [Channel::Website, Channel::Phone, Channel::InPerson];
const ACTIVITIES: [&str; 4] = ["apply", "ask", "call back", "é"];

/// Seconds as they come: mostly few, some many, some unknown.
fn seconds() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![3 => (0_i64..90).prop_map(Some), 1 => (0_i64..100_000).prop_map(Some), 1 => Just(None)]
}

/// One contact of this id.
pub fn contact(id: i64) -> impl Strategy<Value = Contact> {
    let place = (1_i64..5, prop::option::of(0_i64..3), 0_usize..3, prop::option::of(-4_i64..8));
    let what = (
        0_usize..4,
        prop::option::of(0_u8..3),
        prop::option::of(prop::sample::select(Outcome::ALL)),
        prop::option::of(0_u8..2),
        prop::option::of(prop::sample::select(Language::ALL.to_vec())),
        prop::option::of(0_u8..6),
    );
    let numbers = (-50_i64..50, seconds(), seconds(), prop::option::of(-5_i64..6_000_000_000));
    (place, what, numbers).prop_map(move |(place, what, numbers)| Contact {
        id: InteractionId(id),
        occurred_at: numbers.0,
        customer: place.3.map(CustomerKey),
        service: ServiceId(place.0),
        touchpoint: place.1.map(|touchpoint| TouchpointId(place.0 * 10 + touchpoint)),
        channel: CHANNELS[place.2],
        activity: ACTIVITIES[what.0].to_owned(),
        intention: what.1.map(|one| format!("intention {one}")),
        outcome: what.2,
        device: what.3.map(|one| format!("device {one}")),
        language: what.4,
        case: what.5.map(|one| format!("Fall Nr. {one} ü")),
        wait_seconds: numbers.1,
        handle_seconds: numbers.2,
        cost_cents: numbers.3,
    })
}

fn some<T: Clone + std::fmt::Debug + 'static>(of: Vec<T>) -> impl Strategy<Value = Vec<T>> {
    let most = of.len();
    prop_oneof![3 => Just(Vec::new()), 1 => prop::sample::subsequence(of, 0..=most)]
}

pub fn filter() -> impl Strategy<Value = ContactFilter> {
    let touchpoints = (1..5).flat_map(|service| (0..3).map(move |one| TouchpointId(service * 10 + one)));
    let places = (
        prop::sample::subsequence((1..6).map(ServiceId).collect::<Vec<_>>(), 0..=5),
        some(touchpoints.collect()),
        some(CHANNELS.to_vec()),
    );
    let what = (
        some(ACTIVITIES.map(str::to_owned).to_vec()),
        some(Outcome::ALL.to_vec()),
        some(vec!["device 0".to_owned(), "device 1".to_owned(), "device 9".to_owned()]),
        some(Language::ALL.to_vec()),
    );
    let period = prop::option::of((-60_i64..60, -60_i64..60));
    (places, what, period).prop_map(|(places, what, period)| ContactFilter {
        services: places.0,
        touchpoints: places.1,
        channels: places.2,
        activities: what.0,
        outcomes: what.1,
        devices: what.2,
        languages: what.3,
        period: period.map(|(one, other)| (one.min(other), one.max(other))),
    })
}

pub fn dimensions() -> impl Strategy<Value = Vec<ContactDimension>> {
    let all = vec![
        ContactDimension::Service,
        ContactDimension::Touchpoint,
        ContactDimension::Channel,
        ContactDimension::Activity,
        ContactDimension::Outcome,
        ContactDimension::Device,
        ContactDimension::Language,
        ContactDimension::Time(vec![(-40, -10), (-10, 5), (5, 6), (0, 45)]),
        ContactDimension::HourOfWeek(Clock { ahead: vec![(-20, 3_600), (10, -7_200)] }),
    ];
    prop::sample::subsequence(all, 0..4).prop_shuffle()
}

fn passes(contact: &Contact, filter: &ContactFilter) -> bool {
    fn among<T: PartialEq>(list: &[T], value: Option<&T>) -> bool {
        list.is_empty() || value.is_some_and(|value| list.contains(value))
    }
    filter.services.contains(&contact.service)
        && among(&filter.touchpoints, contact.touchpoint.as_ref())
        && among(&filter.channels, Some(&contact.channel))
        && among(&filter.activities, Some(&contact.activity))
        && among(&filter.outcomes, contact.outcome.as_ref())
        && among(&filter.devices, contact.device.as_ref())
        && among(&filter.languages, contact.language.as_ref())
        && filter.period.is_none_or(|(from, to)| (from..to).contains(&contact.occurred_at))
}

fn keys(contact: &Contact, dimension: &ContactDimension) -> Vec<GroupKey> {
    vec![match dimension {
        ContactDimension::Service => Some(contact.service.to_string()),
        ContactDimension::Touchpoint => contact.touchpoint.map(|id| id.to_string()),
        ContactDimension::Channel => Some(contact.channel.code().to_owned()),
        ContactDimension::Activity => Some(contact.activity.clone()),
        ContactDimension::Outcome => contact.outcome.map(|one| one.code().to_owned()),
        ContactDimension::Device => contact.device.clone(),
        ContactDimension::Language => contact.language.map(|one| one.code().to_owned()),
        ContactDimension::HourOfWeek(clock) => Some(clock.hour_of_week(contact.occurred_at).to_string()),
        ContactDimension::Time(spans) => {
            let within = |(_, (from, to)): &(usize, &(i64, i64))| (*from..*to).contains(&contact.occurred_at);
            return spans.iter().enumerate().filter(within).map(|(at, _)| Some(at.to_string())).collect();
        }
    }]
}

type Groups<'a> = BTreeMap<Vec<GroupKey>, Vec<&'a Contact>>;

fn grouped<'a>(
    rows: impl Iterator<Item = &'a Contact>,
    filter: &ContactFilter,
    by: &[ContactDimension],
) -> Groups<'a> {
    let mut all: Groups<'_> = BTreeMap::new();
    for contact in rows.filter(|contact| passes(contact, filter)) {
        let mut groups: Vec<Vec<GroupKey>> = vec![Vec::new()];
        for dimension in by {
            let keys = keys(contact, dimension);
            groups = groups
                .iter()
                .flat_map(|group| keys.iter().map(|key| [group.clone(), vec![key.clone()]].concat()))
                .collect();
        }
        for group in groups {
            all.entry(group).or_default().push(contact);
        }
    }
    all
}

pub fn durations<'a>(rows: impl Iterator<Item = &'a Contact>, query: &DurationsQuery) -> Vec<Durations> {
    let told = grouped(rows, &query.filter, &query.by).into_iter().map(|(group, contacts)| {
        let of = |contact: &&Contact| match query.of {
            ContactSeconds::Wait => contact.wait_seconds,
            ContactSeconds::Handle => contact.handle_seconds,
        };
        let mut known: Vec<i64> = contacts.iter().filter_map(of).collect();
        known.sort_unstable();
        let count = |n: usize| i64::try_from(n).unwrap();
        let quantile = |probability: &u32| {
            let least = |at: &usize| (at + 1) * 10_000 >= known.len() * *probability as usize;
            (0..known.len()).find(least).map(|at| known[at])
        };
        Durations {
            group,
            n: count(known.len()),
            missing: count(contacts.len() - known.len()),
            sum: known.iter().sum(),
            within: query
                .within
                .iter()
                .map(|most| count(known.iter().filter(|one| *one <= most).count()))
                .collect(),
            quantiles: query.quantiles.iter().map(quantile).collect(),
        }
    });
    told.collect()
}

pub fn customers<'a>(rows: impl Iterator<Item = &'a Contact>, query: &CustomersQuery) -> Vec<Customers> {
    let told = grouped(rows, &query.filter, &query.by).into_iter().map(|(group, contacts)| {
        let count = |n: usize| i64::try_from(n).unwrap();
        let known: Vec<i64> = contacts.iter().filter_map(|one| Some(one.customer?.0)).collect();
        Customers {
            group,
            contacts: count(contacts.len()),
            without_customer: count(contacts.len() - known.len()),
            customers: count(known.into_iter().collect::<BTreeSet<_>>().len()),
        }
    });
    told.collect()
}

pub fn counts<'a>(rows: impl Iterator<Item = &'a Contact>, query: &CustomersQuery) -> Vec<ContactCount> {
    let groups = grouped(rows, &query.filter, &query.by).into_iter();
    let count = |contacts: Vec<&Contact>| i64::try_from(contacts.len()).unwrap();
    groups.map(|(group, contacts)| ContactCount { group, contacts: count(contacts) }).collect()
}

pub fn sequences<'a>(rows: impl Iterator<Item = &'a Contact>, filter: &ContactFilter) -> Sequences {
    let mut contacts: Vec<&Contact> = rows.filter(|contact| passes(contact, filter)).collect();
    contacts.sort_by_key(|one| {
        (one.customer.map(|customer| customer.0.cast_unsigned()), one.occurred_at, one.id)
    });
    let column = |of: &dyn Fn(&Contact) -> Option<String>| {
        let texts: Vec<Option<String>> = contacts.iter().map(|one| of(one)).collect();
        let values: Vec<String> =
            texts.iter().flatten().cloned().collect::<BTreeSet<_>>().into_iter().collect();
        let code = |text: Option<String>| match text {
            Some(text) => u32::try_from(values.binary_search(&text).unwrap()).unwrap(),
            None => SequenceColumn::NONE,
        };
        SequenceColumn { codes: texts.into_iter().map(code).collect(), values: values.clone() }
    };
    let seconds = |of: &dyn Fn(&Contact) -> Option<i64>| -> Vec<i32> {
        let number = |one: &&Contact| of(one).map_or(UNKNOWN_SECONDS, |seconds| seconds.try_into().unwrap());
        contacts.iter().map(number).collect()
    };
    Sequences {
        customers: contacts.iter().map(|one| one.customer.map_or(NOBODY, |customer| customer.0)).collect(),
        occurred_at: contacts.iter().map(|one| one.occurred_at).collect(),
        interactions: contacts.iter().map(|one| one.id.0).collect(),
        coded: Coded::ALL.map(|of| column(&|one| one.coded(of))),
        cases: column(&|one| one.case.clone()),
        wait_seconds: seconds(&|one| one.wait_seconds),
        handle_seconds: seconds(&|one| one.handle_seconds),
        cost_cents: contacts.iter().map(|one| one.cost_cents.unwrap_or(UNKNOWN_COST)).collect(),
    }
}
