//! Where a request comes from, and turns within the limits.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv4Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};
use catsup_app::screening::Signs;

use crate::{error::PageError, limits::TooMany, state::WebState};

/// The address a request comes from; for limits only, never kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<WebState> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Infallible> {
        let proxies = state.configuration().trusted_proxies;
        let connection =
            parts.extensions.get().map(|ConnectInfo(address): &ConnectInfo<SocketAddr>| address.ip());
        let address = forwarded(&parts.headers, proxies).or(connection);
        // Without a connection there is a test, or a socket of this machine.
        Ok(Self(address.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST))))
    }
}

/// The client as our outermost proxy saw it.
fn forwarded(headers: &HeaderMap, proxies: usize) -> Option<IpAddr> {
    let chain: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    chain[chain.len().checked_sub(proxies.max(1))?..].first().filter(|_| proxies > 0)?.trim().parse().ok()
}

/// Turns by client address: a handler that asks for one answers 429 beyond the limit.
macro_rules! turns {
    ($($(#[$doc:meta])* $name:ident = $limit:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl FromRequestParts<WebState> for $name {
            type Rejection = PageError;

            async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, PageError> {
                let Ok(ClientAddress(address)) = ClientAddress::from_request_parts(parts, state).await;
                state.limiters().$limit.take(&address)?;
                Ok(Self)
            }
        }
    )*};
}

turns! {
    /// A sign-in attempt within the limit of its client.
    SignInTurn = sign_in_by_address;
    /// A case, or words about one, within the limit of its client.
    CaseTurn = cases_by_address;
    /// A private link opened within the limit of its client.
    LinkTurn = links_by_address;
}

/// A submission by someone without a token: takes its turn by client and by survey.
#[derive(Debug, Clone, Copy)]
pub struct SubmissionTurn(ClientAddress);

/// A turn that was taken.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taken {
    /// Where the submission comes from.
    client: IpAddr,
    /// Whether the client sends so much that it is asked for a proof of work.
    busy: bool,
}

impl Taken {
    /// As the first of the signs that a submission is screened by.
    pub(crate) fn signs(self) -> Signs {
        Signs { client: Some(self.client), busy: self.busy, ..Signs::default() }
    }
}

impl SubmissionTurn {
    /// Counts one submission to a survey.
    pub(crate) fn take(self, state: &WebState, survey: &str) -> Result<Taken, TooMany> {
        let limiters = state.limiters();
        let client = self.0.0;
        limiters.submissions_by_address.take(&client)?;
        limiters.submissions_by_survey.take(&survey.to_owned())?;
        Ok(Taken { client, busy: limiters.unproven_by_address.take(&client).is_err() })
    }
}

impl FromRequestParts<WebState> for SubmissionTurn {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Infallible> {
        ClientAddress::from_request_parts(parts, state).await.map(Self)
    }
}

/// The class of the device a browser says it runs on: `phone`, `tablet` or `computer`; `None` where it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Device(pub Option<&'static str>);

impl<S: Sync> FromRequestParts<S> for Device {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Self(agent.and_then(class)))
    }
}

fn class(agent: &str) -> Option<&'static str> {
    let has = |word: &str| agent.contains(word);
    if has("iPad") || has("Tablet") || (has("Android") && !has("Mobile")) {
        Some("tablet")
    } else if has("Mobi") || has("iPhone") || has("Android") {
        Some("phone")
    } else if has("Windows NT") || has("Macintosh") || has("X11") || has("CrOS") {
        Some("computer")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_our_own_proxies_wrote_is_believed() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "6.6.6.6, 203.0.113.9, 10.0.0.2".parse().unwrap());
        let seen = |proxies| forwarded(&headers, proxies).map(|address| address.to_string());
        assert_eq!(seen(0), None);
        assert_eq!(seen(1).as_deref(), Some("10.0.0.2"));
        assert_eq!(seen(2).as_deref(), Some("203.0.113.9"));
        assert_eq!(seen(4), None);
    }

    #[test]
    fn the_class_of_the_device_is_read_from_what_the_browser_says() {
        for (agent, expected) in [
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148", Some("phone")),
            ("Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/130.0 Mobile Safari/537.36", Some("phone")),
            ("Mozilla/5.0 (Linux; Android 14; SM-X710) Chrome/130.0 Safari/537.36", Some("tablet")),
            ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0", Some("computer")),
            ("curl/8.5.0", None),
        ] {
            assert_eq!(class(agent), expected, "{agent}");
        }
    }
}
