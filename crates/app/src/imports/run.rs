//! What every import shares: reading ahead on a thread, keeping refusals, and the report at the end.

use std::io::Write;

use catsup_exchange::{ExchangeError, Finding, Refused, RefusedWriter, header::Header};
use catsup_model::{Viewer, id::ImportRunId};
use catsup_store::{ImportRun, KeptRefusal, Transaction};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::json;
use tokio::sync::mpsc;

use crate::{App, Error, FieldError};

/// Rows that are stored in one transaction.
const BATCH: usize = 500;
/// Refused rows that come with the report.
const EXAMPLES: usize = 20;

/// How a file is imported.
#[derive(Default)]
pub struct Options {
    /// Name of the file, for the record.
    pub file_name: String,
    /// Whether everything is checked and nothing kept.
    pub dry_run: bool,
    /// Where refused rows are written as a table, besides the record.
    pub refused: Option<Box<dyn Write + Send>>,
    /// Called with the number of rows read so far.
    pub progress: Option<Box<dyn FnMut(u64) + Send>>,
}

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The record of the run; `None` for a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub run: Option<ImportRunId>,
    /// Rows read.
    pub read: u64,
    /// Rows that were new.
    pub inserted: u64,
    /// Rows that replaced earlier ones.
    pub updated: u64,
    /// Rows refused.
    pub refused: u64,
    /// What was noticed about the data.
    pub findings: Vec<Finding>,
    /// The first refused rows, for whoever looks at the report at once.
    #[serde(skip)]
    pub examples: Vec<KeptRefusal>,
}

/// What the reading thread hands over.
pub(super) enum Pulled<T> {
    /// The names of the columns, first.
    Header(Header),
    /// Some rows, each fit or refused.
    Rows(Vec<Result<T, Refused>>),
    /// The end of the file, with what was noticed.
    End(Vec<Finding>),
}

/// A source of rows: a reader of one of the file formats.
pub(super) trait Source: Iterator<Item = Result<Self::Row, Refused>> {
    /// What a fit row becomes.
    type Row: Send + 'static;

    /// The names of the columns.
    fn columns(&self) -> &Header;

    /// What was noticed, once the file was read to its end.
    fn noticed(&self) -> Vec<Finding>;
}

/// Reads a file on a thread of its own, at most a few batches ahead of whoever stores them.
pub(super) fn pull<S: Source>(
    open: impl FnOnce() -> Result<S, ExchangeError> + Send + 'static,
) -> Pulling<S::Row> {
    pull_from(move |sink| {
        let source = open()?;
        sink.header(source.columns().clone());
        sink.rows(source, S::noticed);
        Ok(())
    })
}

/// As [`pull`], for a reader that borrows the file it reads: `read` hands the header and the rows over itself.
pub(super) fn pull_from<T: Send + 'static>(
    read: impl FnOnce(&Sink<T>) -> Result<(), ExchangeError> + Send + 'static,
) -> Pulling<T> {
    let (sender, receiver) = mpsc::channel(4);
    tokio::task::spawn_blocking(move || {
        let sink = Sink(sender);
        if let Err(error) = read(&sink) {
            sink.send(Err(error));
        }
    });
    receiver
}

/// Who stores the rows of a file, a batch in one transaction. A fresh one begins where a dry run took the last batch back.
pub(super) trait Storing<T>: Default + Send {
    /// Stores a batch, and counts in the report what was new and what was not.
    fn store(
        &mut self,
        app: &App,
        transaction: &mut Transaction,
        report: &mut Report,
        rows: Vec<T>,
    ) -> impl Future<Output = Result<(), Error>> + Send;
}

/// What comes from the reading thread.
pub(super) type Pulling<T> = mpsc::Receiver<Result<Pulled<T>, ExchangeError>>;

/// Where the reading thread puts what it read.
pub(super) struct Sink<T>(mpsc::Sender<Result<Pulled<T>, ExchangeError>>);

impl<T> Sink<T> {
    /// Hands the names of the columns over, before any row.
    pub(super) fn header(&self, columns: Header) {
        self.send(Ok(Pulled::Header(columns)));
    }

    /// Hands every row over, and at the end what was noticed.
    pub(super) fn rows<I>(&self, mut rows: I, noticed: impl FnOnce(&I) -> Vec<Finding>)
    where
        I: Iterator<Item = Result<T, Refused>>,
    {
        loop {
            let batch: Vec<_> = rows.by_ref().take(BATCH).collect();
            if batch.is_empty() {
                break;
            }
            // A receiver that has gone away has given up on the file: reading on would serve nobody.
            if !self.send(Ok(Pulled::Rows(batch))) {
                return;
            }
        }
        self.send(Ok(Pulled::End(noticed(&rows))));
    }

    fn send(&self, pulled: Result<Pulled<T>, ExchangeError>) -> bool {
        self.0.blocking_send(pulled).is_ok()
    }
}

/// An import under way: its counts so far and where its refusals go.
pub(super) struct Run {
    pub report: Report,
    kind: &'static str,
    id: ImportRunId,
    started_at: Timestamp,
    options: Options,
    writer: Option<RefusedWriter<Box<dyn Write + Send>>>,
    refusals: Vec<KeptRefusal>,
}

impl Run {
    pub(super) fn start(app: &App, kind: &'static str, options: Options) -> Self {
        let report = Report {
            run: None,
            read: 0,
            inserted: 0,
            updated: 0,
            refused: 0,
            findings: Vec::new(),
            examples: Vec::new(),
        };
        let id = ImportRunId(app.next_id());
        Self { report, kind, id, started_at: app.now(), options, writer: None, refusals: Vec::new() }
    }

    pub(super) fn is_dry(&self) -> bool {
        self.options.dry_run
    }

    /// Takes the names of the columns, with which the table of refused rows begins.
    pub(super) fn header(&mut self, columns: &Header) -> Result<(), Error> {
        if let Some(output) = self.options.refused.take() {
            self.writer = Some(RefusedWriter::new(output, columns).map_err(unreadable)?);
        }
        Ok(())
    }

    /// Counts rows and keeps the refused ones; returns the fit ones.
    pub(super) fn sort<T>(&mut self, rows: Vec<Result<T, Refused>>) -> Result<Vec<T>, Error> {
        let mut fit = Vec::with_capacity(rows.len());
        for row in rows {
            self.report.read += 1;
            match row {
                Ok(row) => fit.push(row),
                Err(refused) => self.refuse(&refused)?,
            }
        }
        if let Some(progress) = &mut self.options.progress {
            progress(self.report.read);
        }
        Ok(fit)
    }

    /// Keeps one refused row.
    pub(super) fn refuse(&mut self, refused: &Refused) -> Result<(), Error> {
        self.report.refused += 1;
        if let Some(writer) = &mut self.writer {
            writer.write(refused).map_err(unreadable)?;
        }
        let reason = match &refused.column {
            Some(column) => format!("{column}: {}", refused.reason),
            None => refused.reason.to_string(),
        };
        let record = json!(refused.record).to_string();
        let kept = KeptRefusal { row: i64::try_from(refused.row).unwrap_or(i64::MAX), reason, record };
        if self.report.examples.len() < EXAMPLES {
            self.report.examples.push(kept.clone());
        }
        if !self.is_dry() {
            self.refusals.push(kept);
        }
        Ok(())
    }

    /// Has every row of the file stored, and returns the report.
    pub(super) async fn store<T, S: Storing<T>>(
        mut self,
        app: &App,
        viewer: &Viewer,
        mut pulling: Pulling<T>,
    ) -> Result<Report, Error> {
        let mut storing = S::default();
        while let Some(next) = pulling.recv().await {
            match next.map_err(unreadable)? {
                Pulled::Header(columns) => self.header(&columns)?,
                Pulled::Rows(rows) => {
                    let rows = self.sort(rows)?;
                    let mut transaction = app.store().begin().await?;
                    storing.store(app, &mut transaction, &mut self.report, rows).await?;
                    if self.is_dry() {
                        storing = S::default();
                    } else {
                        transaction.commit().await?;
                    }
                }
                Pulled::End(findings) => return self.finish(app, viewer, findings).await,
            }
        }
        Err(Error::Internal { what: "reading the file", source: "the reading thread ended early".into() })
    }

    /// Writes the record of the run with its refusals, and returns the report.
    pub(super) async fn finish(
        mut self,
        app: &App,
        viewer: &Viewer,
        findings: Vec<Finding>,
    ) -> Result<Report, Error> {
        self.report.findings.extend(findings);
        if let Some(writer) = self.writer.take() {
            writer.finish().map_err(unreadable)?;
        }
        if self.options.dry_run {
            return Ok(self.report);
        }
        self.report.run = Some(self.id);
        let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
        let now = app.now();
        let run = ImportRun {
            id: self.id,
            kind: self.kind.to_owned(),
            file_name: self.options.file_name.clone(),
            actor: viewer.actor().to_string(),
            started_at: self.started_at,
            ended_at: Some(now),
            read: whole(self.report.read),
            inserted: whole(self.report.inserted),
            updated: whole(self.report.updated),
            refused: whole(self.report.refused),
            findings: json!(self.report.findings).to_string(),
        };
        let mut transaction = app.store().begin().await?;
        transaction.import_run_insert(&run).await?;
        for refusals in self.refusals.chunks(BATCH) {
            transaction.refusals_insert(self.id, refusals).await?;
        }
        let detail = json!({
            "kind": self.kind, "read": run.read, "inserted": run.inserted, "updated": run.updated, "refused": run.refused,
        });
        let subject = format!("import_run:{}", self.id);
        transaction.audit_append(now, viewer.actor(), "import", &subject, &detail).await?;
        transaction.commit().await?;
        Ok(self.report)
    }
}

/// A file that cannot be read at all is the sender's to mend.
pub(super) fn unreadable(error: ExchangeError) -> Error {
    let mut reason = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(deeper) = source {
        reason = format!("{reason}: {deeper}");
        source = deeper.source();
    }
    Error::Invalid(vec![FieldError::new("file", "unreadable-file", reason)])
}
