//! A funnel over chosen steps, and where journeys end.

use askama::Template;
use axum::{extract::State, http::StatusCode};
use catsup_app::{
    App,
    journeys::{self, Funnel, Stage},
    scorecards::Share,
};
use catsup_model::period::Days;

use super::{
    asked::Asked,
    figures::span,
    frame::{Frame, Offered},
};
use crate::{
    charts::{Estimate, IntervalDots, IntervalRow, Range, Reading, Unit},
    components::{AlertKind, Choice},
    error::PageError,
    extract::{PageQuery, SignedIn},
    i18n::Translator,
    layout::{Layout, Page},
    links,
};

/// The most steps of a funnel.
const MOST_STEPS: usize = 6;

/// The page of the funnel.
#[derive(Debug, Template)]
#[template(path = "pages/desk/journeys/funnel.html")]
pub(crate) struct FunnelPage {
    layout: Layout,
    frame: Frame,
    extent: Option<Days>,
    content: Option<Content>,
}

#[derive(Debug)]
struct Content {
    scope: String,
    period: String,
    journeys: u64,
    /// One choice of a step after the other: what may be chosen, and what is.
    choices: Vec<(Vec<Choice>, String)>,
    chart: Option<IntervalDots>,
    rows: Vec<Row>,
    ends: Vec<(String, String, u64, String)>,
    smallest: u64,
}

#[derive(Debug)]
struct Row {
    step: String,
    reached: String,
    of_all: String,
    of_previous: String,
    dropped: String,
    median: String,
}

/// `GET /desk/journeys/funnel`
pub(crate) async fn funnel(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<FunnelPage>, PageError> {
    let asked = Asked::read(pairs, app.today());
    let offered = Offered::read(&app, &identity.viewer).await?;
    if !asked.form.is_valid() {
        let page = FunnelPage::new(layout, asked, offered, None);
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    let mut steps = asked.all("step");
    steps.truncate(MOST_STEPS);
    let funnel = journeys::drop_offs(&app, &identity.viewer, &asked.query, &steps).await?;
    Ok(Page::new(FunnelPage::new(layout, asked, offered, Some(&funnel))))
}

impl FunnelPage {
    pub(super) fn new(layout: Layout, asked: Asked, offered: Offered, funnel: Option<&Funnel>) -> Self {
        let t = layout.t;
        let frame = Frame::new(t, asked, offered, links::JOURNEY_FUNNEL);
        let content = funnel.map(|funnel| Content::of(t, &frame, funnel));
        Self { layout, frame, extent: funnel.and_then(|funnel| funnel.extent), content }
    }
}

impl Content {
    fn of(t: Translator, frame: &Frame, funnel: &Funnel) -> Self {
        let offered = || {
            let none = Choice::new("", t.say("journeys-funnel-none"));
            let all = funnel.activities.iter().map(|name| Choice::new(name, name));
            std::iter::once(none).chain(all).collect::<Vec<_>>()
        };
        let chosen = funnel.steps.iter().map(|step| step.activity.clone());
        let places = (funnel.steps.len() + 1).clamp(3, MOST_STEPS);
        let chosen = chosen.chain(std::iter::repeat(String::new())).take(places);
        let reading = |stage: &Stage| match (stage.of_all, stage.reached) {
            (Some(share), Some(_)) => Reading::Known(Estimate {
                value: share.share,
                low: share.low,
                high: share.high,
                n: funnel.journeys,
            }),
            _ => Reading::TooFew { smallest: funnel.smallest_cell },
        };
        let rows = funnel.steps.iter().map(|stage| IntervalRow {
            label: stage.activity.clone(),
            reading: reading(stage),
            note: String::new(),
        });
        let chart = (!funnel.steps.is_empty()).then(|| IntervalDots {
            title: String::new(),
            unit: Unit::Share,
            range: Range::Whole,
            rows: rows.collect(),
            reference: None,
        });
        let end = |end: &journeys::End| {
            let href = frame.asked.on(links::JOURNEY_STEP, &[("activity", &end.activity)]);
            (end.activity.clone(), href, end.journeys, share(t, Some(&end.share)))
        };
        Self {
            scope: funnel.scope.clone(),
            period: frame.period(t, funnel.days.as_ref()),
            journeys: funnel.journeys,
            choices: chosen.map(|chosen| (offered(), chosen)).collect(),
            chart,
            rows: funnel.steps.iter().map(|stage| row(t, stage, funnel.smallest_cell)).collect(),
            ends: funnel.ends.iter().map(end).collect(),
            smallest: funnel.smallest_cell,
        }
    }
}

fn row(t: Translator, stage: &Stage, smallest: u64) -> Row {
    let few = || t.say("journeys-fewer").arg("smallest", smallest).to_string();
    let count = |count: Option<u64>| count.map_or_else(few, |count| t.number(count));
    Row {
        step: stage.activity.clone(),
        reached: count(stage.reached),
        of_all: share(t, stage.of_all.as_ref()),
        of_previous: share(t, stage.of_previous.as_ref()),
        dropped: count(stage.dropped),
        median: stage.time.map_or_else(|| "–".to_owned(), |time| span(t, time.median)),
    }
}

fn share(t: Translator, share: Option<&Share>) -> String {
    share.map_or_else(
        || "–".to_owned(),
        |share| {
            let percent = |part: f64| t.percent(part, 1);
            t.say("dots-value")
                .arg("value", percent(share.share))
                .arg("low", percent(share.low))
                .arg("high", percent(share.high))
                .to_string()
        },
    )
}
