//! Markdown as HTML that is safe to show: no markup of its own, no pictures, links that lead to pages, mails and calls only.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// A text as HTML. Its headings stand below those of the page, from the third level on.
///
/// ```ignore
/// assert_eq!(prose("Use **this**."), "<p>Use <strong>this</strong>.</p>\n");
/// ```
pub(crate) fn prose(markdown: &str) -> String {
    let mut left_out = 0_usize;
    let events = Parser::new_ext(markdown, Options::ENABLE_TABLES).filter_map(|event| {
        Some(match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            Event::Start(Tag::HtmlBlock | Tag::Image { .. })
            | Event::End(TagEnd::HtmlBlock | TagEnd::Image) => {
                return None;
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) if leads_on(&dest_url) => {
                Event::Start(Tag::Link { link_type, dest_url, title, id })
            }
            Event::Start(Tag::Link { .. }) => {
                left_out += 1;
                return None;
            }
            Event::End(TagEnd::Link) if left_out > 0 => {
                left_out -= 1;
                return None;
            }
            Event::Start(Tag::Heading { level, .. }) => Event::Start(Tag::Heading {
                level: below(level),
                id: None,
                classes: Vec::new(),
                attrs: Vec::new(),
            }),
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below(level))),
            Event::Start(Tag::CodeBlock(_)) => {
                Event::Start(Tag::CodeBlock(pulldown_cmark::CodeBlockKind::Fenced(CowStr::Borrowed(""))))
            }
            other => other,
        })
    });
    let mut written = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut written, events);
    // Alignment of columns would come as inline style, which the policy forbids.
    for side in ["left", "center", "right"] {
        written = written.replace(&format!(" style=\"text-align: {side}\""), "");
    }
    written
}

fn below(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H3,
        HeadingLevel::H3 => HeadingLevel::H4,
        _ => HeadingLevel::H5,
    }
}

fn leads_on(address: &str) -> bool {
    let address = address.trim().to_ascii_lowercase();
    let within = address.starts_with('/') && !address.starts_with("//");
    within || ["https://", "http://", "mailto:", "tel:"].iter().any(|begins| address.starts_with(begins))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_act_is_shown_as_words() {
        assert_eq!(prose("Use **this**."), "<p>Use <strong>this</strong>.</p>\n");
        for hostile in [
            "<script>alert(1)</script>",
            "a <img src=x onerror=alert(1)> b",
            "[here](javascript:alert(1))",
            "[here](JaVaScRiPt:alert(1))",
            "![x](https://example.org/spy.png)",
            "<div style=\"position:fixed\">",
            "[x](//evil.example)",
            "[a [b](javascript:x) c](data:text/html,x)",
            "| a |\n|:-:|\n| b |",
        ] {
            let written = prose(hostile);
            for bad in ["<script", "<img", "<div", "javascript:", "href=\"//", "href=\"data", "style="] {
                let shown_as_words = written.contains("&lt;") && bad.starts_with("style");
                assert!(!written.to_lowercase().contains(bad) || shown_as_words, "{hostile}: {written}");
            }
        }
        assert_eq!(prose("# Top\n\n[form](https://example.gov)").matches("<h3>").count(), 1);
        assert!(prose("[form](https://example.gov)").contains("<a href=\"https://example.gov\">form</a>"));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_an_element_that_acts(text in "[\\PC\n]{0,200}") {
            let written = prose(&text).to_lowercase();
            proptest::prop_assert!(!written.contains("<script") && !written.contains("<iframe") && !written.contains("<img"));
            proptest::prop_assert!(!written.contains("href=\"javascript"));
        }
    }
}
