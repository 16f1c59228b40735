//! Words that are near to what was typed, out of all the words of an index.
//!
//! Every word is looked at, but nearly all are ruled out by their length and a set of their letters in 64 bits: an edit changes at most
//! two of them. That needs no index of its own, and 50,000 words take some tens of microseconds.

use super::near::{Letters, distance};

/// What a word is ruled out by.
#[derive(Debug, Clone, Copy)]
struct Outline {
    letters: u64,
    length: u8,
}

impl Outline {
    fn of(word: &str) -> Self {
        let bit = |letter: char| match letter {
            'a'..='z' => letter as u32 - 'a' as u32,
            other => 26 + other as u32 % 38,
        };
        let letters = word.chars().fold(0, |letters, letter| letters | 1 << bit(letter));
        Self { letters, length: word.chars().count().min(usize::from(u8::MAX)) as u8 }
    }
}

/// A word near to what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Near {
    /// Its number.
    pub(super) word: u32,
    /// How many edits away.
    pub(super) edits: usize,
}

/// Outlines of words, by their number.
#[derive(Debug, Clone, Default)]
pub(super) struct Spelling {
    outlines: Vec<Outline>,
}

impl Spelling {
    pub(super) fn of(words: &[String]) -> Self {
        Self { outlines: words.iter().map(|word| Outline::of(word)).collect() }
    }

    /// The words near to `typed`, but not the same; `words` are those it was made of.
    pub(super) fn near(&self, typed: &str, words: &[String]) -> Vec<Near> {
        let Some(most) = forgiven(typed) else { return Vec::new() };
        let (outline, letters) = (Outline::of(typed), Letters::of(typed));
        let mut near = Vec::new();
        for (place, (other, word)) in self.outlines.iter().zip(words).enumerate() {
            let ruled_out = usize::from(other.length.abs_diff(outline.length)) > most
                || (other.letters ^ outline.letters).count_ones() as usize > 2 * most;
            if ruled_out {
                continue;
            }
            if let Some(edits) = distance(&letters, &Letters::of(word), most).filter(|edits| *edits > 0) {
                near.push(Near { word: place as u32, edits });
            }
        }
        near
    }
}

/// How many edits are forgiven in a word: none in a short one or a number.
fn forgiven(typed: &str) -> Option<usize> {
    if typed.chars().any(char::is_numeric) {
        return None;
    }
    match typed.chars().count() {
        0..=3 => None,
        4..=7 => Some(1),
        _ => Some(2),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(typed: &str, words: &[&str]) -> Vec<(String, usize)> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let found = Spelling::of(&words).near(typed, &words);
        found.into_iter().map(|near| (words[near.word as usize].clone(), near.edits)).collect()
    }

    #[test]
    fn longer_words_forgive_more() {
        assert_eq!(near("fom", &["form", "from"]), []);
        assert_eq!(
            near("froms", &["forms", "formas", "frogs"]),
            [("forms".to_owned(), 1), ("frogs".to_owned(), 1)]
        );
        assert_eq!(near("aplicaton", &["application"]), [("application".to_owned(), 2)]);
        assert_eq!(near("2023", &["2024"]), []);
        assert_eq!(near("passport", &["passport"]), []);
    }

    proptest! {
        #[test]
        fn nothing_near_is_ruled_out_by_its_outline(typed in "[a-eñ7]{4,10}", words in prop::collection::vec("[a-eñ7]{3,11}", 0..30)) {
            let expected: Vec<(String, usize)> = words
                .iter()
                .filter_map(|word| {
                    let most = forgiven(&typed)?;
                    let edits = distance(&Letters::of(&typed), &Letters::of(word), most)?;
                    (edits > 0).then(|| (word.clone(), edits))
                })
                .collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            prop_assert_eq!(near(&typed, &words), expected);
        }
    }
}
