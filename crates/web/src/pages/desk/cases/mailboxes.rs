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
use catsup_model::{Language, Permission, Viewer, id::MailAddressId};

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
    services: Vec<Choice>,
    kinds: Vec<Choice>,
    languages: Vec<Choice>,
    may_change: bool,
}

#[derive(Debug)]
struct Line {
    name: String,
    service: String,
    kind: String,
    language: &'static str,
    remove: String,
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
            remove: links::mailbox_remove(one.rule.id),
        };
        Self {
            crumbs: crumbs(t),
            inbox,
            lines: addresses.iter().map(line).collect(),
            kinds: kinds(t),
            languages: Language::ALL.map(|one| Choice::new(one.code(), one.own_name())).into(),
            services,
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
    let text = |field: &str| form.value(field).trim().to_owned();
    let entered = EnteredMailAddress {
        address: text("address"),
        service: text("service"),
        kind: text("kind"),
        language: text("language"),
    };
    match by_mail::add_address(&app, &identity.viewer, &entered).await {
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

/// `GET /desk/cases/mailboxes/{address}/remove`
pub(crate) async fn ask_remove_mailbox(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<MailAddressId>,
) -> Result<Page<Confirm>, PageError> {
    let addresses = by_mail::addresses(&app, &identity.viewer).await?;
    let one = addresses.into_iter().find(|one| one.rule.id == id).ok_or(PageError::NotFound)?;
    let mut crumbs = crumbs(layout.t);
    crumbs.push(Crumb::new(links::MAILBOXES, layout.t.say("mailboxes-title")));
    let name = name(layout.t, &one);
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

impl Samples for Mailboxes {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::MAILBOXES.to_owned(), ..Layout::sample(language) };
        let services = || vec![Choice::new(1, "Passport renewal")];
        let named = |address: &str| NamedMailAddress {
            rule: catsup_model::taken_mail::MailAddress {
                id: MailAddressId(7),
                address: catsup_model::text::Email::parse(address).ok(),
                service: catsup_model::id::ServiceId(1),
                kind: catsup_model::case::CaseKind::Question,
                language,
            },
            service: "Passport renewal".to_owned(),
        };
        let all = [named("passports@example.gov"), named("")];
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
