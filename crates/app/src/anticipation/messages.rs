//! Telling people what comes next before they come back for it: one mail to whoever agreed, once for a case and need.
//!
//! A person agrees with their case ([`agree`]) and takes it back wherever they like ([`stop`]). Once the case was acknowledged or
//! resolved, a job looks whether anything is known to come next, waits until shortly before people usually come back, and sends.

mod consent;
mod plan;
mod send;
mod timing;

use std::collections::BTreeMap;

use catsup_model::{case::Case, id::CaseId};
use catsup_store::Transaction;
use jiff::Timestamp;

pub use self::consent::{Offered, WORDING, stop, stopping};
pub(crate) use self::{
    consent::{agree, agrees, forget, offered, take_back},
    send::tell_next,
};
use super::Why;
use crate::{
    App, Error,
    jobs::{self, Work},
};

/// What these mails are called in the log of mails.
pub(crate) const MAIL_KIND: &str = "next";

/// A mail that tells what comes next, before it is in words.
#[derive(Debug, Clone, PartialEq)]
pub struct NextLetter {
    /// The agency.
    pub agency: String,
    /// The service of the case.
    pub service: String,
    /// The case's number.
    pub number: String,
    /// Who is written to; may be empty.
    pub name: String,
    /// What comes next, at most two, each with the answer to it.
    pub lines: Vec<NextLine>,
    /// Where the case is seen.
    pub track: String,
    /// Where one click ends these mails.
    pub stop: String,
}

/// Something that comes next, with its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct NextLine {
    /// What comes next, in the person's language where staff wrote it.
    pub said: String,
    /// The question of the answer.
    pub question: String,
    /// Where it is read.
    pub link: String,
    /// Why it is told.
    pub why: Why,
}

/// Has a person told, from a contact on, where they agreed: in the transaction of what makes it time.
pub(crate) async fn after(
    app: &App,
    transaction: &mut Transaction,
    case: &Case,
    contact: Timestamp,
) -> Result<(), Error> {
    if transaction.next_consent_lock(case.id).await?.is_some_and(|consent| consent.holds()) {
        look_at(app, transaction, case.id, contact, app.now()).await?;
    }
    Ok(())
}

/// Has a job look, at `at`, at what the person of a case is to be told after a contact.
async fn look_at(
    app: &App,
    transaction: &mut Transaction,
    case: CaseId,
    contact: Timestamp,
    at: Timestamp,
) -> Result<(), Error> {
    let work = Work::TellNext { case, contact: contact.as_microsecond() };
    let key = format!("tell_next:{case}:{}:{}", contact.as_microsecond(), at.as_microsecond());
    jobs::enqueue(app, transaction, &work, Some(&key), at).await?;
    Ok(())
}

/// Needs with nothing in them left out, each once.
fn named(needs: impl IntoIterator<Item = String>) -> Vec<String> {
    let keyed = needs.into_iter().map(|need| (catsup_model::library::need_key(&need), need));
    let needs: BTreeMap<String, String> = keyed.filter(|(key, _)| !key.is_empty()).collect();
    needs.into_values().collect()
}
