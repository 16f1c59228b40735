//! Texts that answers begin with.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    cases::templates::{self, EnteredTemplate},
};
use catsup_model::{Language, Permission, Viewer, case::ReplyTemplate, id::TemplateId};

use super::service_choices;
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{confirm::Confirm, refused},
};

/// The list of texts, and the form to add one.
#[derive(Debug, Template)]
#[template(path = "pages/desk/cases/templates.html")]
pub(crate) struct TemplatesPage {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    lines: Vec<Line>,
    services: Vec<Choice>,
    languages: Vec<Choice>,
    may_add: bool,
}

/// One text to be changed.
#[derive(Debug, Template)]
#[template(path = "pages/desk/cases/template.html")]
pub(crate) struct TemplatePage {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    id: TemplateId,
    name: String,
    services: Vec<Choice>,
    languages: Vec<Choice>,
}

#[derive(Debug)]
struct Line {
    href: Option<String>,
    name: String,
    language: &'static str,
    code: Language,
    service: String,
    begins: String,
}

impl Line {
    fn of(t: Translator, one: &ReplyTemplate, service: Option<&str>, may_change: bool) -> Self {
        let begins: String = one.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = begins.chars().count() > BEGINNING;
        let begins = begins.chars().take(BEGINNING).chain(cut.then_some('…')).collect();
        Self {
            href: may_change.then(|| links::reply_template(one.id)),
            name: one.name.clone(),
            language: one.language.own_name(),
            code: one.language,
            service: service.map_or_else(|| t.say("case-rule-every-service").to_string(), ToOwned::to_owned),
            begins,
        }
    }
}

/// So many characters of a text are shown in the list.
const BEGINNING: usize = 120;

fn languages() -> Vec<Choice> {
    Language::ALL.iter().map(|one| Choice::new(one.code(), one.own_name())).collect()
}

fn entered(form: &Form) -> EnteredTemplate {
    let text = |field: &str| form.value(field).to_owned();
    EnteredTemplate {
        name: text("name"),
        service: text("service"),
        language: text("language"),
        text: text("text"),
        next_step: text("next_step"),
    }
}

fn filled(one: &ReplyTemplate) -> Form {
    Form::with([
        ("name", one.name.clone()),
        ("service", one.service.map(|id| id.to_string()).unwrap_or_default()),
        ("language", one.language.code().to_owned()),
        ("text", one.text.clone()),
        ("next_step", one.next_step.clone()),
    ])
}

fn fresh() -> Form {
    Form::with([("language", Language::En.code())])
}

fn crumbs(t: Translator) -> Vec<Crumb> {
    vec![
        Crumb::new(links::CASES, t.say("cases-title")),
        Crumb::new(links::REPLY_TEMPLATES, t.say("templates-title")),
    ]
}

impl TemplatesPage {
    async fn read(app: &App, viewer: &Viewer, layout: Layout, form: Form) -> Result<Self, PageError> {
        let kept = templates::list(app, viewer).await?;
        let may_add = viewer.may(Permission::HandleCases);
        let services = if may_add { service_choices(app, viewer).await? } else { Vec::new() };
        let lines = kept.iter().map(|(one, service)| {
            Line::of(layout.t, one, service.as_deref(), templates::may_change(viewer, one.service))
        });
        Ok(Self::new(lines.collect(), layout, form, services, may_add))
    }

    fn new(lines: Vec<Line>, layout: Layout, form: Form, services: Vec<Choice>, may_add: bool) -> Self {
        let crumbs = vec![Crumb::new(links::CASES, layout.t.say("cases-title"))];
        Self { crumbs, lines, services, languages: languages(), may_add, form, layout }
    }
}

/// `GET /desk/cases/templates`
pub(crate) async fn templates(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<TemplatesPage>, PageError> {
    Ok(Page::new(TemplatesPage::read(&app, &identity.viewer, layout, fresh()).await?))
}

/// `POST /desk/cases/templates`
pub(crate) async fn add_template(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    match templates::set(&app, &identity.viewer, None, &entered(&form)).await {
        Ok(_) => {
            let on = SeeOther::to(links::REPLY_TEMPLATES);
            Ok(on.saying(AlertKind::Success, "template-added").into_response())
        }
        Err(error) => {
            refused::mark(&mut form, error)?;
            let page = TemplatesPage::read(&app, &identity.viewer, layout, form).await?;
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn page(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    one: &ReplyTemplate,
    form: Form,
) -> Result<TemplatePage, Error> {
    Ok(TemplatePage {
        crumbs: crumbs(layout.t),
        id: one.id,
        name: one.name.clone(),
        services: service_choices(app, viewer).await?,
        languages: languages(),
        form,
        layout,
    })
}

/// `GET /desk/cases/templates/{template}`
pub(crate) async fn show_template(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<TemplateId>,
) -> Result<Page<TemplatePage>, PageError> {
    let one = templates::find(&app, &identity.viewer, id).await?;
    Ok(Page::new(page(&app, &identity.viewer, layout, &one, filled(&one)).await?))
}

/// `POST /desk/cases/templates/{template}`
pub(crate) async fn change_template(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<TemplateId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    match templates::set(&app, viewer, Some(id), &entered(&form)).await {
        Ok(_) => {
            let on = SeeOther::to(links::REPLY_TEMPLATES);
            Ok(on.saying(AlertKind::Success, "template-changed").into_response())
        }
        Err(error) => {
            refused::mark(&mut form, error)?;
            let one = templates::find(&app, viewer, id).await?;
            let page = page(&app, viewer, layout, &one, form).await?;
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// `GET /desk/cases/templates/{template}/remove`
pub(crate) async fn ask_remove_template(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<TemplateId>,
) -> Result<Page<Confirm>, PageError> {
    let one = templates::find(&app, &identity.viewer, id).await?;
    let crumbs = crumbs(layout.t);
    Ok(Confirm::page(layout, "template-remove", &one.name, crumbs, links::reply_template(id)))
}

/// `POST /desk/cases/templates/{template}/remove`
pub(crate) async fn remove_template(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<TemplateId>,
) -> Result<SeeOther, PageError> {
    templates::remove(&app, &identity.viewer, id).await?;
    Ok(SeeOther::to(links::REPLY_TEMPLATES).saying(AlertKind::Success, "template-removed"))
}

impl Samples for TemplatesPage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::REPLY_TEMPLATES.to_owned(), ..Layout::sample(language) };
        let line = |may_change: bool| {
            let service = may_change.then_some("Passport renewal");
            Line::of(layout().t, &super::sample::template(), service, may_change)
        };
        let services = || vec![Choice::new(1, "Passport renewal")];
        let mut wrong = fresh();
        wrong.refuse("name", FieldError::new("error-duplicate"));
        wrong.refuse("text", FieldError::new("error-required"));
        vec![
            Self::new(vec![line(true), line(false)], layout(), fresh(), services(), true),
            Self::new(Vec::new(), layout(), wrong, services(), true),
            Self::new(vec![line(false)], layout(), fresh(), Vec::new(), false),
        ]
    }
}

impl Samples for TemplatePage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = Layout { path: links::reply_template(1), ..Layout::sample(language) };
        let one = super::sample::template();
        vec![Self {
            crumbs: crumbs(layout.t),
            id: one.id,
            form: filled(&one),
            name: one.name,
            services: vec![Choice::new(1, "Passport renewal")],
            languages: languages(),
            layout,
        }]
    }
}
