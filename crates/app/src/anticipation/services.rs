//! The services that an experiment by service can name.

use catsup_model::{Permission, Viewer, id::ServiceId};

use crate::{App, Error};

/// Every service by name, for whoever sets the experiment up.
///
/// # Errors
/// [`Error::Denied`] unless the viewer reads answers.
pub async fn services(app: &App, viewer: &Viewer) -> Result<Vec<(ServiceId, String)>, Error> {
    viewer.require(Permission::ReadAnswers)?;
    let services = app.store().service_list(None).await?.into_iter();
    let mut named: Vec<(ServiceId, String)> =
        services.map(|service| (service.id, service.name.to_string())).collect();
    named.sort_by_cached_key(|(id, name)| (name.to_lowercase(), *id));
    Ok(named)
}
