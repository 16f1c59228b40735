//! The volumes of a service, and the form that sets one.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    directory::{
        services,
        volumes::{self, Volume, VolumePlace},
    },
};
use catsup_model::{Channel, Language, Permission, Viewer, directory::Service, id::ServiceId, period::Days};
use serde::Deserialize;

use super::VolumeLine;
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PageQuery, PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{places::may_in, refused, touchpoints::channels},
};

/// The volumes of a service.
#[derive(Debug, Template)]
#[template(path = "pages/desk/volumes/list.html")]
pub(crate) struct Volumes {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    service: ServiceId,
    lines: Vec<VolumeLine>,
    channels: Vec<Choice>,
    may_change: bool,
}

impl Volumes {
    fn new(
        layout: Layout,
        form: Form,
        service: (ServiceId, &str),
        lines: Vec<VolumeLine>,
        may_change: bool,
    ) -> Self {
        let t = layout.t;
        let crumbs = vec![
            Crumb::new(links::SERVICES, t.say("services-title")),
            Crumb::new(links::service(service.0), service.1),
        ];
        Self { layout, form, crumbs, service: service.0, lines, channels: channels(t), may_change }
    }

    async fn read(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        form: Form,
        service: &Service,
    ) -> Result<Self, PageError> {
        let kept = volumes::list(app, viewer, service.id).await?;
        let lines = kept.iter().map(|volume| VolumeLine::of(layout.t, volume)).collect();
        let may_change = may_in(viewer, Permission::ManageDirectory, service.organisation);
        Ok(Self::new(layout, form, (service.id, service.name.as_str()), lines, may_change))
    }
}

/// The query of the page: which volume is to be changed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WhichVolume {
    channel: String,
    first: String,
    last: String,
}

impl WhichVolume {
    /// The place it names, if it names one.
    pub(super) fn place(&self, service: ServiceId) -> Option<VolumePlace> {
        let (channel, first, last) =
            (self.channel.parse().ok()?, self.first.parse().ok()?, self.last.parse().ok()?);
        Some(VolumePlace { service, channel, days: Days::new(first, last).ok()? })
    }
}

/// `GET /desk/services/{service}/volumes`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<ServiceId>,
    PageQuery(query): PageQuery<WhichVolume>,
) -> Result<Page<Volumes>, PageError> {
    let service = services::find(&app, &identity.viewer, id).await?;
    let form = match query.place(id) {
        Some(place) => {
            let kept = volumes::list(&app, &identity.viewer, id).await?;
            form_of(kept.iter().find(|volume| volume.place == place).ok_or(PageError::NotFound)?)
        }
        None => of_last_quarter(&app),
    };
    Ok(Page::new(Volumes::read(&app, &identity.viewer, layout, form, &service).await?))
}

fn form_of(volume: &Volume) -> Form {
    let count = |count: Option<i64>| count.map(|count| count.to_string()).unwrap_or_default();
    Form::with([
        ("channel", volume.place.channel.to_string()),
        ("first", volume.place.days.first.to_string()),
        ("last", volume.place.days.last.to_string()),
        ("customers", count(volume.customers)),
        ("offered", count(volume.offered)),
    ])
}

/// Volumes are mostly entered for the quarter that just ended.
fn of_last_quarter(app: &App) -> Form {
    let fiscal = app.settings().fiscal_year;
    let days = fiscal.days_of(fiscal.quarter_of(app.today())).previous();
    Form::with([("first", days.first.to_string()), ("last", days.last.to_string())])
}

/// `POST /desk/services/{service}/volumes`
pub(crate) async fn set(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<ServiceId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let service = services::find(&app, &identity.viewer, id).await?;
    if let Some(volume) = read(&mut form, id) {
        match volumes::set(&app, &identity.viewer, &volume).await {
            Ok(()) => {
                let on = SeeOther::to(links::volumes(id)).saying(AlertKind::Success, "volume-set");
                return Ok(on.into_response());
            }
            Err(error) => refused::mark_as(&mut form, error, &[("days", "first")])?,
        }
    }
    let page = Volumes::read(&app, &identity.viewer, layout, form, &service).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The volume, when everything that must be there is.
fn read(form: &mut Form, service: ServiceId) -> Option<Volume> {
    let channel: Option<Channel> = refused::required_choice(form, "channel");
    form.require("first");
    form.require("last");
    let (first, last) = (refused::day(form, "first"), refused::day(form, "last"));
    let (customers, offered) =
        (refused::whole_number(form, "customers"), refused::whole_number(form, "offered"));
    let days = Days::new(first?, last?);
    if days.is_err() {
        form.refuse("last", FieldError::new("error-dates-order"));
    }
    let (channel, days) = (channel?, days.ok()?);
    form.is_valid().then_some(Volume { place: VolumePlace { service, channel, days }, customers, offered })
}

impl Samples for Volumes {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |form, filled: bool, may_change| {
            let layout = Layout { path: "/desk/services/1/volumes".to_owned(), ..Layout::sample(language) };
            let lines = if filled { VolumeLine::samples(layout.t) } else { Vec::new() };
            Self::new(layout, form, (ServiceId(1), "Passport renewal"), lines, may_change)
        };
        let quarter = || Form::with([("first", "2025-10-01"), ("last", "2025-12-31")]);
        let mut wrong = quarter();
        wrong.refuse("channel", FieldError::new("error-choose"));
        wrong.refuse("first", FieldError::new("error-overlaps"));
        wrong.refuse("offered", FieldError::new("error-more-than-customers"));
        vec![
            sample(quarter(), true, true),
            sample(wrong, true, true),
            sample(quarter(), false, true),
            sample(quarter(), true, false),
        ]
    }
}
