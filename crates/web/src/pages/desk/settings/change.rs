//! The settings of the installation on one page.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, settings};
use catsup_model::{Language, Permission};
use jiff::tz;

use crate::{
    components::{AlertKind, Choice},
    error::PageError,
    extract::SignedIn,
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::refused,
};

/// What the page lets people change; the rest is for whoever runs the machine.
const SHOWN: [&str; 5] = ["agency", "zone", "fiscal_year_start", "smallest_cell", "widget_sites"];

/// The page of settings.
#[derive(Debug, Template)]
#[template(path = "pages/desk/settings/change.html")]
pub(crate) struct SettingsPage {
    layout: Layout,
    form: Form,
    zones: Vec<Choice>,
    months: Vec<Choice>,
}

impl SettingsPage {
    fn new(layout: Layout, form: Form) -> Self {
        let (zones, months) = (zones(form.value("zone")), months(layout.t));
        Self { layout, form, zones, months }
    }
}

/// Every zone with a place in its name, and the one that is chosen now.
pub(crate) fn zones(chosen: &str) -> Vec<Choice> {
    let available = tz::db().available().map(|name| name.as_str().to_owned());
    let placed = |name: &String| {
        name.contains('/') && !["Etc/", "posix/", "right/"].iter().any(|one| name.starts_with(one))
    };
    let mut zones: Vec<String> = available.filter(placed).chain(["UTC".to_owned()]).collect();
    if !chosen.is_empty() {
        zones.push(chosen.to_owned());
    }
    zones.sort_unstable();
    zones.dedup();
    zones.iter().map(|name| Choice::new(name, name.replace('_', " "))).collect()
}

fn months(t: Translator) -> Vec<Choice> {
    (1..=12).map(|month: i8| Choice::new(month, t.name("month-long", &month.to_string()))).collect()
}

/// `GET /desk/settings`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<SettingsPage>, PageError> {
    identity.viewer.require_everywhere(Permission::ManageSettings).map_err(|_| PageError::Forbidden)?;
    Ok(Page::new(SettingsPage::new(layout, Form::with(app.settings().named()))))
}

/// `POST /desk/settings`
pub(crate) async fn submit(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    let changes = SHOWN.map(|name| (name.to_owned(), form.value(name).trim().to_owned()));
    match settings::change(&app, &identity.viewer, &changes).await {
        Ok(()) => {
            Ok(SeeOther::to(links::SETTINGS).saying(AlertKind::Success, "settings-saved").into_response())
        }
        Err(error) => {
            refused::mark(&mut form, error)?;
            let page = SettingsPage::new(layout, form);
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

impl Samples for SettingsPage {
    fn samples(language: Language) -> Vec<Self> {
        let frame = || Layout { path: links::SETTINGS.to_owned(), ..Layout::sample(language) };
        let kept = || Form::with(settings::Settings::default().named());
        let mut wrong = kept();
        wrong.set("smallest_cell", "0");
        wrong.refuse("smallest_cell", FieldError::new("error-smallest-cell"));
        vec![Self::new(frame(), kept()), Self::new(frame(), wrong)]
    }
}
