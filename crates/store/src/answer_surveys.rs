//! Which survey takes what readers say of answers.

use catsup_model::{
    id::{OrganisationId, ServiceId, SurveyId},
    library::AnswersOf,
};
use sqlx::Row as _;

use crate::{Error, Store, Transaction, error::parsed, statement::statements};

statements! {
    // The service's own survey comes first.
    ANSWER_SURVEYS_FOR = "SELECT survey_id FROM answer_survey
        WHERE (whose = 'service' AND whose_id = CAST($1 AS BIGINT)) OR (whose = 'organisation' AND whose_id = $2)
        ORDER BY CASE WHEN whose = 'service' THEN 0 ELSE 1 END";
    ANSWER_SURVEY_TAKES = "SELECT whose FROM answer_survey WHERE survey_id = $1";
    ANSWER_SURVEY_PUT = "INSERT INTO answer_survey (whose, whose_id, survey_id) VALUES ($1, $2, $3)
        ON CONFLICT (whose, whose_id) DO UPDATE SET survey_id = excluded.survey_id";
    ANSWER_SURVEY_DELETE = "DELETE FROM answer_survey WHERE survey_id = $1";
}

impl Store {
    /// The surveys that take what readers say of the answers of a service, the first to be asked first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_surveys_for(
        &self,
        service: Option<ServiceId>,
        organisation: OrganisationId,
    ) -> Result<Vec<SurveyId>, Error> {
        let query = self.query(&ANSWER_SURVEYS_FOR).bind(service.map(|id| id.0)).bind(organisation.0);
        query.fetch_all(&self.read).await?.iter().map(|row| Ok(SurveyId(row.try_get(0)?))).collect()
    }

    /// Whose answers a survey takes, where it takes any.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_survey_takes(&self, survey: SurveyId) -> Result<Option<AnswersOf>, Error> {
        let row = self.query(&ANSWER_SURVEY_TAKES).bind(survey.0).fetch_optional(&self.read).await?;
        row.map(|row| parsed("reach of a survey of answers", &row.try_get::<String, _>(0)?)).transpose()
    }
}

impl Transaction {
    /// Has a survey take what readers say of the answers of a service or an organisation, in place of the one that did.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_survey_put(
        &mut self,
        survey: SurveyId,
        whose: AnswersOf,
        whose_id: i64,
    ) -> Result<(), Error> {
        self.answer_survey_delete(survey).await?;
        let query = self.query(&ANSWER_SURVEY_PUT).bind(whose.code()).bind(whose_id).bind(survey.0);
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// A survey takes nothing of answers any more.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answer_survey_delete(&mut self, survey: SurveyId) -> Result<(), Error> {
        self.query(&ANSWER_SURVEY_DELETE).bind(survey.0).execute(self.connection()).await?;
        Ok(())
    }
}
