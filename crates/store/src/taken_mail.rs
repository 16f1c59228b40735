//! Mail that came in: the log, and the messages that nobody has given to a service yet.

use catsup_model::{
    id::{CaseId, MailId, ServiceId, TakenMailId},
    taken_mail::{MailOutcome, MailReason, TakenMail},
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{instant, parsed, to_json},
    statement::statements,
};

/// The columns that [`taken`] reads, in its order.
macro_rules! columns {
    () => {
        "taken_mail.id, taken_mail.message_id, taken_mail.from_address, taken_mail.from_name, taken_mail.to_address,
            taken_mail.subject, taken_mail.outcome, taken_mail.reason, taken_mail.case_id, taken_mail.mail_id,
            taken_mail.size, taken_mail.taken_at"
    };
}

statements! {
    TAKEN_MAIL_FIND = concat!("SELECT ", columns!(), " FROM taken_mail WHERE id = $1");
    TAKEN_MAIL_OF_KEY = concat!("SELECT ", columns!(), " FROM taken_mail WHERE message_key = $1");
    // What belongs to no case is seen by those alone who see every service.
    TAKEN_MAIL_LIST = concat!("SELECT ", columns!(), " FROM taken_mail
        LEFT JOIN case_file ON case_file.id = taken_mail.case_id
        WHERE taken_mail.id < $1 AND ($2 = '' OR taken_mail.outcome = $2)
            AND (CAST($3 AS TEXT) IS NULL
                OR case_file.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$3}))
        ORDER BY taken_mail.id DESC LIMIT CAST($4 AS BIGINT)");
    TAKEN_MAIL_OF_SENDER = "SELECT CAST(COUNT(*) AS BIGINT) FROM taken_mail WHERE from_address = $1 AND taken_at > $2";
    TAKEN_MAIL_COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM taken_mail WHERE outcome = $1";
    TAKEN_MAIL_INSERT = "INSERT INTO taken_mail (id, message_key, message_id, from_address, from_name, to_address, subject,
            outcome, reason, case_id, mail_id, size, taken_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, CAST($10 AS BIGINT), CAST($11 AS BIGINT), $12, $13)";
    TAKEN_MAIL_SETTLE = "UPDATE taken_mail SET outcome = $2, reason = $3, case_id = CAST($4 AS BIGINT)
        WHERE id = $1 AND outcome = 'unassigned'";
    TAKEN_MAIL_FORGET_MESSAGES = "DELETE FROM taken_mail_message WHERE taken_mail_id IN (
            SELECT id FROM taken_mail WHERE taken_at < $1 AND case_id IS NULL AND outcome <> 'unassigned')";
    TAKEN_MAIL_FORGET = "DELETE FROM taken_mail WHERE taken_at < $1 AND case_id IS NULL AND outcome <> 'unassigned'";
    TAKEN_MAIL_MESSAGE = "SELECT content FROM taken_mail_message WHERE taken_mail_id = $1";
    TAKEN_MAIL_MESSAGE_INSERT = "INSERT INTO taken_mail_message (taken_mail_id, content) VALUES ($1, $2)";
    TAKEN_MAIL_MESSAGE_DELETE = "DELETE FROM taken_mail_message WHERE taken_mail_id = $1";
    // What was said about a case by mail from both sides, the latest first.
    CASE_MAIL_IDS = "SELECT message_id FROM (
            SELECT message_id, created_at AS at, id FROM mail WHERE case_id = $1
            UNION ALL
            SELECT message_id, taken_at AS at, id FROM taken_mail
            WHERE case_id = $1 AND message_id <> '' AND outcome IN ('opened', 'said')
        ) AS thread ORDER BY at DESC, id DESC LIMIT CAST($2 AS BIGINT)";
}

impl Store {
    /// One mail of the log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn taken_mail_find(&self, id: TakenMailId) -> Result<Option<TakenMail>, Error> {
        let row = self.query(&TAKEN_MAIL_FIND).bind(id.0).fetch_optional(&self.read).await?;
        row.as_ref().map(taken).transpose()
    }

    /// The mail that was taken in under a key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn taken_mail_of_key(&self, key: &str) -> Result<Option<TakenMail>, Error> {
        let query = self.query(&TAKEN_MAIL_OF_KEY).bind(key.to_owned());
        query.fetch_optional(&self.read).await?.as_ref().map(taken).transpose()
    }

    /// Mails before one, of one outcome or of all, the newest first; those of cases of these services, or all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn taken_mail_list(
        &self,
        before: Option<TakenMailId>,
        outcome: Option<MailOutcome>,
        services: Option<&[ServiceId]>,
        limit: i64,
    ) -> Result<Vec<TakenMail>, Error> {
        let services = services.map(|ids| to_json(&ids.iter().map(|id| id.0).collect::<Vec<_>>()));
        let query = self.query(&TAKEN_MAIL_LIST).bind(before.map_or(i64::MAX, |id| id.0));
        let query = query.bind(outcome.map_or("", MailOutcome::code)).bind(services).bind(limit);
        query.fetch_all(&self.read).await?.iter().map(taken).collect()
    }

    /// How many mails came from an address after a moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn taken_mail_of_sender(&self, from: &str, since: Timestamp) -> Result<i64, Error> {
        let query = self.query(&TAKEN_MAIL_OF_SENDER).bind(from.to_owned()).bind(since.as_microsecond());
        Ok(query.fetch_one(&self.read).await?.try_get(0)?)
    }

    /// How many mails came to this.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn taken_mail_count(&self, outcome: MailOutcome) -> Result<i64, Error> {
        let query = self.query(&TAKEN_MAIL_COUNT).bind(outcome.code());
        Ok(query.fetch_one(&self.read).await?.try_get(0)?)
    }

    /// A message as it came, where it is still kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn taken_mail_message(&self, id: TakenMailId) -> Result<Option<Vec<u8>>, Error> {
        let row = self.query(&TAKEN_MAIL_MESSAGE).bind(id.0).fetch_optional(&self.read).await?;
        row.map(|row| Ok(row.try_get(0)?)).transpose()
    }
}

impl Transaction {
    /// Adds a mail to the log.
    ///
    /// # Errors
    /// [`Error::Taken`] when one came under the key already.
    pub async fn taken_mail_insert(&mut self, key: &str, mail: &TakenMail) -> Result<(), Error> {
        let query = self.query(&TAKEN_MAIL_INSERT).bind(mail.id.0).bind(key.to_owned());
        let query = query.bind(mail.message_id.clone()).bind(mail.from.clone()).bind(mail.from_name.clone());
        let query = query.bind(mail.to.clone()).bind(mail.subject.clone()).bind(mail.outcome.code());
        let query = query.bind(mail.reason.code()).bind(mail.case.map(|id| id.0));
        let query = query.bind(mail.mail.map(|id| id.0)).bind(mail.size).bind(mail.taken_at.as_microsecond());
        query.execute(self.connection()).await.map_err(Error::or_taken("the key of the mail"))?;
        Ok(())
    }

    /// Keeps a message as it came.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn taken_mail_keep(&mut self, id: TakenMailId, message: &[u8]) -> Result<(), Error> {
        let query = self.query(&TAKEN_MAIL_MESSAGE_INSERT).bind(id.0).bind(message.to_vec());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Says what became of a mail that was unassigned, whose message is no longer kept then; `false` when it was not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn taken_mail_settle(
        &mut self,
        id: TakenMailId,
        outcome: MailOutcome,
        reason: MailReason,
        case: Option<CaseId>,
    ) -> Result<bool, Error> {
        let query = self.query(&TAKEN_MAIL_SETTLE).bind(id.0).bind(outcome.code()).bind(reason.code());
        let settled = query.bind(case.map(|id| id.0)).execute(self.connection()).await?.rows_affected() > 0;
        if settled {
            self.query(&TAKEN_MAIL_MESSAGE_DELETE).bind(id.0).execute(self.connection()).await?;
        }
        Ok(settled)
    }

    /// Forgets mails that came before a moment and belong to no case; unassigned ones stay.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn taken_mail_forget(&mut self, before: Timestamp) -> Result<(), Error> {
        for statement in [&TAKEN_MAIL_FORGET_MESSAGES, &TAKEN_MAIL_FORGET] {
            self.query(statement).bind(before.as_microsecond()).execute(self.connection()).await?;
        }
        Ok(())
    }

    /// What the messages about a case are called, from both sides, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_mail_ids(&mut self, case: CaseId, most: i64) -> Result<Vec<String>, Error> {
        let query = self.query(&CASE_MAIL_IDS).bind(case.0).bind(most);
        let rows = query.fetch_all(self.connection()).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }
}

fn taken(row: &AnyRow) -> Result<TakenMail, Error> {
    let id = |place: usize| row.try_get::<Option<i64>, _>(place);
    Ok(TakenMail {
        id: TakenMailId(row.try_get(0)?),
        message_id: row.try_get(1)?,
        from: row.try_get(2)?,
        from_name: row.try_get(3)?,
        to: row.try_get(4)?,
        subject: row.try_get(5)?,
        outcome: parsed("outcome of a mail", &row.try_get::<String, _>(6)?)?,
        reason: parsed("reason of a mail", &row.try_get::<String, _>(7)?)?,
        case: id(8)?.map(CaseId),
        mail: id(9)?.map(MailId),
        size: row.try_get(10)?,
        taken_at: instant(row.try_get(11)?)?,
    })
}
