//! What people wrote in their own words: in responses that count, and when they opened cases.

use catsup_model::{
    Language,
    id::{ServiceId, SurveyId},
};
use jiff::Timestamp;
use serde_json::Value;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store,
    error::{from_json, parsed, to_json},
    statement::statements,
};

statements! {
    OWN_WORDS_OF_RESPONSES = include_str!("sql/own_words.sql");
    OWN_WORDS_OF_CASES = "SELECT id, customer, person, subject, description FROM case_file
        WHERE opened_at >= $1 ORDER BY id DESC LIMIT CAST($2 AS BIGINT)";
}

/// What one person wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWords {
    /// Who: the customer where known, else the response or the case.
    pub who: i64,
    /// The language.
    pub language: Language,
    /// The words, as they were written.
    pub text: String,
}

impl Store {
    /// Answers in words to these questions, of responses that count, since then: the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_words_of_responses(
        &self,
        services: &[ServiceId],
        questions: &[(SurveyId, String)],
        since: Timestamp,
        most: u32,
    ) -> Result<Vec<OwnWords>, Error> {
        let services: Vec<i64> = services.iter().map(|id| id.0).collect();
        let query = self.query(&OWN_WORDS_OF_RESPONSES).bind(to_json(&services)).bind(to_json(&questions));
        let query = query.bind(since.as_microsecond()).bind(i64::from(most));
        let one = |row: &AnyRow| {
            Ok(OwnWords {
                who: row.try_get::<Option<i64>, _>(1)?.unwrap_or(row.try_get(0)?),
                language: parsed("language", &row.try_get::<String, _>(2)?)?,
                text: row.try_get(3)?,
            })
        };
        query.fetch_all(&self.read).await?.iter().map(one).collect()
    }

    /// What people wrote when they opened cases since then, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_words_of_cases(&self, since: Timestamp, most: u32) -> Result<Vec<OwnWords>, Error> {
        let query = self.query(&OWN_WORDS_OF_CASES).bind(since.as_microsecond()).bind(i64::from(most));
        let one = |row: &AnyRow| {
            let person: Value = from_json("person of a case", &row.try_get::<String, _>(2)?)?;
            let language = person["language"].as_str().and_then(|code| code.parse().ok());
            let (subject, description): (String, String) = (row.try_get(3)?, row.try_get(4)?);
            // Most subjects are the first words of the description.
            let begins = description.starts_with(subject.trim_end_matches('…').trim_end());
            let text = if begins { description } else { format!("{subject}.\n{description}") };
            Ok(OwnWords {
                who: row.try_get::<Option<i64>, _>(1)?.unwrap_or(row.try_get(0)?),
                language: language.unwrap_or_default(),
                text,
            })
        };
        query.fetch_all(&self.read).await?.iter().map(one).collect()
    }
}
