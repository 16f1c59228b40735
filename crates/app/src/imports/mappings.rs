//! Mappings of columns: suggested from a header, shown beside the first rows, saved per survey.

use catsup_exchange::{ExchangeError, Mapping, mapping::MappingProblem};
use catsup_model::{Permission, Viewer, id::MappingId, survey::SurveyDefinition};
use serde_json::json;

use super::{
    first_rows::{FirstRows, problems},
    responses::{suggested, survey_within, unfit as refused},
    run::unreadable,
    table_file::TableFile,
};
use crate::{App, Error, FieldError, audit, open_surveys::OpenSurvey};

/// A file as a person sees it before it is imported.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The names of its columns.
    pub columns: Vec<String>,
    /// Sheets of a workbook; none for a text file.
    pub sheets: Vec<String>,
    /// Its first rows.
    pub samples: Vec<Vec<String>>,
    /// What the survey asks.
    pub definition: SurveyDefinition,
    /// The mapping: as given, else as saved, else as suggested.
    pub mapping: Mapping,
    /// Whether the mapping was saved for the survey before.
    pub saved: bool,
    /// What does not fit between mapping, file and survey, in English.
    pub problems: Vec<MappingProblem>,
}

/// Looks into a file: its columns, its first rows, and a mapping to a survey.
///
/// # Errors
/// As [`super::import_responses`], but a mapping that does not fit comes with its problems.
pub async fn preview(
    app: &App,
    viewer: &Viewer,
    survey: &str,
    file: TableFile,
    mapping: Option<Mapping>,
) -> Result<Preview, Error> {
    let (_, open) = survey_within(app, viewer, survey).await?;
    let kept = saved(app, &open).await?;
    let sheet = mapping.as_ref().or(kept.as_ref()).and_then(|mapping| mapping.sheet.clone());
    let definition = open.survey.definition.clone();
    let looked =
        tokio::task::spawn_blocking(move || look(file, sheet.as_deref(), &definition, mapping, kept));
    let looked =
        looked.await.map_err(|error| Error::Internal { what: "reading the file", source: error.into() })?;
    looked.map_err(unreadable)
}

fn look(
    file: TableFile,
    sheet: Option<&str>,
    definition: &SurveyDefinition,
    given: Option<Mapping>,
    saved: Option<Mapping>,
) -> Result<Preview, ExchangeError> {
    let table = file.table(sheet)?;
    // A saved mapping belongs to files of its layout; for others it is no help.
    let fits = |mapping: &Mapping| mapping.check(table.header(), definition).is_ok();
    let saved = saved.filter(fits);
    let was_saved = given.is_none() && saved.is_some();
    let mapping = given.or(saved).unwrap_or_else(|| Mapping::suggest(table.header(), definition));
    let problems = problems(mapping.check(table.header(), definition))?;
    let FirstRows { columns, sheets, samples } = FirstRows::of(table)?;
    Ok(Preview {
        columns,
        sheets,
        samples,
        definition: definition.clone(),
        mapping,
        saved: was_saved,
        problems,
    })
}

/// The mapping that the names of a file's columns suggest; `sheet` names the sheet of a workbook.
///
/// # Errors
/// As [`preview`].
pub async fn suggested_mapping(
    app: &App,
    viewer: &Viewer,
    survey: &str,
    file: TableFile,
    sheet: Option<&str>,
) -> Result<Mapping, Error> {
    let (_, open) = survey_within(app, viewer, survey).await?;
    suggested(file, sheet, &open).map_err(unreadable)
}

/// Saves a mapping for files that answer a survey.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn save_mapping(app: &App, viewer: &Viewer, survey: &str, mapping: &Mapping) -> Result<(), Error> {
    let (_, open) = survey_within(app, viewer, survey).await?;
    let mut transaction = app.store().begin().await?;
    let id = MappingId(app.next_id());
    transaction.mapping_upsert(id, &name(&open), &mapping.to_toml(), app.now()).await?;
    let subject = format!("survey:{}", open.survey.id);
    audit::record(app, &mut transaction, viewer, "import.save_mapping", &subject, json!({})).await?;
    transaction.commit().await?;
    Ok(())
}

/// The mapping saved for a survey.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`].
pub async fn saved_mapping(app: &App, viewer: &Viewer, survey: &str) -> Result<Option<Mapping>, Error> {
    viewer.require(Permission::Import)?;
    let (_, open) = survey_within(app, viewer, survey).await?;
    saved(app, &open).await
}

/// The mapping an import goes by: as given, else as saved when it fits the file, else as the header suggests.
pub(super) async fn chosen(
    app: &App,
    open: &OpenSurvey,
    file: &TableFile,
    given: Option<&str>,
) -> Result<Mapping, Error> {
    if let Some(given) = given {
        return Mapping::from_toml(given).map_err(refused);
    }
    let suggested = suggested(file.again()?, None, open).map_err(refused)?;
    let Some(saved) = saved(app, open).await? else { return Ok(suggested) };
    let table = file.again()?.table(saved.sheet.as_deref()).map_err(refused)?;
    Ok(if saved.check(table.header(), &open.survey.definition).is_ok() { saved } else { suggested })
}

async fn saved(app: &App, open: &OpenSurvey) -> Result<Option<Mapping>, Error> {
    let name = name(open);
    let saved = app.store().mapping_list().await?.into_iter().find(|(known, _)| *known == name);
    // One that no longer reads is as good as none: the header suggests another.
    Ok(saved.and_then(|(_, toml)| Mapping::from_toml(&toml).ok()))
}

fn name(open: &OpenSurvey) -> String {
    format!("survey:{}", open.survey.id)
}

/// The refusal of a mapping, problem by problem.
pub(super) fn unfit(error: &ExchangeError) -> Error {
    let problem = |reason: String| FieldError::new("mapping", "mapping", reason);
    Error::Invalid(match error {
        ExchangeError::Mapping { problems } => problems.iter().map(|one| problem(one.to_string())).collect(),
        ExchangeError::MappingSyntax(source) => vec![problem(format!("{error}: {source}"))],
        other => vec![problem(other.to_string())],
    })
}
