//! Comments: what people wrote in their own words, and which surveys fell silent.

use std::collections::BTreeSet;

use catsup_model::{
    Channel, Language,
    id::{ResponseId, ServiceId, SurveyId},
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store,
    error::{instant, parsed, to_json},
    statement::statements,
};

statements! {
    COMMENT_LIST = include_str!("sql/comment_list.sql");
    COMMENT_COUNT = include_str!("sql/comment_count.sql");
    SURVEYS_ANSWERED_SINCE = "SELECT s.id FROM survey s
        WHERE s.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}) AND EXISTS (
            SELECT 1 FROM response r
            WHERE r.service_id = s.service_id AND r.occurred_at >= CAST($2 AS BIGINT) AND r.survey_id = s.id)";
}

/// Which comments: answers to these questions, given for these services at this time.
#[derive(Debug, Clone, Default)]
pub struct CommentFilter {
    /// Services that count; the caller has already applied the viewer's reach.
    pub services: Vec<ServiceId>,
    /// Questions that ask for a comment, each with its survey.
    pub questions: Vec<(SurveyId, String)>,
    /// Start (included) and end (excluded), microseconds since 1970 UTC.
    pub period: (i64, i64),
}

/// One comment as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The response it belongs to.
    pub response: ResponseId,
    /// The service it is about.
    pub service: ServiceId,
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
    /// The newest comments that match, at most `limit`, after the first `skip` of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn comment_list(
        &self,
        filter: &CommentFilter,
        skip: i64,
        limit: i64,
    ) -> Result<Vec<Comment>, Error> {
        let query = self.query(&COMMENT_LIST).bind(services(filter)).bind(to_json(&filter.questions));
        let query = query.bind(filter.period.0).bind(filter.period.1).bind(limit).bind(skip);
        query.fetch_all(&self.read).await?.iter().map(comment).collect()
    }

    /// How many comments match.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn comment_count(&self, filter: &CommentFilter) -> Result<i64, Error> {
        let query = self.query(&COMMENT_COUNT).bind(services(filter)).bind(to_json(&filter.questions));
        let row = query.bind(filter.period.0).bind(filter.period.1).fetch_one(&self.read).await?;
        Ok(row.try_get(0)?)
    }

    /// The surveys of these services that anybody answered since `since`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn surveys_answered_since(
        &self,
        services: &[ServiceId],
        since: Timestamp,
    ) -> Result<BTreeSet<SurveyId>, Error> {
        let ids: Vec<i64> = services.iter().map(|id| id.0).collect();
        let query = self.query(&SURVEYS_ANSWERED_SINCE).bind(to_json(&ids)).bind(since.as_microsecond());
        query.fetch_all(&self.read).await?.iter().map(|row| Ok(SurveyId(row.try_get(0)?))).collect()
    }
}

fn services(filter: &CommentFilter) -> String {
    to_json(&filter.services.iter().map(|id| id.0).collect::<Vec<_>>())
}

fn comment(row: &AnyRow) -> Result<Comment, Error> {
    Ok(Comment {
        response: ResponseId(row.try_get(0)?),
        service: ServiceId(row.try_get(1)?),
        channel: parsed("channel", &row.try_get::<String, _>(2)?)?,
        language: parsed("language", &row.try_get::<String, _>(3)?)?,
        occurred_at: instant(row.try_get(4)?)?,
        text: row.try_get(5)?,
    })
}
