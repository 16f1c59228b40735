//! Every calendar, and the form to add one.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, calendars};
use catsup_model::{Language, Permission, Viewer, calendar::Calendar, id::CalendarId, text::Name};
use jiff::tz::TimeZone;

use super::{entered, holidays, weekdays};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::SignedIn,
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{refused, settings},
};

/// The list of calendars.
#[derive(Debug, Template)]
#[template(path = "pages/desk/calendars/list.html")]
pub(crate) struct Calendars {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    lines: Vec<Line>,
    zones: Vec<Choice>,
    holidays: Vec<Choice>,
    weekdays: Vec<(&'static str, String)>,
    may_change: bool,
}

#[derive(Debug)]
struct Line {
    name: String,
    href: String,
    zone: String,
    holidays: String,
    exceptions: usize,
}

impl Calendars {
    fn new(layout: Layout, form: Form, all: &[Calendar], may_change: bool) -> Self {
        let t = layout.t;
        let line = |one: &Calendar| Line {
            name: one.name.to_string(),
            href: links::calendar(one.id),
            zone: one.zone_name().replace('_', " "),
            holidays: t.name("calendar-holidays", one.holidays.code()).to_string(),
            exceptions: one.exceptions.len(),
        };
        Self {
            crumbs: vec![Crumb::new(links::SERVICES, t.say("services-title"))],
            lines: all.iter().map(line).collect(),
            zones: settings::zones(form.value("zone")),
            holidays: holidays(t),
            weekdays: weekdays(t),
            layout,
            form,
            may_change,
        }
    }

    async fn read(app: &App, viewer: &Viewer, layout: Layout, form: Form) -> Result<Self, PageError> {
        let all = calendars::list(app, viewer).await?;
        let may_change = viewer.require_everywhere(Permission::ManageDirectory).is_ok();
        Ok(Self::new(layout, form, &all, may_change))
    }
}

/// The form as a new calendar begins: nine to five in the installation's zone.
fn fresh(app: &App) -> Form {
    let hours = WEEK.map(|(day, hours)| (day.to_owned(), hours.to_owned()));
    let zone = app.settings().zone.iana_name().unwrap_or("UTC").to_owned();
    let begun = [("zone".to_owned(), zone), ("holidays".to_owned(), "us_federal".to_owned())];
    Form::with(begun.into_iter().chain(hours))
}

const WEEK: [(&str, &str); 5] = [
    ("monday", "09:00-17:00"),
    ("tuesday", "09:00-17:00"),
    ("wednesday", "09:00-17:00"),
    ("thursday", "09:00-17:00"),
    ("friday", "09:00-17:00"),
];

/// `GET /desk/calendars`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<Calendars>, PageError> {
    let form = fresh(&app);
    Ok(Page::new(Calendars::read(&app, &identity.viewer, layout, form).await?))
}

/// `POST /desk/calendars`
pub(crate) async fn add(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    match calendars::add(&app, &identity.viewer, &entered(&form)).await {
        Ok(added) => {
            let on = SeeOther::to(links::calendar(added.id));
            Ok(on.saying_of(AlertKind::Success, "calendar-added", added.name.as_str()).into_response())
        }
        Err(error) => {
            refused::mark(&mut form, error)?;
            let page = Calendars::read(&app, &identity.viewer, layout, form).await?;
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// A calendar for render tests.
pub(super) fn sample() -> Calendar {
    Calendar {
        id: CalendarId(7),
        name: Name::parse("Head office").expect("a name"),
        zone: TimeZone::get("America/New_York").unwrap_or(TimeZone::UTC),
        hours: catsup_model::calendar::WeeklyHours::nine_to_five(),
        holidays: catsup_model::calendar::Holidays::UsFederal,
        exceptions: Vec::new(),
    }
}

impl Samples for Calendars {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::CALENDARS.to_owned(), ..Layout::sample(language) };
        let mut wrong = Form::with(WEEK.map(|(day, _)| (day, "17:00-09:00")));
        wrong.refuse("name", FieldError::new("error-required"));
        wrong.refuse("monday", FieldError::new("error-ends-first"));
        vec![
            Self::new(layout(), Form::with(WEEK), &[sample()], true),
            Self::new(layout(), wrong, &[sample()], true),
            Self::new(layout(), Form::empty(), &[sample()], false),
            Self::new(layout(), Form::with(WEEK), &[], true),
        ]
    }
}
