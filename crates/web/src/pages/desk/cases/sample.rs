//! Cases as the samples of pages show them.

use std::collections::BTreeMap;

use catsup_app::cases::{
    CaseDetail, CaseLine, CasePerformance, EarlierCase, Looker, NamedEvent, NamedRule, PerformanceGroup,
};
use catsup_model::{
    Channel, Language,
    calendar::{BusinessCalendar, Pauses, Timetable},
    case::{
        Case, CaseEvent, CaseEventKind, CaseKind, CaseMoments, CaseNumber, CaseRule, CaseSource, CaseStatus,
        DueMoments, Person, Place, ReplyTemplate, Targets, UnresolvedReason,
    },
    directory::Service,
    id::{AccountId, CalendarId, CaseEventId, CaseId, CaseRuleId, OrganisationId, ServiceId, TemplateId},
    period::Days,
    text::{Email, Name},
};
use jiff::{Timestamp, civil::date, tz::TimeZone};
use serde_json::{Value, json};

/// A Wednesday afternoon.
pub(crate) fn now() -> Timestamp {
    at(11, 15)
}

fn at(day: i8, hour: i8) -> Timestamp {
    date(2026, 3, day).at(hour, 0, 0, 0).to_zoned(TimeZone::UTC).map_or(Timestamp::MIN, |at| at.timestamp())
}

fn targets() -> Targets {
    let within = |text: &str| text.parse().ok();
    Targets {
        first_response: within("1 business_days"),
        next_response: within("2 business_days"),
        resolution: within("10 business_days"),
    }
}

/// A case whose deadlines are worked out.
pub(crate) fn case(id: u8, status: CaseStatus) -> Case {
    let mut moments = CaseMoments::begun(at(9, 9));
    if status != CaseStatus::New {
        moments.first_response = Some(at(9, 16));
    }
    match status {
        CaseStatus::Waiting => moments.pause(at(10, 9)),
        CaseStatus::Open => moments.unanswered = Some(at(11, 9)),
        CaseStatus::New => {}
        _ => moments.ended = Some(at(11, 12)),
    }
    let calendar = BusinessCalendar::us_federal(TimeZone::UTC);
    let days = Days { first: date(2026, 1, 1), last: date(2026, 12, 31) };
    let clocks = moments.clocks(&targets(), &Timetable::new(&calendar, days)).unwrap_or_default();
    let due = |kind| clocks.iter().find(|clock| clock.kind == kind).and_then(|clock| clock.due.moment());
    use catsup_model::case::ClockKind as K;
    Case {
        id: CaseId(i64::from(id)),
        number: CaseNumber::from_bytes([0x3c, 0xe7, 0x41, 0x5e, id]),
        service: ServiceId(1),
        touchpoint: None,
        channel: Channel::Website,
        kind: CaseKind::Complaint,
        status,
        subject: "My photo was rejected <twice>.".to_owned(),
        description: "My photo was rejected <twice>.\n\nNobody says why.".to_owned(),
        wish: "Tell me what is wrong with it".to_owned(),
        person: Person {
            name: "Luis Mora".to_owned(),
            email: Email::parse("luis.mora@example.org").ok(),
            phone: "+1 555 0100".to_owned(),
            language: Language::En,
            customer: Some(7),
        },
        place: Place { address: "12 Elm Street".to_owned(), ..Place::default() },
        attributes: BTreeMap::from([("Office".to_owned(), "Downtown".to_owned())]),
        source: CaseSource::Contact,
        source_key: None,
        response: None,
        assignee: None,
        urgent: false,
        unresolved: (status == CaseStatus::Unresolved).then_some(UnresolvedReason::Elsewhere),
        reopened: 0,
        merged_into: None,
        due: DueMoments {
            first_response: due(K::FirstResponse),
            next_response: due(K::NextResponse),
            resolution: due(K::Resolution),
            ..DueMoments::default()
        },
        moments,
        link_serial: 1,
        revision: 3,
        updated_at: now(),
    }
}

/// Lines of a list: one of every status.
pub(crate) fn lines() -> Vec<CaseLine> {
    let line = |(id, status): (u8, &CaseStatus)| CaseLine {
        case: Case { urgent: id == 1, reopened: i64::from(id == 2), ..case(id, *status) },
        service: "Passport renewal".to_owned(),
        assignee: (id > 1).then(|| "Ana Ruiz".to_owned()),
    };
    (1..).zip(CaseStatus::ALL).map(line).collect()
}

pub(crate) fn event(
    id: i64,
    hour: i8,
    actor: &str,
    kind: CaseEventKind,
    text: &str,
    detail: Value,
) -> CaseEvent {
    CaseEvent {
        id: CaseEventId(id),
        case: CaseId(7),
        at: at(9, hour),
        actor: actor.to_owned(),
        kind,
        text: text.to_owned(),
        detail,
    }
}

/// Everything that can happen to a case.
pub(crate) fn events() -> Vec<CaseEvent> {
    let detail = |kind: CaseEventKind| match kind {
        CaseEventKind::Replied => json!({ "next_step": "We look at it", "by": "2026-03-12" }),
        CaseEventKind::Warned | CaseEventKind::Breached => json!({ "clock": "first_response" }),
        CaseEventKind::Unresolved => json!({ "reason": "elsewhere" }),
        CaseEventKind::Merged => json!({ "number": "7K3M-2Q9D" }),
        CaseEventKind::Mentioned | CaseEventKind::Unrelated | CaseEventKind::WrittenAbout => {
            json!({ "case": "9", "number": "7K3M-2Q9D" })
        }
        _ => json!({}),
    };
    let all = (1..).zip(CaseEventKind::ALL);
    all.map(|(id, kind)| {
        let text = if kind.is_shown_to_person() { "Nobody says <why>.\nPlease help." } else { "" };
        let actor = if id % 2 == 0 { "account:1" } else { "public" };
        event(id, 9, actor, *kind, text, detail(*kind))
    })
    .collect()
}

/// A fresh case, one that goes on, and one that ended.
pub(crate) fn details() -> [CaseDetail; 3] {
    let named = |event: CaseEvent| NamedEvent {
        by: (event.actor != "public").then(|| "Ana Ruiz".to_owned()),
        names: vec!["Permits".to_owned(), "Roads".to_owned()],
        event,
    };
    let calendar = BusinessCalendar::us_federal(TimeZone::UTC);
    let days = Days { first: date(2026, 1, 1), last: date(2026, 12, 31) };
    let table = Timetable::new(&calendar, days);
    let detail = |case: Case| CaseDetail {
        clocks: case.moments.clocks(&targets(), &table).unwrap_or_default(),
        explanation: targets()
            .resolution
            .and_then(|within| calendar.explain(within, case.moments.opened, &Pauses::default()).ok())
            .map(|explained| (catsup_model::case::ClockKind::Resolution, explained)),
        service: service(),
        touchpoint: Some("Photo upload".to_owned()),
        rule: None,
        events: vec![named(event(1, 9, "public", CaseEventKind::Opened, &case.description, json!({})))],
        files: Vec::new(),
        assignee: None,
        templates: vec![template()],
        handlers: vec![(AccountId(1), "Ana Ruiz".to_owned())],
        lookers: Vec::new(),
        earlier: Vec::new(),
        related: Vec::new(),
        merged: Vec::new(),
        goes_on_in: None,
        fitting: fitting(),
        may_handle: true,
        case,
    };
    let fresh = detail(Case { urgent: true, ..case(7, CaseStatus::New) });
    let answered = CaseDetail {
        events: events().into_iter().map(named).collect(),
        files: vec![catsup_app::cases::Attachment {
            id: 1,
            event: CaseEventId(3),
            name: "photo.png".to_owned(),
            media_type: "image/png".to_owned(),
            size: 120_000,
        }],
        assignee: Some("Ana Ruiz".to_owned()),
        lookers: vec![Looker { name: "Bo Chan".to_owned(), at: now() }],
        earlier: vec![EarlierCase { case: case(8, CaseStatus::Confirmed), service: "Permits".to_owned() }],
        related: vec![EarlierCase { case: case(6, CaseStatus::Open), service: "Permits".to_owned() }],
        merged: vec![case(9, CaseStatus::Open)],
        ..detail(Case { reopened: 1, ..case(7, CaseStatus::Waiting) })
    };
    let ended = CaseDetail { clocks: Vec::new(), explanation: None, ..detail(anonymous()) };
    [fresh, answered, ended]
}

fn anonymous() -> Case {
    Case {
        person: Person::default(),
        merged_into: Some(CaseId(8)),
        wish: String::new(),
        ..case(7, CaseStatus::Unresolved)
    }
}

fn service() -> Service {
    Service {
        id: ServiceId(1),
        organisation: OrganisationId(1),
        shared_with: Vec::new(),
        name: Name::parse("Passport renewal").expect("a name of a sample is a name"),
        description: String::new(),
        serves: String::new(),
        yearly_volume: None,
        high_impact: false,
        life_experiences: Vec::new(),
    }
}

/// A rule.
pub(crate) fn rule() -> NamedRule {
    NamedRule {
        rule: CaseRule {
            id: CaseRuleId(1),
            service: Some(ServiceId(1)),
            kind: Some(CaseKind::Complaint),
            calendar: CalendarId(1),
            targets: targets(),
            assignee: Some(AccountId(1)),
            escalate_to: None,
            survey: None,
        },
        service: Some("Passport renewal".to_owned()),
        calendar: "Head office".to_owned(),
        assignee: Some("Ana Ruiz".to_owned()),
        escalate_to: None,
        survey: None,
    }
}

/// How many cases went.
pub(crate) fn performance() -> CasePerformance {
    let group = |name: &str| PerformanceGroup {
        name: name.to_owned(),
        n: 1_204,
        open: 104,
        resolved: 600,
        confirmed: 450,
        unresolved: 50,
        timed: (1_100, 990),
        share: catsup_app::cases::share_in_time(990, 1_100),
        median: Some(3.0),
        p90: Some(9.4),
        days: BTreeMap::new(),
    };
    CasePerformance {
        all: group(""),
        by_service: vec![group("Passport renewal"), PerformanceGroup { share: None, ..group("Permits") }],
        by_kind: vec![group(CaseKind::Complaint.code())],
        by_channel: vec![group(Channel::Website.code())],
    }
}

/// A text that answers begin with.
pub(crate) fn template() -> ReplyTemplate {
    ReplyTemplate {
        id: TemplateId(1),
        name: "Photo rejected".to_owned(),
        service: Some(ServiceId(1)),
        language: Language::En,
        text: "Dear {name},\n\nyour photo must be <5 MB.".to_owned(),
        next_step: "We look at the new photo".to_owned(),
        updated_at: now(),
    }
}

/// Answers beside the reply, and what comes next.
fn fitting() -> catsup_app::library::Fitting {
    use catsup_app::library::{Fitting, FittingAnswer};
    use catsup_model::id::AnswerId;

    Fitting {
        answers: vec![FittingAnswer {
            id: AnswerId(1),
            question: "How do I renew my <passport>?".to_owned(),
            short: "Send form DS-82 & one photo.".to_owned(),
            language: Language::En,
            clarifying: vec!["Is the old one undamaged?".to_owned()],
        }],
        next: Vec::new(),
        read_before: vec![(AnswerId(2), "What does it cost?".to_owned())],
        sent: vec![(AnswerId(1), "How do I renew?".to_owned())],
    }
}
