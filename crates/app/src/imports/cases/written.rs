//! A row of a file as a case: a new one, or what a row changes of one that is known.

use catsup_exchange::{ImportedCase, cases::CaseField};
use catsup_model::{
    Language,
    case::{
        Case, CaseEvent, CaseEventKind, CaseMoments, CaseNumber, CaseSource, CaseStatus, DueMoments,
        LONGEST_MESSAGE, LONGEST_SUBJECT, Person, Place,
    },
    id::{CaseEventId, CaseId, ServiceId},
};
use jiff::Timestamp;
use serde_json::json;

use super::{super::keys::hash, known::PRINT};
use crate::{
    App,
    cases::{LONGEST_LINE, MOST_ATTRIBUTES},
    fields::Fields,
};

/// Looks whether the texts of a row can be kept; else the field at fault and why.
pub(super) fn check(row: &ImportedCase) -> Result<(), (Option<CaseField>, String)> {
    use CaseField as F;
    let mut fields = Fields::default();
    for (field, longest) in [
        (F::Key, LONGEST_LINE),
        (F::Description, LONGEST_MESSAGE),
        (F::Subject, LONGEST_MESSAGE),
        (F::Topic, LONGEST_MESSAGE),
        (F::Detail, LONGEST_MESSAGE),
        (F::Address, LONGEST_LINE),
        (F::AddressId, LONGEST_LINE),
    ] {
        fields.text(field.code(), row.text(field).unwrap_or_default(), longest);
    }
    for (name, value) in &row.attributes {
        fields.text(name, name, LONGEST_LINE);
        fields.text(name, value, LONGEST_MESSAGE);
    }
    if row.attributes.len() > MOST_ATTRIBUTES {
        fields.refuse("attributes", "too-many", format!("a case has at most {MOST_ATTRIBUTES}"));
    }
    let Some(first) = fields.into_errors().into_iter().next() else { return Ok(()) };
    match F::of_code(&first.field).filter(|_| !row.attributes.contains_key(&first.field)) {
        Some(field) => Err((Some(field), first.reason)),
        None => Err((None, format!("{}: {}", first.field, first.reason))),
    }
}

/// What stands for everything that a row says.
pub(super) fn print(row: &ImportedCase) -> String {
    format!("{:016x}", hash(&serde_json::to_vec(row).unwrap_or_default()))
}

/// The case of a new key; it gets its id and number when all of a batch do.
pub(super) fn new(app: &App, key: String, row: &ImportedCase, service: ServiceId) -> Case {
    let mut case = Case {
        id: CaseId(app.next_id()),
        number: CaseNumber::from_bytes([0; 5]),
        service,
        touchpoint: None,
        channel: row.channel,
        kind: row.kind,
        status: CaseStatus::New,
        subject: String::new(),
        description: String::new(),
        wish: String::new(),
        person: Person { language: Language::En, ..Person::default() },
        place: Place::default(),
        attributes: Default::default(),
        source: CaseSource::Import,
        source_key: Some(key),
        response: None,
        assignee: None,
        urgent: false,
        unresolved: None,
        reopened: 0,
        merged_into: None,
        moments: CaseMoments::begun(row.opened),
        due: DueMoments::default(),
        link_serial: 0,
        revision: 1,
        updated_at: app.now(),
    };
    change(&mut case, row, service);
    case
}

/// Takes over what a row says; what happened by that, and when. What staff or the person said of the end counts more.
pub(super) fn change(
    case: &mut Case,
    row: &ImportedCase,
    service: ServiceId,
) -> Vec<(CaseEventKind, Timestamp)> {
    let subject = row.subject();
    case.service = service;
    case.kind = row.kind;
    case.channel = row.channel;
    case.description = row.text(CaseField::Description).unwrap_or_default().to_owned();
    if subject.chars().count() > LONGEST_SUBJECT && case.description.is_empty() {
        case.description.clone_from(&subject);
    }
    case.subject = one_line(&subject, &case.description);
    case.place = Place {
        address: row.text(CaseField::Address).unwrap_or_default().to_owned(),
        address_id: row.text(CaseField::AddressId).unwrap_or_default().to_owned(),
        point: row.point,
        picture: std::mem::take(&mut case.place.picture),
    };
    case.attributes = row.attributes.clone();
    case.moments.opened = row.opened;
    let mut said = vec![(CaseEventKind::Changed, Timestamp::MAX)];
    match (row.closed, case.status) {
        (Some(closed), status) if status.is_open() && case.merged_into.is_none() => {
            case.moments.resume(closed);
            case.moments.unanswered = None;
            case.moments.ended = Some(closed);
            case.status = CaseStatus::Resolved;
            said.push((CaseEventKind::Resolved, closed));
        }
        (Some(closed), CaseStatus::Resolved) if case.reopened == 0 => case.moments.ended = Some(closed),
        (None, CaseStatus::Resolved) if case.reopened == 0 => {
            case.moments.ended = None;
            let answered = case.moments.first_response.is_some();
            case.status = if answered { CaseStatus::Open } else { CaseStatus::New };
            said.push((CaseEventKind::Reopened, Timestamp::MAX));
        }
        _ => {}
    }
    said
}

/// The subject on one line and not too long; out of the description where there is none.
fn one_line(subject: &str, description: &str) -> String {
    let line = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return crate::cases::subject_of(description);
    }
    if line.chars().count() <= LONGEST_SUBJECT {
        return line;
    }
    line.chars().take(LONGEST_SUBJECT - 1).chain(['…']).collect()
}

/// The history of a new case.
pub(super) fn beginning(app: &App, actor: &str, case: &Case, print: &str) -> Vec<CaseEvent> {
    let mut said = vec![(CaseEventKind::Opened, case.moments.opened)];
    said.extend(case.moments.ended.map(|ended| (CaseEventKind::Resolved, ended)));
    events(app, actor, case, said, print)
}

/// Entries of the history; what has no time of its own happened now. The first of them keeps what stands for the row.
pub(super) fn events(
    app: &App,
    actor: &str,
    case: &Case,
    said: Vec<(CaseEventKind, Timestamp)>,
    print: &str,
) -> Vec<CaseEvent> {
    let now = app.now();
    let event = |(place, (kind, at)): (usize, (CaseEventKind, Timestamp))| CaseEvent {
        id: CaseEventId(app.next_id()),
        case: case.id,
        at: at.min(now),
        actor: actor.to_owned(),
        kind,
        text: if kind == CaseEventKind::Opened { case.description.clone() } else { String::new() },
        detail: if place == 0 { json!({ PRINT: print, "import": true }) } else { json!({ "import": true }) },
    };
    said.into_iter().enumerate().map(event).collect()
}
