//! The screen of content: what advertisers write. It is slow to reject: a text alone is rarely proof.

use std::sync::LazyLock;

use catsup_model::screening::{ScreenCode, Threshold, Verdict};
use serde::Deserialize;

use super::{
    screens::{Said, Screen, Seen, Written, written},
    text,
};

/// Phrases of advertisers, folded.
#[derive(Deserialize)]
struct Phrases {
    phrases: Vec<String>,
}

static PHRASES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let file: Phrases =
        toml::from_str(include_str!("phrases.toml")).expect("the list in the program is well-formed");
    file.phrases.iter().map(|phrase| text::folded(phrase)).collect()
});

/// Many links, markup, one character over and over, known phrases.
pub(super) struct Content;

impl Screen for Content {
    fn code(&self) -> ScreenCode {
        ScreenCode::Content
    }

    fn look(&self, seen: &Seen<'_>) -> Option<Option<Said>> {
        let said = written(seen.submitted).filter_map(|text| judged(seen, &text));
        Some(said.max_by_key(|(_, _, score)| *score))
    }
}

fn judged(seen: &Seen<'_>, text: &Written<'_>) -> Option<Said> {
    let links = text::links(text.words);
    let markup = text::has_link_markup(text.words);
    let phrases = phrases_in(text.words);
    if links >= seen.threshold(Threshold::LinksReject) {
        Some((Verdict::Reject, "many_links", 85))
    } else if phrases >= 2 && (links > 0 || markup) {
        Some((Verdict::Reject, "known_phrases", 90))
    } else if text::has_script(text.words) {
        Some((Verdict::Flag, "markup", 60))
    } else if markup {
        Some((Verdict::Flag, "markup", 55))
    } else if links >= seen.threshold(Threshold::LinksFlag) {
        Some((Verdict::Flag, "many_links", 50))
    } else if phrases > 0 {
        Some((Verdict::Flag, "known_phrases", 50))
    } else if text::longest_run(text.words) >= seen.threshold(Threshold::RunLength) {
        Some((Verdict::Flag, "one_character", 50))
    } else {
        None
    }
}

fn phrases_in(words: &str) -> usize {
    let folded = text::folded(words);
    PHRASES.iter().filter(|phrase| text::holds(&folded, phrase)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_whole_and_none_stands_twice() {
        let mut seen = std::collections::BTreeSet::new();
        for phrase in PHRASES.iter() {
            assert!(phrase.contains(' '), "“{phrase}” is one word: ordinary people may use it");
            assert!(seen.insert(phrase), "“{phrase}” stands twice");
        }
        assert_eq!(phrases_in("We offer SEO services & quality backlinks!!"), 2);
        assert_eq!(phrases_in("I waited an hour for my loan papers."), 0);
    }
}
