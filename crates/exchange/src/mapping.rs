//! The saved mapping of a file of responses: which column is which question, time, channel, service or segment.
//!
//! It is what a person sees on screen, keeps as TOML and hands to `catsup import responses --map`.

mod check;
mod places;
mod plan;
mod suggest;

use std::collections::BTreeMap;

use catsup_model::{Channel, Language};
use serde::{Deserialize, Serialize};

use crate::ExchangeError;
pub use check::MappingProblem;
pub(crate) use places::places;
pub(crate) use plan::{AnswerColumn, Plan, Target};

/// Where each thing stands in a file of responses. Columns are named as the header names them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// The sheet of a workbook; the first when not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Column of the key by which a second import of the same response replaces the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Column of what the source calls the customer; it is hashed before anything is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// Column of the channel, by code or English name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// Column of the service, by slug or name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// Column of the touchpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub touchpoint: Option<String>,
    /// Column of the language the response was given in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Column of the class of device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    /// What a blank cell means among the columns of a multiple choice.
    #[serde(skip_serializing_if = "is_default")]
    pub blank_choices: BlankChoices,
    /// When the contact happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<TimeColumn>,
    /// What holds for rows that do not say.
    #[serde(skip_serializing_if = "is_default")]
    pub defaults: Defaults,
    /// Column to question key, or to `question.choice` where each choice has a column.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub questions: BTreeMap<String, String>,
    /// Column to the name of the segment attribute it holds.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub segments: BTreeMap<String, String>,
    /// Column to what its labels stand for, beyond the usual ones.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub labels: BTreeMap<String, BTreeMap<String, LabelValue>>,
}

/// The column of the time, and how it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeColumn {
    /// The column.
    pub column: String,
    /// As `strftime` writes it, such as `%d.%m.%Y %H:%M`; the usual formats are told by themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
}

/// What holds for rows that do not say.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Defaults {
    /// The channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// The service, by slug or name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    /// The touchpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub touchpoint: Option<String>,
    /// The language; English when not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// The class of device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
}

/// What a label stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum LabelValue {
    /// A value of the question's scale.
    Value(i64),
    /// The key of a choice; empty for no answer.
    Choice(String),
}

/// What a blank cell means where each choice of a question has a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlankChoices {
    /// The choice was not offered: no answer, as in the federal file.
    #[default]
    NotOffered,
    /// The choice was offered and not ticked, provided that another choice of the question has an answer. Many survey
    /// tools leave the cell of an unticked box blank.
    NotTicked,
}

impl Mapping {
    /// Reads a saved mapping.
    ///
    /// # Errors
    /// [`ExchangeError::MappingSyntax`] with line and column, also for a key that a mapping does not have.
    pub fn from_toml(text: &str) -> Result<Self, ExchangeError> {
        toml::from_str(text).map_err(ExchangeError::MappingSyntax)
    }

    /// The text to save.
    #[must_use]
    pub fn to_toml(&self) -> String {
        toml::to_string(self).expect("texts, numbers and tables of them always serialise")
    }

    /// The column mapped to a question or one of its choices.
    #[must_use]
    pub fn column_of(&self, question: &str) -> Option<&str> {
        let column = |wanted: &dyn Fn(&str) -> bool| {
            let found = self.questions.iter().find(|(_, target)| wanted(target));
            found.map(|(column, _)| column.as_str())
        };
        column(&|target| target == question)
            .or_else(|| column(&|target| target.split_once('.').is_some_and(|(of, _)| of == question)))
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_saved_and_read_back() {
        let text = "external_id = \"ID\"\nblank_choices = \"not_ticked\"\n\n[time]\ncolumn = \"When\"\nformat = \"%d.%m.%Y\"\n\n\
                    [defaults]\nchannel = \"phone\"\nlanguage = \"es\"\n\n[questions]\nScore = \"answer_01\"\n\n\
                    [segments]\nRegion = \"region\"\n\n[labels.Score]\ngreat = 5\nunsure = \"\"\n";
        let mapping = Mapping::from_toml(text).unwrap();
        assert_eq!(mapping.defaults.channel, Some(Channel::Phone));
        assert_eq!(mapping.labels["Score"]["great"], LabelValue::Value(5));
        assert_eq!(mapping.column_of("answer_01"), Some("Score"));
        assert_eq!(mapping.to_toml(), text);
        assert_eq!(Mapping::from_toml(&mapping.to_toml()).unwrap(), mapping);
        assert_eq!(Mapping::from_toml("").unwrap(), Mapping::default());
    }

    #[test]
    fn a_misspelt_key_is_not_passed_over() {
        let error = Mapping::from_toml("chanel = \"Channel\"").unwrap_err();
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains("chanel") && source.contains("line 1"), "{source}");
    }
}
