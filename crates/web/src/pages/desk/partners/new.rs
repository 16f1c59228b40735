//! Making a link: who it is for, which services it shows, its last day; the address is shown once.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    partners::{self, NewPartnerLink},
};
use catsup_model::{Language, Viewer};
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};

use crate::{
    components::{Choice, Crumb},
    error::PageError,
    extract::SignedIn,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{refused, shown_once::ShownOnce},
};

/// The form to make a link.
#[derive(Debug, Template)]
#[template(path = "pages/desk/partners/new.html")]
pub(crate) struct NewPartnerPage {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    services: Vec<Choice>,
}

impl NewPartnerPage {
    fn new(layout: Layout, form: Form, services: Vec<Choice>) -> Self {
        let t = layout.t;
        let crumbs = vec![
            Crumb::new(links::DESK_STANDARDS, t.say("standards-title")),
            Crumb::new(links::PARTNERS, t.say("partners-title")),
        ];
        Self { layout, form, crumbs, services }
    }

    async fn read(app: &App, viewer: &Viewer, layout: Layout, form: Form) -> Result<Self, PageError> {
        let services = partners::managed(app, viewer).await?;
        let choices = services.iter().map(|(id, name)| Choice::new(id, name)).collect();
        Ok(Self::new(layout, form, choices))
    }
}

/// `GET /desk/standards/partners/new`
pub(crate) async fn new(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<NewPartnerPage>, PageError> {
    let in_a_year = app.today().saturating_add(1.year());
    let form = Form::with([("expires_at", in_a_year.to_string())]);
    Ok(Page::new(NewPartnerPage::read(&app, &identity.viewer, layout, form).await?))
}

/// `POST /desk/standards/partners/new`
pub(crate) async fn create(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    form.require("name");
    let services = refused::choices(&mut form, "services");
    let last_day = refused::day(&mut form, "expires_at");
    if form.is_valid() {
        let expires_at = last_day.and_then(|day| end_of(day, &app.settings().zone));
        let new = NewPartnerLink { name: form.value("name").to_owned(), services, expires_at };
        match partners::create(&app, &identity.viewer, &new).await {
            Ok(created) => {
                let address = format!("{}{}", app.outside().address, links::partner(&created.secret));
                let page = ShownOnce::partner(layout, created.link.name.as_str(), address);
                return Ok(Page::new(page).into_response());
            }
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    let page = NewPartnerPage::read(&app, &identity.viewer, layout, form).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The first moment after a day.
fn end_of(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    let next = day.tomorrow().ok()?;
    Some(next.to_zoned(zone.clone()).ok()?.timestamp())
}

impl Samples for NewPartnerPage {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |form| {
            let layout = Layout { path: links::PARTNERS_NEW.to_owned(), ..Layout::sample(language) };
            Self::new(layout, form, vec![Choice::new(1, "Heating assistance"), Choice::new(2, "Permits")])
        };
        let mut wrong = Form::with([("name", ""), ("expires_at", "2020-01-01")]);
        for (field, error) in
            [("name", "error-required"), ("services", "error-required"), ("expires_at", "error-past")]
        {
            wrong.refuse(field, FieldError::new(error));
        }
        vec![sample(Form::with([("expires_at", "2027-03-10"), ("services", "2")])), sample(wrong)]
    }
}
