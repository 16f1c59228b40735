//! Comments that fit their scores, their channel, their service and what happened.
//!
//! A comment is one or two lines of the grammar with an opening or a closing. A line is not said again about the same
//! service before many others were, so that no two neighbours look copied.

mod grammar;

use std::collections::HashMap;

use catsup_model::{Channel, Driver, Language};
use serde::Deserialize;

use self::grammar::{Grammar, Lines};
use super::{answers::Tone, chance::Chance};

/// What may have happened to somebody, besides the usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Event {
    /// The portal was down.
    Outage,
    /// The portal was down and everyone called.
    Overflow,
    /// Someone was called back.
    Callback,
    /// Nobody on the line spoke Spanish.
    NoSpanish,
    /// It was the busiest time of the year.
    Crowd,
}

/// What a comment is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene {
    /// Key of the service.
    pub(super) service: &'static str,
    /// The channel.
    pub(super) channel: Channel,
    /// The language.
    pub(super) language: Language,
    /// How the main answer sounds.
    pub(super) tone: Tone,
    /// The driver that pleased most.
    pub(super) best: Driver,
    /// The driver that displeased most.
    pub(super) worst: Driver,
    /// The driver of a second line.
    pub(super) besides: Driver,
    /// What happened.
    pub(super) event: Option<Event>,
}

/// Writes comments.
pub(super) struct Writer {
    chance: Chance,
    /// What was said about anything.
    anywhere: Said,
    /// What was said about each service.
    of_service: HashMap<&'static str, Said>,
}

/// When each text was said last, counted in texts.
#[derive(Default)]
struct Said {
    last: HashMap<&'static str, u64>,
    count: u64,
}

impl Said {
    /// How many others were said since.
    fn since(&self, text: &str) -> u64 {
        self.last.get(text).map_or(u64::MAX, |at| self.count - at)
    }

    fn note(&mut self, text: &'static str) {
        self.count += 1;
        self.last.insert(text, self.count);
    }
}

/// A text is not said again about a service before this many others, if there are any.
const APART: u64 = 25;
/// A text is not said again about anything before this many others, if there are any.
const APART_ANYWHERE: u64 = 16;

impl Writer {
    /// The writer of this seed.
    pub(super) fn new(seed: u64) -> Self {
        Self { chance: Chance::of(seed, "comments"), anywhere: Said::default(), of_service: HashMap::new() }
    }

    /// A comment on this scene.
    pub(super) fn write(&mut self, scene: &Scene) -> String {
        let frames = &Grammar::of(scene.language).frames;
        let mut sentences = Vec::with_capacity(4);
        match scene.tone {
            Tone::Good => {
                self.frame(&mut sentences, scene, &frames.good_open, 0.25);
                self.lines(&mut sentences, scene, Tone::Good, scene.best, 0.30);
                self.frame(&mut sentences, scene, &frames.good_close, 0.28);
            }
            Tone::Bad => {
                self.frame(&mut sentences, scene, &frames.bad_open, 0.22);
                self.lines(&mut sentences, scene, Tone::Bad, scene.worst, 0.35);
                self.frame(&mut sentences, scene, &frames.bad_close, 0.33);
            }
            Tone::Mixed if self.chance.happens(0.5) => {
                self.lines(&mut sentences, scene, Tone::Good, scene.best, 0.0);
                self.frame(&mut sentences, scene, &frames.turn_bad, 1.0);
                self.lines(&mut sentences, scene, Tone::Bad, scene.worst, 0.0);
            }
            Tone::Mixed => {
                self.lines(&mut sentences, scene, Tone::Bad, scene.worst, 0.0);
                self.frame(&mut sentences, scene, &frames.turn_good, 1.0);
                self.lines(&mut sentences, scene, Tone::Good, scene.best, 0.0);
            }
        }
        self.as_typed(sentences.join(" "))
    }

    /// Adds a line on the topic, or on what happened, and sometimes one on another topic.
    fn lines(&mut self, sentences: &mut Vec<String>, scene: &Scene, tone: Tone, topic: Driver, second: f64) {
        let about_event = if self.chance.happens(0.75) { scene.event } else { None };
        let of_event = about_event
            .and_then(|event| self.line(scene, |one| one.tone == tone && one.event == Some(event)));
        let told = of_event.is_some();
        let first = of_event.or_else(|| {
            self.line(scene, |one| one.tone == tone && one.event.is_none() && one.topic == topic)
        });
        sentences.extend(first);
        // After what happened, the driver itself.
        let next = if told { topic } else { scene.besides };
        if self.chance.happens(second) && (told || next != topic) {
            let more = self.line(scene, |one| one.tone == tone && one.event.is_none() && one.topic == next);
            sentences.extend(more);
        }
    }

    fn line(&mut self, scene: &Scene, wanted: impl Fn(&Lines) -> bool) -> Option<String> {
        let fitting = Grammar::of(scene.language).lines.iter().filter(|lines| wanted(lines));
        let texts = fitting.flat_map(|lines| {
            let fit = lines.fit(scene);
            lines.texts.iter().map(move |text| (text.as_str(), fit))
        });
        let texts: Vec<(&'static str, f64)> = texts.filter(|(_, fit)| *fit > 0.0).collect();
        self.say(scene, &texts)
    }

    fn frame(
        &mut self,
        sentences: &mut Vec<String>,
        scene: &Scene,
        frames: &'static [String],
        how_often: f64,
    ) {
        if self.chance.happens(how_often) {
            let texts: Vec<(&'static str, f64)> = frames.iter().map(|text| (text.as_str(), 1.0)).collect();
            sentences.extend(self.say(scene, &texts));
        }
    }

    /// Chooses by weight among what was not said lately; when everything was, what was said longest ago.
    fn say(&mut self, scene: &Scene, texts: &[(&'static str, f64)]) -> Option<String> {
        let of_service = self.of_service.entry(scene.service).or_default();
        let fresh =
            |text: &str| of_service.since(text) >= APART && self.anywhere.since(text) >= APART_ANYWHERE;
        let weights: Vec<f64> =
            texts.iter().map(|(text, weight)| if fresh(text) { *weight } else { 0.0 }).collect();
        let chosen = if weights.iter().any(|weight| *weight > 0.0) {
            texts[self.chance.weighted(&weights)].0
        } else {
            let since = |text: &str| of_service.since(text).min(self.anywhere.since(text));
            texts.iter().map(|(text, _)| *text).max_by_key(|text| since(text))?
        };
        of_service.note(chosen);
        self.anywhere.note(chosen);
        Some(Grammar::of(scene.language).fill(&mut self.chance, scene.service, chosen))
    }

    /// The way people type: some leave the last full stop out, some never press shift.
    fn as_typed(&mut self, text: String) -> String {
        let text = if self.chance.happens(0.18) { text.trim_end_matches('.').to_owned() } else { text };
        if self.chance.happens(0.06) { text.to_lowercase() } else { text }
    }
}

#[cfg(test)]
mod tests;
