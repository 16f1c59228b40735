//! Web pages: headings, terms of definition lists and the lines one clicks on to unfold are questions; what follows is their
//! answer, in Markdown.

use html5gum::{StartTag, Token, Tokenizer};

use super::{FaqEntry, markdown};

/// What a browser would not show as words of the page, or what stands around them.
const LEFT_OUT: &[&str] =
    &["script", "style", "template", "noscript", "nav", "header", "footer", "form", "svg", "head", "button"];

/// Elements that cannot stand within a heading.
const BEGINS_A_PART: &[&str] = &[
    "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "summary", "details", "p", "ul", "ol", "li", "table",
    "section", "article", "div",
];

/// Reads a page.
pub(super) fn read(text: &str) -> Vec<FaqEntry> {
    let mut page = Page::default();
    for token in Tokenizer::new(text) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.opens(&tag),
            Token::EndTag(tag) => page.closes(&text_of(&tag.name)),
            Token::String(words) => page.says(&text_of(&words)),
            _ => {}
        }
    }
    // Written as Markdown, a page is read as one: what heads what is decided in one place.
    let mut entries = markdown::read(&page.markdown);
    for (entry, number) in entries.iter_mut().zip(1..) {
        entry.place = number;
    }
    entries
}

/// A page on its way to Markdown.
#[derive(Default)]
struct Page {
    markdown: String,
    /// Elements that are left out and still open.
    hidden: Vec<String>,
    /// The address of the link that is open, and where its words begin.
    link: Option<(String, usize)>,
    heading: bool,
}

impl Page {
    fn opens(&mut self, tag: &StartTag<()>) {
        let name = text_of(&tag.name);
        if !self.hidden.is_empty() || LEFT_OUT.contains(&name.as_str()) {
            let alone = tag.self_closing || !LEFT_OUT.contains(&name.as_str());
            if !alone {
                self.hidden.push(name);
            }
            return;
        }
        // Terms and headings are often left open: whatever begins a new part of the page ends them.
        if self.heading && BEGINS_A_PART.contains(&name.as_str()) {
            self.ends_heading();
        }
        match name.as_str() {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.heads(usize::from(name.as_bytes()[1] - b'0'));
            }
            // A term stands below whatever heading is above it.
            "dt" | "summary" => self.heads(6),
            "p" | "div" | "section" | "article" | "dd" | "ul" | "ol" | "table" | "tr" | "blockquote" => {
                self.parts();
            }
            "li" => {
                self.parts();
                self.markdown.push_str("- ");
            }
            "br" => self.markdown.push('\n'),
            "td" | "th" => self.markdown.push(' '),
            "a" if !self.heading => {
                let address = tag.attributes.iter().find(|(name, _)| text_of(name) == "href");
                let address = address.map(|(_, value)| text_of(value)).unwrap_or_default();
                let fits = ["https://", "http://", "mailto:", "tel:"];
                if fits.iter().any(|begins| address.starts_with(begins)) {
                    self.link = Some((address.replace([')', ' ', '\n'], ""), self.markdown.len()));
                }
            }
            _ => {}
        }
    }

    fn closes(&mut self, name: &str) {
        if let Some(place) = self.hidden.iter().rposition(|open| open == name) {
            self.hidden.truncate(place);
            return;
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "summary" => self.ends_heading(),
            "p" | "div" | "li" | "dd" | "ul" | "ol" | "table" | "details" if !self.heading => self.parts(),
            "a" => {
                if let Some((address, start)) = self.link.take()
                    && self.markdown.is_char_boundary(start)
                {
                    let words = self.markdown.split_off(start).trim().replace(['[', ']'], "");
                    if !words.is_empty() {
                        self.markdown.push_str(&format!("[{words}]({address})"));
                    }
                }
            }
            _ => {}
        }
    }

    fn says(&mut self, text: &str) {
        if !self.hidden.is_empty() {
            return;
        }
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let before = self.markdown.ends_with(|c: char| c.is_whitespace()) || self.markdown.is_empty();
        if text.starts_with(char::is_whitespace) && !before {
            self.markdown.push(' ');
        }
        self.markdown.push_str(&escaped(&words));
        if text.ends_with(char::is_whitespace) && !words.is_empty() {
            self.markdown.push(' ');
        }
    }

    fn ends_heading(&mut self) {
        self.heading = false;
        self.markdown.push_str("\n\n");
    }

    fn heads(&mut self, level: usize) {
        self.parts();
        self.heading = true;
        self.markdown.push_str(&"#".repeat(level));
        self.markdown.push(' ');
    }

    /// Begins a new paragraph.
    fn parts(&mut self) {
        if self.heading {
            return;
        }
        self.markdown.truncate(self.markdown.trim_end().len());
        if !self.markdown.is_empty() && !self.markdown.ends_with("\n-") {
            self.markdown.push_str("\n\n");
        } else if self.markdown.ends_with("\n-") {
            self.markdown.push(' ');
        }
    }
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Words whose signs mean nothing to Markdown.
fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for letter in words.chars() {
        if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use crate::faq::{FaqForm, read_faq};

    #[test]
    fn headings_terms_and_folds_are_questions() {
        let page = r#"<!doctype html><html><head><title>FAQ</title><style>p { color: red }</style></head><body>
            <nav><h2>Menu</h2><p>Home</p></nav>
            <h1>Help</h1>
            <h2>How do I <em>renew</em>?</h2><p>Use <a href="https://example.gov/form">the form</a> &amp; wait.<ul><li>One<li>Two</ul>
            <dl><dt>Cost?<dd>130 dollars.</dl>
            <details><summary>Lost it?</summary>Call us &lt;now&gt;.</details>
            <script>var x = "<h2>No?</h2>";</script></body>"#;
        let faq = read_faq(page, FaqForm::Html).unwrap();
        let questions: Vec<_> = faq.entries.iter().map(|one| one.question.as_str()).collect();
        assert_eq!(questions, ["How do I renew?", "Cost?", "Lost it?"]);
        assert_eq!(
            faq.entries[0].details,
            "Use [the form](https://example.gov/form) & wait.\n\n- One\n\n- Two"
        );
        assert_eq!(faq.entries[1].short, "130 dollars.");
        assert_eq!(faq.entries[2].short, "Call us <now>.");
        assert!(faq.left_out.is_empty(), "{:?}", faq.left_out);
    }
}
