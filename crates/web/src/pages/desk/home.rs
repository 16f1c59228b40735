//! The front page of staff: each role sees first what it comes for, and everybody only what they may.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    cases::{CaseCounts, QueueView},
    home::{self, Attention, Home, Installation, Reason, ShownComment},
    scorecards::{Figure, Group, Scorecard},
};
use catsup_model::{Language, Measure, Role, Scale, period::FiscalYearStart};
use jiff::tz::TimeZone;

use super::scorecard::{Naming, moved, names, reading, unit};
use crate::{
    charts::{IntervalDots, IntervalRow, Range, Sparkline},
    components::Tile,
    error::PageError,
    extract::SignedIn,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// The front page of staff.
#[derive(Debug, Template)]
#[template(path = "pages/desk/home/show.html")]
pub(crate) struct HomePage {
    layout: Layout,
    parts: Vec<Part>,
    /// The quarter in words.
    quarter: String,
    tiles: Vec<Tile>,
    answered: Option<(i64, Option<i64>)>,
    services: Vec<IntervalDots>,
    movers: Vec<MoverRow>,
    home: Home,
    zone: TimeZone,
}

/// A part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Installation,
    Attention,
    Cases,
    Movers,
    Overview,
    Services,
    Newest,
    Voice,
}

/// A measure of a service that moved.
#[derive(Debug)]
struct MoverRow {
    href: String,
    service: String,
    measure: String,
    change: String,
}

/// `GET /desk`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<HomePage>, PageError> {
    let home = home::read(&app, &identity.viewer).await?;
    let settings = app.settings();
    Ok(Page::new(HomePage::new(layout, identity.role, home, settings.fiscal_year, settings.zone.clone())))
}

/// What each role comes for, first things first.
fn order(role: Option<Role>) -> Vec<Part> {
    use Part::{Attention, Cases, Installation, Movers, Newest, Overview, Services, Voice};
    match role {
        Some(Role::Administrator) => vec![Installation, Attention, Cases, Overview, Services, Movers, Voice],
        Some(Role::CxLead) => vec![Overview, Cases, Attention, Movers, Services, Voice],
        Some(Role::ServiceOwner) => vec![Overview, Cases, Services, Movers, Attention, Voice],
        Some(Role::Agent) => vec![Cases, Newest, Voice, Overview, Services],
        Some(Role::Viewer) | None => vec![Overview, Services, Movers],
    }
}

impl HomePage {
    fn new(layout: Layout, role: Option<Role>, home: Home, fiscal: FiscalYearStart, zone: TimeZone) -> Self {
        let t = layout.t;
        let headlines = home.overview.as_ref().map(headlines).unwrap_or_default();
        let scorecard = home.overview.as_ref();
        let names = scorecard.map(|one| names(t, &one.measures, Naming::WithScale)).unwrap_or_default();
        let tiles = scorecard.map(|one| headlines.iter().map(|place| tile(one, &names, *place)).collect());
        let services = scorecard
            .map(|one| headlines.iter().filter_map(|place| ranked(t, one, &names, *place)).collect());
        let movers = home.movers.iter().map(|mover| {
            let written = unit(mover.scale).signed(&t, mover.change.difference);
            let key =
                if mover.change.difference < 0.0 { "scorecard-change-fall" } else { "scorecard-change-rise" };
            MoverRow {
                href: format!("{}&measure={}", links::scorecard_of_service(mover.service), mover.measure),
                service: mover.name.clone(),
                measure: t.name("measure", mover.measure.code()).to_string(),
                change: t.say(key).arg("change", written).to_string(),
            }
        });
        let quarter = home.quarter.map(|days| fiscal.quarter_of(days.first));
        Self {
            parts: order(role),
            quarter: quarter
                .map(|quarter| t.fiscal_quarter(&quarter, fiscal).to_string())
                .unwrap_or_default(),
            tiles: tiles.unwrap_or_default(),
            answered: scorecard.and_then(|one| Some((one.answered?, one.answered_before))),
            services: services.unwrap_or_default(),
            movers: movers.collect(),
            zone,
            home,
            layout,
        }
    }

    /// The piles of the queue that press, with how many lie on each and how that looks.
    fn piles(counts: &CaseCounts) -> [(&'static str, i64, &'static str); 5] {
        let pressing = |view: QueueView, n: i64| (view.code(), n, if n > 0 { "error" } else { "" });
        [
            pressing(QueueView::Urgent, counts.urgent),
            pressing(QueueView::Overdue, counts.overdue),
            (QueueView::Mine.code(), counts.mine, ""),
            (QueueView::Unassigned.code(), counts.unassigned, ""),
            (QueueView::Open.code(), counts.open, ""),
        ]
    }

    fn reason(&self, reason: &Reason) -> String {
        let t = self.layout.t;
        match reason {
            Reason::Expired(day) => t.say("home-reason-expired").arg("day", t.date(day)).to_string(),
            Reason::Expiring(day) => t.say("home-reason-expiring").arg("day", t.date(day)).to_string(),
            Reason::Silent => t.say("home-reason-silent").to_string(),
            Reason::Draft => t.say("home-reason-draft").to_string(),
        }
    }

    fn kind(reason: &Reason) -> &'static str {
        match reason {
            Reason::Expired(_) => "error",
            Reason::Expiring(_) | Reason::Silent => "warning",
            Reason::Draft => "",
        }
    }

    fn channel(&self, comment: &ShownComment) -> String {
        self.layout.t.pick(&comment.channel.name()).to_owned()
    }

    fn day(&self, at: &jiff::Timestamp) -> String {
        self.layout.t.date(at.to_zoned(self.zone.clone()).date()).to_string()
    }
}

/// Places of the series that stand for trust and satisfaction: of each measure and scale the one most people answered.
fn headlines(scorecard: &Scorecard) -> Vec<usize> {
    let mut seen: Vec<(Measure, Scale)> = Vec::new();
    let mut places = Vec::new();
    for (place, series) in scorecard.measures.iter().enumerate() {
        let headline = matches!(series.measure, Measure::Trust | Measure::Satisfaction);
        if headline && !seen.contains(&(series.measure, series.scale)) {
            seen.push((series.measure, series.scale));
            places.push(place);
        }
    }
    places
}

fn tile(scorecard: &Scorecard, names: &[String], place: usize) -> Tile {
    let series = &scorecard.measures[place];
    let label = names[place].clone();
    let value = |figure: &Figure| figure.shown().map(|summary| summary.headline(series.scale).0);
    let values: Vec<Option<f64>> = series.trend.iter().map(|point| value(&point.figure)).collect();
    Tile {
        href: format!("{}?measure={}", links::SCORECARD, series.code()),
        unit: unit(series.scale),
        reading: reading(series.scale, &series.figure, scorecard.smallest_cell),
        change: series.change.as_ref().map(moved),
        goal: None,
        sparkline: Some(Sparkline { label: label.clone(), unit: unit(series.scale), values }),
        label,
    }
}

/// Services by one series, the highest first; those that do not ask it are left out.
fn ranked(t: Translator, scorecard: &Scorecard, names: &[String], place: usize) -> Option<IntervalDots> {
    let series = scorecard.measures.get(place)?;
    let read = |group: &Group| {
        let figure = group.figures.get(place)?;
        let differs = figure.difference.as_ref().is_some_and(catsup_app::scorecards::Change::is_significant);
        let note = if differs { t.say("scorecard-differs").to_string() } else { String::new() };
        let shown = figure.figure != Figure::Nothing;
        shown.then(|| IntervalRow {
            label: group.label.clone(),
            reading: reading(series.scale, &figure.figure, scorecard.smallest_cell),
            note,
        })
    };
    let mut rows: Vec<IntervalRow> = scorecard.groups.iter().filter_map(read).collect();
    let value = |row: &IntervalRow| row.reading.estimate().map_or(f64::MIN, |estimate| estimate.value);
    rows.sort_by(|one, other| value(other).total_cmp(&value(one)));
    (!rows.is_empty()).then(|| IntervalDots {
        title: names[place].clone(),
        unit: unit(series.scale),
        range: Range::Near,
        rows,
        reference: series.figure.shown().map(|summary| summary.headline(series.scale).0),
    })
}

impl Samples for HomePage {
    fn samples(language: Language) -> Vec<Self> {
        let at: jiff::Timestamp = "2026-03-09T14:00:00Z".parse().unwrap_or_default();
        let comment = ShownComment {
            response: catsup_model::id::ResponseId(1),
            service: catsup_model::id::ServiceId(1),
            service_name: "Passport renewal".to_owned(),
            channel: catsup_model::Channel::Phone,
            language: Language::En,
            occurred_at: at,
            text: "The clerk explained every step. Call me at ▒▒▒.".to_owned(),
        };
        let attention = [Reason::Expired(jiff::civil::date(2026, 2, 28)), Reason::Silent, Reason::Draft];
        let busy = Home {
            quarter: Some(super::scorecard::samples::quarter()),
            overview: Some(super::scorecard::samples::scorecard()),
            movers: super::scorecard::samples::movers(),
            attention: attention
                .map(|reason| Attention {
                    survey: catsup_model::id::SurveyId(1),
                    name: "After the visit".to_owned(),
                    service: "Passport renewal".to_owned(),
                    reason,
                })
                .into(),
            newest: vec![comment.clone()],
            voice: Some(comment),
            cases: Some(CaseCounts {
                open: 120,
                overdue: 38,
                urgent: 1,
                mine: 4,
                unassigned: 41,
                ..CaseCounts::default()
            }),
            changes_to_read: 2,
            installation: Some(Installation {
                people: 12,
                first_passwords: 2,
                locked: 1,
                imports: Vec::new(),
                audit: Some((204, at)),
            }),
        };
        let page = |role, home: &Home| {
            Self::new(Layout::sample(language), role, home.clone(), FiscalYearStart::OCTOBER, TimeZone::UTC)
        };
        let mut pages: Vec<Self> = Role::ALL.iter().map(|role| page(Some(*role), &busy)).collect();
        pages.push(page(None, &Home::default()));
        pages
    }
}
