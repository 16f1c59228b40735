//! Questions about channels: what follows on which, how often one contact is enough, what it costs, what gets lost.

use askama::Template;
use axum::{extract::State, http::StatusCode};
use catsup_app::{
    App,
    journeys::{self, ChannelAnswers, ChannelOptions, NextContacts},
};
use catsup_model::{Language, period::Days};
use jiff::civil::date;

use super::{
    asked::Asked,
    figures::{share, span},
    frame::{Frame, Offered},
    next::{NextRow, striking},
};
use crate::{
    error::PageError,
    extract::{PageQuery, SignedIn},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// The windows of what follows, in days.
const WINDOWS: [u32; 3] = [1, 3, 7];
const DAY: f64 = 86_400.0;

/// The page of channels.
#[derive(Debug, Template)]
#[template(path = "pages/desk/journeys/channels.html")]
pub(crate) struct ChannelsPage {
    layout: Layout,
    frame: Frame,
    extent: Option<Days>,
    content: Option<Content>,
}

#[derive(Debug, Clone)]
struct Content {
    contacts: u64,
    period: String,
    facts: Vec<(String, String)>,
    /// Earlier channel, later channel, and what is told for 1, 3 and 7 days.
    follows: Vec<FollowRow>,
    /// Channel, first-contact resolution, repeat contacts.
    resolution: Vec<(String, String, String)>,
    /// Reason, next, probability, lift, delay, whether it is more than chance.
    next: Vec<NextRow>,
    costs: Vec<(String, String, String)>,
    paths: Vec<(String, String, String)>,
    hand_overs: Vec<(String, String, String, String, String)>,
    lost: Vec<(String, String)>,
}

/// `GET /desk/journeys/channels`
pub(crate) async fn channels(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<ChannelsPage>, PageError> {
    let asked = Asked::read(pairs, app.today());
    let viewer = &identity.viewer;
    let offered = Offered::read(&app, viewer).await?;
    if !asked.form.is_valid() {
        let page = ChannelsPage::new(layout, asked, offered, None, None);
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    let options = ChannelOptions::default();
    let answers = journeys::channels(&app, viewer, &asked.query, options).await?;
    let next = journeys::next(&app, viewer, &asked.query, options.window_days).await?;
    let extent = journeys::observed(&app, viewer, &asked.query).await?.extent;
    Ok(Page::new(ChannelsPage::new(layout, asked, offered, Some((&answers, &next)), extent)))
}

impl ChannelsPage {
    pub(super) fn new(
        layout: Layout,
        asked: Asked,
        offered: Offered,
        answers: Option<(&ChannelAnswers, &NextContacts)>,
        extent: Option<Days>,
    ) -> Self {
        let t = layout.t;
        let frame = Frame::new(t, asked, offered, links::JOURNEY_CHANNELS);
        let content = answers.map(|(answers, next)| Content::of(t, &frame, answers, next));
        Self { layout, frame, extent, content }
    }
}

/// A proportion that may be missing. A macro, since its type belongs to a crate that pages do not name.
macro_rules! proportion {
    ($t:expr, $proportion:expr) => {
        $proportion.as_ref().map_or_else(
            || "–".to_owned(),
            |one| share($t, one.share, (one.interval.low, one.interval.high), one.n),
        )
    };
}

/// Hundredths of the currency as an amount.
fn amount(t: Translator, cents: f64) -> String {
    t.decimal(cents / 100.0, 2)
}

impl Content {
    fn of(t: Translator, frame: &Frame, answers: &ChannelAnswers, next: &NextContacts) -> Self {
        let fact = |key: &str, figure: String| (t.say(key).to_string(), figure);
        let overall = &answers.resolution.overall;
        let mut facts = vec![
            fact("journeys-contacts", t.number(answers.contacts)),
            fact("journeys-first-contact", proportion!(t, overall.first_contact_resolution)),
            fact("journeys-repeat", proportion!(t, overall.repeat_contact)),
        ];
        if let Some(contained) = &answers.containment {
            facts.push(fact("journeys-contained", proportion!(t, contained.contained)));
            facts.push(fact("journeys-deflected", proportion!(t, contained.deflected)));
        }
        if let Some(each) = &answers.cost.per_case {
            let words = t
                .say("journeys-cost-spread")
                .arg("mean", amount(t, each.mean))
                .arg("median", amount(t, each.median))
                .arg("n", answers.cost.cases);
            facts.push(fact("journeys-cost-each", words.to_string()));
        }
        let resolution = answers.resolution.by_channel.iter().map(|line| {
            let name = line.name.as_deref().map_or_else(|| "–".to_owned(), |code| t.channel(code));
            (name, proportion!(t, line.first_contact_resolution), proportion!(t, line.repeat_contact))
        });
        let costs = answers.cost.channels.iter().map(|line| {
            let name = line.channel.as_deref().map_or_else(|| "–".to_owned(), |code| t.channel(code));
            (name, t.number(line.contacts), amount(t, line.mean))
        });
        let paths = answers.cost.paths.iter().take(15);
        let paths = paths.map(|line| (line.path.join(" → "), t.number(line.cases), amount(t, line.mean)));
        let hand_overs = answers.hand_overs.pairs.iter().map(|pair| {
            let back = t.percent(pair.returned as f64 / pair.cases.max(1) as f64, 0);
            let wait = t
                .say("journeys-spread")
                .arg("median", span(t, pair.wait.median))
                .arg("p90", span(t, pair.wait.p90))
                .arg("n", pair.wait.n);
            (pair.from.clone(), pair.to.clone(), t.number(pair.count), wait.to_string(), back)
        });
        let lost = answers.hand_overs.departures.iter().filter(|from| from.lost.is_some());
        Self {
            contacts: answers.contacts,
            period: frame.period(t, frame.asked.query.days.as_ref()),
            facts,
            follows: follows(t, answers),
            resolution: resolution.collect(),
            next: striking(t, &frame.asked, next),
            costs: costs.collect(),
            paths: paths.collect(),
            hand_overs: hand_overs.collect(),
            lost: lost.map(|from| (from.from.clone(), proportion!(t, from.lost))).collect(),
        }
    }
}

/// Two channels, and for each window the share with its interval, and base and lift.
type FollowRow = (String, String, Vec<(String, String)>);

/// A row for each pair of channels, with a cell for each window.
fn follows(t: Translator, answers: &ChannelAnswers) -> Vec<FollowRow> {
    let pairs = &answers.follows.pairs;
    let mut keys: Vec<(&str, &str)> =
        pairs.iter().map(|pair| (pair.from.as_str(), pair.to.as_str())).collect();
    keys.sort_unstable();
    keys.dedup();
    let cell = |from: &str, to: &str, days: u32| {
        let window = f64::from(days) * DAY;
        let pair = pairs
            .iter()
            .find(|pair| pair.from == from && pair.to == to && (pair.window_seconds - window).abs() < 1.0);
        pair.map_or_else(
            || ("–".to_owned(), String::new()),
            |pair| {
                let one = &pair.probability;
                let beside = t
                    .say("journeys-follow")
                    .arg("n", one.n)
                    .arg("base", t.percent(pair.base, 1))
                    .arg("lift", t.decimal(pair.lift, 2));
                let share = t
                    .say("journeys-between")
                    .arg("value", t.percent(one.share, 1))
                    .arg("low", t.percent(one.interval.low, 1))
                    .arg("high", t.percent(one.interval.high, 1));
                (share.to_string(), beside.to_string())
            },
        )
    };
    let row = |(from, to): &(&str, &str)| {
        let cells = WINDOWS.map(|days| cell(from, to, days)).into();
        (t.channel(from), t.channel(to), cells)
    };
    // A pair of which no window has enough people says nothing.
    let told = |row: &FollowRow| row.2.iter().any(|(share, _)| share != "–");
    keys.iter().map(row).filter(told).collect()
}

impl Samples for ChannelsPage {
    fn samples(language: Language) -> Vec<Self> {
        let t = Translator::new(language);
        let words = |text: &str| text.to_owned();
        let rate = || share(t, 0.412, (0.391, 0.433), 2_104);
        let content = Content {
            contacts: 21_480,
            period: words("2026"),
            facts: vec![(words("Settled"), rate()), (words("Repeated"), rate())],
            follows: vec![(
                words("Website"),
                words("Phone"),
                vec![(rate(), words("n 900, base 2.4%, lift 2.09")), (words("–"), String::new())],
            )],
            resolution: vec![(words("Phone"), rate(), words("–"))],
            next: vec![NextRow::sample(t)],
            costs: vec![(words("Phone"), words("4,000"), words("12.40"))],
            paths: vec![(words("Apply online → Call for help"), words("900"), words("31.00"))],
            hand_overs: vec![(
                words("Benefits"),
                words("Revenue"),
                words("310"),
                words("4 days"),
                words("62%"),
            )],
            lost: vec![(words("Benefits"), rate())],
        };
        let bare = Content {
            contacts: 12,
            period: words("2026"),
            facts: Vec::new(),
            follows: Vec::new(),
            resolution: Vec::new(),
            next: Vec::new(),
            costs: Vec::new(),
            paths: Vec::new(),
            hand_overs: Vec::new(),
            lost: Vec::new(),
        };
        let none = Content { contacts: 0, ..bare.clone() };
        let page = |query: &str, content: Option<Content>| {
            let asked = Asked::read(serde_urlencoded::from_str(query).unwrap_or_default(), date(2026, 3, 10));
            let page = Self::new(Layout::sample(language), asked, Offered::default(), None, None);
            Self { content, ..page }
        };
        vec![
            page("", Some(content)),
            page("", Some(bare)),
            page("", Some(none)),
            page("channel=pigeon", None),
        ]
    }
}
