//! What one service promises, and how it kept each promise year by year.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    standards::{self, PublicService},
};
use catsup_model::id::ServiceId;

use crate::{
    error::PageError,
    extract::PathId,
    layout::{Layout, Page},
    pages::promises::PublicLine,
};

/// The page of one service.
#[derive(Debug, Template)]
#[template(path = "pages/public/standards/show.html")]
pub(crate) struct ServicePage {
    layout: Layout,
    name: String,
    organisation: String,
    standards: Vec<PublicLine>,
    smallest: u64,
}

impl ServicePage {
    fn new(layout: Layout, service: &PublicService, smallest: u64) -> Self {
        let t = layout.t;
        let standards = service.standards.iter().map(|standard| PublicLine::of(t, standard, smallest));
        Self {
            name: service.name.to_string(),
            organisation: service.organisation.to_string(),
            standards: standards.collect(),
            smallest,
            layout,
        }
    }
}

/// `GET /standards/{service}`
pub(crate) async fn show(
    State(app): State<App>,
    layout: Layout,
    PathId(id): PathId<ServiceId>,
) -> Result<Page<ServicePage>, PageError> {
    let service = standards::public_service(&app, id).await?;
    Ok(Page::new(ServicePage::new(layout, &service, app.settings().smallest_cell)))
}

#[cfg(test)]
impl crate::layout::Samples for ServicePage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let mut layout = crate::pages::public::samples::frame(language);
        layout.path = "/standards/1".to_owned();
        let service = PublicService {
            id: ServiceId(1),
            name: catsup_model::text::Name::parse("Permits & licences").unwrap(),
            organisation: catsup_model::text::Name::parse("Permits Office").unwrap(),
            standards: crate::pages::promises::samples(),
        };
        vec![Self::new(layout, &service, 10)]
    }
}
