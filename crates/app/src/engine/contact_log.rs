//! The log of interactions, and interactions as the measure engine keeps them.

use catsup_analytics::contacts::Contact;
use catsup_model::id::InteractionId;
use catsup_store::{InteractionEvent, LogPlace};

use super::{
    follow::failed,
    log::{Entry, Log},
};
use crate::{App, Error};

/// The log of interactions.
#[derive(Debug, Default)]
pub(super) struct ContactLog;

impl Log for ContactLog {
    type Row = Contact;

    const WHAT: &'static str = "contacts";
    const PERSONAL: bool = true;

    async fn after(app: &App, place: LogPlace, limit: i64) -> Result<Vec<Entry>, Error> {
        let changes = app.store().interaction_changes_after(place, limit).await?;
        let entry = |change: catsup_store::InteractionChange| Entry {
            place: change.place,
            ids: change.interactions.into_iter().map(|id| id.0).collect(),
            settled: change.settled,
        };
        Ok(changes.into_iter().map(entry).collect())
    }

    async fn end(app: &App) -> Result<LogPlace, Error> {
        Ok(app.store().interaction_changes_end().await?)
    }

    async fn read(app: &App, reader: &str, place: LogPlace) -> Result<(), Error> {
        Ok(app.store().interaction_changes_read(reader, place, app.now()).await?)
    }

    async fn reader(app: &App, reader: &str) -> Result<Option<LogPlace>, Error> {
        Ok(app.store().interaction_changes_reader(reader).await?)
    }

    async fn rows_of(&mut self, app: &App, ids: &[i64]) -> Result<Vec<Contact>, Error> {
        let ids: Vec<InteractionId> = ids.iter().map(|id| InteractionId(*id)).collect();
        let found = app.store().interaction_events_of(&ids).await?;
        found.into_iter().map(contact).collect()
    }

    async fn rows_after(&mut self, app: &App, id: i64, limit: i64) -> Result<Vec<Contact>, Error> {
        let found = app.store().interaction_events_after(InteractionId(id), limit).await?;
        found.into_iter().map(contact).collect()
    }
}

fn contact(event: InteractionEvent) -> Result<Contact, Error> {
    let contact = Contact {
        id: event.id,
        occurred_at: event.occurred_at,
        customer: event.customer,
        service: event.service,
        touchpoint: event.touchpoint,
        channel: event.channel.parse().map_err(unread)?,
        activity: event.activity,
        intention: event.intention,
        outcome: event.outcome.as_deref().map(str::parse).transpose().map_err(unread)?,
        device: event.device,
        language: event.language.as_deref().map(str::parse).transpose().map_err(unread)?,
        case: event.case,
        wait_seconds: event.wait_seconds,
        handle_seconds: event.handle_seconds,
        cost_cents: event.cost_cents,
    };
    contact.check().map_err(failed)?;
    Ok(contact)
}

fn unread(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::Internal { what: "reading interactions", source: Box::new(error) }
}
