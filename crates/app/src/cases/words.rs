//! The words of a case: what they are about in one line.

use catsup_model::case::LONGEST_SUBJECT;

/// The first line of `text`, at most as long as a subject of that many letters reads well.
pub(crate) fn subject_of(text: &str) -> String {
    const WELL: usize = 80;
    let line = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let sentence = line.split_inclusive(['.', '!', '?']).next().unwrap_or(line).trim();
    let whole = if sentence.chars().count() >= 12 { sentence } else { line };
    if whole.chars().count() <= WELL {
        return whole.chars().take(LONGEST_SUBJECT).collect();
    }
    let cut: String = whole.chars().take(WELL).collect();
    let words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{words}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_the_first_sentence_or_as_much_as_reads_well() {
        assert_eq!(subject_of("\n  The form is gone. I looked twice."), "The form is gone.");
        assert_eq!(subject_of("Hi! The form is gone"), "Hi! The form is gone");
        assert_eq!(subject_of(""), "");
        let long = subject_of(&"word ".repeat(60));
        assert!(long.ends_with("word…") && long.chars().count() <= 81, "{long}");
    }
}
