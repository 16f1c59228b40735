//! A page of an agency that does not exist, with every way to ask inside a page. The demo serves it.

use askama::Template;
use axum::extract::State;
use catsup_app::{App, surveys};
use catsup_model::instrument::InstrumentCode;

use crate::{
    error::PageError,
    layout::{Layout, Page},
};

/// The page. It stands for another site: its look is its own, and only the script is ours.
#[derive(Debug, Template)]
#[template(path = "pages/public/sample_agency/page.html")]
pub(crate) struct SampleAgency {
    layout: Layout,
    /// Keys of the surveys, where there are such.
    page_feedback: Option<String>,
    inline: Option<String>,
    button: Option<String>,
    modal: Option<String>,
}

/// `GET /sample-agency`: only where the data are made up.
pub(crate) async fn show(State(app): State<App>, layout: Layout) -> Result<Page<SampleAgency>, PageError> {
    if !app.settings().synthetic {
        return Err(PageError::NotFound);
    }
    let open = surveys::open_to_all(&app).await?;
    let key = |instrument: InstrumentCode| {
        open.iter().find(|survey| survey.instrument == instrument).map(|survey| survey.key.clone())
    };
    Ok(Page::new(SampleAgency {
        layout,
        page_feedback: key(InstrumentCode::YesNo),
        inline: key(InstrumentCode::A11V2),
        button: key(InstrumentCode::Nps),
        modal: key(InstrumentCode::A11V1),
    }))
}

#[cfg(test)]
impl crate::layout::Samples for SampleAgency {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let key = || Some("passport-renewal".to_owned());
        let layout = super::samples::frame(language);
        let full =
            Self { layout: layout.clone(), page_feedback: key(), inline: key(), button: key(), modal: key() };
        vec![full, Self { layout, page_feedback: None, inline: None, button: None, modal: None }]
    }
}
