//! Great experiences as the public reads them: with the person's consent, personal data hidden.

use askama::Template;
use axum::extract::State;
use catsup_app::{App, inbox::experiences};
use catsup_model::Language;
use jiff::civil::Date;

use crate::{
    error::PageError,
    layout::{Layout, Page, Samples},
};

/// The page of great experiences for the public.
#[derive(Debug, Template)]
#[template(path = "pages/public/experiences.html")]
pub(crate) struct PublicExperiences {
    layout: Layout,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    text: String,
    language: &'static str,
    service: String,
    published: Option<Date>,
}

/// `GET /experiences`
pub(crate) async fn list(
    State(app): State<App>,
    layout: Layout,
) -> Result<Page<PublicExperiences>, PageError> {
    let zone = app.settings().zone.clone();
    let rows = experiences::public(&app).await?.into_iter().map(|one| Row {
        text: one.public_text.unwrap_or_default(),
        language: one.language.code(),
        service: one.service_name,
        published: one.published_at.map(|at| at.to_zoned(zone.clone()).date()),
    });
    Ok(Page::new(PublicExperiences { rows: rows.collect(), layout }))
}

impl Samples for PublicExperiences {
    fn samples(language: Language) -> Vec<Self> {
        let row = Row {
            text: "Quick and friendly.\nThank you!".to_owned(),
            language: "en",
            service: "Passport renewal".to_owned(),
            published: Some(jiff::civil::date(2026, 3, 10)),
        };
        let sample = |rows| Self { rows, layout: Layout::sample(language) };
        vec![sample(vec![row]), sample(Vec::new())]
    }
}
