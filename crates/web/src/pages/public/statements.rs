//! What this site keeps about its visitors, and how accessible it is.

use askama::Template;

use crate::layout::{Layout, Page};

/// The privacy statement.
#[derive(Debug, Template)]
#[template(path = "pages/public/statements/privacy.html")]
pub(crate) struct Privacy {
    layout: Layout,
}

/// The accessibility statement.
#[derive(Debug, Template)]
#[template(path = "pages/public/statements/accessibility.html")]
pub(crate) struct Accessibility {
    layout: Layout,
}

/// `GET /privacy`
pub(crate) async fn privacy(layout: Layout) -> Page<Privacy> {
    Page::new(Privacy { layout })
}

/// `GET /accessibility`
pub(crate) async fn accessibility(layout: Layout) -> Page<Accessibility> {
    Page::new(Accessibility { layout })
}

#[cfg(test)]
impl crate::layout::Samples for Privacy {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        vec![Self { layout: super::samples::frame(language) }]
    }
}

#[cfg(test)]
impl crate::layout::Samples for Accessibility {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        vec![Self { layout: super::samples::frame(language) }]
    }
}
