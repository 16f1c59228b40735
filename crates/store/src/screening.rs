//! Screening of what came in: verdicts with each response, identical answers of the last minutes, corrections by staff.

use std::collections::{BTreeMap, HashMap};

use catsup_model::{
    id::{ResponseId, ServiceId},
    response::ResponseState,
    screening::{ScreenCode, ScreenVerdict, Verdict},
};
use jiff::Timestamp;
use sqlx::{Any, Row as _};

use crate::{
    ChangeLog, Error, Store, Transaction, changes,
    dialect::Dialect,
    error::{instant, parsed, to_json},
    statement::statements,
};

statements! {
    SCREENING_PUT = "INSERT INTO screening (response_id, service_id, at, version, passed, urgent, client, text_hash)
        SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS BIGINT),
            CAST(value ->> 3 AS BIGINT), CAST(value ->> 4 AS BIGINT), CAST(value ->> 5 AS BIGINT),
            CAST(value ->> 6 AS BIGINT), CAST(value ->> 7 AS BIGINT)
        FROM {rows:$1} WHERE TRUE
        ON CONFLICT (response_id) DO UPDATE SET passed = excluded.passed, urgent = excluded.urgent,
            text_hash = excluded.text_hash, version = excluded.version";
    // A graver verdict of an earlier page stays.
    SCREENING_VERDICT_PUT = "INSERT INTO screening_verdict (response_id, screen, verdict, reason, score, at)
        SELECT CAST(value ->> 0 AS BIGINT), value ->> 1, value ->> 2, value ->> 3, CAST(value ->> 4 AS BIGINT),
            CAST(value ->> 5 AS BIGINT)
        FROM {rows:$1} WHERE TRUE
        ON CONFLICT (response_id, screen) DO UPDATE SET verdict = excluded.verdict, reason = excluded.reason,
            score = excluded.score, at = excluded.at
        WHERE excluded.score >= screening_verdict.score";
    // The older row stays when it is recent, and its answer is the first; the lock on the key's row puts nodes in order.
    RECENT_ANSWER_CLAIM = "INSERT INTO recent_answer (key, response_id, at)
        SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS BIGINT), CAST(value ->> 2 AS BIGINT)
        FROM {rows:$1} WHERE TRUE
        ON CONFLICT (key) DO UPDATE SET
            response_id = CASE WHEN excluded.at - recent_answer.at > $2 OR recent_answer.at - excluded.at > $2
                THEN excluded.response_id ELSE recent_answer.response_id END,
            at = CASE WHEN excluded.at - recent_answer.at > $2 OR recent_answer.at - excluded.at > $2
                THEN excluded.at ELSE recent_answer.at END
        RETURNING key, response_id";
    RESPONSES_TO_SPAM = "UPDATE response SET state = 'spam', revision = revision + 1
        WHERE id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}) AND state IN ('received', 'flagged')";
    RESPONSE_STATE_SCREENED = "UPDATE response SET state = $2, revision = revision + 1
        WHERE id = $1 AND state <> $2 AND state <> 'withdrawn'
            AND NOT EXISTS (SELECT 1 FROM screening WHERE response_id = $1 AND decision IS NOT NULL)";
    SCREENING_VERDICTS = "SELECT screen, verdict, reason, score FROM screening_verdict WHERE response_id = $1";
    SCREENING_OF = "SELECT service_id, at, version, passed, urgent, decision FROM screening WHERE response_id = $1";
    SCREENING_SAME_TEXT = "SELECT CAST(COUNT(*) AS BIGINT) FROM screening WHERE text_hash = $1 AND at >= $2";
    SCREENING_DECIDE = "UPDATE screening SET decision = CAST($2 AS TEXT), decided_at = $3
        WHERE response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})";
    SCREENING_URGENT_AMONG = "SELECT response_id FROM screening
        WHERE urgent = 1 AND response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})";
    SCREENING_URGENT_LIST = "SELECT screening.response_id FROM screening
        JOIN response ON response.id = screening.response_id
        WHERE screening.urgent = 1 AND response.handling = 'received' AND response.archived_at IS NULL
            AND response.state <> 'withdrawn'
            AND screening.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
        ORDER BY screening.response_id DESC LIMIT $2";
    SCREENING_FORGET = "UPDATE screening SET client = NULL, text_hash = NULL
        WHERE at < $1 AND (client IS NOT NULL OR text_hash IS NOT NULL)";
    SCREENING_TRACES = "SELECT CAST(COUNT(*) AS BIGINT) FROM screening
        WHERE at < $1 AND (client IS NOT NULL OR text_hash IS NOT NULL)";
    RECENT_ANSWER_FORGET = "DELETE FROM recent_answer WHERE at < $1";
}

/// What is kept of the screening of one response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewScreening {
    /// The response.
    pub response: ResponseId,
    /// Its service.
    pub service: ServiceId,
    /// When it was screened.
    pub at: Timestamp,
    /// Version of the list of screens.
    pub version: i64,
    /// Keyed hash of the client, where there is one.
    pub client: Option<i64>,
    /// Hash of a longer text, where there is one.
    pub text_hash: Option<i64>,
    /// Hash that identical answers share, with the microseconds in which they count once.
    pub identical: Option<(i64, i64)>,
    /// Every verdict, passes too.
    pub verdicts: Vec<ScreenVerdict>,
}

/// The screening of one response as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Screening {
    /// The service of the response.
    pub service: ServiceId,
    /// When it was screened first.
    pub at: Timestamp,
    /// Version of the list of screens.
    pub version: i64,
    /// Whether it is urgent.
    pub urgent: bool,
    /// What staff decided: whether it is spam.
    pub decision: Option<bool>,
    /// Every verdict, passes too, in the order of the screens.
    pub verdicts: Vec<ScreenVerdict>,
}

impl NewScreening {
    fn passed(&self) -> i64 {
        let passes = self.verdicts.iter().filter(|one| one.verdict == Verdict::Pass);
        passes.fold(0, |bits, one| bits | one.screen.bit())
    }

    fn is_urgent(&self) -> bool {
        self.verdicts.iter().any(|one| one.verdict == Verdict::Urgent)
    }
}

/// Keeps the screenings of responses that were just stored. Those whose answers came before become spam; returned are
/// they with the response that came first.
pub(crate) async fn record_in_tx(
    connection: &mut sqlx::Transaction<'_, Any>,
    dialect: Dialect,
    screenings: &[&NewScreening],
) -> Result<HashMap<ResponseId, ResponseId>, Error> {
    if screenings.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<_> = screenings
        .iter()
        .map(|one| {
            let at = one.at.as_microsecond();
            let urgent = i64::from(one.is_urgent());
            (one.response.0, one.service.0, at, one.version, one.passed(), urgent, one.client, one.text_hash)
        })
        .collect();
    sqlx::query(SCREENING_PUT.sql(dialect)).bind(to_json(&rows)).execute(&mut **connection).await?;
    let twins = claim_in_tx(connection, dialect, screenings).await?;
    let mut verdicts: Vec<_> = screenings.iter().flat_map(|one| kept_verdicts(one)).collect();
    for (response, at) in
        screenings.iter().filter(|one| twins.contains_key(&one.response)).map(|one| (one.response, one.at))
    {
        let (screen, verdict) = (ScreenCode::Identical.code(), Verdict::Reject.code());
        verdicts.push((response.0, screen, verdict, "identical", 100, at.as_microsecond()));
    }
    if !verdicts.is_empty() {
        let query = sqlx::query(SCREENING_VERDICT_PUT.sql(dialect)).bind(to_json(&verdicts));
        query.execute(&mut **connection).await?;
    }
    if !twins.is_empty() {
        let ids: Vec<i64> = twins.keys().map(|id| id.0).collect();
        sqlx::query(RESPONSES_TO_SPAM.sql(dialect)).bind(to_json(&ids)).execute(&mut **connection).await?;
        changes::note_in_tx(&mut *connection, dialect, ChangeLog::Responses, &ids).await?;
    }
    Ok(twins)
}

fn kept_verdicts(one: &NewScreening) -> Vec<(i64, &'static str, &'static str, &str, i64, i64)> {
    let standing = one.verdicts.iter().filter(|said| said.verdict != Verdict::Pass);
    let at = one.at.as_microsecond();
    standing
        .map(|said| {
            let (screen, verdict) = (said.screen.code(), said.verdict.code());
            (one.response.0, screen, verdict, said.reason.as_str(), said.score, at)
        })
        .collect()
}

async fn claim_in_tx(
    connection: &mut sqlx::Transaction<'_, Any>,
    dialect: Dialect,
    screenings: &[&NewScreening],
) -> Result<HashMap<ResponseId, ResponseId>, Error> {
    // In the order of the keys, so that two nodes never wait for each other; one row a key, as one statement needs.
    let mut first: BTreeMap<i64, (&NewScreening, i64)> = BTreeMap::new();
    let mut twins = HashMap::new();
    for one in screenings {
        let Some((key, window)) = one.identical else { continue };
        match first.get(&key) {
            Some((earlier, _)) => drop(twins.insert(one.response, earlier.response)),
            None => drop(first.insert(key, (*one, window))),
        }
    }
    let Some((_, (_, window))) = first.first_key_value() else { return Ok(twins) };
    let rows: Vec<_> =
        first.iter().map(|(key, (one, _))| (key, one.response.0, one.at.as_microsecond())).collect();
    let query = sqlx::query(RECENT_ANSWER_CLAIM.sql(dialect)).bind(to_json(&rows)).bind(*window);
    for row in query.fetch_all(&mut **connection).await? {
        let (key, owner): (i64, i64) = (row.try_get(0)?, row.try_get(1)?);
        let mine = first[&key].0.response;
        if owner != mine.0 {
            twins.values_mut().filter(|earlier| **earlier == mine).for_each(|earlier| earlier.0 = owner);
            twins.insert(mine, ResponseId(owner));
        }
    }
    Ok(twins)
}

impl Store {
    /// The screening of a response; `None` when it was not screened.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn screening_find(&self, response: ResponseId) -> Result<Option<Screening>, Error> {
        let row = self.query(&SCREENING_OF).bind(response.0).fetch_optional(&self.read).await?;
        let Some(row) = row else { return Ok(None) };
        let passed: i64 = row.try_get(3)?;
        let pass = |screen: &ScreenCode| ScreenVerdict {
            screen: *screen,
            verdict: Verdict::Pass,
            reason: String::new(),
            score: 0,
        };
        let passes = ScreenCode::ALL.iter().filter(|screen| passed & screen.bit() != 0).map(pass);
        let mut verdicts: BTreeMap<ScreenCode, ScreenVerdict> = passes.map(|one| (one.screen, one)).collect();
        for row in self.query(&SCREENING_VERDICTS).bind(response.0).fetch_all(&self.read).await? {
            let said = ScreenVerdict {
                screen: parsed("screen", &row.try_get::<String, _>(0)?)?,
                verdict: parsed("verdict", &row.try_get::<String, _>(1)?)?,
                reason: row.try_get(2)?,
                score: row.try_get(3)?,
            };
            verdicts.insert(said.screen, said);
        }
        let decision: Option<String> = row.try_get(5)?;
        Ok(Some(Screening {
            service: ServiceId(row.try_get(0)?),
            at: instant(row.try_get(1)?)?,
            version: row.try_get(2)?,
            urgent: row.try_get::<i64, _>(4)? == 1,
            decision: decision.map(|decision| decision == "spam"),
            verdicts: verdicts.into_values().collect(),
        }))
    }

    /// How many screened responses carried this text since a moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn screening_same_text(&self, text_hash: i64, since: Timestamp) -> Result<i64, Error> {
        let query = self.query(&SCREENING_SAME_TEXT).bind(text_hash).bind(since.as_microsecond());
        Ok(query.fetch_one(&self.read).await?.try_get(0)?)
    }

    /// How many responses of before a moment still carry a hash of their client or their text.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn screening_traces(&self, before: Timestamp) -> Result<i64, Error> {
        let query = self.query(&SCREENING_TRACES).bind(before.as_microsecond());
        Ok(query.fetch_one(&self.read).await?.try_get(0)?)
    }

    /// Which of these responses are urgent.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn screening_urgent_among(&self, responses: &[ResponseId]) -> Result<Vec<ResponseId>, Error> {
        let ids: Vec<i64> = responses.iter().map(|id| id.0).collect();
        let rows = self.query(&SCREENING_URGENT_AMONG).bind(to_json(&ids)).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok(ResponseId(row.try_get(0)?))).collect()
    }

    /// Urgent responses of these services that nobody has taken up, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn screening_urgent_list(
        &self,
        services: &[ServiceId],
        limit: i64,
    ) -> Result<Vec<ResponseId>, Error> {
        let ids: Vec<i64> = services.iter().map(|id| id.0).collect();
        let query = self.query(&SCREENING_URGENT_LIST).bind(to_json(&ids)).bind(limit);
        query.fetch_all(&self.read).await?.iter().map(|row| Ok(ResponseId(row.try_get(0)?))).collect()
    }
}

impl Transaction {
    /// Keeps the screening of a response that was changed, and puts the response where the verdicts say, unless staff
    /// decided already. Returns the response that gave the same answers first, when there is one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn screening_record(
        &mut self,
        screening: &NewScreening,
        state: ResponseState,
    ) -> Result<Option<ResponseId>, Error> {
        self.response_state_screened(screening.response, state).await?;
        let dialect = self.dialect;
        let twins = record_in_tx(self.inner(), dialect, &[screening]).await?;
        Ok(twins.get(&screening.response).copied())
    }

    /// Puts a response where its verdicts say, unless staff decided already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn response_state_screened(
        &mut self,
        response: ResponseId,
        state: ResponseState,
    ) -> Result<(), Error> {
        let query = self.query(&RESPONSE_STATE_SCREENED).bind(response.0).bind(state.code());
        query.execute(self.connection()).await?;
        self.changes_note(&[response]).await
    }

    /// Notes that a proof of work came for a response that was already in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn screening_proven(
        &mut self,
        response: ResponseId,
        reason: &str,
        at: Timestamp,
    ) -> Result<(), Error> {
        let (screen, verdict) = (ScreenCode::Proof.code(), Verdict::Pass.code());
        // As sure as can be: no later page takes a proof back.
        let row = [(response.0, screen, verdict, reason, 100, at.as_microsecond())];
        self.query(&SCREENING_VERDICT_PUT).bind(to_json(&row)).execute(self.connection()).await?;
        Ok(())
    }

    /// Notes what staff decided on responses: spam, not spam, or nothing any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn screening_decide(
        &mut self,
        responses: &[ResponseId],
        spam: Option<bool>,
        at: Timestamp,
    ) -> Result<(), Error> {
        let ids: Vec<i64> = responses.iter().map(|id| id.0).collect();
        let decision = spam.map(|spam| if spam { "spam" } else { "not_spam" });
        let query = self.query(&SCREENING_DECIDE).bind(to_json(&ids)).bind(decision);
        query.bind(spam.map(|_| at.as_microsecond())).execute(self.connection()).await?;
        Ok(())
    }

    /// Forgets clients and texts of before a moment, and answers of before another.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn screening_forget(&mut self, before: Timestamp) -> Result<(), Error> {
        for statement in [&SCREENING_FORGET, &RECENT_ANSWER_FORGET] {
            let query = self.query(statement).bind(before.as_microsecond());
            query.execute(self.connection()).await?;
        }
        Ok(())
    }
}
