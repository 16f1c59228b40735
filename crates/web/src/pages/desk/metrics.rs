//! What every number means: the catalogue of measures.

use askama::Template;
use catsup_app::metrics::{Catalogue, catalogue};
use catsup_model::Language;

use crate::{
    components::Crumb,
    layout::{Layout, Page, Samples},
    links,
};

/// The catalogue of measures.
#[derive(Debug, Template)]
#[template(path = "pages/desk/metrics.html")]
pub(crate) struct Metrics {
    layout: Layout,
    crumbs: Vec<Crumb>,
    catalogue: &'static Catalogue,
}

/// `GET /desk/metrics`
pub(crate) async fn show(layout: Layout) -> Page<Metrics> {
    Page::new(Metrics::new(layout))
}

impl Metrics {
    fn new(layout: Layout) -> Self {
        let crumbs = vec![Crumb::new(links::SCORECARD, layout.t.say("scorecard-title"))];
        Self { layout, crumbs, catalogue: catalogue() }
    }

    /// The rule every measure follows, under the heading of a measure's own list.
    fn rule(&self, code: &str) -> &str {
        let rule = self.catalogue.rules.iter().find(|rule| rule.code == code);
        rule.map_or("", |rule| self.layout.t.pick(&rule.text))
    }
}

impl Samples for Metrics {
    fn samples(language: Language) -> Vec<Self> {
        vec![Self::new(Layout::sample(language))]
    }
}
