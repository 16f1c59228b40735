//! The log of responses, and responses as the measure engine keeps them.

use std::{collections::HashMap, sync::Arc};

use catsup_analytics::row::{Row, RowAnswer, answer_byte};
use catsup_model::id::{ResponseId, WordingId};
use catsup_store::{ChangeLog, MeasureRow};

use super::{follow::failed, log::Log};
use crate::{App, Error};

/// The log of responses.
#[derive(Debug, Default)]
pub(super) struct ResponseLog {
    /// Column of each wording: the item it asks.
    columns: HashMap<WordingId, Arc<str>>,
}

impl Log for ResponseLog {
    type Row = Row;

    const LOG: ChangeLog = ChangeLog::Responses;
    const WHAT: &'static str = "responses";
    const PERSONAL: bool = false;

    async fn rows_of(&mut self, app: &App, ids: &[i64]) -> Result<Vec<Row>, Error> {
        let ids: Vec<ResponseId> = ids.iter().map(|id| ResponseId(*id)).collect();
        let found = app.store().measure_rows_of(&ids).await?;
        self.rows(app, found).await
    }

    async fn rows_after(&mut self, app: &App, id: i64, limit: i64) -> Result<Vec<Row>, Error> {
        let found = app.store().measure_rows_after(ResponseId(id), limit).await?;
        self.rows(app, found).await
    }
}

impl ResponseLog {
    async fn rows(&mut self, app: &App, found: Vec<MeasureRow>) -> Result<Vec<Row>, Error> {
        self.know_columns(app, &found).await?;
        found.into_iter().map(|row| self.row(row)).collect()
    }

    /// Learns the columns of wordings that are new.
    async fn know_columns(&mut self, app: &App, rows: &[MeasureRow]) -> Result<(), Error> {
        let known =
            |row: &MeasureRow| row.answers.iter().all(|(wording, _)| self.columns.contains_key(wording));
        if !rows.iter().all(known) {
            let known = app.store().wording_list().await?;
            self.columns = known.into_iter().map(|one| (one.id, one.key.item.into())).collect();
        }
        Ok(())
    }

    fn row(&self, mut row: MeasureRow) -> Result<Row, Error> {
        let mut answers: Vec<RowAnswer> = Vec::with_capacity(row.answers.len());
        for (wording, value) in std::mem::take(&mut row.answers) {
            let unknown = || Error::Internal {
                what: "the measure engine",
                source: format!("wording {wording} is not known").into(),
            };
            let item = self.columns.get(&wording).ok_or_else(unknown)?;
            // Two questions of one form that ask the same item stand side by side.
            let same =
                answers.iter().filter(|answer| answer.column.split('#').next() == Some(&**item)).count();
            let column = if same == 0 { Arc::clone(item) } else { format!("{item}#{}", same + 1).into() };
            let value = answer_byte(row.id.0, &column, value).map_err(failed)?;
            answers.push(RowAnswer { column, wording, value });
        }
        Ok(row.with_answers(answers))
    }
}
