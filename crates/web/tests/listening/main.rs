//! Stories of the staff pages about surveys, imports and responses, through the real router, on both databases.

mod analysis;
mod builder;
mod entry;
mod imports;
mod inbox;
mod maps;
mod responses;
mod results;
mod surveys;

use catsup_testing::{Answer, Browser};

/// The secret that the forms of a page carry.
fn csrf(page: &Answer) -> String {
    let found = page.hidden().into_iter().find(|(name, _)| name == "csrf");
    found.expect("the page has a form").1
}

/// Posts entries to `path` as the forms of `page` would.
async fn post(browser: &Browser, page: &Answer, path: &str, entries: &[(&str, &str)]) -> Answer {
    let csrf = csrf(page);
    let mut all = vec![("csrf", csrf.as_str())];
    all.extend_from_slice(entries);
    browser.post(path, &all).await
}
