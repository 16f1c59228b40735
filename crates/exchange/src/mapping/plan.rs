//! A mapping made ready for one file and one survey: every name checked, every column found.

use std::collections::{BTreeMap, HashMap};

use catsup_model::{
    Scale,
    survey::{Choice, Question, QuestionKind, SurveyDefinition},
};

use super::{BlankChoices, Defaults, LabelValue, Mapping, TimeColumn};
use crate::{ExchangeError, fold, header::Header};

/// What does not fit between a mapping, a file and a survey.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingProblem {
    /// The file has no such column.
    #[error("the file has no column “{0}”")]
    NoSuchColumn(String),
    /// Several columns of the file have the name.
    #[error("the file has the column “{0}” more than once")]
    RepeatedColumn(String),
    /// The survey has no such question or choice.
    #[error("the survey has no question or choice “{0}”")]
    NoSuchQuestion(String),
    /// Two columns answer one question.
    #[error("the columns “{first}” and “{second}” are both mapped to “{target}”")]
    SharedQuestion {
        /// One column.
        first: String,
        /// The other.
        second: String,
        /// The question or choice.
        target: String,
    },
    /// A label stands for something the question does not have.
    #[error("the label “{label}” of “{column}” stands for “{value}”, which “{target}” does not have")]
    LabelOffScale {
        /// The column.
        column: String,
        /// The label.
        label: String,
        /// What it stands for.
        value: String,
        /// The question or choice.
        target: String,
    },
    /// No column is mapped to a question.
    #[error("no column is mapped to a question of the survey")]
    NothingMapped,
}

/// A mapping made ready.
pub(crate) struct Plan {
    pub(crate) external_id: Option<usize>,
    pub(crate) time: Option<(usize, Option<String>)>,
    pub(crate) channel: Option<usize>,
    pub(crate) service: Option<usize>,
    pub(crate) touchpoint: Option<usize>,
    pub(crate) language: Option<usize>,
    pub(crate) device: Option<usize>,
    pub(crate) segments: Vec<(usize, String)>,
    pub(crate) answers: Vec<AnswerColumn>,
    pub(crate) blank_choices: BlankChoices,
    pub(crate) defaults: Defaults,
    /// Choices (`question.choice`) without a column, of questions whose other choices have one.
    pub(crate) choices_without_column: BTreeMap<String, Vec<String>>,
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

impl Mapping {
    /// Checks the mapping against a file's header and a survey; everything wrong at once.
    ///
    /// # Errors
    /// [`ExchangeError::Mapping`].
    pub fn check(&self, header: &Header, definition: &SurveyDefinition) -> Result<(), ExchangeError> {
        self.plan(header, definition).map(|_| ())
    }

    pub(crate) fn plan(&self, header: &Header, definition: &SurveyDefinition) -> Result<Plan, ExchangeError> {
        let mut problems = Vec::new();
        let mut place = |column: &String| match header.place(column) {
            Some(_) if header.is_repeated(column) => {
                problems.push(MappingProblem::RepeatedColumn(column.clone()));
                None
            }
            None => {
                problems.push(MappingProblem::NoSuchColumn(column.clone()));
                None
            }
            place => place,
        };
        let time = self
            .time
            .as_ref()
            .and_then(|TimeColumn { column, format }| Some((place(column)?, format.clone())));
        let segments = self.segments.iter();
        let segments = segments.filter_map(|(column, name)| Some((place(column)?, name.clone()))).collect();
        let mut optional = |column: &Option<String>| column.as_ref().and_then(&mut place);
        let mut plan = Plan {
            external_id: optional(&self.external_id),
            time,
            channel: optional(&self.channel),
            service: optional(&self.service),
            touchpoint: optional(&self.touchpoint),
            language: optional(&self.language),
            device: optional(&self.device),
            segments,
            answers: Vec::new(),
            blank_choices: self.blank_choices,
            defaults: self.defaults.clone(),
            choices_without_column: BTreeMap::new(),
            needed: Vec::new(),
            not_offered: Vec::new(),
            numbers_only: false,
        };
        let columns: Vec<_> =
            self.questions.iter().map(|(column, target)| (place(column), column, target)).collect();
        for column in self.labels.keys().filter(|column| !self.questions.contains_key(*column)) {
            place(column);
        }
        let mut answered: BTreeMap<&str, &str> = BTreeMap::new();
        for (place, column, target) in columns {
            let Some(found) = find(definition, target) else {
                problems.push(MappingProblem::NoSuchQuestion(target.clone()));
                continue;
            };
            if let Some(first) = answered.insert(target, column) {
                problems.push(MappingProblem::SharedQuestion {
                    first: first.to_owned(),
                    second: column.clone(),
                    target: target.clone(),
                });
            }
            let labels = self.labels.get(column);
            problems.extend(labels.into_iter().flatten().filter_map(|(label, value)| {
                (!found.has(value)).then(|| MappingProblem::LabelOffScale {
                    column: column.clone(),
                    label: label.clone(),
                    value: value.to_string(),
                    target: target.clone(),
                })
            }));
            let folded = |(label, value): (&String, &LabelValue)| (fold::words(label), value.clone());
            plan.answers.extend(place.map(|place| AnswerColumn {
                place,
                target: found,
                labels: labels.into_iter().flatten().map(folded).collect(),
            }));
        }
        for (target, column) in &answered {
            let whole = target.split_once('.').and_then(|(question, _)| answered.get_key_value(question));
            problems.extend(whole.map(|(question, first)| MappingProblem::SharedQuestion {
                first: (*first).to_owned(),
                second: (*column).to_owned(),
                target: (*question).to_owned(),
            }));
        }
        // A person mends a row from left to right.
        plan.answers.sort_by_key(|column| column.place);
        plan.choices_without_column = choices_without_column(definition, &answered);
        if self.questions.is_empty() {
            problems.push(MappingProblem::NothingMapped);
        }
        if problems.is_empty() { Ok(plan) } else { Err(ExchangeError::Mapping { problems }) }
    }
}

fn choices_without_column(
    definition: &SurveyDefinition,
    answered: &BTreeMap<&str, &str>,
) -> BTreeMap<String, Vec<String>> {
    let without = |question: &Question| {
        let keys = question.choices().iter();
        let keys = keys.map(|choice| format!("{}.{}", question.key, choice.key));
        let (with, without): (Vec<_>, Vec<_>) = keys.partition(|key| answered.contains_key(key.as_str()));
        (!with.is_empty()).then_some((question.key.clone(), without))
    };
    definition.questions().filter_map(without).collect()
}

impl Plan {
    /// Where the column of a question, or of one of its choices, stands.
    pub(crate) fn place_of(&self, key: &str) -> Option<usize> {
        let of = |target: &Target| match target {
            Target::Scale { question, .. }
            | Target::Tick { question, .. }
            | Target::Choices { question, .. }
            | Target::Text { question } => key.split('.').next() == Some(question.as_str()),
        };
        self.answers.iter().find(|column| of(&column.target)).map(|column| column.place)
    }
}

/// The question or choice that `key` names.
fn find(definition: &SurveyDefinition, key: &str) -> Option<Target> {
    let (of, choice) = key.split_once('.').map_or((key, None), |(of, choice)| (of, Some(choice)));
    let found = definition.question(of)?;
    let question = of.to_owned();
    if let Some(choice) = choice {
        return tick(found, choice).map(|choice| Target::Tick { question, choice });
    }
    Some(match &found.kind {
        QuestionKind::Scale { scale } => Target::Scale { question, scale: *scale },
        QuestionKind::Single { choices } | QuestionKind::Multiple { choices } => Target::Choices {
            question,
            choices: choices.clone(),
            several: matches!(found.kind, QuestionKind::Multiple { .. }),
        },
        QuestionKind::ShortText { .. } | QuestionKind::LongText { .. } | QuestionKind::Email => {
            Target::Text { question }
        }
    })
}

/// Only a multiple choice may have a column for each choice.
fn tick(question: &Question, choice: &str) -> Option<Choice> {
    let QuestionKind::Multiple { choices } = &question.kind else {
        return None;
    };
    choices.iter().find(|one| one.key == choice).cloned()
}

impl Target {
    fn has(&self, value: &LabelValue) -> bool {
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

impl std::fmt::Display for LabelValue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Value(value) => write!(formatter, "{value}"),
            Self::Choice(key) => formatter.write_str(key),
        }
    }
}
