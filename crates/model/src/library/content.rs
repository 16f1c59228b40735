//! What an answer says in one language.

use serde::{Deserialize, Serialize};

/// The words of an answer in one language. Texts that are not needed are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerContent {
    /// The question, in customers' words.
    pub question: String,
    /// Other ways in which people ask it.
    pub variants: Vec<String>,
    /// What staff ask back before they answer.
    pub clarifying: Vec<String>,
    /// The answer in one or two sentences.
    pub short: String,
    /// The same in other words, for who did not understand it the first time.
    pub other_words: String,
    /// Everything else, in Markdown.
    pub details: String,
    /// What to do, in order, and how long each step really takes.
    pub next_steps: Vec<NextStep>,
    /// What else there is when the answer is no.
    pub alternatives: String,
    /// Who can help.
    pub helper: Helper,
    /// Where it comes from.
    pub sources: Vec<Source>,
}

/// One thing to do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    /// What.
    pub text: String,
    /// How long it takes, in words such as “within 6 weeks”; may be empty.
    #[serde(default)]
    pub within: String,
}

/// Who can help a person further, so that nobody is left with a bare no.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Helper {
    /// The office or the person.
    pub name: String,
    /// Their number.
    pub phone: String,
    /// When they can be reached.
    pub hours: String,
    /// What staff tell them first, so that the person does not begin again. Never public.
    pub hand_over: String,
}

impl Helper {
    /// Whether nobody is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Where an answer comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// What it is called.
    pub title: String,
    /// Its address; may be empty.
    #[serde(default)]
    pub address: String,
}

/// Steps and sources are entered a line each: the words, and after a bar what belongs to them.
pub trait SourceLine: Sized {
    /// Reads a line; `None` for an empty one.
    fn read(line: &str) -> Option<Self>;
    /// Writes it as it is entered.
    fn write(&self) -> String;
}

impl SourceLine for NextStep {
    fn read(line: &str) -> Option<Self> {
        let (text, within) = halves(line)?;
        Some(Self { text, within })
    }

    fn write(&self) -> String {
        joined(&self.text, &self.within)
    }
}

impl SourceLine for Source {
    fn read(line: &str) -> Option<Self> {
        let (title, address) = halves(line)?;
        Some(Self { title, address })
    }

    fn write(&self) -> String {
        joined(&self.title, &self.address)
    }
}

fn halves(line: &str) -> Option<(String, String)> {
    let (first, second) = line.rsplit_once('|').unwrap_or((line, ""));
    let (first, second) = (first.trim(), second.trim());
    (!first.is_empty()).then(|| (first.to_owned(), second.to_owned()))
}

fn joined(first: &str, second: &str) -> String {
    if second.is_empty() { first.to_owned() } else { format!("{first} | {second}") }
}

impl AnswerContent {
    /// Whether nothing is written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Every text with the name of its field, in the order of the form. Lists are a line for each entry.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, String); 13] {
        fn lines<T: SourceLine>(all: &[T]) -> String {
            all.iter().map(SourceLine::write).collect::<Vec<_>>().join("\n")
        }
        [
            ("question", self.question.clone()),
            ("variants", self.variants.join("\n")),
            ("clarifying", self.clarifying.join("\n")),
            ("short", self.short.clone()),
            ("other_words", self.other_words.clone()),
            ("next_steps", lines(&self.next_steps)),
            ("details", self.details.clone()),
            ("alternatives", self.alternatives.clone()),
            ("helper_name", self.helper.name.clone()),
            ("helper_phone", self.helper.phone.clone()),
            ("helper_hours", self.helper.hours.clone()),
            ("helper_hand_over", self.helper.hand_over.clone()),
            ("sources", lines(&self.sources)),
        ]
    }

    /// Sets a field by its name, as [`Self::fields`] gives it; other names change nothing.
    pub fn set(&mut self, field: &str, text: &str) {
        fn lines<T: SourceLine>(text: &str) -> Vec<T> {
            text.lines().filter_map(T::read).collect()
        }
        let plain =
            || text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        let whole = || text.trim().replace("\r\n", "\n");
        match field {
            "question" => self.question = whole(),
            "variants" => self.variants = plain(),
            "clarifying" => self.clarifying = plain(),
            "short" => self.short = whole(),
            "other_words" => self.other_words = whole(),
            "next_steps" => self.next_steps = lines(text),
            "details" => self.details = whole(),
            "alternatives" => self.alternatives = whole(),
            "helper_name" => self.helper.name = whole(),
            "helper_phone" => self.helper.phone = whole(),
            "helper_hours" => self.helper.hours = whole(),
            "helper_hand_over" => self.helper.hand_over = whole(),
            "sources" => self.sources = lines(text),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_entered_comes_back_field_by_field() {
        let content = AnswerContent {
            question: "How do I renew?".to_owned(),
            variants: vec!["renewal".to_owned(), "my passport runs out".to_owned()],
            next_steps: vec![
                NextStep { text: "Fill in the form".to_owned(), within: "10 minutes".to_owned() },
                NextStep { text: "Wait".to_owned(), within: String::new() },
            ],
            helper: Helper { name: "Front desk".to_owned(), ..Helper::default() },
            sources: vec![Source {
                title: "22 CFR 51".to_owned(),
                address: "https://example.gov".to_owned(),
            }],
            ..AnswerContent::default()
        };
        let mut read = AnswerContent::default();
        for (name, text) in content.fields() {
            read.set(name, &text);
        }
        assert_eq!(read, content);
        assert_eq!(NextStep::read("  | 3 days"), None);
    }
}
