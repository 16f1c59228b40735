//! Questions: how they are answered, when they are asked, and the wording their answers count under.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::condition::Condition;
use crate::{
    Feed, Language, Scale, Translated,
    wording::{WordingKey, own_variant},
};

/// One question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Names the question within the survey, such as `answer_01`.
    pub key: String,
    /// What is asked; for a text on display, what is said.
    pub text: Translated,
    /// Help below the question.
    #[serde(default)]
    pub hint: Translated,
    /// How it is answered.
    #[serde(flatten)]
    pub kind: QuestionKind,
    /// Whether the form may not be sent without an answer (when the question is asked at all).
    #[serde(default)]
    pub required: bool,
    /// When the question is asked; always when `None`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask_when: Option<Condition>,
    /// What its answers feed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeds: Option<Feed>,
    /// Instrument item, such as `a11_v1.trust`; empty for an author's own question.
    #[serde(default)]
    pub item: String,
    /// Template variant of the wording; empty for an author's own question, whose text is its wording.
    #[serde(default)]
    pub variant: String,
    /// Wordings an author kept, saying that a change only corrected the text: the variant by language.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub kept: BTreeMap<Language, String>,
}

/// How a question is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum QuestionKind {
    /// One value of a scale.
    Scale {
        /// The scale.
        scale: Scale,
    },
    /// One value of the same scale for each of several statements.
    Grid {
        /// The scale.
        scale: Scale,
        /// The statements, in order.
        rows: Vec<Choice>,
    },
    /// One of several choices.
    Single {
        /// The choices, in order.
        choices: Vec<Choice>,
        /// Whether they fold into a list that opens.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        dropdown: bool,
    },
    /// Any of several choices.
    Multiple {
        /// The choices, in order.
        choices: Vec<Choice>,
        /// The fewest ticks of an answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_least: Option<usize>,
        /// The most ticks of an answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at_most: Option<usize>,
    },
    /// A whole number.
    Number {
        /// The lowest accepted.
        low: i64,
        /// The highest accepted.
        high: i64,
    },
    /// A day.
    Date {
        /// The first day accepted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earliest: Option<Date>,
        /// The last day accepted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        latest: Option<Date>,
    },
    /// One line of text.
    ShortText {
        /// The most characters accepted.
        #[serde(default = "short_limit")]
        limit: usize,
        /// What the text must look like.
        #[serde(default, skip_serializing_if = "TextCheck::is_any")]
        check: TextCheck,
    },
    /// Several lines of text.
    LongText {
        /// The most characters accepted.
        #[serde(default = "long_limit")]
        limit: usize,
    },
    /// An email address.
    Email,
    /// A telephone number.
    Phone,
    /// A value that comes with the visitor, such as an order number in the address; never shown.
    Hidden,
    /// A text to read; nothing is answered.
    Display,
}

impl QuestionKind {
    /// The code used in files and the API.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Scale { .. } => "scale",
            Self::Grid { .. } => "grid",
            Self::Single { .. } => "single",
            Self::Multiple { .. } => "multiple",
            Self::Number { .. } => "number",
            Self::Date { .. } => "date",
            Self::ShortText { .. } => "short_text",
            Self::LongText { .. } => "long_text",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Hidden => "hidden",
            Self::Display => "display",
        }
    }
}

/// What a line of text must look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextCheck {
    /// Anything.
    #[default]
    Any,
    /// Digits only, such as a case number.
    Digits,
    /// A ZIP code of the United States, with or without its four digits more.
    ZipCode,
    /// An address on the web.
    WebAddress,
}

impl TextCheck {
    /// Every check.
    pub const ALL: [Self; 4] = [Self::Any, Self::Digits, Self::ZipCode, Self::WebAddress];

    /// The code used in files.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Digits => "digits",
            Self::ZipCode => "zip_code",
            Self::WebAddress => "web_address",
        }
    }

    /// Whether anything is accepted.
    #[must_use]
    pub fn is_any(&self) -> bool {
        *self == Self::Any
    }

    /// Whether `text` looks as it must.
    #[must_use]
    pub fn accepts(self, text: &str) -> bool {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match self {
            Self::Any => true,
            Self::Digits => digits(text),
            Self::ZipCode => match text.split_once('-') {
                None => text.len() == 5 && digits(text),
                Some((five, four)) => five.len() == 5 && four.len() == 4 && digits(five) && digits(four),
            },
            Self::WebAddress => text
                .strip_prefix("https://")
                .or_else(|| text.strip_prefix("http://"))
                .is_some_and(|rest| rest.contains('.') && !rest.chars().any(char::is_whitespace)),
        }
    }
}

fn short_limit() -> usize {
    200
}

fn long_limit() -> usize {
    1000
}

/// One choice of a question, or one statement of a grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Names the choice within the question.
    pub key: String,
    /// What people read.
    pub text: Translated,
    /// What a tick feeds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feeds: Option<Feed>,
    /// Whether the choice asks for a few words (“other”).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub with_text: bool,
}

impl Question {
    /// The choices; empty for other kinds.
    #[must_use]
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            QuestionKind::Single { choices, .. } | QuestionKind::Multiple { choices, .. } => choices,
            _ => &[],
        }
    }

    /// The statements of a grid; empty for other kinds.
    #[must_use]
    pub fn rows(&self) -> &[Choice] {
        match &self.kind {
            QuestionKind::Grid { rows, .. } => rows,
            _ => &[],
        }
    }

    /// The choices or the statements, whichever there are: the parts that have answers of their own.
    #[must_use]
    pub fn parts(&self) -> &[Choice] {
        if self.rows().is_empty() { self.choices() } else { self.rows() }
    }

    /// The scale, for questions answered with one value of one.
    #[must_use]
    pub fn scale(&self) -> Option<Scale> {
        match self.kind {
            QuestionKind::Scale { scale } => Some(scale),
            _ => None,
        }
    }

    /// Whether a person can answer it: not a text on display, nor a value that comes with the visitor.
    #[must_use]
    pub fn is_answered_by_people(&self) -> bool {
        !matches!(self.kind, QuestionKind::Display | QuestionKind::Hidden)
    }

    /// The wording under which answers in `language` count, for questions answered on a scale.
    #[must_use]
    pub fn wording(&self, language: Language) -> Option<WordingKey> {
        let scale = self.scale()?;
        let language = spoken(&self.text, language);
        Some(WordingKey { item: self.item(), variant: self.variant_in(language), scale, language })
    }

    /// The wording under which ticks of `choice` count.
    #[must_use]
    pub fn choice_wording(&self, choice: &Choice, language: Language) -> WordingKey {
        self.part_wording(choice, Scale::Tick, language)
    }

    /// The wording under which answers to the statement `row` count; `None` when the question is no grid.
    #[must_use]
    pub fn row_wording(&self, row: &Choice, language: Language) -> Option<WordingKey> {
        match self.kind {
            QuestionKind::Grid { scale, .. } => Some(self.part_wording(row, scale, language)),
            _ => None,
        }
    }

    fn part_wording(&self, part: &Choice, scale: Scale, language: Language) -> WordingKey {
        let language = spoken(&part.text, language);
        let variant = if self.variant.is_empty() {
            own_variant(&format!("{} | {}", self.variant_in(language), part.text.get(language)))
        } else {
            self.variant.clone()
        };
        WordingKey { item: format!("{}.{}", self.item(), part.key), variant, scale, language }
    }

    /// The variant of what is asked in `language`: the template's, the one its author kept, or the text's own.
    #[must_use]
    pub fn variant_in(&self, language: Language) -> String {
        match self.kept.get(&language) {
            _ if !self.variant.is_empty() => self.variant.clone(),
            Some(kept) => kept.clone(),
            None => own_variant(self.text.get(language)),
        }
    }

    /// The instrument item, or `own.` and the key for an author's own question.
    #[must_use]
    pub fn item(&self) -> String {
        if self.item.is_empty() { format!("own.{}", self.key) } else { self.item.clone() }
    }

    /// Whether it is an author's own question, not one of a standard instrument.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.item.is_empty()
    }
}

fn spoken(text: &Translated, language: Language) -> Language {
    if text.exact(language).is_some() { language } else { Language::En }
}
