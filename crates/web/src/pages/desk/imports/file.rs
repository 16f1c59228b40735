//! A file that was uploaded: what its columns hold, what importing it would do, and the import itself.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    imports::{self, Mapping, Options, Preview, Report, TableFile},
    surveys,
};
use catsup_model::{Channel, Language, Viewer, instrument::InstrumentCode, survey::SurveyState};
use serde::{Deserialize, Serialize};

use super::{
    case_mapping::Cases,
    contact_mapping::Interactions,
    mapping::{self, Column},
    report::Checked,
    sourced::{self, Sourced as _},
};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn},
    flash::SeeOther,
    forms::Form,
    i18n::Message,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{surveys::sample_survey, uploads::Upload},
};

/// What a file is said to be; carried in the address from step to step.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct FileQuery {
    pub(super) kind: String,
    pub(super) survey: String,
    pub(super) quarter: String,
    pub(super) name: String,
}

impl FileQuery {
    /// The address of the file's page.
    pub(super) fn address(&self, token: &str) -> String {
        format!("{}?{}", links::import_file(token), serde_urlencoded::to_string(self).unwrap_or_default())
    }
}

/// The page of a file on its way in.
#[derive(Debug, Template)]
#[template(path = "pages/desk/imports/file.html")]
pub(crate) struct FilePage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    query: FileQuery,
    kind: String,
    /// Name of the survey the file answers; none for answer counts.
    survey: Option<String>,
    /// The columns, for files that are mapped.
    columns: Vec<Column>,
    meanings: Vec<Choice>,
    sheets: Vec<Choice>,
    channels: Vec<Choice>,
    languages: Vec<Choice>,
    saved: bool,
    problems: Vec<Message>,
    /// Why the file cannot be read, in English.
    unreadable: Vec<String>,
    checked: Option<Checked>,
}

/// `GET /desk/imports/files/{token}`
pub(crate) async fn look(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(token): Path<String>,
    PageQuery(query): PageQuery<FileQuery>,
) -> Result<Response, PageError> {
    let upload = Upload::of(&app, identity.account, &token).ok_or(PageError::NotFound)?;
    let Some(path) = upload.path().await else { return Ok(gone()) };
    match query.kind.as_str() {
        Interactions::KIND => {
            return sourced::look::<Interactions>(&app, &identity.viewer, layout, query, path).await;
        }
        Cases::KIND => return sourced::look::<Cases>(&app, &identity.viewer, layout, query, path).await,
        _ => {}
    }
    let mut page = FilePage::read(&app, &identity.viewer, layout, query).await?;
    if page.query.kind == "responses" {
        let file = TableFile::open(path)?;
        match imports::preview(&app, &identity.viewer, &page.query.survey, file, None).await {
            Ok(preview) => page.show(&preview),
            Err(error) => page.refuse(error)?,
        }
    }
    Ok(Page::new(page).into_response())
}

/// `POST /desk/imports/files/{token}`: checks the file or imports it, as the button says.
pub(crate) async fn act(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(token): Path<String>,
    PageQuery(query): PageQuery<FileQuery>,
    form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let upload = Upload::of(&app, identity.account, &token).ok_or(PageError::NotFound)?;
    match query.kind.as_str() {
        Interactions::KIND => {
            return sourced::act::<Interactions>(&app, viewer, layout, query, &upload, form).await;
        }
        Cases::KIND => return sourced::act::<Cases>(&app, viewer, layout, query, &upload, form).await,
        _ => {}
    }
    let Some(path) = upload.path().await else { return Ok(gone()) };
    let open = || TableFile::open(path);
    let mut page = FilePage::read(&app, viewer, layout, query).await?;
    page.form = form;
    let mut chosen = None;
    if page.query.kind == "responses" {
        match page.map(&app, viewer, &open).await {
            Ok(mapping) => chosen = Some(mapping),
            Err(error) => page.refuse(error)?,
        }
    }
    if !page.fits() {
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let dry_run = page.form.value("act") != "import";
    let options = Options { file_name: page.query.name.clone(), dry_run, ..Options::default() };
    match bring(&app, viewer, &page.query, open()?, chosen.as_ref(), options).await {
        Ok(Report { run: Some(run), .. }) => {
            if let Some(mapping) = &chosen {
                imports::save_mapping(&app, viewer, &page.query.survey, mapping).await?;
            }
            upload.forget().await;
            Ok(SeeOther::to(links::import_run(run)).saying(AlertKind::Success, "import-done").into_response())
        }
        Ok(report) => {
            page.checked = Some(Checked::of(page.layout.t, &report));
            Ok(Page::new(page).into_response())
        }
        Err(error) => {
            page.refuse(error)?;
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// Whoever waits too long starts again.
pub(super) fn gone() -> Response {
    SeeOther::to(links::IMPORTS).saying(AlertKind::Warning, "import-file-gone").into_response()
}

async fn bring(
    app: &App,
    viewer: &Viewer,
    query: &FileQuery,
    file: TableFile,
    mapping: Option<&Mapping>,
    options: Options,
) -> Result<Report, Error> {
    match query.kind.as_str() {
        "hisp" => imports::import_hisp(app, viewer, file.into_inner(), options).await,
        "standards" => imports::import_standards(app, viewer, file.into_inner(), options).await,
        "federal" => {
            let quarter = query.quarter.parse().map_err(|_| Error::NotFound("the quarter"))?;
            imports::import_federal(app, viewer, &query.survey, quarter, file, options).await
        }
        _ => {
            let toml = mapping.map(Mapping::to_toml);
            imports::import_responses(app, viewer, &query.survey, file, toml.as_deref(), options).await
        }
    }
}

impl FilePage {
    async fn read(app: &App, viewer: &Viewer, layout: Layout, query: FileQuery) -> Result<Self, PageError> {
        let survey = match query.kind.as_str() {
            "hisp" | "standards" => None,
            "responses" | "federal" => Some(surveys::find(app, viewer, &query.survey).await?.name),
            _ => return Err(PageError::NotFound),
        };
        Ok(Self::frame(layout, query, survey))
    }

    fn frame(layout: Layout, query: FileQuery, survey: Option<String>) -> Self {
        let t = layout.t;
        Self {
            crumbs: vec![Crumb::new(links::IMPORTS, t.say("imports-title"))],
            form: Form::empty(),
            kind: t.name("import-kind", &query.kind).to_string(),
            columns: Vec::new(),
            meanings: Vec::new(),
            sheets: Vec::new(),
            channels: Channel::ALL.iter().map(|one| Choice::new(one.code(), t.pick(&one.name()))).collect(),
            languages: Language::ALL.map(|one| Choice::new(one.code(), one.own_name())).into(),
            saved: false,
            problems: Vec::new(),
            unreadable: Vec::new(),
            checked: None,
            survey,
            query,
            layout,
        }
    }

    fn show(&mut self, preview: &Preview) {
        mapping::show(&mut self.form, preview);
        self.saved = preview.saved;
        self.know(preview);
    }

    /// What the file says, without what was entered.
    fn know(&mut self, preview: &Preview) {
        let t = self.layout.t;
        self.columns = mapping::columns(&preview.columns, &preview.samples);
        self.meanings = mapping::meanings(t, &preview.definition);
        self.sheets = preview.sheets.iter().map(|name| Choice::new(name, name)).collect();
        self.problems = preview.problems.iter().map(|one| mapping::problem(t, one)).collect();
    }

    /// The mapping as entered, checked against the file.
    async fn map(
        &mut self,
        app: &App,
        viewer: &Viewer,
        open: &impl Fn() -> Result<TableFile, Error>,
    ) -> Result<Mapping, Error> {
        let survey = self.query.survey.clone();
        // The sheet decides which columns there are.
        let sheet = self.form.filled("sheet").map(str::to_owned);
        let asked = Mapping { sheet: sheet.clone(), ..Mapping::default() };
        let seen = imports::preview(app, viewer, &survey, open()?, Some(asked)).await?;
        let before = Mapping::from_toml(self.form.value("base")).unwrap_or_default().sheet;
        if sheet != before {
            // Another sheet has other columns: they are mapped anew.
            let suggested =
                imports::suggested_mapping(app, viewer, &survey, open()?, sheet.as_deref()).await?;
            let preview = imports::preview(app, viewer, &survey, open()?, Some(suggested)).await?;
            self.show(&preview);
            return Ok(preview.mapping);
        }
        let entered = mapping::read(&mut self.form, &seen.columns);
        let preview = imports::preview(app, viewer, &survey, open()?, Some(entered)).await?;
        self.know(&preview);
        Ok(preview.mapping)
    }

    fn fits(&self) -> bool {
        self.form.is_valid() && self.problems.is_empty() && self.unreadable.is_empty()
    }

    /// Says why a file was not taken; what is not the file's fault goes on to its page.
    fn refuse(&mut self, error: Error) -> Result<(), PageError> {
        let Error::Invalid(fields) = error else { return Err(error.into()) };
        self.unreadable.extend(fields.into_iter().map(|field| field.reason));
        Ok(())
    }
}

impl Samples for FilePage {
    fn samples(language: Language) -> Vec<Self> {
        let frame = |kind: &str, survey: Option<&str>| {
            let query =
                FileQuery { kind: kind.to_owned(), name: "export.csv".to_owned(), ..FileQuery::default() };
            let layout = Layout { path: links::import_file("t"), ..Layout::sample(language) };
            Self::frame(layout, query, survey.map(str::to_owned))
        };
        let definition = sample_survey(InstrumentCode::A11V2, SurveyState::Published).definition;
        let columns = ["ID", "Trust", "CreatedAt", "Region", "Region", ""].map(str::to_owned).to_vec();
        let samples =
            vec![["1", "Thumbs up", "2026-03-01 10:00", "North", "N", ""].map(str::to_owned).to_vec(); 3];
        let mapping = Mapping {
            external_id: Some("ID".to_owned()),
            questions: [("Trust".to_owned(), "answer_01".to_owned())].into(),
            ..Mapping::default()
        };
        let sheets = vec!["Sheet1".to_owned(), "Sheet2".to_owned()];
        let problems = vec![imports::MappingProblem::NothingMapped];
        let preview = Preview { columns, sheets, samples, definition, mapping, saved: true, problems };
        let mut mapped = frame("responses", Some("After an online renewal"));
        mapped.show(&preview);
        let mut checked = frame("responses", Some("After an online renewal"));
        checked.show(&Preview { problems: Vec::new(), sheets: Vec::new(), ..preview });
        checked.checked = Some(Checked::sample(checked.layout.t));
        let mut federal = frame("federal", Some("After a visit"));
        federal.query.quarter = "FY2026Q1".to_owned();
        let mut broken = frame("hisp", None);
        broken.unreadable.push("the file lacks the columns q1_text, q1_1".to_owned());
        vec![mapped, checked, federal, broken]
    }
}
