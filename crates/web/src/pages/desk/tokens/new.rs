//! Making a token: what may be done with it, where, and until when; the secret is shown once.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    api_tokens::{self, NewApiToken},
};
use catsup_model::{Language, Permission, Viewer};
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};

use crate::{
    components::{Choice, Crumb},
    error::PageError,
    extract::SignedIn,
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{
        places::{Place, Places},
        refused,
        shown_once::ShownOnce,
    },
};

/// The form to make a token.
#[derive(Debug, Template)]
#[template(path = "pages/desk/tokens/new.html")]
pub(crate) struct NewToken {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    scopes: Vec<Choice>,
    places: Vec<Choice>,
}

impl NewToken {
    fn new(layout: Layout, form: Form, scopes: Vec<Choice>, places: Vec<Choice>) -> Self {
        let crumbs = vec![Crumb::new(links::TOKENS, layout.t.say("tokens-title"))];
        Self { layout, form, crumbs, scopes, places }
    }

    async fn read(app: &App, viewer: &Viewer, layout: Layout, form: Form) -> Result<Self, PageError> {
        let t = layout.t;
        let places = Places::read(app, viewer).await?;
        let places = places.choices_with_everywhere(t, viewer, Permission::ManageTokens);
        Ok(Self::new(layout, form, scopes(t, |scope| viewer.may(scope)), places))
    }
}

/// A token never opens more than its maker holds, so nothing else is offered.
fn scopes(t: Translator, held: impl Fn(Permission) -> bool) -> Vec<Choice> {
    let held = Permission::ALL.iter().filter(|scope| held(**scope));
    held.map(|scope| Choice::new(scope, t.name("permission", scope.code())).with_hint(scope.code())).collect()
}

/// `GET /desk/tokens/new`
pub(crate) async fn new(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<NewToken>, PageError> {
    let in_a_year = app.today().saturating_add(1.year());
    let form = Form::with([("expires_at", in_a_year.to_string())]);
    Ok(Page::new(NewToken::read(&app, &identity.viewer, layout, form).await?))
}

/// `POST /desk/tokens/new`
pub(crate) async fn create(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    let scopes = refused::choices(&mut form, "scopes");
    let place = refused::required_choice(&mut form, "organisation");
    let last_day = refused::day(&mut form, "expires_at");
    let expires_at = last_day.and_then(|day| end_of(day, &app.settings().zone));
    if let (Some(Place(organisation)), true) = (place, form.is_valid()) {
        let name = form.value("name").to_owned();
        let new = NewApiToken { name, scopes: scopes.into_iter().collect(), organisation, expires_at };
        match api_tokens::create(&app, &identity.viewer, new).await {
            Ok(created) => {
                let page = ShownOnce::token(layout, created.token.name.as_str(), created.secret);
                return Ok(Page::new(page).into_response());
            }
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    let page = NewToken::read(&app, &identity.viewer, layout, form).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The first moment after a day.
fn end_of(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    let next = day.tomorrow().ok()?;
    Some(next.to_zoned(zone.clone()).ok()?.timestamp())
}

impl Samples for NewToken {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |form| {
            let layout = Layout { path: links::TOKENS_NEW.to_owned(), ..Layout::sample(language) };
            let scopes = scopes(layout.t, |_| true);
            Self::new(layout, form, scopes, vec![Choice::new(1, "Benefits Bureau")])
        };
        let mut wrong = Form::with([("name", "Kiosk"), ("expires_at", "2020-01-01")]);
        wrong.refuse("scopes", FieldError::new("error-required"));
        wrong.refuse("expires_at", FieldError::new("error-past"));
        vec![sample(Form::with([("expires_at", "2027-03-10")])), sample(wrong)]
    }
}
