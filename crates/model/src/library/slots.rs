//! Slots: what an answer depends on, asked of the person, so that they read what holds for them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Language, Translated};

/// A question on which the answer depends. Its place in the words is its key in braces: `It costs {fee}.`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The key: lower-case letters, digits and `_`.
    pub key: String,
    /// What the person is asked.
    pub question: Translated,
    /// What stands in the words as long as they have not said.
    pub otherwise: Translated,
    /// What they can say.
    pub choices: Vec<SlotChoice>,
}

/// What a person can say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotChoice {
    /// The key.
    pub key: String,
    /// What they read.
    pub label: Translated,
    /// What then stands in the words.
    pub text: Translated,
}

/// What a person said: the key of a choice by the key of its slot.
pub type SlotPicks = BTreeMap<String, String>;

impl Slot {
    /// What stands in its place.
    #[must_use]
    pub fn text(&self, picks: &SlotPicks, language: Language) -> &str {
        let picked = picks.get(&self.key);
        let choice = self.choices.iter().find(|choice| Some(&choice.key) == picked);
        choice.map_or(&self.otherwise, |choice| &choice.text).get(language)
    }

    /// Fills every slot of a text. Braces that name no slot stay as they are.
    ///
    /// ```
    /// use catsup_model::{Language, Translated, library::{Slot, SlotPicks}};
    /// let slot = Slot {
    ///     key: "fee".to_owned(),
    ///     question: Translated::english("How old are you?"),
    ///     otherwise: Translated::english("100 or 130 dollars"),
    ///     choices: Vec::new(),
    /// };
    /// let filled = Slot::fill("It costs {fee} {here}.", &[slot], &SlotPicks::new(), Language::En);
    /// assert_eq!(filled, "It costs 100 or 130 dollars {here}.");
    /// ```
    #[must_use]
    pub fn fill(text: &str, slots: &[Self], picks: &SlotPicks, language: Language) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            filled.push_str(&rest[..open]);
            rest = &rest[open..];
            let named = rest.find('}').and_then(|close| {
                let slot = slots.iter().find(|slot| slot.key == rest[1..close])?;
                Some((slot, close))
            });
            match named {
                Some((slot, close)) => {
                    filled.push_str(slot.text(picks, language));
                    rest = &rest[close + 1..];
                }
                None => {
                    filled.push('{');
                    rest = &rest[1..];
                }
            }
        }
        filled.push_str(rest);
        filled
    }

    /// Keys of slots in braces that a text names and that are none of these.
    #[must_use]
    pub fn unknown_in(text: &str, slots: &[Self]) -> Vec<String> {
        let named = text.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(key, _)| key));
        let shaped = named.filter(|key| Self::is_key(key));
        shaped.filter(|key| !slots.iter().any(|slot| slot.key == *key)).map(str::to_owned).collect()
    }

    /// Whether a text may be the key of a slot.
    #[must_use]
    pub fn is_key(text: &str) -> bool {
        (1..=40).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fee() -> Slot {
        let choice = |key: &str, text: &str| SlotChoice {
            key: key.to_owned(),
            label: Translated::english(key),
            text: Translated::both(text, format!("{text} (es)")),
        };
        Slot {
            key: "fee".to_owned(),
            question: Translated::english("How old are you?"),
            otherwise: Translated::english("a fee"),
            choices: vec![choice("child", "100 dollars"), choice("adult", "130 dollars")],
        }
    }

    #[test]
    fn the_words_fit_what_the_person_said() {
        let slots = [fee()];
        let picks = SlotPicks::from([("fee".to_owned(), "adult".to_owned())]);
        let filled = |picks, language| Slot::fill("Pay {fee}; {fee}!", &slots, picks, language);
        assert_eq!(filled(&picks, Language::En), "Pay 130 dollars; 130 dollars!");
        assert_eq!(filled(&picks, Language::Es), "Pay 130 dollars (es); 130 dollars (es)!");
        let unknown = SlotPicks::from([("fee".to_owned(), "<b>".to_owned())]);
        assert_eq!(filled(&unknown, Language::En), "Pay a fee; a fee!");
    }

    #[test]
    fn slots_that_are_not_there_are_named() {
        assert_eq!(Slot::unknown_in("{fee} {age} {Not a slot} {", &[fee()]), ["age"]);
        assert_eq!(Slot::fill("{{fee}} {x", &[fee()], &SlotPicks::new(), Language::En), "{a fee} {x");
    }
}
