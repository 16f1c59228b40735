//! A map on one landscape sheet, whatever its size: the drawing is scaled to fit.

use askama::Template;
use axum::extract::State;
use catsup_app::App;
use catsup_model::id::JourneyMapId;

use super::{
    comments::Remarks,
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
    let wanted = viewing.query.with_comments();
    let remarks = match wanted {
        true => Some(Remarks::read(&app, &identity.viewer, layout.t, &viewing.opened).await?),
        false => None,
    };
    Ok(Page::new(PrintPage::of(layout, &viewing, remarks.as_ref())))
}

impl PrintPage {
    fn of(layout: Layout, viewing: &Viewing, remarks: Option<&Remarks>) -> Self {
        let t = layout.t;
        let (opened, form, grid) = (&viewing.opened, viewing.query.form(), viewing.grid(t, remarks));
        let mut drawing = drawing::of(t, opened, &grid);
        drawing.notes = remarks.map(|remarks| remarks.of_whole(t)).unwrap_or_default();
        Self {
            crumbs: crumbs(t, opened, false),
            title: opened.map.design.title.clone(),
            sizes: paper::sizes(t),
            size: paper::size(&form),
            drawing: drawing.svg(),
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
        let remarks = super::sample::remarks(layout().t, &a4.opened);
        vec![Self::of(layout(), &super::sample::designed(), None), Self::of(layout(), &a4, Some(&remarks))]
    }
}
