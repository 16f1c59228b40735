//! What came of a question, by its kind.

use std::collections::BTreeMap;

use catsup_model::{
    Scale, Translated,
    survey::{Question, QuestionKind},
};
use catsup_statistics::OrdinalCounts;
use catsup_store::QuestionCount;
use serde::Serialize;

use super::numbers::{DaySummary, NumberSummary};
use crate::scorecards::{Figure, Share};

/// What people answered. What stands on too few answers is `None` or [`Figure::TooFew`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outcome {
    /// One value of a scale.
    Scale {
        /// The scale.
        scale: Scale,
        /// Its distribution.
        figure: Figure,
    },
    /// One value of a scale for each statement.
    Grid {
        /// The scale.
        scale: Scale,
        /// The statements.
        rows: Vec<RowFigure>,
    },
    /// One of several choices, or any of them.
    Choices {
        /// Whether several could be taken: shares are of those who were offered the choice, and do not add up to one.
        multiple: bool,
        /// The choices in the order they are offered.
        choices: Option<Vec<ChoiceShare>>,
    },
    /// A whole number.
    Number {
        /// Its summary.
        summary: Option<NumberSummary>,
    },
    /// A day.
    Date {
        /// Its summary.
        summary: Option<DaySummary>,
    },
    /// Words, which stand in a list of their own.
    Words,
}

/// One statement of a grid.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RowFigure {
    /// Its key.
    pub key: String,
    /// The statement.
    pub text: Translated,
    /// Its distribution.
    pub figure: Figure,
}

/// How many took a choice.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChoiceShare {
    /// Its key.
    pub key: String,
    /// The choice.
    pub text: Translated,
    /// How many took it.
    pub taken: u64,
    /// Of how many.
    pub of: u64,
    /// The share, Wilson.
    pub share: Option<Share>,
}

impl Outcome {
    /// What the counts say of a question, shown from `smallest` answers on.
    pub(super) fn of(question: &Question, counts: &[&QuestionCount], smallest: u64) -> Self {
        match &question.kind {
            QuestionKind::Scale { scale } => {
                Self::Scale { scale: *scale, figure: figure(*scale, counts, &question.key, smallest) }
            }
            QuestionKind::Grid { scale, rows } => {
                let row = |row: &catsup_model::survey::Choice| RowFigure {
                    key: row.key.clone(),
                    text: row.text.clone(),
                    figure: figure(*scale, counts, &format!("{}.{}", question.key, row.key), smallest),
                };
                Self::Grid { scale: *scale, rows: rows.iter().map(row).collect() }
            }
            QuestionKind::Single { .. } => {
                let of = answered(question, counts);
                let taken = |choice: &str| {
                    let one = |count: &&&QuestionCount| {
                        count.question == question.key && count.chosen.as_deref() == Some(choice)
                    };
                    counts.iter().filter(one).map(|count| count.n).sum::<u64>()
                };
                let share = |choice: &catsup_model::survey::Choice| shared(choice, taken(&choice.key), of);
                let choices = question.choices().iter().map(share).collect();
                Self::Choices { multiple: false, choices: (of >= smallest).then_some(choices) }
            }
            QuestionKind::Multiple { .. } => {
                let share = |choice: &catsup_model::survey::Choice| {
                    let key = format!("{}.{}", question.key, choice.key);
                    let values = values(counts, &key);
                    shared(choice, values.get(&1).copied().unwrap_or_default(), values.values().sum())
                };
                let choices: Vec<ChoiceShare> = question.choices().iter().map(share).collect();
                let enough = choices.iter().any(|choice| choice.of >= smallest);
                Self::Choices { multiple: true, choices: enough.then_some(choices) }
            }
            QuestionKind::Number { .. } => {
                let summary = NumberSummary::of(&values(counts, &question.key));
                Self::Number { summary: summary.filter(|summary| summary.n >= smallest) }
            }
            QuestionKind::Date { .. } => {
                let of_question = counts.iter().filter(|count| count.question == question.key);
                let days =
                    of_question.filter_map(|count| Some((count.chosen.as_ref()?.parse().ok()?, count.n)));
                Self::Date { summary: DaySummary::of(days.collect()).filter(|summary| summary.n >= smallest) }
            }
            QuestionKind::ShortText { .. }
            | QuestionKind::LongText { .. }
            | QuestionKind::Email
            | QuestionKind::Phone
            | QuestionKind::Hidden
            | QuestionKind::Display => Self::Words,
        }
    }
}

/// How many answered a question: of a grid, the statement that most did; of a multiple choice, who was offered it.
pub(super) fn answered(question: &Question, counts: &[&QuestionCount]) -> u64 {
    let of =
        |key: &str| counts.iter().filter(|count| count.question == key).map(|count| count.n).sum::<u64>();
    let valued = |key: &str| values(counts, key).values().sum::<u64>();
    match &question.kind {
        QuestionKind::Grid { rows: parts, .. } | QuestionKind::Multiple { choices: parts, .. } => {
            let of_part = parts.iter().map(|part| valued(&format!("{}.{}", question.key, part.key)));
            of_part.max().unwrap_or_default()
        }
        _ => of(&question.key),
    }
}

fn shared(choice: &catsup_model::survey::Choice, taken: u64, of: u64) -> ChoiceShare {
    let signed = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let share = Share::of(signed(taken), signed(of));
    ChoiceShare { key: choice.key.clone(), text: choice.text.clone(), taken, of, share }
}

fn values(counts: &[&QuestionCount], key: &str) -> BTreeMap<i64, u64> {
    let mut values = BTreeMap::new();
    for count in counts.iter().filter(|count| count.question == key) {
        if let Some(value) = count.value {
            *values.entry(value).or_default() += count.n;
        }
    }
    values
}

fn figure(scale: Scale, counts: &[&QuestionCount], key: &str, smallest: u64) -> Figure {
    let values = values(counts, key);
    let counted: Vec<u64> =
        scale.range().map(|value| values.get(&value).copied().unwrap_or_default()).collect();
    match OrdinalCounts::consecutive(*scale.range().start(), &counted) {
        Ok(counts) => Figure::of(scale, &counts, smallest),
        Err(_) => Figure::Nothing,
    }
}
