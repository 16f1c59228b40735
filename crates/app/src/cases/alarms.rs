//! Clocks that are about to run out, or did: whoever has the case is told, once each.

use std::sync::Arc;

use catsup_model::{
    case::{CaseEventKind, Standing, Told},
    id::CaseId,
    permission::Actor,
};
use serde_json::json;

use super::{Deadlines, change::Change, letter, letter::Occasion};
use crate::{App, Error};

/// Cases that one job tells of.
const MOST: i64 = 500;

/// Whether the time of any clock has come.
pub(crate) async fn any_due(app: &App) -> Result<bool, Error> {
    Ok(!app.store().cases_alarmed(app.now(), 1).await?.is_empty())
}

/// The job: tells of every clock whose time has come.
pub(crate) async fn tell_due(app: &App) -> Result<(), Error> {
    loop {
        let due = app.store().cases_alarmed(app.now(), MOST).await?;
        if due.is_empty() {
            return Ok(());
        }
        let deadlines = Arc::new(Deadlines::read(app).await?);
        for id in due {
            tell(app, id, &deadlines).await?;
        }
    }
}

async fn tell(app: &App, id: CaseId, deadlines: &Arc<Deadlines>) -> Result<(), Error> {
    let mut change = Change::begin(app, Actor::Operator.to_string(), id, deadlines).await?;
    let clocks = change.deadlines.clocks(&change.case);
    let mut occasion = None;
    for clock in &clocks {
        let (due, breached) = match clock.standing(change.now) {
            Standing::Overdue(due) => (due, true),
            Standing::Running(due) if clock.warn_at().is_some_and(|at| at <= change.now) => (due, false),
            _ => continue,
        };
        let told = |one: &Told| one.clock == clock.kind && one.due == due && one.breached >= breached;
        if change.case.due.told.iter().any(told) {
            continue;
        }
        change.case.due.told.push(Told { clock: clock.kind, due, breached });
        let kind = if breached { CaseEventKind::Breached } else { CaseEventKind::Warned };
        change.tell(kind, "", json!({ "clock": clock.kind.code(), "due": due.to_string() }));
        // What is late counts more than what will be.
        if breached || occasion.is_none() {
            occasion = Some(if breached { Occasion::Breached } else { Occasion::Warned });
        }
    }
    if let Some(occasion) = occasion {
        letter::to_staff(app, &mut change.transaction, &change.case, deadlines.rule(&change.case), occasion)
            .await?;
    }
    // Without anything to tell the deadline had moved: it is worked out anew, so that the case is not looked at again.
    change.commit().await?;
    Ok(())
}
