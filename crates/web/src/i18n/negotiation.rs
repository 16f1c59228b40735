//! Which language a request is answered in: `?lang=`, then the cookie an earlier `?lang=` left, then the browser.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, Uri, header, request::Parts},
    middleware::Next,
    response::Response,
};
use catsup_model::Language;

use super::Translator;

/// The cookie that remembers a chosen language. It holds no personal data.
pub const LANGUAGE_COOKIE: &str = "catsup_language";

const ONE_YEAR: u32 = 31_536_000;

/// The language of a request, from its address and headers.
#[must_use]
pub fn negotiate(uri: &Uri, headers: &HeaderMap) -> Language {
    asked_for(uri).or_else(|| remembered(headers)).or_else(|| preferred(headers)).unwrap_or_default()
}

/// Middleware: remembers the language asked for with `?lang=`, so that the next page speaks it too.
pub async fn remember_language(request: Request, next: Next) -> Response {
    let asked = asked_for(request.uri());
    let mut response = next.run(request).await;
    if let Some(language) = asked {
        let cookie =
            format!("{LANGUAGE_COOKIE}={language}; Path=/; Max-Age={ONE_YEAR}; SameSite=Lax; HttpOnly");
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

impl<S: Sync> FromRequestParts<S> for Translator {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::new(negotiate(&parts.uri, &parts.headers)))
    }
}

fn asked_for(uri: &Uri) -> Option<Language> {
    let value = uri.query()?.split('&').find_map(|pair| pair.strip_prefix("lang="))?;
    value.parse().ok()
}

fn remembered(headers: &HeaderMap) -> Option<Language> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == LANGUAGE_COOKIE)
        .and_then(|(_, code)| code.parse().ok())
}

/// The browser's first choice among ours; of equal qualities the one named first.
fn preferred(headers: &HeaderMap) -> Option<Language> {
    let mut best: Option<(f32, Language)> = None;
    for range in headers
        .get_all(header::ACCEPT_LANGUAGE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
    {
        let (code, quality) = range.split_once(";q=").unwrap_or((range, "1"));
        let (Ok(language), Ok(quality)) = (code.parse::<Language>(), quality.trim().parse::<f32>()) else {
            continue;
        };
        if quality > best.map_or(0.0, |(quality, _)| quality) {
            best = Some((quality, language));
        }
    }
    best.map(|(_, language)| language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(uri: &str, cookie: Option<&str>, accept: Option<&str>) -> Language {
        let mut headers = HeaderMap::new();
        if let Some(cookie) = cookie {
            headers.insert(header::COOKIE, cookie.parse().unwrap());
        }
        if let Some(accept) = accept {
            headers.insert(header::ACCEPT_LANGUAGE, accept.parse().unwrap());
        }
        negotiate(&uri.parse().unwrap(), &headers)
    }

    #[test]
    fn the_address_goes_before_the_cookie_and_the_cookie_before_the_browser() {
        let cookie = Some("a=1; catsup_language=es");
        assert_eq!(language("/?page=2&lang=en", cookie, Some("es")), Language::En);
        assert_eq!(language("/", cookie, Some("en")), Language::Es);
        assert_eq!(language("/", None, Some("es-MX,es;q=0.9,en;q=0.8")), Language::Es);
        assert_eq!(language("/", None, None), Language::En);
    }

    #[test]
    fn qualities_decide_and_unknown_languages_are_passed_over() {
        assert_eq!(language("/", None, Some("fr, en;q=0.4, es;q=0.7")), Language::Es);
        assert_eq!(language("/", None, Some("es;q=0, en;q=0.1")), Language::En);
        assert_eq!(language("/?lang=xx", None, Some("de")), Language::En);
    }
}
