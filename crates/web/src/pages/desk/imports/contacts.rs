//! A file of interactions that was uploaded: what its columns hold, what importing it would do, and the import itself.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    directory::services,
    imports::{self, ContactPreview, InteractionMapping, Options, Report, TableFile},
};
use catsup_model::{Channel, Language, Viewer};

use super::{
    contact_mapping as mapping,
    file::FileQuery,
    mapping::{self as columns, Column},
    report::Checked,
};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::Message,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::uploads::Upload,
};

/// The source of files that name none.
const SOURCE: &str = "import";

/// The page of a file of interactions on its way in.
#[derive(Debug, Template)]
#[template(path = "pages/desk/imports/contacts.html")]
pub(crate) struct ContactsFile {
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
    saved: Option<String>,
    problems: Vec<Message>,
    /// Why the file cannot be read, in English.
    unreadable: Vec<String>,
    checked: Option<Checked>,
}

/// The file as it came.
pub(super) async fn look(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    query: FileQuery,
    upload: &std::path::Path,
) -> Result<Response, PageError> {
    let mut page = ContactsFile::frame(layout, query, offered(app, viewer).await?);
    match imports::preview_interactions(app, viewer, TableFile::open(upload)?, None).await {
        Ok(preview) => page.show(&preview),
        Err(error) => page.refuse(error)?,
    }
    Ok(Page::new(page).into_response())
}

/// Checks the file or imports it, as the button says.
pub(super) async fn act(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    query: FileQuery,
    upload: &Upload,
    form: Form,
) -> Result<Response, PageError> {
    let Some(path) = upload.path().await else { return Ok(super::file::gone()) };
    let open = || TableFile::open(path);
    let mut page = ContactsFile::frame(layout, query, offered(app, viewer).await?);
    page.form = form;
    let mapping = match page.map(app, viewer, &open).await {
        Ok(mapping) => mapping,
        Err(error) => {
            page.refuse(error)?;
            InteractionMapping::default()
        }
    };
    let source = page.form.require("source").unwrap_or_default();
    if !(page.form.is_valid() && page.problems.is_empty() && page.unreadable.is_empty()) {
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let dry_run = page.form.value("act") != "import";
    let options = Options { file_name: page.query.name.clone(), dry_run, ..Options::default() };
    let toml = mapping.to_toml();
    match imports::import_interactions(app, viewer, &source, open()?, Some(&toml), options).await {
        Ok(Report { run: Some(run), .. }) => {
            imports::save_interaction_mapping(app, viewer, &source, &mapping).await?;
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

impl ContactsFile {
    fn frame(layout: Layout, query: FileQuery, services: Vec<Choice>) -> Self {
        let t = layout.t;
        Self {
            crumbs: vec![Crumb::new(links::IMPORTS, t.say("imports-title"))],
            form: Form::with([("source", SOURCE)]),
            columns: Vec::new(),
            meanings: mapping::meanings(t),
            sheets: Vec::new(),
            services,
            channels: Channel::ALL.iter().map(|one| Choice::new(one.code(), t.pick(&one.name()))).collect(),
            languages: Language::ALL.map(|one| Choice::new(one.code(), one.own_name())).into(),
            saved: None,
            problems: Vec::new(),
            unreadable: Vec::new(),
            checked: None,
            query,
            layout,
        }
    }

    fn show(&mut self, preview: &ContactPreview) {
        mapping::show(&mut self.form, preview);
        if let Some(source) = &preview.saved {
            self.form.set("source", source.clone());
        }
        self.saved.clone_from(&preview.saved);
        self.know(preview);
    }

    /// What the file says, without what was entered.
    fn know(&mut self, preview: &ContactPreview) {
        let t = self.layout.t;
        self.columns = columns::columns(&preview.columns, &preview.samples);
        self.sheets = preview.sheets.iter().map(|name| Choice::new(name, name)).collect();
        self.problems = preview.problems.iter().map(|one| columns::problem(t, one)).collect();
    }

    /// The mapping as entered, checked against the file.
    async fn map(
        &mut self,
        app: &App,
        viewer: &Viewer,
        open: &impl Fn() -> Result<TableFile, Error>,
    ) -> Result<InteractionMapping, Error> {
        // The sheet decides which columns there are.
        let sheet = self.form.filled("sheet").map(str::to_owned);
        let before = InteractionMapping::from_toml(self.form.value("base")).unwrap_or_default().sheet;
        if sheet != before {
            // Another sheet has other columns: they are mapped anew.
            let suggested = imports::suggested_interaction_mapping(open()?, sheet.as_deref())?;
            let preview = imports::preview_interactions(app, viewer, open()?, Some(suggested)).await?;
            self.show(&preview);
            return Ok(preview.mapping);
        }
        let asked = InteractionMapping { sheet, ..InteractionMapping::default() };
        let seen = imports::preview_interactions(app, viewer, open()?, Some(asked)).await?;
        let entered = mapping::read(&mut self.form, &seen.columns);
        let preview = imports::preview_interactions(app, viewer, open()?, Some(entered)).await?;
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

impl Samples for ContactsFile {
    fn samples(language: Language) -> Vec<Self> {
        let frame = || {
            let query = FileQuery {
                kind: "interactions".to_owned(),
                name: "calls.csv".to_owned(),
                ..FileQuery::default()
            };
            let layout = Layout { path: links::import_file("t"), ..Layout::sample(language) };
            Self::frame(layout, query, vec![Choice::new("Passport renewal", "Passport renewal")])
        };
        let toml = "[columns]\ntime = \"Started\"\nactivity = \"Reason\"\n\n[outcomes]\nsettled = \"fulfilled\"\n\n\
                    [attributes]\nOffice = \"office\"\n";
        let preview = ContactPreview {
            columns: ["Started", "Reason", "Office", "Office", ""].map(str::to_owned).to_vec(),
            sheets: vec!["Calls".to_owned(), "Visits".to_owned()],
            samples: vec![
                ["2026-03-01 10:00", "ask for status", "North", "N", ""].map(str::to_owned).to_vec();
                3
            ],
            mapping: InteractionMapping::from_toml(toml).unwrap_or_default(),
            saved: Some("call_centre".to_owned()),
            problems: vec![imports::MappingProblem::FieldNotMapped("time")],
        };
        let mut mapped = frame();
        mapped.show(&preview);
        let mut checked = frame();
        checked.show(&ContactPreview { saved: None, problems: Vec::new(), sheets: Vec::new(), ..preview });
        checked.checked = Some(Checked::sample(checked.layout.t));
        checked.form.refuse("source", FieldError::new("import-error-source"));
        let mut broken = frame();
        broken.unreadable.push("the file is empty".to_owned());
        vec![mapped, checked, broken]
    }
}
