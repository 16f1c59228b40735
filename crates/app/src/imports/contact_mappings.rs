//! Mappings of files of interactions: suggested, shown beside the first rows, saved for each source.

use catsup_exchange::{InteractionMapping, mapping::MappingProblem};
use catsup_model::{Permission, Viewer, id::MappingId};
use serde_json::json;

use super::{
    first_rows::{FirstRows, problems},
    responses::unfit,
    run::unreadable,
    table_file::TableFile,
};
use crate::{App, Error, audit, fields::invalid, interactions};

/// What stands before the source in the name of a saved mapping.
const PREFIX: &str = "interactions:";

/// A file of interactions as a person sees it before it is imported.
#[derive(Debug, Clone)]
pub struct ContactPreview {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Sheets of a workbook; none for a text file.
    pub sheets: Vec<String>,
    /// Its first rows.
    pub samples: Vec<Vec<String>>,
    /// The mapping: as given, else as saved, else as suggested.
    pub mapping: InteractionMapping,
    /// The source whose saved mapping it is.
    pub saved: Option<String>,
    /// What does not fit between mapping and file.
    pub problems: Vec<MappingProblem>,
}

/// Looks into a file of interactions: its columns, its first rows, and a mapping. Without one, a mapping that was saved for
/// a file of this layout is taken, whatever its source, else one that the names of the columns suggest.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] for a file that cannot be read.
pub async fn preview_interactions(
    app: &App,
    viewer: &Viewer,
    file: TableFile,
    mapping: Option<InteractionMapping>,
) -> Result<ContactPreview, Error> {
    viewer.require(Permission::Import)?;
    let kept = if mapping.is_some() { Vec::new() } else { saved(app).await? };
    let looked = tokio::task::spawn_blocking(move || look(&file, mapping, kept)).await;
    looked.map_err(|error| Error::Internal { what: "reading the file", source: error.into() })?
}

fn look(
    file: &TableFile,
    given: Option<InteractionMapping>,
    kept: Vec<(String, InteractionMapping)>,
) -> Result<ContactPreview, Error> {
    let (mapping, saved) = match given {
        Some(given) => (given, None),
        None => match fitting(file, kept)? {
            Some((source, mapping)) => (mapping, Some(source)),
            None => (suggested_interaction_mapping(file.again()?, None)?, None),
        },
    };
    let table = file.again()?.table(mapping.sheet.as_deref()).map_err(unreadable)?;
    let problems = problems(mapping.check(table.header())).map_err(unreadable)?;
    let FirstRows { columns, sheets, samples } = FirstRows::of(table).map_err(unreadable)?;
    Ok(ContactPreview { columns, sheets, samples, mapping, saved, problems })
}

/// The first saved mapping that names columns of this file only.
fn fitting(
    file: &TableFile,
    kept: Vec<(String, InteractionMapping)>,
) -> Result<Option<(String, InteractionMapping)>, Error> {
    for (source, mapping) in kept {
        // A sheet of that name may be missing: then the mapping is of another file.
        let Ok(table) = file.again()?.table(mapping.sheet.as_deref()) else { continue };
        if mapping.check(table.header()).is_ok() {
            return Ok(Some((source, mapping)));
        }
    }
    Ok(None)
}

/// The mapping that the names of a file's columns suggest; `sheet` names the sheet of a workbook.
///
/// # Errors
/// As [`preview_interactions`].
pub fn suggested_interaction_mapping(
    file: TableFile,
    sheet: Option<&str>,
) -> Result<InteractionMapping, Error> {
    let table = file.table(sheet).map_err(unreadable)?;
    let suggested = InteractionMapping::suggest(table.header());
    Ok(InteractionMapping { sheet: sheet.map(str::to_owned), ..suggested })
}

/// Saves a mapping for files of a source.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] with `source`.
pub async fn save_interaction_mapping(
    app: &App,
    viewer: &Viewer,
    source: &str,
    mapping: &InteractionMapping,
) -> Result<(), Error> {
    viewer.require(Permission::Import)?;
    let source = interactions::source(source).map_err(|reason| invalid("source", "source", reason))?;
    let mut transaction = app.store().begin().await?;
    let name = format!("{PREFIX}{source}");
    transaction.mapping_upsert(MappingId(app.next_id()), &name, &mapping.to_toml(), app.now()).await?;
    audit::record(app, &mut transaction, viewer, "import.save_mapping", &name, json!({})).await?;
    transaction.commit().await?;
    Ok(())
}

/// The mapping an import goes by: as given, else as saved for the source when it fits the file, else as suggested.
pub(super) async fn chosen(
    app: &App,
    source: &str,
    file: &TableFile,
    given: Option<&str>,
) -> Result<InteractionMapping, Error> {
    if let Some(text) = given {
        return InteractionMapping::from_toml(text).map_err(unfit);
    }
    let mut kept = saved(app).await?;
    kept.retain(|(of, _)| of == source);
    match fitting(file, kept)? {
        Some((_, mapping)) => Ok(mapping),
        None => Ok(InteractionMapping::suggest(file.again()?.table(None).map_err(unfit)?.header())),
    }
}

/// Saved mappings by source. One that no longer reads is as good as none.
async fn saved(app: &App) -> Result<Vec<(String, InteractionMapping)>, Error> {
    let known = app.store().mapping_list().await?.into_iter();
    let read = known.filter_map(|(name, toml)| {
        let source = name.strip_prefix(PREFIX)?.to_owned();
        Some((source, InteractionMapping::from_toml(&toml).ok()?))
    });
    Ok(read.collect())
}
