//! The school grade that a text asks for, from counts of words, sentences and syllables.

use catsup_model::Language;

/// Flesch–Kincaid grade level: `0.39 · words ÷ sentences + 11.8 · syllables ÷ words − 15.59`.
///
/// Source: J. P. Kincaid, R. P. Fishburne, R. L. Rogers, B. S. Chissom, “Derivation of new readability formulas”, Research Branch
/// Report 8-75 (1975). Not a number for a text without words.
///
/// ```
/// use catsup_language::plain::flesch_kincaid;
/// // “The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.” 13 words, 1 sentence, 24 syllables.
/// assert!((flesch_kincaid(13, 1, 24) - 11.264_615_384_615).abs() < 1e-9);
/// ```
#[must_use]
pub fn flesch_kincaid(words: usize, sentences: usize, syllables: usize) -> f64 {
    let (words, sentences) = (words as f64, sentences as f64);
    0.39 * words / sentences + 11.8 * syllables as f64 / words - 15.59
}

/// Reading ease of Spanish: `206.84 − 60 · syllables ÷ words − 1.02 · words ÷ sentences`; 100 is easiest.
///
/// Source: J. Fernández Huerta, “Medidas sencillas de lecturabilidad”, Consigna 214 (1959), where both terms are told per hundred
/// words: `206.84 − 0.60 P − 1.02 F`, with P syllables in 100 words and F words in a sentence (the reading of F as sentences per 100
/// words that many programs copied is a mistake; see G. Law, “Error in the Fernandez Huerta readability formula”, 2011).
#[must_use]
pub fn fernandez_huerta(words: usize, sentences: usize, syllables: usize) -> f64 {
    let (words, sentences) = (words as f64, sentences as f64);
    206.84 - 60.0 * syllables as f64 / words - 1.02 * words / sentences
}

/// The grade that belongs to a reading ease, between the bands of Fernández Huerta: 90 and more is the fourth grade, 80 the
/// fifth, 70 the sixth, 60 the eighth, 50 the tenth, 30 the thirteenth.
#[must_use]
pub fn grade_of_ease(ease: f64) -> f64 {
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

/// The grade of a text of this language; `words` and `sentences` above zero.
pub(super) fn grade(language: Language, words: usize, sentences: usize, syllables: usize) -> f64 {
    match language {
        Language::En => flesch_kincaid(words, sentences, syllables),
        Language::Es => grade_of_ease(fernandez_huerta(words, sentences, syllables)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::{Jargon, review, syllables};

    /// Texts whose words, sentences and syllables were counted by hand.
    const ENGLISH: [(&str, usize, usize, usize); 3] = [
        ("The cat sat on the mat. It was warm there, and it slept.", 13, 2, 13),
        // A. Lincoln, Gettysburg address (1863), first sentence.
        (
            "Four score and seven years ago our fathers brought forth on this continent, a new nation, conceived in Liberty, and \
             dedicated to the proposition that all men are created equal.",
            30,
            1,
            // four score and sev·en years a·go our fa·thers brought forth on this con·ti·nent a new na·tion con·ceived in
            // lib·er·ty and ded·i·cat·ed to the prop·o·si·tion that all men are cre·at·ed e·qual
            48,
        ),
        (
            "You need a passport to travel by plane. Bring two photographs and your old passport to the office. \
             We will send the new one within six weeks.",
            27,
            3,
            34,
        ),
    ];
    const SPANISH: [(&str, usize, usize, usize); 2] = [
        // M. de Cervantes, Don Quijote (1605), the beginning.
        (
            "En un lugar de la Mancha, de cuyo nombre no quiero acordarme, no ha mucho tiempo que vivía un hidalgo.",
            20,
            1,
            // en un lu·gar de la Man·cha de cu·yo nom·bre no quie·ro a·cor·dar·me no ha mu·cho tiem·po que vi·ví·a un hi·dal·go
            34,
        ),
        (
            "Usted necesita un pasaporte para viajar. Traiga dos fotos y el pasaporte viejo a la oficina.",
            16,
            2,
            34,
        ),
    ];

    #[test]
    fn reference_texts_have_the_counted_words_and_the_grade_of_the_formula() {
        for (texts, language) in [(ENGLISH.as_slice(), Language::En), (SPANISH.as_slice(), Language::Es)] {
            for (text, words, sentences, spoken) in texts.iter().copied() {
                let read = review(text, language, &Jargon::built_in(language));
                assert_eq!((read.words, read.sentences), (words, sentences), "{text}");
                let counted: usize = text.split_whitespace().map(|word| syllables(word, language)).sum();
                assert_eq!(counted, spoken, "{text}");
                assert!(
                    (read.grade.unwrap() - grade(language, words, sentences, spoken)).abs() < 1e-9,
                    "{text}"
                );
            }
        }
        // 0.39 · 30 + 11.8 · 48 ÷ 30 − 15.59
        assert!((flesch_kincaid(30, 1, 48) - 14.99).abs() < 1e-9);
        // 206.84 − 60 · 34 ÷ 16 − 1.02 · 8
        assert!((fernandez_huerta(16, 2, 34) - 71.18).abs() < 1e-9);
    }

    #[test]
    fn the_bands_of_spanish_are_those_of_their_author() {
        for (ease, grade) in [(95.0, 4.0), (85.0, 4.5), (60.0, 8.0), (40.0, 11.5), (0.0, 13.0)] {
            assert!((grade_of_ease(ease) - grade).abs() < 1e-12, "{ease}");
        }
    }
}
