//! Counting the answers to one survey, question by question, in plain SQL: authors' own questions too, which feed no
//! measure.

use catsup_model::{
    Channel, Language,
    id::{ResponseId, ServiceId, SurveyId, SurveyVersionId},
};
use jiff::Timestamp;
use sqlx::{Any, Row as _, any::AnyArguments, query::Query};

use crate::{
    Error, Store,
    error::{instant, parsed, to_json},
    statement::{Statement, statements},
};

statements! {
    QUESTION_COUNTS = include_str!("sql/question_counts.sql");
    QUESTION_VERSIONS = include_str!("sql/question_versions.sql");
    QUESTION_PATHS = include_str!("sql/question_paths.sql");
    QUESTION_CROSS = include_str!("sql/question_cross.sql");
    QUESTION_WORDS = include_str!("sql/question_words.sql");
}

/// Microseconds no response lies beyond.
const FOREVER: i64 = 4_000_000_000_000_000_000;

/// Which responses to a survey count. An empty list sets no bound, except for `services`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionFilter {
    /// The survey.
    pub survey: SurveyId,
    /// Services that count; the caller has already applied the viewer's reach.
    pub services: Vec<ServiceId>,
    /// Channels that count.
    pub channels: Vec<Channel>,
    /// Languages that count.
    pub languages: Vec<Language>,
    /// Start (included) and end (excluded), microseconds since 1970 UTC.
    pub period: Option<(i64, i64)>,
}

/// How many gave one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionCount {
    /// The version that was shown.
    pub version: SurveyVersionId,
    /// Key of the answer: the question's, with `.choice` for a choice or statement.
    pub question: String,
    /// The value, where the answer has one.
    pub value: Option<i64>,
    /// The choice or day, where the answer is one.
    pub chosen: Option<String>,
    /// How many.
    pub n: u64,
}

/// Answers given together: `question=value` or `question=:choice` a line, and by how many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionPath {
    /// The version that was shown.
    pub version: SurveyVersionId,
    /// The answers.
    pub path: String,
    /// How many.
    pub n: u64,
}

/// One side of a table of two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CrossAxis {
    /// The answer of this key.
    Answer(String),
    /// The channel.
    Channel,
    /// The class of device.
    Device,
    /// The language.
    Language,
    /// The touchpoint's id.
    Touchpoint,
    /// The segment attribute of this name.
    Segment(String),
}

impl CrossAxis {
    fn bound(&self) -> (&'static str, String) {
        match self {
            Self::Answer(key) => ("answer", key.clone()),
            Self::Channel => ("channel", String::new()),
            Self::Device => ("device", String::new()),
            Self::Language => ("language", String::new()),
            Self::Touchpoint => ("touchpoint", String::new()),
            Self::Segment(name) => ("segment", name.clone()),
        }
    }
}

/// How many share a row and a column; `None` where there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrossCount {
    /// Value of the row.
    pub row: Option<String>,
    /// Value of the column.
    pub column: Option<String>,
    /// How many.
    pub n: u64,
}

/// What one person wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The response.
    pub response: ResponseId,
    /// The channel of the contact.
    pub channel: Channel,
    /// The language of the response.
    pub language: Language,
    /// When the contact happened.
    pub occurred_at: Timestamp,
    /// What was written.
    pub text: String,
}

impl Store {
    /// How many gave each answer, by version. `chosen` names the answers whose texts are choices or days.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn question_counts(
        &self,
        filter: &QuestionFilter,
        chosen: &[String],
    ) -> Result<Vec<QuestionCount>, Error> {
        let rows = self.of_survey(&QUESTION_COUNTS, filter).bind(keys(chosen)).fetch_all(&self.read).await?;
        let count = |row: &sqlx::any::AnyRow| {
            Ok(QuestionCount {
                version: SurveyVersionId(row.try_get(0)?),
                question: row.try_get(1)?,
                value: row.try_get(2)?,
                chosen: row.try_get(3)?,
                n: n(row.try_get(4)?),
            })
        };
        rows.iter().map(count).collect()
    }

    /// How many responses count, by version.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn question_versions(
        &self,
        filter: &QuestionFilter,
    ) -> Result<Vec<(SurveyVersionId, u64)>, Error> {
        let rows = self.of_survey(&QUESTION_VERSIONS, filter).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok((SurveyVersionId(row.try_get(0)?), n(row.try_get(1)?)))).collect()
    }

    /// Which of these answers were given together. `chosen` names those whose texts are choices.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn question_paths(
        &self,
        filter: &QuestionFilter,
        answers: &[String],
        chosen: &[String],
    ) -> Result<Vec<QuestionPath>, Error> {
        let query = self.of_survey(&QUESTION_PATHS, filter).bind(keys(answers)).bind(keys(chosen));
        let path = |row: &sqlx::any::AnyRow| {
            Ok(QuestionPath {
                version: SurveyVersionId(row.try_get(0)?),
                path: row.try_get(1)?,
                n: n(row.try_get(2)?),
            })
        };
        query.fetch_all(&self.read).await?.iter().map(path).collect()
    }

    /// Counts responses of these versions by two sides.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn question_cross(
        &self,
        filter: &QuestionFilter,
        rows: &CrossAxis,
        columns: &CrossAxis,
        versions: &[SurveyVersionId],
    ) -> Result<Vec<CrossCount>, Error> {
        let (rows, columns) = (rows.bound(), columns.bound());
        let query =
            self.of_survey(&QUESTION_CROSS, filter).bind(rows.0).bind(rows.1).bind(columns.0).bind(columns.1);
        let versions: Vec<i64> = versions.iter().map(|version| version.0).collect();
        let count = |row: &sqlx::any::AnyRow| {
            Ok(CrossCount { row: row.try_get(0)?, column: row.try_get(1)?, n: n(row.try_get(2)?) })
        };
        query.bind(to_json(&versions)).fetch_all(&self.read).await?.iter().map(count).collect()
    }

    /// What people wrote under an answer's key, the newest first, at most `limit`; with these words in it when
    /// `search` is not empty, and before a response when one is named.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn question_words(
        &self,
        filter: &QuestionFilter,
        answer: &str,
        search: &str,
        before: Option<ResponseId>,
        limit: i64,
    ) -> Result<Vec<Words>, Error> {
        let search = search.trim().to_lowercase();
        let escaped = search.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        let query = self
            .of_survey(&QUESTION_WORDS, filter)
            .bind(answer.to_owned())
            .bind((!search.is_empty()).then(|| format!("%{escaped}%")))
            .bind(before.map_or(i64::MAX, |id| id.0))
            .bind(limit);
        let words = |row: &sqlx::any::AnyRow| {
            Ok(Words {
                response: ResponseId(row.try_get(0)?),
                channel: parsed("channel", &row.try_get::<String, _>(1)?)?,
                language: parsed("language", &row.try_get::<String, _>(2)?)?,
                occurred_at: instant(row.try_get(3)?)?,
                text: row.try_get(4)?,
            })
        };
        query.fetch_all(&self.read).await?.iter().map(words).collect()
    }

    /// A query whose first arguments say which responses count.
    fn of_survey(
        &self,
        statement: &'static Statement,
        filter: &QuestionFilter,
    ) -> Query<'static, Any, AnyArguments> {
        let (from, to) = filter.period.unwrap_or((-FOREVER, FOREVER));
        let codes = |codes: Vec<[&str; 1]>| (!codes.is_empty()).then(|| to_json(&codes));
        self.query(statement)
            .bind(filter.survey.0)
            .bind(to_json(&filter.services.iter().map(|id| id.0).collect::<Vec<_>>()))
            .bind(codes(filter.channels.iter().map(|channel| [channel.code()]).collect()))
            .bind(codes(filter.languages.iter().map(|language| [language.code()]).collect()))
            .bind(from)
            .bind(to)
    }
}

fn keys(keys: &[String]) -> String {
    to_json(&keys.iter().map(|key| [key]).collect::<Vec<_>>())
}

fn n(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}
