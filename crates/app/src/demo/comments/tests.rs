//! The grammar holds together, and what is written from it fits its scene.

use std::collections::BTreeSet;

use super::*;
use crate::demo::{agency::SERVICES, opinions::DRIVERS};

fn channels() -> BTreeSet<Channel> {
    SERVICES.iter().flat_map(|service| service.touchpoints).map(|touchpoint| touchpoint.channel).collect()
}

fn scene(service: &'static str, channel: Channel, language: Language, tone: Tone, topic: Driver) -> Scene {
    let besides = Driver::Transparency;
    Scene { service, channel, language, tone, best: topic, worst: topic, besides, event: None }
}

fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for service in SERVICES {
        for touchpoint in service.touchpoints {
            for language in Language::ALL {
                for topic in DRIVERS {
                    for tone in [Tone::Good, Tone::Mixed, Tone::Bad] {
                        scenes.push(scene(service.key, touchpoint.channel, language, tone, topic));
                    }
                }
            }
        }
    }
    scenes
}

#[test]
fn every_slot_is_known_and_every_tone_of_line_is_good_or_bad() {
    for language in Language::ALL {
        let grammar = Grammar::of(language);
        for lines in &grammar.lines {
            assert_ne!(lines.tone, Tone::Mixed);
            for text in &lines.texts {
                for slot in text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()) {
                    let slot = slot.to_lowercase();
                    for service in SERVICES {
                        assert!(!grammar.choices(&slot, service.key).is_empty(), "{slot} in “{text}”");
                    }
                }
            }
        }
    }
}

#[test]
fn no_line_is_written_twice() {
    for language in Language::ALL {
        let mut seen = BTreeSet::new();
        let texts = Grammar::of(language).lines.iter().flat_map(|lines| &lines.texts);
        texts.for_each(|text| assert!(seen.insert(text), "twice: {text}"));
        assert!(seen.len() > 90, "{language}: {}", seen.len());
    }
}

#[test]
fn there_is_something_to_say_in_every_scene() {
    let mut writer = Writer::new(1);
    for scene in scenes() {
        let comment = writer.write(&scene);
        assert!(comment.chars().count() > 5, "{scene:?}");
        assert!(comment.chars().count() < 1000 && !comment.contains(['{', '}']), "{comment}");
    }
    assert_eq!(channels().len(), 10);
}

#[test]
fn what_is_said_has_the_tone_of_the_answer() {
    // The longest stretch between two slots names a line well enough.
    let longest = |text: &String| -> String {
        let stretches = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
        stretches.max_by_key(|stretch| stretch.len()).unwrap_or_default().to_lowercase()
    };
    let stretches = |language, tone| -> Vec<String> {
        let lines = Grammar::of(language).lines.iter().filter(move |lines| lines.tone == tone);
        lines.flat_map(|lines| &lines.texts).map(longest).filter(|one| one.chars().count() > 12).collect()
    };
    let mut writer = Writer::new(2);
    for scene in scenes() {
        let comment = writer.write(&scene).to_lowercase();
        let says = |tone| stretches(scene.language, tone).iter().any(|one| comment.contains(one.as_str()));
        match scene.tone {
            Tone::Good => assert!(!says(Tone::Bad), "{comment}"),
            Tone::Bad => assert!(!says(Tone::Good), "{comment}"),
            Tone::Mixed => {}
        }
    }
}

#[test]
fn what_happened_is_told() {
    let usual = scene("passport_renewal", Channel::Website, Language::En, Tone::Bad, Driver::Ease);
    let scene = Scene { event: Some(Event::Outage), ..usual };
    let mut writer = Writer::new(3);
    let comments: Vec<String> = (0..100).map(|_| writer.write(&scene).to_lowercase()).collect();
    let words = ["down", "503", "crashed", "loads", "sign in", "outage", "try again later"];
    let told = comments.iter().filter(|one| words.iter().any(|word| one.contains(word))).count();
    assert!((60..=95).contains(&told), "{told}");
    assert!(comments.windows(2).all(|pair| pair[0] != pair[1]));
}
