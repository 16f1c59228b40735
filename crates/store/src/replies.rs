//! What staff wrote to people, beside what answers of the library say: replies with an answer in them, and replies without.

use catsup_model::{
    Language,
    id::{AnswerId, CaseId, ServiceId},
};
use jiff::Timestamp;
use serde_json::Value;
use sqlx::{Row as _, any::AnyRow};

use crate::{Error, Store, error::from_json, statement::statements};

statements! {
    // An answer is noted just after the reply that it was put into.
    REPLIES_WITH = "SELECT a.answer_id, a.version, a.case_id, c.service_id, e.text, e.detail
        FROM case_answer a JOIN case_file c ON c.id = a.case_id JOIN case_event e ON e.id = (
            SELECT x.id FROM case_event x WHERE x.case_id = a.case_id AND x.kind = 'replied' AND x.at <= a.at
            ORDER BY x.at DESC, x.id DESC LIMIT 1)
        WHERE a.used = 'sent' AND a.at >= $1
            AND (CAST($2 AS BIGINT) IS NULL OR a.answer_id = CAST($2 AS BIGINT))
        ORDER BY a.at DESC, a.case_id, a.answer_id LIMIT CAST($3 AS BIGINT)";
    REPLIES_WITHOUT = "SELECT c.id, c.service_id, c.person, c.subject, c.description, e.text, e.detail
        FROM case_file c JOIN case_event e ON e.id = (
            SELECT x.id FROM case_event x WHERE x.case_id = c.id AND x.kind = 'replied'
            ORDER BY x.at, x.id LIMIT 1)
        WHERE c.opened_at >= $1 AND c.first_response_at IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM case_answer a WHERE a.case_id = c.id AND a.used = 'sent')
        ORDER BY c.id DESC LIMIT CAST($2 AS BIGINT)";
}

/// A reply that an answer was put into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyWithAnswer {
    /// The answer.
    pub answer: AnswerId,
    /// The number of the version that was in force then.
    pub version: u32,
    /// The case.
    pub case: CaseId,
    /// The service of the case.
    pub service: ServiceId,
    /// What was sent, the next step included.
    pub text: String,
}

/// The first reply of a case that no answer was put into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyWithoutAnswer {
    /// The case.
    pub case: CaseId,
    /// The service of the case.
    pub service: ServiceId,
    /// The language of the person.
    pub language: Language,
    /// What the person wrote.
    pub asked: String,
    /// What was sent, the next step included.
    pub text: String,
}

impl Store {
    /// Replies since then that an answer was put into, the latest first: those with this answer, or with any.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn replies_with_answers(
        &self,
        since: Timestamp,
        answer: Option<AnswerId>,
        most: u32,
    ) -> Result<Vec<ReplyWithAnswer>, Error> {
        let query = self.query(&REPLIES_WITH).bind(since.as_microsecond()).bind(answer.map(|id| id.0));
        let rows = query.bind(i64::from(most)).fetch_all(&self.read).await?;
        let one = |row: &AnyRow| {
            let stored: i64 = row.try_get(1)?;
            Ok(ReplyWithAnswer {
                answer: AnswerId(row.try_get(0)?),
                version: u32::try_from(stored)
                    .map_err(|_| Error::corrupt("number of a version", stored.to_string()))?,
                case: CaseId(row.try_get(2)?),
                service: ServiceId(row.try_get(3)?),
                text: sent(row, 4)?,
            })
        };
        rows.iter().map(one).collect()
    }

    /// The first replies of cases opened since then that no answer was put into, the latest case first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn replies_without_answers(
        &self,
        since: Timestamp,
        most: u32,
    ) -> Result<Vec<ReplyWithoutAnswer>, Error> {
        let query = self.query(&REPLIES_WITHOUT).bind(since.as_microsecond()).bind(i64::from(most));
        let rows = query.fetch_all(&self.read).await?;
        let one = |row: &AnyRow| {
            let person: Value = from_json("person of a case", &row.try_get::<String, _>(2)?)?;
            let language = person["language"].as_str().and_then(|code| code.parse().ok());
            let (subject, description): (String, String) = (row.try_get(3)?, row.try_get(4)?);
            Ok(ReplyWithoutAnswer {
                case: CaseId(row.try_get(0)?),
                service: ServiceId(row.try_get(1)?),
                language: language.unwrap_or_default(),
                asked: format!("{subject} {description}"),
                text: sent(row, 5)?,
            })
        };
        rows.iter().map(one).collect()
    }
}

/// The words of a reply from the column at `index` on, with the next step that it names.
fn sent(row: &AnyRow, index: usize) -> Result<String, Error> {
    let text: String = row.try_get(index)?;
    let detail: Value = from_json("detail of an event", &row.try_get::<String, _>(index + 1)?)?;
    Ok(match detail["next_step"].as_str() {
        Some(step) => format!("{text}\n{step}"),
        None => text,
    })
}
