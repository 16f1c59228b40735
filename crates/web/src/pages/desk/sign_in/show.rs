//! The page to sign in, and the address the sign-out button posts to.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse as _, Redirect, Response},
};
use catsup_app::{App, Error, Refusal, sign_in};
use catsup_model::Language;
use serde::Deserialize;

use crate::{
    components::AlertKind,
    cookies::{self, Secure},
    error::PageError,
    extract::{PageQuery, SignInTurn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
};

/// The query of the sign-in page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Way {
    next: String,
}

/// The page to sign in.
#[derive(Debug, Template)]
#[template(path = "pages/desk/sign_in/show.html")]
pub(crate) struct SignInPage {
    layout: Layout,
    form: Form,
    refused: Refused,
    /// Wrong passwords in a row that lock an account.
    failures: i64,
    /// Minutes the first lock lasts.
    minutes: i64,
}

/// Whether this is a first try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refused {
    No,
    Yes,
}

impl SignInPage {
    fn new(layout: Layout, form: Form, refused: Refused) -> Self {
        let (failures, minutes) = (sign_in::FAILURES_TO_LOCK, sign_in::FIRST_LOCK.as_mins());
        Self { layout, form, refused, failures, minutes }
    }
}

/// `GET /desk/sign-in`
pub(crate) async fn show(
    State(app): State<App>,
    layout: Layout,
    PageQuery(way): PageQuery<Way>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    if let Some(token) = cookies::read(&headers, cookies::SESSION)
        && sign_in::viewer_of_session(&app, token).await?.is_some()
    {
        return Ok(Redirect::to(after(&way.next)).into_response());
    }
    let form = Form::with([("next", way.next)]);
    Ok(Page::new(SignInPage::new(layout, form, Refused::No)).into_response())
}

/// `POST /desk/sign-in`
pub(crate) async fn submit(
    State(app): State<App>,
    _turn: SignInTurn,
    layout: Layout,
    headers: HeaderMap,
    uri: Uri,
    mut form: Form,
) -> Result<Response, PageError> {
    // Nobody has a session's secret yet, so another site could sign a visitor in under an account of its own.
    if headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site") {
        return Err(PageError::Forgery);
    }
    let again = |form| {
        let page = SignInPage::new(layout, form, Refused::Yes);
        Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
    };
    let email = form.require("email");
    // A password is taken as it is, blanks included.
    let password = Some(form.value("password").to_owned()).filter(|password| !password.is_empty());
    if password.is_none() {
        form.refuse("password", FieldError::new("error-required"));
    }
    let (Some(email), Some(password)) = (email, password) else { return again(form) };
    match sign_in::sign_in(&app, &email, &password).await {
        Ok(session) => {
            let mut response = Redirect::to(after(form.value("next"))).into_response();
            let cookie = cookies::start_session(&session.token, Secure::of(&headers, &uri));
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(Error::Refused(Refusal::SignIn)) => again(form),
        Err(error) => Err(error.into()),
    }
}

/// Where to after signing in: the page that was asked for, when it is one of ours.
fn after(next: &str) -> &str {
    if links::is_ours(next) { next } else { links::DESK }
}

/// `POST /sign-out`
pub(crate) async fn sign_out(
    State(app): State<App>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, PageError> {
    if let Some(token) = cookies::read(&headers, cookies::SESSION) {
        sign_in::sign_out(&app, token).await?;
    }
    let mut response = SeeOther::to(links::SIGN_IN).saying(AlertKind::Success, "signed-out").into_response();
    response.headers_mut().append(header::SET_COOKIE, cookies::end_session(Secure::of(&headers, &uri)));
    Ok(response)
}

impl Samples for SignInPage {
    fn samples(language: Language) -> Vec<Self> {
        let frame = || {
            let sample = Layout::sample(language);
            Layout { synthetic: true, ..Layout::new(sample.t, links::SIGN_IN, sample.organisation) }
        };
        let first = Self::new(frame(), Form::with([("next", "/desk/scorecard")]), Refused::No);
        let mut empty = Form::with([("email", "ana.ruiz@example.gov")]);
        empty.refuse("password", FieldError::new("error-required"));
        let missing = Self::new(frame(), empty, Refused::Yes);
        let wrong = Self::new(frame(), Form::with([("email", "ana.ruiz@example.gov")]), Refused::Yes);
        vec![first, missing, wrong]
    }
}
