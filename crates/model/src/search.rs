//! Searching in words: how text falls into words, and how what was typed into a search box is read.
//!
//! Words are folded here, and nowhere else: upper and lower case, accents and apostrophes make no difference, whatever
//! the database. Nothing typed is ever an error; what holds no word asks for nothing.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// The longest part of a word that is told apart, in characters.
const LONGEST_WORD: usize = 48;
/// The most things asked for at once; what is typed beyond is left out.
const MOST_TERMS: usize = 12;
/// The fewest letters before a `*`: fewer would match half of everything.
const SHORTEST_PREFIX: usize = 2;

/// The words of a text, folded, in order.
///
/// ```
/// assert_eq!(catsup_model::search::words("¡Qué RÁPIDO! Don’t"), ["que", "rapido", "dont"]);
/// ```
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut length = 0;
    for character in text.nfkd().flat_map(char::to_lowercase) {
        if is_combining_mark(character) || is_apostrophe(character) {
            continue;
        }
        if character.is_alphanumeric() {
            if length < LONGEST_WORD {
                match plain(character) {
                    Some(letters) => word.push_str(letters),
                    None => word.push(character),
                }
            }
            length += 1;
        } else if !word.is_empty() {
            words.push(std::mem::take(&mut word));
            length = 0;
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// A name as it is compared: its words with one blank between them.
#[must_use]
pub fn folded(text: &str) -> String {
    words(text).join(" ")
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ')
}

/// Letters that are written with a stroke or joined, which decomposition leaves alone.
fn plain(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' => "ss",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

/// What is asked for: every term has to be there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// The terms.
    pub terms: Vec<Term>,
}

/// One thing asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Words that follow each other; one for most terms.
    pub words: Vec<String>,
    /// Whether the last word may go on.
    pub prefix: bool,
}

impl Search {
    /// Reads what was typed: words, `"phrases"`, and `begin*`.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let mut terms = Vec::new();
        // Every second piece stands between quotation marks; an open one reaches to the end.
        for (place, piece) in typed.split(['"', '“', '”', '„']).enumerate() {
            if place % 2 == 1 {
                terms.extend(term(piece, false));
            } else {
                terms.extend(piece.split_whitespace().flat_map(loose));
            }
        }
        terms.truncate(MOST_TERMS);
        Self { terms }
    }

    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

/// What stands between blanks: `check-in` is two words side by side, `refus*` the beginning of one.
fn loose(piece: &str) -> Option<Term> {
    let begun = piece.trim_end_matches(|c: char| c != '*' && !c.is_alphanumeric());
    term(begun.trim_end_matches('*'), begun.ends_with('*'))
}

fn term(text: &str, prefix: bool) -> Option<Term> {
    let words = words(text);
    let prefix = prefix && words.last().is_some_and(|last| last.chars().count() >= SHORTEST_PREFIX);
    (!words.is_empty()).then_some(Term { words, prefix })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Vec<(String, bool)> {
        Search::parse(typed).terms.into_iter().map(|term| (term.words.join(" "), term.prefix)).collect()
    }

    #[test]
    fn words_are_folded_alike_whatever_they_are_written_with() {
        assert_eq!(words("Straße, Øre & ﬁne — CAFÉ!"), ["strasse", "ore", "fine", "cafe"]);
        assert_eq!(words("e\u{301}tat état ÉTAT"), ["etat"; 3]);
        assert_eq!(words("form DS-82"), ["form", "ds", "82"]);
        assert_eq!(words("待ち時間が長い"), ["待ち時間か長い"]);
        assert!(words("—…!?").is_empty());
        assert_eq!(words(&"x".repeat(500))[0].len(), LONGEST_WORD);
    }

    #[test]
    fn words_phrases_and_beginnings_are_asked_for() {
        let expected = [("wait", false), ("photo rejected", false), ("refus", true), ("check in", false)];
        assert_eq!(
            read("Wait \"photo   rejected\" refus* check-in"),
            expected.map(|(words, prefix)| (words.to_owned(), prefix))
        );
    }

    #[test]
    fn nothing_typed_is_an_error() {
        for typed in
            ["", "*", "\"", "\"\"", "AND OR", "a\"b", "NEAR(", "x' OR 1=1 --", "(((", "\0", "-", "a* b* \"c"]
        {
            let search = Search::parse(typed);
            assert!(search.terms.iter().all(|term| !term.words.is_empty()), "{typed}");
        }
        assert_eq!(read("a*"), [("a".to_owned(), false)], "one letter begins too much");
        assert_eq!(Search::parse(&"word ".repeat(100)).terms.len(), MOST_TERMS);
    }
}
