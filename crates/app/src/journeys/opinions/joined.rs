//! Joining what customers said to what they did: the last contact before it, within a week.

use std::{collections::HashMap, sync::Arc};

use catsup_journeys::{EventLog, MISSING};
use catsup_model::id::TouchpointId;
use catsup_store::Said as Stored;

use super::super::columns;

/// A response is about a contact at most so many days before it.
pub const DAYS_TO_ANSWER: i64 = 7;

const MICROSECONDS_A_DAY: i64 = 86_400_000_000;

/// A contact of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::journeys) struct Contact {
    /// The pseudonym.
    pub(in crate::journeys) customer: Box<str>,
    /// When, in microseconds since 1970 UTC.
    pub(in crate::journeys) at: i64,
    /// What was done.
    pub(in crate::journeys) activity: Arc<str>,
}

/// Looks contacts up by customer in a log whose cases are customers.
pub(super) struct Finder<'a> {
    contacts: &'a EventLog,
    cases: HashMap<&'a str, usize>,
    activities: Vec<Arc<str>>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(contacts: &'a EventLog) -> Self {
        let cases = contacts.iter().map(|case| (case.name(), case.number()));
        let activities = contacts.activity_names().iter().map(Arc::from);
        Self { contacts, cases: cases.collect(), activities: activities.collect() }
    }

    /// The contact that a response is about: the last at its touchpoint, else the last with its service, at most
    /// [`DAYS_TO_ANSWER`] before it.
    pub(super) fn contact(&self, said: &Stored) -> Option<Contact> {
        let customer = said.customer.to_string();
        let case = self.contacts.case(*self.cases.get(customer.as_str())?)?;
        let (times, first) = (case.times(), case.events().start);
        let until = times.partition_point(|time| *time <= said.occurred_at);
        let from = said.occurred_at.saturating_sub(DAYS_TO_ANSWER * MICROSECONDS_A_DAY);
        let recent = || (0..until).rev().take_while(|place| times[*place] >= from);
        let is = |column: &str, place: usize, id: &str| {
            let column = self.contacts.attribute(column);
            column.and_then(|column| column.value(first + place)) == Some(id)
        };
        let at = |id: TouchpointId| recent().find(|place| is(columns::TOUCHPOINT, *place, &id.to_string()));
        let service = said.service.to_string();
        let place = said
            .touchpoint
            .and_then(at)
            .or_else(|| recent().find(|place| is(columns::SERVICE, *place, &service)))?;
        let activity = self.activities.get(case.activities()[place] as usize)?;
        Some(Contact { customer: customer.into(), at: times[place], activity: Arc::clone(activity) })
    }
}

/// Finds contacts again in a log of journeys.
pub(in crate::journeys) struct Contacts {
    events: HashMap<(Box<str>, i64, u32), (usize, u32)>,
    codes: HashMap<Box<str>, u32>,
}

impl Contacts {
    /// Of the customers in `opinions`, every contact with the activity right before it in its journey.
    pub(in crate::journeys) fn of(log: &EventLog, opinions: &super::Opinions) -> Self {
        let heard: std::collections::HashSet<&str> =
            opinions.joined.iter().map(|one| &*one.contact.customer).collect();
        let speaks: Vec<bool> = log.customer_names().iter().map(|name| heard.contains(name)).collect();
        let mut events = HashMap::new();
        if let Some(customers) = log.customers().filter(|_| !heard.is_empty()) {
            for case in log.iter() {
                let mut before = MISSING;
                for (place, event) in case.events().enumerate() {
                    let activity = case.activities()[place];
                    let customer = customers[event];
                    if speaks.get(customer as usize).copied().unwrap_or(false) {
                        let name = log.customer_names().get(customer).unwrap_or_default();
                        events.insert((name.into(), case.times()[place], activity), (event, before));
                    }
                    before = activity;
                }
            }
        }
        let codes = log.activity_names().iter().zip(0..).map(|(name, code)| (name.into(), code));
        Self { events, codes: codes.collect() }
    }

    /// The activity before a contact (`MISSING` where it is the first) and its own, where a journey has it.
    pub(in crate::journeys) fn way(&self, contact: &Contact) -> Option<(u32, u32)> {
        let activity = *self.codes.get(&*contact.activity)?;
        let key = (contact.customer.clone(), contact.at, activity);
        self.events.get(&key).map(|(_, before)| (*before, activity))
    }
}

#[cfg(test)]
mod tests {
    use catsup_journeys::{Event, EventLogBuilder, Origin};
    use catsup_model::{
        id::{ResponseId, ServiceId, WordingId},
        interaction::CustomerKey,
    };

    use super::*;

    const DAY: i64 = MICROSECONDS_A_DAY;

    /// Customer 1: `apply` at touchpoint 7 on day 1, `call` at 8 on day 2, `visit` without any on day 12, all with
    /// service 3.
    fn contacts() -> EventLog {
        let mut builder = EventLogBuilder::new();
        let customer = CustomerKey(1).to_string();
        for (activity, touchpoint, day) in
            [("apply", Some("7"), 1), ("call", Some("8"), 2), ("visit", None, 12)]
        {
            let mut attributes = vec![(columns::SERVICE, "3")];
            attributes.extend(touchpoint.map(|id| (columns::TOUCHPOINT, id)));
            let event =
                Event { case: &customer, activity, time: day * DAY, channel: None, attributes: &attributes };
            builder.push_from(event, Origin { customer: Some(&customer), sequence: None }).unwrap();
        }
        builder.build()
    }

    fn found(touchpoint: Option<i64>, service: i64, at: i64) -> Option<String> {
        let said = Stored {
            response: ResponseId(1),
            customer: CustomerKey(1),
            service: ServiceId(service),
            touchpoint: touchpoint.map(TouchpointId),
            occurred_at: at,
            stage: None,
            wording: WordingId(1),
            value: 1,
        };
        let log = contacts();
        Finder::new(&log).contact(&said).map(|contact| contact.activity.to_string())
    }

    #[test]
    fn a_response_is_about_the_last_contact_before_it_within_a_week() {
        assert_eq!(found(None, 3, 3 * DAY).as_deref(), Some("call"));
        assert_eq!(found(Some(7), 3, 3 * DAY).as_deref(), Some("apply"), "its touchpoint says which");
        assert_eq!(found(Some(9), 3, 3 * DAY).as_deref(), Some("call"), "no contact there: the service says");
        assert_eq!(found(None, 3, 9 * DAY).as_deref(), Some("call"), "a week to the second");
        assert_eq!(found(None, 3, 9 * DAY + 1), None);
        assert_eq!(found(None, 3, DAY - 1), None, "nothing came before");
        assert_eq!(found(None, 4, 3 * DAY), None, "another service");
    }

    #[test]
    fn a_contact_is_found_again_with_what_came_before() {
        let log = contacts();
        let contact =
            Contact { customer: CustomerKey(1).to_string().into(), at: 2 * DAY, activity: "call".into() };
        let opinions = super::super::Opinions {
            joined: vec![super::super::Joined {
                said: Default::default(),
                response: ResponseId(1),
                series: (catsup_model::Measure::Trust, catsup_model::Scale::Likert5),
                place: 0,
                contact: contact.clone(),
            }],
            ..Default::default()
        };
        let contacts = Contacts::of(&log, &opinions);
        let code = |name: &str| log.activity_names().find(name).unwrap();
        assert_eq!(contacts.way(&contact), Some((code("apply"), code("call"))));
        assert_eq!(contacts.way(&Contact { at: DAY, ..contact }), None);
    }
}
