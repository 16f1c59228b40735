//! Keys of questions, choices and pages: made from their texts, free of those in use, and renamed wherever they stand.

use std::collections::BTreeSet;

use catsup_model::{
    Language, Translated,
    survey::{Choice, Condition, SurveyDefinition},
    text::slug,
};

use super::texts;

/// The most characters of a key.
pub const LONGEST_KEY: usize = 40;

/// Whether `key` may name a question, a choice or a page.
#[must_use]
pub fn is_key(key: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    !key.is_empty() && key.len() <= LONGEST_KEY && key.bytes().all(plain)
}

/// A key for something with this text, which is none of those in use; `otherwise` when the text gives none.
pub(super) fn free(text: &Translated, otherwise: &str, in_use: &BTreeSet<String>) -> String {
    let made = from_text(text.get(Language::En));
    let wanted = if made.is_empty() { otherwise } else { &made };
    if !made.is_empty() && !in_use.contains(wanted) {
        return wanted.to_owned();
    }
    numbered(wanted, in_use)
}

/// `stem_1`, `stem_2` …: the first that is not in use.
pub(super) fn numbered(stem: &str, in_use: &BTreeSet<String>) -> String {
    let stem: String = stem.chars().take(LONGEST_KEY - 4).collect();
    let number = |number: usize| format!("{}_{number}", stem.trim_end_matches('_'));
    (1..).map(number).find(|key| !in_use.contains(key)).expect("few keys are in use")
}

fn from_text(text: &str) -> String {
    let key = slug(text).replace('-', "_");
    if key.len() <= LONGEST_KEY {
        return key;
    }
    // Whole words, as long as that leaves something to read.
    let cut = &key[..LONGEST_KEY];
    cut.rsplit_once('_').map_or(cut, |(words, _)| words).to_owned()
}

/// Gives a key to every part that has none yet.
pub(super) fn name_parts(parts: &mut [Choice], otherwise: &str) {
    let mut in_use: BTreeSet<String> = parts.iter().map(|part| part.key.clone()).collect();
    for part in parts.iter_mut().filter(|part| part.key.is_empty()) {
        part.key = free(&part.text, otherwise, &in_use);
        in_use.insert(part.key.clone());
    }
}

/// Calls a question by another key wherever conditions and texts name it.
pub(super) fn rename(definition: &mut SurveyDefinition, from: &str, to: &str) {
    for section in &mut definition.sections {
        section.ask_when.iter_mut().for_each(|when| rename_tests(when, from, to));
        for question in &mut section.questions {
            question.ask_when.iter_mut().for_each(|when| rename_tests(when, from, to));
        }
    }
    texts::each(definition, &mut |text| *text = text.map(|_, words| rename_pipes(words, from, to)));
}

fn rename_tests(condition: &mut Condition, from: &str, to: &str) {
    match condition {
        Condition::All { all: within } | Condition::Any { any: within } => {
            within.iter_mut().for_each(|one| rename_tests(one, from, to));
        }
        Condition::Test(test) => match test.question.split_once('.') {
            Some((question, row)) if question == from => test.question = format!("{to}.{row}"),
            None if test.question == from => to.clone_into(&mut test.question),
            _ => {}
        },
    }
}

fn rename_pipes(text: &str, from: &str, to: &str) -> String {
    let mut renamed = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((inner, behind)) = after.split_once("}}") else { break };
        let (question, otherwise) =
            inner.split_once('|').map_or((inner, None), |(key, words)| (key, Some(words)));
        let question = if question.trim() == from { to } else { question };
        let otherwise = otherwise.map(|words| format!("|{words}")).unwrap_or_default();
        renamed.push_str(&format!("{before}{{{{{question}{otherwise}}}}}"));
        rest = behind;
    }
    renamed + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_from_the_text_and_free() {
        let text = |text: &str| Translated::english(text);
        let none = BTreeSet::new();
        assert_eq!(free(&text("Why did you come?"), "question", &none), "why_did_you_come");
        let used = BTreeSet::from(["why_did_you_come".to_owned()]);
        assert_eq!(free(&text("Why did you come?"), "question", &used), "why_did_you_come_1");
        assert_eq!(free(&text("¿?"), "question", &none), "question_1");
        let long = free(&text(&"word ".repeat(30)), "question", &none);
        assert!(is_key(&long) && long.ends_with("word"), "{long}");
    }

    #[test]
    fn a_pipe_follows_its_question() {
        assert_eq!(rename_pipes("How was {{office|it}}?", "office", "place"), "How was {{place|it}}?");
        assert_eq!(rename_pipes("{{ office }} {{x}} {{", "office", "place"), "{{place}} {{x}} {{");
    }
}
