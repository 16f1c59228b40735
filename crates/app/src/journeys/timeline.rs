//! What one customer did, contact by contact.

use std::collections::BTreeMap;

use catsup_model::{
    Permission, Viewer,
    id::{ServiceId, TouchpointId},
    interaction::{CustomerKey, Interaction},
};
use catsup_store::InteractionFilter;

use crate::{App, Error};

/// The most contacts of a timeline.
const MOST: i64 = 500;

/// What one customer did with services within the viewer's reach.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// The customer.
    pub customer: CustomerKey,
    /// The contacts, the earliest first.
    pub contacts: Vec<Interaction>,
    /// Whether there are earlier ones that are not shown.
    pub more: bool,
    /// Names of the services.
    pub services: BTreeMap<ServiceId, String>,
    /// Names of the touchpoints.
    pub touchpoints: BTreeMap<TouchpointId, String>,
}

/// Reads what a customer did, the latest five hundred contacts.
///
/// # Errors
/// [`Error::Denied`]: single customers are for those who may see them; [`Error::NotFound`] when nothing of the customer
/// lies within reach.
pub async fn timeline(app: &App, viewer: &Viewer, customer: CustomerKey) -> Result<Timeline, Error> {
    let reach = viewer.require(Permission::ReadCustomers)?;
    let within = app.store().scope_services(&reach, None).await?;
    let services: Vec<ServiceId> = within.iter().map(|(id, _)| *id).collect();
    let filter = InteractionFilter { services, customer: Some(customer), ..InteractionFilter::default() };
    let mut contacts = app.store().interaction_page(&filter, None, MOST + 1).await?;
    if contacts.is_empty() {
        return Err(Error::NotFound("customer"));
    }
    let more = i64::try_from(contacts.len()).is_ok_and(|n| n > MOST);
    if more {
        contacts.pop();
    }
    contacts.reverse();
    let touchpoints = app.store().scope_touchpoints(&filter.services).await?;
    let met = |id: &ServiceId| contacts.iter().any(|contact| contact.service == *id);
    let services =
        within.into_iter().filter(|(id, _)| met(id)).map(|(id, name)| (id, name.to_string())).collect();
    let touchpoints = touchpoints
        .into_iter()
        .filter(|(id, _)| contacts.iter().any(|contact| contact.touchpoint == Some(*id)))
        .collect();
    Ok(Timeline { customer, contacts, more, services, touchpoints })
}
