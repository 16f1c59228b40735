//! Hides personal data in comments before they are shown outside the inbox: addresses, telephone, social security and
//! card numbers. Cautious on purpose: a number that looks personal is hidden even when it is not.

/// What stands in place of what was hidden.
pub const HIDDEN: &str = "▒▒▒";

/// The fewest digits of a number that could reach or name a person: seven of a local telephone number.
const FEWEST_DIGITS: usize = 7;

/// `text` with email addresses and long numbers replaced by [`HIDDEN`].
///
/// A number counts with the blanks, dots, hyphens, slashes, plus and brackets it is written with; of at least seven
/// digits it is hidden, whatever it is: telephone, social security, card, account or case numbers.
#[must_use]
pub fn hide(text: &str) -> String {
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
    hide_numbers(&shown)
}

fn is_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(before, after)| {
        before.contains(char::is_alphanumeric) && after.contains(char::is_alphanumeric)
    })
}

fn hide_numbers(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let length = run_length(from);
        let (run, after) = from.split_at(length);
        let digits = run.chars().filter(char::is_ascii_digit).count();
        shown.push_str(before);
        shown.push_str(if digits >= FEWEST_DIGITS { HIDDEN } else { run });
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
