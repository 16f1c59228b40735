//! Changing one's own password; the only page open to someone whose password somebody else chose.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, Error, Refusal, accounts::SHORTEST_PASSWORD, sign_in};
use catsup_model::Language;
use jiff::civil::DateTime;

use crate::{
    components::AlertKind,
    cookies::{self, Secure},
    error::PageError,
    extract::SignedIn,
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::refused,
};

/// The page to change one's password.
#[derive(Debug, Template)]
#[template(path = "pages/desk/password/change.html")]
pub(crate) struct PasswordPage {
    layout: Layout,
    form: Form,
    /// Whether nothing else is open until it is changed.
    forced: bool,
    /// Until when no further try is taken.
    locked_until: Option<DateTime>,
    shortest: usize,
}

impl PasswordPage {
    fn new(layout: Layout, form: Form, forced: bool) -> Self {
        Self { layout, form, forced, locked_until: None, shortest: SHORTEST_PASSWORD }
    }
}

/// `GET /desk/password`
pub(crate) async fn show(SignedIn(identity): SignedIn, layout: Layout) -> Page<PasswordPage> {
    Page::new(PasswordPage::new(layout, Form::empty(), identity.must_change_password))
}

/// `POST /desk/password`
pub(crate) async fn submit(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    headers: HeaderMap,
    uri: Uri,
    mut form: Form,
) -> Result<Response, PageError> {
    for field in ["current_password", "new_password"] {
        if form.value(field).is_empty() {
            form.refuse(field, FieldError::new("error-required"));
        }
    }
    let forced = identity.must_change_password;
    let again = |page| Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    if !form.is_valid() {
        return again(PasswordPage::new(layout, form, forced));
    }
    let (current, new) = (form.value("current_password"), form.value("new_password"));
    match sign_in::change_password(&app, &identity.viewer, current, new).await {
        Ok(session) => {
            let on = if forced { links::DESK } else { links::PROFILE };
            let mut response =
                SeeOther::to(on).saying(AlertKind::Success, "password-changed").into_response();
            let cookie = cookies::start_session(&session.token, Secure::of(&headers, &uri));
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(Error::Refused(Refusal::Locked(until))) => {
            let until = until.to_zoned(app.settings().zone.clone()).datetime();
            again(PasswordPage { locked_until: Some(until), ..PasswordPage::new(layout, form, forced) })
        }
        Err(error) => {
            refused::mark(&mut form, error)?;
            again(PasswordPage::new(layout, form, forced))
        }
    }
}

impl Samples for PasswordPage {
    fn samples(language: Language) -> Vec<Self> {
        let frame = || Layout { path: links::PASSWORD.to_owned(), ..Layout::sample(language) };
        let mut wrong = Form::empty();
        wrong.refuse("current_password", FieldError::new("error-wrong-password"));
        wrong.refuse("new_password", FieldError::new("error-too-short").number("limit", 12));
        let locked_until = Some(jiff::civil::date(2026, 3, 10).at(11, 15, 0, 0));
        vec![
            Self::new(frame(), Form::empty(), false),
            Self::new(Layout { navigation: Vec::new(), ..frame() }, wrong, true),
            Self { locked_until, ..Self::new(frame(), Form::empty(), false) },
        ]
    }
}
