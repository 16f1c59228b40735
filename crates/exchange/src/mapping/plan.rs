//! A mapping made ready for one file and one survey: columns by place, questions by kind.

use std::collections::{BTreeMap, HashMap};

use catsup_model::{
    Scale,
    survey::{Choice, QuestionKind, SurveyDefinition},
};

use super::{BlankChoices, Defaults, LabelValue};

/// A mapping made ready.
pub(crate) struct Plan {
    pub(crate) external_id: Option<usize>,
    pub(crate) customer: Option<usize>,
    pub(crate) time: Option<(usize, Option<String>)>,
    pub(crate) channel: Option<usize>,
    pub(crate) service: Option<usize>,
    pub(crate) touchpoint: Option<usize>,
    pub(crate) language: Option<usize>,
    pub(crate) device: Option<usize>,
    pub(crate) segments: Vec<(usize, String)>,
    /// In the order of the file.
    pub(crate) answers: Vec<AnswerColumn>,
    pub(crate) blank_choices: BlankChoices,
    /// Choices (`question.choice`) without a column, of questions whose other choices have one.
    pub(crate) choices_without_column: BTreeMap<String, Vec<String>>,
    pub(crate) defaults: Defaults,
    /// Columns that must not be blank.
    pub(crate) needed: Vec<usize>,
    /// Columns for which the survey has no choice; a tick in one is refused.
    pub(crate) not_offered: Vec<usize>,
    /// Whether answers must be numbers, as the federal file demands.
    pub(crate) numbers_only: bool,
}

/// A column that answers a question.
pub(crate) struct AnswerColumn {
    pub(crate) place: usize,
    pub(crate) target: Target,
    /// Folded label to what it stands for.
    pub(crate) labels: HashMap<String, LabelValue>,
}

/// What a column answers.
pub(crate) enum Target {
    Scale { question: String, scale: Scale },
    Tick { question: String, choice: Choice },
    Choices { question: String, choices: Vec<Choice>, several: bool },
    Text { question: String },
}

impl Plan {
    /// Where the column of a question, or of one of its choices, stands.
    pub(crate) fn place_of(&self, key: &str) -> Option<usize> {
        let question = key.split('.').next().unwrap_or_default();
        self.answers.iter().find(|column| column.target.question() == question).map(|column| column.place)
    }
}

impl Target {
    /// The question or choice that `key` names. A multiple choice may have a column for each choice, a grid has one
    /// for each statement.
    pub(super) fn find(definition: &SurveyDefinition, key: &str) -> Option<Self> {
        let (of, choice) = key.split_once('.').map_or((key, None), |(of, choice)| (of, Some(choice)));
        let found = definition.question(of)?;
        let question = of.to_owned();
        Some(match (&found.kind, choice) {
            (QuestionKind::Multiple { choices, .. }, Some(key)) => {
                let choice = choices.iter().find(|choice| choice.key == key)?.clone();
                Self::Tick { question, choice }
            }
            (QuestionKind::Grid { scale, rows }, Some(row)) => {
                rows.iter().find(|known| known.key == row)?;
                Self::Scale { question: key.to_owned(), scale: *scale }
            }
            (QuestionKind::Grid { .. } | QuestionKind::Display, None) | (_, Some(_)) => return None,
            (QuestionKind::Scale { scale }, None) => Self::Scale { question, scale: *scale },
            (QuestionKind::Single { choices, .. } | QuestionKind::Multiple { choices, .. }, None) => {
                Self::Choices {
                    question,
                    choices: choices.clone(),
                    several: matches!(found.kind, QuestionKind::Multiple { .. }),
                }
            }
            (_, None) => Self::Text { question },
        })
    }

    /// The key of the question, without the statement of a grid.
    fn question(&self) -> &str {
        let (Self::Scale { question, .. }
        | Self::Tick { question, .. }
        | Self::Choices { question, .. }
        | Self::Text { question }) = self;
        question.split('.').next().unwrap_or_default()
    }

    /// Whether a label may stand for `value` here.
    pub(super) fn has(&self, value: &LabelValue) -> bool {
        match (self, value) {
            (_, LabelValue::Choice(key)) if key.is_empty() => true,
            (Self::Scale { scale, .. }, LabelValue::Value(value)) => scale.allows(*value),
            (Self::Tick { .. }, LabelValue::Value(value)) => Scale::Tick.allows(*value),
            (Self::Choices { choices, .. }, LabelValue::Choice(key)) => {
                choices.iter().any(|choice| choice.key == *key)
            }
            _ => false,
        }
    }
}
