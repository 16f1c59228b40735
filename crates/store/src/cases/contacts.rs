//! Cases as contacts of people who are known: what next needs are worked out from, beside interactions.

use std::{collections::BTreeMap, ops::ControlFlow};

use catsup_model::{
    case::Person,
    id::{AnswerId, ServiceId},
    interaction::CustomerKey,
};
use futures_util::TryStreamExt as _;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store,
    error::from_json,
    statement::statements,
    visits::{DayMark, marks},
};

statements! {
    // What goes on in another case was told of there, and abuse is nobody's need.
    CASE_CONTACTS = "SELECT c.opened_at, c.customer, c.service_id, c.channel, c.person, c.attributes,
            (SELECT a.answer_id FROM case_answer a WHERE a.case_id = c.id AND a.used = 'sent'
                ORDER BY a.at, a.answer_id LIMIT 1)
        FROM case_file c
        WHERE c.opened_at >= $1 AND c.opened_at < $2 AND c.customer IS NOT NULL AND c.merged_into IS NULL
            AND (c.unresolved IS NULL OR c.unresolved NOT IN ('abuse', 'duplicate'))
        ORDER BY c.opened_at, c.id";
    CASE_CONTACT_DAYS = "SELECT opened_at / 86400000000, CAST(COUNT(*) AS BIGINT), CAST(SUM(revision) AS BIGINT) FROM case_file
        WHERE opened_at >= $1 AND customer IS NOT NULL GROUP BY opened_at / 86400000000";
}

/// A case as a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseContact {
    /// When it was opened, in microseconds since 1970 UTC.
    pub opened_at: i64,
    /// Who came.
    pub customer: CustomerKey,
    /// The service.
    pub service: ServiceId,
    /// Code of the channel.
    pub channel: String,
    /// Code of the language.
    pub language: &'static str,
    /// What else is known of it.
    pub attributes: BTreeMap<String, String>,
    /// The first answer of the library that was sent to the person.
    pub answer: Option<AnswerId>,
}

impl Store {
    /// Hands over cases opened from `from` until before `to` (microseconds since 1970 UTC) whose person is known, the
    /// oldest first, until `take` wants no more.
    ///
    /// # Errors
    /// When the database fails; some may have been handed over by then.
    pub async fn case_contact_each(
        &self,
        (from, to): (i64, i64),
        mut take: impl FnMut(CaseContact) -> ControlFlow<()> + Send,
    ) -> Result<(), Error> {
        let mut rows = self.query(&CASE_CONTACTS).bind(from).bind(to).fetch(&self.read);
        while let Some(row) = rows.try_next().await? {
            if take(contact(&row)?).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// The days since `from` on which a case of a known person was opened, counted from 1970 in UTC, with what tells
    /// whether any of them has changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_contact_days(&self, from: i64) -> Result<BTreeMap<i64, DayMark>, Error> {
        let rows = self.query(&CASE_CONTACT_DAYS).bind(from).fetch_all(&self.read).await?;
        marks(&rows)
    }
}

fn contact(row: &AnyRow) -> Result<CaseContact, Error> {
    let person: Person = from_json("person of a case", &row.try_get::<String, _>(4)?)?;
    Ok(CaseContact {
        opened_at: row.try_get(0)?,
        customer: CustomerKey(row.try_get(1)?),
        service: ServiceId(row.try_get(2)?),
        channel: row.try_get(3)?,
        language: person.language.code(),
        attributes: from_json("attributes of a case", &row.try_get::<String, _>(5)?)?,
        answer: row.try_get::<Option<i64>, _>(6)?.map(AnswerId),
    })
}
