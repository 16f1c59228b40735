//! The observed journeys of a scope and period, with what pages need to name what they show.

use std::{collections::BTreeMap, sync::Arc};

use catsup_journeys::EventLog;
use catsup_model::{
    Channel, Viewer,
    id::{OrganisationId, ServiceId, TouchpointId},
    period::Days,
    query::ContactFilter,
};

use super::{
    JourneyRule, ObservedQuery,
    cache::{Kept, Key},
    contacts::{self, off_thread},
    opinions::{self, Opinions},
    scoped::{self, Scoped},
    sessions,
};
use crate::{App, Error};

/// The observed journeys of a scope and period.
#[derive(Debug, Clone)]
pub struct Observed {
    /// Name of what it is about.
    pub scope: String,
    /// The days; all history when `None`.
    pub days: Option<Days>,
    /// First and last day of any interaction in the scope, whatever the period.
    pub extent: Option<Days>,
    /// The journeys, a case each. Cases are named `pseudonym/number`, or as the source names its cases; the customer of
    /// every event is its pseudonym. Attributes are those of [`columns`](super::columns).
    pub log: Arc<EventLog>,
    /// Every contact on every channel, also those of nobody known: the case is the customer, with an empty name for
    /// contacts of which nobody knows whose they are.
    pub contacts: Arc<EventLog>,
    /// What is part of no journey.
    pub left_out: LeftOut,
    /// The services of the scope.
    pub services: BTreeMap<ServiceId, ServiceLabel>,
    /// The organisations that answer for them.
    pub organisations: BTreeMap<OrganisationId, String>,
    /// The touchpoints of these services.
    pub touchpoints: BTreeMap<TouchpointId, TouchpointLabel>,
    /// What people said in the same days: wordings of one measure pooled.
    pub opinions: Arc<Opinions>,
    /// Figures from fewer customers than this are not to be shown.
    pub smallest_cell: u64,
}

/// A service as people call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceLabel {
    /// Its name.
    pub name: String,
    /// The organisation that answers for it.
    pub organisation: OrganisationId,
}

/// A touchpoint as people call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TouchpointLabel {
    /// Its name.
    pub name: String,
    /// Its service.
    pub service: ServiceId,
    /// Its channel.
    pub channel: Channel,
}

/// What is part of no journey.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct LeftOut {
    /// Contacts of which nobody knows whose they are.
    pub without_customer: u64,
    /// Contacts without a case, where journeys are cases.
    pub without_case: u64,
    /// Whether services of the life experience lie beyond what the viewer may see.
    pub beyond_reach: bool,
}

/// Reads the observed journeys of the query's scope and period, as far as `viewer` may see it.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when the organisation, a service or the life experience does not exist or lies
/// out of reach; [`Error::Invalid`] when the period holds more contacts than can be held at once.
pub async fn observed(app: &App, viewer: &Viewer, query: &ObservedQuery) -> Result<Observed, Error> {
    let mut observed = read(app, viewer, query).await?;
    let services: Vec<ServiceId> = observed.services.keys().copied().collect();
    observed.opinions = opinions::read(app, viewer, &services, query.days, &observed.contacts).await?;
    Ok(observed)
}

/// As [`observed`], without what people said.
pub(super) async fn read(app: &App, viewer: &Viewer, query: &ObservedQuery) -> Result<Observed, Error> {
    let scoped = Scoped::find(app, viewer, query).await?;
    let services = scoped.services;
    let settings = app.settings();
    let period = query.days.map(|days| days.microseconds(&settings.zone));
    let (contacts, mut journeys) = logs(app, &services, period, &query.channels, query.rule).await?;
    journeys.left_out.beyond_reach = scoped.beyond_reach;
    let store = app.store();
    let (touchpoints, organisations) =
        tokio::try_join!(store.touchpoint_list(Some(&services)), store.organisation_list())?;
    let extent = scoped::extent(app, &services).await?;
    let labels = scoped.known.into_iter().map(|service| {
        (service.id, ServiceLabel { name: service.name.to_string(), organisation: service.organisation })
    });
    let services: BTreeMap<ServiceId, ServiceLabel> = labels.collect();
    let answers = |id: OrganisationId| services.values().any(|service| service.organisation == id);
    let organisations = organisations
        .into_iter()
        .filter(|one| answers(one.id))
        .map(|one| (one.id, one.name.to_string()))
        .collect();
    let touchpoints = touchpoints.into_iter().map(|one| {
        let label =
            TouchpointLabel { name: one.name.to_string(), service: one.service, channel: one.channel };
        (one.id, label)
    });
    Ok(Observed {
        scope: scoped.name,
        days: query.days,
        extent: extent.and_then(|extent| scoped::days(extent, &settings.zone)),
        log: journeys.log,
        contacts,
        left_out: journeys.left_out,
        touchpoints: touchpoints.collect(),
        services,
        organisations,
        opinions: Arc::default(),
        smallest_cell: settings.smallest_cell,
    })
}

/// Contacts and journeys, from memory where interactions have not changed since.
async fn logs(
    app: &App,
    services: &[ServiceId],
    period: Option<(i64, i64)>,
    channels: &[Channel],
    rule: JourneyRule,
) -> Result<(Arc<EventLog>, Kept), Error> {
    // Read before the interactions: what changes in between is read again the next time.
    let revision = app.store().interaction_revision().await?;
    let key = |journeys| Key { services: services.to_vec(), period, journeys };
    let contacts = match app.journeys().find(&key(None), revision) {
        Some(kept) => kept.log,
        None => {
            let filter = ContactFilter { services: services.to_vec(), period, ..ContactFilter::default() };
            let log = Arc::new(contacts::load(app, &filter).await?);
            let kept = Kept { log: Arc::clone(&log), left_out: LeftOut::default() };
            app.journeys().keep(key(None), revision, kept);
            log
        }
    };
    let of_journeys = key(Some((channels.to_vec(), rule)));
    if let Some(kept) = app.journeys().find(&of_journeys, revision) {
        return Ok((contacts, kept));
    }
    let (whole, channels) = (Arc::clone(&contacts), channels.to_vec());
    let (log, left_out) = off_thread(move || sessions::journeys(&whole, &channels, rule)).await?;
    let kept = Kept { log: Arc::new(log), left_out };
    app.journeys().keep(of_journeys, revision, kept.clone());
    Ok((contacts, kept))
}
