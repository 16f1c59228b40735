//! The front page: who runs this installation, and which surveys can be answered now.

use askama::Template;

use crate::layout::{Layout, Page};

/// The front page.
#[derive(Debug, Template)]
#[template(path = "pages/public/home.html")]
pub(crate) struct Home {
    layout: Layout,
}

/// `GET /`
pub(crate) async fn show(layout: Layout) -> Page<Home> {
    Page::new(Home { layout })
}
