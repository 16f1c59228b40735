//! Interactions: single contacts, upserted in batches and read back for journeys, customers and exports.

mod filter;
mod upsert;

use std::{collections::HashMap, ops::ControlFlow};

use catsup_model::{
    id::{InteractionId, ServiceId, TouchpointId},
    interaction::{CustomerKey, Interaction},
};
use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

pub use filter::InteractionFilter;
use filter::{Arguments, listed_services};
pub use upsert::Upserted;
pub(crate) use upsert::{STATEMENTS as UPSERT_STATEMENTS, upsert_in_tx};

use crate::{
    ChangeLog, Error, Store, Transaction,
    changes::note_in_tx,
    error::{from_json, instant, parsed, to_json},
    statement::statements,
};

macro_rules! event_columns {
    () => {
        "SELECT id, service_id, touchpoint_id, channel, customer, case_key, activity, intention, outcome,
            occurred_at, wait_seconds, handle_seconds, cost_cents, device, language "
    };
}
macro_rules! every_column {
    () => {
        "SELECT id, service_id, touchpoint_id, channel, customer, case_key, activity, intention, outcome,
            occurred_at, wait_seconds, handle_seconds, cost_cents, device, language, received_at, source,
            external_key, CAST(attributes AS TEXT) "
    };
}
macro_rules! of_customer {
    () => {
        " AND customer = CAST($7 AS BIGINT)"
    };
}
macro_rules! page {
    () => {
        " AND (occurred_at < $9 OR (occurred_at = $9 AND id < $10))
        ORDER BY occurred_at DESC, id DESC LIMIT CAST($11 AS BIGINT)"
    };
}

statements! {
    INTERACTION_EVENTS = concat!(event_columns!(), include_str!("sql/interaction_filter.sql"));
    EVENTS_OF_CUSTOMER = concat!(event_columns!(), include_str!("sql/interaction_filter.sql"), of_customer!());
    EVENTS_OF = concat!(
        event_columns!(), "FROM interaction WHERE id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})"
    );
    EVENTS_AFTER = concat!(event_columns!(), "FROM interaction WHERE id > $1 ORDER BY id LIMIT CAST($2 AS BIGINT)");
    INTERACTION_PAGE = concat!(every_column!(), include_str!("sql/interaction_filter.sql"), page!());
    PAGE_OF_CUSTOMER = concat!(
        every_column!(), include_str!("sql/interaction_filter.sql"), of_customer!(), page!()
    );
    INTERACTION_EXTENT = "SELECT MIN(occurred_at), MAX(occurred_at) FROM interaction
        WHERE service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})";
    INTERACTIONS_OF_CUSTOMER_DELETE = "DELETE FROM interaction WHERE customer = $1
        AND service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2}) RETURNING id";
    INTERACTION_OWNERS = "SELECT upsert_key, service_id FROM interaction
        WHERE upsert_key IN (SELECT value ->> 0 FROM {rows:$1})";
    INTERACTION_TIME = "SELECT occurred_at FROM interaction WHERE upsert_key = $1";
    INTERACTIONS_HANDLED = "SELECT CAST(SUM(handle_seconds) AS BIGINT), CAST(COUNT(handle_seconds) AS BIGINT) FROM interaction
        WHERE service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}) AND occurred_at >= CAST($2 AS BIGINT)";
    REVISION_READ = "SELECT revision FROM interaction_revision";
    REVISION_GROW = "UPDATE interaction_revision SET revision = revision + 1";
}

/// What journeys need of an interaction: the columns of an event, without what is only read one by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InteractionEvent {
    /// Its id.
    pub id: InteractionId,
    /// The service.
    pub service: ServiceId,
    /// The touchpoint.
    pub touchpoint: Option<TouchpointId>,
    /// Code of the channel.
    pub channel: String,
    /// The customer.
    pub customer: Option<CustomerKey>,
    /// The case.
    pub case: Option<String>,
    /// What was done.
    pub activity: String,
    /// What the person came for.
    pub intention: Option<String>,
    /// Code of the outcome.
    pub outcome: Option<String>,
    /// When, in microseconds since 1970 UTC.
    pub occurred_at: i64,
    /// Seconds waited.
    pub wait_seconds: Option<i64>,
    /// Seconds it took.
    pub handle_seconds: Option<i64>,
    /// Cost in hundredths of the currency, where stated.
    pub cost_cents: Option<i64>,
    /// Class of the device.
    pub device: Option<String>,
    /// Code of the language.
    pub language: Option<String>,
}

impl Store {
    /// Stores interactions together with whatever else arrives at the same time; returns once they are on disk. Of
    /// several under one key the last wins.
    ///
    /// # Errors
    /// When the database fails; none of them was stored then.
    pub async fn interactions_submit(&self, interactions: Vec<Interaction>) -> Result<Vec<Upserted>, Error> {
        self.writer.interactions(interactions).await
    }

    /// Hands matching interactions over one after the other, until `take` wants no more: memory does not grow with
    /// their number.
    ///
    /// # Errors
    /// When the database fails; some may have been handed over by then.
    pub async fn interaction_each(
        &self,
        filter: &InteractionFilter,
        mut take: impl FnMut(InteractionEvent) -> ControlFlow<()> + Send,
    ) -> Result<(), Error> {
        let statement = if filter.customer.is_some() { &EVENTS_OF_CUSTOMER } else { &INTERACTION_EVENTS };
        let query = Arguments::of(filter).bind(self.query(statement));
        let mut rows = query.fetch(&self.read);
        while let Some(row) = rows.try_next().await? {
            if take(event(&row)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Those of these interactions that are there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interaction_events_of(&self, ids: &[InteractionId]) -> Result<Vec<InteractionEvent>, Error> {
        let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let rows = self.query(&EVENTS_OF).bind(to_json(&ids)).fetch_all(&self.read).await?;
        rows.iter().map(event).collect()
    }

    /// How many seconds interactions of these services took since then, and over how many that is known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interactions_handled(
        &self,
        services: &[ServiceId],
        since: Timestamp,
    ) -> Result<(i64, u64), Error> {
        let query = self.query(&INTERACTIONS_HANDLED).bind(listed_services(services));
        let row = query.bind(since.as_microsecond()).fetch_one(&self.read).await?;
        let n: i64 = row.try_get(1)?;
        Ok((row.try_get::<Option<i64>, _>(0)?.unwrap_or_default(), u64::try_from(n).unwrap_or_default()))
    }

    /// Interactions by id, after one of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interaction_events_after(
        &self,
        after: InteractionId,
        limit: i64,
    ) -> Result<Vec<InteractionEvent>, Error> {
        let rows = self.query(&EVENTS_AFTER).bind(after.0).bind(limit).fetch_all(&self.read).await?;
        rows.iter().map(event).collect()
    }

    /// Reads matching interactions, the latest first, at most `limit`, from the place `before` on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interaction_page(
        &self,
        filter: &InteractionFilter,
        before: Option<(i64, InteractionId)>,
        limit: i64,
    ) -> Result<Vec<Interaction>, Error> {
        let statement = if filter.customer.is_some() { &PAGE_OF_CUSTOMER } else { &INTERACTION_PAGE };
        let (at, id) = before.map_or((i64::MAX, i64::MAX), |(at, id)| (at, id.0));
        let query = Arguments::of(filter).bind(self.query(statement));
        let rows = query.bind(at).bind(id).bind(limit).fetch_all(&self.read).await?;
        rows.iter().map(interaction).collect()
    }

    /// First and last instant (microseconds since 1970 UTC) of any interaction with these services.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interaction_extent(&self, services: &[ServiceId]) -> Result<Option<(i64, i64)>, Error> {
        let query = self.query(&INTERACTION_EXTENT).bind(listed_services(services));
        let row = query.fetch_one(&self.read).await?;
        let (first, last): (Option<i64>, Option<i64>) = (row.try_get(0)?, row.try_get(1)?);
        Ok(first.zip(last))
    }

    /// The services that the interactions under these keys belong to, by key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interaction_owners(&self, keys: &[String]) -> Result<HashMap<String, ServiceId>, Error> {
        let keys: Vec<[&String; 1]> = keys.iter().map(|key| [key]).collect();
        let rows = self.query(&INTERACTION_OWNERS).bind(to_json(&keys)).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, ServiceId(row.try_get(1)?)))).collect()
    }

    /// When the interaction under this key began.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interaction_time(&self, upsert_key: &str) -> Result<Option<Timestamp>, Error> {
        let query = self.query(&INTERACTION_TIME).bind(upsert_key.to_owned());
        query.fetch_optional(&self.read).await?.map(|row| instant(row.try_get(0)?)).transpose()
    }

    /// A number that grows with every transaction that changes interactions.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interaction_revision(&self) -> Result<i64, Error> {
        Ok(self.query(&REVISION_READ).fetch_one(&self.read).await?.try_get(0)?)
    }
}

impl Transaction {
    /// Stores interactions; one whose key is known replaces what was stored, under its old id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interaction_upsert(&mut self, interactions: &[Interaction]) -> Result<Vec<Upserted>, Error> {
        let dialect = self.dialect;
        upsert_in_tx(self.inner(), dialect, interactions).await
    }

    /// Deletes what a customer did with these services; returns how many interactions are gone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interactions_of_customer_delete(
        &mut self,
        customer: CustomerKey,
        services: &[ServiceId],
    ) -> Result<u64, Error> {
        let query = self.query(&INTERACTIONS_OF_CUSTOMER_DELETE).bind(customer.0);
        let query = query.bind(listed_services(services));
        let rows = query.fetch_all(self.connection()).await?;
        let gone: Vec<i64> = rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
        self.query(&REVISION_GROW).execute(self.connection()).await?;
        let dialect = self.dialect;
        note_in_tx(self.connection(), dialect, ChangeLog::Interactions, &gone).await?;
        Ok(gone.len() as u64)
    }
}

fn event(row: &AnyRow) -> Result<InteractionEvent, Error> {
    Ok(InteractionEvent {
        id: InteractionId(row.try_get(0)?),
        service: ServiceId(row.try_get(1)?),
        touchpoint: row.try_get::<Option<i64>, _>(2)?.map(TouchpointId),
        channel: row.try_get(3)?,
        customer: row.try_get::<Option<i64>, _>(4)?.map(CustomerKey),
        case: row.try_get(5)?,
        activity: row.try_get(6)?,
        intention: row.try_get(7)?,
        outcome: row.try_get(8)?,
        occurred_at: row.try_get(9)?,
        wait_seconds: row.try_get(10)?,
        handle_seconds: row.try_get(11)?,
        cost_cents: row.try_get(12)?,
        device: row.try_get(13)?,
        language: row.try_get(14)?,
    })
}

fn interaction(row: &AnyRow) -> Result<Interaction, Error> {
    let event = event(row)?;
    Ok(Interaction {
        id: event.id,
        service: event.service,
        touchpoint: event.touchpoint,
        channel: parsed("channel", &event.channel)?,
        customer: event.customer,
        case: event.case,
        activity: event.activity,
        intention: event.intention,
        outcome: event.outcome.map(|code| parsed("outcome", &code)).transpose()?,
        occurred_at: instant(event.occurred_at)?,
        received_at: instant(row.try_get(15)?)?,
        wait_seconds: event.wait_seconds,
        handle_seconds: event.handle_seconds,
        cost_cents: event.cost_cents,
        device: event.device,
        language: event.language.map(|code| parsed("language", &code)).transpose()?,
        attributes: from_json("attributes of an interaction", &row.try_get::<String, _>(18)?)?,
        source: row.try_get(16)?,
        external_key: row.try_get(17)?,
    })
}
