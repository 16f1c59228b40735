//! Outgoing mail: written in the transaction of what caused it, sent by a job, kept as a log.

use catsup_model::{
    Language,
    id::{AccountId, CaseId, MailId},
    job::MailState,
    text::Email,
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{instant, parsed, to_json},
    statement::statements,
};

statements! {
    MAIL_INSERT = "INSERT INTO mail (id, kind, account_id, to_address, to_name, language, message_id, subject, body_text,
            body_html, unsubscribe, state, created_at, case_id, reply_to, answers)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, CAST($14 AS BIGINT), CAST($15 AS TEXT), $16)";
    MAIL_FIND = "SELECT id, kind, account_id, to_address, to_name, language, message_id, subject, body_text, body_html,
            unsubscribe, state, error, created_at, sent_at, case_id, reply_to, answers
        FROM mail WHERE id = $1";
    MAIL_LIST = "SELECT id, kind, account_id, to_address, to_name, language, message_id, subject, body_text, body_html,
            unsubscribe, state, error, created_at, sent_at, case_id, reply_to, answers
        FROM mail WHERE id < $1 AND ($2 = '' OR state = $2) ORDER BY id DESC LIMIT $3";
    MAIL_OF_MESSAGE_IDS = "SELECT id, kind, account_id, to_address, to_name, language, message_id, subject, body_text, body_html,
            unsubscribe, state, error, created_at, sent_at, case_id, reply_to, answers
        FROM mail WHERE message_id IN (SELECT value ->> 0 FROM {rows:$1}) ORDER BY id DESC";
    MAIL_RETURN = "UPDATE mail SET state = 'returned', error = $2 WHERE id = $1 AND state <> 'returned'";
    MAIL_HELD = "SELECT id FROM mail WHERE state = 'held' AND created_at >= $1 ORDER BY id LIMIT $2";
    MAIL_MARK = "UPDATE mail SET state = $2, error = $3, sent_at = COALESCE($4, sent_at)
        WHERE id = $1 AND state NOT IN ('sent', 'returned')";
    MAIL_COUNTS = "SELECT state, CAST(COUNT(*) AS BIGINT) FROM mail GROUP BY state";
}

/// A mail as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its id.
    pub id: MailId,
    /// What it is, as a code such as `digest`.
    pub kind: String,
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
    /// What makes a second sending the same mail, without brackets.
    pub message_id: String,
    /// The subject, one line.
    pub subject: String,
    /// The plain part.
    pub text: String,
    /// The HTML part; may be empty.
    pub html: String,
    /// Where one click ends mails like this.
    pub unsubscribe: Option<String>,
    /// Where answers to it go, where that is elsewhere than where it comes from.
    pub reply_to: Option<String>,
    /// The messages it answers, as [`Mail::message_id`], the nearest last.
    pub answers: Vec<String>,
    /// Where it stands.
    pub state: MailState,
    /// Why it was not sent.
    pub error: Option<String>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When the mail server took it.
    pub sent_at: Option<Timestamp>,
}

impl Store {
    /// Reads one mail.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_find(&self, id: MailId) -> Result<Option<Mail>, Error> {
        let row = self.query(&MAIL_FIND).bind(id.0).fetch_optional(&self.read).await?;
        row.as_ref().map(mail).transpose()
    }

    /// The mails that are called so, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mails_of_message_ids(&self, ids: &[String]) -> Result<Vec<Mail>, Error> {
        let ids: Vec<[&String; 1]> = ids.iter().map(|id| [id]).collect();
        let query = self.query(&MAIL_OF_MESSAGE_IDS).bind(to_json(&ids));
        query.fetch_all(&self.read).await?.iter().map(mail).collect()
    }

    /// Mails before one, of one state or of all, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_list(
        &self,
        before: Option<MailId>,
        state: Option<MailState>,
        limit: i64,
    ) -> Result<Vec<Mail>, Error> {
        let query = self.query(&MAIL_LIST).bind(before.map_or(i64::MAX, |id| id.0));
        let query = query.bind(state.map_or("", MailState::code)).bind(limit);
        query.fetch_all(&self.read).await?.iter().map(mail).collect()
    }

    /// Mails that wait for a mail server, written since a moment, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_held(&self, since: Timestamp, limit: i64) -> Result<Vec<MailId>, Error> {
        let query = self.query(&MAIL_HELD).bind(since.as_microsecond()).bind(limit);
        query.fetch_all(&self.read).await?.iter().map(|row| Ok(MailId(row.try_get(0)?))).collect()
    }

    /// How many mails stand in each state that any stands in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_counts(&self) -> Result<Vec<(MailState, i64)>, Error> {
        let rows = self.query(&MAIL_COUNTS).fetch_all(&self.read).await?;
        let count =
            |row: &AnyRow| Ok((parsed("state of a mail", &row.try_get::<String, _>(0)?)?, row.try_get(1)?));
        rows.iter().map(count).collect()
    }
}

impl Transaction {
    /// Adds a mail.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_insert(&mut self, mail: &Mail) -> Result<(), Error> {
        let query = self.query(&MAIL_INSERT).bind(mail.id.0).bind(mail.kind.clone());
        let query = query.bind(mail.account.map(|account| account.0)).bind(mail.to.to_string());
        let query = query.bind(mail.to_name.clone()).bind(mail.language.code());
        let query = query.bind(mail.message_id.clone()).bind(mail.subject.clone());
        let query = query.bind(mail.text.clone()).bind(mail.html.clone()).bind(mail.unsubscribe.clone());
        let query = query.bind(mail.state.code()).bind(mail.created_at.as_microsecond());
        let query = query.bind(mail.case.map(|case| case.0)).bind(mail.reply_to.clone());
        let query = query.bind(mail.answers.join(" "));
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Notes where a mail stands; one that was sent stays sent.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_mark(
        &mut self,
        id: MailId,
        state: MailState,
        error: Option<&str>,
        sent_at: Option<Timestamp>,
    ) -> Result<bool, Error> {
        let query = self.query(&MAIL_MARK).bind(id.0).bind(state.code()).bind(error.map(str::to_owned));
        let query = query.bind(sent_at.map(Timestamp::as_microsecond));
        Ok(query.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Notes that the receiving server gave a mail back; `false` when that was known.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mail_return(&mut self, id: MailId, why: &str) -> Result<bool, Error> {
        let query = self.query(&MAIL_RETURN).bind(id.0).bind(why.to_owned());
        Ok(query.execute(self.connection()).await?.rows_affected() == 1)
    }
}

fn mail(row: &AnyRow) -> Result<Mail, Error> {
    let address: String = row.try_get(3)?;
    Ok(Mail {
        id: MailId(row.try_get(0)?),
        kind: row.try_get(1)?,
        account: row.try_get::<Option<i64>, _>(2)?.map(AccountId),
        case: row.try_get::<Option<i64>, _>(15)?.map(CaseId),
        to: Email::parse(&address).map_err(|_| Error::corrupt("address", address))?,
        to_name: row.try_get(4)?,
        language: parsed("language", &row.try_get::<String, _>(5)?)?,
        message_id: row.try_get(6)?,
        subject: row.try_get(7)?,
        text: row.try_get(8)?,
        html: row.try_get(9)?,
        unsubscribe: row.try_get(10)?,
        reply_to: row.try_get(16)?,
        answers: row.try_get::<String, _>(17)?.split_whitespace().map(str::to_owned).collect(),
        state: parsed("state of a mail", &row.try_get::<String, _>(11)?)?,
        error: row.try_get(12)?,
        created_at: instant(row.try_get(13)?)?,
        sent_at: row.try_get::<Option<i64>, _>(14)?.map(instant).transpose()?,
    })
}
