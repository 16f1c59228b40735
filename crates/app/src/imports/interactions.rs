//! Interactions from a file of any make, read through a mapping of its columns.

use std::collections::HashMap;

use catsup_exchange::{
    Finding, ImportedInteraction, InteractionMapping, InteractionReader, Severity, interactions::Field,
    read_interactions,
};
use catsup_model::{Permission, Viewer, interaction::Interaction};
use catsup_store::Upserted;

use super::{
    keys::{Keys, RowKey},
    places::Places,
    responses::unfit,
    run::{Options, Pulled, Report, Run, pull_from},
    source_mappings,
    table_file::TableFile,
};
use crate::{
    App, Error, FieldError,
    anticipation::soon::anticipate_soon,
    fields::invalid,
    interactions::{self, Given},
    standards::soon::measure_interactions_soon,
};

/// Imports interactions from one source. `mapping` is a mapping as TOML; without one that saved
/// for the source is taken, else one that the names of the columns suggest.
/// A row that came before is replaced: by its key, without one by what it says.
///
/// # Errors
/// [`Error::Denied`]; [`Error::Invalid`] for a file that cannot be read (`file`), a mapping that does not fit it
/// (`mapping`) or a name that is none of a source (`source`).
pub async fn import_interactions(
    app: &App,
    viewer: &Viewer,
    source: &str,
    file: TableFile,
    mapping: Option<&str>,
    options: Options,
) -> Result<Report, Error> {
    let reach = viewer.require(Permission::Import)?;
    let source = interactions::source(source).map_err(|reason| invalid("source", "source", reason))?;
    let mapping: InteractionMapping = source_mappings::chosen(app, &source, &file, mapping, None).await?;
    let columns = mapping.columns.clone();
    let zone = app.settings().zone.clone();
    let mut pulling = pull_from(move |sink| {
        let mut table = file.table(mapping.sheet.as_deref())?;
        sink.header(table.header().clone());
        let rows = read_interactions(&mut table, mapping, zone)?;
        sink.rows(rows, InteractionReader::findings);
        Ok(())
    });
    let places = Places::within(app, &reach).await?;
    let run = Run::start(app, "interactions", options);
    let keys = Keys::new(String::new());
    let mut import = Import { app, reach: &reach, source, places, columns, keys, run, repeated: 0 };
    while let Some(next) = pulling.recv().await {
        match next.map_err(unfit)? {
            Pulled::Header(columns) => import.run.header(&columns)?,
            Pulled::Rows(rows) => {
                let rows = import.run.sort(rows)?;
                import.store(rows).await?;
            }
            Pulled::End(mut findings) => {
                findings.extend(import.repeats());
                if !import.run.is_dry() {
                    measure_interactions_soon(app).await;
                    anticipate_soon(app).await;
                }
                return import.run.finish(app, viewer, findings).await;
            }
        }
    }
    Err(Error::Internal { what: "reading the file", source: "the reading thread ended early".into() })
}

/// An import of interactions under way.
struct Import<'a> {
    app: &'a App,
    reach: &'a catsup_model::Reach,
    source: String,
    places: Places,
    columns: std::collections::BTreeMap<Field, String>,
    keys: Keys,
    run: Run,
    /// Rows whose key an earlier row of the file has.
    repeated: u64,
}

impl Import<'_> {
    /// Stores a batch in one transaction. Of rows with one key the last wins.
    async fn store(&mut self, rows: Vec<ImportedInteraction>) -> Result<(), Error> {
        let mut batch: Vec<Interaction> = Vec::with_capacity(rows.len());
        let mut repeats = Vec::with_capacity(rows.len());
        for mut row in rows {
            let external = row.texts.get(&Field::ExternalKey).cloned();
            let RowKey { key, repeated } = self.keys.named(external.as_deref(), &row.record);
            row.texts.insert(Field::ExternalKey, key);
            match interactions::checked(self.app, &self.places, &self.source, given(&row)) {
                Ok(interaction) => {
                    self.repeated += u64::from(repeated);
                    repeats.push(repeated);
                    batch.push(interaction);
                }
                Err(errors) => self.refuse(row, errors)?,
            }
        }
        let mut transaction = self.app.store().begin().await?;
        interactions::check_owned(self.app, self.reach, &batch).await?;
        let upserted = transaction.interaction_upsert(&batch).await?;
        if !self.run.is_dry() {
            transaction.commit().await?;
        }
        for (one, repeated) in upserted.into_iter().zip(repeats) {
            // In a dry run nothing of an earlier batch was kept that a repeated row could be seen to replace.
            match one {
                Upserted::Inserted(_) if !repeated => self.run.report.inserted += 1,
                Upserted::Inserted(_) | Upserted::Updated(_) => self.run.report.updated += 1,
            }
        }
        Ok(())
    }

    fn refuse(&mut self, row: ImportedInteraction, errors: Vec<FieldError>) -> Result<(), Error> {
        let fields: HashMap<&str, Field> = FIELDS.into_iter().collect();
        let column = errors.first().and_then(|error| fields.get(error.field.as_str()));
        let column = column.and_then(|field| self.columns.get(field).cloned());
        let reasons: Vec<String> = errors
            .iter()
            .enumerate()
            .map(|(place, error)| {
                let named = place > 0 || column.is_none();
                if named { format!("{}: {}", error.field, error.reason) } else { error.reason.clone() }
            })
            .collect();
        self.run.refuse(&row.refuse(column, reasons.join("; ")))
    }

    fn repeats(&self) -> Option<Finding> {
        let meaning = "an earlier row of the file has the same key; the last one counts";
        (self.repeated > 0).then(|| Finding {
            rule: "repeated_keys".to_owned(),
            rows: self.repeated,
            severity: Severity::Warning,
            meaning: meaning.to_owned(),
        })
    }
}

/// Names of the fields a refusal may name.
const FIELDS: [(&str, Field); 14] = [
    ("external_key", Field::ExternalKey),
    ("customer", Field::Customer),
    ("occurred_at", Field::Time),
    ("service", Field::Service),
    ("touchpoint", Field::Touchpoint),
    ("channel", Field::Channel),
    ("activity", Field::Activity),
    ("intention", Field::Intention),
    ("wait_seconds", Field::Wait),
    ("handle_seconds", Field::Handle),
    ("cost", Field::Cost),
    ("device", Field::Device),
    ("language", Field::Language),
    ("case", Field::Case),
];

fn given(row: &ImportedInteraction) -> Given {
    let text = |field| row.texts.get(&field).cloned();
    Given {
        service: text(Field::Service),
        touchpoint: text(Field::Touchpoint),
        channel: row.channel,
        customer: text(Field::Customer),
        case: text(Field::Case),
        activity: text(Field::Activity).unwrap_or_default(),
        intention: text(Field::Intention),
        outcome: row.outcome,
        occurred_at: Some(row.occurred_at),
        wait_seconds: row.wait_seconds,
        handle_seconds: row.handle_seconds,
        cost_cents: row.cost_cents,
        device: text(Field::Device),
        language: row.language,
        attributes: row.attributes.clone(),
        external_key: text(Field::ExternalKey),
    }
}
