//! `catsup import cases`: where the columns of a file of cases are named.

use std::path::PathBuf;

use catsup_app::imports::{CaseDefaults, CaseField, CaseFile, CaseMapping};
use catsup_model::{Channel, case::CaseKind};
use clap::Args;

use super::{Common, mapping};
use crate::output::Failure;

/// Cases from any table (CSV, TSV, XLSX; packed with gzip, too), with a mapping of its columns.
///
/// Columns are told by their usual names; what is stated here or in the mapping counts more. Organisations and services that
/// are not known yet are made. Nobody is written to, and no alarm is raised for what was over when it came.
///
/// Example: catsup import cases casework.csv.gz --source council --refused refused.csv
#[derive(Debug, Args)]
pub struct Cases {
    #[command(flatten)]
    pub(super) common: Common,
    /// The system they come from; keys are its own.
    #[arg(long, default_value = "import")]
    source: String,
    /// Mapping of the columns; one is suggested from the header when absent.
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    /// The column of the key by which a case is known again.
    #[arg(long, value_name = "COLUMN")]
    key: Option<String>,
    /// The column of the opening.
    #[arg(long, value_name = "COLUMN")]
    opened: Option<String>,
    /// The column of the closing; blank while a case is open.
    #[arg(long, value_name = "COLUMN")]
    closed: Option<String>,
    /// Another column, as FIELD=COLUMN; may be given several times.
    ///
    /// Fields: organisation, service, kind, channel, subject, topic, detail, description, address, address_id, latitude,
    /// longitude, key, opened, closed.
    #[arg(long = "column", value_name = "FIELD=COLUMN", value_parser = column)]
    columns: Vec<(CaseField, String)>,
    /// The service of every row, by name, slug or id.
    #[arg(long)]
    service: Option<String>,
    /// The organisation under which services are made that are not known yet.
    #[arg(long)]
    organisation: Option<String>,
    /// The kind of every case: complaint, question, request, compliment or suggestion.
    #[arg(long)]
    kind: Option<CaseKind>,
    /// The channel of every case.
    #[arg(long)]
    channel: Option<Channel>,
    /// How times are written, as strftime has it; the usual ways are told by themselves.
    #[arg(long, value_name = "FORMAT")]
    time_format: Option<String>,
    /// The sheet of a workbook.
    #[arg(long)]
    sheet: Option<String>,
}

fn column(text: &str) -> Result<(CaseField, String), String> {
    let (field, column) = text.split_once('=').ok_or("write it as FIELD=COLUMN")?;
    let codes = || CaseField::all().map(CaseField::code).collect::<Vec<_>>().join(", ");
    let field = CaseField::of_code(field.trim())
        .ok_or_else(|| format!("“{field}” is not a field; use one of {}", codes()))?;
    Ok((field, column.trim().to_owned()))
}

impl Cases {
    pub(super) fn wanted(&self) -> Result<CaseFile, Failure> {
        let named = [
            (CaseField::Key, &self.key),
            (CaseField::Opened, &self.opened),
            (CaseField::Closed, &self.closed),
        ];
        let named = named.into_iter().filter_map(|(field, column)| Some((field, column.clone()?)));
        let stated = CaseMapping {
            sheet: self.sheet.clone(),
            time_format: self.time_format.clone(),
            columns: named.chain(self.columns.iter().cloned()).collect(),
            defaults: CaseDefaults {
                organisation: self.organisation.clone(),
                service: self.service.clone(),
                kind: self.kind,
                channel: self.channel,
            },
            ..CaseMapping::default()
        };
        Ok(CaseFile { source: self.source.clone(), mapping: mapping(self.map.clone())?, stated })
    }
}
