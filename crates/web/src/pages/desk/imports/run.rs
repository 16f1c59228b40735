//! One import: its counts, what was noticed, which rows were refused and why.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use catsup_app::{
    App,
    imports::{self, Finding, ImportRun, KeptRefusal, Severity},
};
use catsup_model::{Language, id::ImportRunId};
use jiff::{Timestamp, civil::DateTime};

use super::report::{self, FindingRow, RefusedRow};
use crate::{
    components::Crumb,
    error::PageError,
    extract::SignedIn,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::responses::file,
};

/// Refused rows that the page shows; the file has all.
const SHOWN: i64 = 100;

/// The page of one import.
#[derive(Debug, Template)]
#[template(path = "pages/desk/imports/run.html")]
pub(crate) struct RunPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    run: ImportRun,
    kind: String,
    who: String,
    started: DateTime,
    findings: Vec<FindingRow>,
    refused: Vec<RefusedRow>,
}

/// `GET /desk/imports/{run}`
pub(crate) async fn run(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(run): Path<String>,
) -> Result<Page<RunPage>, PageError> {
    let viewer = &identity.viewer;
    let id = named(&run)?;
    let run = imports::run(&app, viewer, id).await?;
    let refusals = imports::refusals(&app, viewer, id, 0, SHOWN).await?;
    let started = run.started_at.to_zoned(app.settings().zone.clone()).datetime();
    Ok(Page::new(RunPage::of(layout, run, started, &viewer.actor().to_string(), &refusals)))
}

/// `GET /desk/imports/{run}/refused.csv`
pub(crate) async fn refused(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    Path(run): Path<String>,
) -> Result<Response, PageError> {
    let id = named(&run)?;
    let parts = imports::refused_table(&app, &identity.viewer, id).await?;
    Ok(file(parts, &format!("refused-{id}.csv"), "text/csv; charset=utf-8"))
}

fn named(run: &str) -> Result<ImportRunId, PageError> {
    run.parse().map_err(|_| PageError::NotFound)
}

impl RunPage {
    fn of(layout: Layout, run: ImportRun, started: DateTime, reader: &str, refusals: &[KeptRefusal]) -> Self {
        let t = layout.t;
        let who = if run.actor == reader {
            "import-by-you"
        } else if run.actor == "operator" {
            "import-by-operator"
        } else {
            "import-by-colleague"
        };
        Self {
            crumbs: vec![Crumb::new(links::IMPORTS, t.say("imports-title"))],
            kind: t.name("import-kind", &run.kind).to_string(),
            who: t.say(who).to_string(),
            started,
            findings: report::findings(t, &report::kept_findings(&run.findings)),
            refused: report::refused(refusals),
            run,
            layout,
        }
    }
}

impl Samples for RunPage {
    fn samples(language: Language) -> Vec<Self> {
        let finding = |rule: &str, rows, severity| Finding {
            rule: rule.to_owned(),
            rows,
            severity,
            meaning: "a rule that no catalogue knows".to_owned(),
        };
        let findings = [
            finding("repeated_keys", 105, Severity::Warning),
            finding("non_ascii", 236, Severity::Info),
            finding("x", 1, Severity::Info),
        ];
        let sample = |refused: i64, findings: &[Finding]| {
            let run = ImportRun {
                id: ImportRunId(3),
                kind: "responses".to_owned(),
                file_name: "export.csv".to_owned(),
                actor: "operator".to_owned(),
                started_at: Timestamp::UNIX_EPOCH,
                ended_at: None,
                read: 639,
                inserted: 600,
                updated: 39 - refused,
                refused,
                findings: serde_json::to_string(findings).unwrap_or_default(),
            };
            let refusals: Vec<KeptRefusal> = (0..refused)
                .map(|row| KeptRefusal {
                    row: row + 2,
                    reason: "answer_01: “6” is off the scale; a whole number from 1 to 5 is needed"
                        .to_owned(),
                    record: format!("[\"{row}\",\"6\",\"{}\"]", "word ".repeat(40)),
                })
                .collect();
            let layout = Layout { path: links::import_run(3), ..Layout::sample(language) };
            Self::of(layout, run, jiff::civil::date(2026, 3, 10).at(9, 30, 0, 0), "account:1", &refusals)
        };
        vec![sample(4, &findings), sample(0, &[])]
    }
}
