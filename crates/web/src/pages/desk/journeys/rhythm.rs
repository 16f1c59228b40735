//! When contacts come and where: a heat map of hours and weekdays, volumes by channel and device, waits by channel.

use askama::Template;
use axum::{extract::State, http::StatusCode};
use catsup_app::{
    App,
    journeys::{self, Rhythm, Volume, WITHIN, Waits},
};
use catsup_model::period::Days;
use jiff::civil::Weekday;

use super::{
    asked::Asked,
    figures::span,
    frame::{Frame, Offered},
};
use crate::{
    error::PageError,
    extract::{PageQuery, SignedIn},
    i18n::Translator,
    layout::{Layout, Page},
    links,
};

/// How many shades the heat map has beside none.
const SHADES: u64 = 5;

/// The page of hours and channels.
#[derive(Debug, Template)]
#[template(path = "pages/desk/journeys/rhythm.html")]
pub(crate) struct RhythmPage {
    layout: Layout,
    frame: Frame,
    extent: Option<Days>,
    content: Option<Content>,
}

#[derive(Debug)]
struct Content {
    contacts: u64,
    period: String,
    summary: String,
    days: Vec<String>,
    /// Each hour with a cell for each day.
    hours: Vec<(String, Vec<Cell>)>,
    volumes: Vec<(String, String, String, String)>,
    /// How long “within” means, for the heads of columns.
    within: Vec<String>,
    waits: Vec<WaitRow>,
    smallest: u64,
}

/// One hour of a weekday.
#[derive(Debug)]
struct Cell {
    words: String,
    shade: u64,
}

/// The waits of one channel.
#[derive(Debug)]
struct WaitRow {
    channel: String,
    people: String,
    known: String,
    median: String,
    p90: String,
    /// Each share and its interval.
    within: Vec<(String, String)>,
}

/// `GET /desk/journeys/rhythm`
pub(crate) async fn rhythm(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<RhythmPage>, PageError> {
    let asked = Asked::read(pairs, app.today());
    let offered = Offered::read(&app, &identity.viewer).await?;
    if !asked.form.is_valid() {
        let page = RhythmPage::new(layout, asked, offered, None);
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    let rhythm = journeys::rhythm(&app, &identity.viewer, &asked.query).await?;
    Ok(Page::new(RhythmPage::new(layout, asked, offered, Some(&rhythm))))
}

impl RhythmPage {
    pub(super) fn new(layout: Layout, asked: Asked, offered: Offered, rhythm: Option<&Rhythm>) -> Self {
        let t = layout.t;
        let frame = Frame::new(t, asked, offered, links::JOURNEY_RHYTHM);
        let content = rhythm.map(|rhythm| Content::of(t, &frame, rhythm));
        Self { layout, frame, extent: rhythm.and_then(|rhythm| rhythm.extent), content }
    }
}

impl Content {
    fn of(t: Translator, frame: &Frame, rhythm: &Rhythm) -> Self {
        let most = rhythm.hours.iter().flatten().flatten().max().copied().unwrap_or(0).max(1);
        let cell = |count: &Option<u64>| match count {
            Some(count) => Cell { words: t.number(*count), shade: (count * SHADES).div_ceil(most) },
            None => Cell {
                words: t.say("journeys-less").arg("smallest", rhythm.smallest_cell).to_string(),
                shade: 0,
            },
        };
        let hour = |hour: usize| {
            let name = t.say("journeys-hour").arg("hour", format!("{hour:02}")).to_string();
            (name, rhythm.hours.iter().map(|day| cell(&day[hour])).collect())
        };
        let whole = rhythm.contacts.max(1) as f64;
        let volume = |one: &Volume| {
            let channel = t.channel(&one.channel);
            let device = one.device.as_deref().map_or_else(|| "–".to_owned(), |device| t.device(device));
            let few = || t.say("journeys-fewer").arg("smallest", rhythm.smallest_cell).to_string();
            let count = one.contacts.map_or_else(few, |count| t.number(count));
            let share =
                one.contacts.map_or_else(|| "–".to_owned(), |count| t.percent(count as f64 / whole, 1));
            (channel, device, count, share)
        };
        Self {
            contacts: rhythm.contacts,
            period: frame.period(t, frame.asked.query.days.as_ref()),
            summary: summary(t, rhythm),
            days: (0..7).map(|place| weekday(t, place)).collect(),
            hours: (0..24).map(hour).collect(),
            volumes: rhythm.volumes.iter().map(volume).collect(),
            within: WITHIN.map(|seconds| span(t, seconds as f64)).into(),
            waits: rhythm.waits.iter().map(|waits| WaitRow::of(t, waits, rhythm.smallest_cell)).collect(),
            smallest: rhythm.smallest_cell,
        }
    }
}

impl WaitRow {
    fn of(t: Translator, waits: &Waits, smallest: u64) -> Self {
        let few = || t.say("journeys-less").arg("smallest", smallest).to_string();
        let count = |count: Option<u64>| count.map_or_else(few, |count| t.number(count));
        let figures = waits.figures.as_ref();
        let time = |seconds: Option<i64>| seconds.map_or_else(|| "–".to_owned(), |wait| span(t, wait as f64));
        let within = |place: usize| match figures.and_then(|figures| figures.within.get(place)) {
            None => ("–".to_owned(), String::new()),
            Some(share) => {
                let interval = t
                    .say("journeys-wait-interval")
                    .arg("low", t.percent(share.interval.low, 1))
                    .arg("high", t.percent(share.interval.high, 1));
                (t.percent(share.share, 1), interval.to_string())
            }
        };
        Self {
            channel: t.channel(&waits.channel),
            people: count(waits.people),
            known: count(waits.known),
            median: time(figures.map(|figures| figures.median)),
            p90: time(figures.map(|figures| figures.p90)),
            within: (0..WITHIN.len()).map(within).collect(),
        }
    }
}

/// The name of a weekday by its place, Monday first.
fn weekday(t: Translator, place: usize) -> String {
    t.weekday(Weekday::Monday.wrapping_add(place as i64)).to_string()
}

/// The busiest hour and the busiest day.
fn summary(t: Translator, rhythm: &Rhythm) -> String {
    let day = |place| weekday(t, place);
    let hours = rhythm.hours.iter().enumerate();
    let cells =
        hours.flat_map(|(day, hours)| hours.iter().enumerate().map(move |(hour, count)| (*count, day, hour)));
    let busiest = cells
        .filter_map(|(count, day, hour)| Some((count?, day, hour)))
        .max_by_key(|(count, day, hour)| (*count, std::cmp::Reverse((*day, *hour))));
    let sums = rhythm.hours.iter().map(|hours| hours.iter().flatten().sum::<u64>()).enumerate();
    let busy_day = sums.max_by_key(|(place, sum)| (*sum, std::cmp::Reverse(*place)));
    match (busiest, busy_day) {
        (Some((count, at, hour)), Some((place, sum))) if count > 0 => t
            .say("journeys-rhythm-summary")
            .arg("weekday", day(at))
            .arg("hour", format!("{hour:02}"))
            .arg("n", count)
            .arg("day", day(place))
            .arg("sum", sum)
            .to_string(),
        _ => t.say("chart-no-data").to_string(),
    }
}
