//! Markdown: a heading with text under it is a question; one with headings under it is what they belong to.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::FaqEntry;

/// A heading and what stands under it until the next one.
struct Section {
    line: usize,
    level: HeadingLevel,
    title: String,
    body: std::ops::Range<usize>,
}

/// Reads the headings of a text.
pub(super) fn read(text: &str) -> Vec<FaqEntry> {
    let sections = sections(text);
    let mut topics: Vec<(HeadingLevel, String)> = Vec::new();
    let mut entries = Vec::new();
    for (place, section) in sections.iter().enumerate() {
        topics.retain(|(level, _)| *level < section.level);
        let body = text[section.body.clone()].trim();
        let opens = sections.get(place + 1).is_some_and(|next| next.level > section.level);
        // The title of a whole part, with or without a word of introduction, is no question of its own.
        if opens && !section.title.trim_end().ends_with('?') {
            topics.push((section.level, section.title.clone()));
            continue;
        }
        entries.push(FaqEntry {
            place: section.line,
            question: section.title.clone(),
            details: body.to_owned(),
            topic: topics.last().map(|(_, topic)| topic.clone()).unwrap_or_default(),
            ..FaqEntry::default()
        });
    }
    entries
}

fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut heading: Option<(HeadingLevel, String, usize)> = None;
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            // Headings within quotes and lists are words of an answer.
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => {
                heading = Some((level, String::new(), range.start));
            }
            Event::End(TagEnd::Heading(_)) if heading.is_some() => {
                if let Some((level, title, start)) = heading.take() {
                    if let Some(before) = sections.last_mut() {
                        before.body.end = start;
                    }
                    let line = text[..start].bytes().filter(|byte| *byte == b'\n').count() + 1;
                    sections.push(Section { line, level, title, body: range.end..text.len() });
                }
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some((_, title, _)) = &mut heading {
                    title.push_str(&words);
                }
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some((_, title, _)) = &mut heading {
                    title.push(' ');
                }
            }
            Event::Start(Tag::BlockQuote(_) | Tag::Item) => depth += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::Item) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    sections
}

/// The words of a text without its marks; paragraphs stay apart by an empty line.
pub(super) fn plain(markdown: &str) -> String {
    let mut plain = String::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(words) | Event::Code(words) => plain.push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => plain.push(' '),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::TableRow,
            ) => {
                plain.push_str("\n\n");
            }
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_questions_and_those_above_them_topics() {
        let text = "Intro\n\n# Passports\nAll about them.\n\n## How do I *renew*?\nForm `DS-82`.\n\n- one\n- two\n\n## Cost?\n130.\n\n# Visas\n\nAsk us.\n";
        let entries = read(text);
        let told: Vec<_> =
            entries.iter().map(|one| (one.question.as_str(), one.topic.as_str(), one.place)).collect();
        assert_eq!(
            told,
            [("How do I renew?", "Passports", 6), ("Cost?", "Passports", 12), ("Visas", "", 15)]
        );
        assert_eq!(entries[0].details, "Form `DS-82`.\n\n- one\n- two");
        assert_eq!(plain("Use **this**:\n\n- one\n- two"), "Use this:\n\none\n\ntwo\n\n");
    }
}
