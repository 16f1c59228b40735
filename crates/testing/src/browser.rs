//! A browser without a network and without script: it keeps cookies, posts forms, and says what it sees.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use catsup_model::{Role, id::OrganisationId};
use catsup_web::{Configuration, WebState};
use serde_json::Value;
use tower::ServiceExt as _;

use crate::TestApp;

/// A visitor, a member of staff, or a program.
#[derive(Debug)]
pub struct Browser {
    router: Router,
    cookies: Mutex<BTreeMap<String, String>>,
    headers: HeaderMap,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The request, for messages.
    asked: String,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as text; what is no text, such as a workbook, shows as gaps.
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl TestApp {
    /// A visitor who knows nobody, with the usual limits.
    #[must_use]
    pub fn visitor(&self) -> Browser {
        self.visitor_of(Configuration::default())
    }

    /// A visitor of an installation served in this way.
    #[must_use]
    pub fn visitor_of(&self, configuration: Configuration) -> Browser {
        Browser {
            router: catsup_web::router(WebState::new(self.app.clone(), configuration)),
            cookies: Mutex::default(),
            headers: HeaderMap::new(),
        }
    }

    /// A member of staff with this role everywhere.
    pub async fn sign_in_as(&self, role: Role) -> Browser {
        self.sign_in_within(role, None).await
    }

    /// A member of staff with this role in a part of the organisation tree.
    ///
    /// # Panics
    /// Never: the lock is not held across panics.
    pub async fn sign_in_within(&self, role: Role, organisation: Option<OrganisationId>) -> Browser {
        let browser = self.visitor();
        let token = self.session_of(role, organisation).await;
        browser.keep("catsup_session", &token);
        browser
    }

    /// A program with this API token.
    #[must_use]
    pub fn program(&self, token: &str) -> Browser {
        self.visitor().with_header("authorization", &format!("Bearer {token}"))
    }
}

impl Browser {
    /// Sends this header with every request.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.insert(name, value.parse().expect("a header value"));
        self
    }

    /// Opens an address.
    pub async fn get(&self, path: impl AsRef<str>) -> Answer {
        self.send(Method::GET, path.as_ref(), None, Body::empty()).await
    }

    /// Posts the entries of a form.
    ///
    /// # Panics
    /// Never: texts can be written as a form.
    pub async fn post(&self, path: impl AsRef<str>, entries: &[(&str, &str)]) -> Answer {
        let body = serde_urlencoded::to_string(entries).expect("texts can be written as a form");
        self.send(Method::POST, path.as_ref(), Some("application/x-www-form-urlencoded"), Body::from(body))
            .await
    }

    /// Posts the form that a page holds: its hidden fields, with these entries added.
    pub async fn submit(&self, page: &Answer, entries: &[(&str, &str)]) -> Answer {
        let mut all = page.hidden();
        all.extend(entries.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let all: Vec<(&str, &str)> =
            all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(page.attribute_after("<form", "action"), &all).await
    }

    /// Posts JSON.
    pub async fn post_json(&self, path: impl AsRef<str>, body: &Value) -> Answer {
        let body = Body::from(body.to_string());
        self.send(Method::POST, path.as_ref(), Some("application/json"), body).await
    }

    /// Sends any request.
    ///
    /// # Panics
    /// When the address or a header is none.
    pub async fn send(&self, method: Method, path: &str, kind: Option<&str>, body: Body) -> Answer {
        let asked = format!("{method} {path}");
        let mut request = Request::builder().method(method).uri(path).body(body).expect("an address");
        let headers = request.headers_mut();
        headers.extend(self.headers.clone());
        if let Some(kind) = kind {
            headers.insert(header::CONTENT_TYPE, kind.parse().expect("a content type"));
        }
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if !cookies.is_empty() {
            let pairs: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            headers.insert(header::COOKIE, pairs.join("; ").parse().expect("cookies"));
        }
        let response = self.router.clone().oneshot(request).await.expect("the router always answers");
        let (parts, body) = response.into_parts();
        for cookie in parts.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("a cookie");
            let (name, value) =
                cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            self.keep(name, value);
        }
        let bytes = to_bytes(body, usize::MAX).await.expect("the body comes").to_vec();
        let body = String::from_utf8_lossy(&bytes).into_owned();
        Answer { asked, status: parts.status, headers: parts.headers, body, bytes }
    }

    fn keep(&self, name: &str, value: &str) {
        let mut cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        cookies.insert(name.to_owned(), value.to_owned());
    }
}

impl Answer {
    /// Holds the answer to this status.
    ///
    /// # Panics
    /// When it has another.
    #[must_use = "go on from the answer, or use it up with `let _`"]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.asked, self.body);
        self
    }

    /// Holds that the text is there.
    ///
    /// # Panics
    /// When it is not.
    pub fn sees(&self, text: &str) -> &Self {
        assert!(self.body.contains(text), "{} shows “{text}”:\n{}", self.asked, self.body);
        self
    }

    /// Holds that the text is not there.
    ///
    /// # Panics
    /// When it is.
    pub fn does_not_see(&self, text: &str) -> &Self {
        assert!(!self.body.contains(text), "{} does not show “{text}”:\n{}", self.asked, self.body);
        self
    }

    /// Where the browser is sent on to.
    ///
    /// # Panics
    /// When it is not.
    #[must_use]
    pub fn location(&self) -> &str {
        let location = self.headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
        location.unwrap_or_else(|| panic!("{} leads on: {} {}", self.asked, self.status, self.body))
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{}: {error}: {}", self.asked, self.body))
    }

    /// The hidden fields of the page.
    #[must_use]
    pub fn hidden(&self) -> Vec<(String, String)> {
        let inputs = self.body.split("<input type=\"hidden\" ").skip(1);
        let value = |input: &str, name: &str| attribute(input, name).unwrap_or_default().to_owned();
        inputs.map(|input| (value(input, "name"), value(input, "value"))).collect()
    }

    /// The attribute of the first tag that begins like this.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn attribute_after(&self, tag: &str, name: &str) -> String {
        let found = self.body.split_once(tag).and_then(|(_, rest)| attribute(rest, name));
        found.unwrap_or_else(|| panic!("{} has {tag} with {name}", self.asked)).to_owned()
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let tag = tag.split('>').next()?;
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    rest.split('"').next()
}
