//! Taking a message in.

use std::sync::Arc;

use catsup_exchange::{IncomingMail, NotAMail, read_mail};
use catsup_model::{
    Permission, Viewer,
    case::{CaseEvent, CaseEventKind, CaseNumber},
    id::{CaseEventId, CaseId, TakenMailId},
    permission::Actor,
    taken_mail::{MailOutcome, MailReason, TakenMail},
    text::Email,
};
use serde_json::{Value, json};

use super::{
    attach, judge,
    judge::{Judgement, Read},
    line, report,
};
use crate::{App, Error, fields::invalid};

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Its id in the log.
    pub id: TakenMailId,
    /// What became of it.
    pub outcome: MailOutcome,
    /// Why.
    pub reason: MailReason,
    /// The case it belongs to.
    pub case: Option<(CaseId, CaseNumber)>,
    /// Whether it was taken in just now, rather than when its first copy came.
    pub is_new: bool,
}

impl Taken {
    /// Whether the sender's server is to keep it and try again later.
    #[must_use]
    pub fn is_to_come_again(&self) -> bool {
        self.reason == MailReason::TooMany
    }
}

/// Takes a message in, which also went to `recipients` on its envelope. Once this returns it is stored for good; a second copy
/// is the first one.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] with `message` for what is no message or `recipient` for what is no address;
/// [`Error::Store`], after which the message is to be brought again.
pub async fn take(app: &App, viewer: &Viewer, raw: Vec<u8>, recipients: &[String]) -> Result<Taken, Error> {
    viewer.require_everywhere(Permission::TakeMail)?;
    let mut named = Vec::new();
    for recipient in recipients {
        let address = Email::parse(recipient);
        named.push(address.map_err(|error| invalid("recipient", "email", error.to_string()))?);
    }
    let raw = Arc::new(raw);
    let reading = Arc::clone(&raw);
    // Large messages take a while, and a message that breaks its reader breaks nothing else.
    let mail = match tokio::task::spawn_blocking(move || read_mail(&reading)).await {
        Ok(Ok(mail)) => Some(mail),
        Ok(Err(refused)) => return Err(not_a_mail(refused)),
        Err(_) => None,
    };
    let unreadable = mail.is_none();
    let mut mail = mail.unwrap_or_else(nothing);
    named.extend(std::mem::take(&mut mail.to));
    mail.to = named;
    let read = Read { id: TakenMailId(app.next_id()), key: key_of(app, &mail, &raw), mail, raw };
    if let Some(before) = before(app, &read.key).await? {
        return Ok(before);
    }
    let judgement = if unreadable {
        Judgement::Unassigned(MailReason::Unreadable)
    } else {
        judge::judge(app, &read).await?
    };
    match carry_out(app, &read, judgement).await {
        // A copy of it was quicker.
        Err(Error::Store(catsup_store::Error::Taken { .. })) => {
            before(app, &read.key).await?.ok_or(Error::NotFound("the mail"))
        }
        // What cannot be a case is for people to look at.
        Err(Error::Invalid(_)) => keep(app, &read, MailReason::Unreadable).await,
        other => other,
    }
}

async fn carry_out(app: &App, read: &Read, judgement: Judgement) -> Result<Taken, Error> {
    match judgement {
        Judgement::Words(case, reason) => attach::words(app, read, &case, reason).await,
        Judgement::NewCase(new) => attach::new_case(app, read, *new).await,
        Judgement::Automatic(case) => automatic(app, read, case).await,
        Judgement::Report(mail, found, reason) => report::note(app, read, mail, &found, reason).await,
        Judgement::Unassigned(reason) => keep(app, read, reason).await,
        Judgement::Refused(reason) => refuse(app, read, reason).await,
    }
}

/// Nobody's words: never a case, never acknowledged, and no clock moves.
async fn automatic(app: &App, read: &Read, case: Option<CaseId>) -> Result<Taken, Error> {
    let mut taken = line(app, read, MailOutcome::Automatic, MailReason::Program);
    taken.case = case;
    let mut transaction = app.store().begin().await?;
    transaction.taken_mail_insert(&read.key, &taken).await?;
    if let Some(case) = case {
        let words: String = read.mail.own_words.chars().take(catsup_model::case::LONGEST_MESSAGE).collect();
        let detail = json!({ "subject": read.mail.subject });
        let event = event(app, case, CaseEventKind::AutoAnswered, &words, detail);
        transaction.case_events_insert(&[event]).await?;
    }
    transaction.commit().await?;
    done(app, taken).await
}

/// Keeps a message until somebody gives it to a service.
async fn keep(app: &App, read: &Read, reason: MailReason) -> Result<Taken, Error> {
    let taken = line(app, read, MailOutcome::Unassigned, reason);
    let mut transaction = app.store().begin().await?;
    transaction.taken_mail_insert(&read.key, &taken).await?;
    transaction.taken_mail_keep(taken.id, &read.raw).await?;
    transaction.commit().await?;
    done(app, taken).await
}

async fn refuse(app: &App, read: &Read, reason: MailReason) -> Result<Taken, Error> {
    let taken = line(app, read, MailOutcome::Refused, reason);
    // Of a sender who sends too much an hour has one line: each of their messages comes again, and counts then.
    let key = match reason {
        MailReason::TooMany => {
            let hour = app.now().as_second().div_euclid(3600);
            app.keys().sign("mail-too-many", &format!("{}:{hour}", taken.from))
        }
        _ => read.key.clone(),
    };
    let mut transaction = app.store().begin().await?;
    match transaction.taken_mail_insert(&key, &taken).await {
        Ok(()) => transaction.commit().await?,
        Err(catsup_store::Error::Taken { .. }) if reason == MailReason::TooMany => drop(transaction),
        Err(other) => return Err(other.into()),
    }
    done(app, taken).await
}

/// An entry in the history of a case that follows by itself.
pub(super) fn event(app: &App, case: CaseId, kind: CaseEventKind, text: &str, detail: Value) -> CaseEvent {
    CaseEvent {
        id: CaseEventId(app.next_id()),
        case,
        at: app.now(),
        actor: Actor::Operator.to_string(),
        kind,
        text: text.to_owned(),
        detail,
    }
}

/// What became of a mail, with the number of its case.
pub(super) async fn done(app: &App, taken: TakenMail) -> Result<Taken, Error> {
    let case = match taken.case {
        Some(id) => app.store().case_find(id).await?.map(|case| (id, case.number)),
        None => None,
    };
    Ok(Taken { id: taken.id, outcome: taken.outcome, reason: taken.reason, case, is_new: true })
}

async fn before(app: &App, key: &str) -> Result<Option<Taken>, Error> {
    match app.store().taken_mail_of_key(key).await? {
        Some(taken) => Ok(Some(Taken { is_new: false, ..done(app, taken).await? })),
        None => Ok(None),
    }
}

/// What makes a second copy the same message: its id and who it is from, or all of it where it has none.
fn key_of(app: &App, mail: &IncomingMail, raw: &[u8]) -> String {
    let from = mail.from.as_ref().map(|from| from.address.as_str()).unwrap_or_default();
    if mail.message_id.is_empty() {
        use sha2::{Digest as _, Sha256};
        let hash: String = Sha256::digest(raw).iter().map(|byte| format!("{byte:02x}")).collect();
        app.keys().sign("mail-content", &hash)
    } else {
        app.keys().sign("mail-id", &format!("{}\n{from}", mail.message_id))
    }
}

fn not_a_mail(refused: NotAMail) -> Error {
    let code = match refused {
        NotAMail::TooLarge => "too-large",
        NotAMail::NoHeader => "not-a-mail",
        NotAMail::TooLong => "too-long",
        NotAMail::TooManyPieces => "too-many-pieces",
    };
    invalid("message", code, refused.to_string())
}

/// What is known of a message that nobody could read.
fn nothing() -> IncomingMail {
    IncomingMail {
        message_id: String::new(),
        from: None,
        to: Vec::new(),
        subject: String::new(),
        answers: Vec::new(),
        words: String::new(),
        own_words: String::new(),
        files: Vec::new(),
        language: None,
        automatic: None,
        report: None,
        authentication: None,
        hops: 0,
    }
}
