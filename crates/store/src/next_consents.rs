//! Who agreed to be told what people in their place usually need next, and what they were told.

use catsup_model::{
    anticipation::{NextConsent, NextMessage, NextMessageCounts},
    id::{AnswerId, CaseId, MailId, ServiceId},
    interaction::CustomerKey,
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{from_json, instant, parsed, to_json},
    statement::statements,
};

/// The columns that [`consent`] reads, in its order.
macro_rules! of_case {
    () => {
        "SELECT case_id, customer, wording, language, given_at, revoked_at FROM next_consent WHERE case_id = $1"
    };
}

statements! {
    CONSENT_FIND = of_case!();
    CONSENT_LOCK = concat!(of_case!(), " {postgres|FOR UPDATE}");
    CONSENT_PUT = "INSERT INTO next_consent (case_id, customer, wording, language, given_at, revoked_at)
        VALUES ($1, $2, $3, $4, $5, NULL)
        ON CONFLICT (case_id) DO UPDATE SET customer = excluded.customer, wording = excluded.wording,
            language = excluded.language, given_at = excluded.given_at, revoked_at = NULL";
    // Whoever takes it back in one mail means all of them.
    CONSENT_REVOKE = "UPDATE next_consent SET revoked_at = $2 WHERE customer = $1 AND revoked_at IS NULL";
    MESSAGE_PUT = "INSERT INTO next_message (case_id, need, arm, answers, mail_id, at)
        VALUES ($1, $2, $3, $4, CAST($5 AS BIGINT), $6) ON CONFLICT (case_id, need) DO NOTHING";
    MESSAGE_MAILED = "UPDATE next_message SET mail_id = $3 WHERE case_id = $1 AND need = $2";
    MESSAGES_OF = "SELECT need, answers FROM next_message WHERE case_id = $1 ORDER BY need";
    MESSAGE_COUNTS = "SELECT CAST(COUNT(mail_id) AS BIGINT), CAST(COUNT(CASE WHEN mail_id IS NULL THEN 1 END) AS BIGINT),
            (SELECT CAST(COUNT(DISTINCT customer) AS BIGINT) FROM next_consent WHERE revoked_at IS NULL)
        FROM next_message WHERE at >= $1";
    // As long as the case's link opens, and what was taken back as long as that.
    MESSAGES_FORGET = "DELETE FROM next_message WHERE case_id IN (
            SELECT n.case_id FROM next_consent n JOIN case_file c ON c.id = n.case_id WHERE c.ended_at < $1 OR n.revoked_at < $1)";
    CONSENTS_FORGET = "DELETE FROM next_consent WHERE revoked_at < $1
            OR EXISTS (SELECT 1 FROM case_file c WHERE c.id = next_consent.case_id AND c.ended_at < $1)";
    MAILS_OF_CUSTOMER_DELETE = "DELETE FROM mail WHERE kind = 'next' AND case_id IN (SELECT id FROM case_file
            WHERE customer = $1 AND service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2}))";
    MESSAGES_OF_CUSTOMER_DELETE = "DELETE FROM next_message WHERE case_id IN (SELECT id FROM case_file
            WHERE customer = $1 AND service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2}))";
    CONSENTS_OF_CUSTOMER_DELETE = "DELETE FROM next_consent WHERE case_id IN (SELECT id FROM case_file
            WHERE customer = $1 AND service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2}))";
    VISITS_OF_CUSTOMER_DELETE = "DELETE FROM case_visit WHERE case_id IN (SELECT id FROM case_file
            WHERE customer = $1 AND service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2}))";
}

impl Store {
    /// What the person of a case agreed to, taken back or not; `None` where they never did.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_consent_of(&self, case: CaseId) -> Result<Option<NextConsent>, Error> {
        let row = self.query(&CONSENT_FIND).bind(case.0).fetch_optional(&self.read).await?;
        row.as_ref().map(consent).transpose()
    }

    /// The needs of which the person of a case was told, or would have been, with the answers they were told of.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_messages_of(&self, case: CaseId) -> Result<Vec<(String, Vec<AnswerId>)>, Error> {
        let rows = self.query(&MESSAGES_OF).bind(case.0).fetch_all(&self.read).await?;
        let one = |row: &AnyRow| {
            let answers = from_json("answers of a message", &row.try_get::<String, _>(1)?)?;
            Ok((row.try_get(0)?, answers))
        };
        rows.iter().map(one).collect()
    }

    /// How many were sent and held back since then, and how many people agree just now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_message_counts(&self, since: Timestamp) -> Result<NextMessageCounts, Error> {
        let row = self.query(&MESSAGE_COUNTS).bind(since.as_microsecond()).fetch_one(&self.read).await?;
        let count =
            |index: usize| Ok::<u64, Error>(u64::try_from(row.try_get::<i64, _>(index)?).unwrap_or_default());
        Ok(NextMessageCounts { sent: count(0)?, held: count(1)?, agree: count(2)? })
    }
}

impl Transaction {
    /// What the person of a case agreed to, which nobody changes until the transaction ends.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_consent_lock(&mut self, case: CaseId) -> Result<Option<NextConsent>, Error> {
        let row = self.query(&CONSENT_LOCK).bind(case.0).fetch_optional(self.connection()).await?;
        row.as_ref().map(consent).transpose()
    }

    /// Keeps that somebody agreed, in place of what they agreed to or took back before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_consent_put(&mut self, new: &NextConsent) -> Result<(), Error> {
        let query = self.query(&CONSENT_PUT).bind(new.case.0).bind(new.customer.0).bind(new.wording);
        let query = query.bind(new.language.code()).bind(new.given_at.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Takes back whatever somebody agreed to; returns with how many cases they had.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_consent_revoke(&mut self, customer: CustomerKey, at: Timestamp) -> Result<u64, Error> {
        let query = self.query(&CONSENT_REVOKE).bind(customer.0).bind(at.as_microsecond());
        Ok(query.execute(self.connection()).await?.rows_affected())
    }

    /// Keeps what became of telling a person; `false` where they were told of this need before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_message_put(&mut self, new: &NextMessage) -> Result<bool, Error> {
        let query = self.query(&MESSAGE_PUT).bind(new.case.0).bind(new.need.clone()).bind(new.arm.code());
        let query = query.bind(to_json(&new.answers)).bind(new.mail.map(|id| id.0));
        let query = query.bind(new.at.as_microsecond());
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }

    /// Keeps by which mail a person was told.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_message_mailed(&mut self, case: CaseId, need: &str, mail: MailId) -> Result<(), Error> {
        let query = self.query(&MESSAGE_MAILED).bind(case.0).bind(need.to_owned()).bind(mail.0);
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Forgets what people agreed to and were told in cases that ended before then, and what they took back before then.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_consents_forget(&mut self, before: Timestamp) -> Result<(), Error> {
        for statement in [&MESSAGES_FORGET, &CONSENTS_FORGET] {
            self.query(statement).bind(before.as_microsecond()).execute(self.connection()).await?;
        }
        Ok(())
    }

    /// Deletes what somebody agreed to and was told in cases of these services, and by which visits they opened them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next_consents_of_customer_delete(
        &mut self,
        customer: CustomerKey,
        services: &[ServiceId],
    ) -> Result<(), Error> {
        let services = to_json(&services.iter().map(|id| id.0).collect::<Vec<_>>());
        for statement in [
            &MAILS_OF_CUSTOMER_DELETE,
            &MESSAGES_OF_CUSTOMER_DELETE,
            &CONSENTS_OF_CUSTOMER_DELETE,
            &VISITS_OF_CUSTOMER_DELETE,
        ] {
            let query = self.query(statement).bind(customer.0).bind(services.clone());
            query.execute(self.connection()).await?;
        }
        Ok(())
    }
}

fn consent(row: &AnyRow) -> Result<NextConsent, Error> {
    Ok(NextConsent {
        case: CaseId(row.try_get(0)?),
        customer: CustomerKey(row.try_get(1)?),
        wording: row.try_get(2)?,
        language: parsed("language", &row.try_get::<String, _>(3)?)?,
        given_at: instant(row.try_get(4)?)?,
        revoked_at: row.try_get::<Option<i64>, _>(5)?.map(instant).transpose()?,
    })
}
