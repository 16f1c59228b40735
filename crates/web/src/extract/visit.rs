//! The visit that a request belongs to.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
    response::Response,
};
use catsup_app::Random;

use crate::cookies::{self, Secure};

/// The visit of a reader, if they let us recognise them.
#[derive(Debug, Clone)]
pub struct Visit {
    secret: Option<String>,
    may_begin: bool,
    secure: Secure,
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let robot =
            parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).is_none_or(robot);
        let unwanted = cookies::wants_no_visit(&parts.headers);
        Ok(Self {
            secret: cookies::visit(&parts.headers).filter(|_| !unwanted).map(str::to_owned),
            may_begin: !robot && !unwanted,
            secure: Secure::of(&parts.headers, &parts.uri),
        })
    }
}

/// Whether a browser calls itself a robot.
fn robot(agent: &str) -> bool {
    let agent = agent.to_lowercase();
    ["bot", "crawl", "spider", "slurp"].iter().any(|word| agent.contains(word))
}

impl Visit {
    /// The secret of the visit.
    pub(crate) fn secret(&self) -> Option<&str> {
        self.secret.as_deref()
    }

    /// Whether what is read counts: robots read everything, and nothing is known from it.
    pub(crate) fn counts(&self) -> bool {
        self.may_begin || self.secret.is_some()
    }

    /// The secret of the visit, begun now where there is none yet and the reader lets us; with the header that begins it.
    pub(crate) fn begin(&mut self, random: &Random) -> Option<HeaderValue> {
        if self.secret.is_some() || !self.may_begin {
            return None;
        }
        let secret = random.token();
        let begun = cookies::begin_visit(&secret, self.secure);
        self.secret = Some(secret);
        Some(begun)
    }
}

/// Adds the header that begins a visit to an answer.
pub(crate) fn with_visit(mut response: Response, begun: Option<HeaderValue>) -> Response {
    if let Some(begun) = begun {
        response.headers_mut().append(header::SET_COOKIE, begun);
    }
    response
}
