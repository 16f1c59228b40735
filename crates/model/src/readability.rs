//! How hard a text is to read: the school grade it asks for, and the sentences that make it so.
//!
//! English: Flesch–Kincaid grade level, `0.39 · words ÷ sentences + 11.8 · syllables ÷ words − 15.59` (J. P. Kincaid et al.,
//! “Derivation of new readability formulas”, Research Branch Report 8-75, 1975). Spanish: reading ease by Fernández Huerta,
//! `206.84 − 60 · syllables ÷ words − 1.02 · words ÷ sentences` (J. Fernández Huerta, “Medidas sencillas de lecturabilidad”, 1959),
//! told as a grade by the bands of its author. Syllables are counted by rule, which is right for most words and not for all.

use crate::Language;

/// Sentences of more words are long.
pub const LONG_SENTENCE: usize = 25;
/// The fewest words of which anything is said.
pub const FEWEST_WORDS: usize = 10;

/// How hard a text is to read.
#[derive(Debug, Clone, PartialEq)]
pub struct Readability {
    /// The words.
    pub words: usize,
    /// The sentences.
    pub sentences: usize,
    /// The school grade it asks for; none for a text of few words.
    pub grade: Option<f64>,
    /// The sentences of more than [`LONG_SENTENCE`] words.
    pub long: Vec<String>,
}

impl Readability {
    /// Reads a text.
    ///
    /// ```
    /// use catsup_model::{Language, readability::Readability};
    /// let read = Readability::of("The cat sat on the mat. It was warm there, and it slept.", Language::En);
    /// assert_eq!((read.words, read.sentences), (13, 2));
    /// // 0.39 · 13 ÷ 2 + 11.8 · 13 ÷ 13 − 15.59
    /// assert!((read.grade.unwrap() - -1.255).abs() < 1e-9);
    /// ```
    #[must_use]
    pub fn of(text: &str, language: Language) -> Self {
        let mut read = Self { words: 0, sentences: 0, grade: None, long: Vec::new() };
        let mut syllables = 0;
        for sentence in sentences(text) {
            let words: Vec<&str> = words(sentence).collect();
            if words.is_empty() {
                continue;
            }
            read.sentences += 1;
            read.words += words.len();
            syllables += words.iter().map(|word| syllables_of(word, language)).sum::<usize>();
            if words.len() > LONG_SENTENCE {
                read.long.push(sentence.trim().to_owned());
            }
        }
        if read.words >= FEWEST_WORDS {
            let (words, sentences) = (read.words as f64, read.sentences as f64);
            let (per_sentence, per_word) = (words / sentences, syllables as f64 / words);
            read.grade = Some(match language {
                Language::En => 0.39 * per_sentence + 11.8 * per_word - 15.59,
                Language::Es => grade_of_ease(206.84 - 60.0 * per_word - 1.02 * per_sentence),
            });
        }
        read
    }
}

/// The grade that belongs to a reading ease, between the bands of Fernández Huerta: 90 and more is the fourth grade, 80 the
/// fifth, 70 the sixth, 60 the eighth, 50 the tenth, 30 the thirteenth.
fn grade_of_ease(ease: f64) -> f64 {
    const BANDS: [(f64, f64); 6] =
        [(90.0, 4.0), (80.0, 5.0), (70.0, 6.0), (60.0, 8.0), (50.0, 10.0), (30.0, 13.0)];
    if ease >= BANDS[0].0 {
        return BANDS[0].1;
    }
    for pair in BANDS.windows(2) {
        let ((high, easier), (low, harder)) = (pair[0], pair[1]);
        if ease >= low {
            return easier + (high - ease) / (high - low) * (harder - easier);
        }
    }
    BANDS[5].1
}

/// The parts between ends of sentences and lines. A full stop within a number or an address ends nothing.
fn sentences(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let after = next.is_none_or(|next| next.is_whitespace() || matches!(next, '"' | '”' | ')' | '»'));
        if letter == '\n' || (matches!(letter, '.' | '!' | '?' | '…' | ':' | ';') && after) {
            let end = place + letter.len_utf8();
            parts.push(&text[start..end]);
            start = end;
        }
    }
    parts.push(&text[start..]);
    parts
}

fn words(sentence: &str) -> impl Iterator<Item = &str> {
    let parts = sentence.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'));
    parts.filter(|word| word.chars().any(char::is_alphabetic))
}

fn syllables_of(word: &str, language: Language) -> usize {
    let letters: Vec<char> = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let count = match language {
        Language::En => english(&letters),
        Language::Es => spanish(&letters),
    };
    count.max(1)
}

/// Groups of vowels; a silent `e` at the end is none, but `-le` after a consonant is one.
fn english(letters: &[char]) -> usize {
    let vowel = |c: &char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut groups = 0;
    let mut before = false;
    for letter in letters {
        let now = vowel(letter);
        groups += usize::from(now && !before);
        before = now;
    }
    let ends = |tail: &str| {
        letters.len() > tail.len()
            && letters.iter().rev().zip(tail.chars().rev()).all(|(one, other)| *one == other)
    };
    let consonant_before = |back: usize| letters.len() > back && !vowel(&letters[letters.len() - 1 - back]);
    let silent = (ends("e") && consonant_before(1) && !(ends("le") && consonant_before(2)))
        || (ends("ed") && consonant_before(2) && !ends("ted") && !ends("ded"))
        || (ends("es")
            && consonant_before(2)
            && !["ses", "zes", "ces", "ges", "shes", "ches", "xes"].iter().any(|tail| ends(tail)));
    groups - usize::from(silent && groups > 1)
}

/// Groups of vowels; two strong ones, or a weak one with an accent, stand apart.
fn spanish(letters: &[char]) -> usize {
    let kind = |c: char| match c {
        'a' | 'e' | 'o' | 'á' | 'é' | 'ó' | 'í' | 'ú' => Some(true),
        'i' | 'u' | 'ü' => Some(false),
        _ => None,
    };
    let mut count = 0;
    let mut before: Option<bool> = None;
    for (place, letter) in letters.iter().enumerate() {
        // A `y` is a vowel at the end only, and the `u` of `que`, `gui` is silent.
        let silent = *letter == 'u'
            && place > 0
            && matches!(letters[place - 1], 'q' | 'g')
            && letters.get(place + 1).is_some_and(|next| matches!(next, 'e' | 'i' | 'é' | 'í'));
        let now = match letter {
            'y' if place + 1 == letters.len() => Some(false),
            _ if silent => None,
            other => kind(*other),
        };
        count += usize::from(match (before, now) {
            (None, Some(_)) | (Some(true), Some(true)) => true,
            (_, _) => false,
        });
        before = now;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_those_of_a_dictionary() {
        for (word, count) in [
            ("cat", 1),
            ("make", 1),
            ("table", 2),
            ("people", 2),
            ("passport", 2),
            ("application", 4),
            ("asked", 1),
            ("wanted", 2),
            ("offices", 3),
            ("times", 1),
            ("the", 1),
            ("I", 1),
        ] {
            assert_eq!(syllables_of(word, Language::En), count, "{word}");
        }
        for (word, count) in [
            ("gato", 2),
            ("pasaporte", 4),
            ("oficina", 4),
            ("trámite", 3),
            ("aéreo", 4),
            ("ciudad", 2),
            ("día", 2),
            ("que", 1),
            ("guitarra", 3),
            ("muy", 1),
            ("agüero", 3),
            ("respuesta", 3),
        ] {
            assert_eq!(syllables_of(word, Language::Es), count, "{word}");
        }
    }

    #[test]
    fn little_text_has_no_grade_and_long_sentences_are_named() {
        assert_eq!(Readability::of("Thank you.", Language::En).grade, None);
        assert_eq!(Readability::of("", Language::En).words, 0);
        let long = "We have to tell you that the form which you sent to the office in the second week of the month \
                    was not the one which the law wants you to send.";
        let read = Readability::of(&format!("Hello Ana. {long} Sorry!"), Language::En);
        assert_eq!((read.sentences, read.long.len()), (3, 1));
        assert_eq!(read.long[0], long);
        let hard = "Notwithstanding aforementioned considerations, the administration's determination regarding eligibility \
                    necessitates supplementary documentation.";
        assert!(Readability::of(hard, Language::En).grade > read.grade);
        assert!(Readability::of(hard, Language::En).grade.unwrap() > 16.0);
    }

    #[test]
    fn the_bands_of_spanish_are_those_of_their_author() {
        for (ease, grade) in [(95.0, 4.0), (85.0, 4.5), (60.0, 8.0), (40.0, 11.5), (0.0, 13.0)] {
            assert!((grade_of_ease(ease) - grade).abs() < 1e-12, "{ease}");
        }
    }
}
