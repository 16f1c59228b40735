//! Great experiences: responses that were passed on to the team, and with consent to the public.

use catsup_model::{
    Language,
    id::{AccountId, ExperienceId, ResponseId, ServiceId},
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{instant, parsed, to_json},
    statement::statements,
};

statements! {
    EXPERIENCE_INSERT = "INSERT INTO experience (id, response_id, service_id, language, note, shared_by, shared_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    EXPERIENCE_NOTE = "UPDATE experience SET note = $2 WHERE id = $1";
    EXPERIENCE_DELETE = "DELETE FROM experience WHERE id = $1";
    EXPERIENCE_PUBLISH = "UPDATE experience SET public_text = $2, consent = $3, consent_detail = $4, published_by = $5,
            published_at = $6, withdrawn_at = NULL WHERE id = $1";
    EXPERIENCE_WITHDRAW = "UPDATE experience SET withdrawn_at = $2, public_text = NULL WHERE id = $1 AND public_text IS NOT NULL";
    EXPERIENCE_OF_RESPONSE = "SELECT e.id, e.response_id, e.service_id, s.name, e.language, e.note, e.shared_by,
            e.shared_at, e.public_text, e.consent, e.consent_detail, e.published_at, e.withdrawn_at
        FROM experience e JOIN service s ON s.id = e.service_id WHERE e.response_id = $1";
    EXPERIENCE_LIST = "SELECT e.id, e.response_id, e.service_id, s.name, e.language, e.note, e.shared_by,
            e.shared_at, e.public_text, e.consent, e.consent_detail, e.published_at, e.withdrawn_at
        FROM experience e JOIN service s ON s.id = e.service_id
        WHERE e.service_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1}) AND e.id < $2
        ORDER BY e.id DESC LIMIT CAST($3 AS BIGINT)";
    EXPERIENCE_PUBLIC = "SELECT e.id, e.response_id, e.service_id, s.name, e.language, e.note, e.shared_by,
            e.shared_at, e.public_text, e.consent, e.consent_detail, e.published_at, e.withdrawn_at
        FROM experience e JOIN service s ON s.id = e.service_id
        JOIN response r ON r.id = e.response_id AND r.state = 'received'
        WHERE e.public_text IS NOT NULL AND e.published_at IS NOT NULL
        ORDER BY e.published_at DESC LIMIT CAST($1 AS BIGINT)";
}

/// A great experience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Experience {
    /// Its id.
    pub id: ExperienceId,
    /// The response it is told in.
    pub response: ResponseId,
    /// The service.
    pub service: ServiceId,
    /// Name of the service.
    pub service_name: String,
    /// The language of the person's words.
    pub language: Language,
    /// What staff say to it.
    pub note: String,
    /// Who passed it on.
    pub shared_by: Option<AccountId>,
    /// When it was passed on.
    pub shared_at: Timestamp,
    /// What the public reads, while it does.
    pub public_text: Option<String>,
    /// Where consent comes from: `survey` or `staff`.
    pub consent: Option<String>,
    /// How consent was given, where staff noted it.
    pub consent_detail: Option<String>,
    /// When it was last shown to the public.
    pub published_at: Option<Timestamp>,
    /// When it was taken back from the public.
    pub withdrawn_at: Option<Timestamp>,
}

/// What makes an experience public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// What the public reads.
    pub text: String,
    /// Where consent comes from.
    pub consent: &'static str,
    /// How it was given.
    pub detail: String,
    /// Who publishes.
    pub by: Option<AccountId>,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// The experience told in a response.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn experience_of(&self, response: ResponseId) -> Result<Option<Experience>, Error> {
        let row = self.query(&EXPERIENCE_OF_RESPONSE).bind(response.0).fetch_optional(&self.read).await?;
        row.as_ref().map(experience).transpose()
    }

    /// Experiences of these services before `before`, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn experience_list(
        &self,
        services: &[ServiceId],
        before: Option<ExperienceId>,
        limit: i64,
    ) -> Result<Vec<Experience>, Error> {
        let services = to_json(&services.iter().map(|id| id.0).collect::<Vec<_>>());
        let query = self.query(&EXPERIENCE_LIST).bind(services).bind(before.map_or(i64::MAX, |id| id.0));
        query.bind(limit).fetch_all(&self.read).await?.iter().map(experience).collect()
    }

    /// Experiences that the public reads, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn experiences_public(&self, limit: i64) -> Result<Vec<Experience>, Error> {
        let rows = self.query(&EXPERIENCE_PUBLIC).bind(limit).fetch_all(&self.read).await?;
        rows.iter().map(experience).collect()
    }
}

impl Transaction {
    /// Passes a response on to the team.
    ///
    /// # Errors
    /// [`Error::Taken`] when it was passed on before; when the database fails.
    pub async fn experience_insert(&mut self, new: &Experience) -> Result<(), Error> {
        let query = self.query(&EXPERIENCE_INSERT).bind(new.id.0).bind(new.response.0).bind(new.service.0);
        let query = query.bind(new.language.code()).bind(new.note.clone());
        let query = query.bind(new.shared_by.map(|id| id.0)).bind(new.shared_at.as_microsecond());
        query.execute(self.connection()).await.map_err(Error::or_taken("the response"))?;
        Ok(())
    }

    /// Changes what staff say to it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn experience_note(&mut self, id: ExperienceId, note: &str) -> Result<(), Error> {
        self.query(&EXPERIENCE_NOTE).bind(id.0).bind(note.to_owned()).execute(self.connection()).await?;
        Ok(())
    }

    /// Takes it back from the team.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn experience_delete(&mut self, id: ExperienceId) -> Result<(), Error> {
        self.query(&EXPERIENCE_DELETE).bind(id.0).execute(self.connection()).await?;
        Ok(())
    }

    /// Shows it to the public.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn experience_publish(&mut self, id: ExperienceId, how: &Publication) -> Result<(), Error> {
        let query = self.query(&EXPERIENCE_PUBLISH).bind(id.0).bind(how.text.clone()).bind(how.consent);
        let query = query.bind(how.detail.clone()).bind(how.by.map(|id| id.0)).bind(how.at.as_microsecond());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Takes it back from the public, and forgets what the public read; says whether it was public.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn experience_withdraw(&mut self, id: ExperienceId, at: Timestamp) -> Result<bool, Error> {
        let query = self.query(&EXPERIENCE_WITHDRAW).bind(id.0).bind(at.as_microsecond());
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}

fn experience(row: &AnyRow) -> Result<Experience, Error> {
    Ok(Experience {
        id: ExperienceId(row.try_get(0)?),
        response: ResponseId(row.try_get(1)?),
        service: ServiceId(row.try_get(2)?),
        service_name: row.try_get(3)?,
        language: parsed("language", &row.try_get::<String, _>(4)?)?,
        note: row.try_get(5)?,
        shared_by: row.try_get::<Option<i64>, _>(6)?.map(AccountId),
        shared_at: instant(row.try_get(7)?)?,
        public_text: row.try_get(8)?,
        consent: row.try_get(9)?,
        consent_detail: row.try_get(10)?,
        published_at: row.try_get::<Option<i64>, _>(11)?.map(instant).transpose()?,
        withdrawn_at: row.try_get::<Option<i64>, _>(12)?.map(instant).transpose()?,
    })
}
