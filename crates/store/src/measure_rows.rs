//! Responses as far as measures need them: what counts of each, with its answers on a scale.

use std::collections::HashMap;

use catsup_model::{
    id::{ResponseId, ServiceId, SurveyId, SurveyVersionId, TouchpointId, WordingId},
    response::CountedResponse,
};
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store,
    error::{from_json, parsed, to_json},
    statement::statements,
};

statements! {
    MEASURE_ROWS_OF = "SELECT r.id, r.occurred_at, r.service_id, r.survey_id, r.version_id, r.touchpoint_id, r.channel,
            r.language, r.device, CAST(r.segments AS TEXT)
        FROM {rows:$1} CROSS JOIN response r WHERE r.id = CAST(value AS BIGINT) AND r.state = 'received'";
    MEASURE_ROWS_AFTER = "SELECT r.id, r.occurred_at, r.service_id, r.survey_id, r.version_id, r.touchpoint_id, r.channel,
            r.language, r.device, CAST(r.segments AS TEXT)
        FROM response r WHERE r.id > $1 AND r.state = 'received' ORDER BY r.id LIMIT CAST($2 AS BIGINT)";
    MEASURE_ANSWERS = "SELECT response_id, wording_id, value FROM answer
        WHERE response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
            AND wording_id IS NOT NULL AND value IS NOT NULL
        ORDER BY response_id, question";
}

/// A response that counts: answers with what exactly was asked, in the order of their questions' keys.
pub type MeasureRow = CountedResponse<(WordingId, i64)>;

impl Store {
    /// Those of these responses that count.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn measure_rows_of(&self, ids: &[ResponseId]) -> Result<Vec<MeasureRow>, Error> {
        let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
        let rows = self.query(&MEASURE_ROWS_OF).bind(to_json(&ids)).fetch_all(&self.read).await?;
        self.measure_rows(&rows).await
    }

    /// Responses that count, by id, after one of them.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn measure_rows_after(&self, after: ResponseId, limit: i64) -> Result<Vec<MeasureRow>, Error> {
        let rows = self.query(&MEASURE_ROWS_AFTER).bind(after.0).bind(limit).fetch_all(&self.read).await?;
        self.measure_rows(&rows).await
    }

    async fn measure_rows(&self, rows: &[AnyRow]) -> Result<Vec<MeasureRow>, Error> {
        let mut found: Vec<MeasureRow> = rows.iter().map(one).collect::<Result<_, _>>()?;
        let ids: Vec<i64> = found.iter().map(|one| one.id.0).collect();
        if ids.is_empty() {
            return Ok(found);
        }
        let rows = self.query(&MEASURE_ANSWERS).bind(to_json(&ids)).fetch_all(&self.read).await?;
        let mut answers: HashMap<i64, Vec<(WordingId, i64)>> = HashMap::new();
        for row in &rows {
            let answer = (WordingId(row.try_get(1)?), row.try_get(2)?);
            answers.entry(row.try_get(0)?).or_default().push(answer);
        }
        for one in &mut found {
            one.answers = answers.remove(&one.id.0).unwrap_or_default();
        }
        Ok(found)
    }
}

fn one(row: &AnyRow) -> Result<MeasureRow, Error> {
    let text = |index: usize| row.try_get::<String, _>(index);
    Ok(MeasureRow {
        id: ResponseId(row.try_get(0)?),
        occurred_at: row.try_get(1)?,
        service: ServiceId(row.try_get(2)?),
        survey: SurveyId(row.try_get(3)?),
        version: SurveyVersionId(row.try_get(4)?),
        touchpoint: row.try_get::<Option<i64>, _>(5)?.map(TouchpointId),
        channel: parsed("channel", &text(6)?)?,
        language: parsed("language", &text(7)?)?,
        device: row.try_get(8)?,
        segments: from_json("segments", &text(9)?)?,
        answers: Vec::new(),
    })
}
