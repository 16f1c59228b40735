//! Which responses become cases by themselves.

use catsup_model::{case::FollowUp, id::SurveyId};
use sqlx::{Row as _, any::AnyRow};

use crate::{Error, Store, Transaction, error::parsed, statement::statements};

statements! {
    FOLLOW_UP_LIST = "SELECT survey_id, when_low, when_alarming, kind FROM follow_up ORDER BY survey_id";
    FOLLOW_UP_OF = "SELECT survey_id, when_low, when_alarming, kind FROM follow_up WHERE survey_id = $1";
    FOLLOW_UP_PUT = "INSERT INTO follow_up (survey_id, when_low, when_alarming, kind) VALUES ($1, $2, $3, $4)
        ON CONFLICT (survey_id) DO UPDATE SET when_low = excluded.when_low, when_alarming = excluded.when_alarming,
            kind = excluded.kind";
    FOLLOW_UP_DELETE = "DELETE FROM follow_up WHERE survey_id = $1";
}

impl Store {
    /// Every survey some of whose responses become cases.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn follow_up_list(&self) -> Result<Vec<FollowUp>, Error> {
        self.query(&FOLLOW_UP_LIST).fetch_all(&self.read).await?.iter().map(follow_up).collect()
    }

    /// Which responses to a survey become cases.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn follow_up_of(&self, survey: SurveyId) -> Result<Option<FollowUp>, Error> {
        let row = self.query(&FOLLOW_UP_OF).bind(survey.0).fetch_optional(&self.read).await?;
        row.as_ref().map(follow_up).transpose()
    }
}

impl Transaction {
    /// Says which responses to a survey become cases.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn follow_up_put(&mut self, one: &FollowUp) -> Result<(), Error> {
        let query = self.query(&FOLLOW_UP_PUT).bind(one.survey.0).bind(i64::from(one.when_low));
        let query = query.bind(i64::from(one.when_alarming)).bind(one.kind.code());
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// No response to a survey becomes a case any more; says whether any did.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn follow_up_delete(&mut self, survey: SurveyId) -> Result<bool, Error> {
        let query = self.query(&FOLLOW_UP_DELETE).bind(survey.0);
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }
}

fn follow_up(row: &AnyRow) -> Result<FollowUp, Error> {
    Ok(FollowUp {
        survey: SurveyId(row.try_get(0)?),
        when_low: row.try_get::<i64, _>(1)? == 1,
        when_alarming: row.try_get::<i64, _>(2)? == 1,
        kind: parsed("kind of case", &row.try_get::<String, _>(3)?)?,
    })
}
