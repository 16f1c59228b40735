//! The log of interactions, and interactions as the measure engine keeps them.

use catsup_analytics::contacts::Contact;
use catsup_model::id::InteractionId;
use catsup_store::{ChangeLog, InteractionEvent};

use super::{follow::failed, log::Log};
use crate::{App, Error};

/// The log of interactions.
#[derive(Debug, Default)]
pub(super) struct ContactLog;

impl Log for ContactLog {
    type Row = Contact;

    const LOG: ChangeLog = ChangeLog::Interactions;
    const WHAT: &'static str = "contacts";
    const PERSONAL: bool = true;

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
