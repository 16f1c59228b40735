//! From contacts to journeys: which contacts belong together.

use catsup_journeys::{AttributeColumn, Columns, EventLog, MISSING, Names};
use catsup_model::Channel;

use super::{JourneyRule, LeftOut, contacts::columns};

const MICROSECONDS_A_DAY: i64 = 86_400_000_000;

/// The journeys among these contacts on these channels (all when empty), and what is part of none.
pub(super) fn journeys(contacts: &EventLog, channels: &[Channel], rule: JourneyRule) -> (EventLog, LeftOut) {
    let mut left_out = LeftOut::default();
    let chosen = Chosen::of(contacts, channels);
    let mut cases = Cases::default();
    let case_column = contacts.attribute(columns::CASE);
    for customer in contacts.iter() {
        let (mut last, mut number) = (None, 0_u32);
        for event in customer.events().filter(|event| chosen.has(*event)) {
            if rule == JourneyRule::Case {
                match case_column.map(|column| column.codes[event]).filter(|code| *code != MISSING) {
                    Some(code) => cases.put(event, code),
                    None => left_out.without_case += 1,
                }
                continue;
            }
            if customer.name().is_empty() {
                left_out.without_customer += 1;
                continue;
            }
            let time = contacts.times()[event];
            let apart = |last: i64| match rule {
                JourneyRule::Gap { days } => time - last > i64::from(days) * MICROSECONDS_A_DAY,
                JourneyRule::Customer | JourneyRule::Case => false,
            };
            if last.is_none_or(apart) {
                number += 1;
                cases.begin(&format!("{}/{number}", customer.name()));
            }
            cases.continued(event);
            last = Some(time);
        }
    }
    let names = match case_column {
        Some(column) if rule == JourneyRule::Case => column.values.clone(),
        _ => cases.names.iter().map(String::as_str).collect(),
    };
    (picked(contacts, &cases.events, cases.codes, names), left_out)
}

/// Events with the case of each.
#[derive(Default)]
struct Cases {
    events: Vec<usize>,
    codes: Vec<u32>,
    names: Vec<String>,
}

impl Cases {
    fn put(&mut self, event: usize, code: u32) {
        self.events.push(event);
        self.codes.push(code);
    }

    fn begin(&mut self, name: &str) {
        self.names.push(name.to_owned());
    }

    fn continued(&mut self, event: usize) {
        let code = u32::try_from(self.names.len().saturating_sub(1)).unwrap_or(MISSING);
        self.put(event, code);
    }
}

/// Which events are on the channels that were asked for.
struct Chosen<'a> {
    channels: Option<&'a [u32]>,
    wanted: Option<Vec<bool>>,
}

impl<'a> Chosen<'a> {
    fn of(contacts: &'a EventLog, channels: &[Channel]) -> Self {
        let names = contacts.channel_names();
        let wanted = names.iter().map(|name| channels.iter().any(|channel| channel.code() == name));
        Self { channels: contacts.channels(), wanted: (!channels.is_empty()).then(|| wanted.collect()) }
    }

    fn has(&self, event: usize) -> bool {
        let Some(wanted) = &self.wanted else { return true };
        let code = self.channels.map_or(MISSING, |codes| codes[event]);
        wanted.get(code as usize).copied().unwrap_or(false)
    }
}

/// These events of a log under other cases.
pub(super) fn picked(log: &EventLog, events: &[usize], case: Vec<u32>, case_names: Names) -> EventLog {
    let pick = |codes: &[u32]| -> Vec<u32> { events.iter().map(|event| codes[*event]).collect() };
    let attribute = |column: &AttributeColumn| AttributeColumn {
        name: column.name.clone(),
        codes: pick(&column.codes),
        values: column.values.clone(),
    };
    let columns = Columns {
        case,
        activity: pick(log.activities()),
        time: events.iter().map(|event| log.times()[*event]).collect(),
        channel: log.channels().map(pick),
        customer: log.customers().map(pick),
        attributes: log.attributes().iter().map(attribute).collect(),
        case_names,
        activity_names: log.activity_names().clone(),
        channel_names: log.channel_names().clone(),
        customer_names: log.customer_names().clone(),
    };
    columns.into_log().expect("every code and time comes from a log")
}

/// A log with one attribute more.
pub(super) fn with_attribute(log: &EventLog, attribute: AttributeColumn) -> EventLog {
    let mut columns = Columns::of(log);
    columns.attributes.push(attribute);
    columns.into_log().expect("every code and time comes from a log, and the attribute has a value per event")
}
