//! The answer library: answers and their versions.

use catsup_model::{
    id::{AccountId, AnswerId, OrganisationId, ServiceId},
    library::{Answer, AnswerVersion},
};
use jiff::{Timestamp, civil::Date};
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{from_json, instant, parsed, to_json},
    statement::statements,
};

macro_rules! answer_columns {
    () => {
        "id, slug, organisation_id, service_id, audience, state, owner_id, needs, experiences, ends_on,
            review_on, latest, withdrawn, created_at, updated_at"
    };
}

macro_rules! version_columns {
    () => {
        "v.answer_id, v.number, v.document, v.note, v.author_id, v.written_at, v.starts_on, v.approved_by,
            v.approved_at, v.must_read, v.training"
    };
}

statements! {
    ANSWER_LIST = concat!("SELECT ", answer_columns!(), " FROM answer ORDER BY id");
    ANSWER_FIND = concat!("SELECT ", answer_columns!(), " FROM answer WHERE id = $1");
    ANSWER_LOCK = concat!("SELECT ", answer_columns!(), " FROM answer WHERE id = $1 {postgres|FOR UPDATE}");
    ANSWER_BY_SOURCE = concat!("SELECT ", answer_columns!(), " FROM answer WHERE source_key = $1");
    ANSWER_SLUG_TAKEN = "SELECT CAST(COUNT(*) AS BIGINT) FROM answer WHERE slug = $1 AND id <> $2";
    ANSWER_INSERT = "INSERT INTO answer (id, slug, organisation_id, service_id, audience, state, owner_id, needs,
            experiences, ends_on, review_on, latest, withdrawn, created_at, updated_at, source_key)
        VALUES ($1, $2, $3, CAST($4 AS BIGINT), $5, $6, CAST($7 AS BIGINT), $8, $9, CAST($10 AS TEXT), CAST($11 AS TEXT),
            $12, $13, $14, $15, CAST($16 AS TEXT))";
    ANSWER_UPDATE = "UPDATE answer SET slug = $2, organisation_id = $3, service_id = CAST($4 AS BIGINT), audience = $5,
            state = $6, owner_id = CAST($7 AS BIGINT), needs = $8, experiences = $9, ends_on = CAST($10 AS TEXT),
            review_on = CAST($11 AS TEXT), latest = $12, withdrawn = $13, created_at = $14,
            updated_at = $15
        WHERE id = $1";
    VERSION_LIST = concat!("SELECT ", version_columns!(), " FROM answer_version v WHERE answer_id = $1 ORDER BY number DESC");
    VERSION_FIND = concat!("SELECT ", version_columns!(), " FROM answer_version v WHERE answer_id = $1 AND number = $2");
    VERSIONS_LATEST = concat!("SELECT ", version_columns!(), " FROM answer_version v JOIN answer a ON a.id = v.answer_id AND a.latest = v.number
        ORDER BY v.answer_id");
    VERSIONS_IN_FORCE = concat!("SELECT ", version_columns!(), " FROM answer_version v JOIN answer a ON a.id = v.answer_id
        WHERE v.approved_at IS NOT NULL AND v.number > a.withdrawn
            AND NOT EXISTS (SELECT 1 FROM answer_version w
                WHERE w.answer_id = v.answer_id AND w.number > v.number AND w.approved_at IS NOT NULL
                    AND (w.starts_on IS NULL OR w.starts_on <= $1))
        ORDER BY v.answer_id, v.number");
    VERSION_PUT = "INSERT INTO answer_version (answer_id, number, document, note, author_id, written_at, starts_on,
            approved_by, approved_at, must_read, training)
        VALUES ($1, $2, $3, $4, CAST($5 AS BIGINT), $6, CAST($7 AS TEXT), CAST($8 AS BIGINT), CAST($9 AS BIGINT), $10, $11)
        ON CONFLICT (answer_id, number) DO UPDATE SET document = excluded.document, note = excluded.note,
            author_id = excluded.author_id, written_at = excluded.written_at, starts_on = excluded.starts_on,
            approved_by = excluded.approved_by, approved_at = excluded.approved_at, must_read = excluded.must_read,
            training = excluded.training";
    LIBRARY_REVISION = "SELECT revision FROM library_revision";
    LIBRARY_GROW = "UPDATE library_revision SET revision = revision + 1";
}

impl Store {
    /// Every answer, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_list(&self) -> Result<Vec<Answer>, Error> {
        self.query(&ANSWER_LIST).fetch_all(&self.read).await?.iter().map(answer).collect()
    }

    /// One answer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_find(&self, id: AnswerId) -> Result<Option<Answer>, Error> {
        let row = self.query(&ANSWER_FIND).bind(id.0).fetch_optional(&self.read).await?;
        row.as_ref().map(answer).transpose()
    }

    /// Every version of an answer, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_versions(&self, id: AnswerId) -> Result<Vec<AnswerVersion>, Error> {
        self.query(&VERSION_LIST).bind(id.0).fetch_all(&self.read).await?.iter().map(version).collect()
    }

    /// One version of an answer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_version(&self, id: AnswerId, number: u32) -> Result<Option<AnswerVersion>, Error> {
        let query = self.query(&VERSION_FIND).bind(id.0).bind(i64::from(number));
        query.fetch_optional(&self.read).await?.as_ref().map(version).transpose()
    }

    /// The latest version of every answer, approved or not, by answer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_versions_latest(&self) -> Result<Vec<AnswerVersion>, Error> {
        self.query(&VERSIONS_LATEST).fetch_all(&self.read).await?.iter().map(version).collect()
    }

    /// Approved versions that hold on `today` or will hold later and were not taken out of use, by answer and number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_versions_in_force(&self, today: Date) -> Result<Vec<AnswerVersion>, Error> {
        let query = self.query(&VERSIONS_IN_FORCE).bind(today.to_string());
        query.fetch_all(&self.read).await?.iter().map(version).collect()
    }

    /// Grows with every transaction that changes answers or what the search knows of words.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn library_revision(&self) -> Result<i64, Error> {
        Ok(self.query(&LIBRARY_REVISION).fetch_one(&self.read).await?.try_get(0)?)
    }
}

impl Transaction {
    /// One answer, held until the transaction ends.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_lock(&mut self, id: AnswerId) -> Result<Option<Answer>, Error> {
        let query = self.query(&ANSWER_LOCK).bind(id.0);
        query.fetch_optional(self.connection()).await?.as_ref().map(answer).transpose()
    }

    /// The answer that an import knows under its key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_by_source(&mut self, key: &str) -> Result<Option<Answer>, Error> {
        let query = self.query(&ANSWER_BY_SOURCE).bind(key.to_owned());
        query.fetch_optional(self.connection()).await?.as_ref().map(answer).transpose()
    }

    /// Whether another answer than this one has the address.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_slug_taken(&mut self, slug: &str, except: AnswerId) -> Result<bool, Error> {
        let query = self.query(&ANSWER_SLUG_TAKEN).bind(slug.to_owned()).bind(except.0);
        Ok(query.fetch_one(self.connection()).await?.try_get::<i64, _>(0)? > 0)
    }

    /// Adds an answer, under the key of an import where it came with one.
    ///
    /// # Errors
    /// [`Error::Taken`] when another one has its address or key.
    pub async fn answer_insert(&mut self, new: &Answer, source_key: Option<&str>) -> Result<(), Error> {
        let query = bound(self.query(&ANSWER_INSERT), new).bind(source_key.map(str::to_owned));
        query.execute(self.connection()).await.map_err(Error::or_taken("the address"))?;
        self.library_grow().await
    }

    /// Replaces every field of an answer.
    ///
    /// # Errors
    /// [`Error::Taken`] when another one has its address.
    pub async fn answer_update(&mut self, answer: &Answer) -> Result<(), Error> {
        let query = bound(self.query(&ANSWER_UPDATE), answer);
        query.execute(self.connection()).await.map_err(Error::or_taken("the address"))?;
        self.library_grow().await
    }

    /// Writes a version, a new one or one that was there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_version_put(&mut self, version: &AnswerVersion) -> Result<(), Error> {
        let approved = version.approved.as_ref();
        let query = self.query(&VERSION_PUT).bind(version.answer.0).bind(i64::from(version.number));
        let query = query.bind(to_json(&version.document)).bind(version.note.clone());
        let query = query.bind(version.author.map(|id| id.0)).bind(version.written_at.as_microsecond());
        let query = query.bind(day(version.starts_on));
        let query = query.bind(approved.and_then(|(by, _)| by.map(|id| id.0)));
        let query = query.bind(approved.map(|(_, at)| at.as_microsecond()));
        let query = query.bind(i64::from(version.must_read)).bind(version.training.clone());
        query.execute(self.connection()).await?;
        self.library_grow().await
    }

    /// Tells every node that answers, or what the search knows of words, changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn library_grow(&mut self) -> Result<(), Error> {
        self.query(&LIBRARY_GROW).execute(self.connection()).await?;
        Ok(())
    }
}

type Query<'a> = sqlx::query::Query<'a, sqlx::Any, sqlx::any::AnyArguments>;

fn day(day: Option<Date>) -> Option<String> {
    day.map(|day| day.to_string())
}

/// The fifteen arguments that insert and update share.
fn bound<'a>(query: Query<'a>, answer: &Answer) -> Query<'a> {
    let query = query.bind(answer.id.0).bind(answer.slug.clone()).bind(answer.organisation.0);
    let query = query.bind(answer.service.map(|id| id.0)).bind(answer.audience.code().to_owned());
    let query = query.bind(answer.state.code().to_owned()).bind(answer.owner.map(|id| id.0));
    let query = query.bind(to_json(&answer.needs)).bind(to_json(&answer.experiences));
    let query = query.bind(day(answer.ends_on)).bind(day(answer.review_on)).bind(i64::from(answer.latest));
    let query = query.bind(i64::from(answer.withdrawn));
    query.bind(answer.created_at.as_microsecond()).bind(answer.updated_at.as_microsecond())
}

fn read_day(row: &AnyRow, index: usize) -> Result<Option<Date>, Error> {
    let text = row.try_get::<Option<String>, _>(index)?;
    text.map(|text| parsed("day", &text)).transpose()
}

fn number(stored: i64) -> Result<u32, Error> {
    u32::try_from(stored).map_err(|_| Error::corrupt("number of a version", stored.to_string()))
}

fn answer(row: &AnyRow) -> Result<Answer, Error> {
    let text = |index: usize| row.try_get::<String, _>(index);
    Ok(Answer {
        id: AnswerId(row.try_get(0)?),
        slug: text(1)?,
        organisation: OrganisationId(row.try_get(2)?),
        service: row.try_get::<Option<i64>, _>(3)?.map(ServiceId),
        audience: parsed("audience", &text(4)?)?,
        state: parsed("state of an answer", &text(5)?)?,
        owner: row.try_get::<Option<i64>, _>(6)?.map(AccountId),
        needs: from_json("needs", &text(7)?)?,
        experiences: from_json("life experiences", &text(8)?)?,
        ends_on: read_day(row, 9)?,
        review_on: read_day(row, 10)?,
        latest: number(row.try_get(11)?)?,
        withdrawn: number(row.try_get(12)?)?,
        created_at: instant(row.try_get(13)?)?,
        updated_at: instant(row.try_get(14)?)?,
    })
}

fn version(row: &AnyRow) -> Result<AnswerVersion, Error> {
    let account = |index: usize| Ok::<_, Error>(row.try_get::<Option<i64>, _>(index)?.map(AccountId));
    let approved_by = account(7)?;
    let approved_at: Option<Timestamp> = row.try_get::<Option<i64>, _>(8)?.map(instant).transpose()?;
    Ok(AnswerVersion {
        answer: AnswerId(row.try_get(0)?),
        number: number(row.try_get(1)?)?,
        document: from_json("words of an answer", &row.try_get::<String, _>(2)?)?,
        note: row.try_get(3)?,
        author: account(4)?,
        written_at: instant(row.try_get(5)?)?,
        starts_on: read_day(row, 6)?,
        approved: approved_at.map(|at| (approved_by, at)),
        must_read: row.try_get::<i64, _>(9)? != 0,
        training: row.try_get(10)?,
    })
}
