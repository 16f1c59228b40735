//! Plain language: how hard a text is to read, and the words and sentences that make it so.
//!
//! English is graded by Flesch and Kincaid, Spanish by Fernández Huerta. Whatever is found is a range of bytes of the text, so that
//! a page can mark it where it stands.

mod conjugation;
mod grade;
mod jargon;
mod passive;
mod syllables;
mod text;

use catsup_model::Language;

use self::text::{Word, sentences};
pub use self::{
    grade::{fernandez_huerta, flesch_kincaid, grade_of_ease},
    jargon::{Entry, Jargon},
    syllables::syllables,
};

/// Sentences of more words are long.
pub const LONG_SENTENCE: usize = 25;
/// The fewest words of which a grade is told.
pub const FEWEST_WORDS: usize = 10;
/// The highest grade that most people read with ease, as plain-language guidance has it.
pub const PLAIN_GRADE: f64 = 8.0;

/// A part of a text: bytes from `start` up to `end`, both on boundaries of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

impl Mark {
    /// The words marked in `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// A bureaucratic word, and what to say instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JargonMark {
    /// Where it stands.
    pub span: Mark,
    /// What may stand there instead, the best first.
    pub plain: Vec<String>,
}

/// What is found in a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Review {
    /// How many words it has.
    pub words: usize,
    /// How many sentences.
    pub sentences: usize,
    /// The school grade it asks for; none for a text of fewer than [`FEWEST_WORDS`] words.
    pub grade: Option<f64>,
    /// Sentences of more than [`LONG_SENTENCE`] words.
    pub long: Vec<Mark>,
    /// Verbs in the passive voice, from the auxiliary to the participle.
    pub passive: Vec<Mark>,
    /// Bureaucratic words.
    pub jargon: Vec<JargonMark>,
}

impl Review {
    /// Whether most people read it with ease: `None` for a text too short to tell.
    #[must_use]
    pub fn is_plain(&self) -> Option<bool> {
        self.grade.map(|grade| grade <= PLAIN_GRADE)
    }
}

/// Reads a text against the bureaucratic words of `own`.
///
/// ```
/// use catsup_language::plain::{Jargon, review};
/// use catsup_model::Language;
///
/// let text = "The form was sent by us. Please commence the application.";
/// let read = review(text, Language::En, &Jargon::built_in(Language::En));
/// assert_eq!((read.words, read.sentences), (10, 2));
/// assert_eq!(read.passive[0].of(text), "was sent");
/// assert_eq!(read.jargon[0].span.of(text), "commence");
/// assert_eq!(read.jargon[0].plain, ["start", "begin"]);
/// ```
#[must_use]
pub fn review(text: &str, language: Language, own: &Jargon) -> Review {
    let mut read = Review::default();
    let mut spoken = 0;
    for sentence in sentences(text) {
        let words = &sentence.words;
        read.sentences += 1;
        read.words += words.len();
        spoken += words.iter().map(|word| syllables(word.text, language)).sum::<usize>();
        if words.len() > LONG_SENTENCE {
            read.long.push(sentence.mark);
        }
        read.passive.extend(passive::marks(words, language));
        own.mark(words, &mut read.jargon);
    }
    if read.words >= FEWEST_WORDS {
        read.grade = Some(grade::grade(language, read.words, read.sentences, spoken));
    }
    read
}

/// The range from one word to another.
fn from_to(first: &Word<'_>, last: &Word<'_>) -> Mark {
    Mark { start: first.mark.start, end: last.mark.end }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, language: Language) -> Review {
        review(text, language, &Jargon::built_in(language))
    }

    #[test]
    fn little_text_has_no_grade_and_long_sentences_are_marked() {
        assert_eq!(read("Thank you.", Language::En).grade, None);
        assert_eq!(read("", Language::En), Review::default());
        let long = "We have to tell you that the form which you sent to the office in the second week of the month \
                    was not the one which the law wants you to send.";
        let text = format!("Hello Ana. {long} Sorry!");
        let found = read(&text, Language::En);
        assert_eq!((found.sentences, found.long.len()), (3, 1));
        assert_eq!(found.long[0].of(&text), long);
        let hard = "Notwithstanding aforementioned considerations, the administration's determination regarding eligibility \
                    necessitates supplementary documentation.";
        assert!(read(hard, Language::En).grade.unwrap() > 16.0);
        assert!(read(hard, Language::En).grade > found.grade);
    }

    #[test]
    fn a_letter_in_spanish_is_read_in_spanish() {
        let text = "La solicitud será revisada por la oficina. A la mayor brevedad se procederá a la tramitación del expediente.";
        let found = read(text, Language::Es);
        assert_eq!(found.passive.iter().map(|mark| mark.of(text)).collect::<Vec<_>>(), ["será revisada"]);
        let jargon: Vec<&str> = found.jargon.iter().map(|mark| mark.span.of(text)).collect();
        assert!(jargon.contains(&"A la mayor brevedad") && jargon.contains(&"expediente"), "{jargon:?}");
        assert!(found.grade.is_some());
    }

    proptest! {
        #[test]
        fn every_mark_lies_on_boundaries_of_characters(text in "(?s).{0,200}", spanish: bool) {
            let language = if spanish { Language::Es } else { Language::En };
            let found = read(&text, language);
            let jargon = found.jargon.iter().map(|mark| mark.span);
            for mark in found.long.iter().chain(&found.passive).copied().chain(jargon) {
                prop_assert!(mark.start < mark.end && text.get(mark.start..mark.end).is_some());
            }
        }

        #[test]
        fn words_of_the_lists_in_any_order_are_read_without_fault(
            words in prop::collection::vec(prop::sample::select(vec!["is", "been", "not", "sent", "utilized", "was", "será", "fue", "hecho", ".", "in", "order", "to"]), 0..40),
        ) {
            let text = words.join(" ");
            for language in Language::ALL {
                let found = read(&text, language);
                prop_assert!(found.passive.windows(2).all(|pair| pair[0].end <= pair[1].start));
                prop_assert!(found.jargon.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
            }
        }
    }
}
