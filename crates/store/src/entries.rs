//! What staff entered for people: the latest of a batch, corrected or withdrawn by whoever entered it.

use catsup_model::{
    Channel, Language,
    id::{AccountId, ResponseId, SurveyId, TouchpointId},
    response::{Response, ResponseSource, ResponseState},
};
use jiff::Timestamp;
use sqlx::Row as _;

use crate::{Error, Store, Transaction, statement::statements};

statements! {
    ENTRY_LIST = "SELECT id FROM response
        WHERE survey_id = $1 AND entered_by = $2 AND state IN ('received', 'withdrawn')
        ORDER BY id DESC LIMIT $3";
    // An id holds the time it was made at: a batch is what came after its beginning.
    ENTRY_COUNT = "SELECT CAST(COUNT(*) AS BIGINT) FROM response
        WHERE survey_id = $1 AND id > $2 AND entered_by = $3 AND state = 'received'";
    ENTRY_UPDATE = "UPDATE response
        SET touchpoint_id = $2, channel = $3, language = $4, source = $5, occurred_at = $6 WHERE id = $1";
    ENTRY_SET_STATE = "UPDATE response SET state = $3, revision = revision + 1 WHERE id = $1 AND state = $2";
}

/// What a correction changes besides the answers.
#[derive(Debug, Clone)]
pub struct EntryCircumstances {
    /// The touchpoint it is about.
    pub touchpoint: Option<TouchpointId>,
    /// The channel of the contact.
    pub channel: Channel,
    /// The language it was given in.
    pub language: Language,
    /// Whether it came on paper or was said.
    pub source: ResponseSource,
    /// When the contact happened.
    pub occurred_at: Timestamp,
}

impl Store {
    /// What `by` entered last for the survey, the newest first; and how many of it count since the batch began.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entry_list(
        &self,
        survey: SurveyId,
        since: ResponseId,
        by: AccountId,
        limit: i64,
    ) -> Result<(Vec<Response>, i64), Error> {
        let query = self.query(&ENTRY_LIST).bind(survey.0).bind(by.0).bind(limit);
        let rows = query.fetch_all(&self.read).await?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in &rows {
            entries.extend(self.response_find(ResponseId(row.try_get(0)?)).await?);
        }
        let query = self.query(&ENTRY_COUNT).bind(survey.0).bind(since.0).bind(by.0);
        Ok((entries, query.fetch_one(&self.read).await?.try_get(0)?))
    }
}

impl Transaction {
    /// Changes how a response is said to have come in, in the search index too.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entry_update(&mut self, id: ResponseId, to: &EntryCircumstances) -> Result<(), Error> {
        self.query(&ENTRY_UPDATE)
            .bind(id.0)
            .bind(to.touchpoint.map(|touchpoint| touchpoint.0))
            .bind(to.channel.code())
            .bind(to.language.code())
            .bind(to.source.code())
            .bind(to.occurred_at.as_microsecond())
            .execute(self.connection())
            .await?;
        self.changes_note(&[id]).await?;
        self.search_refresh(&[id]).await
    }

    /// Moves a response from one state to another; says whether it was in the first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn entry_set_state(
        &mut self,
        id: ResponseId,
        (from, to): (ResponseState, ResponseState),
    ) -> Result<bool, Error> {
        let query = self.query(&ENTRY_SET_STATE).bind(id.0).bind(from.code()).bind(to.code());
        let was = query.execute(self.connection()).await?.rows_affected() == 1;
        self.changes_note(&[id]).await?;
        Ok(was)
    }
}
