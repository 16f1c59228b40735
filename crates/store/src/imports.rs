//! Import runs, their refused rows, and saved mappings.

use catsup_model::id::{ImportRunId, MappingId};
use jiff::Timestamp;
use sqlx::Row as _;

use crate::{
    Error, Store, Transaction,
    error::{instant, to_json},
    statement::statements,
};

statements! {
    IMPORT_RUN_INSERT = "INSERT INTO import_run
            (id, kind, file_name, actor, started_at, ended_at, read_rows, inserted, updated, refused, findings)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    IMPORT_RUN_LIST = "SELECT id, kind, file_name, actor, started_at, ended_at, read_rows, inserted, updated, refused, findings
        FROM import_run WHERE (CAST($1 AS TEXT) IS NULL OR actor = $1) AND id < $2
        ORDER BY id DESC LIMIT CAST($3 AS BIGINT)";
    IMPORT_RUN_FIND = "SELECT id, kind, file_name, actor, started_at, ended_at, read_rows, inserted, updated, refused, findings
        FROM import_run WHERE id = $1";
    REFUSALS_INSERT = "INSERT INTO import_refusal (run_id, row_number, reason, record)
        SELECT $1, CAST(value ->> 0 AS BIGINT), value ->> 1, value ->> 2 FROM {rows:$2} WHERE TRUE
        ON CONFLICT (run_id, row_number) DO NOTHING";
    REFUSAL_LIST = "SELECT row_number, reason, record FROM import_refusal
        WHERE run_id = $1 AND row_number > $2 ORDER BY row_number LIMIT CAST($3 AS BIGINT)";
    MAPPING_UPSERT = "INSERT INTO import_mapping (id, name, mapping, updated_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (name) DO UPDATE SET mapping = excluded.mapping, updated_at = excluded.updated_at";
    MAPPING_LIST = "SELECT name, mapping FROM import_mapping ORDER BY name";
}

/// One run of an import, as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRun {
    /// Its id.
    pub id: ImportRunId,
    /// What was imported, such as `hisp`.
    pub kind: String,
    /// Name of the file.
    pub file_name: String,
    /// Who imported it.
    pub actor: String,
    /// When it started.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Rows read.
    pub read: i64,
    /// Rows that were new.
    pub inserted: i64,
    /// Rows that replaced earlier ones.
    pub updated: i64,
    /// Rows refused.
    pub refused: i64,
    /// Data-quality findings, as JSON.
    pub findings: String,
}

/// One refused row, as kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRefusal {
    /// Row number as a person sees it in the file.
    pub row: i64,
    /// Why.
    pub reason: String,
    /// The row's cells, as a JSON array.
    pub record: String,
}

impl Store {
    /// The newest import runs before `before`, of one actor or of all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn import_run_list(
        &self,
        actor: Option<&str>,
        before: Option<ImportRunId>,
        limit: i64,
    ) -> Result<Vec<ImportRun>, Error> {
        let rows = self
            .query(&IMPORT_RUN_LIST)
            .bind(actor.map(str::to_owned))
            .bind(before.map_or(i64::MAX, |id| id.0))
            .bind(limit)
            .fetch_all(&self.read)
            .await?;
        rows.iter().map(import_run).collect()
    }

    /// One import run.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn import_run_find(&self, id: ImportRunId) -> Result<Option<ImportRun>, Error> {
        let row = self.query(&IMPORT_RUN_FIND).bind(id.0).fetch_optional(&self.read).await?;
        row.as_ref().map(import_run).transpose()
    }

    /// Refused rows of a run in the order of the file, after row `after`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn refusal_list(
        &self,
        run: ImportRunId,
        after: i64,
        limit: i64,
    ) -> Result<Vec<KeptRefusal>, Error> {
        let rows =
            self.query(&REFUSAL_LIST).bind(run.0).bind(after).bind(limit).fetch_all(&self.read).await?;
        rows.iter()
            .map(|row| {
                Ok(KeptRefusal { row: row.try_get(0)?, reason: row.try_get(1)?, record: row.try_get(2)? })
            })
            .collect()
    }

    /// Saved mappings: name and TOML text.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mapping_list(&self) -> Result<Vec<(String, String)>, Error> {
        let rows = self.query(&MAPPING_LIST).fetch_all(&self.read).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }
}

impl Transaction {
    /// Keeps an import run.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn import_run_insert(&mut self, run: &ImportRun) -> Result<(), Error> {
        self.query(&IMPORT_RUN_INSERT)
            .bind(run.id.0)
            .bind(run.kind.clone())
            .bind(run.file_name.clone())
            .bind(run.actor.clone())
            .bind(run.started_at.as_microsecond())
            .bind(run.ended_at.map(Timestamp::as_microsecond))
            .bind(run.read)
            .bind(run.inserted)
            .bind(run.updated)
            .bind(run.refused)
            .bind(run.findings.clone())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Keeps refused rows of a run.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn refusals_insert(&mut self, run: ImportRunId, refusals: &[KeptRefusal]) -> Result<(), Error> {
        let rows: Vec<_> = refusals.iter().map(|one| (one.row, &one.reason, &one.record)).collect();
        self.query(&REFUSALS_INSERT).bind(run.0).bind(to_json(&rows)).execute(self.connection()).await?;
        Ok(())
    }

    /// Saves a mapping under its name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mapping_upsert(
        &mut self,
        id: MappingId,
        name: &str,
        toml: &str,
        at: Timestamp,
    ) -> Result<(), Error> {
        self.query(&MAPPING_UPSERT)
            .bind(id.0)
            .bind(name.to_owned())
            .bind(toml.to_owned())
            .bind(at.as_microsecond())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

fn import_run(row: &sqlx::any::AnyRow) -> Result<ImportRun, Error> {
    let ended: Option<i64> = row.try_get(5)?;
    Ok(ImportRun {
        id: ImportRunId(row.try_get(0)?),
        kind: row.try_get(1)?,
        file_name: row.try_get(2)?,
        actor: row.try_get(3)?,
        started_at: instant(row.try_get(4)?)?,
        ended_at: ended.map(instant).transpose()?,
        read: row.try_get(6)?,
        inserted: row.try_get(7)?,
        updated: row.try_get(8)?,
        refused: row.try_get(9)?,
        findings: row.try_get(10)?,
    })
}
