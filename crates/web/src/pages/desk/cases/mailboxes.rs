//! Under which address mails become cases of which service.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    cases::by_mail::{self, EnteredMailAddress, NamedMailAddress},
};
use catsup_model::{Language, Permission, Viewer, id::MailAddressId, taken_mail::MailAddress};

use super::{kinds, service_choices};
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

/// The addresses, and the form to add one.
#[derive(Debug, Template)]
#[template(path = "pages/desk/cases/mailboxes.html")]
pub(crate) struct Mailboxes {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    inbox: Option<String>,
    lines: Vec<Line>,
    offered: Offered,
    may_change: bool,
}

/// One address, to change it.
#[derive(Debug, Template)]
#[template(path = "pages/desk/cases/mailbox.html")]
pub(crate) struct Mailbox {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    id: MailAddressId,
    name: String,
    offered: Offered,
}

/// What can be chosen.
#[derive(Debug)]
struct Offered {
    services: Vec<Choice>,
    kinds: Vec<Choice>,
    languages: Vec<Choice>,
}

impl Offered {
    fn new(t: Translator, services: Vec<Choice>) -> Self {
        let languages = Language::ALL.map(|one| Choice::new(one.code(), one.own_name()));
        Self { services, kinds: kinds(t), languages: languages.into() }
    }
}

#[derive(Debug)]
struct Line {
    name: String,
    service: String,
    kind: String,
    language: &'static str,
    change: String,
}

/// What a rule is called: its address.
fn name(t: Translator, one: &NamedMailAddress) -> String {
    match &one.rule.address {
        Some(address) => address.to_string(),
        None => t.say("mailbox-every-other").to_string(),
    }
}

fn may_change(viewer: &Viewer) -> bool {
    viewer.require_everywhere(Permission::ManageDirectory).is_ok()
}

fn fresh() -> Form {
    Form::with([("kind", "question"), ("language", "en")])
}

fn filled(rule: &MailAddress) -> Form {
    let address = rule.address.as_ref().map(ToString::to_string).unwrap_or_default();
    Form::with([
        ("address", address),
        ("service", rule.service.to_string()),
        ("kind", rule.kind.code().to_owned()),
        ("language", rule.language.code().to_owned()),
    ])
}

fn entered(form: &Form) -> EnteredMailAddress {
    let text = |field: &str| form.value(field).trim().to_owned();
    EnteredMailAddress {
        address: text("address"),
        service: text("service"),
        kind: text("kind"),
        language: text("language"),
    }
}

fn crumbs(t: Translator) -> Vec<Crumb> {
    vec![
        Crumb::new(links::CASES, t.say("cases-title")),
        Crumb::new(links::CASE_RULES, t.say("case-rules-title")),
    ]
}

impl Mailboxes {
    async fn read(app: &App, viewer: &Viewer, layout: Layout, form: Form) -> Result<Self, PageError> {
        let addresses = by_mail::addresses(app, viewer).await?;
        let may_change = may_change(viewer);
        let services = if may_change { service_choices(app, viewer).await? } else { Vec::new() };
        let inbox = app.outside().inbox.as_ref().map(|inbox| inbox.address.to_string());
        Ok(Self::new(layout, form, &addresses, services, inbox, may_change))
    }

    fn new(
        layout: Layout,
        form: Form,
        addresses: &[NamedMailAddress],
        services: Vec<Choice>,
        inbox: Option<String>,
        may_change: bool,
    ) -> Self {
        let t = layout.t;
        let line = |one: &NamedMailAddress| Line {
            name: name(t, one),
            service: one.service.clone(),
            kind: t.name("case-kind", one.rule.kind.code()).to_string(),
            language: one.rule.language.own_name(),
            change: links::mailbox(one.rule.id),
        };
        Self {
            crumbs: crumbs(t),
            inbox,
            lines: addresses.iter().map(line).collect(),
            offered: Offered::new(t, services),
            may_change,
            layout,
            form,
        }
    }
}

/// `GET /desk/cases/mailboxes`
pub(crate) async fn mailboxes(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<Mailboxes>, PageError> {
    Ok(Page::new(Mailboxes::read(&app, &identity.viewer, layout, fresh()).await?))
}

/// `POST /desk/cases/mailboxes`
pub(crate) async fn add_mailbox(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    match by_mail::add_address(&app, &identity.viewer, &entered(&form)).await {
        Ok(_) => {
            let on = SeeOther::to(links::MAILBOXES);
            Ok(on.saying(AlertKind::Success, "mailbox-added").into_response())
        }
        Err(error) => {
            refused::mark(&mut form, error)?;
            let page = Mailboxes::read(&app, &identity.viewer, layout, form).await?;
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn found(app: &App, viewer: &Viewer, id: MailAddressId) -> Result<NamedMailAddress, PageError> {
    let addresses = by_mail::addresses(app, viewer).await?;
    addresses.into_iter().find(|one| one.rule.id == id).ok_or(PageError::NotFound)
}

fn crumbs_of_one(t: Translator) -> Vec<Crumb> {
    let mut crumbs = crumbs(t);
    crumbs.push(Crumb::new(links::MAILBOXES, t.say("mailboxes-title")));
    crumbs
}

/// `GET /desk/cases/mailboxes/{address}`
pub(crate) async fn mailbox(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<MailAddressId>,
) -> Result<Page<Mailbox>, PageError> {
    let one = found(&app, &identity.viewer, id).await?;
    let services = service_choices(&app, &identity.viewer).await?;
    let form = filled(&one.rule);
    Ok(Page::new(Mailbox::new(layout, form, &one, services)))
}

/// `POST /desk/cases/mailboxes/{address}`
pub(crate) async fn change_mailbox(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<MailAddressId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    match by_mail::change_address(&app, viewer, id, &entered(&form)).await {
        Ok(()) => {
            let on = SeeOther::to(links::MAILBOXES);
            Ok(on.saying(AlertKind::Success, "mailbox-changed").into_response())
        }
        Err(error) => {
            refused::mark(&mut form, error)?;
            let one = found(&app, viewer, id).await?;
            let page = Mailbox::new(layout, form, &one, service_choices(&app, viewer).await?);
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

impl Mailbox {
    fn new(layout: Layout, form: Form, one: &NamedMailAddress, services: Vec<Choice>) -> Self {
        let t = layout.t;
        let (id, name) = (one.rule.id, name(t, one));
        Self { crumbs: crumbs_of_one(t), id, name, offered: Offered::new(t, services), layout, form }
    }
}

/// `GET /desk/cases/mailboxes/{address}/remove`
pub(crate) async fn ask_remove_mailbox(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<MailAddressId>,
) -> Result<Page<Confirm>, PageError> {
    let one = found(&app, &identity.viewer, id).await?;
    let (name, crumbs) = (name(layout.t, &one), crumbs_of_one(layout.t));
    Ok(Confirm::page(layout, "mailbox-remove", &name, crumbs, links::MAILBOXES.to_owned()))
}

/// `POST /desk/cases/mailboxes/{address}/remove`
pub(crate) async fn remove_mailbox(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<MailAddressId>,
) -> Result<SeeOther, PageError> {
    by_mail::remove_address(&app, &identity.viewer, id).await?;
    Ok(SeeOther::to(links::MAILBOXES).saying(AlertKind::Success, "mailbox-removed"))
}

fn sample_address(language: Language, address: &str) -> NamedMailAddress {
    let rule = MailAddress {
        id: MailAddressId(7),
        address: catsup_model::text::Email::parse(address).ok(),
        service: catsup_model::id::ServiceId(1),
        kind: catsup_model::case::CaseKind::Question,
        language,
    };
    NamedMailAddress { rule, service: "Passport renewal".to_owned() }
}

fn sample_services() -> Vec<Choice> {
    vec![Choice::new(1, "Passport renewal")]
}

impl Samples for Mailbox {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::mailbox(7), ..Layout::sample(language) };
        let one = sample_address(language, "passports@example.gov");
        let mut wrong = filled(&one.rule);
        wrong.refuse("address", FieldError::new("error-duplicate"));
        vec![
            Self::new(layout(), filled(&one.rule), &one, sample_services()),
            Self::new(layout(), wrong, &one, sample_services()),
        ]
    }
}

impl Samples for Mailboxes {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::MAILBOXES.to_owned(), ..Layout::sample(language) };
        let services = sample_services;
        let all = [sample_address(language, "passports@example.gov"), sample_address(language, "")];
        let mut wrong = Form::with([("address", "passports")]);
        wrong.refuse("address", FieldError::new("error-email"));
        wrong.refuse("service", FieldError::new("error-required"));
        let inbox = Some("cases@example.gov".to_owned());
        vec![
            Self::new(layout(), fresh(), &all, services(), inbox.clone(), true),
            Self::new(layout(), wrong, &[], services(), None, true),
            Self::new(layout(), fresh(), &all[..1], Vec::new(), inbox, false),
        ]
    }
}
