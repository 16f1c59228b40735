//! Messages that nobody has given to a service yet: made a case by staff, or said to be none.

use std::sync::Arc;

use catsup_exchange::read_mail;
use catsup_model::{
    Language, Permission, Viewer,
    case::{Case, CaseKind},
    id::{ServiceId, TakenMailId},
    taken_mail::{MailOutcome, MailReason, TakenMail},
};
use serde_json::json;

use super::{
    attach, judge,
    judge::{NewByMail, Read},
    log,
};
use crate::{App, Error, anticipation::soon::anticipate_soon, audit};

/// What a mail that is not there is called.
const THE_MAIL: Error = Error::NotFound("the mail");

/// Makes a case of a message, for a service that the viewer opens cases of.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for a mail that is not unassigned, or a service outside reach.
pub async fn make_case(
    app: &App,
    viewer: &Viewer,
    id: TakenMailId,
    service: ServiceId,
    kind: CaseKind,
    language: Language,
) -> Result<Case, Error> {
    let reach = viewer.require(Permission::SubmitCases)?;
    let taken = unassigned(app, viewer, id).await?;
    if !reach.has_service(service) {
        return Err(Error::NotFound("the service"));
    }
    let raw = app.store().taken_mail_message(id).await?.ok_or(THE_MAIL)?;
    let mail = read_mail(&raw).map_err(|error| Error::Internal {
        what: "reading the message once more",
        source: Box::new(error),
    })?;
    // A key of its own: nothing else makes a case of it.
    let read = Read { id, key: format!("taken {id}"), mail, raw: Arc::new(raw) };
    let beside = judge::mentioned(app, &taken.subject).await?;
    let new = NewByMail { service, kind, language, reason: MailReason::ByStaff, beside };
    let opening = attach::prepared(app, &read, &new).await?.ok_or(THE_MAIL)?;
    let mut transaction = app.store().begin().await?;
    let case = Some(opening.case.id);
    if !transaction.taken_mail_settle(id, MailOutcome::Opened, new.reason, case).await? {
        return Err(THE_MAIL);
    }
    let case = attach::open(app, &mut transaction, &read, opening, new.beside.as_ref(), new.reason).await?;
    let subject = format!("taken_mail:{id}");
    audit::record(app, &mut transaction, viewer, "mail.make_case", &subject, json!({ "case": case.id }))
        .await?;
    transaction.commit().await?;
    anticipate_soon(app).await;
    Ok(case)
}

/// Says that a message is no case. It is not kept any longer.
///
/// # Errors
/// As [`make_case`].
pub async fn discard(app: &App, viewer: &Viewer, id: TakenMailId) -> Result<(), Error> {
    viewer.require(Permission::SubmitCases)?;
    unassigned(app, viewer, id).await?;
    let mut transaction = app.store().begin().await?;
    if !transaction.taken_mail_settle(id, MailOutcome::Refused, MailReason::NoCase, None).await? {
        return Err(THE_MAIL);
    }
    audit::record(app, &mut transaction, viewer, "mail.discard", &format!("taken_mail:{id}"), json!({}))
        .await?;
    transaction.commit().await?;
    Ok(())
}

async fn unassigned(app: &App, viewer: &Viewer, id: TakenMailId) -> Result<TakenMail, Error> {
    let taken = log::visible(app, viewer, id).await?;
    if taken.outcome == MailOutcome::Unassigned { Ok(taken) } else { Err(THE_MAIL) }
}
