//! Digests: what an account is told about by mail, how far it was told, and what is new since.

use catsup_model::{
    Language,
    id::{AccountId, DigestId, IdSource, ResponseId, ServiceId, SurveyId},
    job::Rhythm,
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{instant, parsed, to_json},
    statement::statements,
};

statements! {
    DIGEST_INSERT = "INSERT INTO digest (id, account_id, service_id, survey_id, low_only, comment_only, rhythm, hour, weekday,
            language, created_at, since, next_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)";
    DIGEST_OF_ACCOUNT = "SELECT id, account_id, service_id, survey_id, low_only, comment_only, rhythm, hour, weekday,
            language, created_at, since, next_at
        FROM digest WHERE account_id = $1 ORDER BY id";
    DIGEST_FIND = "SELECT id, account_id, service_id, survey_id, low_only, comment_only, rhythm, hour, weekday, language,
            created_at, since, next_at
        FROM digest WHERE id = $1";
    DIGEST_DUE = "SELECT id, account_id, service_id, survey_id, low_only, comment_only, rhythm, hour, weekday, language,
            created_at, since, next_at
        FROM digest WHERE next_at <= $1 OR since > $1 ORDER BY next_at, id LIMIT $2";
    DIGEST_ADVANCE = "UPDATE digest SET since = $3, next_at = $4 WHERE id = $1 AND next_at = $2";
    DIGEST_TOLD_DELETE = "DELETE FROM digest_told WHERE digest_id = $1";
    DIGEST_DELETE = "DELETE FROM digest WHERE id = $1";
    // What someone else counted or made up is no news.
    DIGEST_NEWS = "SELECT id, survey_id, COALESCE(score, 0), commented FROM response
        WHERE id >= $8 AND received_at > $2 AND received_at <= $3 AND state = 'received' AND source NOT IN ('import', 'synthetic')
            AND service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$4})
            AND ($5 = 0 OR survey_id = $5)
            AND ($6 = 0 OR score = -1) AND ($7 = 0 OR commented = 1)
            AND id NOT IN (SELECT response_id FROM digest_told WHERE digest_id = $1)
        ORDER BY id DESC";
    DIGEST_TOLD_PUT = "INSERT INTO digest_told (digest_id, response_id, at)
        SELECT $1, CAST(value AS BIGINT), $2 FROM {rows:$3} WHERE TRUE ON CONFLICT (digest_id, response_id) DO NOTHING";
    DIGEST_TOLD_FORGET = "DELETE FROM digest_told WHERE at < $1";
}

/// What somebody is told about by mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// Its id.
    pub id: DigestId,
    /// Who gets it.
    pub account: AccountId,
    /// Only of this service.
    pub service: Option<ServiceId>,
    /// Only of this survey.
    pub survey: Option<SurveyId>,
    /// Only low scores.
    pub low_only: bool,
    /// Only with a comment.
    pub comment_only: bool,
    /// How often.
    pub rhythm: Rhythm,
    /// At which hour of the day, daily and weekly.
    pub hour: i8,
    /// On which day of the week, from 1 for Monday, weekly.
    pub weekday: i8,
    /// In which language.
    pub language: Language,
    /// Since when.
    pub created_at: Timestamp,
    /// What came in up to here was told, or found to be nothing.
    pub since: Timestamp,
    /// When it is looked at next.
    pub next_at: Timestamp,
}

/// One response that a digest has not told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct News {
    /// The response.
    pub response: ResponseId,
    /// Its survey.
    pub survey: SurveyId,
    /// Whether its score is low.
    pub low: bool,
    /// Whether it holds a comment.
    pub commented: bool,
}

impl Store {
    /// Digests of an account, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn digest_list(&self, account: AccountId) -> Result<Vec<Digest>, Error> {
        let rows = self.query(&DIGEST_OF_ACCOUNT).bind(account.0).fetch_all(&self.read).await?;
        rows.iter().map(digest).collect()
    }

    /// Reads one digest.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn digest_find(&self, id: DigestId) -> Result<Option<Digest>, Error> {
        let row = self.query(&DIGEST_FIND).bind(id.0).fetch_optional(&self.read).await?;
        row.as_ref().map(digest).transpose()
    }

    /// Digests whose time has come.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn digest_due(&self, now: Timestamp, limit: i64) -> Result<Vec<Digest>, Error> {
        let query = self.query(&DIGEST_DUE).bind(now.as_microsecond()).bind(limit);
        query.fetch_all(&self.read).await?.iter().map(digest).collect()
    }

    /// What came in after `after` and up to `until`, counts, fits the digest, and was not told yet; the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn digest_news(
        &self,
        digest: &Digest,
        services: &[ServiceId],
        after: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<News>, Error> {
        let services: Vec<i64> = services.iter().map(|id| id.0).collect();
        let query = self.query(&DIGEST_NEWS).bind(digest.id.0).bind(after.as_microsecond());
        let query = query.bind(until.as_microsecond()).bind(to_json(&services));
        let query = query.bind(digest.survey.map_or(0, |survey| survey.0));
        let query = query.bind(i64::from(digest.low_only)).bind(i64::from(digest.comment_only));
        // Ids grow with time: only the newest part of the table is read.
        let query = query.bind(IdSource::first_at(after));
        let news = |row: &AnyRow| {
            Ok(News {
                response: ResponseId(row.try_get(0)?),
                survey: SurveyId(row.try_get(1)?),
                low: row.try_get::<i64, _>(2)? == -1,
                commented: row.try_get::<i64, _>(3)? == 1,
            })
        };
        query.fetch_all(&self.read).await?.iter().map(news).collect()
    }
}

impl Transaction {
    /// Adds a digest.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn digest_insert(&mut self, digest: &Digest) -> Result<(), Error> {
        let query = self.query(&DIGEST_INSERT).bind(digest.id.0).bind(digest.account.0);
        let query = query.bind(digest.service.map(|id| id.0)).bind(digest.survey.map(|id| id.0));
        let query = query.bind(i64::from(digest.low_only)).bind(i64::from(digest.comment_only));
        let query = query.bind(digest.rhythm.code()).bind(i64::from(digest.hour));
        let query = query.bind(i64::from(digest.weekday)).bind(digest.language.code());
        let query = query.bind(digest.created_at.as_microsecond()).bind(digest.next_at.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Moves a digest on to its next time; `false` when another node did so already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn digest_advance(
        &mut self,
        digest: &Digest,
        since: Timestamp,
        next_at: Timestamp,
    ) -> Result<bool, Error> {
        let query = self.query(&DIGEST_ADVANCE).bind(digest.id.0).bind(digest.next_at.as_microsecond());
        let query = query.bind(since.as_microsecond()).bind(next_at.as_microsecond());
        Ok(query.execute(self.connection()).await?.rows_affected() == 1)
    }

    /// Notes what a digest has told of.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn digest_told(
        &mut self,
        digest: DigestId,
        responses: &[ResponseId],
        at: Timestamp,
    ) -> Result<(), Error> {
        let ids: Vec<i64> = responses.iter().map(|id| id.0).collect();
        let query = self.query(&DIGEST_TOLD_PUT).bind(digest.0).bind(at.as_microsecond()).bind(to_json(&ids));
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Forgets what digests told of before a moment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn digest_told_forget(&mut self, before: Timestamp) -> Result<(), Error> {
        let query = self.query(&DIGEST_TOLD_FORGET).bind(before.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Ends a digest; `false` when there was none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn digest_delete(&mut self, id: DigestId) -> Result<bool, Error> {
        self.query(&DIGEST_TOLD_DELETE).bind(id.0).execute(self.connection()).await?;
        Ok(self.query(&DIGEST_DELETE).bind(id.0).execute(self.connection()).await?.rows_affected() == 1)
    }
}

fn digest(row: &AnyRow) -> Result<Digest, Error> {
    let small = |index: usize| -> Result<i8, Error> {
        let number: i64 = row.try_get(index)?;
        i8::try_from(number).map_err(|_| Error::corrupt("hour or weekday", number.to_string()))
    };
    Ok(Digest {
        id: DigestId(row.try_get(0)?),
        account: AccountId(row.try_get(1)?),
        service: row.try_get::<Option<i64>, _>(2)?.map(ServiceId),
        survey: row.try_get::<Option<i64>, _>(3)?.map(SurveyId),
        low_only: row.try_get::<i64, _>(4)? == 1,
        comment_only: row.try_get::<i64, _>(5)? == 1,
        rhythm: parsed("rhythm of a digest", &row.try_get::<String, _>(6)?)?,
        hour: small(7)?,
        weekday: small(8)?,
        language: parsed("language", &row.try_get::<String, _>(9)?)?,
        created_at: instant(row.try_get(10)?)?,
        since: instant(row.try_get(11)?)?,
        next_at: instant(row.try_get(12)?)?,
    })
}
