//! Templates under a strict content security policy: nothing inline that a browser would refuse.

use crate::repository::SourceFile;

const DATA_TYPES: [&str; 2] = ["application/json", "application/ld+json"];

/// The findings of one file; only HTML has any.
pub fn findings(file: &SourceFile) -> Vec<String> {
    if !file.path.ends_with(".html") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for tag in tags(&file.text) {
        for what in inline(&tag) {
            let line = file.text[..tag.start].matches('\n').count() + 1;
            findings.push(format!(
                "{}:{line}: inline {what} in <{}>; the content security policy forbids it, use a class or \
                 a script of the bundle",
                file.path, tag.name
            ));
        }
    }
    findings
}

struct Tag<'text> {
    start: usize,
    name: &'text str,
    attributes: Vec<(&'text str, &'text str)>,
}

fn inline(tag: &Tag<'_>) -> Vec<String> {
    let has = |name: &str| tag.attributes.iter().any(|(attribute, _)| attribute.eq_ignore_ascii_case(name));
    let is_data = tag.attributes.iter().any(|(name, value)| *name == "type" && DATA_TYPES.contains(value));
    let mut found = Vec::new();
    if tag.name.eq_ignore_ascii_case("style") {
        found.push("style element".to_owned());
    }
    if tag.name.eq_ignore_ascii_case("script") && !has("src") && !is_data {
        found.push("script".to_owned());
    }
    for (name, value) in &tag.attributes {
        let name = name.to_ascii_lowercase();
        let handler = name.len() > 2
            && name.starts_with("on")
            && name[2..].chars().all(|letter| letter.is_ascii_alphabetic());
        if handler || name == "style" || name.starts_with("hx-on") {
            found.push(format!("attribute `{name}`"));
        }
        if value.trim_start().to_ascii_lowercase().starts_with("javascript:") {
            found.push(format!("script in `{name}`"));
        }
    }
    found
}

/// Every opening tag of a template with its attributes; template expressions inside are stepped over.
fn tags(text: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(['<', '{']) {
        let start = at + offset;
        let rest = &text[start..];
        if let Some(length) = expression(rest) {
            at = start + length;
        } else if rest.starts_with("<!--") {
            at = start + rest.find("-->").unwrap_or(rest.len());
        } else if rest[1..].starts_with(|letter: char| letter.is_ascii_alphabetic()) && rest.starts_with('<')
        {
            let name_length = rest[1..].find(|letter: char| !is_name(letter)).unwrap_or(rest.len() - 1);
            let (attributes, length) = attributes(&rest[1 + name_length..]);
            tags.push(Tag { start, name: &rest[1..1 + name_length], attributes });
            at = start + 1 + name_length + length;
        } else {
            at = start + 1;
        }
    }
    tags
}

/// The attributes up to the tag's `>`, and how many bytes they take.
fn attributes(text: &str) -> (Vec<(&str, &str)>, usize) {
    let mut attributes = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let rest = &text[at..];
        if let Some(length) = expression(rest) {
            at += length;
        } else if letter == '>' {
            return (attributes, at + 1);
        } else if is_name(letter) {
            let length = rest.find(|letter: char| !is_name(letter)).unwrap_or(rest.len());
            let (value, taken) = value(&rest[length..]);
            attributes.push((&rest[..length], value));
            at += length + taken;
        } else {
            at += letter.len_utf8();
        }
    }
    (attributes, at)
}

/// The value behind an attribute's name, empty when it has none, and how many bytes it takes.
fn value(text: &str) -> (&str, usize) {
    let trimmed = text.trim_start();
    let Some(after) = trimmed.strip_prefix('=') else {
        return ("", 0);
    };
    let after = after.trim_start();
    let before = text.len() - after.len();
    if let Some(quote) = after.chars().next().filter(|letter| "\"'".contains(*letter)) {
        let length = closing(&after[1..], quote);
        return (&after[1..=length], before + (length + 2).min(after.len()));
    }
    let length = after.find(|letter: char| letter.is_whitespace() || letter == '>').unwrap_or(after.len());
    (&after[..length], before + length)
}

/// Where `quote` closes; quotes inside template expressions do not count.
fn closing(text: &str, quote: char) -> usize {
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        if letter == quote {
            return at;
        }
        at += expression(&text[at..]).unwrap_or(letter.len_utf8());
    }
    at
}

/// The length of the template expression, block or comment that `text` starts with.
fn expression(text: &str) -> Option<usize> {
    let end = match text.get(..2)? {
        "{{" => "}}",
        "{%" => "%}",
        "{#" => "#}",
        _ => return None,
    };
    Some(text.find(end).map_or(text.len(), |position| position + end.len()))
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "-_:@.".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        findings(&SourceFile { path: "crates/web/templates/page.html".to_owned(), text: text.to_owned() })
    }

    #[test]
    fn what_the_policy_forbids_is_found() {
        for text in [
            "<script>alert(1)</script>",
            "<style>p { color: red }</style>",
            "<p style=\"color: red\">",
            "<button {% if a > b %}disabled{% endif %} onclick='go()'>",
            "<div hx-on:click=\"go()\">",
            "<a href=\"javascript:go()\">",
        ] {
            assert_eq!(found(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn the_line_of_a_finding_is_told() {
        assert!(found("<p>\n  fine\n</p>\n<p style=\"x\">")[0].contains("page.html:4:"));
    }

    #[test]
    fn ordinary_templates_are_fine() {
        for text in [
            "<script src=\"{{ assets.script }}\" type=\"module\"></script>",
            "<script type=\"application/json\" id=\"points\">{{ json }}</script>",
            "<p class=\"{% if one == \"1\" %}style=bold{% endif %}\">once=1 style=2</p>",
            "<!-- <p style=\"x\"> --><input name=\"one\" {{ onward }}>",
            "{# <p onclick=\"x\"> #}{% if a < b %}<br>{% endif %}",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
