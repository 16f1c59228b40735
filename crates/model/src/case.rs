//! Cases: what one person asks, complains of or praises, from the first word to the last.
//!
//! That staff call a case resolved, that the person says so, and that it ended without a solution are three different
//! things, and are kept apart. Every moment that a clock is read from is a fact of the case; deadlines are worked out from
//! the facts, so that a calendar that changes can be applied to what is under way.

mod clocks;
mod event;
mod follow_up;
mod number;
mod status;
mod template;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use clocks::{CaseClock, CaseMoments, ClockKind, Standing, Targets};
pub use event::{CaseEvent, CaseEventKind};
pub use follow_up::{FollowUp, Reached};
pub use number::{CaseNumber, InvalidCaseNumber};
pub use status::{CaseKind, CaseSource, CaseStatus, UnresolvedReason};
pub use template::{ReplyTemplate, Slots};

use crate::{
    Channel, Language,
    id::{AccountId, CalendarId, CaseId, CaseRuleId, ResponseId, ServiceId, TouchpointId},
    interaction::CustomerKey,
    text::Email,
};

/// The most characters of a case's subject.
pub const LONGEST_SUBJECT: usize = 200;
/// The most characters of one message.
pub const LONGEST_MESSAGE: usize = 8_000;

/// One case.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Its id.
    pub id: CaseId,
    /// What people call it by.
    pub number: CaseNumber,
    /// The service that answers.
    pub service: ServiceId,
    /// The touchpoint it is about.
    pub touchpoint: Option<TouchpointId>,
    /// The channel the person came by.
    pub channel: Channel,
    /// What it is.
    pub kind: CaseKind,
    /// Where it stands.
    pub status: CaseStatus,
    /// What it is about, on one line.
    pub subject: String,
    /// The person's first words.
    pub description: String,
    /// What the person would like to happen, as they said it.
    pub wish: String,
    /// Who came.
    pub person: Person,
    /// Where it is.
    pub place: Place,
    /// What else a form or a file says of it.
    pub attributes: BTreeMap<String, String>,
    /// Where it came from.
    pub source: CaseSource,
    /// What its source knows it as.
    pub source_key: Option<String>,
    /// The response it was made from.
    pub response: Option<ResponseId>,
    /// Who takes care of it.
    pub assignee: Option<AccountId>,
    /// Whether it holds words of threat or despair: somebody has to look at once.
    pub urgent: bool,
    /// Why it ended without a solution.
    pub unresolved: Option<UnresolvedReason>,
    /// How often the person said that it is not solved.
    pub reopened: i64,
    /// The case that goes on in its place.
    pub merged_into: Option<CaseId>,
    /// The moments that clocks are read from.
    pub moments: CaseMoments,
    /// When its clocks run out, as worked out last.
    pub due: DueMoments,
    /// Which of the person's private links is the one that opens; a greater number revokes the ones before.
    pub link_serial: i64,
    /// Grows with every change: whoever acts on an older one is told.
    pub revision: i64,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// Who came with a case, as far as they said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Person {
    /// The name; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Where answers go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// A number to call; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// The language they are written to in.
    #[serde(default)]
    pub language: Language,
    /// What stands for them in counts; the same for every case from one address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<i64>,
}

impl Person {
    /// What stands for them.
    #[must_use]
    pub fn key(&self) -> Option<CustomerKey> {
        self.customer.map(CustomerKey)
    }
}

/// Where what a case speaks of is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Place {
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// What an address register knows it as.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address_id: String,
    /// Degrees north and east (WGS 84).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<(f64, f64)>,
    /// A picture on the web.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub picture: String,
}

/// What was worked out from the moments, the rule and the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DueMoments {
    /// When the clock of the first response runs out, or ran out.
    pub first_response: Option<Timestamp>,
    /// The same of the next response.
    pub next_response: Option<Timestamp>,
    /// The same of the resolution.
    pub resolution: Option<Timestamp>,
    /// The soonest of those that still run.
    pub soonest: Option<Timestamp>,
    /// When somebody is to be told of a clock next.
    pub alarm: Option<Timestamp>,
    /// What somebody was told already.
    pub told: Vec<Told>,
    /// Business days from the beginning to the end, pauses left out.
    pub days_taken: Option<i64>,
    /// Whether it ended in time, where a rule says by when.
    pub in_time: Option<bool>,
}

/// Somebody was told of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    /// Which clock.
    pub clock: ClockKind,
    /// The deadline it had.
    pub due: Timestamp,
    /// Whether it had run out by then.
    pub breached: bool,
}

/// How cases are handled: by when, by which calendar, and by whom. The most particular rule counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRule {
    /// Its id.
    pub id: CaseRuleId,
    /// The service it is for; `None` for every service.
    pub service: Option<ServiceId>,
    /// The kind of case it is for; `None` for every kind.
    pub kind: Option<CaseKind>,
    /// The calendar that business time is counted in.
    pub calendar: CalendarId,
    /// By when.
    pub targets: Targets,
    /// Who gets the cases; `None` leaves them in the queue.
    pub assignee: Option<AccountId>,
    /// Who is told before and when a clock runs out, beside whoever has the case.
    pub escalate_to: Option<AccountId>,
    /// The survey that asks the person afterwards.
    pub survey: Option<crate::id::SurveyId>,
}

impl CaseRule {
    /// How particular the rule is for a case, or `None` where it does not hold.
    #[must_use]
    pub fn fits(&self, service: ServiceId, kind: CaseKind) -> Option<u8> {
        let of_service = self.service.map(|wanted| (wanted == service).then_some(2));
        let of_kind = self.kind.map(|wanted| (wanted == kind).then_some(1));
        Some(of_service.unwrap_or(Some(0))? + of_kind.unwrap_or(Some(0))?)
    }

    /// The most particular of `rules` for a case.
    #[must_use]
    pub fn of(rules: &[Self], service: ServiceId, kind: CaseKind) -> Option<&Self> {
        let fitting = rules.iter().filter_map(|rule| Some((rule.fits(service, kind)?, rule)));
        fitting.max_by_key(|(particular, _)| *particular).map(|(_, rule)| rule)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_particular_rule_counts() {
        let rule = |id, service: Option<i64>, kind| CaseRule {
            id: CaseRuleId(id),
            service: service.map(ServiceId),
            kind,
            calendar: CalendarId(1),
            targets: Targets::default(),
            assignee: None,
            escalate_to: None,
            survey: None,
        };
        let rules = [
            rule(1, None, None),
            rule(2, None, Some(CaseKind::Complaint)),
            rule(3, Some(7), None),
            rule(4, Some(7), Some(CaseKind::Complaint)),
        ];
        let of = |service, kind| CaseRule::of(&rules, ServiceId(service), kind).unwrap().id.0;
        assert_eq!(of(7, CaseKind::Complaint), 4);
        assert_eq!(of(7, CaseKind::Question), 3);
        assert_eq!(of(8, CaseKind::Complaint), 2);
        assert_eq!(of(8, CaseKind::Question), 1);
        assert!(CaseRule::of(&rules[3..], ServiceId(7), CaseKind::Question).is_none());
    }
}
