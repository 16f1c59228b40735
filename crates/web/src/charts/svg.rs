//! Writing markup: elements with their attributes, everything escaped.

use std::fmt::{self, Write as _};

/// Finished markup, which templates write as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Markup(String);

impl fmt::Display for Markup {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

// Made by `Svg` only, which escapes every text and attribute.
impl askama::filters::HtmlSafe for Markup {}

/// Markup under construction.
#[derive(Debug, Default)]
pub(super) struct Svg(String);

impl Svg {
    /// Opens an element.
    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, ">");
    }

    /// Closes an element.
    pub(super) fn close(&mut self, name: &str) {
        let _ = write!(self.0, "</{name}>");
    }

    /// An element with nothing in it.
    pub(super) fn mark(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes, "/>");
    }

    /// An element that holds only text.
    pub(super) fn words(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.escaped(text);
        self.close(name);
    }

    /// Opens a drawing `height` pixels high that a screen reader takes as one picture called `title`.
    pub(super) fn picture(&mut self, class: &str, height: f64, title: &str) {
        self.open(
            "svg",
            &[
                ("class", class),
                ("role", "img"),
                ("height", &px(height)),
                ("width", "100%"),
                ("focusable", "false"),
            ],
        );
        self.words("title", &[], title);
    }

    /// Takes in finished markup.
    pub(super) fn add(&mut self, markup: &Markup) {
        self.0.push_str(&markup.0);
    }

    pub(super) fn finish(self) -> Markup {
        Markup(self.0)
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)], end: &str) {
        let _ = write!(self.0, "<{name}");
        for (attribute, value) in attributes {
            let _ = write!(self.0, " {attribute}=\"");
            self.escaped(value);
            self.0.push('"');
        }
        self.0.push_str(end);
    }

    fn escaped(&mut self, text: &str) {
        for character in text.chars() {
            match character {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                other => self.0.push(other),
            }
        }
    }
}

/// A place or length as a percentage of the drawing's width, from a share of it.
pub(super) fn percent(share: f64) -> String {
    format!("{}%", short(share * 100.0))
}

/// A place or length in pixels.
pub(super) fn px(value: f64) -> String {
    short(value)
}

/// Two places at most: a hundredth of a pixel is more than any screen shows.
fn short(value: f64) -> String {
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_cannot_break_out_of_its_element() {
        let mut svg = Svg::default();
        svg.words("text", &[("class", "a\"b")], "<script>alert(1)</script>");
        assert_eq!(
            svg.finish().to_string(),
            "<text class=\"a&quot;b\">&lt;script&gt;alert(1)&lt;/script&gt;</text>"
        );
    }

    #[test]
    fn places_are_short() {
        assert_eq!(percent(1.0 / 3.0), "33.33%");
        assert_eq!((percent(0.5), px(12.0), px(-0.001)), ("50%".into(), "12".into(), "0".into()));
    }
}
