//! Texts that answers begin with: kept by whoever answers, for one service or for every one.

use catsup_model::{
    Language, Permission, Reach, Viewer,
    case::{Case, LONGEST_MESSAGE, ReplyTemplate, Slots},
    id::{ServiceId, TemplateId},
};
use serde_json::json;

use super::act::LONGEST_STEP;
use crate::{
    App, Error, audit,
    fields::{Fields, or_taken},
};

const ABSENT: Error = Error::NotFound("the text");

/// A text as it was entered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EnteredTemplate {
    /// What staff call it.
    pub name: String,
    /// The service; every service when empty.
    pub service: String,
    /// The language.
    pub language: String,
    /// The words.
    pub text: String,
    /// What happens next; may be empty.
    pub next_step: String,
}

/// What a text says once it is about a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledTemplate {
    /// The words.
    pub text: String,
    /// What happens next; may be empty.
    pub next_step: String,
}

/// The texts for services within reach, by name, each with the name of its service.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<(ReplyTemplate, Option<String>)>, Error> {
    let reach = viewer.require(Permission::ReadCases)?;
    let services = app.store().service_list(None).await?;
    let every = app.store().template_list().await?.into_iter();
    let mine = every.filter(|one| one.service.is_none_or(|service| reach.has_service(service)));
    Ok(mine
        .map(|one| {
            let service = services.iter().find(|service| Some(service.id) == one.service);
            (one, service.map(|service| service.name.to_string()))
        })
        .collect())
}

/// The texts that an answer to a case may begin with: of its service or of every one, those in the person's language first.
///
/// # Errors
/// When the store fails.
pub(super) async fn offered(app: &App, case: &Case) -> Result<Vec<ReplyTemplate>, Error> {
    let mut offered = app.store().template_list().await?;
    offered.retain(|one| one.service.is_none_or(|service| service == case.service));
    offered.sort_by_key(|one| (one.language != case.person.language, one.service.is_none()));
    Ok(offered)
}

/// A text that an answer to a case may begin with, as it is for this case.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for a case outside reach, and a text that is not for it.
pub async fn filled(
    app: &App,
    viewer: &Viewer,
    case: catsup_model::id::CaseId,
    template: TemplateId,
) -> Result<FilledTemplate, Error> {
    viewer.require(Permission::HandleCases)?;
    let case = super::find(app, viewer, case).await?;
    let offered = offered(app, &case).await?;
    let template = offered.into_iter().find(|one| one.id == template).ok_or(ABSENT)?;
    let service = app.store().service_find(case.service).await?;
    let service = service.map(|one| one.name.to_string()).unwrap_or_default();
    let number = case.number.to_string();
    let slots = Slots { name: &case.person.name, number: &number, service: &service, subject: &case.subject };
    Ok(FilledTemplate { text: slots.fill(&template.text), next_step: slots.fill(&template.next_step) })
}

/// One text that the viewer may change.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`].
pub async fn find(app: &App, viewer: &Viewer, id: TemplateId) -> Result<ReplyTemplate, Error> {
    let reach = viewer.require(Permission::HandleCases)?;
    let found = app.store().template_list().await?.into_iter().find(|one| one.id == id);
    found.filter(|one| covers(&reach, one.service)).ok_or(ABSENT)
}

/// Whether a text for this service is the viewer's to change: those for every service belong to whoever handles cases everywhere.
fn covers(reach: &Reach, service: Option<ServiceId>) -> bool {
    service.map_or(*reach == Reach::Everything, |service| reach.has_service(service))
}

/// Whether the viewer may change a text for this service.
#[must_use]
pub fn may_change(viewer: &Viewer, service: Option<ServiceId>) -> bool {
    viewer.require(Permission::HandleCases).is_ok_and(|reach| covers(&reach, service))
}

/// Keeps a text, a new one or one that is there.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`]; [`Error::Invalid`] with the fields of [`EnteredTemplate`].
pub async fn set(
    app: &App,
    viewer: &Viewer,
    id: Option<TemplateId>,
    entered: &EnteredTemplate,
) -> Result<ReplyTemplate, Error> {
    let reach = viewer.require(Permission::HandleCases)?;
    if let Some(id) = id {
        find(app, viewer, id).await?;
    }
    let mut fields = Fields::default();
    let name = fields.name("name", &entered.name);
    let text = fields.text("text", &entered.text, LONGEST_MESSAGE);
    if text.is_empty() {
        fields.refuse("text", "required", "must not be empty");
    }
    let next_step = fields.text("next_step", &entered.next_step, LONGEST_STEP);
    let language: Option<Language> = entered.language.parse().ok();
    if language.is_none() {
        fields.refuse("language", "unknown", "is not one of the choices");
    }
    let service = match entered.service.trim() {
        "" => Some(None),
        text => text.parse().ok().filter(|id| reach.has_service(*id)).map(Some),
    };
    match service {
        Some(service) if covers(&reach, service) => {}
        Some(None) => fields.refuse("service", "required", "must be a service: not every one is yours"),
        _ => fields.refuse("service", "unknown", "names a service that was not found"),
    }
    let (Some(name), Some(language), Some(service), true) = (name, language, service, fields.fit()) else {
        return Err(fields.refused());
    };
    let id = id.unwrap_or_else(|| TemplateId(app.next_id()));
    let template = ReplyTemplate {
        id,
        name: name.to_string(),
        service,
        language,
        text,
        next_step,
        updated_at: app.now(),
    };
    let mut transaction = app.store().begin().await?;
    transaction.template_put(&template).await.map_err(or_taken("name"))?;
    let subject = format!("reply_template:{id}");
    audit::record(app, &mut transaction, viewer, "reply_template.set", &subject, json!({})).await?;
    transaction.commit().await?;
    Ok(template)
}

/// Removes a text; answers that began with it stay as they were sent.
///
/// # Errors
/// As [`find`].
pub async fn remove(app: &App, viewer: &Viewer, id: TemplateId) -> Result<(), Error> {
    find(app, viewer, id).await?;
    let mut transaction = app.store().begin().await?;
    if !transaction.template_delete(id).await? {
        return Err(ABSENT);
    }
    let subject = format!("reply_template:{id}");
    audit::record(app, &mut transaction, viewer, "reply_template.remove", &subject, json!({})).await?;
    transaction.commit().await?;
    Ok(())
}
