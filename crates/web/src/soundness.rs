//! What every page must hold to, checked on its markup: nothing inline, ids unique, references that lead somewhere,
//! a name for every control. Used by the tests of pages; the browser tests look deeper (axe).

use std::collections::BTreeSet;

/// What is wrong with a page, in words; nothing when it is sound.
pub(crate) fn problems(html: &str) -> Vec<String> {
    let tags: Vec<Tag<'_>> = tags(html);
    let mut problems = Vec::new();
    let mut ids = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| tag.attribute("id")) {
        if !ids.insert(id) {
            problems.push(format!("the id {id} stands twice"));
        }
    }
    let labels: BTreeSet<&str> =
        tags.iter().filter(|tag| tag.name == "label").filter_map(|tag| tag.attribute("for")).collect();
    for tag in &tags {
        let written = tag.text;
        if tag.attribute("style").is_some() || tag.name == "style" {
            problems.push(format!("inline style, which the policy forbids: {written}"));
        }
        if tag.name == "script" && tag.attribute("src").is_none() {
            problems.push(format!("inline script, which the policy forbids: {written}"));
        }
        if tag.names().any(|name| name.starts_with("on")) {
            problems.push(format!("inline handler, which the policy forbids: {written}"));
        }
        for name in ["for", "aria-describedby", "aria-labelledby", "aria-controls", "data-counter"] {
            for id in tag.attribute(name).into_iter().flat_map(str::split_whitespace) {
                if !ids.contains(id) {
                    problems.push(format!("{name} leads to no element: {written}"));
                }
            }
        }
        if let Some(target) = tag.attribute("href").and_then(|href| href.strip_prefix('#'))
            && !ids.contains(target)
        {
            problems.push(format!("the link leads to no element: {written}"));
        }
        let is_control = matches!(tag.name, "input" | "select" | "textarea")
            && !matches!(tag.attribute("type"), Some("hidden" | "submit"));
        let named = tag.attribute("id").is_some_and(|id| labels.contains(id))
            || tag.attribute("aria-label").is_some()
            || tag.attribute("aria-labelledby").is_some();
        if is_control && !named {
            problems.push(format!("the control has no label: {written}"));
        }
    }
    problems
}

/// An opening tag.
struct Tag<'a> {
    name: &'a str,
    text: &'a str,
}

impl<'a> Tag<'a> {
    /// Attribute names and values; ours are always double-quoted.
    fn attributes(&self) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
        let mut rest = self.text.trim_start_matches('<').trim_end_matches(['>', '/']);
        rest = &rest[self.name.len()..];
        std::iter::from_fn(move || {
            rest = rest.trim_start();
            let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
            if end == 0 {
                return None;
            }
            let name = &rest[..end];
            rest = &rest[end..];
            let Some(quoted) = rest.strip_prefix("=\"") else {
                return Some((name, None));
            };
            let (value, after) = quoted.split_once('"').unwrap_or((quoted, ""));
            rest = after;
            Some((name, Some(value)))
        })
    }

    fn names(&self) -> impl Iterator<Item = &'a str> {
        self.attributes().map(|(name, _)| name)
    }

    fn attribute(&self, wanted: &str) -> Option<&'a str> {
        self.attributes().find(|(name, _)| *name == wanted).and_then(|(_, value)| value)
    }
}

/// Every opening tag; a `>` inside quotes does not end it.
fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    for (start, _) in html.match_indices('<') {
        let text = &html[start..];
        if !text[1..].starts_with(|first: char| first.is_ascii_alphabetic()) {
            continue;
        }
        let mut quoted = false;
        let end = text.find(|c: char| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let text = &text[..end.map_or(text.len(), |end| end + 1)];
        let name_end = text[1..]
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .map_or(text.len(), |end| end + 1);
        tags.push(Tag { name: &text[1..name_end], text });
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_page_has_no_problems() {
        let html =
            r#"<label for="a">A</label><input id="a" name="a" aria-describedby="b"><p id="b">x &gt; y</p>"#;
        assert_eq!(problems(html), Vec::<String>::new());
    }

    #[test]
    fn each_flaw_is_named() {
        for (html, word) in [
            (r#"<p id="a"></p><p id="a"></p>"#, "twice"),
            (r#"<p style="color: red">"#, "inline style"),
            ("<script>1</script>", "inline script"),
            (r#"<a onclick="go()">"#, "inline handler"),
            (r#"<input type="text" aria-label="x" aria-describedby="gone">"#, "leads to no element"),
            (r##"<a href="#gone">"##, "leads to no element"),
            (r#"<input type="text">"#, "no label"),
        ] {
            let found = problems(html);
            assert!(found.len() == 1 && found[0].contains(word), "{html}: {found:?}");
        }
    }
}
