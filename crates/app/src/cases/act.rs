//! What staff do with a case.

use std::sync::Arc;

use catsup_model::{
    Permission, Reach, Viewer,
    case::{
        Case, CaseEventKind, CaseKind, CaseNumber, CaseStatus, LONGEST_MESSAGE, LONGEST_SUBJECT,
        UnresolvedReason,
    },
    id::{AccountId, AnswerId, CaseId, ServiceId},
};
use jiff::civil::Date;
use serde_json::{Value, json};

use super::{
    Deadlines,
    change::Change,
    letter::{self, Occasion},
    mentions,
    people::{assignee_of, handlers_of, reach_of},
};
use crate::{
    App, Error, Refusal,
    fields::{Fields, invalid},
    library,
};

/// The longest description of a next step.
pub(super) const LONGEST_STEP: usize = 500;

/// Something staff do with a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Answer the person.
    Reply {
        /// The answer.
        text: String,
        /// What happens next; may be empty.
        next_step: String,
        /// By when.
        by: String,
        /// What the case is after it.
        then: Then,
        /// The revision of the case that was looked at: who answers an older one is told what came in between.
        seen: i64,
        /// Answers of the library that were put into it.
        answers: Vec<AnswerId>,
    },
    /// Write something down for staff. Whoever is named in it with an @ is told.
    Note(String),
    /// Give it to somebody, or to nobody.
    Assign(Option<AccountId>),
    /// Correct what it is or what it is about.
    Change {
        /// What it is.
        kind: CaseKind,
        /// What it is about.
        subject: String,
    },
    /// Go on though the person has not given what was needed.
    Resume,
    /// Take an ended case up again.
    Reopen(String),
    /// Hand it to another service, with everything that was said.
    HandOver {
        /// The service that answers from now on.
        service: ServiceId,
        /// What it needs to know.
        note: String,
    },
    /// Let another case go on in its place.
    Merge(String),
    /// Take that back.
    Unmerge,
    /// Note that it has to do with another case; both go on.
    Relate(String),
    /// Take that back.
    Unrelate(CaseId),
    /// Say that somebody looked after a person whose words alarmed.
    Attend,
    /// Make the person's link anew; the one before opens nothing any more.
    RenewLink,
}

/// What a case is after an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// It goes on.
    Open,
    /// Something is needed of the person.
    Waiting,
    /// It is solved.
    Resolved,
    /// It ends without a solution.
    Unresolved(UnresolvedReason),
}

/// Does something with a case of a service that the viewer handles.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for a case outside reach; [`Error::Invalid`] with `text`, `next_step`, `by`, `to`, `subject`,
/// `service` or `into`; [`Refusal::CaseMoved`] for an answer to an older state of it.
pub async fn act(app: &App, viewer: &Viewer, id: CaseId, act: Act) -> Result<Case, Error> {
    let deadlines = Arc::new(Deadlines::read(app).await?);
    let mut change = Change::by_staff(app, viewer, id, &deadlines).await?;
    let action = match act {
        Act::Reply { text, next_step, by, then, seen, answers } => {
            if change.case.revision != seen {
                return Err(Refusal::CaseMoved.into());
            }
            reply(&mut change, &text, &next_step, &by, then)?;
            library::sent_with_case(app, &mut change.transaction, id, &answers).await?;
            "case.reply"
        }
        Act::Note(text) => {
            let text = required("note", &text)?;
            mention(app, viewer, &mut change, &text).await?;
            "case.note"
        }
        Act::Assign(to) => {
            let reach = reach_of(app, to).await?;
            assign(app, viewer, &mut change, to, &reach).await?;
            "case.assign"
        }
        Act::Change { kind, subject } => {
            correct(&mut change, kind, &subject)?;
            "case.change"
        }
        Act::Resume => {
            if change.case.status == CaseStatus::Waiting {
                change.case.moments.resume(change.now);
                change.case.status = CaseStatus::Open;
                change.tell(CaseEventKind::Resumed, "", json!({}));
            }
            "case.resume"
        }
        Act::Reopen(text) => {
            if !change.case.status.is_open() {
                change.take_up();
                change.tell(CaseEventKind::Reopened, text.trim(), json!({}));
                change.write(Occasion::Reopened, text.trim(), json!({}));
            }
            "case.reopen"
        }
        Act::HandOver { service, note } => {
            hand_over(app, &mut change, service, &note).await?;
            "case.hand_over"
        }
        Act::Merge(into) => {
            merge(app, viewer, &mut change, &into).await?;
            "case.merge"
        }
        Act::Unmerge => {
            if let Some(into) = change.case.merged_into.take() {
                change.tell(CaseEventKind::Unmerged, "", json!({ "into": into }));
            }
            "case.unmerge"
        }
        Act::Relate(other) => {
            let other = named_case(app, viewer, "other", &other).await?;
            if other.id == change.case.id {
                return Err(invalid("other", "merged", "is this case itself"));
            }
            if change.transaction.case_relate(change.case.id, other.id).await? {
                relation(&mut change, &other, CaseEventKind::Mentioned);
            }
            "case.relate"
        }
        Act::Unrelate(other) => {
            let other = super::find(app, viewer, other).await?;
            if change.transaction.case_unrelate(change.case.id, other.id).await? {
                relation(&mut change, &other, CaseEventKind::Unrelated);
            }
            "case.unrelate"
        }
        Act::Attend => {
            if std::mem::take(&mut change.case.urgent) {
                change.tell(CaseEventKind::Attended, "", json!({}));
            }
            "case.attend"
        }
        Act::RenewLink => {
            change.case.link_serial += 1;
            change.tell(CaseEventKind::LinkRenewed, "", json!({}));
            change.write(Occasion::LinkRenewed, "", json!({}));
            "case.renew_link"
        }
    };
    change.commit_for(viewer, action).await
}

/// Writes a note down, and tells whoever it names.
async fn mention(app: &App, viewer: &Viewer, change: &mut Change<'_>, text: &str) -> Result<(), Error> {
    let handlers = handlers_of(app, change.case.service).await?;
    let named = mentions::named(text, &handlers);
    let ids: Vec<AccountId> = named.iter().map(|account| account.id).collect();
    let detail = if ids.is_empty() { json!({}) } else { json!({ "told": ids }) };
    change.tell(CaseEventKind::Noted, text, detail);
    if ids.is_empty() {
        return Ok(());
    }
    let (case, now) = (change.case.id, change.now);
    change.transaction.mention_put(&ids, case, now).await?;
    let others =
        named.into_iter().filter(|one| viewer.actor() != catsup_model::permission::Actor::Account(one.id));
    let others: Vec<_> = others.cloned().collect();
    letter::to_accounts(app, &mut change.transaction, &change.case, others, Occasion::Mentioned).await
}

fn required(field: &str, text: &str) -> Result<String, Error> {
    let mut fields = Fields::default();
    let text = fields.text(field, text, LONGEST_MESSAGE);
    if text.is_empty() {
        fields.refuse(field, "required", "must not be empty");
    }
    if fields.fit() { Ok(text) } else { Err(fields.refused()) }
}

fn reply(change: &mut Change<'_>, text: &str, next_step: &str, by: &str, then: Then) -> Result<(), Error> {
    let mut fields = Fields::default();
    let text = fields.text("text", text, LONGEST_MESSAGE);
    if text.is_empty() {
        fields.refuse("text", "required", "must not be empty");
    }
    let next_step = fields.text("next_step", next_step, LONGEST_STEP);
    let by: Option<Date> = match by.trim() {
        "" => None,
        day => {
            let day = day.parse().ok();
            if day.is_none() {
                fields.refuse("by", "not-a-date", "must be a date such as 2026-12-24");
            }
            day
        }
    };
    let today = change.app.today();
    if by.is_some_and(|by| by < today) {
        fields.refuse("by", "date-passed", "must not lie in the past");
    }
    if change.case.merged_into.is_some() {
        fields.refuse("text", "merged", "goes on in another case: answer there");
    }
    if !fields.fit() {
        return Err(fields.refused());
    }
    let mut detail = json!({});
    if !next_step.is_empty() {
        detail["next_step"] = Value::String(next_step);
    }
    if let Some(by) = by {
        detail["by"] = Value::String(by.to_string());
    }
    if !change.case.status.is_open() {
        change.take_up();
    }
    change.answered();
    change.tell(CaseEventKind::Replied, &text, detail.clone());
    let occasion = match then {
        Then::Open => {
            change.case.moments.resume(change.now);
            change.case.status = CaseStatus::Open;
            Occasion::Replied
        }
        Then::Waiting => {
            change.case.status = CaseStatus::Waiting;
            change.case.moments.pause(change.now);
            change.tell(CaseEventKind::Waited, "", json!({}));
            Occasion::Asked
        }
        Then::Resolved => {
            change.end(CaseStatus::Resolved);
            change.tell(CaseEventKind::Resolved, "", json!({}));
            Occasion::Resolved
        }
        Then::Unresolved(reason) => {
            change.end(CaseStatus::Unresolved);
            change.case.unresolved = Some(reason);
            change.tell(CaseEventKind::Unresolved, "", json!({ "reason": reason.code() }));
            Occasion::Unresolved(reason)
        }
    };
    change.write(occasion, &text, detail);
    Ok(())
}

pub(super) async fn assign(
    app: &App,
    viewer: &Viewer,
    change: &mut Change<'_>,
    to: Option<AccountId>,
    reach: &Reach,
) -> Result<(), Error> {
    if change.case.assignee == to {
        return Ok(());
    }
    if to.is_some() && !reach.has_service(change.case.service) {
        return Err(invalid("to", "unknown", "is nobody who handles cases of this service"));
    }
    change.case.assignee = to;
    change.tell(CaseEventKind::Assigned, "", json!({ "to": to }));
    let own = to.is_some_and(|to| viewer.actor() == catsup_model::permission::Actor::Account(to));
    if to.is_some() && !own {
        letter::to_staff(app, &mut change.transaction, &change.case, None, Occasion::Assigned).await?;
    }
    Ok(())
}

fn correct(change: &mut Change<'_>, kind: CaseKind, subject: &str) -> Result<(), Error> {
    let mut fields = Fields::default();
    let subject = fields.text("subject", subject, LONGEST_SUBJECT);
    let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    if subject.is_empty() {
        fields.refuse("subject", "required", "must not be empty");
    }
    if !fields.fit() {
        return Err(fields.refused());
    }
    if (kind, &subject) != (change.case.kind, &change.case.subject) {
        let before = json!({ "kind": change.case.kind.code(), "subject": change.case.subject });
        change.case.kind = kind;
        change.case.subject = subject;
        change.tell(CaseEventKind::Changed, "", json!({ "before": before }));
    }
    Ok(())
}

/// To a service of any organisation: the person does not start again, and neither does what they wait for.
async fn hand_over(app: &App, change: &mut Change<'_>, service: ServiceId, note: &str) -> Result<(), Error> {
    let note = required("note", note)?;
    if service == change.case.service {
        return Err(invalid("service", "same-service", "is the service that has the case already"));
    }
    if app.store().service_find(service).await?.is_none() {
        return Err(invalid("service", "unknown", "names a service that was not found"));
    }
    let from = change.case.service;
    change.case.service = service;
    change.case.touchpoint = None;
    change.case.assignee = assignee_of(app, &change.deadlines, &change.case).await?;
    let detail = json!({ "from": from, "to": service });
    change.tell(CaseEventKind::HandedOver, &note, detail.clone());
    change.write(Occasion::HandedOver, "", detail);
    letter::to_staff(app, &mut change.transaction, &change.case, None, Occasion::Assigned).await?;
    Ok(())
}

/// The case of a number, where the viewer handles it.
async fn named_case(app: &App, viewer: &Viewer, field: &str, number: &str) -> Result<Case, Error> {
    let number: CaseNumber = number
        .parse()
        .map_err(|_| invalid(field, "case-number", "must be the number of a case, such as 7K3M-2Q9D"))?;
    let reach = viewer.require(Permission::HandleCases)?;
    let found = app.store().case_by_number(number).await?;
    let found = found.filter(|case| reach.has_service(case.service));
    found.ok_or_else(|| invalid(field, "unknown", "names a case that was not found"))
}

/// Writes into the history of both cases that they have to do with each other, or no longer.
fn relation(change: &mut Change<'_>, other: &Case, kind: CaseEventKind) {
    let of = |case: &Case| json!({ "case": case.id, "number": case.number.to_string() });
    let this = of(&change.case);
    change.tell(kind, "", of(other));
    change.tell_of(other.id, kind, this);
}

async fn merge(app: &App, viewer: &Viewer, change: &mut Change<'_>, into: &str) -> Result<(), Error> {
    let target = named_case(app, viewer, "into", into).await?;
    if target.id == change.case.id || target.merged_into.is_some() {
        return Err(invalid("into", "merged", "is this case, or one that goes on in another one itself"));
    }
    if !app.store().cases_merged_into(change.case.id).await?.is_empty() {
        return Err(invalid("into", "merged", "cannot be: other cases go on in this one"));
    }
    change.case.merged_into = Some(target.id);
    change.tell(CaseEventKind::Merged, "", json!({ "into": target.id, "number": target.number.to_string() }));
    Ok(())
}
