//! Analyses of a file that somebody brings for this alone: what its columns are, drivers, path models and groups.
//!
//! Nothing of the file is stored. Whoever may read measures may do this: it shows nothing but their own file.

mod groups;

use catsup_model::{Permission, Viewer};

pub use catsup_statistics::Interval;
pub use groups::{ComparedColumn, ComparedGroups, GroupOfRows, compare_groups};

use crate::{
    App, Error, FieldError,
    drivers::{self, DriverQuestion, DriverReport},
    fields::invalid,
    heavy,
    imports::TableFile,
    numeric_table,
    path_models::{self, PathModelQuestion, PathModelReport},
};

/// The most resamples a page may ask for.
pub const MOST_RESAMPLES: usize = 5_000;
/// The most columns that are told.
const MOST_COLUMNS: usize = 300;
/// Cells of each column that are told.
const SAMPLES: usize = 3;

/// One column of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileColumn {
    /// Its name.
    pub name: String,
    /// Its first cells that hold something.
    pub samples: Vec<String>,
}

/// What the columns of a CSV, TSV or XLSX file are; columns without a name are left out.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] when it is no such file or holds no rows.
pub async fn columns(app: &App, viewer: &Viewer, file: TableFile) -> Result<Vec<FileColumn>, Error> {
    permitted(app, viewer)?;
    heavy::run(move || read_columns(file)).await?
}

fn read_columns(file: TableFile) -> Result<Vec<FileColumn>, Error> {
    let mut table = numeric_table::open(file.into_inner(), None)?;
    let names = table.header().names().to_vec();
    let mut samples = vec![Vec::new(); names.len()];
    let mut rows = 0;
    for record in table.rows().map_err(numeric_table::unreadable)?.take(50).flatten() {
        rows += 1;
        for (cell, known) in record.cells.iter().zip(&mut samples) {
            let cell = cell.trim();
            if !cell.is_empty() && known.len() < SAMPLES {
                known.push(cell.chars().take(40).collect::<String>());
            }
        }
    }
    if rows == 0 {
        return Err(invalid("file", "no-rows", "the file holds no row beside its header"));
    }
    let named = names.into_iter().zip(samples).filter(|(name, _)| !name.trim().is_empty());
    Ok(named.take(MOST_COLUMNS).map(|(name, samples)| FileColumn { name, samples }).collect())
}

/// The drivers in a file.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] as [`drivers::analyse_table`]; [`Refusal::Busy`](crate::Refusal::Busy).
pub async fn drivers_of_file(
    app: &App,
    viewer: &Viewer,
    file: TableFile,
    question: DriverQuestion,
) -> Result<DriverReport, Error> {
    permitted(app, viewer)?;
    bounded(question.resamples)?;
    heavy::run(move || {
        let allowed = |rows, columns| heavy::within_reach(rows, columns, question.resamples);
        drivers::analyse_table_if(file.into_inner(), None, &question, allowed)
    })
    .await?
}

/// A path model estimated on a file.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] as [`path_models::estimate_table`];
/// [`Refusal::Busy`](crate::Refusal::Busy).
pub async fn path_model_of_file(
    app: &App,
    viewer: &Viewer,
    file: TableFile,
    question: PathModelQuestion,
) -> Result<PathModelReport, Error> {
    permitted(app, viewer)?;
    bounded(question.resamples)?;
    heavy::run(move || {
        let allowed = |rows, columns| heavy::within_reach(rows, columns, question.resamples);
        path_models::estimate_table_if(file.into_inner(), None, &question, allowed)
    })
    .await?
}

fn permitted(_: &App, viewer: &Viewer) -> Result<(), Error> {
    viewer.require(Permission::ReadMeasures)?;
    Ok(())
}

fn bounded(resamples: usize) -> Result<(), Error> {
    if resamples <= MOST_RESAMPLES {
        return Ok(());
    }
    let reason = format!("{resamples} resamples are more than the {MOST_RESAMPLES} a page takes");
    let error = FieldError::new("resamples", "too-many-resamples", reason);
    Err(Error::Invalid(vec![error.with("resamples", resamples).with("most", MOST_RESAMPLES)]))
}
