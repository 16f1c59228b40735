//! The life of one case, told step by step until it ends or now is reached.

use catsup_model::{
    calendar::Pause,
    case::{Case, CaseEvent, CaseEventKind, CaseKind, CaseStatus, UnresolvedReason},
    id::{AccountId, CaseEventId},
    permission::Actor,
};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{office::Office, words::Writer};
use crate::demo::chance::Chance;

/// A case with its history.
pub(super) struct Life {
    pub(super) case: Case,
    pub(super) events: Vec<CaseEvent>,
}

/// How a case is meant to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// To an end.
    Ends,
    /// Nobody gets to it: the pile.
    Piles,
}

/// Whoever takes care of it, and whoever hands it out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Desk {
    pub(super) handler: AccountId,
    pub(super) lead: AccountId,
}

/// Business days that an end may take, as the rules say.
pub(super) fn days_allowed(kind: CaseKind) -> usize {
    match kind {
        CaseKind::Question | CaseKind::Compliment => 5,
        CaseKind::Complaint | CaseKind::Request => 10,
        CaseKind::Suggestion => 20,
    }
}

const PUBLIC: Actor = Actor::Public;

impl Life {
    /// Lets a case that was just opened live.
    pub(super) fn live(
        case: Case,
        opener: Actor,
        course: Course,
        writer: Writer,
        desk: Desk,
        office: &Office,
        chance: &mut Chance,
    ) -> Self {
        let mut life = Self { case, events: Vec::new() };
        life.begin(opener);
        let step = Step { writer, desk, office, course };
        // Each step says whether now was reached.
        let _ = life.go(&step, chance);
        life
    }

    fn begin(&mut self, opener: Actor) {
        let (at, text) = (self.case.moments.opened, self.case.description.clone());
        self.tell(at, opener, CaseEventKind::Opened, text, json!({}));
        if self.case.urgent {
            self.tell(at, opener, CaseEventKind::Alarmed, String::new(), json!({}));
        }
        if self.case.person.email.is_some() {
            self.tell(at, opener, CaseEventKind::Acknowledged, String::new(), json!({}));
        }
    }

    fn tell(&mut self, at: Timestamp, by: Actor, kind: CaseEventKind, text: String, detail: Value) {
        let (id, case, actor) = (CaseEventId(0), self.case.id, by.to_string());
        self.case.updated_at = at;
        self.case.revision += 1;
        self.events.push(CaseEvent { id, case, at, actor, kind, text, detail });
    }

    fn go(&mut self, step: &Step<'_>, chance: &mut Chance) -> Option<()> {
        let (opened, kind) = (self.case.moments.opened, self.case.kind);
        let staff = Actor::Account(step.desk.handler);
        if step.course == Course::Ends || chance.happens(0.5) {
            let at = step.reached(step.office.after(chance, opened, 0))?;
            self.case.assignee = Some(step.desk.handler);
            let detail = json!({ "to": step.desk.handler });
            self.tell(at, Actor::Account(step.desk.lead), CaseEventKind::Assigned, String::new(), detail);
        }
        if step.course == Course::Piles && chance.happens(0.55) {
            return None;
        }
        let late = step.course == Course::Piles || chance.happens(0.09);
        let days = if late { 2 + chance.below(3) } else { chance.weighted(&[0.45, 0.55]) };
        let replied = step.reached(step.office.after(chance, self.last(), days))?;
        if matches!(kind, CaseKind::Compliment | CaseKind::Suggestion) {
            let text = step.writer.sentence(chance, "welcome");
            self.reply(replied, staff, text);
            self.end(replied, staff, CaseStatus::Resolved, json!({}));
            return Some(());
        }
        let first = step.writer.sentence(chance, "first_reply");
        if chance.happens(0.24) {
            self.ask(step, chance, replied)?;
        } else {
            self.reply(replied, staff, first);
        }
        if chance.happens(0.12) {
            let at = step.reached(step.office.after(chance, self.last(), 0))?;
            self.tell(at, staff, CaseEventKind::Noted, step.writer.sentence(chance, "note"), json!({}));
        }
        if step.course == Course::Piles {
            return None;
        }
        self.solve(step, chance)
    }

    /// Something is needed of the person, who gives it after some days.
    fn ask(&mut self, step: &Step<'_>, chance: &mut Chance, at: Timestamp) -> Option<()> {
        let staff = Actor::Account(step.desk.handler);
        self.reply(at, staff, step.writer.sentence(chance, "ask"));
        self.case.moments.pause(at);
        self.case.status = CaseStatus::Waiting;
        self.tell(at, staff, CaseEventKind::Waited, String::new(), json!({}));
        let said = step.reached(at + hours(chance, 4.0, 130.0))?;
        self.tell(said, PUBLIC, CaseEventKind::Said, step.writer.sentence(chance, "answer"), json!({}));
        self.case.moments.resume(said);
        self.case.moments.unanswered = Some(said);
        self.case.status = CaseStatus::Open;
        let days = if chance.happens(0.08) { 3 } else { chance.below(3) };
        let thanks = step.reached(step.office.after(chance, said, days))?;
        self.reply(thanks, staff, step.writer.sentence(chance, "thanks"));
        Some(())
    }

    fn solve(&mut self, step: &Step<'_>, chance: &mut Chance) -> Option<()> {
        let staff = Actor::Account(step.desk.handler);
        let allowed = days_allowed(self.case.kind);
        let unit = chance.unit();
        let days = if chance.happens(0.16) {
            allowed + 1 + chance.below(allowed)
        } else {
            (unit * unit * (allowed - 1) as f64) as usize
        };
        let paused: i64 =
            self.case.moments.pauses.iter().filter_map(|pause| Some(lasting(pause)?.as_secs())).sum();
        let begun = self.case.moments.opened + SignedDuration::from_secs(paused);
        let at = step.office.after(chance, begun, days);
        let at = if at > self.last() { at } else { step.office.after(chance, self.last(), 0) };
        let at = step.reached(at)?;
        if chance.happens(0.11) {
            use UnresolvedReason as R;
            let reasons = [R::NotAllowed, R::Elsewhere, R::NoAnswer, R::Withdrawn, R::Other];
            let reason = reasons[chance.weighted(&[0.34, 0.28, 0.2, 0.1, 0.08])];
            self.reply(at, staff, step.writer.unresolved(chance, reason));
            self.case.unresolved = Some(reason);
            self.end(at, staff, CaseStatus::Unresolved, json!({ "reason": reason.code() }));
            return Some(());
        }
        self.reply(at, staff, step.writer.sentence(chance, "solved"));
        self.end(at, staff, CaseStatus::Resolved, json!({}));
        if self.case.person.email.is_none() {
            // Whoever left no address has no page on which to say so.
            return Some(());
        }
        if chance.happens(0.09) {
            self.deny(step, chance)?;
        }
        if chance.happens(0.48) {
            let at = step.reached(self.last() + hours(chance, 1.0, 90.0))?;
            self.case.status = CaseStatus::Confirmed;
            self.tell(at, PUBLIC, CaseEventKind::Confirmed, String::new(), json!({}));
        }
        Some(())
    }

    /// The person says that it is not solved; staff take it up again and solve it.
    fn deny(&mut self, step: &Step<'_>, chance: &mut Chance) -> Option<()> {
        let staff = Actor::Account(step.desk.handler);
        let at = step.reached(self.last() + hours(chance, 2.0, 70.0))?;
        if let Some(ended) = self.case.moments.ended.take() {
            self.case.moments.pauses.push(Pause { from: ended, until: Some(at) });
        }
        self.case.reopened += 1;
        self.case.status = CaseStatus::Open;
        self.case.moments.unanswered = Some(at);
        self.tell(at, PUBLIC, CaseEventKind::Denied, step.writer.sentence(chance, "denied"), json!({}));
        let days = chance.below(3);
        let again = step.reached(step.office.after(chance, at, days))?;
        self.reply(again, staff, step.writer.sentence(chance, "again"));
        self.end(again, staff, CaseStatus::Resolved, json!({}));
        Some(())
    }

    fn reply(&mut self, at: Timestamp, by: Actor, text: String) {
        self.case.moments.first_response.get_or_insert(at);
        self.case.moments.unanswered = None;
        self.case.status = CaseStatus::Open;
        self.tell(at, by, CaseEventKind::Replied, text, json!({}));
    }

    fn end(&mut self, at: Timestamp, by: Actor, status: CaseStatus, detail: Value) {
        let kind = match status {
            CaseStatus::Unresolved => CaseEventKind::Unresolved,
            _ => CaseEventKind::Resolved,
        };
        self.case.moments.resume(at);
        self.case.moments.ended = Some(at);
        self.case.moments.unanswered = None;
        self.case.status = status;
        self.tell(at, by, kind, String::new(), detail);
    }

    fn last(&self) -> Timestamp {
        self.case.updated_at
    }
}

/// What the steps of a case go by.
struct Step<'a> {
    writer: Writer,
    desk: Desk,
    office: &'a Office,
    course: Course,
}

impl Step<'_> {
    /// The moment, unless it is still to come.
    fn reached(&self, at: Timestamp) -> Option<Timestamp> {
        (at < self.office.now).then_some(at)
    }
}

fn lasting(pause: &Pause) -> Option<SignedDuration> {
    Some(pause.until?.duration_since(pause.from))
}

fn hours(chance: &mut Chance, from: f64, to: f64) -> SignedDuration {
    SignedDuration::from_secs((chance.between(from, to) * 3_600.0) as i64)
}
