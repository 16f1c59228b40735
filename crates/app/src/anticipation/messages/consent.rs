//! Agreeing to be told, and taking it back.

use catsup_model::{Language, Viewer, anticipation::NextConsent, case::Case, id::CaseId, permission::Actor};
use catsup_store::Transaction;
use jiff::SignedDuration;
use serde_json::json;

use super::look_at;
use crate::{App, Error, audit};

/// The version of the words that people agree to. It grows with every change of what they mean.
pub const WORDING: i64 = 1;
/// How long after its case, or after it was taken back, it is still known what somebody agreed to: as long as the case's
/// link opens.
const KEPT: SignedDuration = SignedDuration::from_hours(180 * 24);
const PURPOSE: &str = "next-consent";
/// What the ends of these links begin with.
const KIND: &str = "next.";

/// Whether a person can be told, and whether they agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offered {
    /// They cannot: there is no address, or their words alarmed somebody.
    No,
    /// They can, and have not agreed.
    Open,
    /// They agreed.
    Agreed,
}

impl Offered {
    /// Whether they can be told and have not agreed.
    #[must_use]
    pub fn is_open(self) -> bool {
        self == Self::Open
    }

    /// Whether they agreed.
    #[must_use]
    pub fn is_agreed(self) -> bool {
        self == Self::Agreed
    }
}

/// Whether the person of a case can be told what comes next, and whether they agreed.
pub(crate) async fn offered(app: &App, case: &Case) -> Result<Offered, Error> {
    if case.person.email.is_none() || case.person.customer.is_none() || case.urgent {
        return Ok(Offered::No);
    }
    Ok(if agrees(app, case.id).await? { Offered::Agreed } else { Offered::Open })
}

/// Whether the person of a case agreed and did not take it back.
pub(crate) async fn agrees(app: &App, case: CaseId) -> Result<bool, Error> {
    Ok(app.store().next_consent_of(case).await?.is_some_and(|consent| consent.holds()))
}

/// Keeps that the person of a case agreed, and has a job look at what they are to be told. Nothing happens without an address.
pub(crate) async fn agree(
    app: &App,
    transaction: &mut Transaction,
    case: &Case,
    language: Language,
) -> Result<(), Error> {
    let (Some(customer), Some(_)) = (case.person.key(), &case.person.email) else { return Ok(()) };
    let consent = NextConsent {
        case: case.id,
        customer,
        wording: WORDING,
        language,
        given_at: app.now(),
        revoked_at: None,
    };
    transaction.next_consent_put(&consent).await?;
    let detail = json!({ "wording": WORDING });
    let subject = format!("case:{}", case.id);
    audit::record(app, transaction, &Viewer::public(), "anticipation.agree", &subject, detail).await?;
    look_at(app, transaction, case.id, case.moments.opened, app.now()).await
}

/// Takes back whatever the person of a case agreed to, with this case and others.
pub(crate) async fn take_back(app: &App, transaction: &mut Transaction, case: &Case) -> Result<(), Error> {
    let Some(consent) = transaction.next_consent_lock(case.id).await? else { return Ok(()) };
    if transaction.next_consent_revoke(consent.customer, app.now()).await? > 0 {
        let subject = format!("case:{}", case.id);
        transaction.audit_append(app.now(), Actor::Public, "anticipation.stop", &subject, &json!({})).await?;
    }
    Ok(())
}

/// Where one click ends these mails.
pub(super) fn link(app: &App, case: &Case) -> String {
    let number = case.number.plain();
    let signature = app.keys().sign(PURPOSE, &number);
    format!("{}/unsubscribe/{KIND}{number}.{signature}", app.outside().address)
}

/// Whether the end of a link in a mail that told what comes next would end anything; `None` for one of another kind.
///
/// # Errors
/// [`Error::NotFound`] when the link is not ours.
pub async fn stopping(app: &App, token: &str) -> Result<Option<bool>, Error> {
    match case_of(app, token).await? {
        Some(case) => Ok(Some(agrees(app, case.id).await?)),
        None => Ok(None),
    }
}

/// Ends these mails by a link in one of them; whether it was such a link.
///
/// # Errors
/// As [`stopping`].
pub async fn stop(app: &App, token: &str) -> Result<bool, Error> {
    let Some(case) = case_of(app, token).await? else { return Ok(false) };
    let mut transaction = app.store().begin().await?;
    take_back(app, &mut transaction, &case).await?;
    transaction.commit().await?;
    Ok(true)
}

async fn case_of(app: &App, token: &str) -> Result<Option<Case>, Error> {
    let stranger = || Error::NotFound("link");
    let Some(rest) = token.strip_prefix(KIND) else { return Ok(None) };
    let (number, signature) = rest.split_once('.').ok_or_else(stranger)?;
    if !app.keys().verify(PURPOSE, number, signature) {
        return Err(stranger());
    }
    let number = number.parse().map_err(|_| stranger())?;
    app.store().case_by_number(number).await?.map(Some).ok_or_else(stranger)
}

/// Forgets what people agreed to long ago.
pub(crate) async fn forget(app: &App, transaction: &mut Transaction) -> Result<(), Error> {
    Ok(transaction.next_consents_forget(app.now() - KEPT).await?)
}
