//! The history of cases, and who looks at them.

use std::collections::BTreeSet;

use catsup_model::{
    case::{CaseEvent, CaseEventKind},
    id::{AccountId, CaseEventId, CaseId},
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{from_json, instant, parsed, to_json},
    statement::statements,
};

statements! {
    CASE_EVENT_PUT = "INSERT INTO case_event (id, case_id, at, actor, kind, text, detail)
        SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS BIGINT), value ->> 3,
            value ->> 4, value ->> 5, value ->> 6
        FROM {rows:$1}";
    CASE_EVENT_LIST = "SELECT id, case_id, at, actor, kind, text, detail FROM case_event
        WHERE case_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}) ORDER BY at, id";
    CASE_PRESENCE_PUT = "INSERT INTO case_presence (case_id, account_id, seen_at) VALUES ($1, $2, $3)
        ON CONFLICT (case_id, account_id) DO UPDATE SET seen_at = excluded.seen_at";
    CASE_PRESENCE_LIST = "SELECT account_id, seen_at FROM case_presence WHERE case_id = $1 AND seen_at > $2
        ORDER BY seen_at DESC";
}

impl Store {
    /// What happened to these cases, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_events(&self, cases: &[CaseId]) -> Result<Vec<CaseEvent>, Error> {
        let ids = to_json(&cases.iter().map(|id| id.0).collect::<Vec<_>>());
        self.query(&CASE_EVENT_LIST).bind(ids).fetch_all(&self.read).await?.iter().map(event).collect()
    }

    /// Notes that somebody looks at a case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_looked_at(&self, case: CaseId, by: AccountId, at: Timestamp) -> Result<(), Error> {
        let query = self.query(&CASE_PRESENCE_PUT).bind(case.0).bind(by.0).bind(at.as_microsecond());
        query.execute(&self.write).await?;
        Ok(())
    }

    /// Who looked at a case after `since`, the last first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_lookers(
        &self,
        case: CaseId,
        since: Timestamp,
    ) -> Result<Vec<(AccountId, Timestamp)>, Error> {
        let query = self.query(&CASE_PRESENCE_LIST).bind(case.0).bind(since.as_microsecond());
        let rows = query.fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok((AccountId(row.try_get(0)?), instant(row.try_get(1)?)?))).collect()
    }
}

impl Transaction {
    /// Adds to the history of cases; the search finds what was said.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_events_insert(&mut self, events: &[CaseEvent]) -> Result<(), Error> {
        if events.is_empty() {
            return Ok(());
        }
        let rows: Vec<_> = events
            .iter()
            .map(|one| {
                let at = one.at.as_microsecond();
                let words = (one.kind.code(), &one.text, to_json(&one.detail));
                (one.id.0, one.case.0, at, &one.actor, words.0, words.1, words.2)
            })
            .collect();
        self.query(&CASE_EVENT_PUT).bind(to_json(&rows)).execute(self.connection()).await?;
        // What is said is found from the same moment on.
        let said = |one: &&CaseEvent| {
            !one.text.is_empty() && !matches!(one.kind, CaseEventKind::Opened | CaseEventKind::Undelivered)
        };
        let said: BTreeSet<i64> = events.iter().filter(said).map(|one| one.case.0).collect();
        if said.is_empty() {
            return Ok(());
        }
        self.case_index_ids(&said.into_iter().collect::<Vec<_>>()).await
    }
}

fn event(row: &AnyRow) -> Result<CaseEvent, Error> {
    Ok(CaseEvent {
        id: CaseEventId(row.try_get(0)?),
        case: CaseId(row.try_get(1)?),
        at: instant(row.try_get(2)?)?,
        actor: row.try_get(3)?,
        kind: parsed("event of a case", &row.try_get::<String, _>(4)?)?,
        text: row.try_get(5)?,
        detail: from_json("detail of an event", &row.try_get::<String, _>(6)?)?,
    })
}
