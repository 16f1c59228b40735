//! A map on one landscape sheet, whatever its size: the drawing is scaled to fit.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    journey_maps::{self, Opened},
};
use catsup_model::id::JourneyMapId;

use super::{crumbs, drawing, grid::Grid};
use crate::{
    charts::Markup,
    components::{Choice, Crumb},
    error::PageError,
    extract::{PageQuery, PathId, SignedIn},
    forms::Form,
    layout::{Layout, Page},
    pages::desk::paper,
};

/// The sheet.
#[derive(Debug, Template)]
#[template(path = "pages/desk/maps/print.html")]
pub(crate) struct PrintPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    title: String,
    form: Form,
    sizes: Vec<Choice>,
    /// `letter` or `a4`.
    size: &'static str,
    drawing: Markup,
}

/// `GET /desk/maps/{map}/print`
pub(crate) async fn print(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<JourneyMapId>,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<PrintPage>, PageError> {
    let opened = journey_maps::find(&app, &identity.viewer, id).await?;
    Ok(Page::new(PrintPage::of(layout, &opened, Form::with(pairs))))
}

impl PrintPage {
    fn of(layout: Layout, opened: &Opened, form: Form) -> Self {
        let t = layout.t;
        let grid = Grid::of(t, &opened.map, &opened.places);
        Self {
            crumbs: crumbs(t, opened, false),
            title: opened.map.design.title.clone(),
            sizes: paper::sizes(t),
            size: paper::size(&form),
            drawing: drawing::of(t, opened, &grid).svg(),
            form,
            layout,
        }
    }
}

#[cfg(test)]
impl crate::layout::Samples for PrintPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let sheet = |opened: &Opened, form| Self::of(Layout::sample(language), opened, form);
        vec![
            sheet(&super::sample::opened(), Form::empty()),
            sheet(&super::sample::crossing(), Form::with([("size", "a4")])),
        ]
    }
}
