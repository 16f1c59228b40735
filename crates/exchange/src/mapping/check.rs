//! Whether mapping, file and survey fit together: everything wrong is said at once.

use std::collections::BTreeMap;

use catsup_model::survey::{Question, SurveyDefinition};

use super::{
    LabelValue, Mapping,
    plan::{AnswerColumn, Plan, Target},
};
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
    /// Nothing says where something needed stands.
    #[error("nothing is mapped to “{0}”, which every row needs")]
    FieldNotMapped(&'static str),
    /// No column is mapped to a question.
    #[error("no column is mapped to a question of the survey")]
    NothingMapped,
}

impl Mapping {
    /// Checks the mapping against a file's header and a survey; everything wrong at once.
    ///
    /// # Errors
    /// [`ExchangeError::Mapping`].
    pub fn check(&self, header: &Header, definition: &SurveyDefinition) -> Result<(), ExchangeError> {
        self.plan(header, definition).map(|_| ())
    }

    /// The mapping made ready for a file.
    pub(crate) fn plan(&self, header: &Header, definition: &SurveyDefinition) -> Result<Plan, ExchangeError> {
        let mut check = Check { mapping: self, header, definition, problems: Vec::new() };
        let plan = check.plan();
        check.shared_questions();
        if self.questions.is_empty() {
            check.problems.push(MappingProblem::NothingMapped);
        }
        if check.problems.is_empty() {
            Ok(plan)
        } else {
            Err(ExchangeError::Mapping { problems: check.problems })
        }
    }
}

/// A check under way.
struct Check<'a> {
    mapping: &'a Mapping,
    header: &'a Header,
    definition: &'a SurveyDefinition,
    problems: Vec<MappingProblem>,
}

impl Check<'_> {
    fn plan(&mut self) -> Plan {
        let mapping = self.mapping;
        let time = mapping.time.as_ref();
        let segments = mapping.segments.iter();
        Plan {
            external_id: self.optional(mapping.external_id.as_ref()),
            customer: self.optional(mapping.customer.as_ref()),
            time: time.and_then(|time| Some((self.place(&time.column)?, time.format.clone()))),
            channel: self.optional(mapping.channel.as_ref()),
            service: self.optional(mapping.service.as_ref()),
            touchpoint: self.optional(mapping.touchpoint.as_ref()),
            language: self.optional(mapping.language.as_ref()),
            device: self.optional(mapping.device.as_ref()),
            segments: segments
                .filter_map(|(column, name)| Some((self.place(column)?, name.clone())))
                .collect(),
            answers: self.answers(),
            blank_choices: mapping.blank_choices,
            choices_without_column: self.choices_without_column(),
            defaults: mapping.defaults.clone(),
            needed: Vec::new(),
            not_offered: Vec::new(),
            numbers_only: false,
        }
    }

    fn optional(&mut self, column: Option<&String>) -> Option<usize> {
        column.and_then(|column| self.place(column))
    }

    fn place(&mut self, column: &str) -> Option<usize> {
        let place = self.header.place(column);
        let problem = match place {
            None => MappingProblem::NoSuchColumn(column.to_owned()),
            Some(_) if self.header.is_repeated(column) => MappingProblem::RepeatedColumn(column.to_owned()),
            Some(_) => return place,
        };
        self.problems.push(problem);
        None
    }

    /// In the order of the file, since a person mends a row from left to right.
    fn answers(&mut self) -> Vec<AnswerColumn> {
        let mapping = self.mapping;
        let columns = mapping.questions.iter();
        let mut answers: Vec<_> =
            columns.filter_map(|(column, target)| self.answer_column(column, target)).collect();
        for column in mapping.labels.keys().filter(|column| !mapping.questions.contains_key(*column)) {
            self.place(column);
        }
        answers.sort_by_key(|column| column.place);
        answers
    }

    fn answer_column(&mut self, column: &str, key: &str) -> Option<AnswerColumn> {
        let place = self.place(column);
        let Some(target) = Target::find(self.definition, key) else {
            self.problems.push(MappingProblem::NoSuchQuestion(key.to_owned()));
            return None;
        };
        let labels = || self.mapping.labels.get(column).into_iter().flatten();
        let unfit = labels().filter(|(_, value)| !target.has(value));
        self.problems.extend(unfit.map(|(label, value)| MappingProblem::LabelOffScale {
            column: column.to_owned(),
            label: label.clone(),
            value: value.to_string(),
            target: key.to_owned(),
        }));
        let labels = labels().map(|(label, value)| (fold::words(label), value.clone())).collect();
        Some(AnswerColumn { place: place?, target, labels })
    }

    /// Two columns for one question, or one for the question and others for its choices.
    fn shared_questions(&mut self) {
        let mut answered: BTreeMap<&str, &str> = BTreeMap::new();
        let shared = |first: &str, second: &str, target: &str| MappingProblem::SharedQuestion {
            first: first.to_owned(),
            second: second.to_owned(),
            target: target.to_owned(),
        };
        for (column, target) in &self.mapping.questions {
            if let Some(first) = answered.insert(target, column) {
                self.problems.push(shared(first, column, target));
            }
        }
        for (target, column) in &answered {
            let question = target.split_once('.').map_or("", |(question, _)| question);
            if let Some(first) = answered.get(question) {
                self.problems.push(shared(first, column, question));
            }
        }
    }

    fn choices_without_column(&self) -> BTreeMap<String, Vec<String>> {
        let has_column = |key: &String| self.mapping.questions.values().any(|target| target == key);
        let without = |question: &Question| {
            let keys = question.choices().iter();
            let keys = keys.map(|choice| format!("{}.{}", question.key, choice.key));
            let (with, without): (Vec<_>, Vec<_>) = keys.partition(has_column);
            (!with.is_empty()).then_some((question.key.clone(), without))
        };
        self.definition.questions().filter_map(without).collect()
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
