//! Contacts as an event log: read from segments, or from the store, once; a customer a case.

mod sequences;

use std::ops::ControlFlow;

use catsup_analytics::Error as EngineError;
use catsup_journeys::{Event, EventLog, EventLogBuilder, Origin};
use catsup_model::query::ContactFilter;
use catsup_store::{InteractionEvent, InteractionFilter};

use crate::{App, Error, fields::invalid};

/// The most contacts that are held at once: some gigabyte.
const MOST_CONTACTS: usize = 10_000_000;

/// Attribute columns that a log of contacts has, by name. Ids stand as texts; seconds and cents as whole numbers.
pub mod columns {
    /// Id of the service.
    pub const SERVICE: &str = "service";
    /// Id of the touchpoint.
    pub const TOUCHPOINT: &str = "touchpoint";
    /// The case, as the source names it.
    pub const CASE: &str = "case";
    /// What the person came for.
    pub const INTENTION: &str = "intention";
    /// Code of the outcome.
    pub const OUTCOME: &str = "outcome";
    /// Class of the device.
    pub const DEVICE: &str = "device";
    /// Code of the language.
    pub const LANGUAGE: &str = "language";
    /// Seconds waited.
    pub const WAIT: &str = "wait_seconds";
    /// Seconds it took.
    pub const HANDLE: &str = "handle_seconds";
    /// What it cost, in hundredths of the currency, where it was stated.
    pub const COST: &str = "cost_cents";
}

/// Reads the contacts of these services and this period, from segments where there are some. The case of an event is its
/// customer, nobody's (an empty name) where nobody knows.
pub(super) async fn load(app: &App, filter: &ContactFilter) -> Result<EventLog, Error> {
    if let Some(segments) = app.segments() {
        let asked = filter.clone();
        let read = segments
            .ask_contacts(app, move |snapshot, cancel| {
                snapshot.sequences(&asked, MOST_CONTACTS as u64, cancel).map(sequences::log)
            })
            .await?;
        match read {
            Some(Ok(log)) => {
                return log
                    .map_err(|error| Error::Internal { what: "reading contacts", source: error.into() });
            }
            Some(Err(EngineError::TooManyContacts { .. })) => return Err(too_many()),
            Some(Err(error)) => {
                return Err(Error::Internal { what: "reading contacts", source: error.into() });
            }
            None => {}
        }
    }
    let filter = InteractionFilter {
        services: filter.services.clone(),
        period: filter.period,
        ..InteractionFilter::default()
    };
    load_stored(app, &filter).await
}

/// Reads them row by row from the store.
async fn load_stored(app: &App, filter: &InteractionFilter) -> Result<EventLog, Error> {
    let mut builder = EventLogBuilder::new();
    let mut failed = None;
    let take = |event: InteractionEvent| match push(&mut builder, &event) {
        Ok(()) if builder.len() <= MOST_CONTACTS => ControlFlow::Continue(()),
        Ok(()) => ControlFlow::Break(()),
        Err(error) => {
            failed = Some(error);
            ControlFlow::Break(())
        }
    };
    app.store().interaction_each(filter, take).await?;
    if let Some(error) = failed {
        return Err(Error::Internal { what: "reading interactions", source: error.into() });
    }
    if builder.len() > MOST_CONTACTS {
        return Err(too_many());
    }
    off_thread(move || builder.build()).await
}

fn too_many() -> Error {
    let reason =
        format!("holds more than {MOST_CONTACTS} contacts; choose a shorter period or fewer services");
    invalid("days", "too-many", reason)
}

/// Runs what takes processor time on a thread of its own.
pub(super) async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let failed =
        |error: tokio::task::JoinError| Error::Internal { what: "counting journeys", source: error.into() };
    tokio::task::spawn_blocking(work).await.map_err(failed)
}

fn push(builder: &mut EventLogBuilder, event: &InteractionEvent) -> catsup_journeys::Result<()> {
    let service = event.service.to_string();
    let touchpoint = event.touchpoint.map(|id| id.to_string());
    let numbers = [event.wait_seconds, event.handle_seconds, event.cost_cents]
        .map(|number| number.map(|n| n.to_string()));
    let [wait, handle, cost] = &numbers;
    let named = [
        (columns::SERVICE, Some(service.as_str())),
        (columns::TOUCHPOINT, touchpoint.as_deref()),
        (columns::CASE, event.case.as_deref()),
        (columns::INTENTION, event.intention.as_deref()),
        (columns::OUTCOME, event.outcome.as_deref()),
        (columns::DEVICE, event.device.as_deref()),
        (columns::LANGUAGE, event.language.as_deref()),
        (columns::WAIT, wait.as_deref()),
        (columns::HANDLE, handle.as_deref()),
        (columns::COST, cost.as_deref()),
    ];
    let attributes: Vec<(&str, &str)> =
        named.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    let customer = event.customer.map(|customer| customer.to_string());
    let case = customer.as_deref().unwrap_or_default();
    let (activity, channel) = (event.activity.as_str(), Some(event.channel.as_str()));
    let sequence = u64::try_from(event.id.0).ok();
    builder.push_from(
        Event { case, activity, time: event.occurred_at, channel, attributes: &attributes },
        Origin { customer: customer.as_deref(), sequence },
    )
}
