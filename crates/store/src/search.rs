//! The search index: written together with the answers, rebuilt for responses that were there before it.

mod document;
mod reading;

use catsup_model::{id::ResponseId, response::NewResponse, survey::SurveyDefinition};
use jiff::Timestamp;
use sqlx::{AnyConnection, AnyPool, Row as _};

pub(crate) use self::document::{Facet, Match, render};
pub use self::reading::{Told, told};
use self::{
    document::pages_above,
    reading::{Reading, Readings},
};
use crate::{
    Error, Transaction,
    dialect::Dialect,
    error::{from_json, to_json},
    responses,
    statement::statements,
};

statements! {
    SEARCH_PUT = "INSERT INTO response_search ({sqlite|rowid}{postgres|response_id}, document)
        SELECT CAST(value ->> 0 AS BIGINT), CAST(value ->> 1 AS {sqlite|TEXT}{postgres|TSVECTOR}) FROM {rows:$1}";
    SEARCH_DELETE = "DELETE FROM response_search
        WHERE {sqlite|rowid}{postgres|response_id} IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})";
    SEARCH_RATE = "UPDATE response SET score = CAST($2 AS BIGINT), commented = $3 WHERE id = $1";
    VERSIONS_READ = "SELECT id, definition FROM survey_version
        WHERE id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})";
    BACKLOG_TAKE = "DELETE FROM search_backlog
        WHERE response_id IN (SELECT response_id FROM search_backlog ORDER BY response_id LIMIT CAST($1 AS BIGINT))
        RETURNING response_id";
}

/// Responses taken from the backlog in one transaction.
const BACKLOG_PAGE: i64 = 1_000;

/// What the store itself finds out about a response as it is written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Derived {
    /// Low (-1), between (0), high (1).
    pub(crate) score: Option<i64>,
    /// Whether anything was written.
    pub(crate) commented: bool,
    document: String,
}

/// Reads the versions of these responses that were not met before.
async fn learn(
    connection: &mut AnyConnection,
    dialect: Dialect,
    readings: &mut Readings,
    versions: impl Iterator<Item = i64>,
) -> Result<(), Error> {
    let unknown: Vec<i64> = versions.filter(|id| !readings.0.contains_key(id)).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let query = sqlx::query(VERSIONS_READ.sql(dialect)).bind(to_json(&unknown));
    for row in query.fetch_all(&mut *connection).await? {
        let definition: SurveyDefinition = from_json("survey definition", &row.try_get::<String, _>(1)?)?;
        readings.0.insert(row.try_get(0)?, Reading::of(&definition));
    }
    Ok(())
}

/// What versions say about responses, kept from batch to batch by whoever writes many.
#[derive(Debug, Default)]
pub(crate) struct Reader(Readings);

impl Reader {
    /// Finds out, for each response, how it went and what the index is to hold.
    pub(crate) async fn derive(
        &mut self,
        connection: &mut AnyConnection,
        dialect: Dialect,
        responses: &[NewResponse],
    ) -> Result<Vec<Derived>, Error> {
        learn(connection, dialect, &mut self.0, responses.iter().map(|one| one.version.0)).await?;
        let unknown = Reading::default();
        let derived = responses.iter().map(|one| {
            let reading = self.0.0.get(&one.version.0).unwrap_or(&unknown);
            derive(dialect, reading, one)
        });
        Ok(derived.collect())
    }
}

fn derive(dialect: Dialect, reading: &Reading, response: &NewResponse) -> Derived {
    let texts = reading.texts(&response.answers);
    let score = reading.score(&response.answers);
    let mut facets = vec![
        Facet::Service(response.service.0),
        Facet::Survey(response.survey.0),
        Facet::Channel(response.channel),
        Facet::Language(response.language),
        Facet::Source(response.source),
        Facet::month_of(response.occurred_at),
    ];
    facets.extend(response.touchpoint.map(|id| Facet::Touchpoint(id.0)));
    facets.extend(response.device.as_deref().map(Facet::Device));
    facets.extend(response.campaign.as_deref().map(Facet::Campaign));
    facets.extend(response.page.iter().flat_map(|page| pages_above(page)).map(Facet::Page));
    facets.extend(response.segments.iter().map(|(name, value)| Facet::Segment(name, value)));
    facets.extend(score.map(Facet::Score));
    facets.extend((!texts.is_empty()).then_some(Facet::Commented));
    let facets: Vec<String> = facets.into_iter().map(Facet::token).collect();
    Derived { score, commented: !texts.is_empty(), document: render(dialect, &facets, &texts) }
}

/// The months, in UTC, that a period touches; none when it is too long to name them.
pub(crate) fn months(from: i64, to: i64) -> Option<Vec<Facet<'static>>> {
    const MOST: usize = 24;
    let start = Timestamp::from_microsecond(from).ok()?;
    let end = Timestamp::from_microsecond(to.checked_sub(1)?).ok()?;
    let Facet::Month(mut year, mut month) = Facet::month_of(start) else { return None };
    let Facet::Month(last_year, last_month) = Facet::month_of(end) else { return None };
    let mut months = Vec::new();
    while (year, month) <= (last_year, last_month) {
        months.push(Facet::Month(year, month));
        if months.len() > MOST {
            return None;
        }
        (year, month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    }
    Some(months)
}

/// Puts new documents in.
pub(crate) async fn put(
    connection: &mut AnyConnection,
    dialect: Dialect,
    documents: impl Iterator<Item = (ResponseId, &Derived)>,
) -> Result<(), Error> {
    let rows: Vec<(i64, &str)> = documents.map(|(id, derived)| (id.0, derived.document.as_str())).collect();
    if !rows.is_empty() {
        sqlx::query(SEARCH_PUT.sql(dialect)).bind(to_json(&rows)).execute(connection).await?;
    }
    Ok(())
}

/// Takes documents out.
pub(crate) async fn remove(
    connection: &mut AnyConnection,
    dialect: Dialect,
    ids: &[i64],
) -> Result<(), Error> {
    if !ids.is_empty() {
        sqlx::query(SEARCH_DELETE.sql(dialect)).bind(to_json(&ids)).execute(connection).await?;
    }
    Ok(())
}

impl Transaction {
    /// Makes the documents of these responses again, from what is stored now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn search_refresh(&mut self, ids: &[ResponseId]) -> Result<(), Error> {
        let dialect = self.dialect;
        refresh(self.connection(), dialect, &mut Reader::default(), ids).await
    }
}

async fn refresh(
    connection: &mut AnyConnection,
    dialect: Dialect,
    reader: &mut Reader,
    ids: &[ResponseId],
) -> Result<(), Error> {
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    remove(connection, dialect, &numbers).await?;
    let stored = responses::read_in_tx(connection, dialect, &numbers).await?;
    let derived = reader.derive(connection, dialect, &stored).await?;
    for (response, derived) in stored.iter().zip(&derived) {
        sqlx::query(SEARCH_RATE.sql(dialect))
            .bind(response.id.0)
            .bind(derived.score)
            .bind(i64::from(derived.commented))
            .execute(&mut *connection)
            .await?;
    }
    put(connection, dialect, stored.iter().map(|one| one.id).zip(&derived)).await
}

/// Takes responses in that were stored before there was an index; a thousand in each transaction, so that one that is
/// interrupted goes on where it was.
pub(crate) async fn catch_up(pool: &AnyPool, dialect: Dialect) -> Result<(), Error> {
    let mut reader = Reader::default();
    let mut total = 0;
    loop {
        let mut transaction = match dialect {
            Dialect::Sqlite => pool.begin_with("BEGIN IMMEDIATE").await?,
            Dialect::Postgres => pool.begin().await?,
        };
        let query = sqlx::query(BACKLOG_TAKE.sql(dialect)).bind(BACKLOG_PAGE);
        let rows = query.fetch_all(&mut *transaction).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let ids: Vec<ResponseId> =
            rows.iter().map(|row| Ok(ResponseId(row.try_get(0)?))).collect::<Result<_, Error>>()?;
        refresh(&mut transaction, dialect, &mut reader, &ids).await?;
        transaction.commit().await?;
        total += ids.len();
        tracing::info!(responses = total, "taking earlier responses into the search index");
    }
}
