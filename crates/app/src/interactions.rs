//! Interactions: single contacts on every channel, taken in by program, by file and from pages of other sites.
//!
//! What a source calls a customer is never kept: [`CustomerKey`] is a keyed hash of it, the same from every source.

mod check;
mod read;
mod visit;

use std::collections::BTreeMap;

use catsup_model::{
    Channel, Language, Permission, Reach, Viewer,
    interaction::{CustomerKey, Interaction, Outcome},
};
pub use catsup_store::{InteractionFilter, Upserted};
use jiff::Timestamp;
use serde_json::json;

pub(crate) use self::check::{LONGEST_KEY, checked, source};
pub use self::read::{Page, Place, list};
pub use self::visit::{Visit, visit};
use crate::{
    App, Error,
    anticipation::soon::anticipate_soon,
    audit,
    fields::{Fields, invalid},
    imports::Places,
    standards::soon::measure_interactions_soon,
};

/// The most interactions that are taken at once.
pub const MOST_AT_ONCE: usize = 1_000;

/// One contact as a source gives it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Given {
    /// The service: its id or its name.
    pub service: Option<String>,
    /// The touchpoint of the service: its id or its name.
    pub touchpoint: Option<String>,
    /// The channel; the touchpoint's own when absent.
    pub channel: Option<Channel>,
    /// What the source calls the customer: hashed before anything else is done with it.
    pub customer: Option<String>,
    /// The case it belongs to.
    pub case: Option<String>,
    /// What was done.
    pub activity: String,
    /// What the person came for.
    pub intention: Option<String>,
    /// How it ended for the person.
    pub outcome: Option<Outcome>,
    /// When it began; now when absent.
    pub occurred_at: Option<Timestamp>,
    /// Seconds waited.
    pub wait_seconds: Option<i64>,
    /// Seconds it took.
    pub handle_seconds: Option<i64>,
    /// What it cost, in hundredths of the currency.
    pub cost_cents: Option<i64>,
    /// Class of the device.
    pub device: Option<String>,
    /// The language.
    pub language: Option<Language>,
    /// What else is known.
    pub attributes: BTreeMap<String, String>,
    /// Its key within the source: a second one under it replaces the first.
    pub external_key: Option<String>,
}

/// Takes interactions in from one source, all or none; returns once they are on disk. One whose key is known replaces
/// what was stored under it.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] with every field that does not fit, named with the place of its interaction
/// (`interactions[3].activity`).
pub async fn record(
    app: &App,
    viewer: &Viewer,
    source: &str,
    given: Vec<Given>,
) -> Result<Vec<Upserted>, Error> {
    let reach = viewer.require(Permission::SubmitInteractions)?;
    if given.is_empty() || given.len() > MOST_AT_ONCE {
        let reason = format!("must be 1 to {MOST_AT_ONCE} interactions; send more in further requests");
        return Err(invalid("interactions", "how-many", reason));
    }
    let source = self::source(source).map_err(|reason| invalid("source", "source", reason))?;
    let places = Places::within(app, &reach).await?;
    let mut interactions = Vec::with_capacity(given.len());
    let mut errors = Vec::new();
    for (place, given) in given.into_iter().enumerate() {
        match checked(app, &places, &source, given) {
            Ok(interaction) => interactions.push(interaction),
            Err(wrong) => errors.extend(wrong.into_iter().map(|mut error| {
                error.field = format!("interactions[{place}].{}", error.field);
                error
            })),
        }
    }
    if !errors.is_empty() {
        return Err(Error::Invalid(errors));
    }
    check_owned(app, &reach, &interactions).await?;
    let upserted = app.store().interactions_submit(interactions).await?;
    measure_interactions_soon(app).await;
    anticipate_soon(app).await;
    Ok(upserted)
}

/// Refuses to replace what belongs to a service out of reach.
pub(crate) async fn check_owned(app: &App, reach: &Reach, interactions: &[Interaction]) -> Result<(), Error> {
    if *reach == Reach::Everything {
        return Ok(());
    }
    let keys: Vec<String> = interactions.iter().filter_map(Interaction::upsert_key).collect();
    let owners = app.store().interaction_owners(&keys).await?;
    let foreign = |one: &Interaction| {
        let owner = one.upsert_key().and_then(|key| owners.get(&key).copied());
        owner.is_some_and(|service| !reach.has_service(service))
    };
    match interactions.iter().position(foreign) {
        None => Ok(()),
        Some(place) => {
            let field = format!("interactions[{place}].external_key");
            Err(invalid(
                &field,
                "taken",
                "belongs to an interaction with another service; choose another key",
            ))
        }
    }
}

/// What stands for a customer, so that staff who know what a source calls them find what they did.
///
/// # Errors
/// [`Error::Denied`].
pub fn customer_key(app: &App, viewer: &Viewer, named: &str) -> Result<CustomerKey, Error> {
    viewer.require(Permission::ReadCustomers)?;
    Ok(app.keys().customer(named.trim()))
}

/// Deletes everything that somebody, by what sources call them, did with services within reach, and what they agreed to be
/// told there; returns how many interactions are gone.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] for a name that no interaction could have come with.
pub async fn forget_customer(app: &App, viewer: &Viewer, named: &str) -> Result<u64, Error> {
    let reach = viewer.require(Permission::ManageDirectory)?;
    let mut fields = Fields::default();
    // As it was read when it came in, or it would stand for somebody else.
    let named = fields.text("customer", named, LONGEST_KEY);
    if named.is_empty() {
        fields.refuse("customer", "required", "must not be empty");
    }
    if !fields.fit() {
        return Err(fields.refused());
    }
    let customer = app.keys().customer(&named);
    let services = app.store().service_ids(&reach).await?;
    let mut transaction = app.store().begin().await?;
    let gone = transaction.interactions_of_customer_delete(customer, &services).await?;
    // What they said stays said, and is nobody's from now on.
    transaction.responses_of_customer_unlink(customer, &services).await?;
    transaction.next_consents_of_customer_delete(customer, &services).await?;
    // The pseudonym stays out of the chain: only how many rows went.
    audit::record(app, &mut transaction, viewer, "interactions.forget", "customer", json!({ "gone": gone }))
        .await?;
    transaction.commit().await?;
    measure_interactions_soon(app).await;
    anticipate_soon(app).await;
    Ok(gone)
}
