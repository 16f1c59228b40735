//! Taking over the questions and answers an organisation already has, with a report of what was understood.

use askama::Template;
use axum::{
    extract::{Multipart, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    directory::services,
    library::{self, FaqForm, FaqPlace, FaqReport},
};
use catsup_model::{
    Language, Permission, Viewer,
    id::{OrganisationId, ServiceId},
    library::Audience,
};

use super::{audiences, crumbs};
use crate::{
    components::{Choice, Crumb},
    error::PageError,
    extract::SignedIn,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{places::Places, refused},
};

/// The form, and what was understood.
#[derive(Debug, Template)]
#[template(path = "pages/desk/answers/import.html")]
pub(crate) struct ImportPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    organisations: Vec<Choice>,
    services: Vec<Choice>,
    audiences: Vec<Choice>,
    languages: Vec<Choice>,
    forms: Vec<Choice>,
    report: Option<FaqReport>,
    tried: bool,
}

impl ImportPage {
    async fn read(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        form: Form,
        report: Option<(FaqReport, bool)>,
    ) -> Result<Self, PageError> {
        let organisations = Places::read(app, viewer).await?.choices(viewer, Permission::WriteAnswers);
        let services = services::list(app, viewer).await?;
        let services = services.iter().map(|one| Choice::new(one.id, &one.name)).collect();
        Ok(Self { organisations, services, ..Self::frame(layout, form, report) })
    }

    fn frame(layout: Layout, form: Form, report: Option<(FaqReport, bool)>) -> Self {
        let t = layout.t;
        let form_choice = |code: &&str| Choice::new(code, t.name("faq-form", code));
        let (report, tried) = report.map_or((None, false), |(report, tried)| (Some(report), tried));
        Self {
            crumbs: crumbs(t),
            organisations: Vec::new(),
            services: Vec::new(),
            audiences: audiences(t),
            languages: Language::ALL.map(|one| Choice::new(one, one.own_name())).into(),
            forms: ["csv", "markdown", "html"].iter().map(form_choice).collect(),
            report,
            tried,
            form,
            layout,
        }
    }
}

/// `GET /desk/answers/import`
pub(crate) async fn import_form(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<ImportPage>, PageError> {
    let form = Form::with([("audience", "public"), ("language", layout.t.code()), ("form", "csv")]);
    Ok(Page::new(ImportPage::read(&app, &identity.viewer, layout, form, None).await?))
}

/// `POST /desk/answers/import`
pub(crate) async fn import(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    parts: Multipart,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let (mut form, file) = refused::file_entries(parts).await?;
    // What was tried comes back as text, so that nobody has to choose the file again.
    let text = if file.trim().is_empty() { form.value("text").to_owned() } else { file };
    form.set("text", text.as_str());
    if text.trim().is_empty() {
        form.refuse("file", FieldError::new("error-file"));
    }
    let only_tried = !form.chose("act", "take");
    if let Some((place, format)) = place(&mut form) {
        match library::import_faq(&app, viewer, &place, &text, format, only_tried).await {
            Ok(report) => {
                let page = ImportPage::read(&app, viewer, layout, form, Some((report, only_tried))).await?;
                return Ok(Page::new(page).into_response());
            }
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    let page = ImportPage::read(&app, viewer, layout, form, None).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn place(form: &mut Form) -> Option<(FaqPlace, FaqForm)> {
    let organisation: Option<OrganisationId> = refused::required_choice(form, "organisation");
    let service: Option<ServiceId> = refused::choice(form, "service");
    let audience: Option<Audience> = refused::required_choice(form, "audience");
    let language: Option<Language> = refused::required_choice(form, "language");
    let format = match form.value("form") {
        "csv" => Some(FaqForm::Csv),
        "markdown" => Some(FaqForm::Markdown),
        "html" => Some(FaqForm::Html),
        _ => {
            form.refuse("form", FieldError::new("error-choose"));
            None
        }
    };
    if !form.is_valid() {
        return None;
    }
    Some((
        FaqPlace { organisation: organisation?, service, audience: audience?, language: language? },
        format?,
    ))
}

impl Samples for ImportPage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::ANSWER_IMPORT.to_owned(), ..Layout::sample(language) };
        let mut wrong = Form::empty();
        for (field, error) in [("organisation", "error-choose"), ("file", "error-file")] {
            wrong.refuse(field, FieldError::new(error));
        }
        let entry = |question: &str, details: &str| library::FaqEntry {
            question: question.to_owned(),
            short: "Yes & no.".to_owned(),
            details: details.to_owned(),
            topic: "Fees".to_owned(),
            ..library::FaqEntry::default()
        };
        let left_out = library::FaqLeftOut { place: 12, text: "Who <knows>?".to_owned(), why: "no_answer" };
        let report = FaqReport {
            taken: vec![
                (entry("Can I pay?", "More."), Some(catsup_model::id::AnswerId(1))),
                (entry("How?", ""), None),
            ],
            known: vec![entry("When?", "")],
            left_out: vec![left_out],
        };
        let filled = Form::with([("text", "question,answer\nHow?,So."), ("form", "csv")]);
        vec![
            Self::frame(layout(), Form::empty(), None),
            Self::frame(layout(), wrong, None),
            Self::frame(layout(), filled.clone(), Some((report.clone(), true))),
            Self::frame(layout(), filled, Some((report, false))),
        ]
    }
}
