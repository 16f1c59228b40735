//! Every link, ended ones included.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    partners::{self, PartnerLine},
};
use catsup_model::Language;
use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

use crate::{
    components::Crumb,
    error::PageError,
    extract::SignedIn,
    layout::{Layout, Page, Samples},
    links,
};

/// The list of links.
#[derive(Debug, Template)]
#[template(path = "pages/desk/partners/list.html")]
pub(crate) struct PartnersPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    lines: Vec<Line>,
}

/// One link; its times in the installation's zone.
#[derive(Debug)]
struct Line {
    name: String,
    services: Vec<String>,
    made: Date,
    last_day: Date,
    used: Option<DateTime>,
    state: LinkState,
    revoke: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LinkState {
    Good,
    Expired,
    Revoked,
}

impl LinkState {
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

impl Line {
    fn of(line: PartnerLine, zone: &TimeZone, now: Timestamp) -> Self {
        let local = |at: Timestamp| at.to_zoned(zone.clone()).datetime();
        let link = line.link;
        Self {
            name: link.name.to_string(),
            services: line.services,
            made: local(link.created_at).date(),
            // The end is the first moment after the last day.
            last_day: local(link.expires_at - SignedDuration::from_secs(1)).date(),
            used: link.used_at.map(local),
            state: match (link.revoked_at, link.opens(now)) {
                (Some(_), _) => LinkState::Revoked,
                (None, true) => LinkState::Good,
                (None, false) => LinkState::Expired,
            },
            revoke: links::partner_revoke(link.id),
        }
    }
}

impl PartnersPage {
    fn new(layout: Layout, lines: Vec<Line>) -> Self {
        let crumbs = vec![Crumb::new(links::DESK_STANDARDS, layout.t.say("standards-title"))];
        Self { layout, crumbs, lines }
    }
}

/// `GET /desk/standards/partners`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<PartnersPage>, PageError> {
    let (zone, now) = (app.settings().zone.clone(), app.now());
    let lines = partners::list(&app, &identity.viewer).await?.into_iter();
    Ok(Page::new(PartnersPage::new(layout, lines.map(|line| Line::of(line, &zone, now)).collect())))
}

impl Samples for PartnersPage {
    fn samples(language: Language) -> Vec<Self> {
        use jiff::civil::date;

        let layout = || Layout { path: links::PARTNERS.to_owned(), ..Layout::sample(language) };
        let line = |name: &str, state, used| Line {
            name: name.to_owned(),
            services: vec!["Heating assistance".to_owned(), "Permits & licences".to_owned()],
            made: date(2026, 3, 1),
            last_day: date(2027, 2, 28),
            used,
            state,
            revoke: "/desk/standards/partners/1/revoke".to_owned(),
        };
        let used = Some(date(2026, 3, 9).at(14, 0, 0, 0));
        let lines = vec![
            line("Office of the Auditor", LinkState::Good, used),
            line("County of Everywhere", LinkState::Expired, None),
            line("First <try>", LinkState::Revoked, used),
        ];
        vec![Self::new(layout(), lines), Self::new(layout(), Vec::new())]
    }
}
