//! Under which address mails become cases of which service. They are set for the whole installation.

use catsup_model::{
    Language, Permission, Viewer,
    case::CaseKind,
    id::{MailAddressId, ServiceId},
    taken_mail::MailAddress,
    text::Email,
};
use serde_json::json;

use super::signed_address;
use crate::{
    App, Error, audit,
    fields::{Fields, or_taken},
};

/// An address as it was entered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EnteredMailAddress {
    /// The address; empty for every other one.
    pub address: String,
    /// The service that answers.
    pub service: String,
    /// What the cases are.
    pub kind: String,
    /// The language people are written to in when their mail does not tell.
    pub language: String,
}

/// An address with the name of its service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedMailAddress {
    /// The address.
    pub rule: MailAddress,
    /// The service's name.
    pub service: String,
}

/// Every address, that for every other one first.
///
/// # Errors
/// [`Error::Denied`].
pub async fn addresses(app: &App, viewer: &Viewer) -> Result<Vec<NamedMailAddress>, Error> {
    viewer.require(Permission::ReadCases)?;
    let services = app.store().service_list(None).await?;
    let named = |rule: MailAddress| {
        let service = services.iter().find(|one| one.id == rule.service);
        NamedMailAddress { service: service.map(|one| one.name.to_string()).unwrap_or_default(), rule }
    };
    Ok(app.store().mail_addresses().await?.into_iter().map(named).collect())
}

/// Adds an address. Mails that came before stay what they became.
///
/// # Errors
/// [`Error::Denied`] unless the viewer manages the directory of the whole installation; [`Error::Invalid`] with the fields of
/// [`EnteredMailAddress`].
pub async fn add_address(
    app: &App,
    viewer: &Viewer,
    entered: &EnteredMailAddress,
) -> Result<MailAddress, Error> {
    viewer.require_everywhere(Permission::ManageDirectory)?;
    let rule = read(app, MailAddressId(app.next_id()), entered).await?;
    let mut transaction = app.store().begin().await?;
    transaction.mail_address_insert(&rule).await.map_err(or_taken("address"))?;
    let subject = format!("mail_address:{}", rule.id);
    audit::record(app, &mut transaction, viewer, "mail_address.add", &subject, json!({})).await?;
    transaction.commit().await?;
    Ok(rule)
}

/// Changes an address. Mails that came before stay what they became.
///
/// # Errors
/// As for [`add_address`]; [`Error::NotFound`].
pub async fn change_address(
    app: &App,
    viewer: &Viewer,
    id: MailAddressId,
    entered: &EnteredMailAddress,
) -> Result<(), Error> {
    viewer.require_everywhere(Permission::ManageDirectory)?;
    let rule = read(app, id, entered).await?;
    let mut transaction = app.store().begin().await?;
    if !transaction.mail_address_update(&rule).await.map_err(or_taken("address"))? {
        return Err(Error::NotFound("the address"));
    }
    let subject = format!("mail_address:{id}");
    audit::record(app, &mut transaction, viewer, "mail_address.change", &subject, json!({})).await?;
    transaction.commit().await?;
    Ok(())
}

/// Removes an address; mails to it go by the one for every other address from then on, or wait to be assigned.
///
/// # Errors
/// [`Error::Denied`] as for [`add_address`]; [`Error::NotFound`].
pub async fn remove_address(app: &App, viewer: &Viewer, id: MailAddressId) -> Result<(), Error> {
    viewer.require_everywhere(Permission::ManageDirectory)?;
    let mut transaction = app.store().begin().await?;
    if !transaction.mail_address_delete(id).await? {
        return Err(Error::NotFound("the address"));
    }
    let subject = format!("mail_address:{id}");
    audit::record(app, &mut transaction, viewer, "mail_address.remove", &subject, json!({})).await?;
    transaction.commit().await?;
    Ok(())
}

async fn read(app: &App, id: MailAddressId, entered: &EnteredMailAddress) -> Result<MailAddress, Error> {
    let mut fields = Fields::default();
    let address = match entered.address.trim() {
        "" => None,
        text => fields.email("address", text),
    };
    let service = chosen::<ServiceId>(&mut fields, "service", &entered.service);
    let kind = chosen::<CaseKind>(&mut fields, "kind", &entered.kind);
    let language = chosen::<Language>(&mut fields, "language", &entered.language);
    if let Some(service) = service
        && app.store().service_find(service).await?.is_none()
    {
        fields.refuse("service", "unknown", "names a service that was not found");
    }
    match (fields.fit(), service, kind, language) {
        (true, Some(service), Some(kind), Some(language)) => {
            Ok(MailAddress { id, address, service, kind, language })
        }
        _ => Err(fields.refused()),
    }
}

fn chosen<T: std::str::FromStr>(fields: &mut Fields, field: &str, text: &str) -> Option<T> {
    let chosen = text.trim().parse().ok();
    if chosen.is_none() {
        let code = if text.trim().is_empty() { "required" } else { "unknown" };
        fields.refuse(field, code, "must be one of the choices");
    }
    chosen
}

/// The rule for a mail to these addresses: one that names any of them, as it stands or without what is behind a `+`; else that
/// for every other address.
pub(super) async fn rule_for(app: &App, to: &[Email]) -> Result<Option<MailAddress>, Error> {
    let rules = app.store().mail_addresses().await?;
    let names = |text: &str| {
        rules.iter().find(|rule| rule.address.as_ref().is_some_and(|address| address.as_str() == text))
    };
    let named = to.iter().find_map(|one| names(one.as_str()).or_else(|| names(&signed_address::plain(one))));
    Ok(named.or_else(|| rules.iter().find(|rule| rule.address.is_none())).cloned())
}
