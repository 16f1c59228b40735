//! Hides personal data in comments before they are shown outside the inbox: addresses, telephone, social security and
//! card numbers. Cautious on purpose: a number that looks personal is hidden even when it is not.

/// What stands in place of what was hidden.
pub const HIDDEN: &str = "▒▒▒";

/// The fewest digits of a number that could reach or name a person: seven of a local telephone number.
const FEWEST_DIGITS: usize = 7;

/// The same in the words of a place, where house numbers and postal codes of nine digits stand: a telephone number with
/// its area code.
const FEWEST_DIGITS_OF_PLACE: usize = 10;

/// `text` with email addresses and long numbers replaced by [`HIDDEN`].
///
/// A number counts with the blanks, dots, hyphens, slashes, plus and brackets it is written with; of at least seven
/// digits it is hidden, whatever it is: telephone, social security, card, account or case numbers.
#[must_use]
pub fn hide(text: &str) -> String {
    hide_from(text, FEWEST_DIGITS)
}

/// As [`hide`], in the words of a place: numbers of fewer than ten digits stay.
#[must_use]
pub fn hide_in_place(text: &str) -> String {
    hide_from(text, FEWEST_DIGITS_OF_PLACE)
}

fn hide_from(text: &str, fewest_digits: usize) -> String {
    let mut shown = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end();
        if is_address(bare) {
            shown.push_str(HIDDEN);
            shown.push_str(&word[bare.len()..]);
        } else {
            shown.push_str(word);
        }
    }
    hide_numbers(&shown, fewest_digits)
}

/// `text` with the name of a person replaced by [`HIDDEN`]: the whole name however it is written, and each part of it of at
/// least three letters that begins with a capital letter.
#[must_use]
pub fn hide_name(text: &str, name: &str) -> String {
    let parts: Vec<String> = words(name).filter(|part| part.2).map(|part| part.1.to_lowercase()).collect();
    let found: Vec<(usize, &str, String)> = words(text)
        .filter(|word| word.2)
        .map(|(place, word, _)| (place, word, word.to_lowercase()))
        .collect();
    let mut hidden = vec![false; found.len()];
    // A name of one word may be a word of every day.
    if parts.len() > 1 {
        for (start, run) in found.windows(parts.len()).enumerate() {
            if run.iter().map(|word| &word.2).eq(&parts) {
                hidden[start..start + parts.len()].fill(true);
            }
        }
    }
    let mut shown = String::with_capacity(text.len());
    let mut end = 0;
    for ((place, word, lower), hidden) in found.iter().zip(hidden) {
        let alone =
            word.starts_with(char::is_uppercase) && word.chars().count() >= 3 && parts.contains(lower);
        shown.push_str(&text[end..*place]);
        shown.push_str(if hidden || alone { HIDDEN } else { word });
        end = place + word.len();
    }
    shown.push_str(&text[end..]);
    shown
}

/// The runs of letters and the runs of everything else, each with its place and whether it is letters.
fn words(text: &str) -> impl Iterator<Item = (usize, &str, bool)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let letters = rest.chars().next()?.is_alphabetic();
        let length = rest.find(|c: char| c.is_alphabetic() != letters).unwrap_or(rest.len());
        let place = text.len() - rest.len();
        let (word, after) = rest.split_at(length);
        rest = after;
        Some((place, word, letters))
    })
}

fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(before, after)| {
        before.contains(char::is_alphanumeric) && after.contains(char::is_alphanumeric)
    })
}

fn hide_numbers(text: &str, fewest_digits: usize) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let length = run_length(from);
        let (run, after) = from.split_at(length);
        let digits = run.chars().filter(char::is_ascii_digit).count();
        shown.push_str(before);
        shown.push_str(if digits >= fewest_digits { HIDDEN } else { run });
        rest = after;
    }
    shown.push_str(rest);
    shown
}

/// How far a number reaches that starts `text`: to its last digit before anything that is no part of a number, or
/// before more than three separators in a row.
fn run_length(text: &str) -> usize {
    let mut end = 0;
    let mut separators = 0;
    for (place, character) in text.char_indices() {
        if character.is_ascii_digit() {
            end = place + 1;
            separators = 0;
        } else if is_separator(character) && separators < 3 {
            separators += 1;
        } else {
            break;
        }
    }
    end
}

fn is_separator(character: char) -> bool {
    matches!(character, ' ' | '\u{a0}' | '.' | '-' | '‐' | '‑' | '–' | '/' | '(' | ')' | '+')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_or_reaches_a_person_is_hidden() {
        for (written, shown) in [
            ("Write to ana.ruiz@example.org, please", "Write to ▒▒▒ please"),
            ("Call me at (202) 555-0143.", "Call me at (▒▒▒."),
            ("SSN 078-05-1120", "SSN ▒▒▒"),
            ("card 4111 1111 1111 1111 was charged twice", "card ▒▒▒ was charged twice"),
            ("+1 202.555.0143, after 5", "+▒▒▒, after 5"),
            ("born 1961-04-12", "born ▒▒▒"),
        ] {
            assert_eq!(hide(written), shown, "{written}");
        }
    }

    #[test]
    fn house_numbers_and_postal_codes_stay_in_a_place() {
        for text in ["147-25 94th Ave, Queens NY 11435-1234", "12345 67th St"] {
            assert_eq!(hide_in_place(text), text);
        }
        assert_eq!(
            hide_in_place("5 Main St, ring ana@example.org or (202) 555 0143"),
            "5 Main St, ring ▒▒▒ or (▒▒▒"
        );
    }

    #[test]
    fn the_name_of_the_person_is_hidden_wherever_it_stands() {
        for (written, shown) in [
            ("My name is Ana Ruiz.", "My name is ▒▒▒ ▒▒▒."),
            ("ana  ruiz was here", "▒▒▒  ▒▒▒ was here"),
            ("Ask for Ruiz at Ana's", "Ask for ▒▒▒ at ▒▒▒'s"),
            ("Ruizstrasse, una ana", "Ruizstrasse, una ana"),
            ("", ""),
        ] {
            assert_eq!(hide_name(written, "Ana Ruiz"), shown, "{written}");
        }
        assert_eq!(hide_name("La calle de Li Po", "Li de La Cruz"), "La calle de Li Po");
        assert_eq!(hide_name("Will he? I will.", "Will"), "▒▒▒ he? I will.");
        assert_eq!(hide_name("Anybody", ""), "Anybody");
    }

    #[test]
    fn short_numbers_and_plain_words_stay() {
        for text in [
            "I waited 45 minutes on 3 May 2026, form DS-82 at window 12.",
            "Great @ the counter",
            "Paid $1,250.00 in 2 parts",
            "",
        ] {
            assert_eq!(hide(text), text);
        }
    }
}
