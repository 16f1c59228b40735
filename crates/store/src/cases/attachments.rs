//! Files that people or staff added to a case.

use catsup_model::id::{CaseEventId, CaseId};
use sqlx::Row as _;

use crate::{Error, Store, Transaction, statement::statements};

statements! {
    CASE_ATTACHMENT_INSERT = "INSERT INTO case_attachment (id, case_id, event_id, name, media_type, size, content)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    CASE_ATTACHMENT_LIST = "SELECT id, event_id, name, media_type, size FROM case_attachment WHERE case_id = $1 ORDER BY id";
    CASE_ATTACHMENT_FIND = "SELECT name, media_type, content FROM case_attachment WHERE id = $1 AND case_id = $2";
    CASE_ATTACHMENT_TOTAL = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(size), 0) AS BIGINT)
        FROM case_attachment WHERE case_id = $1";
}

/// A file of a case, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: i64,
    /// The entry in the history it came with.
    pub event: CaseEventId,
    /// Its name.
    pub name: String,
    /// What it is, such as `image/png`.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
}

/// A file with its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAttachment {
    /// Its name.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// The bytes.
    pub content: Vec<u8>,
}

impl Store {
    /// The files of a case, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_attachments(&self, case: CaseId) -> Result<Vec<Attachment>, Error> {
        let rows = self.query(&CASE_ATTACHMENT_LIST).bind(case.0).fetch_all(&self.read).await?;
        let read = |row: &sqlx::any::AnyRow| {
            Ok(Attachment {
                id: row.try_get(0)?,
                event: CaseEventId(row.try_get(1)?),
                name: row.try_get(2)?,
                media_type: row.try_get(3)?,
                size: row.try_get(4)?,
            })
        };
        rows.iter().map(read).collect()
    }

    /// One file of a case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_attachment(&self, case: CaseId, id: i64) -> Result<Option<StoredAttachment>, Error> {
        let row = self.query(&CASE_ATTACHMENT_FIND).bind(id).bind(case.0).fetch_optional(&self.read).await?;
        let read = |row: sqlx::any::AnyRow| {
            Ok(StoredAttachment {
                name: row.try_get(0)?,
                media_type: row.try_get(1)?,
                content: row.try_get(2)?,
            })
        };
        row.map(read).transpose()
    }
}

impl Transaction {
    /// Adds a file to a case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_attachment_insert(
        &mut self,
        id: i64,
        case: CaseId,
        event: CaseEventId,
        file: &StoredAttachment,
    ) -> Result<(), Error> {
        let query = self.query(&CASE_ATTACHMENT_INSERT).bind(id).bind(case.0).bind(event.0);
        let size = i64::try_from(file.content.len()).unwrap_or(i64::MAX);
        let query = query.bind(file.name.clone()).bind(file.media_type.clone()).bind(size);
        query.bind(file.content.clone()).execute(self.connection()).await?;
        Ok(())
    }

    /// How many files a case has, and how many bytes they are together.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_attachment_total(&mut self, case: CaseId) -> Result<(i64, i64), Error> {
        let query = self.query(&CASE_ATTACHMENT_TOTAL).bind(case.0);
        let row = query.fetch_one(self.connection()).await?;
        Ok((row.try_get(0)?, row.try_get(1)?))
    }
}
