//! Volumes: how many people could have answered, for response rates.

use catsup_model::{Permission, Viewer, id::ServiceId};
use serde_json::json;

pub use catsup_store::{Volume, VolumePlace};

use crate::{
    App, Error, access, audit,
    fields::{Fields, invalid},
};

/// The volumes of a service, the latest first.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn list(app: &App, viewer: &Viewer, service: ServiceId) -> Result<Vec<Volume>, Error> {
    let service = access::service(app, viewer, Permission::ReadDirectory, service).await?;
    Ok(app.store().volume_list(service.id).await?)
}

/// Sets the volume of a service on a channel in a run of days; one already set for the same days is replaced.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] with `customers`, `offered` or `days`: days that
/// overlap with others would count the same people twice.
pub async fn set(app: &App, viewer: &Viewer, volume: &Volume) -> Result<(), Error> {
    let VolumePlace { service, channel, days } = volume.place;
    access::own_service(app, viewer, service).await?;
    check(volume)?;
    let mut transaction = app.store().begin().await?;
    transaction.volume_set(volume, days.microseconds(&app.settings().zone)).await?;
    let detail = json!({ "channel": channel, "first_day": days.first, "last_day": days.last });
    audit::record(app, &mut transaction, viewer, "volume.set", &format!("service:{service}"), detail).await?;
    // After the log, which others wait for: each sees the one before.
    if let Some(other) = transaction.volume_overlapping(volume.place).await? {
        let other = other.place.days;
        let reason = format!("overlaps with the volume from {} to {}", other.first, other.last);
        return Err(invalid("days", "overlaps", reason));
    }
    transaction.commit().await?;
    Ok(())
}

fn check(volume: &Volume) -> Result<(), Error> {
    let mut fields = Fields::default();
    if volume.customers.is_none() && volume.offered.is_none() {
        fields.refuse("customers", "required", "must be given, or the number who were offered the survey");
    }
    fields.count("customers", volume.customers);
    fields.count("offered", volume.offered);
    if let (Some(customers), Some(offered)) = (volume.customers, volume.offered)
        && offered > customers
    {
        fields.refuse("offered", "more-than-customers", format!("must not exceed the {customers} customers"));
    }
    if fields.fit() { Ok(()) } else { Err(fields.refused()) }
}

/// Removes a volume.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for the service or the volume.
pub async fn remove(app: &App, viewer: &Viewer, place: VolumePlace) -> Result<(), Error> {
    access::own_service(app, viewer, place.service).await?;
    let mut transaction = app.store().begin().await?;
    if !transaction.volume_delete(place).await? {
        return Err(Error::NotFound("the volume"));
    }
    let detail =
        json!({ "channel": place.channel, "first_day": place.days.first, "last_day": place.days.last });
    audit::record(
        app,
        &mut transaction,
        viewer,
        "volume.remove",
        &format!("service:{}", place.service),
        detail,
    )
    .await?;
    transaction.commit().await?;
    Ok(())
}
