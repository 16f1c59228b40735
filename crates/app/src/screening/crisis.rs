//! The screen of crisis: words of threat, despair or abuse. It only ever calls someone to look.

use std::sync::LazyLock;

use catsup_model::screening::{ScreenCode, Verdict};
use serde::Deserialize;

use super::{
    screens::{Said, Screen, Seen, written},
    text,
};

/// Phrases by what they speak of.
#[derive(Deserialize)]
struct Phrases {
    despair: Vec<String>,
    threat: Vec<String>,
    abuse: Vec<String>,
}

/// Folded phrases, the gravest first, with the reason that is given.
static PHRASES: LazyLock<[(&'static str, Vec<String>); 3]> = LazyLock::new(|| {
    let file: Phrases =
        toml::from_str(include_str!("crisis.toml")).expect("the list in the program is well-formed");
    let folded = |phrases: Vec<String>| phrases.iter().map(|phrase| text::folded(phrase)).collect();
    [("despair", folded(file.despair)), ("threat", folded(file.threat)), ("abuse", folded(file.abuse))]
});

/// Words of threat, despair or abuse.
pub(super) struct Crisis;

/// What the gravest phrase in these texts speaks of: `despair`, `threat` or `abuse`.
pub(crate) fn alarming(texts: &[&str]) -> Option<&'static str> {
    let texts: Vec<String> = texts.iter().map(|text| text::folded(text)).collect();
    let found = PHRASES
        .iter()
        .find(|(_, phrases)| phrases.iter().any(|phrase| texts.iter().any(|text| text::holds(text, phrase))));
    found.map(|(reason, _)| *reason)
}

impl Screen for Crisis {
    fn code(&self) -> ScreenCode {
        ScreenCode::Crisis
    }

    fn look(&self, seen: &Seen<'_>) -> Option<Option<Said>> {
        let texts: Vec<&str> = written(seen.submitted).map(|text| text.words).collect();
        Some(alarming(&texts).map(|reason| (Verdict::Urgent, reason, 100)))
    }
}
