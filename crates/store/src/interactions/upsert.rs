//! Interactions written: one statement a batch, and of each interaction whether it was new.

use std::collections::{HashMap, HashSet};

use catsup_model::{
    Language,
    id::InteractionId,
    interaction::{Interaction, Outcome},
};
use sqlx::{Any, Row as _};

use super::REVISION_GROW;
use crate::{ChangeLog, Error, changes::note_in_tx, dialect::Dialect, error::to_json, statement::statements};

statements! {
    INTERACTION_UPSERT = include_str!("../sql/interaction_upsert.sql");
    INTERACTIONS_OF_KEYS = "SELECT upsert_key, id FROM interaction
        WHERE upsert_key IN (SELECT value ->> 0 FROM {rows:$1})";
}

/// What became of an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Upserted {
    /// It was new.
    Inserted(InteractionId),
    /// It replaced what was stored under its key.
    Updated(InteractionId),
}

/// Stores interactions inside a transaction. Of several under one key the last wins, and each names the id it has.
pub(crate) async fn upsert_in_tx(
    transaction: &mut sqlx::Transaction<'_, Any>,
    dialect: Dialect,
    interactions: &[Interaction],
) -> Result<Vec<Upserted>, Error> {
    if interactions.is_empty() {
        return Ok(Vec::new());
    }
    // Grown first: its lock makes transactions that write the same keys wait for each other.
    sqlx::query(REVISION_GROW.sql(dialect)).execute(&mut **transaction).await?;
    let keys: Vec<Option<String>> = interactions.iter().map(Interaction::upsert_key).collect();
    let mut known = known_ids(transaction, dialect, &keys).await?;
    let mut upserted = Vec::with_capacity(interactions.len());
    for (interaction, key) in interactions.iter().zip(&keys) {
        upserted.push(match key.as_ref().and_then(|key| known.get(key)) {
            Some(id) => Upserted::Updated(*id),
            None => Upserted::Inserted(interaction.id),
        });
        if let Some(key) = key {
            known.entry(key.clone()).or_insert(interaction.id);
        }
    }
    let mut seen = HashSet::new();
    let mut last: Vec<_> = (0..interactions.len())
        .rev()
        .filter(|place| keys[*place].as_ref().is_none_or(|key| seen.insert(key)))
        .collect();
    last.reverse();
    let rows: Vec<_> =
        last.iter().map(|place| row(&interactions[*place], upserted[*place].id(), &keys[*place])).collect();
    sqlx::query(INTERACTION_UPSERT.sql(dialect)).bind(to_json(&rows)).execute(&mut **transaction).await?;
    let ids: Vec<i64> = last.iter().map(|place| upserted[*place].id().0).collect();
    note_in_tx(&mut *transaction, dialect, ChangeLog::Interactions, &ids).await?;
    Ok(upserted)
}

impl Upserted {
    /// The id it is stored under.
    #[must_use]
    pub fn id(self) -> InteractionId {
        match self {
            Self::Inserted(id) | Self::Updated(id) => id,
        }
    }
}

async fn known_ids(
    transaction: &mut sqlx::Transaction<'_, Any>,
    dialect: Dialect,
    keys: &[Option<String>],
) -> Result<HashMap<String, InteractionId>, Error> {
    let keys: Vec<[&String; 1]> = keys.iter().flatten().map(|key| [key]).collect();
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let query = sqlx::query(INTERACTIONS_OF_KEYS.sql(dialect)).bind(to_json(&keys));
    let rows = query.fetch_all(&mut **transaction).await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, InteractionId(row.try_get(1)?)))).collect()
}

fn row(one: &Interaction, id: InteractionId, key: &Option<String>) -> impl serde::Serialize + use<> {
    let named = (id.0, key.clone(), one.source.clone(), one.external_key.clone());
    let place = (
        one.service.0,
        one.touchpoint.map(|touchpoint| touchpoint.0),
        one.channel.code(),
        one.customer.map(|customer| customer.0),
        one.case.clone(),
    );
    let what = (
        one.activity.clone(),
        one.intention.clone(),
        one.outcome.map(Outcome::code),
        one.device.clone(),
        one.language.map(Language::code),
    );
    let numbers = (
        one.occurred_at.as_microsecond(),
        one.received_at.as_microsecond(),
        one.wait_seconds,
        one.handle_seconds,
        one.cost_cents,
    );
    (named, place, what, numbers, to_json(&one.attributes))
}
