//! Surveys and their versions. A version never changes once it was published.

use catsup_model::{
    id::{ServiceId, SurveyId, SurveyVersionId, TouchpointId},
    survey::{Survey, SurveyDefinition, SurveyState},
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{from_json, instant, parsed, to_json},
    statement::statements,
};

statements! {
    SURVEY_FIND = "SELECT s.id, s.key, s.service_id, s.touchpoint_id, s.channel, s.instrument, s.name, s.state,
            s.version_id, v.number, s.setup, s.notices, v.definition
        FROM survey s JOIN survey_version v ON v.id = s.version_id WHERE s.id = $1";
    SURVEY_OF_KEY = "SELECT s.id, s.key, s.service_id, s.touchpoint_id, s.channel, s.instrument, s.name, s.state,
            s.version_id, v.number, s.setup, s.notices, v.definition
        FROM survey s JOIN survey_version v ON v.id = s.version_id WHERE s.key = $1";
    SURVEY_LIST = "SELECT s.id, s.key, s.service_id, s.touchpoint_id, s.channel, s.instrument, s.name, s.state,
            s.version_id, v.number, s.setup, s.notices, v.definition
        FROM survey s JOIN survey_version v ON v.id = s.version_id
        WHERE s.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}) AND s.id > $2
        ORDER BY s.id LIMIT CAST($3 AS BIGINT)";
    SURVEY_INSERT = "INSERT INTO survey (id, key, service_id, touchpoint_id, channel, instrument, name, state,
            version_id, setup, notices, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    SURVEY_UPDATE = "UPDATE survey SET touchpoint_id = $2, channel = $3, name = $4, version_id = $5, setup = $6, notices = $7
        WHERE id = $1";
    SURVEY_SET_STATE = "UPDATE survey SET state = $2, published_at = COALESCE(CAST($3 AS BIGINT), published_at) WHERE id = $1";
    VERSION_INSERT = "INSERT INTO survey_version (id, survey_id, number, definition, created_at)
        VALUES ($1, $2, $3, $4, $5)";
    VERSION_REPLACE = "UPDATE survey_version SET definition = $2 WHERE id = $1 AND published_at IS NULL";
    VERSION_PUBLISH = "UPDATE survey_version SET published_at = $2 WHERE id = $1 AND published_at IS NULL";
    VERSION_LIST = "SELECT id, number, definition, created_at, published_at FROM survey_version
        WHERE survey_id = $1 ORDER BY number DESC";
    VERSION_FIND = "SELECT definition FROM survey_version
        WHERE survey_id = $1 AND id = $2 AND published_at IS NOT NULL";
}

/// One version of a survey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SurveyVersion {
    /// Its id.
    pub id: SurveyVersionId,
    /// Counts versions from 1.
    pub number: i64,
    /// What it asks.
    pub definition: SurveyDefinition,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was first shown to the public.
    pub published_at: Option<Timestamp>,
}

impl Store {
    /// Reads one survey as it stands.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn survey_find(&self, id: SurveyId) -> Result<Option<Survey>, Error> {
        self.query(&SURVEY_FIND).bind(id.0).fetch_optional(&self.read).await?.as_ref().map(survey).transpose()
    }

    /// Reads one survey by the key in public addresses.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn survey_of_key(&self, key: &str) -> Result<Option<Survey>, Error> {
        let row = self.query(&SURVEY_OF_KEY).bind(key.to_owned()).fetch_optional(&self.read).await?;
        row.as_ref().map(survey).transpose()
    }

    /// The surveys of these services, oldest first, after `after`, at most `limit`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn survey_list(
        &self,
        services: &[ServiceId],
        after: Option<SurveyId>,
        limit: i64,
    ) -> Result<Vec<Survey>, Error> {
        let services: Vec<i64> = services.iter().map(|id| id.0).collect();
        let query =
            self.query(&SURVEY_LIST).bind(to_json(&services)).bind(after.map_or(0, |id| id.0)).bind(limit);
        query.fetch_all(&self.read).await?.iter().map(survey).collect()
    }

    /// Every version of a survey, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn version_list(&self, survey: SurveyId) -> Result<Vec<SurveyVersion>, Error> {
        let rows = self.query(&VERSION_LIST).bind(survey.0).fetch_all(&self.read).await?;
        let version = |row: &AnyRow| {
            let published: Option<i64> = row.try_get(4)?;
            Ok(SurveyVersion {
                id: SurveyVersionId(row.try_get(0)?),
                number: row.try_get(1)?,
                definition: from_json("survey definition", &row.try_get::<String, _>(2)?)?,
                created_at: instant(row.try_get(3)?)?,
                published_at: published.map(instant).transpose()?,
            })
        };
        rows.iter().map(version).collect()
    }

    /// Reads a version of a survey that was published at some time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn version_find(
        &self,
        survey: SurveyId,
        version: SurveyVersionId,
    ) -> Result<Option<SurveyDefinition>, Error> {
        let row = self.query(&VERSION_FIND).bind(survey.0).bind(version.0).fetch_optional(&self.read).await?;
        row.map(|row| from_json("survey definition", &row.try_get::<String, _>(0)?)).transpose()
    }
}

impl Transaction {
    /// Inserts a survey with its first version.
    ///
    /// # Errors
    /// [`Error::Taken`] when the key is; when the database fails.
    pub async fn survey_insert(&mut self, survey: &Survey, at: Timestamp) -> Result<(), Error> {
        self.query(&SURVEY_INSERT)
            .bind(survey.id.0)
            .bind(survey.key.clone())
            .bind(survey.service.0)
            .bind(survey.touchpoint.map(|touchpoint| touchpoint.0))
            .bind(survey.channel.code())
            .bind(survey.instrument.code())
            .bind(survey.name.clone())
            .bind(survey.state.code())
            .bind(survey.version.0)
            .bind(to_json(&survey.setup))
            .bind(to_json(&survey.notices))
            .bind(at.as_microsecond())
            .execute(self.connection())
            .await
            .map_err(Error::or_taken("the key of the survey"))?;
        self.version_insert(survey, at).await
    }

    /// Saves what may change of a survey. Its version must be there already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn survey_update(&mut self, survey: &Survey) -> Result<(), Error> {
        self.query(&SURVEY_UPDATE)
            .bind(survey.id.0)
            .bind(survey.touchpoint.map(|touchpoint| touchpoint.0))
            .bind(survey.channel.code())
            .bind(survey.name.clone())
            .bind(survey.version.0)
            .bind(to_json(&survey.setup))
            .bind(to_json(&survey.notices))
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Moves a survey to a state; publishing makes its version immutable.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn survey_set_state(
        &mut self,
        survey: &Survey,
        state: SurveyState,
        at: Timestamp,
    ) -> Result<(), Error> {
        let published = (state == SurveyState::Published).then_some(at.as_microsecond());
        if published.is_some() {
            self.query(&VERSION_PUBLISH)
                .bind(survey.version.0)
                .bind(published)
                .execute(self.connection())
                .await?;
        }
        let query = self.query(&SURVEY_SET_STATE).bind(survey.id.0).bind(state.code()).bind(published);
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Inserts the version a survey names as its current one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn version_insert(&mut self, survey: &Survey, at: Timestamp) -> Result<(), Error> {
        self.query(&VERSION_INSERT)
            .bind(survey.version.0)
            .bind(survey.id.0)
            .bind(survey.number)
            .bind(to_json(&survey.definition))
            .bind(at.as_microsecond())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Replaces the definition of the current version, unless it was published. Returns whether it was replaced.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn version_replace(&mut self, survey: &Survey) -> Result<bool, Error> {
        let query = self.query(&VERSION_REPLACE).bind(survey.version.0).bind(to_json(&survey.definition));
        Ok(query.execute(self.connection()).await?.rows_affected() == 1)
    }
}

fn survey(row: &AnyRow) -> Result<Survey, Error> {
    let text = |index: usize| row.try_get::<String, _>(index);
    let touchpoint: Option<i64> = row.try_get(3)?;
    Ok(Survey {
        id: SurveyId(row.try_get(0)?),
        key: text(1)?,
        service: ServiceId(row.try_get(2)?),
        touchpoint: touchpoint.map(TouchpointId),
        channel: parsed("channel", &text(4)?)?,
        instrument: parsed("instrument", &text(5)?)?,
        name: text(6)?,
        state: parsed("state of a survey", &text(7)?)?,
        version: SurveyVersionId(row.try_get(8)?),
        number: row.try_get(9)?,
        setup: from_json("setup", &text(10)?)?,
        notices: from_json("notices", &text(11)?)?,
        definition: from_json("survey definition", &text(12)?)?,
    })
}
