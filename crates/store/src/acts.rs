//! Acts of staff on responses: what each response was before and after, so that an act can be undone as a whole.

use catsup_model::{
    id::{ActId, ResponseId},
    inbox::Act,
    permission::Actor,
};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{
    Error, Store, Transaction,
    error::{instant, to_json},
    statement::{Statement, statements},
};

statements! {
    ACT_INSERT = "INSERT INTO inbox_act (id, at, actor, kind, value, expected, changed) VALUES ($1, $2, $3, $4, $5, $6, 0)";
    ACT_PROGRESS = "UPDATE inbox_act SET changed = changed + $2, ended_at = CAST($3 AS BIGINT) WHERE id = $1";
    ACT_FIND = "SELECT id, at, actor, kind, value, expected, changed, ended_at, undone_at, undone_by, undone
        FROM inbox_act WHERE id = $1";
    ACT_LIST = "SELECT id, at, actor, kind, value, expected, changed, ended_at, undone_at, undone_by, undone
        FROM inbox_act WHERE ($1 = '' OR actor = $1) AND id < $2 ORDER BY id DESC LIMIT CAST($3 AS BIGINT)";
    ACT_SERVICES = "SELECT DISTINCT r.service_id FROM inbox_act_change c JOIN response r ON r.id = c.response_id
        WHERE c.act_id = $1";
    ACTS_OF_RESPONSE = "SELECT a.id, a.at, a.actor, a.kind, a.value, a.expected, a.changed, a.ended_at, a.undone_at,
            a.undone_by, a.undone
        FROM inbox_act_change c JOIN inbox_act a ON a.id = c.act_id
        WHERE c.response_id = $1 ORDER BY a.id DESC LIMIT 50";
    LOCK_RESPONSES = "SELECT id FROM response WHERE id IN (SELECT CAST(value AS BIGINT) FROM {rows:$1})
        ORDER BY id {postgres|FOR UPDATE}";
    NOTE_STATE = "INSERT INTO inbox_act_change (act_id, response_id, before, after)
        SELECT $1, r.id, r.state, $3 FROM {rows:$2} CROSS JOIN response r
        WHERE r.id = CAST(value AS BIGINT) AND r.state <> $3 AND r.state <> 'withdrawn'
        ON CONFLICT (act_id, response_id) DO NOTHING";
    NOTE_HANDLING = "INSERT INTO inbox_act_change (act_id, response_id, before, after)
        SELECT $1, r.id, r.handling, $3 FROM {rows:$2} CROSS JOIN response r
        WHERE r.id = CAST(value AS BIGINT) AND r.handling <> $3
        ON CONFLICT (act_id, response_id) DO NOTHING";
    NOTE_ASSIGNEE = "INSERT INTO inbox_act_change (act_id, response_id, before, after)
        SELECT $1, r.id, CAST(r.assignee_id AS TEXT), CAST($3 AS TEXT) FROM {rows:$2} CROSS JOIN response r
        WHERE r.id = CAST(value AS BIGINT)
            AND COALESCE(CAST(r.assignee_id AS TEXT), '') <> COALESCE(CAST($3 AS TEXT), '')
        ON CONFLICT (act_id, response_id) DO NOTHING";
    NOTE_ARCHIVED = "INSERT INTO inbox_act_change (act_id, response_id, before, after)
        SELECT $1, r.id, CAST(r.archived_at AS TEXT), CAST($3 AS TEXT) FROM {rows:$2} CROSS JOIN response r
        WHERE r.id = CAST(value AS BIGINT) AND (r.archived_at IS NULL) = (CAST($3 AS TEXT) IS NOT NULL)
        ON CONFLICT (act_id, response_id) DO NOTHING";
    NOTE_TAG = "INSERT INTO inbox_act_change (act_id, response_id, before, after)
        SELECT $1, r.id, NULL, CAST($3 AS TEXT) FROM {rows:$2} CROSS JOIN response r
        WHERE r.id = CAST(value AS BIGINT) AND NOT EXISTS (
            SELECT 1 FROM response_tag g WHERE g.tag_id = CAST($3 AS BIGINT) AND g.response_id = r.id)
        ON CONFLICT (act_id, response_id) DO NOTHING";
    NOTE_UNTAG = "INSERT INTO inbox_act_change (act_id, response_id, before, after)
        SELECT $1, g.response_id, CAST($3 AS TEXT), NULL FROM {rows:$2} CROSS JOIN response_tag g
        WHERE g.response_id = CAST(value AS BIGINT) AND g.tag_id = CAST($3 AS BIGINT)
        ON CONFLICT (act_id, response_id) DO NOTHING";
    SET_STATE = "UPDATE response SET state = c.after, revision = revision + 1 FROM inbox_act_change c
        WHERE c.act_id = $1 AND c.response_id = response.id
            AND c.response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})";
    SET_HANDLING = "UPDATE response SET handling = c.after FROM inbox_act_change c
        WHERE c.act_id = $1 AND c.response_id = response.id
            AND c.response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})";
    SET_ASSIGNEE = "UPDATE response SET assignee_id = CAST(c.after AS BIGINT) FROM inbox_act_change c
        WHERE c.act_id = $1 AND c.response_id = response.id
            AND c.response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})";
    SET_ARCHIVED = "UPDATE response SET archived_at = CAST(c.after AS BIGINT) FROM inbox_act_change c
        WHERE c.act_id = $1 AND c.response_id = response.id
            AND c.response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})";
    SET_TAG = "INSERT INTO response_tag (tag_id, response_id)
        SELECT CAST(c.after AS BIGINT), c.response_id FROM inbox_act_change c
        WHERE c.act_id = $1 AND c.response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})
        ON CONFLICT (tag_id, response_id) DO NOTHING";
    SET_UNTAG = "DELETE FROM response_tag WHERE EXISTS (
            SELECT 1 FROM inbox_act_change c
            WHERE c.act_id = $1 AND c.response_id = response_tag.response_id
                AND response_tag.tag_id = CAST(c.before AS BIGINT))
        AND response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})";
    CHANGES_AFTER = "SELECT response_id FROM inbox_act_change WHERE act_id = $1 AND response_id > $2
        ORDER BY response_id LIMIT CAST($3 AS BIGINT)";
    UNDO_STATE = "UPDATE response SET state = c.before, revision = revision + 1 FROM inbox_act_change c
        WHERE c.act_id = $1 AND c.response_id = response.id AND response.state = c.after
            AND c.response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})";
    UNDO_HANDLING = "UPDATE response SET handling = c.before FROM inbox_act_change c
        WHERE c.act_id = $1 AND c.response_id = response.id AND response.handling = c.after
            AND c.response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})";
    UNDO_ASSIGNEE = "UPDATE response SET assignee_id = CAST(c.before AS BIGINT) FROM inbox_act_change c
        WHERE c.act_id = $1 AND c.response_id = response.id
            AND COALESCE(CAST(response.assignee_id AS TEXT), '') = COALESCE(c.after, '')
            AND c.response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})";
    UNDO_ARCHIVED = "UPDATE response SET archived_at = CAST(c.before AS BIGINT) FROM inbox_act_change c
        WHERE c.act_id = $1 AND c.response_id = response.id
            AND COALESCE(CAST(response.archived_at AS TEXT), '') = COALESCE(c.after, '')
            AND c.response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})";
    UNDO_TAG = "DELETE FROM response_tag WHERE EXISTS (
            SELECT 1 FROM inbox_act_change c
            WHERE c.act_id = $1 AND c.response_id = response_tag.response_id
                AND response_tag.tag_id = CAST(c.after AS BIGINT))
        AND response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})";
    UNDO_UNTAG = "INSERT INTO response_tag (tag_id, response_id)
        SELECT CAST(c.before AS BIGINT), c.response_id FROM inbox_act_change c
        WHERE c.act_id = $1 AND c.response_id IN (SELECT CAST(value AS BIGINT) FROM {rows:$2})
        ON CONFLICT (tag_id, response_id) DO NOTHING";
    ACT_UNDO = "UPDATE inbox_act SET undone_at = $2, undone_by = $3 WHERE id = $1 AND undone_at IS NULL";
    ACT_UNDONE = "UPDATE inbox_act SET undone = undone + $2 WHERE id = $1";
}

/// Responses undone in one transaction.
const PAGE: i64 = 1_000;

/// An act as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAct {
    /// Its id.
    pub id: ActId,
    /// When.
    pub at: Timestamp,
    /// Who, as [`Actor`] writes it.
    pub actor: String,
    /// What.
    pub act: Act,
    /// How many responses it was meant for.
    pub expected: i64,
    /// How many it changed; the others were so already.
    pub changed: i64,
    /// When it was through with all of them.
    pub ended_at: Option<Timestamp>,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
    /// By whom.
    pub undone_by: Option<String>,
    /// How many responses it was undone for; the others had changed since.
    pub undone: i64,
}

/// The statements of an act: note what was and will be, do it, undo it.
fn statements_of(act: Act) -> [&'static Statement; 3] {
    match act {
        Act::Flag | Act::Spam | Act::Count => [&NOTE_STATE, &SET_STATE, &UNDO_STATE],
        Act::Handle(_) => [&NOTE_HANDLING, &SET_HANDLING, &UNDO_HANDLING],
        Act::Assign(_) | Act::Unassign => [&NOTE_ASSIGNEE, &SET_ASSIGNEE, &UNDO_ASSIGNEE],
        Act::Archive | Act::Restore => [&NOTE_ARCHIVED, &SET_ARCHIVED, &UNDO_ARCHIVED],
        Act::Tag(_) => [&NOTE_TAG, &SET_TAG, &UNDO_TAG],
        Act::Untag(_) => [&NOTE_UNTAG, &SET_UNTAG, &UNDO_UNTAG],
    }
}

impl Transaction {
    /// Begins an act on `expected` responses.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn act_insert(
        &mut self,
        id: ActId,
        act: Act,
        actor: Actor,
        expected: i64,
        at: Timestamp,
    ) -> Result<(), Error> {
        let query = self.query(&ACT_INSERT).bind(id.0).bind(at.as_microsecond()).bind(actor.to_string());
        let query = query.bind(act.code()).bind(act.value()).bind(expected);
        query.execute(self.connection()).await?;
        Ok(())
    }

    /// Does the act to these responses; returns how many it changed. `last` says that these are the last ones.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn act_apply(
        &mut self,
        id: ActId,
        act: Act,
        responses: &[ResponseId],
        at: Timestamp,
        last: bool,
    ) -> Result<i64, Error> {
        let ids = to_json(&responses.iter().map(|id| id.0).collect::<Vec<_>>());
        let after = match act {
            Act::Archive => Some(at.as_microsecond().to_string()),
            _ => act.state().map(|state| state.code().to_owned()).or_else(|| act.value()),
        };
        let [note, set, _] = statements_of(act);
        // Holds the rows until the end, so that what is noted is what is changed.
        self.query(&LOCK_RESPONSES).bind(ids.clone()).fetch_all(self.connection()).await?;
        let noted =
            self.query(note).bind(id.0).bind(ids.clone()).bind(after).execute(self.connection()).await?;
        let changed = i64::try_from(noted.rows_affected()).unwrap_or(i64::MAX);
        if changed > 0 {
            self.query(set).bind(id.0).bind(ids).execute(self.connection()).await?;
            if act.state().is_some() {
                self.changes_note(responses).await?;
            }
        }
        let ended = last.then(|| at.as_microsecond());
        self.query(&ACT_PROGRESS).bind(id.0).bind(changed).bind(ended).execute(self.connection()).await?;
        Ok(changed)
    }

    /// Marks an act as undone; says whether it was not before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn act_undo(&mut self, id: ActId, actor: Actor, at: Timestamp) -> Result<bool, Error> {
        let query = self.query(&ACT_UNDO).bind(id.0).bind(at.as_microsecond()).bind(actor.to_string());
        Ok(query.execute(self.connection()).await?.rows_affected() > 0)
    }

    /// Undoes the act for its next responses after `after`: those that have not changed since. Returns how many were
    /// undone, and which these next ones were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn act_undo_page(
        &mut self,
        id: ActId,
        act: Act,
        after: ResponseId,
    ) -> Result<(i64, Vec<ResponseId>), Error> {
        let query = self.query(&CHANGES_AFTER).bind(id.0).bind(after.0).bind(PAGE);
        let rows = query.fetch_all(self.connection()).await?;
        let ids: Vec<i64> = rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
        if ids.is_empty() {
            return Ok((0, Vec::new()));
        }
        let page: Vec<ResponseId> = ids.iter().map(|id| ResponseId(*id)).collect();
        let ids = to_json(&ids);
        let [_, _, undo] = statements_of(act);
        self.query(&LOCK_RESPONSES).bind(ids.clone()).fetch_all(self.connection()).await?;
        let done = self.query(undo).bind(id.0).bind(ids).execute(self.connection()).await?;
        let undone = i64::try_from(done.rows_affected()).unwrap_or(i64::MAX);
        if act.state().is_some() {
            self.changes_note(&page).await?;
        }
        self.query(&ACT_UNDONE).bind(id.0).bind(undone).execute(self.connection()).await?;
        Ok((undone, page))
    }
}

impl Store {
    /// Reads one act.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn act_find(&self, id: ActId) -> Result<Option<KeptAct>, Error> {
        let row = self.query(&ACT_FIND).bind(id.0).fetch_optional(&self.read).await?;
        row.as_ref().map(act).transpose()
    }

    /// Acts before `before`, the newest first; of one actor where named.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn act_list(
        &self,
        actor: Option<Actor>,
        before: Option<ActId>,
        limit: i64,
    ) -> Result<Vec<KeptAct>, Error> {
        let actor = actor.map(|actor| actor.to_string()).unwrap_or_default();
        let query = self.query(&ACT_LIST).bind(actor).bind(before.map_or(i64::MAX, |id| id.0)).bind(limit);
        query.fetch_all(&self.read).await?.iter().map(act).collect()
    }

    /// Services whose responses an act changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn act_services(&self, id: ActId) -> Result<Vec<catsup_model::id::ServiceId>, Error> {
        let rows = self.query(&ACT_SERVICES).bind(id.0).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok(catsup_model::id::ServiceId(row.try_get(0)?))).collect()
    }

    /// What was done with one response, the newest first, as far as the last fifty acts go.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn acts_of_response(&self, id: ResponseId) -> Result<Vec<KeptAct>, Error> {
        let rows = self.query(&ACTS_OF_RESPONSE).bind(id.0).fetch_all(&self.read).await?;
        rows.iter().map(act).collect()
    }
}

fn act(row: &AnyRow) -> Result<KeptAct, Error> {
    let (kind, value): (String, Option<String>) = (row.try_get(3)?, row.try_get(4)?);
    Ok(KeptAct {
        id: ActId(row.try_get(0)?),
        at: instant(row.try_get(1)?)?,
        actor: row.try_get(2)?,
        act: Act::read(&kind, value.as_deref().unwrap_or_default())
            .ok_or_else(|| Error::corrupt("act", kind))?,
        expected: row.try_get(5)?,
        changed: row.try_get(6)?,
        ended_at: row.try_get::<Option<i64>, _>(7)?.map(instant).transpose()?,
        undone_at: row.try_get::<Option<i64>, _>(8)?.map(instant).transpose()?,
        undone_by: row.try_get(9)?,
        undone: row.try_get(10)?,
    })
}
