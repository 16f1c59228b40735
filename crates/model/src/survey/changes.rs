//! What a change of a survey does to the figures, question by question.
//!
//! Answers count under the wording they were given to. A new wording starts a trend of its own; the answers given so
//! far stay, under theirs.

use std::collections::BTreeSet;

use super::{Question, QuestionKind, SurveyDefinition};
use crate::Language;

/// What a change does to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionChange {
    /// Key of the question.
    pub question: String,
    /// What happens.
    pub change: Change,
}

/// What happens to the figures of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is new: its trend begins.
    Added,
    /// It is asked no more: its trend ends, what was answered stays.
    Removed,
    /// It is answered in another way: another question as far as figures go.
    OtherKind,
    /// Its text is another in these languages: the trend begins anew there.
    Reworded(Vec<Language>),
    /// The text changed and the author said that the wording is the same: the trend goes on.
    Corrected(Vec<Language>),
    /// Other choices or statements are offered: shares before and after do not compare.
    OtherParts {
        /// Keys that are new.
        added: Vec<String>,
        /// Keys that are gone.
        removed: Vec<String>,
    },
    /// It is asked of other people: when it is asked changed.
    AskedOfOthers,
}

impl Change {
    /// Whether figures before and after the change do not compare.
    #[must_use]
    pub fn breaks_the_trend(&self) -> bool {
        !matches!(self, Self::Added | Self::Corrected(_))
    }
}

/// What changing from `before` to `after` does to each question; nothing for those that stay as they are.
#[must_use]
pub fn changes(before: &SurveyDefinition, after: &SurveyDefinition) -> Vec<QuestionChange> {
    let mut changes = Vec::new();
    let mut add = |question: &Question, change| {
        changes.push(QuestionChange { question: question.key.clone(), change });
    };
    for question in after.questions().filter(|question| question.is_answered_by_people()) {
        let Some(old) = before.question(&question.key) else {
            add(question, Change::Added);
            continue;
        };
        if !same_kind(old, question) {
            add(question, Change::OtherKind);
            continue;
        }
        let (reworded, corrected) = texts(old, question);
        if !reworded.is_empty() {
            add(question, Change::Reworded(reworded));
        }
        if !corrected.is_empty() {
            add(question, Change::Corrected(corrected));
        }
        let (was, is) = (part_keys(old), part_keys(question));
        if was != is {
            let only = |of: &BTreeSet<String>, not: &BTreeSet<String>| of.difference(not).cloned().collect();
            add(question, Change::OtherParts { added: only(&is, &was), removed: only(&was, &is) });
        }
        if asked_when(before, old) != asked_when(after, question) {
            add(question, Change::AskedOfOthers);
        }
    }
    for old in before.questions().filter(|old| old.is_answered_by_people()) {
        if after.question(&old.key).is_none() {
            add(old, Change::Removed);
        }
    }
    changes
}

/// Keeps the wording of a question in every language whose text changed: its author says that it was only corrected.
/// The text of a choice or statement has no such exception: another text there is another wording.
pub fn keep_wording(before: &Question, after: &mut Question) {
    for language in Language::ALL {
        let text = before.text.exact(language);
        if text.is_some() && text != after.text.exact(language) {
            after.kept.insert(language, before.variant_in(language));
        }
    }
}

/// The languages in which the wording is another, and those in which the text is another but the wording is kept.
fn texts(before: &Question, after: &Question) -> (Vec<Language>, Vec<Language>) {
    let spoken = |language: &Language| before.text.exact(*language).is_some();
    let (mut reworded, mut corrected) = (Vec::new(), Vec::new());
    for language in Language::ALL.into_iter().filter(spoken) {
        let parts_reworded = after.parts().iter().any(|part| {
            let old = before.parts().iter().find(|old| old.key == part.key);
            old.is_some_and(|old| old.text.exact(language) != part.text.exact(language))
        });
        if before.variant_in(language) != after.variant_in(language) || (after.is_own() && parts_reworded) {
            reworded.push(language);
        } else if before.text.exact(language) != after.text.exact(language) {
            corrected.push(language);
        }
    }
    (reworded, corrected)
}

fn same_kind(before: &Question, after: &Question) -> bool {
    use QuestionKind as K;
    match (&before.kind, &after.kind) {
        (K::Scale { scale: a }, K::Scale { scale: b })
        | (K::Grid { scale: a, .. }, K::Grid { scale: b, .. }) => a == b,
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

fn part_keys(question: &Question) -> BTreeSet<String> {
    question.parts().iter().map(|part| part.key.clone()).collect()
}

fn asked_when<'a>(
    definition: &'a SurveyDefinition,
    question: &'a Question,
) -> (Option<&'a super::Condition>, Option<&'a super::Condition>) {
    let section = definition
        .sections
        .iter()
        .find(|section| section.questions.iter().any(|asked| asked.key == question.key));
    (section.and_then(|section| section.ask_when.as_ref()), question.ask_when.as_ref())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn survey(questions: serde_json::Value) -> SurveyDefinition {
        let sections = json!([{"key": "page_1", "questions": questions}]);
        serde_json::from_value(json!({"title": {"en": "T"}, "sections": sections})).unwrap()
    }

    fn stars(text: &str) -> serde_json::Value {
        json!([{"key": "q", "kind": "scale", "scale": "stars5", "text": {"en": text}}])
    }

    #[test]
    fn another_text_starts_another_trend_unless_its_author_keeps_it() {
        let before = survey(stars("How was your visit?"));
        let mut after = survey(stars("How was your stay?"));
        assert_eq!(changes(&before, &before), []);
        assert_eq!(
            changes(&before, &survey(stars("How was your visit"))).len(),
            1,
            "punctuation is corrected"
        );
        let [change] = changes(&before, &after).try_into().unwrap();
        assert_eq!(change.change, Change::Reworded(vec![Language::En]));
        assert!(change.change.breaks_the_trend());

        keep_wording(before.question("q").unwrap(), &mut after.sections[0].questions[0]);
        let [change] = changes(&before, &after).try_into().unwrap();
        assert_eq!(change.change, Change::Corrected(vec![Language::En]));
        let wording = |survey: &SurveyDefinition| survey.question("q").unwrap().wording(Language::En);
        assert_eq!(wording(&before), wording(&after));
    }

    #[test]
    fn choices_that_come_and_go_are_named() {
        let with = |keys: &[&str]| {
            let choices: Vec<_> = keys.iter().map(|key| json!({"key": key, "text": {"en": key}})).collect();
            survey(json!([{"key": "why", "kind": "multiple", "text": {"en": "Why?"}, "choices": choices}]))
        };
        let [change] = changes(&with(&["cost", "time"]), &with(&["cost", "place"])).try_into().unwrap();
        let (added, removed) = (vec!["place".to_owned()], vec!["time".to_owned()]);
        assert_eq!(change.change, Change::OtherParts { added, removed });
    }
}
