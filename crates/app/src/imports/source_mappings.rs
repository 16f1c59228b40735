//! Mappings of files that come from a source, of interactions or of cases: suggested, shown beside the first rows, saved for each
//! source.

use catsup_exchange::{
    CaseMapping, ExchangeError, InteractionMapping, header::Header, mapping::MappingProblem,
};
use catsup_model::{Permission, Viewer, id::MappingId};
use serde_json::json;

use super::{
    first_rows::{FirstRows, problems},
    responses::unfit,
    run::unreadable,
    table_file::TableFile,
};
use crate::{App, Error, audit, fields::invalid, interactions};

/// A mapping of the columns of files that come from a source.
pub trait SourceMapping: Default + Clone + Send + 'static {
    /// What stands before the source in the name of a saved mapping.
    const PREFIX: &'static str;

    /// Reads a saved mapping.
    ///
    /// # Errors
    /// When the text is none.
    fn read(text: &str) -> Result<Self, ExchangeError>;
    /// The text to save.
    fn text(&self) -> String;
    /// Proposes one by the names of the columns.
    fn propose(header: &Header) -> Self;
    /// Checks it against a file's header.
    ///
    /// # Errors
    /// With everything wrong at once.
    fn fits(&self, header: &Header) -> Result<(), ExchangeError>;
    /// The sheet of a workbook; the first when `None`.
    fn sheet(&mut self) -> &mut Option<String>;
}

macro_rules! source_mapping {
    ($mapping:ty, $prefix:literal) => {
        impl SourceMapping for $mapping {
            const PREFIX: &'static str = $prefix;

            fn read(text: &str) -> Result<Self, ExchangeError> {
                Self::from_toml(text)
            }

            fn text(&self) -> String {
                self.to_toml()
            }

            fn propose(header: &Header) -> Self {
                Self::suggest(header)
            }

            fn fits(&self, header: &Header) -> Result<(), ExchangeError> {
                self.check(header)
            }

            fn sheet(&mut self) -> &mut Option<String> {
                &mut self.sheet
            }
        }
    };
}
source_mapping!(InteractionMapping, "interactions:");
source_mapping!(CaseMapping, "cases:");

/// A file as a person sees it before it is imported.
#[derive(Debug, Clone)]
pub struct SourcePreview<M> {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Sheets of a workbook; none for a text file.
    pub sheets: Vec<String>,
    /// Its first rows.
    pub samples: Vec<Vec<String>>,
    /// The mapping: as given, else as saved, else as suggested.
    pub mapping: M,
    /// The source whose saved mapping it is.
    pub saved: Option<String>,
    /// What does not fit between mapping and file.
    pub problems: Vec<MappingProblem>,
}

/// Looks into a file: its columns, its first rows, and a mapping. Without one, a mapping that was saved for a file of this
/// layout is taken, whatever its source, else one that the names of the columns suggest.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] for a file that cannot be read.
pub async fn preview_source<M: SourceMapping>(
    app: &App,
    viewer: &Viewer,
    file: TableFile,
    mapping: Option<M>,
) -> Result<SourcePreview<M>, Error> {
    viewer.require(Permission::Import)?;
    let kept = if mapping.is_some() { Vec::new() } else { saved(app).await? };
    let looked = tokio::task::spawn_blocking(move || look(&file, mapping, kept)).await;
    looked.map_err(|error| Error::Internal { what: "reading the file", source: error.into() })?
}

fn look<M: SourceMapping>(
    file: &TableFile,
    given: Option<M>,
    kept: Vec<(String, M)>,
) -> Result<SourcePreview<M>, Error> {
    let (mut mapping, saved) = match given {
        Some(given) => (given, None),
        None => match fitting(file, kept)? {
            Some((source, mapping)) => (mapping, Some(source)),
            None => (suggested_source_mapping(file.again()?, None)?, None),
        },
    };
    let table = file.again()?.table(mapping.sheet().as_deref()).map_err(unreadable)?;
    let problems = problems(mapping.fits(table.header())).map_err(unreadable)?;
    let FirstRows { columns, sheets, samples } = FirstRows::of(table).map_err(unreadable)?;
    Ok(SourcePreview { columns, sheets, samples, mapping, saved, problems })
}

/// The first saved mapping that names columns of this file only.
fn fitting<M: SourceMapping>(file: &TableFile, kept: Vec<(String, M)>) -> Result<Option<(String, M)>, Error> {
    for (source, mut mapping) in kept {
        // A sheet of that name may be missing: then the mapping is of another file.
        let Ok(table) = file.again()?.table(mapping.sheet().as_deref()) else { continue };
        if mapping.fits(table.header()).is_ok() {
            return Ok(Some((source, mapping)));
        }
    }
    Ok(None)
}

/// The mapping that the names of a file's columns suggest; `sheet` names the sheet of a workbook.
///
/// # Errors
/// As [`preview_source`].
pub fn suggested_source_mapping<M: SourceMapping>(file: TableFile, sheet: Option<&str>) -> Result<M, Error> {
    let table = file.table(sheet).map_err(unreadable)?;
    let mut suggested = M::propose(table.header());
    *suggested.sheet() = sheet.map(str::to_owned);
    Ok(suggested)
}

/// Saves a mapping for files of a source.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] with `source`.
pub async fn save_source_mapping<M: SourceMapping>(
    app: &App,
    viewer: &Viewer,
    source: &str,
    mapping: &M,
) -> Result<(), Error> {
    viewer.require(Permission::Import)?;
    let source = interactions::source(source).map_err(|reason| invalid("source", "source", reason))?;
    let mut transaction = app.store().begin().await?;
    let name = format!("{}{source}", M::PREFIX);
    transaction.mapping_upsert(MappingId(app.next_id()), &name, &mapping.text(), app.now()).await?;
    audit::record(app, &mut transaction, viewer, "import.save_mapping", &name, json!({})).await?;
    transaction.commit().await?;
    Ok(())
}

/// The mapping an import goes by: as given, else as saved for the source when it fits the file, else as suggested.
pub(super) async fn chosen<M: SourceMapping>(
    app: &App,
    source: &str,
    file: &TableFile,
    given: Option<&str>,
    sheet: Option<&str>,
) -> Result<M, Error> {
    if let Some(text) = given {
        return M::read(text).map_err(unfit);
    }
    let mut kept = saved::<M>(app).await?;
    kept.retain(|(of, _)| of == source);
    // Whoever names a sheet speaks of its columns.
    kept.retain_mut(|(_, mapping)| sheet.is_none() || mapping.sheet().as_deref() == sheet);
    match fitting(file, kept)? {
        Some((_, mapping)) => Ok(mapping),
        None => Ok(M::propose(file.again()?.table(sheet).map_err(unfit)?.header())),
    }
}

/// Saved mappings by source. One that no longer reads is as good as none.
async fn saved<M: SourceMapping>(app: &App) -> Result<Vec<(String, M)>, Error> {
    let known = app.store().mapping_list().await?.into_iter();
    let read = known.filter_map(|(name, toml)| {
        let source = name.strip_prefix(M::PREFIX)?.to_owned();
        Some((source, M::read(&toml).ok()?))
    });
    Ok(read.collect())
}
