//! What may be said in one language, as data: lines by tone and topic, the frames around them, and their slots.

use std::{collections::BTreeMap, sync::LazyLock};

use catsup_model::{Channel, Driver, Language};
use serde::Deserialize;

use super::{Event, Scene};
use crate::demo::{answers::Tone, chance::Chance};

/// Everything that may be said in one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Grammar {
    /// What people come for, by service.
    things: BTreeMap<String, Vec<String>>,
    /// Texts for the other slots.
    slots: BTreeMap<String, Vec<String>>,
    /// Openings, closings and turns.
    pub(super) frames: Frames,
    /// The lines that carry the meaning.
    pub(super) lines: Vec<Lines>,
}

/// What stands around the lines.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Frames {
    pub(super) good_open: Vec<String>,
    pub(super) good_close: Vec<String>,
    pub(super) bad_open: Vec<String>,
    pub(super) bad_close: Vec<String>,
    pub(super) turn_bad: Vec<String>,
    pub(super) turn_good: Vec<String>,
}

/// Lines that are said on the same occasion.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lines {
    pub(super) tone: Tone,
    pub(super) topic: Driver,
    /// Channels they fit; all when empty.
    #[serde(default)]
    channels: Vec<Channel>,
    /// Services they fit; all when empty.
    #[serde(default)]
    services: Vec<String>,
    /// The event they are about.
    #[serde(default)]
    pub(super) event: Option<Event>,
    pub(super) texts: Vec<String>,
}

static GRAMMARS: LazyLock<[Grammar; 2]> = LazyLock::new(|| {
    [include_str!("en.toml"), include_str!("es.toml")]
        .map(|source| toml::from_str(source).expect("a test reads both files"))
});

impl Grammar {
    /// The grammar of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &GRAMMARS[0],
            Language::Es => &GRAMMARS[1],
        }
    }

    /// Fills the slots of a text.
    pub(super) fn fill(&self, chance: &mut Chance, service: &str, text: &str) -> String {
        let mut filled = String::with_capacity(text.len() + 40);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (slot, after) = after.split_once('}').unwrap_or((after, ""));
            filled.push_str(before);
            let choices = self.choices(&slot.to_lowercase(), service);
            let chosen = chance.pick(choices).map_or("", String::as_str);
            if slot.starts_with(char::is_uppercase) {
                push_capitalised(&mut filled, chosen);
            } else {
                filled.push_str(chosen);
            }
            rest = after;
        }
        filled.push_str(rest);
        filled
    }

    /// The texts a slot may take.
    pub(super) fn choices(&self, slot: &str, service: &str) -> &[String] {
        let texts = if slot == "thing" { self.things.get(service) } else { self.slots.get(slot) };
        texts.map_or(&[], Vec::as_slice)
    }
}

impl Lines {
    /// How well these lines fit the scene: 0 when they do not, more the more particular they are.
    pub(super) fn fit(&self, scene: &Scene) -> f64 {
        let channel = self.channels.is_empty() || self.channels.contains(&scene.channel);
        let service = self.services.is_empty() || self.services.iter().any(|one| one == scene.service);
        if !channel || !service {
            return 0.0;
        }
        // A list of most of them says little about one.
        let particular = |listed: usize, weight: f64| if (1..=3).contains(&listed) { weight } else { 0.0 };
        1.0 + particular(self.channels.len(), 1.5) + particular(self.services.len(), 2.5)
    }
}

fn push_capitalised(text: &mut String, word: &str) {
    let mut letters = word.chars();
    text.extend(letters.next().into_iter().flat_map(char::to_uppercase));
    text.push_str(letters.as_str());
}
