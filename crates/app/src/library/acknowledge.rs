//! Changes that staff read before they take effect: who is to, who did, and who did not.

use std::collections::HashMap;

use catsup_model::{
    Language, Permission, Viewer,
    id::{AccountId, AnswerId},
    library::{Answer, AnswerVersion},
    permission::Actor,
};
use catsup_store::{Account, Acknowledgement, Transaction};
use jiff::{Timestamp, civil::Date};
use serde_json::json;

use super::{Reader, THE_ANSWER, find, list::question, shelf, within};
use crate::{
    App, Error, access, audit,
    mail::{self, NewMail},
};

/// A version that staff are to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The answer.
    pub answer: Answer,
    /// The version.
    pub version: AnswerVersion,
    /// When the viewer acknowledged it.
    pub acknowledged: Option<Timestamp>,
}

/// Who is to read a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeReaders {
    /// Those who said that they did, with when, by name.
    pub read: Vec<(String, Timestamp)>,
    /// Those who did not yet, by name.
    pub unread: Vec<String>,
}

/// What a mail about a change says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeLetter {
    /// Who reads it.
    pub name: String,
    /// The question of the answer.
    pub question: String,
    /// What changed; may be empty.
    pub note: String,
    /// The first day it holds; at once when `None`.
    pub starts_on: Option<Date>,
    /// Where it is read and acknowledged.
    pub address: String,
}

/// Whether an account is to read changes of an answer: whoever answers people for its service, or for its organisation.
async fn readers(app: &App, answer: &Answer) -> Result<Vec<Account>, Error> {
    let holders = access::holders(app, Permission::HandleCases).await?;
    Ok(holders.into_iter().filter(|(_, reach)| within(reach, answer)).map(|(account, _)| account).collect())
}

/// Tells everyone who is to read a version by mail.
pub(super) async fn tell(
    app: &App,
    transaction: &mut Transaction,
    answer: &Answer,
    version: &AnswerVersion,
) -> Result<(), Error> {
    let Some(letters) = app.outside().letters.clone() else { return Ok(()) };
    for account in readers(app, answer).await? {
        let letter = ChangeLetter {
            name: account.name.to_string(),
            question: question(version).to_owned(),
            note: version.note.clone(),
            starts_on: version.starts_on,
            address: format!("{}/desk/answers/changes", app.outside().address),
        };
        let new = NewMail {
            kind: "answer_change",
            account: Some(account.id),
            case: None,
            to: account.email.clone(),
            to_name: account.name.to_string(),
            language: Language::En,
            letter: letters.answer_change(Language::En, &letter),
            unsubscribe: None,
        };
        mail::post(app, transaction, new).await?;
    }
    Ok(())
}

/// Changes that the viewer is to read, those not acknowledged first, each the newest first. Versions that a newer approved one
/// overtook are left out.
///
/// # Errors
/// [`Error::Denied`].
pub async fn changes(app: &App, viewer: &Viewer) -> Result<Vec<Change>, Error> {
    let reach = viewer.require(Permission::ReadAnswers)?;
    let Actor::Account(account) = viewer.actor() else { return Ok(Vec::new()) };
    let mine = app.store().acknowledgement_mine(account).await?;
    let (shelf, reader) = (shelf(app).await?, Reader::of(viewer));
    let mine_to_read = shelf.seen(&reader).filter(|one| within(&reach, &one.answer));
    let to_read = mine_to_read.flat_map(|one| {
        let versions = std::iter::once(&one.version).chain(&one.coming);
        versions.filter(|version| version.must_read).map(|version| (&one.answer, version))
    });
    let mut changes: Vec<Change> = to_read
        .map(|(answer, version)| {
            let same = |one: &&Acknowledgement| (one.answer, one.version) == (answer.id, version.number);
            let acknowledged = mine.iter().find(same).map(|one| one.at);
            Change { answer: answer.clone(), version: version.clone(), acknowledged }
        })
        .collect();
    let approved = |change: &Change| change.version.approved.map(|(_, at)| at);
    changes.sort_by_key(|change| (change.acknowledged.is_some(), std::cmp::Reverse(approved(change))));
    Ok(changes)
}

/// Keeps that the viewer read a version.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for a version that is not approved, and one outside reach.
pub async fn acknowledge(app: &App, viewer: &Viewer, id: AnswerId, number: u32) -> Result<(), Error> {
    let answer = find(app, viewer, Permission::ReadAnswers, id).await?;
    let Actor::Account(account) = viewer.actor() else { return Err(THE_ANSWER) };
    let version = app.store().answer_version(answer.id, number).await?;
    let version = version.filter(|version| version.approved.is_some()).ok_or(THE_ANSWER)?;
    let one = Acknowledgement { answer: answer.id, version: version.number, account, at: app.now() };
    let mut transaction = app.store().begin().await?;
    transaction.acknowledgement_put(&one).await?;
    let subject = format!("answer:{}", answer.id);
    let detail = json!({ "version": version.number });
    audit::record(app, &mut transaction, viewer, "answer.acknowledge", &subject, detail).await?;
    transaction.commit().await?;
    Ok(())
}

/// Who read a version and who is still to; for those who write the answer.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`].
pub async fn readers_of(
    app: &App,
    viewer: &Viewer,
    id: AnswerId,
    number: u32,
) -> Result<ChangeReaders, Error> {
    let answer = find(app, viewer, Permission::WriteAnswers, id).await?;
    let said: HashMap<AccountId, Timestamp> = app
        .store()
        .acknowledgement_list(id)
        .await?
        .into_iter()
        .filter(|one| one.version == number)
        .map(|one| (one.account, one.at))
        .collect();
    let mut found = ChangeReaders { read: Vec::new(), unread: Vec::new() };
    for (account, name) in access::by_name(readers(app, &answer).await?) {
        match said.get(&account) {
            Some(at) => found.read.push((name, *at)),
            None => found.unread.push(name),
        }
    }
    Ok(found)
}
