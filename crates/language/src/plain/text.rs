//! Sentences and words of a text, with the bytes they stand on.

use super::Mark;

/// A word as it stands in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'text> {
    pub(super) text: &'text str,
    pub(super) mark: Mark,
    /// Whether a comma or another sign stands between this word and the one before.
    pub(super) parted: bool,
}

/// A sentence that holds a word, without the blanks around it.
#[derive(Debug)]
pub(super) struct Sentence<'text> {
    pub(super) mark: Mark,
    pub(super) words: Vec<Word<'text>>,
}

/// The sentences: what lies between ends of sentences and lines. A full stop within a number, an address or a short form ends nothing.
pub(super) fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let after = next.is_none_or(|next| next.is_whitespace() || matches!(next, '"' | '”' | ')' | '»'));
        let stop = match letter {
            '\n' => true,
            '.' => after && !is_short_form(&text[start..place]),
            '!' | '?' | '…' | ':' | ';' => after,
            _ => false,
        };
        if stop {
            let end = place + letter.len_utf8();
            found.extend(sentence(text, start, end));
            start = end;
        }
    }
    found.extend(sentence(text, start, text.len()));
    found
}

/// Short forms that are followed by a name or a number, and single letters.
fn is_short_form(before: &str) -> bool {
    const FORMS: [&str; 14] =
        ["mr", "mrs", "ms", "dr", "st", "no", "vs", "e.g", "i.e", "sr", "sra", "núm", "art", "p.ej"];
    let last = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    // “No.” before a number is a short form, as the last word of a sentence it is an answer.
    let says_no = last.eq_ignore_ascii_case("no") && before.trim().len() == last.len();
    !says_no && FORMS.iter().any(|form| last.eq_ignore_ascii_case(form))
}

fn sentence(text: &str, start: usize, end: usize) -> Option<Sentence<'_>> {
    let whole = &text[start..end];
    let words = words(whole, start);
    let trimmed = whole.trim();
    let from = start + (whole.len() - whole.trim_start().len());
    (!words.is_empty()).then_some(Sentence { mark: Mark { start: from, end: from + trimmed.len() }, words })
}

/// Runs of letters, digits and apostrophes that hold a letter. A hyphen parts words, and so does a full stop.
fn words(part: &str, offset: usize) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut begun: Option<usize> = None;
    let mut parted = false;
    let mut close = |from: usize, to: usize, parted: &mut bool| {
        let quoted = |c: char| matches!(c, '\'' | '’');
        let run = &part[from..to];
        let left = from + (run.len() - run.trim_start_matches(quoted).len());
        let word = run.trim_matches(quoted);
        if word.chars().any(char::is_alphabetic) {
            let mark = Mark { start: offset + left, end: offset + left + word.len() };
            words.push(Word { text: word, mark, parted: std::mem::take(parted) });
        } else {
            *parted = true;
        }
    };
    for (place, letter) in part.char_indices() {
        if letter.is_alphanumeric() || matches!(letter, '\'' | '’') || is_joined(letter) {
            begun.get_or_insert(place);
            continue;
        }
        if let Some(from) = begun.take() {
            close(from, place, &mut parted);
        }
        parted |= !letter.is_whitespace() && letter != '-';
    }
    if let Some(from) = begun {
        close(from, part.len(), &mut parted);
    }
    words
}

/// Accents that stand as characters of their own.
fn is_joined(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(text: &str) -> Vec<usize> {
        sentences(text).iter().map(|sentence| sentence.words.len()).collect()
    }

    #[test]
    fn sentences_end_where_a_reader_stops() {
        assert_eq!(counted("It costs $3.50 at cats.gov. Pay there!"), [5, 2]);
        assert_eq!(counted("First line\nsecond line"), [2, 2]);
        assert_eq!(counted("Ask Dr. Gómez. No. Not her."), [3, 1, 2]);
        assert_eq!(counted("¿Dónde está? Aquí…"), [2, 1]);
        assert_eq!(counted("12. 3 – ?"), [0; 0]);
    }

    #[test]
    fn a_word_knows_where_it_stands() {
        let text = "Don't “wait”, Zoë’s ‘here’.";
        let found = &sentences(text)[0];
        let words: Vec<&str> = found.words.iter().map(|word| word.mark.of(text)).collect();
        assert_eq!(words, ["Don't", "wait", "Zoë’s", "here"]);
        assert_eq!(found.words.iter().map(|word| word.parted).collect::<Vec<_>>(), [false, true, true, true]);
        assert_eq!(found.mark.of(text), text);
    }
}
