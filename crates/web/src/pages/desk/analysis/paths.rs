//! A path model of the responses: the federal one, or one's own.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error, FieldError as Refused,
    drivers::{Analysed, Told},
    path_models::{self, ModelFile, PathModelQuery, PathModelReport, READY},
};
use catsup_model::{Language, Measure, Viewer};

use super::{
    cut::{self, Cut},
    drivers::resamples,
    found::Found,
    path_view::PathView,
    problem::Problem,
    samples,
};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// The page of path models.
#[derive(Debug, Template)]
#[template(path = "pages/desk/analysis/paths.html")]
pub(crate) struct PathsPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    cut: Cut,
    /// The model and how to estimate it, as entered.
    form: Form,
    /// Where the model is posted: this address with its filters.
    here: String,
    resamples: Vec<Choice>,
    /// Why the model makes no sense.
    problems: Vec<Problem>,
    found: Option<Found<PathView>>,
}

/// `GET /desk/analysis/paths`: the federal model.
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    answer(&app, &identity.viewer, layout, pairs, Form::empty()).await
}

/// `POST /desk/analysis/paths`: one's own model.
pub(crate) async fn run(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
    form: Form,
) -> Result<Response, PageError> {
    answer(&app, &identity.viewer, layout, pairs, form).await
}

async fn answer(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    pairs: Vec<(String, String)>,
    form: Form,
) -> Result<Response, PageError> {
    let t = layout.t;
    let cut = Cut::read(app, viewer, t, pairs).await?;
    let mut page = PathsPage::new(layout, cut, form);
    let resamples = cut::resamples(&mut page.form, 500);
    let consistent = page.form.chose("consistent", "1");
    let model = match page.form.filled("model").map(str::to_owned) {
        // The federal model as it stands counts as such, whatever measures a form leaves out of it.
        None => None,
        Some(text) if text.replace('\r', "") == federal().trim() => None,
        Some(text) => match ModelFile::parse(&text) {
            Ok(model) => Some(model),
            Err(error) => {
                page.refuse(error)?;
                None
            }
        },
    };
    if page.form.filled("model").is_none() {
        page.form.set("model", federal());
    }
    if page.cut.is_valid() && page.form.is_valid() {
        let query = PathModelQuery { scope: page.cut.query.clone(), model, resamples, consistent };
        match path_models::read(app, viewer, &query).await {
            Ok(found) => page.found = Some(tell(t, &page.cut, found)),
            Err(error) => page.refuse(error)?,
        }
    }
    let fits = page.cut.is_valid() && page.form.is_valid();
    let status = if fits { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(Page::with_status(status, page).into_response())
}

fn federal() -> &'static str {
    READY[0].text
}

impl PathsPage {
    fn new(layout: Layout, cut: Cut, form: Form) -> Self {
        let t = layout.t;
        Self {
            crumbs: vec![Crumb::new(links::ANALYSIS, t.say("analysis-title"))],
            here: cut.asked.href(links::ANALYSIS_PATHS, &[]),
            resamples: resamples(t),
            problems: Vec::new(),
            found: None,
            layout,
            cut,
            form,
        }
    }

    /// Says beside the model what is wrong with it; what is not its fault goes on to its page.
    fn refuse(&mut self, error: Error) -> Result<(), PageError> {
        self.problems.extend(Problem::all(self.layout.t, error)?);
        self.form.refuse("model", FieldError::new("paths-error-model"));
        Ok(())
    }
}

fn tell(t: Translator, cut: &Cut, found: Analysed<PathModelReport>) -> Found<PathView> {
    Found::new(t, cut, links::ANALYSIS_PATHS, found, |report| {
        PathView::new(t, &report, |name| translated(t, name))
    })
}

/// A latent variable that is called as a measure is, in the reader's language; any other name as it was written.
fn translated(t: Translator, name: &str) -> String {
    let code = match name {
        "Employee helpfulness" => "employee".to_owned(),
        other => other.to_lowercase(),
    };
    match Measure::ALL.into_iter().find(|one| one.code() == code) {
        Some(measure) => t.name("measure", measure.code()).to_string(),
        None => name.to_owned(),
    }
}

impl Samples for PathsPage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::ANALYSIS_PATHS.to_owned(), ..Layout::sample(language) };
        let t = layout().t;
        let page = |form| Self::new(layout(), samples::cut(t, &[]), form);
        let entered = || Form::with([("model", federal()), ("resamples", "500")]);
        let found = |told| tell(t, &samples::cut(t, &[]), samples::analysed(Vec::new(), told));
        let mut wrong = page(Form::with([("model", "[[latent]\n")]));
        wrong.form.refuse("model", FieldError::new("paths-error-model"));
        let syntax = Refused::new("model", "model-syntax", "line 1 of the model file: unclosed table");
        let syntax = syntax.with("line", 1_u64).with("detail", "unclosed table");
        wrong.problems.push(Problem::of(t, &syntax));
        vec![
            Self { found: Some(found(Told::Report(Box::new(samples::path_report())))), ..page(entered()) },
            Self { found: Some(found(Told::TooFew { n: 31, needed: 70 })), ..page(entered()) },
            Self { found: Some(found(Told::NotAsked)), ..page(entered()) },
            wrong,
        ]
    }
}
