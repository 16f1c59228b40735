//! Where candidates come from: ids in descending order out of one index, before rows are looked at.

use catsup_model::{
    id::{AccountId, TagId},
    response::{Handling, ResponseState},
};
use sqlx::{
    Any, Row as _,
    any::{AnyArguments, AnyRow},
    query::Query,
};

use super::filter::{Assignee, ResponseFilter};
use crate::{Dialect, Error, Store, error::to_json, search::Match, statement::statements};

statements! {
    NEWEST = "SELECT id FROM response WHERE id < $1 ORDER BY id DESC LIMIT CAST($2 AS BIGINT)";
    AFTER = "SELECT id FROM response WHERE id > $1 ORDER BY id LIMIT CAST($2 AS BIGINT)";
    OF_STATE = "SELECT id FROM response WHERE state = $3 AND state <> 'received' AND id < $1
        ORDER BY id DESC LIMIT CAST($2 AS BIGINT)";
    OF_HANDLING = "SELECT id FROM response WHERE handling = $3 AND id < $1 ORDER BY id DESC LIMIT CAST($2 AS BIGINT)";
    OF_ASSIGNEE = "SELECT id FROM response WHERE assignee_id = $3 AND id < $1 ORDER BY id DESC LIMIT CAST($2 AS BIGINT)";
    OF_TAG = "SELECT response_id FROM response_tag WHERE tag_id = $3 AND response_id < $1
        ORDER BY response_id DESC LIMIT CAST($2 AS BIGINT)";
    OPEN = "SELECT id FROM response WHERE archived_at IS NULL AND id < $1 ORDER BY id DESC LIMIT CAST($2 AS BIGINT)";
    ARCHIVED = "SELECT id FROM response WHERE archived_at IS NOT NULL AND id < $1 ORDER BY id DESC LIMIT CAST($2 AS BIGINT)";
    // MATERIALIZED keeps PostgreSQL from walking the whole table backwards in the hope of an early end, and the sum from
    // reading the whole index of ids beside the matches.
    MATCHING = "{sqlite|SELECT rowid FROM response_search WHERE response_search MATCH $3 AND rowid < $1
        ORDER BY rowid DESC}{postgres|WITH hits AS MATERIALIZED (
            SELECT response_id FROM response_search
            WHERE document @@ CAST(CAST($3 AS TEXT) AS TSQUERY) AND response_id + 0 < $1
        )
        SELECT response_id FROM hits ORDER BY response_id DESC} LIMIT CAST($2 AS BIGINT)";
    // The plus keeps SQLite from asking the index once for each id.
    MATCHING_WITHIN = "SELECT {sqlite|rowid FROM response_search WHERE response_search MATCH $2 AND +rowid}{postgres|response_id
        FROM response_search WHERE document @@ CAST(CAST($2 AS TEXT) AS TSQUERY) AND response_id} IN (
            SELECT CAST(value AS BIGINT) FROM {rows:$1})";
}

/// What staff change, each with an index of its own.
#[derive(Debug, Clone, Copy)]
pub(super) enum Pile {
    State(ResponseState),
    Handling(Handling),
    Assignee(AccountId),
    Tag(TagId),
    Open,
    Archived,
}

/// The piles of which every response that passes lies in one, for each bound of the filter that has piles.
pub(super) fn piles(filter: &ResponseFilter) -> Vec<Vec<Pile>> {
    let mut all: Vec<Vec<Pile>> = Vec::new();
    if !filter.states.is_empty() && !filter.states.contains(&ResponseState::Received) {
        all.push(filter.states.iter().map(|one| Pile::State(*one)).collect());
    }
    if let Some(Assignee::Account(id)) = filter.assignee {
        all.push(vec![Pile::Assignee(id)]);
    }
    all.push(filter.tags.iter().map(|id| Pile::Tag(*id)).collect());
    all.push(filter.handlings.iter().map(|one| Pile::Handling(*one)).collect());
    all.extend(filter.archived.map(|yes| vec![if yes { Pile::Archived } else { Pile::Open }]));
    all.retain(|piles| !piles.is_empty());
    all
}

impl Store {
    pub(super) async fn newest(&self, before: i64, limit: i64) -> Result<Vec<i64>, Error> {
        self.ids(self.query(&NEWEST).bind(before).bind(limit)).await
    }

    /// Those right after `after`, the oldest first.
    pub(super) async fn after(&self, after: i64, limit: i64) -> Result<Vec<i64>, Error> {
        self.ids(self.query(&AFTER).bind(after).bind(limit)).await
    }

    pub(super) async fn of_pile(&self, pile: Pile, before: i64, limit: i64) -> Result<Vec<i64>, Error> {
        let query = match pile {
            Pile::State(state) => self.query(&OF_STATE).bind(before).bind(limit).bind(state.code()),
            Pile::Handling(step) => self.query(&OF_HANDLING).bind(before).bind(limit).bind(step.code()),
            Pile::Assignee(id) => self.query(&OF_ASSIGNEE).bind(before).bind(limit).bind(id.0),
            Pile::Tag(id) => self.query(&OF_TAG).bind(before).bind(limit).bind(id.0),
            Pile::Open => self.query(&OPEN).bind(before).bind(limit),
            Pile::Archived => self.query(&ARCHIVED).bind(before).bind(limit),
        };
        self.ids(query).await
    }

    pub(super) async fn matching(&self, asked: &Match, before: i64, limit: i64) -> Result<Vec<i64>, Error> {
        let query = self.query(&MATCHING).bind(before).bind(limit).bind(asked.render(self.dialect));
        self.ids(query).await
    }

    /// Those of `ids` that match; the order is lost.
    pub(super) async fn matching_within(&self, asked: &Match, ids: &[i64]) -> Result<Vec<i64>, Error> {
        self.ids(self.query(&MATCHING_WITHIN).bind(to_json(&ids)).bind(asked.render(self.dialect))).await
    }

    async fn ids(&self, query: Query<'static, Any, AnyArguments>) -> Result<Vec<i64>, Error> {
        let rows: Vec<AnyRow> = query.fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// How many matches are fetched at a time: SQLite goes on where it stopped, PostgreSQL sorts them anew.
    pub(super) fn match_window(&self) -> i64 {
        match self.dialect {
            Dialect::Sqlite => 2_048,
            Dialect::Postgres => 16_384,
        }
    }
}
