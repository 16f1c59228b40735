//! What standards are measured by: how long cases and interactions of a service took.

use std::ops::ControlFlow;

use catsup_model::{
    Channel,
    calendar::Pause,
    case::CaseKind,
    id::{ServiceId, StandardId, TouchpointId},
    standard::FiscalYear,
};
use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{from_json, instant, parsed},
    statement::{Statement, statements},
};

statements! {
    CASE_TIMES = "SELECT kind, channel, touchpoint_id, opened_at, first_response_at, days_taken, pauses, is_open
        FROM case_file
        WHERE service_id = $1 AND opened_at >= CAST($2 AS BIGINT) AND opened_at < CAST($3 AS BIGINT)";
    // What goes on took no days yet: the index of counts tells these apart without looking at the rows of the others.
    OPEN_CASE_TIMES = "SELECT kind, channel, touchpoint_id, opened_at, first_response_at, days_taken, pauses, is_open
        FROM case_file
        WHERE service_id = $1 AND days_taken IS NULL AND opened_at >= CAST($2 AS BIGINT)
            AND opened_at < CAST($3 AS BIGINT) AND is_open = 1";
    WAITING_TIMES = "SELECT channel, touchpoint_id, occurred_at, wait_seconds FROM interaction
        WHERE service_id = $1 AND occurred_at >= CAST($2 AS BIGINT) AND occurred_at < CAST($3 AS BIGINT)
            AND wait_seconds IS NOT NULL";
    HANDLING_TIMES = "SELECT channel, touchpoint_id, occurred_at, handle_seconds FROM interaction
        WHERE service_id = $1 AND occurred_at >= CAST($2 AS BIGINT) AND occurred_at < CAST($3 AS BIGINT)
            AND handle_seconds IS NOT NULL";
    WAITING_KEPT = "SELECT channel, touchpoint_id, CAST(COUNT(*) AS BIGINT),
            CAST(SUM(CASE WHEN wait_seconds <= CAST($4 AS BIGINT) THEN 1 ELSE 0 END) AS BIGINT)
        FROM interaction
        WHERE service_id = $1 AND occurred_at >= CAST($2 AS BIGINT) AND occurred_at < CAST($3 AS BIGINT)
            AND wait_seconds IS NOT NULL
        GROUP BY channel, touchpoint_id";
    HANDLING_KEPT = "SELECT channel, touchpoint_id, CAST(COUNT(*) AS BIGINT),
            CAST(SUM(CASE WHEN handle_seconds <= CAST($4 AS BIGINT) THEN 1 ELSE 0 END) AS BIGINT)
        FROM interaction
        WHERE service_id = $1 AND occurred_at >= CAST($2 AS BIGINT) AND occurred_at < CAST($3 AS BIGINT)
            AND handle_seconds IS NOT NULL
        GROUP BY channel, touchpoint_id";
    STANDARD_RESULT_MEASURED = "UPDATE standard_result SET measured = 1 WHERE standard_id = $1 AND year = $2";
    STANDARD_RESULT_WITHDRAW = "DELETE FROM standard_result
        WHERE standard_id = $1 AND year = $2 AND measured = 1";
}

/// Which time of an interaction is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InteractionSpan {
    /// How long the person waited.
    Waiting,
    /// How long it took.
    Handling,
}

/// Which cases are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseTimes {
    /// Every one.
    All,
    /// Those that go on.
    Open,
}

/// How long a case took, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseTime {
    /// The kind.
    pub kind: CaseKind,
    /// The channel.
    pub channel: Channel,
    /// The touchpoint.
    pub touchpoint: Option<TouchpointId>,
    /// When it was opened.
    pub opened: Timestamp,
    /// When it was first answered.
    pub first_response: Option<Timestamp>,
    /// Business days it took; none while it goes on.
    pub days: Option<i64>,
    /// When it waited for the person.
    pub pauses: Vec<Pause>,
    /// Whether it goes on.
    pub is_open: bool,
}

/// How long an interaction took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InteractionTime {
    /// The channel.
    pub channel: Channel,
    /// The touchpoint.
    pub touchpoint: Option<TouchpointId>,
    /// When, in microseconds since 1970 UTC.
    pub occurred_at: i64,
    /// Seconds.
    pub seconds: i64,
}

/// In how many interactions of one channel and touchpoint a time was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InteractionsKept {
    /// The channel.
    pub channel: Channel,
    /// The touchpoint.
    pub touchpoint: Option<TouchpointId>,
    /// Interactions that carry the time.
    pub total: i64,
    /// Those in which it was kept.
    pub kept: i64,
}

impl Store {
    /// Hands over the times of cases of a service that were opened in a period (start included, end excluded,
    /// microseconds since 1970 UTC), in no order.
    ///
    /// # Errors
    /// When the database fails; some may have been handed over by then.
    pub async fn case_times(
        &self,
        which: CaseTimes,
        service: ServiceId,
        opened: (i64, i64),
        mut take: impl FnMut(CaseTime) -> ControlFlow<()> + Send,
    ) -> Result<(), Error> {
        let statement: &'static Statement = match which {
            CaseTimes::All => &CASE_TIMES,
            CaseTimes::Open => &OPEN_CASE_TIMES,
        };
        let query = self.query(statement).bind(service.0).bind(opened.0).bind(opened.1);
        let mut rows = query.fetch(&self.read);
        while let Some(row) = rows.try_next().await? {
            if take(case_time(&row)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Hands over every interaction of a service in a period that carries the time, in no order.
    ///
    /// # Errors
    /// When the database fails; some may have been handed over by then.
    pub async fn interaction_times(
        &self,
        span: InteractionSpan,
        service: ServiceId,
        occurred: (i64, i64),
        mut take: impl FnMut(InteractionTime) -> ControlFlow<()> + Send,
    ) -> Result<(), Error> {
        let statement: &'static Statement = match span {
            InteractionSpan::Waiting => &WAITING_TIMES,
            InteractionSpan::Handling => &HANDLING_TIMES,
        };
        let query = self.query(statement).bind(service.0).bind(occurred.0).bind(occurred.1);
        let mut rows = query.fetch(&self.read);
        while let Some(row) = rows.try_next().await? {
            let time = InteractionTime {
                channel: parsed("channel", &row.try_get::<String, _>(0)?)?,
                touchpoint: row.try_get::<Option<i64>, _>(1)?.map(TouchpointId),
                occurred_at: row.try_get(2)?,
                seconds: row.try_get(3)?,
            };
            if take(time).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// In how many interactions of a service in a period at most `most` seconds were taken, by channel and touchpoint.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interactions_kept(
        &self,
        span: InteractionSpan,
        service: ServiceId,
        occurred: (i64, i64),
        most: i64,
    ) -> Result<Vec<InteractionsKept>, Error> {
        let statement: &'static Statement = match span {
            InteractionSpan::Waiting => &WAITING_KEPT,
            InteractionSpan::Handling => &HANDLING_KEPT,
        };
        let query = self.query(statement).bind(service.0).bind(occurred.0).bind(occurred.1).bind(most);
        let read = |row: &AnyRow| {
            Ok(InteractionsKept {
                channel: parsed("channel", &row.try_get::<String, _>(0)?)?,
                touchpoint: row.try_get::<Option<i64>, _>(1)?.map(TouchpointId),
                total: row.try_get(2)?,
                kept: row.try_get(3)?,
            })
        };
        query.fetch_all(&self.read).await?.iter().map(read).collect()
    }
}

impl Transaction {
    /// Notes that the result of a year was measured, and not entered.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standard_result_measured(
        &mut self,
        standard: StandardId,
        year: FiscalYear,
    ) -> Result<(), Error> {
        let query = self.query(&STANDARD_RESULT_MEASURED).bind(standard.0);
        query.bind(i64::from(year.begins_in())).execute(self.connection()).await?;
        Ok(())
    }

    /// Removes the result of a year if it was measured; says whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standard_result_withdraw(
        &mut self,
        standard: StandardId,
        year: FiscalYear,
    ) -> Result<bool, Error> {
        let query = self.query(&STANDARD_RESULT_WITHDRAW).bind(standard.0);
        let query = query.bind(i64::from(year.begins_in()));
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}

fn case_time(row: &AnyRow) -> Result<CaseTime, Error> {
    let text = |place: usize| row.try_get::<String, _>(place);
    let pauses: Vec<(i64, Option<i64>)> = match text(6)?.as_str() {
        "[]" => Vec::new(),
        written => from_json("pauses", written)?,
    };
    let pause = |(from, until): (i64, Option<i64>)| {
        Ok(Pause { from: instant(from)?, until: until.map(instant).transpose()? })
    };
    Ok(CaseTime {
        kind: parsed("kind of case", &text(0)?)?,
        channel: parsed("channel", &text(1)?)?,
        touchpoint: row.try_get::<Option<i64>, _>(2)?.map(TouchpointId),
        opened: instant(row.try_get(3)?)?,
        first_response: row.try_get::<Option<i64>, _>(4)?.map(instant).transpose()?,
        days: row.try_get(5)?,
        pauses: pauses.into_iter().map(pause).collect::<Result<_, Error>>()?,
        is_open: row.try_get::<i64, _>(7)? == 1,
    })
}
