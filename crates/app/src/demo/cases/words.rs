//! What people and staff write in cases, as data in two languages.

use std::{collections::BTreeMap, sync::LazyLock};

use catsup_model::{
    Language,
    case::{CaseKind, UnresolvedReason},
};
use serde::Deserialize;

use crate::demo::chance::Chance;

/// Everything that may be written in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    things: BTreeMap<String, Vec<String>>,
    slots: BTreeMap<String, Vec<String>>,
    openings: BTreeMap<String, Vec<String>>,
    sentences: BTreeMap<String, Vec<String>>,
    unresolved: BTreeMap<String, Vec<String>>,
}

static WORDS: LazyLock<[Words; 2]> = LazyLock::new(|| {
    [include_str!("en.toml"), include_str!("es.toml")]
        .map(|source| toml::from_str(source).expect("a test reads both files"))
});

/// The writers of one case: what it is about stays the same from sentence to sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writer {
    words: &'static Words,
    thing: &'static str,
}

impl Writer {
    /// Somebody who writes about a service.
    pub(super) fn about(chance: &mut Chance, language: Language, service: &str) -> Self {
        let words = &WORDS[if language == Language::Es { 1 } else { 0 }];
        let things = words.things.get(service).map_or(&[][..], Vec::as_slice);
        Self { words, thing: chance.pick(things).map_or("", String::as_str) }
    }

    /// The person's first words.
    pub(super) fn opening(self, chance: &mut Chance, kind: CaseKind) -> String {
        let mut text = self.of(chance, &self.words.openings, kind.code());
        let more = matches!(kind, CaseKind::Complaint | CaseKind::Question | CaseKind::Request);
        if more && chance.happens(0.6) {
            text = format!("{text} {}", self.sentence(chance, "context"));
        }
        text
    }

    /// A sentence of a sort.
    pub(super) fn sentence(self, chance: &mut Chance, sort: &str) -> String {
        self.of(chance, &self.words.sentences, sort)
    }

    /// Why it ends without a solution.
    pub(super) fn unresolved(self, chance: &mut Chance, reason: UnresolvedReason) -> String {
        self.of(chance, &self.words.unresolved, reason.code())
    }

    fn of(self, chance: &mut Chance, texts: &'static BTreeMap<String, Vec<String>>, sort: &str) -> String {
        let texts = texts.get(sort).map_or(&[][..], Vec::as_slice);
        let text = chance.pick(texts).map_or("", String::as_str);
        self.fill(chance, text)
    }

    fn fill(self, chance: &mut Chance, text: &str) -> String {
        let mut filled = String::with_capacity(text.len() + 40);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            filled.push_str(before);
            let chosen = match slot {
                "thing" | "Thing" => self.thing,
                other => {
                    let choices = self.words.slots.get(other).map_or(&[][..], Vec::as_slice);
                    chance.pick(choices).map_or("", String::as_str)
                }
            };
            let mut letters = chosen.chars();
            if slot == "Thing" {
                filled.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            }
            filled.push_str(letters.as_str());
            rest = after;
        }
        filled.push_str(rest);
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::agency::SERVICES;

    const SORTS: [&str; 11] = [
        "context",
        "wish",
        "first_reply",
        "ask",
        "answer",
        "thanks",
        "note",
        "solved",
        "welcome",
        "denied",
        "again",
    ];
    const REASONS: [UnresolvedReason; 5] = [
        UnresolvedReason::NotAllowed,
        UnresolvedReason::Elsewhere,
        UnresolvedReason::NoAnswer,
        UnresolvedReason::Withdrawn,
        UnresolvedReason::Other,
    ];

    #[test]
    fn everything_can_be_said_of_every_service_in_both_languages() {
        let mut chance = Chance::of(1, "words");
        for language in [Language::En, Language::Es] {
            for service in SERVICES {
                let writer = Writer::about(&mut chance, language, service.key);
                assert!(!writer.thing.is_empty(), "{}", service.key);
                let openings = CaseKind::ALL.iter().map(|kind| writer.opening(&mut chance, *kind));
                let mut said: Vec<String> = openings.collect();
                said.extend(SORTS.map(|sort| writer.sentence(&mut chance, sort)));
                said.extend(REASONS.map(|reason| writer.unresolved(&mut chance, reason)));
                assert!(said.iter().all(|text| text.len() > 10 && !text.contains(['{', '}'])), "{said:?}");
            }
        }
    }
}
