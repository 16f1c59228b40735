//! The text of a message that came as HTML alone. Nothing of its markup goes further.

use mail_parser::decoders::html::html_to_text;

/// What is done with earlier mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    Kept,
    Left,
}

/// The text, with lines where blocks end; earlier mail in it as asked.
pub(super) fn text_of(html: &str, quotes: Quotes) -> String {
    html_to_text(&simple(html, quotes))
}

/// The HTML with a line break wherever a block begins or ends, and without what is not wanted.
fn simple(html: &str, quotes: Quotes) -> String {
    let mut out = String::with_capacity(html.len());
    let (mut rest, mut depth, mut has_comments) = (html, 0_usize, true);
    while let Some(at) = rest.find('<') {
        let is_left = quotes == Quotes::Left && depth > 0;
        if !is_left {
            out.push_str(&rest[..at]);
        }
        rest = &rest[at..];
        if has_comments && let Some(comment) = rest.strip_prefix("<!--") {
            match comment.split_once("-->") {
                Some((_, after)) => {
                    rest = after;
                    continue;
                }
                // One without an end hides nothing; no other is looked for, since each look would go to the end.
                None => has_comments = false,
            }
        }
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        let (closes, name) = name_of(tag);
        match name.as_str() {
            "blockquote" => depth = if closes { depth.saturating_sub(1) } else { depth + 1 },
            _ if is_left => {}
            "td" | "th" => out.push(' '),
            "br" | "p" | "div" | "li" | "tr" | "ul" | "ol" | "table" | "hr" | "h1" | "h2" | "h3" | "h4"
            | "h5" | "h6" => out.push_str("<br>"),
            _ if tag.starts_with("!--") => {}
            _ => {
                out.push('<');
                out.push_str(tag);
                out.push('>');
            }
        }
    }
    if !(quotes == Quotes::Left && depth > 0) {
        // A sign that begins no tag is a sign.
        out.push_str(&rest.replace('<', "&lt;"));
    }
    out
}

/// Whether a tag closes, and its name in small letters.
fn name_of(tag: &str) -> (bool, String) {
    let closes = tag.starts_with('/');
    let name = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).take(16);
    (closes, name.collect::<String>().to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_what_a_reader_sees() {
        let html = "<html><head><title>x</title><STYLE>p { color: red }</style></head><body><div>Hello&nbsp;there,</div>\
            <p>the <b>form</b> is &lt;gone&gt;.<script>alert(1)</script></p><!-- hidden --><ul><li>one<li>two</ul></body>";
        let text = text_of(html, Quotes::Kept);
        assert!(!text.contains("color") && !text.contains("alert") && !text.contains("hidden"), "{text}");
        let words: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(words, ["Hello", "there,", "the", "form", "is", "<gone>.", "one", "two"]);
        assert!(text.contains(".\n") && text.contains("one\n"), "{text:?}");
    }

    #[test]
    fn earlier_mail_is_left_out_and_broken_markup_loses_no_words() {
        let html = "<p>Yes.</p><blockquote>Which <blockquote>one</blockquote> street?</blockquote><p>Elm";
        let left: String = text_of(html, Quotes::Left);
        assert_eq!(left.split_whitespace().collect::<Vec<_>>(), ["Yes.", "Elm"]);
        assert!(text_of(html, Quotes::Kept).contains("street?"));
        assert_eq!(text_of("1 < 2 and more", Quotes::Kept).trim(), "1 < 2 and more");
        assert!(text_of("<!-- no end, words", Quotes::Kept).contains("words"));
    }
}
