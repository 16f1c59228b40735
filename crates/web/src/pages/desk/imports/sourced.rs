//! A file from a source, of interactions or of cases, that was uploaded: what its columns hold, what importing it would do,
//! and the import itself.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    directory::services,
    imports::{self, Options, Report, SourceMapping, SourcePreview, TableFile},
};
use catsup_model::{Channel, Language, Viewer, case::CaseKind};

use super::{
    case_mapping::Cases,
    contact_mapping::Interactions,
    file::FileQuery,
    mapping::{self as columns, Column},
    report::Checked,
};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::{Message, Translator},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::uploads::Upload,
};

/// The source of files that name none.
const SOURCE: &str = "import";

/// What a file holds that comes from a source.
pub(super) trait Sourced {
    /// How its columns are mapped.
    type Mapping: SourceMapping;
    /// The code of the kind of file.
    const KIND: &'static str;

    /// What a column may hold.
    fn meanings(t: Translator) -> Vec<Choice>;
    /// Fills the form that shows a mapping.
    fn show(form: &mut Form, preview: &SourcePreview<Self::Mapping>);
    /// The mapping that was entered for columns of these names. What does not fit is marked.
    fn read(form: &mut Form, columns: &[String]) -> Self::Mapping;
    /// Imports the file, or checks it.
    fn import(
        app: &App,
        viewer: &Viewer,
        source: String,
        file: TableFile,
        mapping: &Self::Mapping,
        options: Options,
    ) -> impl Future<Output = Result<Report, Error>> + Send;
}

/// The page of a file from a source on its way in.
#[derive(Debug, Template)]
#[template(path = "pages/desk/imports/sourced.html")]
pub(crate) struct SourcedFile {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    query: FileQuery,
    columns: Vec<Column>,
    meanings: Vec<Choice>,
    sheets: Vec<Choice>,
    services: Vec<Choice>,
    channels: Vec<Choice>,
    languages: Vec<Choice>,
    kinds: Vec<Choice>,
    of_cases: bool,
    saved: Option<String>,
    problems: Vec<Message>,
    /// Why the file cannot be read, in English.
    unreadable: Vec<String>,
    checked: Option<Checked>,
}

/// The file as it came.
pub(super) async fn look<S: Sourced>(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    query: FileQuery,
    upload: &std::path::Path,
) -> Result<Response, PageError> {
    let mut page = SourcedFile::frame::<S>(layout, query, offered(app, viewer).await?);
    match imports::preview_source(app, viewer, TableFile::open(upload)?, None).await {
        Ok(preview) => page.show::<S>(&preview),
        Err(error) => page.refuse(error)?,
    }
    Ok(Page::new(page).into_response())
}

/// Checks the file or imports it, as the button says.
pub(super) async fn act<S: Sourced>(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    query: FileQuery,
    upload: &Upload,
    form: Form,
) -> Result<Response, PageError> {
    let Some(path) = upload.path().await else { return Ok(super::file::gone()) };
    let open = || TableFile::open(path);
    let mut page = SourcedFile::frame::<S>(layout, query, offered(app, viewer).await?);
    page.form = form;
    let mapping = match page.map::<S>(app, viewer, &open).await {
        Ok(mapping) => mapping,
        Err(error) => {
            page.refuse(error)?;
            S::Mapping::default()
        }
    };
    let source = page.form.require("source").unwrap_or_default();
    if !(page.form.is_valid() && page.problems.is_empty() && page.unreadable.is_empty()) {
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let dry_run = page.form.value("act") != "import";
    let options = Options { file_name: page.query.name.clone(), dry_run, ..Options::default() };
    match S::import(app, viewer, source.clone(), open()?, &mapping, options).await {
        Ok(Report { run: Some(run), .. }) => {
            imports::save_source_mapping(app, viewer, &source, &mapping).await?;
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

/// Services that rows may belong to which do not say.
async fn offered(app: &App, viewer: &Viewer) -> Result<Vec<Choice>, PageError> {
    match services::list(app, viewer).await {
        Ok(services) => Ok(services.iter().map(|one| Choice::new(&one.name, &one.name)).collect()),
        Err(Error::Denied(_)) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

impl SourcedFile {
    fn frame<S: Sourced>(layout: Layout, query: FileQuery, services: Vec<Choice>) -> Self {
        let t = layout.t;
        Self {
            crumbs: vec![Crumb::new(links::IMPORTS, t.say("imports-title"))],
            form: Form::with([("source", SOURCE)]),
            columns: Vec::new(),
            meanings: S::meanings(t),
            sheets: Vec::new(),
            services,
            channels: Channel::ALL.iter().map(|one| Choice::new(one.code(), t.pick(&one.name()))).collect(),
            languages: Language::ALL.map(|one| Choice::new(one.code(), one.own_name())).into(),
            kinds: CaseKind::ALL
                .iter()
                .map(|kind| Choice::new(kind.code(), t.name("case-kind", kind.code())))
                .collect(),
            of_cases: S::KIND == Cases::KIND,
            saved: None,
            problems: Vec::new(),
            unreadable: Vec::new(),
            checked: None,
            query,
            layout,
        }
    }

    fn show<S: Sourced>(&mut self, preview: &SourcePreview<S::Mapping>) {
        S::show(&mut self.form, preview);
        if let Some(source) = &preview.saved {
            self.form.set("source", source.clone());
        }
        self.saved.clone_from(&preview.saved);
        self.know(preview);
    }

    /// What the file says, without what was entered.
    fn know<M>(&mut self, preview: &SourcePreview<M>) {
        let t = self.layout.t;
        self.columns = columns::columns(&preview.columns, &preview.samples);
        self.sheets = preview.sheets.iter().map(|name| Choice::new(name, name)).collect();
        self.problems = preview.problems.iter().map(|one| columns::problem(t, one)).collect();
    }

    /// The mapping as entered, checked against the file.
    async fn map<S: Sourced>(
        &mut self,
        app: &App,
        viewer: &Viewer,
        open: &impl Fn() -> Result<TableFile, Error>,
    ) -> Result<S::Mapping, Error> {
        // The sheet decides which columns there are.
        let sheet = self.form.filled("sheet").map(str::to_owned);
        let mut before = S::Mapping::read(self.form.value("base")).unwrap_or_default();
        if sheet != *before.sheet() {
            // Another sheet has other columns: they are mapped anew.
            let suggested: S::Mapping = imports::suggested_source_mapping(open()?, sheet.as_deref())?;
            let preview = imports::preview_source(app, viewer, open()?, Some(suggested)).await?;
            self.show::<S>(&preview);
            return Ok(preview.mapping);
        }
        let mut asked = S::Mapping::default();
        *asked.sheet() = sheet;
        let seen = imports::preview_source(app, viewer, open()?, Some(asked)).await?;
        let entered = S::read(&mut self.form, &seen.columns);
        let preview = imports::preview_source(app, viewer, open()?, Some(entered)).await?;
        self.know(&preview);
        Ok(preview.mapping)
    }

    /// Says why a file was not taken; what is not the file's fault goes on to its page.
    fn refuse(&mut self, error: Error) -> Result<(), PageError> {
        let Error::Invalid(fields) = error else { return Err(error.into()) };
        for field in fields {
            if field.field == "source" {
                self.form.refuse("source", FieldError::new("import-error-source"));
            } else {
                self.unreadable.push(field.reason);
            }
        }
        Ok(())
    }
}

impl Samples for SourcedFile {
    fn samples(language: Language) -> Vec<Self> {
        fn frame<S: Sourced>(language: Language) -> SourcedFile {
            let query =
                FileQuery { kind: S::KIND.to_owned(), name: "calls.csv".to_owned(), ..FileQuery::default() };
            let layout = Layout { path: links::import_file("t"), ..Layout::sample(language) };
            SourcedFile::frame::<S>(layout, query, vec![Choice::new("Passport renewal", "Passport renewal")])
        }
        fn preview<M: SourceMapping>(toml: &str) -> SourcePreview<M> {
            let row = ["2026-03-01 10:00", "ask for status", "North", "N", ""];
            SourcePreview {
                columns: ["Started", "Reason", "Office", "Office", ""].map(str::to_owned).to_vec(),
                sheets: vec!["Calls".to_owned(), "Visits".to_owned()],
                samples: vec![row.map(str::to_owned).to_vec(); 3],
                mapping: M::read(toml).unwrap_or_default(),
                saved: Some("call_centre".to_owned()),
                problems: vec![imports::MappingProblem::FieldNotMapped("time")],
            }
        }
        let toml = "[columns]\ntime = \"Started\"\nactivity = \"Reason\"\n\n[outcomes]\nsettled = \"fulfilled\"\n\n\
                    [attributes]\nOffice = \"office\"\n";
        let mut mapped = frame::<Interactions>(language);
        mapped.show::<Interactions>(&preview(toml));
        let mut checked = frame::<Interactions>(language);
        let plain = SourcePreview { saved: None, problems: Vec::new(), sheets: Vec::new(), ..preview(toml) };
        checked.show::<Interactions>(&plain);
        checked.checked = Some(Checked::sample(checked.layout.t));
        checked.form.refuse("source", FieldError::new("import-error-source"));
        let mut broken = frame::<Interactions>(language);
        broken.unreadable.push("the file is empty".to_owned());
        let mut cases = frame::<Cases>(language);
        cases.show::<Cases>(&preview("[columns]\nopened = \"Started\"\nsubject = \"Reason\"\n"));
        vec![mapped, checked, broken, cases]
    }
}
