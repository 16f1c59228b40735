//! Cases: written whole, read one by one, by number, by person.

mod attachments;
mod contacts;
mod counts;
mod document;
mod events;
mod export;
mod follow_ups;
mod givings;
mod list;
mod mentions;
mod open311;
mod relations;
mod row;
mod rules;
mod search;
mod tally;
mod templates;

use std::collections::BTreeMap;

use catsup_model::{
    case::{Case, CaseNumber},
    id::{CaseId, ResponseId},
    interaction::CustomerKey,
};
use jiff::Timestamp;
use sqlx::Row as _;

use self::row::{Written, case};
pub(crate) use self::{
    attachments::STATEMENTS as ATTACHMENT_STATEMENTS, contacts::STATEMENTS as CONTACT_STATEMENTS,
    counts::STATEMENTS as COUNT_STATEMENTS, events::STATEMENTS as EVENT_STATEMENTS,
    export::STATEMENTS as EXPORT_STATEMENTS, follow_ups::STATEMENTS as FOLLOW_UP_STATEMENTS,
    givings::STATEMENTS as GIVING_STATEMENTS, list::STATEMENTS as LIST_STATEMENTS,
    mentions::STATEMENTS as MENTION_STATEMENTS, open311::STATEMENTS as OPEN311_STATEMENTS,
    relations::STATEMENTS as RELATION_STATEMENTS, rules::STATEMENTS as RULE_STATEMENTS,
    search::STATEMENTS as SEARCH_STATEMENTS, tally::STATEMENTS as TALLY_STATEMENTS,
    templates::STATEMENTS as TEMPLATE_STATEMENTS,
};
pub use self::{
    attachments::{Attachment, StoredAttachment},
    contacts::CaseContact,
    counts::{CaseCounts, CaseCountsFilter},
    export::CasesWanted,
    givings::{Given, Giving},
    list::{CaseFilter, CasePage},
    open311::Open311Filter,
    tally::CaseTally,
};
use crate::{
    Error, Store, Transaction,
    error::{parsed, to_json},
    statement::{Statement, statements},
};

/// The columns that [`row::case`] reads, in its order.
macro_rules! columns {
    () => {
        "id, number, service_id, touchpoint_id, channel, kind, status, subject, description, wish, person, place,
            attributes, source, source_key, response_id, assignee_id, urgent, unresolved, reopened, merged_into, opened_at,
            first_response_at, unanswered_at, ended_at, pauses, first_response_due, next_response_due, resolution_due,
            due_at, alarm_at, told, days_taken, in_time, link_serial, revision, updated_at"
    };
}
pub(crate) use columns;

statements! {
    CASE_FIND = concat!("SELECT ", columns!(), " FROM case_file WHERE id = $1");
    // PostgreSQL holds other writers of the case off; SQLite lets one transaction write at a time.
    CASE_LOCK = concat!("SELECT ", columns!(), " FROM case_file WHERE id = $1 {postgres|FOR UPDATE}");
    CASE_BY_NUMBER = concat!("SELECT ", columns!(), " FROM case_file WHERE number = $1");
    CASES_OF_IDS = concat!("SELECT ", columns!(), " FROM case_file
        WHERE id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})");
    CASES_OF_KEYS = concat!("SELECT ", columns!(), " FROM case_file
        WHERE source_key IN (SELECT value ->> 0 FROM {rows:$1})");
    CASES_OF_CUSTOMER = concat!("SELECT ", columns!(), " FROM case_file WHERE customer = $1
        ORDER BY id DESC LIMIT CAST($2 AS BIGINT)");
    CASES_OF_RESPONSE = concat!("SELECT ", columns!(), " FROM case_file WHERE response_id = $1 ORDER BY id");
    CASES_MERGED = concat!("SELECT ", columns!(), " FROM case_file WHERE merged_into = $1 ORDER BY id");
    CASES_ALARMED = "SELECT id FROM case_file WHERE alarm_at <= $1 ORDER BY alarm_at LIMIT CAST($2 AS BIGINT)";
    CASES_UNDER_WAY = "SELECT id FROM case_file WHERE is_open = 1 AND id > $1 ORDER BY id LIMIT CAST($2 AS BIGINT)";
    CASE_IDS_TAKEN = "SELECT id FROM case_file WHERE id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})";
    CASE_NUMBERS_TAKEN = "SELECT number FROM case_file WHERE number IN (SELECT value ->> 0 FROM {rows:$1})";
    CASE_PUT = include_str!("sql/case_put.sql");
}

impl Store {
    /// One case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_find(&self, id: CaseId) -> Result<Option<Case>, Error> {
        let row = self.query(&CASE_FIND).bind(id.0).fetch_optional(&self.read).await?;
        row.as_ref().map(case).transpose()
    }

    /// The case of a number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_by_number(&self, number: CaseNumber) -> Result<Option<Case>, Error> {
        let query = self.query(&CASE_BY_NUMBER).bind(number.plain());
        query.fetch_optional(&self.read).await?.as_ref().map(case).transpose()
    }

    /// The case that a source knows under its key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_of_key(&self, key: &str) -> Result<Option<Case>, Error> {
        let query = self.query(&CASES_OF_KEYS).bind(to_json(&[[key]]));
        query.fetch_optional(&self.read).await?.as_ref().map(case).transpose()
    }

    /// These cases, in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases_of_ids(&self, ids: &[CaseId]) -> Result<Vec<Case>, Error> {
        let ids = to_json(&ids.iter().map(|id| id.0).collect::<Vec<_>>());
        self.cases(&CASES_OF_IDS, ids).await
    }

    /// The latest cases of whoever this stands for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases_of_customer(&self, customer: CustomerKey, most: i64) -> Result<Vec<Case>, Error> {
        let query = self.query(&CASES_OF_CUSTOMER).bind(customer.0).bind(most);
        query.fetch_all(&self.read).await?.iter().map(case).collect()
    }

    /// The cases that were made from a response.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases_of_response(&self, response: ResponseId) -> Result<Vec<Case>, Error> {
        let query = self.query(&CASES_OF_RESPONSE).bind(response.0);
        query.fetch_all(&self.read).await?.iter().map(case).collect()
    }

    /// The cases that go on in this one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases_merged_into(&self, id: CaseId) -> Result<Vec<Case>, Error> {
        let query = self.query(&CASES_MERGED).bind(id.0);
        query.fetch_all(&self.read).await?.iter().map(case).collect()
    }

    /// Cases of which somebody is to be told by now, the longest due first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases_alarmed(&self, now: Timestamp, most: i64) -> Result<Vec<CaseId>, Error> {
        let query = self.query(&CASES_ALARMED).bind(now.as_microsecond()).bind(most);
        query.fetch_all(&self.read).await?.iter().map(|row| Ok(CaseId(row.try_get(0)?))).collect()
    }

    /// Cases that go on, after `after`, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases_under_way(&self, after: Option<CaseId>, most: i64) -> Result<Vec<CaseId>, Error> {
        let query = self.query(&CASES_UNDER_WAY).bind(after.map_or(i64::MIN, |id| id.0)).bind(most);
        query.fetch_all(&self.read).await?.iter().map(|row| Ok(CaseId(row.try_get(0)?))).collect()
    }

    async fn cases(&self, statement: &'static Statement, argument: String) -> Result<Vec<Case>, Error> {
        let rows = self.query(statement).bind(argument).fetch_all(&self.read).await?;
        rows.iter().map(case).collect()
    }
}

impl Transaction {
    /// One case, which nobody else changes until the transaction ends.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_lock(&mut self, id: CaseId) -> Result<Option<Case>, Error> {
        let query = self.query(&CASE_LOCK).bind(id.0);
        query.fetch_optional(self.connection()).await?.as_ref().map(case).transpose()
    }

    /// The cases that sources know under these keys.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn cases_of_keys(&mut self, keys: &[&str]) -> Result<Vec<Case>, Error> {
        let keys: Vec<[&str; 1]> = keys.iter().map(|key| [*key]).collect();
        let query = self.query(&CASES_OF_KEYS).bind(to_json(&keys));
        query.fetch_all(self.connection()).await?.iter().map(case).collect()
    }

    /// Which of these ids stand for a case already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_ids_taken(&mut self, ids: &[i64]) -> Result<Vec<i64>, Error> {
        let query = self.query(&CASE_IDS_TAKEN).bind(to_json(&ids));
        query.fetch_all(self.connection()).await?.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// Which of these numbers a case has already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_numbers_taken(&mut self, numbers: &[CaseNumber]) -> Result<Vec<CaseNumber>, Error> {
        let numbers: Vec<[String; 1]> = numbers.iter().map(|number| [number.plain()]).collect();
        let query = self.query(&CASE_NUMBERS_TAKEN).bind(to_json(&numbers));
        let rows = query.fetch_all(self.connection()).await?;
        rows.iter().map(|row| parsed("number of a case", &row.try_get::<String, _>(0)?)).collect()
    }

    /// Writes cases, new ones and those that were there, with what the search finds them by.
    ///
    /// # Errors
    /// [`Error::Taken`] when another case has the number or the key of the source.
    pub async fn case_put(&mut self, cases: &[Case]) -> Result<(), Error> {
        if cases.is_empty() {
            return Ok(());
        }
        let before = self.cases_counted_as(cases).await?;
        self.case_write(cases).await?;
        self.case_quarters_note(&before, cases).await?;
        self.case_index(cases).await
    }

    /// As [`Transaction::case_put`], for cases that are known to be new: nothing is looked for in the search index.
    ///
    /// # Errors
    /// As [`Transaction::case_put`].
    pub async fn cases_insert(&mut self, cases: &[Case]) -> Result<(), Error> {
        if cases.is_empty() {
            return Ok(());
        }
        self.case_write(cases).await?;
        self.case_quarters_note(&BTreeMap::new(), cases).await?;
        self.case_index_new(cases).await
    }

    async fn case_write(&mut self, cases: &[Case]) -> Result<(), Error> {
        let rows: Vec<_> = cases.iter().map(Written).collect();
        let query = self.query(&CASE_PUT).bind(to_json(&rows));
        query.execute(self.connection()).await.map_err(Error::or_taken("the number or key of the case"))?;
        Ok(())
    }
}
