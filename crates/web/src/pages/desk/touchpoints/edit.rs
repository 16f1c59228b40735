//! Adding a touchpoint, and changing its name and channel.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    directory::{services, touchpoints},
};
use catsup_model::{
    Channel, Language, Permission, Viewer,
    directory::{Service, Touchpoint},
    id::{ServiceId, TouchpointId},
};

use super::channels;
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{places::may_in, refused},
};

/// The form of a touchpoint.
#[derive(Debug, Template)]
#[template(path = "pages/desk/touchpoints/edit.html")]
pub(crate) struct TouchpointPage {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    title: String,
    back: String,
    channels: Vec<Choice>,
}

impl TouchpointPage {
    fn new(layout: Layout, form: Form, service: (ServiceId, &str), title: String) -> Self {
        let t = layout.t;
        let (id, name) = service;
        let back = links::service(id);
        let crumbs = vec![Crumb::new(links::SERVICES, t.say("services-title")), Crumb::new(&back, name)];
        Self { layout, form, crumbs, title, back, channels: channels(t) }
    }

    /// The page of a service that the viewer may change.
    async fn of_service(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        form: Form,
        (service, touchpoint): (ServiceId, Option<&Touchpoint>),
    ) -> Result<Self, PageError> {
        let service: Service = services::find(app, viewer, service).await?;
        if !may_in(viewer, Permission::ManageDirectory, service.organisation) {
            return Err(PageError::Forbidden);
        }
        let title = match touchpoint {
            Some(touchpoint) => touchpoint.name.to_string(),
            None => layout.t.say("touchpoint-add").to_string(),
        };
        Ok(Self::new(layout, form, (service.id, service.name.as_str()), title))
    }
}

/// `GET /desk/services/{service}/touchpoints/new`
pub(crate) async fn new(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(service): PathId<ServiceId>,
) -> Result<Page<TouchpointPage>, PageError> {
    let page =
        TouchpointPage::of_service(&app, &identity.viewer, layout, Form::empty(), (service, None)).await?;
    Ok(Page::new(page))
}

/// `POST /desk/services/{service}/touchpoints/new`
pub(crate) async fn add(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(service): PathId<ServiceId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    if let Some(channel) = read(&mut form) {
        let added = touchpoints::add(&app, viewer, service, form.value("name"), channel).await;
        if let Some(saved) = saved(added, &mut form)? {
            return Ok(saved);
        }
    }
    let page = TouchpointPage::of_service(&app, viewer, layout, form, (service, None)).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `GET /desk/touchpoints/{touchpoint}`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<TouchpointId>,
) -> Result<Page<TouchpointPage>, PageError> {
    let touchpoint = touchpoints::find(&app, &identity.viewer, id).await?;
    let form = Form::with([("name", touchpoint.name.as_str()), ("channel", touchpoint.channel.code())]);
    let place = (touchpoint.service, Some(&touchpoint));
    Ok(Page::new(TouchpointPage::of_service(&app, &identity.viewer, layout, form, place).await?))
}

/// `POST /desk/touchpoints/{touchpoint}`
pub(crate) async fn change(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<TouchpointId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let touchpoint = touchpoints::find(&app, viewer, id).await?;
    if let Some(channel) = read(&mut form) {
        let changed = touchpoints::change(&app, viewer, id, form.value("name"), channel).await;
        if let Some(saved) = saved(changed, &mut form)? {
            return Ok(saved);
        }
    }
    let place = (touchpoint.service, Some(&touchpoint));
    let page = TouchpointPage::of_service(&app, viewer, layout, form, place).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The channel, when everything that must be there is.
fn read(form: &mut Form) -> Option<Channel> {
    form.require("name");
    let channel = refused::required_choice(form, "channel");
    channel.filter(|_| form.is_valid())
}

fn saved(outcome: Result<Touchpoint, Error>, form: &mut Form) -> Result<Option<Response>, PageError> {
    match outcome {
        Ok(touchpoint) => {
            let back = SeeOther::to(links::service(touchpoint.service));
            let name = touchpoint.name.as_str();
            Ok(Some(back.saying_of(AlertKind::Success, "touchpoint-saved", name).into_response()))
        }
        Err(error) => refused::mark(form, error).map(|()| None),
    }
}

impl Samples for TouchpointPage {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |form, title: &str| {
            let layout =
                Layout { path: "/desk/services/1/touchpoints/new".to_owned(), ..Layout::sample(language) };
            Self::new(layout, form, (ServiceId(1), "Passport renewal"), title.to_owned())
        };
        let filled = Form::with([("name", "Renewal counter"), ("channel", "in_person")]);
        let mut wrong = Form::with([("name", "Renewal counter")]);
        wrong.refuse("channel", FieldError::new("error-choose"));
        vec![sample(filled, "Renewal counter"), sample(wrong, "…")]
    }
}
