//! A message for the next page: “saved”, after a form was posted and the browser sent on.

use axum::{
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use crate::{components::AlertKind, cookies, i18n::Translator, layout::Flash};

/// Sends the browser on to a page of ours which then says something.
///
/// `SeeOther::to("/desk/surveys").saying(AlertKind::Success, "survey-published")`; a text may use `$name`.
#[derive(Debug, Clone)]
pub struct SeeOther {
    path: String,
    message: Option<Carried>,
}

/// The message in its cookie.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Carried {
    kind: String,
    key: String,
    name: String,
}

impl SeeOther {
    /// On to `path`.
    #[must_use]
    pub fn to(path: impl Into<String>) -> Self {
        Self { path: path.into(), message: None }
    }

    /// With the text under `key` above the page.
    #[must_use]
    pub fn saying(self, kind: AlertKind, key: &str) -> Self {
        self.saying_of(kind, key, "")
    }

    /// With the text under `key`, whose `$name` is `name`.
    #[must_use]
    pub fn saying_of(mut self, kind: AlertKind, key: &str, name: &str) -> Self {
        let name = name.chars().take(200).collect();
        self.message = Some(Carried { kind: kind.code().to_owned(), key: key.to_owned(), name });
        self
    }
}

impl IntoResponse for SeeOther {
    fn into_response(self) -> Response {
        let mut response = Redirect::to(&self.path).into_response();
        if let Some(message) = self.message {
            let json = serde_json::to_vec(&message).unwrap_or_default();
            let cookie = cookies::carry_flash(&BASE64_URL_SAFE_NO_PAD.encode(json));
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

/// The message the page before left; one that we never wrote is passed over.
pub(crate) fn read(t: Translator, headers: &HeaderMap) -> Option<Flash> {
    let value = cookies::read(headers, cookies::FLASH)?;
    let json = BASE64_URL_SAFE_NO_PAD.decode(value).ok()?;
    let Carried { kind, key, name } = serde_json::from_slice(&json).ok()?;
    let kinds = [AlertKind::Info, AlertKind::Success, AlertKind::Warning, AlertKind::Error];
    let kind = kinds.into_iter().find(|known| known.code() == kind)?;
    let text = t.say_if_known(&key, &name)?;
    Some(Flash { kind, text })
}

/// Takes the message away once a page showed it.
pub(crate) fn take_away(request_headers_had_one: bool, response: &mut Response) {
    let page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if request_headers_had_one && page {
        response.headers_mut().append(header::SET_COOKIE, cookies::drop_flash());
    }
}

#[cfg(test)]
mod tests {
    use catsup_model::Language;

    use super::*;

    #[test]
    fn a_message_reaches_the_next_page_in_its_language() {
        let response = SeeOther::to("/desk").saying(AlertKind::Success, "copied").into_response();
        let cookie =
            response.headers()[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, cookie.parse().unwrap());
        let flash = read(Translator::new(Language::En), &headers).unwrap();
        assert_eq!((flash.kind, flash.text.as_str()), (AlertKind::Success, "Copied"));
    }

    #[test]
    fn a_cookie_we_never_wrote_says_nothing() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "catsup_flash=bm9uc2Vuc2U".parse().unwrap());
        assert!(read(Translator::default(), &headers).is_none());
    }
}
