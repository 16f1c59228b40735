//! What known customers answered: answers with whose they are, to be joined to what the same customers did.

use std::ops::ControlFlow;

use catsup_model::{
    id::{ResponseId, ServiceId, TouchpointId, WordingId},
    interaction::CustomerKey,
};
use futures_util::TryStreamExt as _;
use sqlx::Row as _;

use crate::{Error, Store, Transaction, error::to_json, statement::statements};

statements! {
    SAID_EACH = include_str!("sql/said_each.sql");
    RESPONSES_OF_CUSTOMER = "SELECT id FROM response
        WHERE customer = $1 AND service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})
            AND state = 'received'
        ORDER BY occurred_at DESC, id DESC LIMIT CAST($3 AS BIGINT)";
    RESPONSES_OF_CUSTOMER_UNLINK = "UPDATE response SET customer = NULL
        WHERE customer = $1 AND service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})";
}

/// One answer of a known customer that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The response it is part of.
    pub response: ResponseId,
    /// Whose it is.
    pub customer: CustomerKey,
    /// The service.
    pub service: ServiceId,
    /// The touchpoint, where stated.
    pub touchpoint: Option<TouchpointId>,
    /// When the contact happened, in microseconds since 1970 UTC.
    pub occurred_at: i64,
    /// The attribute `stage`, where stated.
    pub stage: Option<String>,
    /// What was asked.
    pub wording: WordingId,
    /// What was answered.
    pub value: i64,
}

impl Store {
    /// Hands over what known customers answered to these wordings about these services, one after the other, until
    /// `take` wants no more. `period` is in microseconds, its end excluded.
    ///
    /// # Errors
    /// When the database fails; some may have been handed over by then.
    pub async fn said_each(
        &self,
        services: &[ServiceId],
        period: Option<(i64, i64)>,
        wordings: &[WordingId],
        mut take: impl FnMut(Said) -> ControlFlow<()> + Send,
    ) -> Result<(), Error> {
        let (from, to) = period.unwrap_or((i64::MIN, i64::MAX));
        let query = self
            .query(&SAID_EACH)
            .bind(to_json(&services.iter().map(|id| id.0).collect::<Vec<_>>()))
            .bind(from)
            .bind(to)
            .bind(to_json(&wordings.iter().map(|id| id.0).collect::<Vec<_>>()));
        let mut rows = query.fetch(&self.read);
        while let Some(row) = rows.try_next().await? {
            let said = Said {
                response: ResponseId(row.try_get(0)?),
                customer: CustomerKey(row.try_get(1)?),
                service: ServiceId(row.try_get(2)?),
                touchpoint: row.try_get::<Option<i64>, _>(3)?.map(TouchpointId),
                occurred_at: row.try_get(4)?,
                stage: row.try_get(5)?,
                wording: WordingId(row.try_get(6)?),
                value: row.try_get(7)?,
            };
            if take(said).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Responses of one customer about these services that count, the latest first, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn responses_of_customer(
        &self,
        customer: CustomerKey,
        services: &[ServiceId],
        limit: i64,
    ) -> Result<Vec<i64>, Error> {
        let query = self.query(&RESPONSES_OF_CUSTOMER).bind(customer.0);
        let query = query.bind(to_json(&services.iter().map(|id| id.0).collect::<Vec<_>>())).bind(limit);
        let rows = query.fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }
}

impl Transaction {
    /// Leaves responses of a customer about these services as nobody's; returns how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn responses_of_customer_unlink(
        &mut self,
        customer: CustomerKey,
        services: &[ServiceId],
    ) -> Result<u64, Error> {
        let query = self.query(&RESPONSES_OF_CUSTOMER_UNLINK).bind(customer.0);
        let query = query.bind(to_json(&services.iter().map(|id| id.0).collect::<Vec<_>>()));
        Ok(query.execute(self.connection()).await?.rows_affected())
    }
}
