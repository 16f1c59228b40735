//! Everything one customer did, on every channel: for staff who may see customers.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App, Error,
    interactions::{self, InteractionFilter},
    journeys,
};
use catsup_model::{
    Language, Viewer,
    interaction::{CustomerKey, Interaction},
};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde::Deserialize;

use super::{figures::span, frame::Offered, spoken::SpokenLine};
use crate::{
    components::{Choice, Crumb, Pager},
    error::PageError,
    extract::{PageQuery, PathId, SignedIn},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// Contacts on one page.
const LINES: i64 = 100;

/// The page of one customer.
#[derive(Debug, Template)]
#[template(path = "pages/desk/journeys/customer.html")]
pub(crate) struct CustomerPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    customer: String,
    lines: Vec<Line>,
    /// What the person said, the latest first.
    said: Vec<SpokenLine>,
    pager: Pager,
}

/// One contact as people read it.
#[derive(Debug)]
struct Line {
    at: DateTime,
    /// How long after the contact before it, in words; empty for the earliest on the page.
    later: String,
    activity: String,
    href: String,
    service: String,
    channel: String,
    outcome: String,
    wait: String,
    handle: String,
    case: String,
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Query {
    #[serde(default)]
    cursor: String,
}

/// `GET /desk/journeys/customers/{customer}`
pub(crate) async fn customer(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(customer): PathId<CustomerKey>,
    PageQuery(query): PageQuery<Query>,
) -> Result<Page<CustomerPage>, PageError> {
    let cursor = query.cursor.parse().ok();
    let (page, offered) = read(&app, &identity.viewer, customer, cursor).await?;
    let said = journeys::said_by(&app, &identity.viewer, customer).await?;
    if page.interactions.is_empty() && said.is_empty() {
        return Err(Error::NotFound("customer").into());
    }
    let next = page.next.map(|place| format!("{}?cursor={place}", links::journey_customer(customer)));
    let zone = &app.settings().zone;
    let said = said.iter().map(|one| SpokenLine::of(layout.t, one, zone)).collect();
    let page = CustomerPage::new(layout, customer, &page.interactions, &offered.services, next, zone);
    Ok(Page::new(CustomerPage { said, ..page }))
}

async fn read(
    app: &App,
    viewer: &Viewer,
    customer: CustomerKey,
    cursor: Option<interactions::Place>,
) -> Result<(interactions::Page, Offered), Error> {
    let filter = InteractionFilter { customer: Some(customer), ..InteractionFilter::default() };
    let page = interactions::list(app, viewer, filter, None, cursor, LINES).await?;
    Ok((page, Offered::read(app, viewer).await?))
}

impl CustomerPage {
    fn new(
        layout: Layout,
        customer: CustomerKey,
        interactions: &[Interaction],
        services: &[Choice],
        next: Option<String>,
        zone: &TimeZone,
    ) -> Self {
        let t = layout.t;
        let before = interactions.iter().skip(1).map(|one| Some(one.occurred_at)).chain([None]);
        let lines = interactions.iter().zip(before).map(|(one, before)| line(t, one, before, services, zone));
        Self {
            crumbs: vec![Crumb::new(links::JOURNEYS, t.say("journeys-title"))],
            customer: customer.to_string(),
            lines: lines.collect(),
            said: Vec::new(),
            pager: Pager { next, ..Pager::default() },
            layout,
        }
    }
}

fn line(
    t: Translator,
    one: &Interaction,
    before: Option<Timestamp>,
    services: &[Choice],
    zone: &TimeZone,
) -> Line {
    let id = one.service.to_string();
    let name = services.iter().find(|choice| choice.value == id).map(|choice| choice.label.clone());
    let seconds = |seconds: Option<i64>| seconds.map_or_else(|| "–".to_owned(), |n| span(t, n as f64));
    let later = before.map(|before| one.occurred_at.duration_since(before).as_secs_f64());
    let query = serde_urlencoded::to_string([("activity", one.activity.as_str())]).unwrap_or_default();
    Line {
        at: one.occurred_at.to_zoned(zone.clone()).datetime(),
        later: later
            .map(|seconds| t.say("journeys-later").arg("span", span(t, seconds)).to_string())
            .unwrap_or_default(),
        activity: one.activity.clone(),
        href: format!("{}?period=all&{query}", links::JOURNEY_STEP),
        service: name.unwrap_or(id),
        channel: t.pick(&one.channel.name()).to_owned(),
        outcome: one
            .outcome
            .map_or_else(|| "–".to_owned(), |outcome| t.name("outcome", outcome.code()).to_string()),
        wait: seconds(one.wait_seconds),
        handle: seconds(one.handle_seconds),
        case: one.case.clone().unwrap_or_else(|| "–".to_owned()),
    }
}

impl Samples for CustomerPage {
    fn samples(language: Language) -> Vec<Self> {
        let key = CustomerKey(0x1234_5678_9abc_def0);
        let layout = || Layout { path: links::journey_customer(key), ..Layout::sample(language) };
        let one = |minutes: i64, activity: &str, outcome| {
            let at = Timestamp::from_second(1_772_000_000 + minutes * 60).unwrap_or_default();
            Interaction {
                id: catsup_model::id::InteractionId(minutes),
                service: catsup_model::id::ServiceId(1),
                touchpoint: None,
                channel: catsup_model::Channel::Phone,
                customer: Some(key),
                case: None,
                activity: activity.to_owned(),
                intention: None,
                outcome,
                occurred_at: at,
                received_at: at,
                wait_seconds: Some(340),
                handle_seconds: None,
                cost_cents: None,
                device: None,
                language: None,
                attributes: Default::default(),
                source: "calls".to_owned(),
                external_key: None,
            }
        };
        let outcome = catsup_model::interaction::Outcome::NotFulfilled;
        let both = [one(900, "Ask about the letter", Some(outcome)), one(0, "Apply online", None)];
        let services = [Choice::new(1, "Passport renewal")];
        let page =
            |list: &[Interaction], next| Self::new(layout(), key, list, &services, next, &TimeZone::UTC);
        let said = vec![SpokenLine::sample(true), SpokenLine::sample(false)];
        let first = Self { said, ..page(&both, Some("/desk/journeys?cursor=1-2".to_owned())) };
        vec![first, page(&both[1..], None)]
    }
}
