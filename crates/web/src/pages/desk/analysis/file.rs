//! A file brought to be analysed: kept for a day at most, read for this alone, never stored among responses.

use askama::Template;
use axum::{
    extract::{Multipart, Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error, FieldError as Refused,
    analysis::{self, FileColumn},
    imports::TableFile,
};
use catsup_model::{Language, Viewer};
use serde::{Deserialize, Serialize};

use super::{
    driver_view::DriversView,
    file_forms::{self, GroupsView},
    index::Index,
    path_view::PathView,
    problem::Problem,
    samples,
};
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::Whole,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::uploads::{self, Upload, unkept},
    state::WebState,
};

/// The most bytes of a file that is analysed.
pub(super) const LARGEST: u64 = 16 << 20;
/// What can be done with a file.
const METHODS: [&str; 3] = ["drivers", "paths", "compare"];

/// What a file is called, and what is done with it; carried in the address from step to step.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct FileQuery {
    name: String,
    method: String,
}

impl FileQuery {
    fn address(&self, token: &str) -> String {
        let query = serde_urlencoded::to_string(self).unwrap_or_default();
        format!("{}?{query}", links::analysis_file(token))
    }
}

/// The page of a file.
#[derive(Debug, Template)]
#[template(path = "pages/desk/analysis/file.html")]
pub(crate) struct FilePage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    query: FileQuery,
    /// The analyses with their addresses.
    methods: Vec<(&'static str, String)>,
    form: Form,
    columns: Vec<FileColumn>,
    choices: file_forms::Choices,
    /// What is wrong with the file or the choices, naming row and column.
    problems: Vec<Problem>,
    answer: Option<Answer>,
}

/// What the file tells.
#[derive(Debug)]
pub(super) enum Answer {
    Drivers(Box<DriversView>),
    Paths(Box<PathView>),
    Groups(GroupsView),
}

/// `POST /desk/analysis/files`
pub(crate) async fn upload(
    State(state): State<WebState>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut parts: Multipart,
) -> Result<Response, PageError> {
    uploads::forget_old(state.app()).await;
    let largest = state.configuration().largest_upload.min(LARGEST);
    let (upload, token) = Upload::begin(state.app(), identity.account).await.map_err(unkept)?;
    let mut form = Form::empty();
    let mut name = String::new();
    let malformed = |_| PageError::Malformed(StatusCode::BAD_REQUEST);
    while let Some(field) = parts.next_field().await.map_err(malformed)? {
        if field.name() != Some("file") {
            continue;
        }
        name = upload.take_marked(field, largest, &mut form).await?;
        break;
    }
    if name.is_empty() {
        form.refuse("file", FieldError::new("error-file"));
    }
    if form.is_valid() {
        let query = FileQuery { name, method: METHODS[0].to_owned() };
        return Ok(SeeOther::to(query.address(&token)).into_response());
    }
    upload.forget().await;
    let page = Index::new(layout, form, largest);
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `GET /desk/analysis/files/{token}`
pub(crate) async fn look(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(token): Path<String>,
    PageQuery(query): PageQuery<FileQuery>,
) -> Result<Response, PageError> {
    let upload = Upload::of(&app, identity.account, &token).ok_or(PageError::NotFound)?;
    let Some(path) = upload.path().await else { return Ok(gone()) };
    let mut page = FilePage::new(layout, query, &token, Form::empty());
    page.look_into(&app, &identity.viewer, TableFile::open(path)?).await?;
    file_forms::suggest(&mut page.form, &page.query.method, &page.columns);
    let status = if page.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::with_status(status, page).into_response())
}

/// `POST /desk/analysis/files/{token}`: analyses the file, or forgets it, as the button says.
pub(crate) async fn act(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(token): Path<String>,
    PageQuery(query): PageQuery<FileQuery>,
    form: Form,
) -> Result<Response, PageError> {
    let upload = Upload::of(&app, identity.account, &token).ok_or(PageError::NotFound)?;
    let Some(path) = upload.path().await else { return Ok(gone()) };
    if form.value("act") == "forget" {
        upload.forget().await;
        let back = SeeOther::to(links::ANALYSIS).saying(AlertKind::Success, "analysis-forgotten");
        return Ok(back.into_response());
    }
    let viewer = &identity.viewer;
    let mut page = FilePage::new(layout, query, &token, form);
    page.look_into(&app, viewer, TableFile::open(path)?).await?;
    if page.problems.is_empty() {
        page.analyse(&app, viewer, TableFile::open(path)?).await?;
    }
    let status = if page.answer.is_some() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::with_status(status, page).into_response())
}

/// Whoever waits too long starts again.
fn gone() -> Response {
    SeeOther::to(links::ANALYSIS).saying(AlertKind::Warning, "import-file-gone").into_response()
}

impl FilePage {
    fn new(layout: Layout, mut query: FileQuery, token: &str, form: Form) -> Self {
        let t = layout.t;
        if !METHODS.contains(&query.method.as_str()) {
            METHODS[0].clone_into(&mut query.method);
        }
        let address = |method: &'static str| {
            (method, FileQuery { method: method.to_owned(), ..query.clone() }.address(token))
        };
        Self {
            crumbs: vec![Crumb::new(links::ANALYSIS, t.say("analysis-title"))],
            methods: METHODS.map(address).into(),
            columns: Vec::new(),
            choices: file_forms::Choices::new(t),
            problems: Vec::new(),
            answer: None,
            layout,
            query,
            form,
        }
    }

    async fn look_into(&mut self, app: &App, viewer: &Viewer, file: TableFile) -> Result<(), PageError> {
        match analysis::columns(app, viewer, file).await {
            Ok(columns) => self.columns = columns,
            Err(error) => self.refuse(error)?,
        }
        Ok(())
    }

    async fn analyse(&mut self, app: &App, viewer: &Viewer, file: TableFile) -> Result<(), PageError> {
        let t = self.layout.t;
        let own_name = |name: &str| name.to_owned();
        let found = match self.query.method.as_str() {
            "paths" => {
                let question = match file_forms::path_question(&mut self.form) {
                    Ok(Some(question)) => question,
                    Ok(None) => return Ok(()),
                    Err(error) => return self.refuse_model(error),
                };
                analysis::path_model_of_file(app, viewer, file, question)
                    .await
                    .map(|report| Answer::Paths(Box::new(PathView::new(t, &report, own_name))))
            }
            "compare" => {
                let Some(asked) = file_forms::groups_question(&mut self.form, &self.columns) else {
                    return Ok(());
                };
                analysis::compare_groups(app, viewer, file, asked.group, asked.columns, asked.named)
                    .await
                    .map(|compared| Answer::Groups(GroupsView::new(t, &compared)))
            }
            _ => {
                let Some(question) = file_forms::driver_question(&mut self.form, &self.columns) else {
                    return Ok(());
                };
                analysis::drivers_of_file(app, viewer, file, question)
                    .await
                    .map(|report| Answer::Drivers(Box::new(DriversView::new(t, &report, own_name))))
            }
        };
        match found {
            Ok(answer) => self.answer = Some(answer),
            Err(error) => self.refuse(error)?,
        }
        Ok(())
    }

    fn refuse_model(&mut self, error: Error) -> Result<(), PageError> {
        self.form.refuse("model", FieldError::new("paths-error-model"));
        self.refuse(error)
    }

    /// Says what is wrong with the file or the choices; what is not their fault goes on to its page.
    fn refuse(&mut self, error: Error) -> Result<(), PageError> {
        self.problems.extend(Problem::all(self.layout.t, error)?);
        Ok(())
    }

    /// The field of a column.
    fn numbered(&self, name: &str, place: impl Whole) -> String {
        format!("{name}{}", place.whole())
    }

    fn is_of(&self, method: &str) -> bool {
        self.query.method == method
    }
}

impl Samples for FilePage {
    fn samples(language: Language) -> Vec<Self> {
        let page = |method: &str, form| {
            let layout = Layout { path: links::analysis_file("x"), ..Layout::sample(language) };
            let query = FileQuery { name: "survey.csv".to_owned(), method: method.to_owned() };
            let column = |name: &str| FileColumn {
                name: name.to_owned(),
                samples: vec!["4".to_owned(), "5".to_owned()],
            };
            let mut page = Self::new(layout, query, "x", form);
            page.columns = ["ease", "trust", "region"].map(column).into();
            file_forms::suggest(&mut page.form, method, &page.columns);
            page
        };
        let t = Layout::sample(language).t;
        let own_name = |name: &str| name.to_owned();
        let mut wrong = page("drivers", Form::with([("role-1", "outcome")]));
        wrong.form.refuse("role-0", FieldError::new("analysis-error-drivers"));
        let cell = Refused::new("row 3, column trust", "not-a-number", "“very” is not a number");
        let cell = cell.with("row", 3_u64).with("column", "trust").with("cell", "very");
        wrong.problems.push(Problem::of(t, &cell));
        let drivers = DriversView::new(t, &samples::driver_report(), own_name);
        let paths = PathView::new(t, &samples::path_report(), own_name);
        vec![
            page("drivers", Form::empty()),
            page("paths", Form::empty()),
            page("compare", Form::empty()),
            wrong,
            Self { answer: Some(Answer::Drivers(Box::new(drivers))), ..page("drivers", Form::empty()) },
            Self { answer: Some(Answer::Paths(Box::new(paths))), ..page("paths", Form::empty()) },
            Self { answer: Some(Answer::Groups(GroupsView::sample(t))), ..page("compare", Form::empty()) },
        ]
    }
}
