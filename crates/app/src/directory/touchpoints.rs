//! Touchpoints: where customers meet a service.

use catsup_model::{
    Channel, Permission, Reach, Viewer,
    directory::Touchpoint,
    id::{ServiceId, TouchpointId},
};
use serde_json::json;

use crate::{App, Error, access, audit, fields::Fields};

/// Touchpoints of one service, or of every service within reach, by name.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for the service.
pub async fn list(app: &App, viewer: &Viewer, service: Option<ServiceId>) -> Result<Vec<Touchpoint>, Error> {
    let reach = viewer.require(Permission::ReadDirectory)?;
    let services: Option<Vec<ServiceId>> = match (service, reach) {
        (Some(service), _) => {
            Some(vec![access::service(app, viewer, Permission::ReadDirectory, service).await?.id])
        }
        (None, Reach::Everything) => None,
        (None, Reach::Part { services, .. }) => Some(services.into_iter().collect()),
    };
    let mut touchpoints = app.store().touchpoint_list(services.as_deref()).await?;
    touchpoints.sort_by_cached_key(|touchpoint| (touchpoint.name.as_str().to_lowercase(), touchpoint.id));
    Ok(touchpoints)
}

/// One touchpoint.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn find(app: &App, viewer: &Viewer, id: TouchpointId) -> Result<Touchpoint, Error> {
    let reach = viewer.require(Permission::ReadDirectory)?;
    let touchpoint = app.store().touchpoint_find(id).await?;
    let within = |touchpoint: &Touchpoint| reach.has_service(touchpoint.service);
    touchpoint.filter(within).ok_or(Error::NotFound("the touchpoint"))
}

/// Adds a touchpoint to a service.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for the service; [`Error::Invalid`] with `name`.
pub async fn add(
    app: &App,
    viewer: &Viewer,
    service: ServiceId,
    name: &str,
    channel: Channel,
) -> Result<Touchpoint, Error> {
    access::own_service(app, viewer, service).await?;
    let mut fields = Fields::default();
    let Some(name) = fields.name("name", name) else { return Err(fields.refused()) };
    let touchpoint = Touchpoint { id: TouchpointId(app.next_id()), service, name, channel };
    let mut transaction = app.store().begin().await?;
    transaction.touchpoint_insert(&touchpoint, app.now()).await?;
    let subject = format!("touchpoint:{}", touchpoint.id);
    let detail = json!({ "service": service, "channel": channel });
    audit::record(app, &mut transaction, viewer, "touchpoint.add", &subject, detail).await?;
    transaction.commit().await?;
    Ok(touchpoint)
}

/// Changes name and channel of a touchpoint. Responses keep the channel they came on.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] with `name`.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    id: TouchpointId,
    name: &str,
    channel: Channel,
) -> Result<Touchpoint, Error> {
    viewer.require(Permission::ManageDirectory)?;
    let touchpoint = find(app, viewer, id).await?;
    access::own_service(app, viewer, touchpoint.service).await?;
    let mut fields = Fields::default();
    let Some(name) = fields.name("name", name) else { return Err(fields.refused()) };
    let mut transaction = app.store().begin().await?;
    transaction.touchpoint_update(id, &name, channel).await?;
    let detail = json!({ "fields": ["name", "channel"], "channel": channel });
    audit::record(app, &mut transaction, viewer, "touchpoint.change", &format!("touchpoint:{id}"), detail)
        .await?;
    transaction.commit().await?;
    Ok(Touchpoint { name, channel, ..touchpoint })
}
