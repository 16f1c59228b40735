//! Links for partners: an organisation without an account reads the standards of chosen services, published or not, and the answers
//! that are for partners.
//!
//! What opens a link is a random secret of which only a hash is kept: it is shown once, cannot be guessed, ends by itself on its
//! day, and is ended at once by whoever manages the services.

use std::collections::HashMap;

use catsup_model::{
    Language, Permission, Viewer,
    id::{PartnerLinkId, ServiceId},
    library::{Audience, SlotPicks},
    partner::PartnerLink,
    permission::Actor,
    text::Name,
};
use catsup_store::Shown;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::{
    App, Error, access, audit,
    fields::Fields,
    library::{self, ReadAnswer, Reader},
    secrets,
    standards::{PublicService, services_with_standards},
};

/// What every secret starts with, so that scanners find one that was published by mistake.
pub const PREFIX: &str = "ctp_";
/// The longest a link may last.
const LONGEST: SignedDuration = SignedDuration::from_hours(2 * 366 * 24);
/// The most services of one link.
const MOST_SERVICES: usize = 200;
/// That a link was opened is noted, and told in the audit log, at most this often.
const NOTED_EVERY: SignedDuration = SignedDuration::from_hours(1);

const THE_LINK: Error = Error::NotFound("the link");

/// A link to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPartnerLink {
    /// Who it is for.
    pub name: String,
    /// The services it shows.
    pub services: Vec<ServiceId>,
    /// The first moment it no longer opens.
    pub expires_at: Option<Timestamp>,
}

/// A link that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreatedPartnerLink {
    /// The link as kept.
    pub link: PartnerLink,
    /// Its secret, to be shown once: it is nowhere else.
    pub secret: String,
}

/// A link with the names of its services.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerLine {
    /// The link.
    pub link: PartnerLink,
    /// Its services, by name.
    pub services: Vec<String>,
}

/// What a partner reads.
#[derive(Debug, Clone, PartialEq)]
pub struct PartnerView {
    /// The link.
    pub link: PartnerLink,
    /// Its services with every standard, published or not.
    pub services: Vec<PublicService>,
    /// The answers of its services that are for partners, by service.
    pub answers: Vec<PartnerAnswer>,
}

/// An answer for partners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerAnswer {
    /// The name of its service.
    pub service: String,
    /// The end of its address.
    pub slug: String,
    /// Its question as readers of each language see it.
    pub questions: Vec<(Language, String)>,
}

/// Links all of whose services the viewer manages, the newest first, ended ones included.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<PartnerLine>, Error> {
    viewer.require(Permission::ManageDirectory)?;
    let names: HashMap<ServiceId, Name> = managed(app, viewer).await?.into_iter().collect();
    let links = app.store().partner_link_list().await?.into_iter();
    let lines = links.filter_map(|link| {
        let services: Option<Vec<String>> =
            link.services.iter().map(|id| names.get(id).map(ToString::to_string)).collect();
        let mut services = services?;
        services.sort_by_cached_key(|name| name.to_lowercase());
        Some(PartnerLine { link, services })
    });
    Ok(lines.collect())
}

/// The services a link may be made for: those that the viewer manages, by name.
///
/// # Errors
/// [`Error::Denied`].
pub async fn managed(app: &App, viewer: &Viewer) -> Result<Vec<(ServiceId, Name)>, Error> {
    viewer.require(Permission::ManageDirectory)?;
    let services = app.store().service_list(None).await?.into_iter();
    let own = services
        .filter(|service| access::covers(viewer, Permission::ManageDirectory, Some(service.organisation)));
    let mut own: Vec<(ServiceId, Name)> = own.map(|service| (service.id, service.name)).collect();
    own.sort_by_cached_key(|(id, name)| (name.as_str().to_lowercase(), *id));
    Ok(own)
}

/// Makes a link.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] with `name`, `services` or `expires_at`.
pub async fn create(app: &App, viewer: &Viewer, new: &NewPartnerLink) -> Result<CreatedPartnerLink, Error> {
    let managed = managed(app, viewer).await?;
    let (mut fields, now) = (Fields::default(), app.now());
    let name = fields.name("name", &new.name);
    let mut services = new.services.clone();
    services.sort_unstable();
    services.dedup();
    if services.is_empty() {
        fields.refuse("services", "required", "must name at least one service");
    } else if services.len() > MOST_SERVICES {
        fields.refuse("services", "too-many", format!("must not name more than {MOST_SERVICES} services"));
    } else if services.iter().any(|id| !managed.iter().any(|(known, _)| known == id)) {
        fields.refuse("services", "unknown", "names a service that was not found");
    }
    match new.expires_at {
        None => fields.refuse("expires_at", "required", "must be given: every link ends"),
        Some(end) if end <= now => fields.refuse("expires_at", "past", "must lie in the future"),
        Some(end) if end > now + LONGEST => {
            fields.refuse("expires_at", "link-too-long", "must lie within two years");
        }
        Some(_) => {}
    }
    let (Some(name), Some(expires_at), true) = (name, new.expires_at, fields.fit()) else {
        return Err(fields.refused());
    };
    let secret = format!("{PREFIX}{}", app.random().token());
    let created_by = match viewer.actor() {
        Actor::Account(id) => Some(id),
        _ => None,
    };
    let id = PartnerLinkId(app.next_id());
    let link = PartnerLink {
        id,
        name,
        services,
        created_by,
        created_at: now,
        expires_at,
        revoked_at: None,
        used_at: None,
    };
    let mut transaction = app.store().begin().await?;
    transaction.partner_link_insert(&link, &secrets::hash(&secret)).await?;
    let detail = json!({ "services": link.services, "expires_at": link.expires_at });
    audit::record(app, &mut transaction, viewer, "partner_link.create", &subject(id), detail).await?;
    transaction.commit().await?;
    Ok(CreatedPartnerLink { link, secret })
}

/// Ends a link for good.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`], also for one with services that the viewer does not manage.
pub async fn revoke(app: &App, viewer: &Viewer, id: PartnerLinkId) -> Result<(), Error> {
    if !list(app, viewer).await?.iter().any(|line| line.link.id == id) {
        return Err(THE_LINK);
    }
    let mut transaction = app.store().begin().await?;
    if transaction.partner_link_revoke(id, app.now()).await? {
        audit::record(app, &mut transaction, viewer, "partner_link.revoke", &subject(id), json!({})).await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// What a link opens.
///
/// # Errors
/// [`Error::NotFound`] for one that is wrong or has ended: a stranger must not learn which of the two it is.
pub async fn open(app: &App, secret: &str) -> Result<PartnerView, Error> {
    let link = opened(app, secret).await?;
    let mut services = services_with_standards(app, Some(&link.services), Shown::All).await?;
    services.sort_by_cached_key(|service| (service.name.as_str().to_lowercase(), service.id));
    let answers = answers(app, &link).await?;
    Ok(PartnerView { link, services, answers })
}

/// An answer under a link: one that is for partners, of the services of the link, or for everyone.
///
/// # Errors
/// [`Error::NotFound`] as for [`open`], and for every other answer.
pub async fn read_answer(
    app: &App,
    secret: &str,
    slug: &str,
    language: Language,
    picks: &SlotPicks,
) -> Result<(PartnerLink, ReadAnswer), Error> {
    let link = opened(app, secret).await?;
    let read = library::read(app, &reader(&link), slug, language, picks).await?;
    Ok((link, read))
}

fn reader(link: &PartnerLink) -> Reader {
    Reader::Partner(link.services.iter().copied().collect())
}

/// The answers that a link leads to.
async fn answers(app: &App, link: &PartnerLink) -> Result<Vec<PartnerAnswer>, Error> {
    let services = app.store().service_list(Some(&link.services)).await?;
    let names: HashMap<ServiceId, String> =
        services.into_iter().map(|service| (service.id, service.name.to_string())).collect();
    let (shelf, reader) = (library::shelf(app).await?, reader(link));
    let for_partners = shelf.seen(&reader).filter(|one| one.answer.audience == Audience::Partner);
    let answers = for_partners.map(|one| PartnerAnswer {
        service: one.answer.service.and_then(|id| names.get(&id).cloned()).unwrap_or_default(),
        slug: one.answer.slug.clone(),
        questions: Language::ALL.map(|language| (language, one.titled(language).1)).into(),
    });
    let mut answers: Vec<PartnerAnswer> = answers.collect();
    answers.sort_by_cached_key(|one| (one.service.to_lowercase(), one.slug.clone()));
    Ok(answers)
}

/// The link that a secret opens; that it was opened is noted.
async fn opened(app: &App, secret: &str) -> Result<PartnerLink, Error> {
    if !secret.starts_with(PREFIX) {
        return Err(THE_LINK);
    }
    let now = app.now();
    let link = app.store().partner_link_of_hash(&secrets::hash(secret)).await?.ok_or(THE_LINK)?;
    if !link.opens(now) {
        return Err(THE_LINK);
    }
    if link.used_at.is_none_or(|used| now.duration_since(used) >= NOTED_EVERY) {
        let mut transaction = app.store().begin().await?;
        if transaction
            .partner_link_used(link.id, now, now - NOTED_EVERY + SignedDuration::from_micros(1))
            .await?
        {
            let visitor = Viewer::public();
            audit::record(app, &mut transaction, &visitor, "partner_link.open", &subject(link.id), json!({}))
                .await?;
            transaction.commit().await?;
        }
    }
    Ok(link)
}

fn subject(id: PartnerLinkId) -> String {
    format!("partner_link:{id}")
}
