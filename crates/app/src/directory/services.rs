//! Services: what an organisation offers, and to whom.

use std::collections::BTreeSet;

use catsup_model::{
    Permission, Reach, Viewer,
    directory::{Service, ServiceFields},
    id::{LifeExperienceId, OrganisationId, ServiceId},
};
use serde_json::json;

use crate::{App, Error, access, audit, fields::Fields};

/// The most characters of the description and of who a service serves.
const LONGEST_TEXT: usize = 2000;

/// A service as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceInput {
    /// The organisation that answers for it.
    pub organisation: OrganisationId,
    /// Other organisations that share it.
    pub shared_with: Vec<OrganisationId>,
    /// Its name.
    pub name: String,
    /// What it does, in plain words; may be empty.
    pub description: String,
    /// Who it serves; may be empty.
    pub serves: String,
    /// Customers a year, where known.
    pub yearly_volume: Option<i64>,
    /// Whether it is a designated high-impact service.
    pub high_impact: bool,
    /// Life experiences it belongs to.
    pub life_experiences: Vec<LifeExperienceId>,
}

/// Services within reach, by name.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<Service>, Error> {
    let reach = viewer.require(Permission::ReadDirectory)?;
    let ids: Option<Vec<ServiceId>> = match &reach {
        Reach::Everything => None,
        Reach::Part { services, .. } => Some(services.iter().copied().collect()),
    };
    let mut services = app.store().service_list(ids.as_deref()).await?;
    services.sort_by_cached_key(|service| (service.name.as_str().to_lowercase(), service.id));
    Ok(services.into_iter().map(|service| shown(service, &reach)).collect())
}

/// One service.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn find(app: &App, viewer: &Viewer, id: ServiceId) -> Result<Service, Error> {
    let service = access::service(app, viewer, Permission::ReadDirectory, id).await?;
    Ok(shown(service, &viewer.require(Permission::ReadDirectory)?))
}

/// Without the sharing organisations the viewer cannot see.
fn shown(mut service: Service, reach: &Reach) -> Service {
    service.shared_with.retain(|organisation| reach.has_organisation(*organisation));
    service
}

/// Adds a service.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for the organisation that answers for it; [`Error::Invalid`] with `name`,
/// `description`, `serves`, `yearly_volume`, `shared_with` or `life_experiences`.
pub async fn add(app: &App, viewer: &Viewer, input: &ServiceInput) -> Result<Service, Error> {
    access::organisation(app, viewer, Permission::ManageDirectory, input.organisation).await?;
    let fields = read(app, viewer, input, &[]).await?;
    let id = ServiceId(app.next_id());
    let mut transaction = app.store().begin().await?;
    transaction.service_insert(id, &fields, app.now()).await?;
    let detail = json!({ "organisation": fields.organisation, "shared_with": fields.shared_with });
    audit::record(app, &mut transaction, viewer, "service.add", &format!("service:{id}"), detail).await?;
    transaction.commit().await?;
    as_stored(app, viewer, id).await
}

/// Replaces every field of a service. Shares with organisations the viewer cannot see stay.
///
/// # Errors
/// [`Error::Denied`], also when the service is only shared with the viewer's organisation; [`Error::NotFound`] for
/// the service or the organisation that is to answer for it; [`Error::Invalid`] as in [`add`].
pub async fn change(
    app: &App,
    viewer: &Viewer,
    id: ServiceId,
    input: &ServiceInput,
) -> Result<Service, Error> {
    let before = access::own_service(app, viewer, id).await?;
    access::organisation(app, viewer, Permission::ManageDirectory, input.organisation).await?;
    let fields = read(app, viewer, input, &before.shared_with).await?;
    let changed = changed(&before, &fields);
    if !changed.is_empty() {
        let mut transaction = app.store().begin().await?;
        transaction.service_update(id, &fields).await?;
        let detail = json!({
            "fields": changed, "organisation": fields.organisation, "shared_with": fields.shared_with,
        });
        audit::record(app, &mut transaction, viewer, "service.change", &format!("service:{id}"), detail)
            .await?;
        transaction.commit().await?;
    }
    as_stored(app, viewer, id).await
}

/// The service as it is now, though the viewer's reach is from before it was added.
async fn as_stored(app: &App, viewer: &Viewer, id: ServiceId) -> Result<Service, Error> {
    let service = app.store().service_find(id).await?.ok_or(Error::NotFound("the service"))?;
    Ok(shown(service, &viewer.require(Permission::ReadDirectory)?))
}

async fn read(
    app: &App,
    viewer: &Viewer,
    input: &ServiceInput,
    shared_before: &[OrganisationId],
) -> Result<ServiceFields, Error> {
    let mut fields = Fields::default();
    let name = fields.name("name", &input.name);
    let description = fields.text("description", &input.description, LONGEST_TEXT);
    let serves = fields.text("serves", &input.serves, LONGEST_TEXT);
    fields.count("yearly_volume", input.yearly_volume);
    let shared_with = read_shares(app, viewer, input, shared_before, &mut fields).await?;
    let known = app.store().life_experience_list().await?;
    let known: BTreeSet<LifeExperienceId> = known.into_iter().map(|one| one.id).collect();
    let life_experiences: BTreeSet<LifeExperienceId> = input.life_experiences.iter().copied().collect();
    for id in life_experiences.difference(&known) {
        fields.refuse("life_experiences", "unknown", format!("names {id}, which was not found"));
    }
    let (Some(name), true) = (name, fields.fit()) else { return Err(fields.refused()) };
    Ok(ServiceFields {
        organisation: input.organisation,
        shared_with,
        name,
        description,
        serves,
        yearly_volume: input.yearly_volume,
        high_impact: input.high_impact,
        life_experiences: life_experiences.into_iter().collect(),
    })
}

async fn read_shares(
    app: &App,
    viewer: &Viewer,
    input: &ServiceInput,
    before: &[OrganisationId],
    fields: &mut Fields,
) -> Result<Vec<OrganisationId>, Error> {
    let reach = viewer.require(Permission::ReadDirectory)?;
    let known = app.store().organisation_list().await?;
    let known: BTreeSet<OrganisationId> = known.into_iter().map(|organisation| organisation.id).collect();
    let hidden = before.iter().copied().filter(|id| !reach.has_organisation(*id));
    let mut shares: BTreeSet<OrganisationId> = hidden.collect();
    for id in &input.shared_with {
        // A stranger must not learn which of the two it is.
        if !known.contains(id) || !reach.has_organisation(*id) {
            fields.refuse(
                "shared_with",
                "unknown",
                format!("names the organisation {id}, which was not found"),
            );
        } else if *id != input.organisation {
            shares.insert(*id);
        }
    }
    Ok(shares.into_iter().collect())
}

fn changed(before: &Service, after: &ServiceFields) -> Vec<&'static str> {
    let compared = [
        ("organisation", before.organisation != after.organisation),
        ("shared_with", before.shared_with != after.shared_with),
        ("name", before.name != after.name),
        ("description", before.description != after.description),
        ("serves", before.serves != after.serves),
        ("yearly_volume", before.yearly_volume != after.yearly_volume),
        ("high_impact", before.high_impact != after.high_impact),
        ("life_experiences", before.life_experiences != after.life_experiences),
    ];
    compared.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}
