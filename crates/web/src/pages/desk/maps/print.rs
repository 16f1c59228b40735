//! A map on one landscape sheet, whatever its size: the drawing is scaled to fit.

use askama::Template;
use axum::extract::State;
use catsup_app::App;
use catsup_model::id::JourneyMapId;

use super::{
    crumbs, drawing,
    viewing::{ViewQuery, Viewing},
};
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
    PageQuery(query): PageQuery<ViewQuery>,
) -> Result<Page<PrintPage>, PageError> {
    let viewing = Viewing::read(&app, &identity.viewer, id, query).await?;
    Ok(Page::new(PrintPage::of(layout, &viewing)))
}

impl PrintPage {
    fn of(layout: Layout, viewing: &Viewing) -> Self {
        let t = layout.t;
        let (opened, form, grid) = (&viewing.opened, viewing.query.form(), viewing.grid(t));
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
        let mut a4 = super::sample::observed();
        a4.query.size = "a4".to_owned();
        let layout = || Layout::sample(language);
        vec![Self::of(layout(), &super::sample::designed()), Self::of(layout(), &a4)]
    }
}
