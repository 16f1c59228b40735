//! The search index of cases: what a case began with, and what was said in it since.

use std::collections::HashMap;

use catsup_model::{case::Case, id::CaseId};
use sqlx::Row as _;

use super::{CASES_OF_IDS, document::document, row::case};
use crate::{Error, Transaction, error::to_json, statement::statements};

statements! {
    CASE_SEARCH_DELETE = "DELETE FROM case_search
        WHERE {sqlite|rowid}{postgres|case_id} IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})";
    CASE_SEARCH_PUT = "INSERT INTO case_search ({sqlite|rowid}{postgres|case_id}, document)
        SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS {sqlite|TEXT}{postgres|TSVECTOR}) FROM {rows:$1}";
    // What a case began with stands in its row.
    CASE_LATER_WORDS = "SELECT case_id, text FROM case_event
        WHERE case_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
            AND text <> '' AND kind NOT IN ('opened', 'undelivered')
        ORDER BY case_id, id";
}

/// The most that is found of what was said later, in bytes: the newest words win.
const MOST_LATER: usize = 64 * 1024;

impl Transaction {
    /// Makes what new cases are found by; nothing was said in them yet.
    pub(super) async fn case_index_new(&mut self, cases: &[Case]) -> Result<(), Error> {
        let dialect = self.dialect;
        let documents: Vec<(i64, String)> =
            cases.iter().map(|one| (one.id.0, document(dialect, one, &[]))).collect();
        let query = self.query(&CASE_SEARCH_PUT).bind(to_json(&documents));
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Makes what these cases are found by anew.
    pub(super) async fn case_index(&mut self, cases: &[Case]) -> Result<(), Error> {
        let ids = to_json(&cases.iter().map(|one| one.id.0).collect::<Vec<_>>());
        self.query(&CASE_SEARCH_DELETE).bind(ids.clone()).execute(self.connection()).await?;
        let mut later: HashMap<CaseId, Vec<String>> = HashMap::new();
        for row in self.query(&CASE_LATER_WORDS).bind(ids).fetch_all(self.connection()).await? {
            later.entry(CaseId(row.try_get(0)?)).or_default().push(row.try_get(1)?);
        }
        let dialect = self.dialect;
        let documents: Vec<(i64, String)> = cases
            .iter()
            .map(|one| {
                let later = later.get(&one.id).map(|texts| newest(texts)).unwrap_or_default();
                (one.id.0, document(dialect, one, later))
            })
            .collect();
        let query = self.query(&CASE_SEARCH_PUT).bind(to_json(&documents));
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// As [`Transaction::case_index`], for cases that something was said in.
    pub(super) async fn case_index_ids(&mut self, ids: &[i64]) -> Result<(), Error> {
        let query = self.query(&CASES_OF_IDS).bind(to_json(&ids));
        let rows = query.fetch_all(self.connection()).await?;
        let cases = rows.iter().map(case).collect::<Result<Vec<_>, _>>()?;
        self.case_index(&cases).await
    }
}

fn newest(texts: &[String]) -> &[String] {
    let mut room = MOST_LATER;
    let fits = texts.iter().rev().take_while(|text| {
        let fits = text.len() <= room;
        room = room.saturating_sub(text.len());
        fits
    });
    &texts[texts.len() - fits.count()..]
}
