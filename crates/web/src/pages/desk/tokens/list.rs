//! Tokens of places where the reader manages them, ended ones included.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    api_tokens::{self, ApiToken},
};
use catsup_model::Language;
use jiff::{
    Timestamp,
    civil::{Date, DateTime, date},
    tz::TimeZone,
};

use crate::{
    error::PageError,
    extract::SignedIn,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::places::Places,
};

/// The list of tokens.
#[derive(Debug, Template)]
#[template(path = "pages/desk/tokens/list.html")]
pub(crate) struct Tokens {
    layout: Layout,
    tokens: Vec<TokenLine>,
}

/// One token; its times in the installation's zone.
#[derive(Debug)]
struct TokenLine {
    name: String,
    scopes: Vec<String>,
    place: String,
    made: Date,
    used: Option<DateTime>,
    expires: Option<Date>,
    state: TokenState,
    /// Where its end is asked.
    revoke: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TokenState {
    Good,
    Expired,
    Revoked,
}

impl TokenState {
    fn of(token: &ApiToken, now: Timestamp) -> Self {
        if token.revoked_at.is_some() {
            Self::Revoked
        } else if token.expires_at.is_some_and(|end| end <= now) {
            Self::Expired
        } else {
            Self::Good
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }

    fn tag(self) -> &'static str {
        match self {
            Self::Good => "success",
            Self::Expired => "warning",
            Self::Revoked => "",
        }
    }
}

impl TokenLine {
    fn of(t: Translator, token: &ApiToken, places: &Places, zone: &TimeZone, now: Timestamp) -> Self {
        let local = |at: Timestamp| at.to_zoned(zone.clone()).datetime();
        Self {
            name: token.name.to_string(),
            scopes: token.scopes.iter().map(|scope| t.name("permission", scope.code()).to_string()).collect(),
            place: places.name_or_everywhere(t, token.organisation),
            made: local(token.created_at).date(),
            used: token.used_at.map(local),
            // The end is the first moment after the last day.
            expires: token.expires_at.map(|end| local(end - jiff::SignedDuration::from_secs(1)).date()),
            state: TokenState::of(token, now),
            revoke: links::token_revoke(token.id),
        }
    }
}

/// `GET /desk/tokens`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<Tokens>, PageError> {
    let tokens = api_tokens::list(&app, &identity.viewer).await?;
    let places = Places::read(&app, &identity.viewer).await?;
    let (settings, now) = (app.settings(), app.now());
    let line = |token| TokenLine::of(layout.t, token, &places, &settings.zone, now);
    let tokens = tokens.iter().map(line).collect();
    Ok(Page::new(Tokens { layout, tokens }))
}

impl Samples for Tokens {
    fn samples(language: Language) -> Vec<Self> {
        let layout = Layout { path: links::TOKENS.to_owned(), ..Layout::sample(language) };
        let t = layout.t;
        let line = |name: &str, state, used, scopes: &[&str]| TokenLine {
            name: name.to_owned(),
            scopes: scopes.iter().map(|scope| t.name("permission", scope).to_string()).collect(),
            place: "Benefits Bureau".to_owned(),
            made: date(2026, 1, 12),
            used,
            expires: Some(date(2027, 1, 12)),
            state,
            revoke: "/desk/tokens/1/revoke".to_owned(),
        };
        let used = Some(date(2026, 3, 10).at(9, 41, 0, 0));
        let tokens = vec![
            line("Kiosk in the lobby", TokenState::Good, used, &["responses:write"]),
            line("Warehouse of the state", TokenState::Expired, used, &["measures:read", "responses:read"]),
            line("First try", TokenState::Revoked, None, &["directory:read"]),
        ];
        vec![Self { layout: layout.clone(), tokens }, Self { layout, tokens: Vec::new() }]
    }
}
