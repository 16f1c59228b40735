//! Outgoing mail: written into the outbox in the transaction of what caused it, sent by a job, kept as a log.
//!
//! At least once, and recognisably the same: the `Message-ID` is made when the mail is written. While no mail server is
//! set, mails are held; starting with one sends those of the last days.

mod imap;
mod message;
mod smtp;

use std::{fmt, pin::Pin};

use catsup_model::{
    Language, Permission, Viewer,
    id::{AccountId, CaseId, MailId},
    job::MailState,
    text::Email,
};
pub use catsup_store::Mail;
use catsup_store::Transaction;
use jiff::SignedDuration;
use serde_json::json;

pub use self::{
    imap::{Imap, ImapProblem, NotFetched},
    smtp::{Smtp, SmtpProblem},
};
use crate::{
    App, Error,
    anticipation::messages,
    audit, cases,
    jobs::{self, Work},
    outside::Letter,
};

/// Mails that were held longer are not sent by themselves: their news is stale.
const HELD_AT_MOST: SignedDuration = SignedDuration::from_hours(3 * 24);

/// What sending comes to.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), NotSent>> + Send + 'a>>;

/// Why a mail was not sent; the text names no address and no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSent {
    /// The server cannot be reached or asks to try later.
    #[error("{0}")]
    Later(String),
    /// The server refuses the mail for good, or it cannot be written as one.
    #[error("{0}")]
    Never(String),
}

/// Sends mails.
pub trait Mailer: fmt::Debug + Send + Sync {
    /// Sends one; done when the server took it.
    fn send<'a>(&'a self, mail: &'a Mail) -> Sending<'a>;

    /// Greets the server, and signs in where it wants that.
    fn check(&self) -> Sending<'_>;
}

/// A mail to be.
#[derive(Debug, Clone)]
pub struct NewMail {
    /// What it is, as a code such as `digest`.
    pub kind: &'static str,
    /// The account it goes to, where there is one.
    pub account: Option<AccountId>,
    /// The case whose person it goes to.
    pub case: Option<CaseId>,
    /// The address it goes to.
    pub to: Email,
    /// The name beside the address; may be empty.
    pub to_name: String,
    /// The language it is written in.
    pub language: Language,
    /// Its words.
    pub letter: Letter,
    /// Where one click ends mails like this.
    pub unsubscribe: Option<String>,
}

/// Puts a mail into the outbox. It leaves once the transaction was committed.
///
/// # Errors
/// When the store fails.
pub async fn post(app: &App, transaction: &mut Transaction, new: NewMail) -> Result<MailId, Error> {
    let id = MailId(app.next_id());
    let has_server = app.outside().mailer.is_some();
    let thread = match new.case {
        Some(case) => cases::thread(app, transaction, case).await?,
        None => cases::Thread::default(),
    };
    let mail = Mail {
        id,
        kind: new.kind.to_owned(),
        account: new.account,
        case: new.case,
        to: new.to,
        to_name: message::one_line(&new.to_name),
        language: new.language,
        message_id: format!("{id}.{}@{}", app.random().token(), message::domain(&app.outside().address)),
        subject: message::one_line(&new.letter.subject),
        text: new.letter.text,
        html: new.letter.html,
        unsubscribe: new.unsubscribe,
        reply_to: thread.reply_to,
        answers: thread.answers,
        state: if has_server { MailState::Waiting } else { MailState::Held },
        error: None,
        created_at: app.now(),
        sent_at: None,
    };
    transaction.mail_insert(&mail).await?;
    if has_server {
        jobs::enqueue(app, transaction, &Work::SendMail { mail: id }, None, app.now()).await?;
    }
    Ok(id)
}

/// Whether a message is called as this installation calls its mails.
pub(crate) fn is_own(app: &App, message_id: &str) -> bool {
    let domain = message::domain(&app.outside().address);
    message_id.split_once('@').is_some_and(|(local, host)| {
        let made_here = |(id, token): (&str, &str)| id.parse::<i64>().is_ok() && token.len() == 26;
        host.eq_ignore_ascii_case(&domain) && local.split_once('.').is_some_and(made_here)
    })
}

/// The job: fetches what came into the mailbox. A server that does not answer now is asked again with the next minute.
pub(crate) async fn fetch(app: &App) -> Result<(), jobs::Failure> {
    let Some(mailbox) = app.outside().mailbox.clone() else { return Ok(()) };
    match mailbox.collect(app).await {
        Ok(_) => Ok(()),
        Err(NotFetched::Server(why)) => {
            tracing::warn!(why, place = mailbox.place(), "mails could not be fetched");
            Ok(())
        }
        Err(NotFetched::Take(error)) => Err(error.into()),
    }
}

/// Lets mails go that were held while no mail server was set; returns how many.
///
/// # Errors
/// When the store fails.
pub async fn release(app: &App) -> Result<usize, Error> {
    if app.outside().mailer.is_none() {
        return Ok(0);
    }
    let held = app.store().mail_held(app.now() - HELD_AT_MOST, 10_000).await?;
    for mail in &held {
        let mut transaction = app.store().begin().await?;
        send_now(app, &mut transaction, *mail).await?;
        transaction.commit().await?;
    }
    Ok(held.len())
}

async fn send_now(app: &App, transaction: &mut Transaction, mail: MailId) -> Result<(), Error> {
    transaction.mail_mark(mail, MailState::Waiting, None, None).await?;
    jobs::enqueue(app, transaction, &Work::SendMail { mail }, None, app.now()).await?;
    Ok(())
}

/// The job: sends a mail that waits.
pub(crate) async fn deliver(app: &App, id: MailId) -> Result<(), jobs::Failure> {
    let Some(mail) = app.store().mail_find(id).await? else { return Ok(()) };
    if matches!(mail.state, MailState::Sent | MailState::Returned) {
        return Ok(());
    }
    if mail.kind == messages::MAIL_KIND
        && let Some(case) = mail.case
        && !messages::agrees(app, case).await?
    {
        let why = "the person took back that they want such mails";
        let mut transaction = app.store().begin().await?;
        transaction.mail_mark(id, MailState::Failed, Some(why), None).await?;
        return Ok(transaction.commit().await?);
    }
    let Some(mailer) = app.outside().mailer.clone() else {
        let mut transaction = app.store().begin().await?;
        transaction.mail_mark(id, MailState::Held, None, None).await?;
        return Ok(transaction.commit().await?);
    };
    let ended = mailer.send(&mail).await;
    let mut transaction = app.store().begin().await?;
    match &ended {
        Ok(()) => transaction.mail_mark(id, MailState::Sent, None, Some(app.now())).await?,
        Err(why) => transaction.mail_mark(id, MailState::Waiting, Some(&why.to_string()), None).await?,
    };
    transaction.commit().await?;
    ended.map_err(|error| {
        let again = matches!(error, NotSent::Later(_));
        jobs::Failure { why: error.to_string(), again }
    })
}

/// Notes that the job of a mail died.
pub(crate) async fn gave_up(app: &App, id: MailId, why: &str) -> Result<(), Error> {
    let mut transaction = app.store().begin().await?;
    transaction.mail_mark(id, MailState::Failed, Some(why), None).await?;
    if let Some(case) = app.store().mail_find(id).await?.and_then(|mail| mail.case) {
        cases::undelivered(app, &mut transaction, case, why).await?;
    }
    Ok(transaction.commit().await?)
}

/// Notes that the job of a mail was put back.
pub(crate) async fn waits_again(
    transaction: &mut Transaction,
    id: MailId,
) -> Result<(), catsup_store::Error> {
    transaction.mail_mark(id, MailState::Waiting, None, None).await.map(drop)
}

/// A page of the log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MailList {
    /// Mails, the newest first.
    pub mails: Vec<Mail>,
    /// What to ask for next; `None` at the end.
    pub next: Option<MailId>,
    /// How many stand in each state.
    pub counts: Vec<(MailState, i64)>,
    /// Whether a mail server is set.
    pub has_server: bool,
}

/// The log of outgoing mail.
///
/// # Errors
/// [`Error::Denied`] without the settings of the whole installation: mails go to people.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    before: Option<MailId>,
    state: Option<MailState>,
) -> Result<MailList, Error> {
    const SHOWN: usize = 50;
    viewer.require_everywhere(Permission::ManageSettings)?;
    let mut mails = app.store().mail_list(before, state, SHOWN as i64 + 1).await?;
    let more = mails.len() > SHOWN;
    mails.truncate(SHOWN);
    let next = mails.last().map(|mail| mail.id).filter(|_| more);
    let has_server = app.outside().mailer.is_some();
    Ok(MailList { mails, next, counts: app.store().mail_counts().await?, has_server })
}

/// One mail of the log.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn find(app: &App, viewer: &Viewer, id: MailId) -> Result<Mail, Error> {
    viewer.require_everywhere(Permission::ManageSettings)?;
    app.store().mail_find(id).await?.ok_or(Error::NotFound("mail"))
}

/// Sends a mail that was held or failed once more.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when there is none, or it was sent or waits already.
pub async fn send_again(app: &App, viewer: &Viewer, id: MailId) -> Result<(), Error> {
    let mail = find(app, viewer, id).await?;
    if !matches!(mail.state, MailState::Held | MailState::Failed) {
        return Err(Error::NotFound("mail"));
    }
    let mut transaction = app.store().begin().await?;
    send_now(app, &mut transaction, id).await?;
    audit::record(app, &mut transaction, viewer, "mail.send", &format!("mail:{id}"), json!({})).await?;
    transaction.commit().await?;
    Ok(())
}
