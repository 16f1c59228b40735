//! Responses: taken in, completed, upserted by imports, and read back page by page.

use std::collections::HashMap;

use catsup_model::{
    id::{AccountId, ResponseId, ServiceId, SurveyId, SurveyVersionId, TouchpointId, WordingId},
    interaction::CustomerKey,
    response::{NewResponse, Receipt, Response, StoredAnswer},
};
use jiff::Timestamp;
use sqlx::{AnyConnection, Row as _, any::AnyRow};

use crate::{
    Dialect, Error, Store, Transaction,
    error::{from_json, instant, parsed, to_json},
    screening::NewScreening,
    search::{self, Reader},
    statement::statements,
    writer,
};

statements! {
    RESPONSE_FIND = "SELECT id, survey_id, version_id, service_id, touchpoint_id, channel, language, device, state,
            revision, source, occurred_at, received_at, CAST(segments AS TEXT), page, campaign, entered_by, handling,
            assignee_id, archived_at, customer
        FROM response WHERE id = $1";
    RESPONSE_OF_KEY = "SELECT id, survey_id, version_id, service_id, touchpoint_id, channel, language, device, state,
            revision, source, occurred_at, received_at, CAST(segments AS TEXT), page, campaign, entered_by, handling,
            assignee_id, archived_at, customer
        FROM response WHERE submission_key = $1";
    RESPONSES_OF_IDS = "SELECT r.id, r.survey_id, r.version_id, r.service_id, r.touchpoint_id, r.channel, r.language,
            r.device, r.state, r.revision, r.source, r.occurred_at, r.received_at, CAST(r.segments AS TEXT), r.page,
            r.campaign, r.entered_by, r.handling, r.assignee_id, r.archived_at, r.customer
        FROM {rows:$1} CROSS JOIN response r WHERE r.id = CAST(value AS BIGINT)";
    RESPONSES_BY_SURVEY = "SELECT survey_id, COUNT(*) FROM response
        WHERE service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}) AND occurred_at >= $2 AND state = 'received'
        GROUP BY survey_id";
    ANSWERS_OF_RESPONSES = "SELECT response_id, question, value, wording_id, text FROM answer
        WHERE response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}) ORDER BY response_id, question";
    ANSWER_PUT = "INSERT INTO answer (response_id, question, value, wording_id, text)
        SELECT CAST(value ->> 0 AS BIGINT), value ->> 1, CAST(value ->> 2 AS BIGINT), CAST(value ->> 3 AS BIGINT), value ->> 4
        FROM {rows:$1} WHERE TRUE
        ON CONFLICT (response_id, question) DO UPDATE
        SET value = excluded.value, wording_id = excluded.wording_id, text = excluded.text";
    ANSWERS_DELETE_SECTION = "DELETE FROM answer
        WHERE response_id = $1 AND question IN (SELECT value ->> 0 FROM {rows:$2})";
    RESPONSE_REVISE = "UPDATE response SET revision = revision + 1, fingerprint = $2 WHERE id = $1";
    RESPONSES_OF_KEYS = "SELECT submission_key, id FROM response
        WHERE submission_key IN (SELECT value ->> 0 FROM {rows:$1})";
    RESPONSES_REPLACE = include_str!("sql/responses_replace.sql");
    ANSWERS_DELETE = "DELETE FROM answer WHERE response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})";
}

impl Store {
    /// Stores one submission together with whatever else arrives at the same time; returns once it is on disk. One whose
    /// screening finds that the same answers came before is kept as spam, and answered as a repetition of the first.
    ///
    /// # Errors
    /// When the database fails; the submission was not stored then.
    pub async fn response_submit(
        &self,
        response: NewResponse,
        screening: Option<NewScreening>,
    ) -> Result<Receipt, Error> {
        self.writer.submit(response, screening).await
    }

    /// Reads one response with its answers.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn response_find(&self, id: ResponseId) -> Result<Option<Response>, Error> {
        let row = self.query(&RESPONSE_FIND).bind(id.0).fetch_optional(&self.read).await?;
        self.with_answers(row.iter().map(response).collect::<Result<_, _>>()?)
            .await
            .map(|mut found| found.pop())
    }

    /// Reads the response stored under a submission key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn response_of_key(&self, key: &str) -> Result<Option<Response>, Error> {
        let row = self.query(&RESPONSE_OF_KEY).bind(key.to_owned()).fetch_optional(&self.read).await?;
        self.with_answers(row.iter().map(response).collect::<Result<_, _>>()?)
            .await
            .map(|mut found| found.pop())
    }

    /// Reads these responses with their answers, in this order; those that are gone are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn responses_of_ids(&self, ids: &[i64]) -> Result<Vec<Response>, Error> {
        let rows = self.query(&RESPONSES_OF_IDS).bind(to_json(&ids)).fetch_all(&self.read).await?;
        let mut found: Vec<Response> = rows.iter().map(response).collect::<Result<_, _>>()?;
        let places: HashMap<i64, usize> = ids.iter().copied().zip(0..).collect();
        found.sort_by_key(|response| places.get(&response.id.0).copied());
        self.with_answers(found).await
    }

    /// How many responses to the surveys of these services count since a moment, by survey.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn responses_by_survey(
        &self,
        services: &[ServiceId],
        since: Timestamp,
    ) -> Result<std::collections::BTreeMap<SurveyId, i64>, Error> {
        let rows = self
            .query(&RESPONSES_BY_SURVEY)
            .bind(to_json(&services.iter().map(|id| id.0).collect::<Vec<_>>()))
            .bind(since.as_microsecond())
            .fetch_all(&self.read)
            .await?;
        rows.iter().map(|row| Ok((SurveyId(row.try_get(0)?), row.try_get(1)?))).collect()
    }

    async fn with_answers(&self, mut responses: Vec<Response>) -> Result<Vec<Response>, Error> {
        let ids: Vec<i64> = responses.iter().map(|response| response.id.0).collect();
        if ids.is_empty() {
            return Ok(responses);
        }
        let rows = self.query(&ANSWERS_OF_RESPONSES).bind(to_json(&ids)).fetch_all(&self.read).await?;
        let mut answers = answers_by_response(&rows)?;
        for response in &mut responses {
            response.answers = answers.remove(&response.id.0).unwrap_or_default();
        }
        Ok(responses)
    }
}

impl Transaction {
    /// Replaces the answers to `questions` of a response by `answers` (a later page of a form, or a page sent again).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn response_complete(
        &mut self,
        id: ResponseId,
        questions: &[String],
        answers: &[StoredAnswer],
        fingerprint: i64,
    ) -> Result<(), Error> {
        let keys: Vec<[&String; 1]> = questions.iter().map(|key| [key]).collect();
        self.query(&ANSWERS_DELETE_SECTION)
            .bind(id.0)
            .bind(to_json(&keys))
            .execute(self.connection())
            .await?;
        let rows: Vec<_> = answers
            .iter()
            .map(|answer| {
                (id.0, &answer.question, answer.value, answer.wording.map(|wording| wording.0), &answer.text)
            })
            .collect();
        self.query(&ANSWER_PUT).bind(to_json(&rows)).execute(self.connection()).await?;
        self.query(&RESPONSE_REVISE).bind(id.0).bind(fingerprint).execute(self.connection()).await?;
        self.changes_note(&[id]).await?;
        self.search_refresh(&[id]).await
    }

    /// Stores imported responses; one whose submission key is known replaces what was stored, under its old id.
    /// Returns how many were new and how many replaced.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn response_upsert(&mut self, responses: &mut [NewResponse]) -> Result<(u64, u64), Error> {
        let keys: Vec<[&str; 1]> = responses
            .iter()
            .filter_map(|response| response.submission_key.as_deref())
            .map(|key| [key])
            .collect();
        let rows = self.query(&RESPONSES_OF_KEYS).bind(to_json(&keys)).fetch_all(self.connection()).await?;
        let mut known = HashMap::new();
        for row in &rows {
            known.insert(row.try_get::<String, _>(0)?, ResponseId(row.try_get(1)?));
        }
        let mut replaced = Vec::new();
        for response in responses.iter_mut() {
            if let Some(id) = response.submission_key.as_ref().and_then(|key| known.get(key)) {
                response.id = *id;
                replaced.push(id.0);
            }
        }
        self.query(&ANSWERS_DELETE).bind(to_json(&replaced)).execute(self.connection()).await?;
        let dialect = self.dialect;
        let derived = Reader::default().derive(self.connection(), dialect, responses).await?;
        let rows = writer::response_rows(responses, &derived);
        self.query(&RESPONSES_REPLACE).bind(rows).execute(self.connection()).await?;
        let answers = writer::answer_rows(responses.iter());
        self.query(&ANSWER_PUT).bind(answers).execute(self.connection()).await?;
        self.changes_note(&responses.iter().map(|response| response.id).collect::<Vec<_>>()).await?;
        search::remove(self.connection(), dialect, &replaced).await?;
        let documents = responses.iter().map(|response| response.id).zip(&derived);
        search::put(self.connection(), dialect, documents).await?;
        let replaced = replaced.len() as u64;
        Ok((responses.len() as u64 - replaced, replaced))
    }
}

fn answers_by_response(rows: &[AnyRow]) -> Result<HashMap<i64, Vec<StoredAnswer>>, Error> {
    let mut answers: HashMap<i64, Vec<StoredAnswer>> = HashMap::new();
    for row in rows {
        let wording: Option<i64> = row.try_get(3)?;
        let answer = StoredAnswer {
            question: row.try_get(1)?,
            value: row.try_get(2)?,
            wording: wording.map(WordingId),
            text: row.try_get(4)?,
        };
        answers.entry(row.try_get(0)?).or_default().push(answer);
    }
    Ok(answers)
}

/// Reads these responses inside a transaction, as they would be written anew.
pub(crate) async fn read_in_tx(
    connection: &mut AnyConnection,
    dialect: Dialect,
    ids: &[i64],
) -> Result<Vec<NewResponse>, Error> {
    let rows =
        sqlx::query(RESPONSES_OF_IDS.sql(dialect)).bind(to_json(&ids)).fetch_all(&mut *connection).await?;
    let given = sqlx::query(ANSWERS_OF_RESPONSES.sql(dialect))
        .bind(to_json(&ids))
        .fetch_all(&mut *connection)
        .await?;
    let mut answers = answers_by_response(&given)?;
    let stored = rows.iter().map(response).map(|read| {
        let read = read?;
        Ok(NewResponse {
            answers: answers.remove(&read.id.0).unwrap_or_default(),
            id: read.id,
            survey: read.survey,
            version: read.version,
            service: read.service,
            touchpoint: read.touchpoint,
            channel: read.channel,
            language: read.language,
            device: read.device,
            state: read.state,
            source: read.source,
            page: read.page,
            campaign: read.campaign,
            entered_by: read.entered_by,
            occurred_at: read.occurred_at,
            received_at: read.received_at,
            submission_key: None,
            fingerprint: 0,
            segments: read.segments,
            customer: read.customer,
        })
    });
    stored.collect()
}

fn response(row: &AnyRow) -> Result<Response, Error> {
    let text = |index: usize| row.try_get::<String, _>(index);
    let touchpoint: Option<i64> = row.try_get(4)?;
    Ok(Response {
        id: ResponseId(row.try_get(0)?),
        survey: SurveyId(row.try_get(1)?),
        version: SurveyVersionId(row.try_get(2)?),
        service: ServiceId(row.try_get(3)?),
        touchpoint: touchpoint.map(TouchpointId),
        channel: parsed("channel", &text(5)?)?,
        language: parsed("language", &text(6)?)?,
        device: row.try_get(7)?,
        state: parsed("state of a response", &text(8)?)?,
        revision: row.try_get(9)?,
        source: parsed("source of a response", &text(10)?)?,
        occurred_at: instant(row.try_get(11)?)?,
        received_at: instant(row.try_get(12)?)?,
        segments: from_json("segments", &text(13)?)?,
        page: row.try_get(14)?,
        campaign: row.try_get(15)?,
        entered_by: row.try_get::<Option<i64>, _>(16)?.map(AccountId),
        handling: parsed("handling of a response", &text(17)?)?,
        assignee: row.try_get::<Option<i64>, _>(18)?.map(AccountId),
        archived_at: row.try_get::<Option<i64>, _>(19)?.map(instant).transpose()?,
        customer: row.try_get::<Option<i64>, _>(20)?.map(CustomerKey),
        answers: Vec::new(),
    })
}
