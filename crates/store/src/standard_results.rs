//! What became of service standards, year by year.

use catsup_model::{
    id::StandardId,
    standard::{FiscalYear, StandardResult},
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{from_json, parsed, to_json},
    standards::share,
    statement::statements,
};

statements! {
    STANDARD_RESULT_LIST = "SELECT standard_id, year, target, kept, total, stated, source FROM standard_result
        WHERE CAST($1 AS TEXT) IS NULL OR standard_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
        ORDER BY standard_id, year DESC";
    STANDARD_RESULT_FIND = "SELECT standard_id, year, target, kept, total, stated, source FROM standard_result
        WHERE standard_id = $1 AND year = $2";
    STANDARD_RESULT_SET = "INSERT INTO standard_result
            (standard_id, year, target, kept, total, stated, source, updated_at)
        VALUES ($1, $2, CAST($3 AS BIGINT), CAST($4 AS BIGINT), CAST($5 AS BIGINT), CAST($6 AS TEXT), $7, $8)
        ON CONFLICT (standard_id, year) DO UPDATE SET target = excluded.target, kept = excluded.kept,
            total = excluded.total, stated = excluded.stated, source = excluded.source,
            updated_at = excluded.updated_at";
    STANDARD_RESULT_DELETE = "DELETE FROM standard_result WHERE standard_id = $1 AND year = $2";
}

impl Store {
    /// Results of these standards, the latest of each first; of every standard when `standards` is `None`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standard_result_list(
        &self,
        standards: Option<&[StandardId]>,
    ) -> Result<Vec<(StandardId, StandardResult)>, Error> {
        let standards = standards.map(|ids| to_json(&ids.iter().map(|id| id.0).collect::<Vec<_>>()));
        let rows = self.query(&STANDARD_RESULT_LIST).bind(standards).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok((StandardId(row.try_get(0)?), result(row)?))).collect()
    }
}

impl Transaction {
    /// The result of one fiscal year.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standard_result_find(
        &mut self,
        standard: StandardId,
        year: FiscalYear,
    ) -> Result<Option<StandardResult>, Error> {
        let query = self.query(&STANDARD_RESULT_FIND).bind(standard.0).bind(i64::from(year.begins_in()));
        query.fetch_optional(self.connection()).await?.as_ref().map(result).transpose()
    }

    /// Sets the result of a fiscal year.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standard_result_set(
        &mut self,
        standard: StandardId,
        result: &StandardResult,
        at: Timestamp,
    ) -> Result<(), Error> {
        let query = self.query(&STANDARD_RESULT_SET).bind(standard.0);
        let query = query.bind(i64::from(result.year.begins_in()));
        let query = query.bind(result.target.map(|target| i64::from(target.millionths())));
        let query = query.bind(result.kept).bind(result.total);
        let query = query.bind(result.stated.map(|stated| stated.code().to_owned()));
        let query = query.bind(to_json(&result.source)).bind(at.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Removes the result of a fiscal year; says whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn standard_result_delete(
        &mut self,
        standard: StandardId,
        year: FiscalYear,
    ) -> Result<bool, Error> {
        let query = self.query(&STANDARD_RESULT_DELETE).bind(standard.0).bind(i64::from(year.begins_in()));
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}

fn result(row: &AnyRow) -> Result<StandardResult, Error> {
    let year: i64 = row.try_get(1)?;
    let begun = i16::try_from(year).ok().and_then(FiscalYear::beginning_in);
    let stated: Option<String> = row.try_get(5)?;
    Ok(StandardResult {
        year: begun.ok_or_else(|| Error::corrupt("fiscal year", year.to_string()))?,
        target: share(row.try_get(2)?)?,
        kept: row.try_get(3)?,
        total: row.try_get(4)?,
        stated: stated.map(|stated| parsed("outcome", &stated)).transpose()?,
        source: from_json("source of a result", &row.try_get::<String, _>(6)?)?,
    })
}
