//! How the screens do: what they passed and held back, and what staff made of it.

use std::collections::BTreeMap;

use catsup_model::{
    id::{ResponseId, ServiceId},
    response::ResponseState,
    screening::{ScreenCode, Verdict},
};
use jiff::Timestamp;
use sqlx::Row as _;

use crate::{
    Error, Store,
    error::{instant, parsed, to_json},
    statement::statements,
};

statements! {
    // A sum for each bit of `passed`, in the order of the screens.
    SCREENING_TOTALS = "SELECT CAST(COUNT(*) AS BIGINT),
            CAST(COALESCE(SUM(CASE WHEN decision = 'spam' AND NOT EXISTS (
                SELECT 1 FROM screening_verdict WHERE screening_verdict.response_id = screening.response_id
                    AND verdict IN ('flag', 'reject')) THEN 1 ELSE 0 END), 0) AS BIGINT),
            CAST(COALESCE(SUM(passed & 1), 0) AS BIGINT), CAST(COALESCE(SUM((passed >> 1) & 1), 0) AS BIGINT),
            CAST(COALESCE(SUM((passed >> 2) & 1), 0) AS BIGINT), CAST(COALESCE(SUM((passed >> 3) & 1), 0) AS BIGINT),
            CAST(COALESCE(SUM((passed >> 4) & 1), 0) AS BIGINT), CAST(COALESCE(SUM((passed >> 5) & 1), 0) AS BIGINT),
            CAST(COALESCE(SUM((passed >> 6) & 1), 0) AS BIGINT), CAST(COALESCE(SUM((passed >> 7) & 1), 0) AS BIGINT)
        FROM screening WHERE at >= $2 AND service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})";
    SCREENING_COUNTS = "SELECT screening_verdict.screen, screening_verdict.verdict,
            COALESCE(screening.decision, ''), CAST(COUNT(*) AS BIGINT)
        FROM screening_verdict JOIN screening ON screening.response_id = screening_verdict.response_id
        WHERE screening.at >= $2 AND screening.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
        GROUP BY 1, 2, 3";
    SCREENING_LOG = "SELECT screening_verdict.at, screening_verdict.response_id, screening_verdict.screen,
            screening_verdict.verdict, screening_verdict.reason, screening_verdict.score, screening.version,
            screening.decision, response.state
        FROM screening_verdict
        JOIN screening ON screening.response_id = screening_verdict.response_id
        JOIN response ON response.id = screening_verdict.response_id
        WHERE screening.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
            AND ($2 = '' OR screening_verdict.screen = $2)
        ORDER BY screening_verdict.at DESC, screening_verdict.response_id DESC, screening_verdict.screen LIMIT $3";
}

/// How often one screen gave one verdict, by what staff decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerdictCount {
    /// The screen.
    pub screen: ScreenCode,
    /// Its verdict.
    pub verdict: Verdict,
    /// What staff decided: whether the response is spam.
    pub decision: Option<bool>,
    /// How many.
    pub n: i64,
}

/// What was screened in a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScreeningTotals {
    /// How many responses.
    pub screened: i64,
    /// How many of them staff called spam though no screen held them back.
    pub missed: i64,
    /// How many each screen passed.
    pub passed: BTreeMap<ScreenCode, i64>,
    /// Verdicts other than a pass, and passes that came later.
    pub counts: Vec<VerdictCount>,
}

/// One line of the log of verdicts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictLine {
    /// When.
    pub at: Timestamp,
    /// On which response.
    pub response: ResponseId,
    /// By which screen.
    pub screen: ScreenCode,
    /// What it said.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// How sure it was, from 0 to 100.
    pub score: i64,
    /// Version of the list of screens.
    pub version: i64,
    /// What staff decided: whether the response is spam.
    pub decision: Option<bool>,
    /// Where the response stands now.
    pub state: ResponseState,
}

impl Store {
    /// What was screened for these services since a moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn screening_totals(
        &self,
        services: &[ServiceId],
        since: Timestamp,
    ) -> Result<ScreeningTotals, Error> {
        let services = to_json(&services.iter().map(|id| id.0).collect::<Vec<_>>());
        let since = since.as_microsecond();
        let query = self.query(&SCREENING_TOTALS).bind(services.clone()).bind(since);
        let totals = query.fetch_one(&self.read).await?;
        let mut passed = BTreeMap::new();
        for (place, screen) in ScreenCode::ALL.iter().enumerate() {
            passed.insert(*screen, totals.try_get(place + 2)?);
        }
        let query = self.query(&SCREENING_COUNTS).bind(services).bind(since);
        let mut counts = Vec::new();
        for row in query.fetch_all(&self.read).await? {
            counts.push(VerdictCount {
                screen: parsed("screen", &row.try_get::<String, _>(0)?)?,
                verdict: parsed("verdict", &row.try_get::<String, _>(1)?)?,
                decision: decision(Some(row.try_get(2)?)),
                n: row.try_get(3)?,
            });
        }
        Ok(ScreeningTotals { screened: totals.try_get(0)?, missed: totals.try_get(1)?, passed, counts })
    }

    /// The newest verdicts on responses of these services other than passes, of one screen or of all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn screening_log(
        &self,
        services: &[ServiceId],
        screen: Option<ScreenCode>,
        limit: i64,
    ) -> Result<Vec<VerdictLine>, Error> {
        let services = to_json(&services.iter().map(|id| id.0).collect::<Vec<_>>());
        let query = self.query(&SCREENING_LOG).bind(services);
        let query = query.bind(screen.map_or("", ScreenCode::code)).bind(limit);
        let line = |row: &sqlx::any::AnyRow| {
            Ok(VerdictLine {
                at: instant(row.try_get(0)?)?,
                response: ResponseId(row.try_get(1)?),
                screen: parsed("screen", &row.try_get::<String, _>(2)?)?,
                verdict: parsed("verdict", &row.try_get::<String, _>(3)?)?,
                reason: row.try_get(4)?,
                score: row.try_get(5)?,
                version: row.try_get(6)?,
                decision: decision(row.try_get(7)?),
                state: parsed("state of a response", &row.try_get::<String, _>(8)?)?,
            })
        };
        query.fetch_all(&self.read).await?.iter().map(line).collect()
    }
}

/// What staff decided, from its code.
fn decision(code: Option<String>) -> Option<bool> {
    code.filter(|code| !code.is_empty()).map(|code| code == "spam")
}
