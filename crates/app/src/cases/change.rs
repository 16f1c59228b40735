//! One change of a case: the case held still, its history, its deadlines, its mails, all in one transaction.

use std::sync::Arc;

use catsup_model::{
    Permission, Viewer,
    case::{Case, CaseEvent, CaseEventKind, CaseKind, CaseStatus},
    id::{CaseEventId, CaseId, ServiceId},
};
use catsup_store::Transaction;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Deadlines, THE_CASE, attachments, letter, letter::Occasion};
use crate::{App, Error, anticipation::messages, audit, standards::soon::measure_soon};

/// A case that is being changed.
pub(super) struct Change<'a> {
    pub(super) app: &'a App,
    pub(super) transaction: Transaction,
    pub(super) case: Case,
    pub(super) deadlines: Arc<Deadlines>,
    pub(super) now: Timestamp,
    measured_before: Measured,
    actor: String,
    events: Vec<CaseEvent>,
    letters: Vec<(Occasion, String, Value)>,
    files: Vec<(CaseEventId, Vec<attachments::Checked>)>,
}

/// What results of standards are measured by.
type Measured = (ServiceId, CaseKind, Option<Timestamp>, Option<Timestamp>);

fn measured(case: &Case) -> Measured {
    (case.service, case.kind, case.moments.first_response, case.moments.ended)
}

impl<'a> Change<'a> {
    /// Holds a case of a service that the viewer handles.
    pub(super) async fn by_staff(
        app: &'a App,
        viewer: &Viewer,
        id: CaseId,
        deadlines: &Arc<Deadlines>,
    ) -> Result<Self, Error> {
        let reach = viewer.require(Permission::HandleCases)?;
        let change = Self::begin(app, viewer.actor().to_string(), id, deadlines).await?;
        if reach.has_service(change.case.service) { Ok(change) } else { Err(THE_CASE) }
    }

    /// Holds a case, for whoever has shown that they may. The rules were read before: the lock is held no longer than it takes
    /// to write.
    pub(super) async fn begin(
        app: &'a App,
        actor: String,
        id: CaseId,
        deadlines: &Arc<Deadlines>,
    ) -> Result<Self, Error> {
        let mut transaction = app.store().begin().await?;
        let case = transaction.case_lock(id).await?.ok_or(THE_CASE)?;
        let (events, letters, files) = (Vec::new(), Vec::new(), Vec::new());
        let measured_before = measured(&case);
        Ok(Self {
            app,
            transaction,
            measured_before,
            case,
            deadlines: Arc::clone(deadlines),
            now: app.now(),
            actor,
            events,
            letters,
            files,
        })
    }

    /// Adds to the history.
    pub(super) fn tell(&mut self, kind: CaseEventKind, text: &str, detail: Value) -> CaseEventId {
        let id = CaseEventId(self.app.next_id());
        self.events.push(CaseEvent {
            id,
            case: self.case.id,
            at: self.now,
            actor: self.actor.clone(),
            kind,
            text: text.to_owned(),
            detail,
        });
        id
    }

    /// Adds to the history of another case, of which nothing else changes.
    pub(super) fn tell_of(&mut self, other: CaseId, kind: CaseEventKind, detail: Value) {
        let (id, at) = (CaseEventId(self.app.next_id()), self.now);
        let (actor, text) = (self.actor.clone(), String::new());
        self.events.push(CaseEvent { id, case: other, at, actor, kind, text, detail });
    }

    /// Keeps files that came with an entry of the history.
    pub(super) fn attach(&mut self, event: CaseEventId, files: Vec<attachments::Checked>) {
        self.files.push((event, files));
    }

    /// Writes to the person once the change is stored.
    pub(super) fn write(&mut self, occasion: Occasion, text: &str, detail: Value) {
        self.letters.push((occasion, text.to_owned(), detail));
    }

    /// Staff wrote: the first clock stops, and so does that of the next response.
    pub(super) fn answered(&mut self) {
        self.case.moments.first_response.get_or_insert(self.now);
        self.case.moments.unanswered = None;
        if self.case.status == CaseStatus::New {
            self.case.status = CaseStatus::Open;
        }
    }

    /// Ends the case; its clocks stop.
    pub(super) fn end(&mut self, status: CaseStatus) {
        self.case.moments.resume(self.now);
        self.case.moments.ended = Some(self.now);
        self.case.moments.unanswered = None;
        self.case.status = status;
    }

    /// Takes an ended case up again. The time it counted as ended does not count.
    pub(super) fn take_up(&mut self) {
        if let Some(ended) = self.case.moments.ended.take() {
            self.case
                .moments
                .pauses
                .push(catsup_model::calendar::Pause { from: ended, until: Some(self.now) });
        }
        self.case.moments.resume(self.now);
        self.case.unresolved = None;
        let answered = self.case.moments.first_response.is_some();
        self.case.status = if answered { CaseStatus::Open } else { CaseStatus::New };
    }

    /// Stores everything under an entry of the audit log.
    pub(super) async fn commit_for(mut self, viewer: &Viewer, action: &str) -> Result<Case, Error> {
        let subject = format!("case:{}", self.case.id);
        audit::record(self.app, &mut self.transaction, viewer, action, &subject, json!({})).await?;
        self.commit().await
    }

    /// Stores everything.
    pub(super) async fn commit(mut self) -> Result<Case, Error> {
        self.deadlines.apply(&mut self.case);
        self.case.revision += 1;
        self.case.updated_at = self.now;
        self.transaction.case_put(std::slice::from_ref(&self.case)).await?;
        self.transaction.case_events_insert(&self.events).await?;
        for (event, files) in self.files {
            attachments::store(self.app, &mut self.transaction, self.case.id, event, files).await?;
        }
        for (occasion, text, detail) in &self.letters {
            let rule = self.deadlines.rule(&self.case);
            letter::to_person(self.app, &mut self.transaction, &self.case, rule, *occasion, text, detail)
                .await?;
        }
        if self.letters.iter().any(|(occasion, _, _)| *occasion == Occasion::Resolved) {
            messages::after(self.app, &mut self.transaction, &self.case, self.now).await?;
        }
        if measured(&self.case) != self.measured_before {
            measure_soon(self.app, &mut self.transaction).await?;
        }
        self.transaction.commit().await?;
        Ok(self.case)
    }
}
