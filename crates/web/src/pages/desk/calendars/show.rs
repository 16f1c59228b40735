//! One calendar: its week, the dates that differ, and a deadline to try.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    calendars::{self, CalendarFeed, Explained, WEEKDAYS},
};
use catsup_model::{
    Language, Permission, Viewer,
    calendar::{Calendar, DatedException, Exception, Origin, Unit},
    id::CalendarId,
};
use jiff::civil::date;

use super::{address::FeedView, deadline::DeadlineView, entered, holidays, hours, list::sample, weekdays};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PageQuery, PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{refused, settings},
};

/// The page of one calendar.
#[derive(Debug, Template)]
#[template(path = "pages/desk/calendars/show.html")]
pub(crate) struct CalendarPage {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    calendar: Calendar,
    zones: Vec<Choice>,
    holidays: Vec<Choice>,
    weekdays: Vec<(&'static str, String)>,
    units: Vec<Choice>,
    lines: Vec<Line>,
    deadline: Option<DeadlineView>,
    feed: Option<FeedView>,
    may_change: bool,
}

/// A date that is not as the week says.
#[derive(Debug)]
struct Line {
    date: String,
    /// As addresses and forms write it.
    day: String,
    name: String,
    hours: Option<String>,
    /// The name of the file; `None` of what was entered by hand.
    file: Option<String>,
    /// Whether something entered by hand comes before it.
    overruled: bool,
}

impl CalendarPage {
    pub(super) fn new(
        layout: Layout,
        mut form: Form,
        calendar: Calendar,
        explained: Option<&Explained>,
        may_change: bool,
    ) -> Self {
        let t = layout.t;
        fill(&mut form, &calendar);
        let by_hand =
            |date| calendar.exceptions.iter().any(|one| one.date == date && one.origin == Origin::Entered);
        let line = |one: &DatedException| {
            let file = match &one.origin {
                Origin::Entered => None,
                Origin::File(name) => Some(name.clone()),
            };
            Line {
                date: t.date(one.date).to_string(),
                day: one.date.to_string(),
                name: one.exception.name.clone(),
                hours: Some(hours(&one.exception.blocks)).filter(|hours| !hours.is_empty()),
                overruled: file.is_some() && by_hand(one.date),
                file,
            }
        };
        let unit = |unit: Unit| Choice::new(unit.code(), t.name("within-unit", unit.code()));
        Self {
            crumbs: vec![
                Crumb::new(links::SERVICES, t.say("services-title")),
                Crumb::new(links::CALENDARS, t.say("calendars-title")),
            ],
            zones: settings::zones(form.value("zone")),
            holidays: holidays(t),
            weekdays: weekdays(t),
            units: Unit::ALL.map(unit).into(),
            lines: calendar.exceptions.iter().map(line).collect(),
            deadline: explained.map(|explained| DeadlineView::of(t, &calendar, explained)),
            feed: None,
            layout,
            form,
            calendar,
            may_change,
        }
    }

    /// With the address that days off come from.
    pub(super) fn fed(mut self, feed: Option<&CalendarFeed>) -> Self {
        if self.form.values("address").next().is_none() {
            self.form.set("address", feed.map(|feed| feed.address.clone()).unwrap_or_default());
        }
        self.feed = feed.map(|feed| FeedView::of(self.layout.t, feed, &self.calendar.zone));
        self
    }

    /// The page again with a form that was refused.
    pub(super) async fn again(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        id: CalendarId,
        form: Form,
    ) -> Result<Response, PageError> {
        let calendar = calendars::find(app, viewer, id).await?;
        let feed = calendars::feed(app, viewer, id).await?;
        let page = Self::new(layout, form, calendar, None, may_change(viewer)).fed(feed.as_ref());
        Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    }
}

fn may_change(viewer: &Viewer) -> bool {
    viewer.require_everywhere(Permission::ManageDirectory).is_ok()
}

/// Fills in what the page shows of the calendar where the form that came was another one of the page.
fn fill(form: &mut Form, calendar: &Calendar) {
    if form.values("name").next().is_none() {
        form.set("name", calendar.name.as_str());
        form.set("zone", calendar.zone_name());
        form.set("holidays", calendar.holidays.code());
        for (place, day) in (0_i8..).zip(WEEKDAYS) {
            let weekday = jiff::civil::Weekday::from_monday_zero_offset(place);
            form.set(day, weekday.map(|day| hours(calendar.hours.on(day))).unwrap_or_default());
        }
    }
    for (field, usual) in [("amount", "5"), ("unit", Unit::BusinessDays.code())] {
        if form.values(field).next().is_none() {
            form.set(field, usual);
        }
    }
}

/// `GET /desk/calendars/{calendar}`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<CalendarId>,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<CalendarPage>, PageError> {
    let viewer = &identity.viewer;
    let asked = ["amount", "unit", "opened"];
    let feed = calendars::feed(&app, viewer, id).await?;
    let mut form = Form::with(pairs.into_iter().filter(|(name, _)| asked.contains(&name.as_str())));
    if form.filled("opened").is_none() {
        let calendar = calendars::find(&app, viewer, id).await?;
        let now = app.now().to_zoned(calendar.zone.clone());
        form.set("opened", now.strftime("%Y-%m-%dT%H:%M").to_string());
        let page = CalendarPage::new(layout, form, calendar, None, may_change(viewer));
        return Ok(Page::new(page.fed(feed.as_ref())));
    }
    let within = format!("{} {}", form.value("amount").trim(), form.value("unit"));
    match calendars::explain(&app, viewer, id, &within, form.value("opened")).await {
        Ok((calendar, explained)) => {
            let page = CalendarPage::new(layout, form, calendar, Some(&explained), may_change(viewer));
            Ok(Page::new(page.fed(feed.as_ref())))
        }
        Err(error @ Error::Invalid(_)) => {
            refused::mark_as(&mut form, error, &[("within", "amount")])?;
            let calendar = calendars::find(&app, viewer, id).await?;
            let page = CalendarPage::new(layout, form, calendar, None, may_change(viewer));
            let page = page.fed(feed.as_ref());
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /desk/calendars/{calendar}`
pub(crate) async fn change(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<CalendarId>,
    mut form: Form,
) -> Result<Response, PageError> {
    match calendars::change(&app, &identity.viewer, id, &entered(&form)).await {
        Ok(_) => {
            let on = SeeOther::to(links::calendar(id));
            Ok(on.saying(AlertKind::Success, "calendar-changed").into_response())
        }
        Err(error) => {
            refused::mark(&mut form, error)?;
            CalendarPage::again(&app, &identity.viewer, layout, id, form).await
        }
    }
}

impl Samples for CalendarPage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::calendar(7), ..Layout::sample(language) };
        let dated = |date, name: &str, hours: &str, origin| DatedException {
            date,
            exception: Exception {
                name: name.to_owned(),
                blocks: catsup_model::calendar::Block::parse_day(hours).unwrap_or_default(),
            },
            origin,
        };
        let calendar = || Calendar {
            exceptions: vec![
                dated(date(2026, 12, 24), "Christmas Eve", "", Origin::File("State holidays".to_owned())),
                dated(date(2026, 12, 24), "Half a day", "09:00-12:00", Origin::Entered),
                dated(date(2027, 3, 31), "", "", Origin::Entered),
            ],
            ..sample()
        };
        let explained = |within: &str, opened: &str| {
            let (within, opened) = (within.parse().ok()?, opened.parse().ok()?);
            let explanation = calendar()
                .business()
                .explain(within, opened, &catsup_model::calendar::Pauses::default())
                .ok()?;
            Some(Explained { within, opened, explanation })
        };
        let page = |form: Form, explained: Option<Explained>, may_change| {
            Self::new(layout(), form, calendar(), explained.as_ref(), may_change)
        };
        let mut wrong =
            Form::with([("amount", "soon"), ("source", ""), ("date", "tomorrow"), ("hours", "all day")]);
        for (field, error) in [
            ("amount", "error-within"),
            ("source", "error-required"),
            ("date", "error-date"),
            ("hours", "error-hours"),
            ("file", "error-no-days-off"),
        ] {
            wrong.refuse(field, FieldError::new(error));
        }
        let feed = |trouble: Option<&str>| CalendarFeed {
            calendar: CalendarId(7),
            address: "https://www.example.gov/holidays.ics".to_owned(),
            source: "www.example.gov".to_owned(),
            tried_at: "2026-03-10T13:00:00Z".parse().ok(),
            succeeded_at: "2026-03-09T13:00:00Z".parse().ok(),
            days: 14,
            trouble: trouble.map(str::to_owned),
        };
        let address = || Form::with([("address", "ftp://example.gov")]);
        let mut refused_address = address();
        refused_address.refuse("address", FieldError::new("error-address"));
        vec![
            page(Form::empty(), None, true).fed(Some(&feed(None))),
            page(Form::empty(), None, true).fed(Some(&feed(Some("status 503")))),
            page(Form::empty(), None, false).fed(Some(&feed(Some("private")))),
            page(refused_address, None, true).fed(None),
            page(Form::empty(), explained("5 business days", "2026-12-22T15:30:00Z"), true),
            page(Form::empty(), explained("9 business hours", "2026-12-23T20:30:00Z"), true),
            page(Form::empty(), explained("200 days", "2026-12-23T20:30:00Z"), false),
            page(wrong, None, true),
            Self::new(layout(), Form::empty(), sample(), None, true),
        ]
    }
}
