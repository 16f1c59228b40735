//! What is kept of imports: the runs, and the rows they refused.

use catsup_exchange::{Cell, TableFormat, TableWriter};
use catsup_model::{Permission, Reach, Viewer, id::ImportRunId};
use catsup_store::{ImportRun, KeptRefusal};
use tokio::sync::mpsc;

use super::run::unreadable;
use crate::{App, Error, download::Download};

/// The newest runs, at most `limit`, before `before`. Whoever may import everywhere sees all of them, others their own.
///
/// # Errors
/// [`Error::Denied`].
pub async fn runs(
    app: &App,
    viewer: &Viewer,
    before: Option<ImportRunId>,
    limit: i64,
) -> Result<Vec<ImportRun>, Error> {
    let actor = own(viewer)?;
    Ok(app.store().import_run_list(actor.as_deref(), before, limit).await?)
}

/// One run.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when there is none the viewer may see.
pub async fn run(app: &App, viewer: &Viewer, id: ImportRunId) -> Result<ImportRun, Error> {
    let actor = own(viewer)?;
    let found = app.store().import_run_find(id).await?;
    found.filter(|run| actor.is_none_or(|actor| run.actor == actor)).ok_or(Error::NotFound("the import"))
}

/// Refused rows of a run in the order of the file, after row `after`.
///
/// # Errors
/// As [`run`].
pub async fn refusals(
    app: &App,
    viewer: &Viewer,
    id: ImportRunId,
    after: i64,
    limit: i64,
) -> Result<Vec<KeptRefusal>, Error> {
    run(app, viewer, id).await?;
    Ok(app.store().refusal_list(id, after, limit).await?)
}

/// Every refused row of a run as CSV: row and reason, then the cells as they stood in the file.
///
/// # Errors
/// As [`run`].
pub async fn refused_table(
    app: &App,
    viewer: &Viewer,
    id: ImportRunId,
) -> Result<mpsc::Receiver<Result<Vec<u8>, Error>>, Error> {
    run(app, viewer, id).await?;
    let app = app.clone();
    Ok(Download::start(move |download| async move {
        // Rows of one file have as many cells as its header; ragged ones are among the refused.
        let mut widest = 0;
        let mut after = 0;
        loop {
            let page = app.store().refusal_list(id, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.row;
            widest = page.iter().map(|one| cells(one).len()).max().unwrap_or_default().max(widest);
        }
        let mut table = TableWriter::new(TableFormat::Csv, download.clone(), app.now());
        let numbered = (1..=widest).map(|number| format!("cell_{number}"));
        let names: Vec<String> =
            ["row".to_owned(), "reason".to_owned()].into_iter().chain(numbered).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        table.header(&names).map_err(unreadable)?;
        after = 0;
        loop {
            let page = app.store().refusal_list(id, after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after = last.row;
            for refusal in &page {
                let cells = cells(refusal);
                let mut row = vec![Cell::Int(refusal.row), Cell::Text(&refusal.reason)];
                row.extend(cells.iter().map(|cell| Cell::Text(cell)));
                row.resize(names.len(), Cell::Missing);
                table.row(&row).map_err(unreadable)?;
            }
            download.pass_on().await?;
        }
        table.finish().map_err(unreadable)?;
        download.pass_on().await
    }))
}

/// Rows read from the store at a time.
const PAGE: i64 = 500;

fn cells(refusal: &KeptRefusal) -> Vec<String> {
    serde_json::from_str(&refusal.record).unwrap_or_default()
}

/// Whose runs the viewer sees; `None` for everybody's.
fn own(viewer: &Viewer) -> Result<Option<String>, Error> {
    let reach = viewer.require(Permission::Import)?;
    Ok((reach != Reach::Everything).then(|| viewer.actor().to_string()))
}
