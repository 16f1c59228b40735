//! Deadlines worked out anew for everything under way, after a rule or a calendar changed.

use catsup_model::id::CaseId;

use super::Deadlines;
use crate::{App, Error};

/// Cases in one transaction.
const PAGE: i64 = 500;

/// The job: works out the deadlines of every open case anew.
pub(crate) async fn recount(app: &App) -> Result<(), Error> {
    let deadlines = Deadlines::read(app).await?;
    let mut after: Option<CaseId> = None;
    loop {
        let ids = app.store().cases_under_way(after, PAGE).await?;
        let Some(last) = ids.last().copied() else { return Ok(()) };
        let mut transaction = app.store().begin().await?;
        let mut changed = Vec::new();
        for id in ids {
            let Some(mut case) = transaction.case_lock(id).await? else { continue };
            let before = case.due.clone();
            deadlines.apply(&mut case);
            if case.due != before {
                changed.push(case);
            }
        }
        transaction.case_put(&changed).await?;
        transaction.commit().await?;
        after = Some(last);
    }
}
