//! Services as types of requests: the public list, what may be said of a request of each, and who provides them.

use std::collections::{HashMap, HashSet};

use catsup_model::{
    directory::{Service, Touchpoint},
    id::{ServiceId, TouchpointId},
};
use jiff::Zoned;

use crate::{App, Error, fields::invalid};

/// The attribute that names a touchpoint of the service.
pub(super) const TOUCHPOINT: &str = "TOUCHPOINT";

/// A service that takes requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceType {
    /// Its code.
    pub code: ServiceId,
    /// Its name.
    pub name: String,
    /// What it does.
    pub description: String,
    /// Whether there is more to be said of a request than its own fields hold.
    pub has_attributes: bool,
    /// The life experiences it belongs to.
    pub keywords: Vec<String>,
    /// The organisation that answers for it.
    pub group: String,
}

/// What may be said of a request of a service, beyond its own fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The service.
    pub code: ServiceId,
    /// Each thing, in order.
    pub attributes: Vec<Attribute>,
}

/// One thing that may be said: one of these values, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// What it is called in a request.
    pub code: &'static str,
    /// What is asked.
    pub description: &'static str,
    /// The values, each with the name people read.
    pub values: Vec<(String, String)>,
}

/// Who takes requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Whom to ask for more.
    pub contact: String,
    /// How to come by a key.
    pub key_service: String,
    /// Whether requests are acted upon; nothing is where everything was made up.
    pub is_live: bool,
    /// Services may have changed since before this moment: programs read them anew at least once a day.
    pub changed: Zoned,
}

/// Who takes requests here.
///
/// # Errors
/// [`Error::Internal`] when the day has no beginning.
pub fn provider(app: &App) -> Result<Provider, Error> {
    let settings = app.settings();
    let address = &app.outside().address;
    let changed = app.today().to_zoned(settings.zone.clone()).map_err(|error| Error::Internal {
        what: "finding the beginning of the day",
        source: error.into(),
    })?;
    Ok(Provider {
        contact: format!("{}, {address}", settings.agency),
        key_service: format!(
            "A key is an API token with the scope cases:write. Staff of {} make one under {address}/desk/tokens.",
            settings.agency
        ),
        is_live: !settings.synthetic,
        changed,
    })
}

/// Every service of the installation.
///
/// # Errors
/// When the store fails.
pub async fn services(app: &App) -> Result<Vec<ServiceType>, Error> {
    let store = app.store();
    let (services, organisations, touchpoints, experiences) = tokio::try_join!(
        store.service_list(None),
        store.organisation_list(),
        store.touchpoint_list(None),
        store.life_experience_list(),
    )?;
    let organisations: HashMap<_, _> =
        organisations.into_iter().map(|one| (one.id, one.name.to_string())).collect();
    let experiences: HashMap<_, _> =
        experiences.into_iter().map(|one| (one.id, one.name.to_string())).collect();
    let touched: HashSet<ServiceId> = touchpoints.iter().map(|one| one.service).collect();
    let of = |service: Service| ServiceType {
        code: service.id,
        name: service.name.to_string(),
        description: service.description,
        has_attributes: touched.contains(&service.id),
        keywords: service.life_experiences.iter().filter_map(|id| experiences.get(id).cloned()).collect(),
        group: organisations.get(&service.organisation).cloned().unwrap_or_default(),
    };
    Ok(services.into_iter().map(of).collect())
}

/// What may be said of a request of a service.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn definition(app: &App, code: &str) -> Result<Definition, Error> {
    let service = service_of(app, code).await?;
    let touchpoints = app.store().touchpoint_list(Some(&[service.id])).await?;
    let touchpoint = Attribute {
        code: TOUCHPOINT,
        description: "Where or how did you meet the service?",
        values: touchpoints.iter().map(|one| (one.id.to_string(), one.name.to_string())).collect(),
    };
    let attributes = if touchpoints.is_empty() { Vec::new() } else { vec![touchpoint] };
    Ok(Definition { code: service.id, attributes })
}

/// The service of a code.
pub(super) async fn service_of(app: &App, code: &str) -> Result<Service, Error> {
    let code = code.trim();
    if code.is_empty() {
        return Err(invalid("service_code", "required", "must be given"));
    }
    let absent = Error::NotFound("the service_code");
    let Ok(id) = code.parse() else { return Err(absent) };
    app.store().service_find(id).await?.ok_or(absent)
}

/// The touchpoint of a service that the value of the attribute names.
pub(super) async fn touchpoint_of(
    app: &App,
    service: ServiceId,
    value: &str,
) -> Result<Option<Touchpoint>, Error> {
    let Ok(id) = value.trim().parse::<TouchpointId>() else { return Ok(None) };
    Ok(app.store().touchpoint_find(id).await?.filter(|one| one.service == service))
}
