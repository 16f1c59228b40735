//! One step of the observed journeys: its people, what comes before and after, and what is said of it.

use askama::Template;
use axum::{extract::State, http::StatusCode};
use catsup_app::{
    App,
    journeys::{self, DurationSummary, KnownStep, Neighbour, StepStory},
    scorecards::GroupFigure,
};
use catsup_model::{Permission, Viewer, interaction::CustomerKey};
use jiff::{Timestamp, tz::TimeZone};

use super::{
    asked::Asked,
    figures::{opinion_whole, rate, span},
    frame::{Frame, Offered},
    next::{self, NextRow},
    spoken::SpokenLine,
};
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn},
    i18n::Translator,
    layout::{Layout, Page},
    links,
};

/// The window of what people come back for, in days.
const NEXT_DAYS: u16 = 7;

/// The page of a step.
#[derive(Debug, Template)]
#[template(path = "pages/desk/journeys/step.html")]
pub(crate) struct StepPage {
    layout: Layout,
    frame: Frame,
    crumbs: Vec<Crumb>,
    activity: String,
    /// Scope and period.
    scope: String,
    content: Option<Content>,
    /// What people come back for within a week.
    pub(super) next: Vec<NextRow>,
    /// Comments about it, the newest first.
    pub(super) spoken: Vec<SpokenLine>,
    smallest: u64,
}

#[derive(Debug)]
struct Content {
    facts: Vec<(String, String)>,
    before: Vec<Row>,
    after: Vec<Row>,
    channels: Vec<(String, u64, String)>,
    outcomes: Vec<(String, u64, String)>,
    /// What people say of the step.
    opinions: Vec<(String, String)>,
    /// How many responses are joined to it by customer; `None` for too few to say.
    joined: Option<usize>,
    places: Vec<PlaceView>,
    /// Address and pseudonym of people who did it last, and when.
    customers: Vec<(String, String, String)>,
}

/// A neighbour of the step.
#[derive(Debug)]
struct Row {
    name: String,
    href: Option<String>,
    count: u64,
    people: u64,
    share: String,
    median: String,
}

/// A touchpoint with what people say there.
#[derive(Debug)]
struct PlaceView {
    name: String,
    contacts: u64,
    measures: Vec<(String, String)>,
    /// Where its responses are read, for who may.
    responses: Option<String>,
}

/// `GET /desk/journeys/step?activity=…`
pub(crate) async fn step(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<StepPage>, PageError> {
    let asked = Asked::read(pairs, app.today());
    let offered = Offered::read(&app, &identity.viewer).await?;
    let activity = asked.form.value("activity").to_owned();
    if !asked.form.is_valid() {
        let page = StepPage::new(layout, asked, offered, None, &identity.viewer, &app.settings().zone);
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    let story = journeys::step(&app, &identity.viewer, &asked.query, &activity).await?;
    let found = journeys::next(&app, &identity.viewer, &asked.query, NEXT_DAYS).await?;
    let next = next::after(layout.t, &asked, &found, &story.activity);
    let zone = &app.settings().zone;
    let spoken = match &story.known {
        Some(known) => journeys::spoken(&app, &identity.viewer, &asked.query, known).await?,
        None => Vec::new(),
    };
    let spoken = spoken.iter().map(|one| SpokenLine::of(layout.t, one, zone)).collect();
    let page = StepPage::new(layout, asked, offered, Some(&story), &identity.viewer, zone);
    Ok(Page::new(StepPage { next, spoken, ..page }))
}

impl StepPage {
    pub(super) fn new(
        layout: Layout,
        asked: Asked,
        offered: Offered,
        story: Option<&StepStory>,
        viewer: &Viewer,
        zone: &TimeZone,
    ) -> Self {
        let t = layout.t;
        let frame = Frame::new(t, asked, offered, links::JOURNEY_STEP);
        let period = frame.period(t, frame.asked.query.days.as_ref());
        let reads = viewer.may(Permission::ReadResponses);
        let known = story.and_then(|story| Some((story.known.as_ref()?, story.smallest_cell)));
        Self {
            crumbs: frame.crumbs.clone(),
            activity: frame.asked.form.value("activity").to_owned(),
            scope: story.map_or_else(String::new, |story| format!("{} · {period}", story.scope)),
            content: known
                .map(|(known, smallest)| Content::of(t, &frame.asked, known, smallest, reads, zone)),
            next: Vec::new(),
            spoken: Vec::new(),
            smallest: story.map_or(0, |story| story.smallest_cell),
            layout,
            frame,
        }
    }
}

impl Content {
    fn of(
        t: Translator,
        asked: &Asked,
        known: &KnownStep,
        smallest: u64,
        reads: bool,
        zone: &TimeZone,
    ) -> Self {
        let fact = |key: &str, figure: String| (t.say(key).to_string(), figure);
        let of_journeys = t
            .say("journeys-of-journeys")
            .arg("n", known.journeys)
            .arg("all", known.all_journeys)
            .arg("share", t.percent(known.journeys as f64 / known.all_journeys.max(1) as f64, 0));
        let mut facts = vec![
            fact("journeys-fact-people", t.number(known.people)),
            fact("journeys-fact-contacts", t.number(known.contacts)),
            fact("journeys-fact-in", of_journeys.to_string()),
            fact("journeys-fulfilled", rate(t, known.fulfilled.as_ref())),
            fact("journeys-fact-repeated", rate(t, known.repeated.as_ref())),
        ];
        if known.cases > 0 {
            facts.push(fact("journeys-fact-cases", t.number(known.cases)));
        }
        for (key, summary) in [("journeys-fact-wait", &known.wait), ("journeys-fact-handle", &known.handle)] {
            facts.extend(summary.as_ref().map(|summary| fact(key, spread(t, summary))));
        }
        let row = |ends: &'static str| {
            move |one: &Neighbour| Row {
                name: one.activity.clone().unwrap_or_else(|| t.say(ends).to_string()),
                href: one.activity.as_ref().map(|name| asked.on(links::JOURNEY_STEP, &[("activity", name)])),
                count: one.count,
                people: one.people,
                share: t.percent(one.share, 0),
                median: one.time.map_or_else(|| "–".to_owned(), |time| span(t, time.median)),
            }
        };
        let part = |count: u64, whole: u64| t.percent(count as f64 / whole.max(1) as f64, 0);
        let channel = |(code, count): &(String, u64)| (t.channel(code), *count, part(*count, known.contacts));
        let ended: u64 = known.outcomes.iter().map(|(_, count)| count).sum();
        let outcome = |(code, count): &(String, u64)| {
            (t.name("outcome", code).to_string(), *count, part(*count, ended))
        };
        let place = |place: &journeys::Place| PlaceView {
            name: place.name.clone(),
            contacts: place.contacts,
            measures: place.opinions.iter().map(|one| measure(t, one, smallest)).collect(),
            responses: reads.then(|| format!("{}?touchpoint={}", links::RESPONSES, place.touchpoint)),
        };
        let customer = |(key, at): &(CustomerKey, i64)| {
            let at = Timestamp::from_microsecond(*at).unwrap_or_default().to_zoned(zone.clone());
            (links::journey_customer(key), key.to_string(), t.date_time(at.datetime()).to_string())
        };
        Self {
            facts,
            before: known.before.iter().map(row("flow-start")).collect(),
            after: known.after.iter().map(row("flow-end")).collect(),
            channels: known.channels.iter().map(channel).collect(),
            outcomes: known.outcomes.iter().map(outcome).collect(),
            opinions: known.opinions.iter().map(|one| measure(t, one, smallest)).collect(),
            joined: Some(known.responses.len()).filter(|n| *n as u64 >= smallest.max(1)),
            places: known.places.iter().map(place).collect(),
            customers: known.customers.iter().map(customer).collect(),
        }
    }
}

fn measure(t: Translator, one: &GroupFigure, smallest: u64) -> (String, String) {
    (t.name("measure", one.measure.code()).to_string(), opinion_whole(t, &one.figure, smallest))
}

fn spread(t: Translator, summary: &DurationSummary) -> String {
    t.say("journeys-spread")
        .arg("median", span(t, summary.median))
        .arg("p90", span(t, summary.p90))
        .arg("n", summary.n)
        .to_string()
}
