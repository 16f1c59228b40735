//! Opening a case for a person: who called, came to the counter, wrote a letter, or gave a response.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    cases::{NewCase, open::open as open_case},
    responses,
};
use catsup_model::{
    Channel, Language, Permission, Viewer,
    case::{CaseKind, CaseSource},
    id::{ResponseId, ServiceId},
};
use serde::Deserialize;

use super::{kinds, service_choices};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::refused,
};

/// What the address brings.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct From {
    response: String,
}

/// The page to open a case.
#[derive(Debug, Template)]
#[template(path = "pages/desk/cases/new.html")]
pub(crate) struct NewCasePage {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    services: Vec<Choice>,
    kinds: Vec<Choice>,
    channels: Vec<Choice>,
    languages: Vec<Choice>,
}

impl NewCasePage {
    fn new(layout: Layout, form: Form, services: Vec<Choice>) -> Self {
        let t = layout.t;
        Self {
            crumbs: vec![Crumb::new(links::CASES, t.say("cases-title"))],
            kinds: kinds(t),
            channels: Channel::ALL.iter().map(|one| Choice::new(one.code(), t.pick(&one.name()))).collect(),
            languages: Language::ALL.map(|one| Choice::new(one.code(), one.own_name())).into(),
            services,
            layout,
            form,
        }
    }
}

/// `GET /desk/cases/new`
pub(crate) async fn new(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(from): PageQuery<From>,
) -> Result<Page<NewCasePage>, PageError> {
    let viewer = &identity.viewer;
    let mut form = Form::with([("kind", "complaint"), ("channel", "phone"), ("language", "en")]);
    if let Ok(id) = from.response.parse::<ResponseId>() {
        fill_from(&app, viewer, id, &mut form).await?;
    }
    Ok(Page::new(NewCasePage::new(layout, form, service_choices(&app, viewer).await?)))
}

/// Fills in what a response tells; its words stand as they were written, so that the permission to read them is needed.
async fn fill_from(app: &App, viewer: &Viewer, id: ResponseId, form: &mut Form) -> Result<(), PageError> {
    viewer.require(Permission::ReadResponses).map_err(|_| PageError::Forbidden)?;
    let detail = responses::detail(app, viewer, id).await?;
    let words: Vec<&str> =
        detail.response.answers.iter().filter_map(|answer| answer.text.as_deref()).collect();
    form.set("response", id.to_string());
    form.set("service", detail.response.service.to_string());
    form.set("channel", detail.response.channel.code());
    form.set("language", detail.response.language.code());
    form.set("description", words.join("\n\n"));
    Ok(())
}

/// `POST /desk/cases/new`
pub(crate) async fn open(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    if let Some(new) = read(&app, viewer, &mut form).await? {
        match open_case(&app, viewer, new).await {
            Ok(opened) => {
                let on = SeeOther::to(links::case(opened.case.id));
                let number = opened.case.number.to_string();
                return Ok(on.saying_of(AlertKind::Success, "case-opened-done", &number).into_response());
            }
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    let page = NewCasePage::new(layout, form, service_choices(&app, viewer).await?);
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn read(app: &App, viewer: &Viewer, form: &mut Form) -> Result<Option<NewCase>, PageError> {
    let service = refused::required_choice::<ServiceId>(form, "service");
    let kind = refused::required_choice::<CaseKind>(form, "kind");
    let channel = refused::required_choice::<Channel>(form, "channel");
    let language = refused::required_choice::<Language>(form, "language");
    let response = refused::choice::<ResponseId>(form, "response");
    let (Some(service), Some(kind), Some(channel), Some(language)) = (service, kind, channel, language)
    else {
        return Ok(None);
    };
    let source = if response.is_some() { CaseSource::Response } else { CaseSource::Staff };
    let mut new = NewCase::new(service, kind, source, form.value("description"));
    if let Some(id) = response {
        // Only somebody who may see the response makes a case of it.
        let detail = responses::detail(app, viewer, id).await?;
        new.touchpoint = detail.response.touchpoint.filter(|_| detail.response.service == service);
        new.response = Some(id);
    }
    new.channel = channel;
    new.language = language;
    for (field, place) in [
        ("subject", &mut new.subject),
        ("wish", &mut new.wish),
        ("name", &mut new.name),
        ("email", &mut new.email),
        ("phone", &mut new.phone),
    ] {
        form.value(field).clone_into(place);
    }
    Ok(Some(new))
}

impl Samples for NewCasePage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::CASES_NEW.to_owned(), ..Layout::sample(language) };
        let services = || vec![Choice::new(1, "Passport renewal")];
        let mut wrong = Form::with([("email", "ana")]);
        wrong.refuse("service", FieldError::new("error-choose"));
        wrong.refuse("description", FieldError::new("error-required"));
        wrong.refuse("email", FieldError::new("error-email"));
        vec![
            Self::new(layout(), Form::empty(), services()),
            Self::new(layout(), wrong, services()),
            Self::new(layout(), Form::with([("response", "7")]), services()),
        ]
    }
}
