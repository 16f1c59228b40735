//! The imports so far, and the form that brings a file in.

use askama::Template;
use axum::{
    extract::{Multipart, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    imports::{self, ImportRun},
    surveys,
};
use catsup_model::{Language, Permission, Viewer, id::ImportRunId, period::FiscalQuarter, survey::Survey};
use jiff::civil::DateTime;
use serde::Deserialize;

use super::file::FileQuery;
use crate::{
    components::{Choice, Pager},
    error::PageError,
    extract::{PageQuery, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::uploads::{self, Upload, unkept},
    state::WebState,
};

/// Runs of one page.
const PAGE: i64 = 50;
/// Kinds of files, in the order shown.
pub(super) const KINDS: [&str; 6] = ["responses", "interactions", "cases", "federal", "hisp", "standards"];
/// Kinds of files that come from a source, and name services themselves.
const FROM_A_SOURCE: [&str; 2] = ["interactions", "cases"];
/// Kinds of files that may bring services of any organisation.
const FROM_ANYWHERE: [&str; 2] = ["hisp", "standards"];
/// How many quarters back a federal file may be for.
const QUARTERS: usize = 24;

/// What the page starts with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ListQuery {
    before: String,
    survey: String,
}

/// The page of imports.
#[derive(Debug, Template)]
#[template(path = "pages/desk/imports/list.html")]
pub(crate) struct Imports {
    layout: Layout,
    form: Form,
    kinds: Vec<Choice>,
    surveys: Vec<Choice>,
    quarters: Vec<Choice>,
    /// The most megabytes of a file.
    megabytes: u64,
    rows: Vec<Row>,
    pager: Pager,
}

/// One import.
#[derive(Debug)]
struct Row {
    href: String,
    started: DateTime,
    kind: String,
    file: String,
    read: i64,
    inserted: i64,
    updated: i64,
    refused: i64,
}

/// `GET /desk/imports`
pub(crate) async fn list(
    State(state): State<WebState>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(query): PageQuery<ListQuery>,
) -> Result<Page<Imports>, PageError> {
    let form = Form::with([("kind", "responses"), ("survey", query.survey.as_str())]);
    Ok(Page::new(Imports::read(&state, &identity.viewer, layout, form, &query.before).await?))
}

/// `POST /desk/imports`
pub(crate) async fn upload(
    State(state): State<WebState>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut parts: Multipart,
) -> Result<Response, PageError> {
    uploads::forget_old(state.app()).await;
    let (upload, token) = Upload::begin(state.app(), identity.account).await.map_err(unkept)?;
    let mut form = Form::empty();
    let mut name = String::new();
    let malformed = |_| PageError::Malformed(StatusCode::BAD_REQUEST);
    while let Some(field) = parts.next_field().await.map_err(malformed)? {
        match field.name().map(str::to_owned).as_deref() {
            Some("file") => {
                name = upload.take_marked(field, state.configuration().largest_upload, &mut form).await?;
                // Whatever follows the file is not ours.
                break;
            }
            Some(entry) => {
                let entry = entry.to_owned();
                let value = field.text().await.map_err(malformed)?;
                form.set(&entry, value);
            }
            None => {}
        }
    }
    if name.is_empty() {
        form.refuse("file", FieldError::new("error-file"));
    }
    let query = checked(state.app(), &identity.viewer, &mut form, name).await?;
    if form.is_valid() {
        return Ok(SeeOther::to(query.address(&token)).into_response());
    }
    upload.forget().await;
    let page = Imports::read(&state, &identity.viewer, layout, form, "").await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// What the file is said to be; what is missing is marked.
async fn checked(app: &App, viewer: &Viewer, form: &mut Form, name: String) -> Result<FileQuery, PageError> {
    let kind = form.value("kind").to_owned();
    if !KINDS.contains(&kind.as_str()) {
        form.refuse("kind", FieldError::new("error-choose"));
    }
    let from_anywhere = FROM_ANYWHERE.contains(&kind.as_str());
    if !from_anywhere && !FROM_A_SOURCE.contains(&kind.as_str()) {
        match form.filled("survey").map(str::to_owned) {
            None => form.refuse("survey", FieldError::new("error-choose")),
            Some(survey) => match surveys::find(app, viewer, &survey).await {
                Ok(_) => {}
                Err(Error::NotFound(_)) => form.refuse("survey", FieldError::new("error-choose-known")),
                Err(error) => return Err(error.into()),
            },
        }
    }
    if kind == "federal" && form.value("quarter").parse::<FiscalQuarter>().is_err() {
        form.refuse("quarter", FieldError::new("error-choose"));
    }
    if from_anywhere && viewer.require_everywhere(Permission::Import).is_err() {
        form.refuse("kind", FieldError::new("error-import-everywhere"));
    }
    let of = |field: &str| form.value(field).to_owned();
    Ok(FileQuery { survey: of("survey"), quarter: of("quarter"), kind, name })
}

impl Imports {
    async fn read(
        state: &WebState,
        viewer: &Viewer,
        layout: Layout,
        form: Form,
        before: &str,
    ) -> Result<Self, PageError> {
        let app = state.app();
        let t = layout.t;
        let before: Option<ImportRunId> = before.parse().ok();
        let found = imports::runs(app, viewer, before, PAGE + 1).await?;
        let length = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let last = found.get(length - 1).filter(|_| found.len() > length);
        let settings = app.settings();
        let row = |run: &ImportRun| Row {
            href: links::import_run(run.id),
            started: run.started_at.to_zoned(settings.zone.clone()).datetime(),
            kind: t.name("import-kind", &run.kind).to_string(),
            file: run.file_name.clone(),
            read: run.read,
            inserted: run.inserted,
            updated: run.updated,
            refused: run.refused,
        };
        let quarter = |back: usize| {
            let back = jiff::Span::new().months(i64::try_from(back * 3).unwrap_or_default());
            let quarter = settings.fiscal_year.quarter_of(app.today().saturating_sub(back));
            Choice::new(quarter, t.fiscal_quarter(&quarter, settings.fiscal_year))
        };
        let pager = Pager {
            previous: before.map(|_| links::IMPORTS.to_owned()),
            next: last.map(|run| format!("{}?before={}", links::IMPORTS, run.id)),
            total: String::new(),
        };
        Ok(Self {
            rows: found.iter().take(length).map(row).collect(),
            pager,
            quarters: (0..QUARTERS).map(quarter).collect(),
            megabytes: state.configuration().largest_upload >> 20,
            surveys: all_surveys(app, viewer)
                .await?
                .iter()
                .map(|one| Choice::new(one.id, &one.name))
                .collect(),
            ..Self::frame(layout, form, viewer.require_everywhere(Permission::Import).is_ok())
        })
    }

    fn frame(layout: Layout, form: Form, everywhere: bool) -> Self {
        let t = layout.t;
        Self {
            kinds: kinds(t, everywhere),
            surveys: Vec::new(),
            quarters: Vec::new(),
            megabytes: 512,
            rows: Vec::new(),
            pager: Pager::default(),
            form,
            layout,
        }
    }
}

/// Every survey the viewer may import for.
async fn all_surveys(app: &App, viewer: &Viewer) -> Result<Vec<Survey>, PageError> {
    let reach = viewer.require(Permission::Import).map_err(|_| PageError::Forbidden)?;
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let page = surveys::list(app, viewer, &[], after, 500).await?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        all.extend(page.into_iter().filter(|survey| reach.has_service(survey.service)));
    }
    all.reverse();
    Ok(all)
}

fn kinds(t: Translator, everywhere: bool) -> Vec<Choice> {
    let offered = KINDS.iter().filter(|kind| everywhere || !FROM_ANYWHERE.contains(kind));
    let choice =
        |kind: &&str| Choice::new(kind, t.name("import-kind", kind)).with_hint(t.name("import-hint", kind));
    offered.map(choice).collect()
}

impl Samples for Imports {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::IMPORTS.to_owned(), ..Layout::sample(language) };
        let t = layout().t;
        let row = |kind: &str, refused| Row {
            href: links::import_run(3),
            started: jiff::civil::date(2026, 3, 10).at(9, 30, 0, 0),
            kind: t.name("import-kind", kind).to_string(),
            file: "touchpoints_export_2026_q1.csv".to_owned(),
            read: 12_480,
            inserted: 12_000,
            updated: 468,
            refused,
        };
        let sample = |form| Self {
            surveys: vec![Choice::new(7, "After an online renewal")],
            quarters: vec![Choice::new("FY2026Q1", "FY 2026 Q1")],
            ..Self::frame(layout(), form, true)
        };
        let mut wrong = Form::with([("kind", "federal")]);
        wrong.refuse("file", FieldError::new("error-file-too-large").number("limit", 512));
        wrong.refuse("survey", FieldError::new("error-choose"));
        let rows = vec![row("responses", 12), row("federal", 0), row("hisp", 0)];
        vec![Self { rows, ..sample(Form::with([("kind", "responses")])) }, sample(wrong)]
    }
}
