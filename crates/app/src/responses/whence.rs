//! Where a response came from, as short texts that hold nothing personal.

/// The address of a page without its query and fragment, which may hold personal data; at most 300 characters of it.
pub(crate) fn page_address(text: &str) -> Option<String> {
    let end = text.find(['?', '#']).unwrap_or(text.len());
    let page: String = text[..end].trim().chars().filter(|c| !c.is_control()).take(300).collect();
    (!page.is_empty()).then_some(page)
}

/// The name of a campaign on one line, at most 100 characters of it.
pub(super) fn campaign_name(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let name: String = words.join(" ").chars().filter(|c| !c.is_control()).take(100).collect();
    (!name.is_empty()).then_some(name)
}
