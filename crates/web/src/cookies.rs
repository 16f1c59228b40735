//! Our cookies: the session, and a message for the next page. The language keeps its own (see `i18n`).

use axum::http::{HeaderMap, HeaderValue, Uri, header};

use crate::headers;

/// The cookie of a session.
pub const SESSION: &str = "catsup_session";

/// The cookie of a message for the next page.
pub(crate) const FLASH: &str = "catsup_flash";

/// The cookie of a visit to the answers: what was read goes along when the visitor asks, and a second coming is told from a first.
const VISIT: &str = "catsup_visit";
/// How long a visit is recognised, in seconds: thirty days.
const VISIT_KEPT: u32 = 30 * 24 * 3_600;

/// The secret of the visit, where the browser holds one of ours.
pub(crate) fn visit(headers: &HeaderMap) -> Option<&str> {
    let ours = |secret: &&str| secret.len() == 26 && secret.bytes().all(|byte| byte.is_ascii_alphanumeric());
    read(headers, VISIT).filter(ours)
}

/// Whether the visitor's browser says that they do not wish to be recognised (Global Privacy Control).
pub(crate) fn wants_no_visit(headers: &HeaderMap) -> bool {
    headers.get("sec-gpc").is_some_and(|value| value.as_bytes() == b"1")
}

/// The header that begins a visit in the browser.
pub(crate) fn begin_visit(secret: &str, secure: Secure) -> HeaderValue {
    let attribute = secure.attribute();
    set(format!("{VISIT}={secret}; Path=/; Max-Age={VISIT_KEPT}; HttpOnly; SameSite=Lax{attribute}"))
}

/// The value of a cookie the client sent.
#[must_use]
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}

/// Whether the visitor came by HTTPS, so that cookies are kept from plain HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Secure(bool);

impl Secure {
    /// As the request says.
    #[must_use]
    pub fn of(headers: &HeaderMap, uri: &Uri) -> Self {
        Self(headers::is_https(headers, uri))
    }

    fn attribute(self) -> &'static str {
        if self.0 { "; Secure" } else { "" }
    }
}

/// The header that starts a session in the browser; it ends when the browser closes or the server says so.
#[must_use]
pub fn start_session(token: &str, secure: Secure) -> HeaderValue {
    set(format!("{SESSION}={token}; Path=/; HttpOnly; SameSite=Lax{}", secure.attribute()))
}

/// The header that ends the session in the browser.
#[must_use]
pub fn end_session(secure: Secure) -> HeaderValue {
    set(format!("{SESSION}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{}", secure.attribute()))
}

/// The header that carries a message to the next page.
pub(crate) fn carry_flash(value: &str) -> HeaderValue {
    set(format!("{FLASH}={value}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"))
}

/// The header that takes the message away once it was shown.
pub(crate) fn drop_flash() -> HeaderValue {
    set(format!("{FLASH}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"))
}

fn set(cookie: String) -> HeaderValue {
    HeaderValue::try_from(cookie).expect("tokens and our own words are visible ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, "a=1; catsup_session=abc; b=2".parse().unwrap());
        assert_eq!(read(&headers, SESSION), Some("abc"));
        assert_eq!(read(&headers, "c"), None);
    }

    #[test]
    fn a_session_by_https_is_kept_from_plain_http() {
        let mut headers = HeaderMap::new();
        let uri: Uri = "/".parse().unwrap();
        assert!(!start_session("abc", Secure::of(&headers, &uri)).to_str().unwrap().contains("Secure"));
        headers.insert("x-forwarded-proto", "https".parse().unwrap());
        assert!(start_session("abc", Secure::of(&headers, &uri)).to_str().unwrap().contains("; Secure"));
    }
}
