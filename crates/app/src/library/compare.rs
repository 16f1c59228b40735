//! What changed between two versions, word by word.

use catsup_model::{
    Language,
    library::{AnswerContent, AnswerDocument},
};
use similar::{ChangeTag, TextDiff};

use super::slots::write_slots;

/// A field that says something else in the newer version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The language; `None` for what belongs to every one.
    pub language: Option<Language>,
    /// The name of the field, as in [`AnswerContent::fields`], or `slots`.
    pub field: &'static str,
    /// The words of both versions in order.
    pub passages: Vec<Passage>,
}

/// Words of one version or of both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// In both.
    Kept(String),
    /// In the older one only.
    Removed(String),
    /// In the newer one only.
    Added(String),
}

/// What the newer version says otherwise than the older one, field by field.
#[must_use]
pub fn compare(older: &AnswerDocument, newer: &AnswerDocument) -> Vec<Difference> {
    let nothing = AnswerContent::default();
    let mut differences = Vec::new();
    for language in Language::ALL {
        let content = |of: &AnswerDocument| of.contents.get(&language).unwrap_or(&nothing).fields();
        for ((field, before), (_, after)) in content(older).into_iter().zip(content(newer)) {
            differences.extend(difference(Some(language), field, &before, &after));
        }
    }
    let slots = |of: &AnswerDocument| write_slots(&of.slots);
    differences.extend(difference(None, "slots", &slots(older), &slots(newer)));
    differences
}

fn difference(
    language: Option<Language>,
    field: &'static str,
    before: &str,
    after: &str,
) -> Option<Difference> {
    (before != after).then(|| Difference { language, field, passages: passages(before, after) })
}

fn passages(before: &str, after: &str) -> Vec<Passage> {
    let mut passages: Vec<(ChangeTag, String)> = Vec::new();
    let compared = TextDiff::from_words(before, after);
    for change in compared.iter_all_changes() {
        match passages.last_mut() {
            Some((tag, text)) if *tag == change.tag() => text.push_str(change.value()),
            _ => passages.push((change.tag(), change.value().to_owned())),
        }
    }
    let passage = |(tag, text)| match tag {
        ChangeTag::Equal => Passage::Kept(text),
        ChangeTag::Delete => Passage::Removed(text),
        ChangeTag::Insert => Passage::Added(text),
    };
    passages.into_iter().map(passage).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_told_and_both_versions_can_be_read_from_it() {
        let document = |short: &str| AnswerDocument {
            contents: [(
                Language::En,
                AnswerContent { question: "How?".into(), short: short.into(), ..AnswerContent::default() },
            )]
            .into(),
            slots: Vec::new(),
        };
        let (before, after) = ("Send the form by post.", "Send the form and one photo by post.");
        assert_eq!(compare(&document(before), &document(before)), []);
        let found = compare(&document(before), &document(after));
        assert_eq!((found.len(), found[0].field, found[0].language), (1, "short", Some(Language::En)));
        let read = |wanted: fn(&Passage) -> Option<&String>| {
            found[0].passages.iter().filter_map(wanted).map(String::as_str).collect::<String>()
        };
        let old = read(|one| match one {
            Passage::Kept(text) | Passage::Removed(text) => Some(text),
            Passage::Added(_) => None,
        });
        let new = read(|one| match one {
            Passage::Kept(text) | Passage::Added(text) => Some(text),
            Passage::Removed(_) => None,
        });
        assert_eq!((old.as_str(), new.as_str()), (before, after));
    }
}
