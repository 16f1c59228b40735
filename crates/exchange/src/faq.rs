//! Questions and answers an organisation already has: tables, Markdown and web pages.
//!
//! What stands under a heading, in a row or in a fold is one entry: its question, and its answer in Markdown. Whatever is
//! left out is told of with its place.

mod html;
mod markdown;
mod rows;

use serde::{Deserialize, Serialize};

/// The longest text that is read, in bytes.
pub const LARGEST_FAQ: usize = 8 * 1024 * 1024;
/// A short answer ends with the sentence that reaches so many characters.
const SHORT_ENOUGH: usize = 200;
/// A first paragraph of more characters is cut for the short answer.
const LONGEST_SHORT: usize = 400;

/// In what form questions and answers stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FaqForm {
    /// A table with a column for the question and one for the answer.
    Csv,
    /// Headings with what stands under them.
    Markdown,
    /// A web page with headings, definition lists or folds.
    Html,
}

/// One question with its answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FaqEntry {
    /// Where it stands: the line, or the number among the entries of a web page, from 1.
    pub place: usize,
    /// The question.
    pub question: String,
    /// The answer in short: the first sentences.
    pub short: String,
    /// The whole answer in Markdown; empty when the short one says it all.
    pub details: String,
    /// What it belongs to: the heading above, or a column; may be empty.
    pub topic: String,
    /// The code of its language, where a column says it; may be empty.
    pub language: String,
    /// Other ways of asking, where a column holds them.
    pub variants: Vec<String>,
}

/// Something that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaqLeftOut {
    /// Where it stands.
    pub place: usize,
    /// What it says, shortened.
    pub text: String,
    /// Why: `no_answer`, `no_question` or `repeated`.
    pub why: &'static str,
}

/// What was understood of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Faq {
    /// The entries, in order.
    pub entries: Vec<FaqEntry>,
    /// What was left out, in order.
    pub left_out: Vec<FaqLeftOut>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAFaq {
    /// Too long.
    #[error("the text is longer than 8 MiB")]
    TooLong,
    /// A table without the columns that are needed.
    #[error("the table needs a column “question” and a column “answer”; it has {0}")]
    Columns(String),
    /// Nothing in it is a question with an answer.
    #[error("no question with an answer was found")]
    Nothing,
}

/// Reads questions and answers.
///
/// ```
/// use catsup_exchange::faq::{FaqForm, read_faq};
/// let faq = read_faq("# Passports\n\n## How do I renew?\n\nUse form **DS-82**. Then send it.\n", FaqForm::Markdown)?;
/// let entry = &faq.entries[0];
/// assert_eq!((entry.question.as_str(), entry.topic.as_str(), entry.place), ("How do I renew?", "Passports", 3));
/// assert_eq!(entry.short, "Use form DS-82. Then send it.");
/// # Ok::<(), catsup_exchange::faq::NotAFaq>(())
/// ```
///
/// # Errors
/// [`NotAFaq`].
pub fn read_faq(text: &str, form: FaqForm) -> Result<Faq, NotAFaq> {
    if text.len() > LARGEST_FAQ {
        return Err(NotAFaq::TooLong);
    }
    let found = match form {
        FaqForm::Csv => rows::read(text)?,
        FaqForm::Markdown => markdown::read(text),
        FaqForm::Html => html::read(text),
    };
    let mut faq = Faq::default();
    for mut entry in found {
        entry.question = entry.question.split_whitespace().collect::<Vec<_>>().join(" ");
        let whole = std::mem::take(&mut entry.details).trim().to_owned();
        let why = match (entry.question.is_empty(), whole.is_empty()) {
            (true, true) => continue,
            (true, false) => Some("no_question"),
            (false, true) => Some("no_answer"),
            (false, false) => {
                let same = |one: &FaqEntry| {
                    one.question.to_lowercase() == entry.question.to_lowercase()
                        && one.language == entry.language
                };
                faq.entries.iter().any(same).then_some("repeated")
            }
        };
        if let Some(why) = why {
            let text = if entry.question.is_empty() { &whole } else { &entry.question };
            faq.left_out.push(FaqLeftOut { place: entry.place, text: text.chars().take(120).collect(), why });
            continue;
        }
        if entry.short.trim().is_empty() {
            let (short, all) = shortened(&whole);
            entry.short = short;
            entry.details = if all { String::new() } else { whole };
        } else {
            entry.details = whole;
        }
        faq.entries.push(entry);
    }
    if faq.entries.is_empty() { Err(NotAFaq::Nothing) } else { Ok(faq) }
}

/// The first sentences of an answer without its marks, and whether they say it all.
fn shortened(markdown: &str) -> (String, bool) {
    let plain = markdown::plain(markdown);
    let first = plain.split("\n\n").map(str::trim).find(|part| !part.is_empty()).unwrap_or_default();
    let first = first.split_whitespace().collect::<Vec<_>>().join(" ");
    let whole = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if first.chars().count() <= LONGEST_SHORT {
        let all = first == whole && !markdown.contains("](");
        return (first, all);
    }
    let mut short = String::new();
    for sentence in first.split_inclusive(['.', '!', '?']) {
        short.push_str(sentence);
        if short.chars().count() >= SHORT_ENOUGH {
            break;
        }
    }
    (short.trim().chars().take(1_000).collect(), false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_first_paragraph_is_shortened_at_the_end_of_a_sentence() {
        let sentence = "This sentence says something that people need to know about the form. ";
        let (short, all) = shortened(&sentence.repeat(9));
        assert!(!all && short.ends_with("form.") && short.len() < 300, "{short}");
        assert_eq!(shortened("Yes, *you* can."), ("Yes, you can.".to_owned(), true));
        assert!(!shortened("See [the form](https://example.gov).").1, "a link is lost in the short answer");
    }

    #[test]
    fn what_is_no_question_with_an_answer_is_told_of() {
        let text = "# How?\n\n# When?\n\nTomorrow.\n\n# When?\n\nNever.\n";
        let faq = read_faq(text, FaqForm::Markdown).unwrap();
        assert_eq!(faq.entries.len(), 1);
        let why: Vec<_> = faq.left_out.iter().map(|one| (one.text.as_str(), one.why)).collect();
        assert_eq!(why, [("How?", "no_answer"), ("When?", "repeated")]);
        assert_eq!(read_faq("", FaqForm::Html), Err(NotAFaq::Nothing));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_without_harm(text in ".{0,400}") {
            for form in [FaqForm::Csv, FaqForm::Markdown, FaqForm::Html] {
                let _ = read_faq(&text, form);
            }
        }
    }
}
