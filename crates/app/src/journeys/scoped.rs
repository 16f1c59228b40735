//! What a question about journeys is about: services within reach, without reading a contact.

use catsup_model::{Permission, Viewer, directory::Service, id::ServiceId, period::Days};
use jiff::{Timestamp, tz::TimeZone};

use super::ObservedQuery;
use crate::{
    App, Error,
    scorecards::{Scope, ScorecardQuery},
};

/// The scope of a question.
#[derive(Debug)]
pub(super) struct Scoped {
    /// Name of what it is about.
    pub(super) name: String,
    /// The services.
    pub(super) known: Vec<Service>,
    /// Their ids, in order.
    pub(super) services: Vec<ServiceId>,
    /// Whether services of the life experience lie beyond what the viewer may see.
    pub(super) beyond_reach: bool,
}

impl Scoped {
    /// Finds the services of a question, as far as `viewer` may see them.
    ///
    /// # Errors
    /// As [`observed`](super::observed).
    pub(super) async fn find(app: &App, viewer: &Viewer, query: &ObservedQuery) -> Result<Self, Error> {
        let reach = viewer.require(Permission::ReadJourneys)?;
        let asked = ScorecardQuery {
            organisation: query.organisation,
            services: query.services.clone(),
            ..ScorecardQuery::default()
        };
        let mut scope = Scope::find(app, &reach, &asked).await?;
        let mut beyond_reach = false;
        let mut known = app.store().service_list(Some(&scope.ids())).await?;
        if let Some(life) = query.life_experience {
            let life = app.store().life_experience_find(life).await?;
            let life = life.ok_or(Error::NotFound("life experience"))?;
            scope.name = life.name.to_string();
            known.retain(|service| service.life_experiences.contains(&life.id));
            let all = app.store().service_list(None).await?;
            let belongs = |id| !reach.has_service(id);
            beyond_reach =
                all.iter().any(|service| service.life_experiences.contains(&life.id) && belongs(service.id));
        }
        let mut services: Vec<ServiceId> = known.iter().map(|service| service.id).collect();
        services.sort_unstable();
        Ok(Self { name: scope.name, known, services, beyond_reach })
    }
}

/// First and last instant of any contact with these services, those of archived history included.
pub(super) async fn extent(app: &App, services: &[ServiceId]) -> Result<Option<(i64, i64)>, Error> {
    let known = app.store().interaction_extent(services).await?;
    let archived = app.segments().and_then(|segments| segments.archived_contacts_extent(services));
    Ok(match (known, archived) {
        (Some(known), Some(archived)) => Some((known.0.min(archived.0), known.1.max(archived.1))),
        (one, other) => one.or(other),
    })
}

/// The days from one instant to another.
pub(super) fn days((first, last): (i64, i64), zone: &TimeZone) -> Option<Days> {
    let day = |at: i64| Some(Timestamp::from_microsecond(at).ok()?.to_zoned(zone.clone()).date());
    Days::new(day(first)?, day(last)?).ok()
}
