//! Who read which answer, what they said of it, and which answers belong to a case.

use std::collections::BTreeMap;

use catsup_model::{
    Language,
    id::{AnswerId, AnswerReadId, CaseId, ServiceId},
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{instant, parsed},
    statement::statements,
};

statements! {
    READ_INSERT = "INSERT INTO answer_read (id, answer_id, version, language, surface, visit, at, helped, arrival)
        VALUES ($1, $2, $3, $4, $5, CAST($6 AS BIGINT), $7, CAST($8 AS BIGINT), $9)";
    READ_FIND = "SELECT id, answer_id, version, language, surface, visit, at, helped, arrival FROM answer_read WHERE id = $1";
    READ_HELPED = "UPDATE answer_read SET helped = $2 WHERE id = $1";
    READ_COUNTS = "SELECT answer_id, CAST(COUNT(CASE WHEN surface <> 'desk' THEN 1 END) AS BIGINT),
            CAST(COUNT(CASE WHEN helped = 1 THEN 1 END) AS BIGINT), CAST(COUNT(helped) AS BIGINT),
            CAST(COUNT(CASE WHEN surface = 'desk' THEN 1 END) AS BIGINT)
        FROM answer_read WHERE at >= $1 GROUP BY answer_id";
    READ_COUNTS_OF = "SELECT CAST(COUNT(CASE WHEN surface <> 'desk' THEN 1 END) AS BIGINT),
            CAST(COUNT(CASE WHEN helped = 1 THEN 1 END) AS BIGINT), CAST(COUNT(helped) AS BIGINT),
            CAST(COUNT(CASE WHEN surface = 'desk' THEN 1 END) AS BIGINT)
        FROM answer_read WHERE answer_id = $1 AND at >= $2";
    READ_OF_VISIT = "SELECT id, answer_id, version, language, surface, visit, at, helped, arrival FROM answer_read
        WHERE visit = $1 AND at >= $2 ORDER BY at DESC, id DESC LIMIT $3";
    READ_FORGET_VISITS = "UPDATE answer_read SET visit = NULL WHERE at < $1 AND visit IS NOT NULL";
    CASE_ANSWER_PUT = "INSERT INTO case_answer (case_id, answer_id, version, used, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (case_id, answer_id, used) DO NOTHING";
    CASES_WITHOUT_ANSWER = "SELECT c.service_id, CAST(COUNT(*) AS BIGINT) FROM case_file c
        WHERE c.opened_at >= $1 AND c.first_response_at IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM case_answer a WHERE a.case_id = c.id AND a.used = 'sent')
        GROUP BY c.service_id ORDER BY c.service_id";
    CASE_ANSWERS = "SELECT case_id, answer_id, version, used, at FROM case_answer WHERE case_id = $1 ORDER BY at, answer_id";
}

/// One reading of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRead {
    /// Its id.
    pub id: AnswerReadId,
    /// The answer.
    pub answer: AnswerId,
    /// The number of the version that was read.
    pub version: u32,
    /// The language it was read in.
    pub language: Language,
    /// Where: `public`, `desk` or `api`.
    pub surface: String,
    /// What stands for the visit, a keyed hash; `None` where nothing does.
    pub visit: Option<i64>,
    /// When.
    pub at: Timestamp,
    /// Whether it helped, where the reader said so.
    pub helped: Option<bool>,
    /// How the reader came: `search`, or empty.
    pub arrival: String,
}

/// How often an answer was read, and what readers said.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadCounts {
    /// How often the public and programs read it.
    pub reads: u64,
    /// How often staff read it, with a person or for a reply.
    pub desk: u64,
    /// How many said that it helped.
    pub helped: u64,
    /// How many said whether it helped.
    pub said: u64,
}

/// An answer that belongs to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseAnswer {
    /// The case.
    pub case: CaseId,
    /// The answer.
    pub answer: AnswerId,
    /// The number of the version.
    pub version: u32,
    /// How it came there: `read` by the person before they wrote, or `sent` by staff.
    pub used: String,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// One reading.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_read_find(&self, id: AnswerReadId) -> Result<Option<AnswerRead>, Error> {
        let row = self.query(&READ_FIND).bind(id.0).fetch_optional(&self.read).await?;
        row.as_ref().map(read).transpose()
    }

    /// How often each answer was read since then; answers nobody read are left out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_read_counts(
        &self,
        since: Timestamp,
    ) -> Result<BTreeMap<AnswerId, ReadCounts>, Error> {
        let rows = self.query(&READ_COUNTS).bind(since.as_microsecond()).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok((AnswerId(row.try_get(0)?), counts(row, 1)?))).collect()
    }

    /// How often one answer was read since then.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_read_counts_of(
        &self,
        answer: AnswerId,
        since: Timestamp,
    ) -> Result<ReadCounts, Error> {
        let query = self.query(&READ_COUNTS_OF).bind(answer.0).bind(since.as_microsecond());
        counts(&query.fetch_one(&self.read).await?, 0)
    }

    /// What a visit read since then, the latest first, at most `most`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_reads_of_visit(
        &self,
        visit: i64,
        since: Timestamp,
        most: u16,
    ) -> Result<Vec<AnswerRead>, Error> {
        let query = self.query(&READ_OF_VISIT).bind(visit).bind(since.as_microsecond()).bind(i64::from(most));
        query.fetch_all(&self.read).await?.iter().map(read).collect()
    }

    /// How many cases that were opened since then were answered without an answer of the library, by service.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases_without_answer(&self, since: Timestamp) -> Result<Vec<(ServiceId, u64)>, Error> {
        let rows =
            self.query(&CASES_WITHOUT_ANSWER).bind(since.as_microsecond()).fetch_all(&self.read).await?;
        let one = |row: &AnyRow| {
            Ok((ServiceId(row.try_get(0)?), u64::try_from(row.try_get::<i64, _>(1)?).unwrap_or_default()))
        };
        rows.iter().map(one).collect()
    }

    /// The answers that belong to a case, in the order in which they came there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_answers(&self, case: CaseId) -> Result<Vec<CaseAnswer>, Error> {
        let rows = self.query(&CASE_ANSWERS).bind(case.0).fetch_all(&self.read).await?;
        let one = |row: &AnyRow| {
            Ok(CaseAnswer {
                case: CaseId(row.try_get(0)?),
                answer: AnswerId(row.try_get(1)?),
                version: number(row, 2)?,
                used: row.try_get(3)?,
                at: instant(row.try_get(4)?)?,
            })
        };
        rows.iter().map(one).collect()
    }
}

impl Transaction {
    /// Keeps a reading.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_read_insert(&mut self, read: &AnswerRead) -> Result<(), Error> {
        let query = self.query(&READ_INSERT).bind(read.id.0).bind(read.answer.0);
        let query = query.bind(i64::from(read.version)).bind(read.language.code().to_owned());
        let query = query.bind(read.surface.clone()).bind(read.visit).bind(read.at.as_microsecond());
        let query = query.bind(read.helped.map(i64::from)).bind(read.arrival.clone());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Keeps whether an answer helped; what was said before is replaced.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_read_helped(&mut self, id: AnswerReadId, helped: bool) -> Result<(), Error> {
        self.query(&READ_HELPED).bind(id.0).bind(i64::from(helped)).execute(self.connection()).await?;
        Ok(())
    }

    /// Forgets which visit made readings before then; the readings stay.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_read_forget_visits(&mut self, before: Timestamp) -> Result<(), Error> {
        let query = self.query(&READ_FORGET_VISITS).bind(before.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Keeps that an answer belongs to a case; a second time changes nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_answer_put(&mut self, one: &CaseAnswer) -> Result<(), Error> {
        let query = self.query(&CASE_ANSWER_PUT).bind(one.case.0).bind(one.answer.0);
        let query = query.bind(i64::from(one.version)).bind(one.used.clone()).bind(one.at.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }
}

/// Counts from the column at `first` on.
fn counts(row: &AnyRow, first: usize) -> Result<ReadCounts, Error> {
    let count =
        |index: usize| Ok::<u64, Error>(u64::try_from(row.try_get::<i64, _>(index)?).unwrap_or_default());
    Ok(ReadCounts {
        reads: count(first)?,
        helped: count(first + 1)?,
        said: count(first + 2)?,
        desk: count(first + 3)?,
    })
}

fn number(row: &AnyRow, index: usize) -> Result<u32, Error> {
    let stored: i64 = row.try_get(index)?;
    u32::try_from(stored).map_err(|_| Error::corrupt("number of a version", stored.to_string()))
}

fn read(row: &AnyRow) -> Result<AnswerRead, Error> {
    Ok(AnswerRead {
        id: AnswerReadId(row.try_get(0)?),
        answer: AnswerId(row.try_get(1)?),
        version: number(row, 2)?,
        language: parsed("language", &row.try_get::<String, _>(3)?)?,
        surface: row.try_get(4)?,
        visit: row.try_get(5)?,
        at: instant(row.try_get(6)?)?,
        helped: row.try_get::<Option<i64>, _>(7)?.map(|helped| helped != 0),
        arrival: row.try_get(8)?,
    })
}
