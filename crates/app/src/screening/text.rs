//! Reading texts as screens do: folded words, links, markup and runs.

/// `text` in lower case, accents and marks kept, everything but letters and digits one blank.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_alphanumeric() {
            folded.extend(character.to_lowercase());
        } else if !folded.ends_with(' ') && character != '\'' && character != '’' {
            folded.push(' ');
        }
    }
    folded.trim().to_owned()
}

/// Whether folded words hold a folded phrase as whole words.
pub(super) fn holds(folded: &str, phrase: &str) -> bool {
    folded.match_indices(phrase).any(|(start, _)| {
        let before = folded[..start].chars().next_back();
        let after = folded[start + phrase.len()..].chars().next();
        before.is_none_or(|c| c == ' ') && after.is_none_or(|c| c == ' ')
    })
}

/// How many links a text holds.
pub(super) fn links(text: &str) -> usize {
    let lower = text.to_lowercase();
    let schemes = lower.matches("http://").count() + lower.matches("https://").count();
    let bare = lower.match_indices("www.").filter(|(place, _)| !lower[..*place].ends_with("//"));
    schemes + bare.count()
}

/// Whether a text holds something that a browser would run.
pub(super) fn has_script(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["<script", "javascript:", "<iframe", "onerror=", "onload=", "<svg"].iter().any(|one| lower.contains(one))
}

/// Whether a text holds the markup of a link, as advertisers post it.
pub(super) fn has_link_markup(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["<a href", "[url=", "[url]", "[link="].iter().any(|one| lower.contains(one))
}

/// The longest run of one letter or digit. Dots, lines and blanks are how people write by hand.
pub(super) fn longest_run(text: &str) -> usize {
    let (mut longest, mut length, mut last) = (0, 0, None);
    for character in text.chars() {
        length = if last == Some(character) { length + 1 } else { 1 };
        last = Some(character);
        if character.is_alphanumeric() {
            longest = longest.max(length);
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_as_whole_words_whatever_stands_between_them() {
        let words = folded("Don’t miss: CHEAP—viagra,   now!");
        assert_eq!(words, "dont miss cheap viagra now");
        assert!(
            holds(&words, "cheap viagra") && !holds(&words, "heap viagra") && !holds(&words, "cheap via")
        );
    }

    #[test]
    fn links_are_counted_once_each() {
        assert_eq!(links("see https://www.example.org and www.example.com, HTTP://a.example"), 3);
        assert_eq!(links("the www is slow; write to a@example.org"), 0);
    }

    #[test]
    fn a_run_is_of_letters_and_digits() {
        assert_eq!(longest_run("sooooo slow ------------------"), 5);
        assert_eq!(longest_run(""), 0);
    }
}
