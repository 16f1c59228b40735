//! The ways whole journeys take, with how many of all they cover.

use askama::Template;
use axum::{extract::State, http::StatusCode};
use catsup_app::{
    App,
    journeys::{self, Trail, Trails},
};
use catsup_model::period::Days;

use super::{
    asked::Asked,
    figures::span,
    frame::{Frame, Offered},
};
use crate::{
    components::AlertKind,
    error::PageError,
    extract::{PageQuery, SignedIn},
    i18n::Translator,
    layout::{Layout, Page},
    links,
};

/// The page of variants.
#[derive(Debug, Template)]
#[template(path = "pages/desk/journeys/variants.html")]
pub(crate) struct VariantsPage {
    layout: Layout,
    frame: Frame,
    extent: Option<Days>,
    content: Option<Content>,
    exports: [(&'static str, String); 3],
}

#[derive(Debug)]
struct Content {
    scope: String,
    period: String,
    journeys: u64,
    variants: u64,
    for_most: u64,
    rows: Vec<Row>,
    rare: u64,
    rare_journeys: u64,
    smallest: u64,
}

#[derive(Debug)]
struct Row {
    /// Each step with its address.
    path: Vec<(String, String)>,
    journeys: u64,
    people: u64,
    share: String,
    coverage: String,
    median: String,
    p90: String,
}

/// `GET /desk/journeys/variants`
pub(crate) async fn variants(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<VariantsPage>, PageError> {
    let asked = Asked::read(pairs, app.today());
    let offered = Offered::read(&app, &identity.viewer).await?;
    if !asked.form.is_valid() {
        let page = VariantsPage::new(layout, asked, offered, None);
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    let trails = journeys::trails(&app, &identity.viewer, &asked.query).await?;
    Ok(Page::new(VariantsPage::new(layout, asked, offered, Some(&trails))))
}

impl VariantsPage {
    pub(super) fn new(layout: Layout, asked: Asked, offered: Offered, trails: Option<&Trails>) -> Self {
        let t = layout.t;
        let exports = [
            ("CSV", asked.file(links::JOURNEY_VARIANTS_CSV)),
            ("XLSX", asked.file(links::JOURNEY_VARIANTS_XLSX)),
            ("JSON", asked.file(links::JOURNEY_VARIANTS_JSON)),
        ];
        let frame = Frame::new(t, asked, offered, links::JOURNEY_VARIANTS);
        let content = trails.map(|trails| Content {
            scope: trails.scope.clone(),
            period: frame.period(t, trails.days.as_ref()),
            journeys: trails.journeys,
            variants: trails.variants,
            for_most: trails.for_most,
            rows: trails.list.iter().map(|trail| Row::of(t, &frame.asked, trail)).collect(),
            rare: trails.rare,
            rare_journeys: trails.rare_journeys,
            smallest: trails.smallest_cell,
        });
        Self { layout, frame, extent: trails.and_then(|trails| trails.extent), content, exports }
    }
}

impl Row {
    fn of(t: Translator, asked: &Asked, trail: &Trail) -> Self {
        let step = |name: &String| (name.clone(), asked.on(links::JOURNEY_STEP, &[("activity", name)]));
        Self {
            path: trail.path.iter().map(step).collect(),
            journeys: trail.journeys,
            people: trail.people,
            share: t.percent(trail.share, 1),
            coverage: t.percent(trail.coverage, 1),
            median: span(t, trail.duration.median),
            p90: span(t, trail.duration.p90),
        }
    }
}
