//! Figures of standards, objectives, links for partners, the widget and calendars with an address, through the real router.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod objectives;
mod outside;
mod standards;

use catsup_testing::{Answer, Browser};

/// Posts a form of a page.
async fn post(browser: &Browser, page: &Answer, path: &str, entries: &[(&str, &str)]) -> Answer {
    let (_, secret) = page.hidden().into_iter().find(|(name, _)| name == "csrf").unwrap();
    let mut all = vec![("csrf", secret.as_str())];
    all.extend_from_slice(entries);
    browser.post(path, &all).await
}
