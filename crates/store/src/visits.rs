//! What visits to the public pages did: answers they read, and cases they opened. For as long as visits are told apart.

use std::{collections::BTreeMap, ops::ControlFlow};

use catsup_model::id::{AnswerId, CaseId};
use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use sqlx::Row as _;

use crate::{Error, Store, Transaction, statement::statements};

statements! {
    // Staff and programs are no public.
    VISIT_READS = "SELECT visit, at, answer_id, arrival FROM answer_read
        WHERE at >= $1 AND at < $2 AND visit IS NOT NULL AND surface = 'public' ORDER BY at, id";
    VISIT_CASES = "SELECT visit, at FROM case_visit WHERE at >= $1 AND at < $2 ORDER BY at, case_id";
    // The remainder of an id stands for it: a day that lost a reading and got another one is told from before.
    VISIT_DAYS = "SELECT at / 86400000000, CAST(COUNT(*) AS BIGINT), CAST(SUM(id % 1000003) AS BIGINT) FROM answer_read
        WHERE at >= $1 AND visit IS NOT NULL AND surface = 'public' GROUP BY at / 86400000000
        UNION ALL
        SELECT at / 86400000000, CAST(COUNT(*) AS BIGINT), CAST(SUM(case_id % 1000003) AS BIGINT) FROM case_visit
        WHERE at >= $1 GROUP BY at / 86400000000";
    CASE_VISIT_PUT = "INSERT INTO case_visit (case_id, visit, at) VALUES ($1, $2, $3) ON CONFLICT (case_id) DO NOTHING";
    CASE_VISIT_OF = "SELECT visit FROM case_visit WHERE case_id = $1";
    CASE_VISITS_FORGET = "DELETE FROM case_visit WHERE at < $1";
}

/// Something that a visit did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitAct {
    /// What stands for the visit.
    pub visit: i64,
    /// When, in microseconds since 1970 UTC.
    pub at: i64,
    /// The answer it read; `None` where it asked a person.
    pub answer: Option<AnswerId>,
    /// Whether it came to the answer from a search.
    pub searched: bool,
}

/// What tells a day that changed from before: how many there are, and a sum over them.
pub type DayMark = (i64, i64);

impl Store {
    /// Hands over what visits did from `from` until before `to` (microseconds since 1970 UTC), readings first and each the oldest
    /// first, until `take` wants no more.
    ///
    /// # Errors
    /// When the database fails; some may have been handed over by then.
    pub async fn visit_each(
        &self,
        (from, to): (i64, i64),
        mut take: impl FnMut(VisitAct) -> ControlFlow<()> + Send,
    ) -> Result<(), Error> {
        let mut reads = self.query(&VISIT_READS).bind(from).bind(to).fetch(&self.read);
        while let Some(row) = reads.try_next().await? {
            let arrival: String = row.try_get(3)?;
            let (visit, at, answer) = (row.try_get(0)?, row.try_get(1)?, Some(AnswerId(row.try_get(2)?)));
            if take(VisitAct { visit, at, answer, searched: arrival == "search" }).is_break() {
                return Ok(());
            }
        }
        drop(reads);
        let mut cases = self.query(&VISIT_CASES).bind(from).bind(to).fetch(&self.read);
        while let Some(row) = cases.try_next().await? {
            let (visit, at) = (row.try_get(0)?, row.try_get(1)?);
            if take(VisitAct { visit, at, answer: None, searched: false }).is_break() {
                return Ok(());
            }
        }
        Ok(())
    }

    /// The days since `from` on which a visit did something, counted from 1970 in UTC, with what tells whether that has
    /// changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn visit_days(&self, from: i64) -> Result<BTreeMap<i64, DayMark>, Error> {
        let rows = self.query(&VISIT_DAYS).bind(from).fetch_all(&self.read).await?;
        marks(&rows)
    }

    /// What stands for the visit by which a case was opened; `None` where it came otherwise, or that is forgotten.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_visit_of(&self, case: CaseId) -> Result<Option<i64>, Error> {
        let row = self.query(&CASE_VISIT_OF).bind(case.0).fetch_optional(&self.read).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }
}

/// Days with their marks; those that come twice are added.
pub(crate) fn marks(rows: &[sqlx::any::AnyRow]) -> Result<BTreeMap<i64, DayMark>, Error> {
    let mut days: BTreeMap<i64, DayMark> = BTreeMap::new();
    for row in rows {
        let mark = days.entry(row.try_get(0)?).or_default();
        let (count, sum): (i64, i64) = (row.try_get(1)?, row.try_get(2)?);
        *mark = (mark.0 + count, mark.1.wrapping_add(sum));
    }
    Ok(days)
}

impl Transaction {
    /// Keeps by which visit a case was opened.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_visit_put(&mut self, case: CaseId, visit: i64, at: Timestamp) -> Result<(), Error> {
        let query = self.query(&CASE_VISIT_PUT).bind(case.0).bind(visit).bind(at.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Forgets by which visits cases were opened before then; the cases stay.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_visits_forget(&mut self, before: Timestamp) -> Result<(), Error> {
        let query = self.query(&CASE_VISITS_FORGET).bind(before.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }
}
