//! Kiosks: where a survey stands ready to be answered, each with a key of its own. Only hashes of keys are kept.

use catsup_model::{
    id::{AccountId, KioskId, SurveyId, TouchpointId},
    text::Name,
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{instant, name},
    statement::statements,
};

statements! {
    KIOSK_LIST = "SELECT id, survey_id, name, touchpoint_id, created_at, created_by, used_at, revoked_at
        FROM kiosk WHERE survey_id = $1 ORDER BY id DESC";
    KIOSK_FIND = "SELECT id, survey_id, name, touchpoint_id, created_at, created_by, used_at, revoked_at
        FROM kiosk WHERE id = $1";
    KIOSK_OF_HASH = "SELECT id, survey_id, name, touchpoint_id, created_at, created_by, used_at, revoked_at
        FROM kiosk WHERE key_hash = $1";
    KIOSK_INSERT = "INSERT INTO kiosk (id, survey_id, name, touchpoint_id, key_hash, created_at, created_by)
        VALUES ($1, $2, $3, CAST($4 AS BIGINT), $5, $6, CAST($7 AS BIGINT))";
    KIOSK_REVOKE = "UPDATE kiosk SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    KIOSK_USED = "UPDATE kiosk SET used_at = $2 WHERE id = $1 AND (used_at IS NULL OR used_at < $2)";
}

/// A kiosk as kept; its key is nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kiosk {
    /// Its id.
    pub id: KioskId,
    /// The survey it asks.
    pub survey: SurveyId,
    /// What people call it, such as where it stands.
    pub name: Name,
    /// The touchpoint its answers are about; the survey's own when `None`.
    pub touchpoint: Option<TouchpointId>,
    /// When it was set up.
    pub created_at: Timestamp,
    /// Who set it up; `None` when that was done on the machine itself.
    pub created_by: Option<AccountId>,
    /// When its key last came in, to the minute.
    pub used_at: Option<Timestamp>,
    /// When its key was ended.
    pub revoked_at: Option<Timestamp>,
}

impl Store {
    /// The kiosks of a survey, the newest first, ended ones included.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn kiosk_list(&self, survey: SurveyId) -> Result<Vec<Kiosk>, Error> {
        let rows = self.query(&KIOSK_LIST).bind(survey.0).fetch_all(&self.read).await?;
        rows.iter().map(kiosk).collect()
    }

    /// One kiosk.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn kiosk_find(&self, id: KioskId) -> Result<Option<Kiosk>, Error> {
        let row = self.query(&KIOSK_FIND).bind(id.0).fetch_optional(&self.read).await?;
        row.as_ref().map(kiosk).transpose()
    }

    /// The kiosk whose key has this hash, ended or not.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn kiosk_of_hash(&self, key_hash: &str) -> Result<Option<Kiosk>, Error> {
        let row = self.query(&KIOSK_OF_HASH).bind(key_hash.to_owned()).fetch_optional(&self.read).await?;
        row.as_ref().map(kiosk).transpose()
    }

    /// Notes that a key came in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn kiosk_used(&self, id: KioskId, at: Timestamp) -> Result<(), Error> {
        let query = self.query(&KIOSK_USED).bind(id.0).bind(at.as_microsecond());
        query.execute(&self.write).await?;
        Ok(())
    }
}

impl Transaction {
    /// Adds a kiosk under the hash of its key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn kiosk_insert(&mut self, kiosk: &Kiosk, key_hash: &str) -> Result<(), Error> {
        let query = self.query(&KIOSK_INSERT).bind(kiosk.id.0).bind(kiosk.survey.0);
        let query = query.bind(kiosk.name.as_str().to_owned()).bind(kiosk.touchpoint.map(|id| id.0));
        let query = query.bind(key_hash.to_owned()).bind(kiosk.created_at.as_microsecond());
        query.bind(kiosk.created_by.map(|id| id.0)).execute(self.connection()).await?;
        Ok(())
    }

    /// Ends a kiosk's key; says whether it was still good.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn kiosk_revoke(&mut self, id: KioskId, at: Timestamp) -> Result<bool, Error> {
        let query = self.query(&KIOSK_REVOKE).bind(id.0).bind(at.as_microsecond());
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}

fn kiosk(row: &AnyRow) -> Result<Kiosk, Error> {
    let moment = |index: usize| row.try_get::<Option<i64>, _>(index)?.map(instant).transpose();
    Ok(Kiosk {
        id: KioskId(row.try_get(0)?),
        survey: SurveyId(row.try_get(1)?),
        name: name(&row.try_get::<String, _>(2)?)?,
        touchpoint: row.try_get::<Option<i64>, _>(3)?.map(TouchpointId),
        created_at: instant(row.try_get(4)?)?,
        created_by: row.try_get::<Option<i64>, _>(5)?.map(AccountId),
        used_at: moment(6)?,
        revoked_at: moment(7)?,
    })
}
