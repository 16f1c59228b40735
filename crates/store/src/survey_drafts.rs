//! Working drafts of surveys: what an author changed and the public does not see yet, with one step back.

use catsup_model::{id::SurveyId, survey::SurveyDefinition};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::Row as _;

use crate::{
    Error, Store, Transaction,
    error::{from_json, to_json},
    statement::statements,
};

statements! {
    DRAFT_FIND = "SELECT revision, definition, previous, act FROM survey_draft WHERE survey_id = $1";
    DRAFT_SAVE = "INSERT INTO survey_draft (survey_id, revision, definition, previous, act, changed_at)
        VALUES ($1, CAST($2 AS BIGINT) + 1, $3, $4, $5, $6)
        ON CONFLICT (survey_id) DO UPDATE SET revision = survey_draft.revision + 1, definition = excluded.definition,
            previous = excluded.previous, act = excluded.act, changed_at = excluded.changed_at
        WHERE survey_draft.revision = CAST($2 AS BIGINT)";
}

/// The working draft of a survey. A survey that was never edited has the default one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SurveyDraft {
    /// Counts the edits; it never goes back.
    pub revision: i64,
    /// What waits to be published; `None` when nothing does.
    pub definition: Option<SurveyDefinition>,
    /// What the last act replaced.
    pub previous: Option<SurveyDefinition>,
    /// The last act.
    pub act: Option<DraftAct>,
}

/// Names an act for the one who may undo it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftAct {
    /// What was done, as a code.
    pub code: String,
    /// To what: a text its author knows.
    pub name: String,
}

impl Store {
    /// Reads the working draft of a survey.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn survey_draft_find(&self, survey: SurveyId) -> Result<SurveyDraft, Error> {
        let row = self.query(&DRAFT_FIND).bind(survey.0).fetch_optional(&self.read).await?;
        let Some(row) = row else { return Ok(SurveyDraft::default()) };
        let text = |index: usize| row.try_get::<Option<String>, _>(index);
        let definition = |index: usize| text(index)?.map(|text| from_json("survey draft", &text)).transpose();
        Ok(SurveyDraft {
            revision: row.try_get(0)?,
            definition: definition(1)?,
            previous: definition(2)?,
            act: text(3)?.map(|text| from_json("act on a survey draft", &text)).transpose()?,
        })
    }
}

impl Transaction {
    /// Saves a working draft over the one of revision `draft.revision`, which grows by one. Returns whether that was
    /// still the newest; nothing is saved otherwise.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn survey_draft_save(
        &mut self,
        survey: SurveyId,
        draft: &SurveyDraft,
        at: Timestamp,
    ) -> Result<bool, Error> {
        let query = self
            .query(&DRAFT_SAVE)
            .bind(survey.0)
            .bind(draft.revision)
            .bind(draft.definition.as_ref().map(to_json))
            .bind(draft.previous.as_ref().map(to_json))
            .bind(draft.act.as_ref().map(to_json))
            .bind(at.as_microsecond());
        Ok(query.execute(self.connection()).await?.rows_affected() == 1)
    }
}
