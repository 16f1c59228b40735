//! An event log of the columns that the measure engine hands over: the same as one made of single contacts.

use std::{collections::HashMap, mem};

use catsup_analytics::contacts::{Coded, NOBODY, SequenceColumn, Sequences, UNKNOWN_COST, UNKNOWN_SECONDS};
use catsup_journeys::{AttributeColumn, Columns, EventLog, MISSING, Names};
use catsup_model::interaction::CustomerKey;

use super::columns;

/// Columns that become attributes.
const ATTRIBUTES: [(&str, Coded); 6] = [
    (columns::SERVICE, Coded::Service),
    (columns::TOUCHPOINT, Coded::Touchpoint),
    (columns::INTENTION, Coded::Intention),
    (columns::OUTCOME, Coded::Outcome),
    (columns::DEVICE, Coded::Device),
    (columns::LANGUAGE, Coded::Language),
];

// Codes of what is missing are taken over as they are.
const _: () = assert!(SequenceColumn::NONE == MISSING, "both crates must mean the same by a missing code");

/// The log of these contacts, a customer a case. Attributes that no contact has are left out.
pub(super) fn log(mut sequences: Sequences) -> catsup_journeys::Result<EventLog> {
    let people = People::of(&mem::take(&mut sequences.customers));
    let mut attributes: Vec<AttributeColumn> = ATTRIBUTES
        .into_iter()
        .map(|(name, column)| attribute(name, mem::take(&mut sequences.coded[column as usize])))
        .collect();
    attributes.push(attribute(columns::CASE, mem::take(&mut sequences.cases)));
    for (name, seconds) in [
        (columns::WAIT, mem::take(&mut sequences.wait_seconds)),
        (columns::HANDLE, mem::take(&mut sequences.handle_seconds)),
    ] {
        let known = seconds.into_iter().map(|one| (one != UNKNOWN_SECONDS).then_some(i64::from(one)));
        attributes.push(numbers(name, known));
    }
    let costs = mem::take(&mut sequences.cost_cents).into_iter();
    attributes.push(numbers(columns::COST, costs.map(|one| (one != UNKNOWN_COST).then_some(one))));
    attributes.retain(|column| !column.values.is_empty());
    let activity = mem::take(&mut sequences.coded[Coded::Activity as usize]);
    let channel = mem::take(&mut sequences.coded[Coded::Channel as usize]);
    Columns {
        case: people.cases,
        activity: activity.codes,
        time: sequences.occurred_at,
        channel: (!channel.values.is_empty()).then_some(channel.codes),
        customer: (!people.customer_names.is_empty()).then_some(people.customers),
        attributes,
        case_names: people.case_names,
        activity_names: names(&activity.values),
        channel_names: names(&channel.values),
        customer_names: people.customer_names,
    }
    .into_log_in_order()
}

/// The case and the customer of each contact.
struct People {
    cases: Vec<u32>,
    customers: Vec<u32>,
    case_names: Names,
    customer_names: Names,
}

impl People {
    /// Of customers in order, nobody first.
    fn of(customers: &[i64]) -> Self {
        let mut named = Vec::new();
        let (mut cases, mut codes) =
            (Vec::with_capacity(customers.len()), Vec::with_capacity(customers.len()));
        let nobody = u32::from(customers.first() == Some(&NOBODY));
        let mut last = None;
        for customer in customers {
            if *customer == NOBODY {
                cases.push(0);
                codes.push(MISSING);
                continue;
            }
            if last != Some(*customer) {
                named.push(CustomerKey(*customer).to_string());
                last = Some(*customer);
            }
            let code = u32::try_from(named.len() - 1).unwrap_or(MISSING);
            cases.push(code + nobody);
            codes.push(code);
        }
        let known = named.iter().map(String::as_str);
        let case_names = (0..nobody).map(|_| "").chain(known).collect();
        Self { cases, customers: codes, case_names, customer_names: names(&named) }
    }
}

fn attribute(name: &str, column: SequenceColumn) -> AttributeColumn {
    AttributeColumn { name: name.to_owned(), codes: column.codes, values: names(&column.values) }
}

/// Whole numbers as texts, in alphabetical order as all names.
fn numbers(name: &str, values: impl Iterator<Item = Option<i64>>) -> AttributeColumn {
    let mut places: HashMap<i64, u32> = HashMap::new();
    let mut codes: Vec<u32> = values
        .map(|value| {
            let Some(value) = value else { return MISSING };
            let new = u32::try_from(places.len()).unwrap_or(MISSING);
            *places.entry(value).or_insert(new)
        })
        .collect();
    let mut texts: Vec<(String, u32)> =
        places.into_iter().map(|(value, place)| (value.to_string(), place)).collect();
    texts.sort_unstable();
    let mut renamed = vec![MISSING; texts.len()];
    for (new, (_, old)) in (0_u32..).zip(&texts) {
        renamed[*old as usize] = new;
    }
    for code in codes.iter_mut().filter(|code| **code != MISSING) {
        *code = renamed[*code as usize];
    }
    let values = texts.iter().map(|(text, _)| text.as_str()).collect();
    AttributeColumn { name: name.to_owned(), codes, values }
}

fn names(values: &[String]) -> Names {
    values.iter().map(String::as_str).collect()
}
