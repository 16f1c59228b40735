//! What makes a survey unfit to be published: found before the public meets it.

use std::collections::BTreeSet;

use super::{Choice, Condition, Is, Question, QuestionKind, SurveyDefinition, Test, piping, reach};

/// Something that makes a definition unfit to be published.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// There is no question.
    #[error("the survey asks nothing")]
    NothingAsked,
    /// A page holds nothing.
    #[error("page {0} is empty")]
    EmptyPage(String),
    /// A question has no text.
    #[error("question {0} has no text")]
    EmptyText(String),
    /// A key is not 1 to 40 lower-case letters, digits and underscores.
    #[error("“{0}” cannot name a question, choice or page: use up to 40 lower-case letters, digits and _")]
    UnfitKey(String),
    /// Two questions have the same key.
    #[error("two questions are called {0}")]
    RepeatedKey(String),
    /// Two pages have the same key.
    #[error("two pages are called {0}")]
    RepeatedPage(String),
    /// A question to choose from offers too little.
    #[error("question {0} needs at least {1} to choose from")]
    TooFewChoices(String, usize),
    /// Two choices have the same key.
    #[error("question {question} has two choices called {choice}")]
    RepeatedChoice {
        /// Key of the question.
        question: String,
        /// Key of the choices.
        choice: String,
    },
    /// A choice has no text.
    #[error("a choice of question {question} has no text: {choice}")]
    EmptyChoice {
        /// Key of the question.
        question: String,
        /// Key of the choice.
        choice: String,
    },
    /// No answer is possible: a person who must answer gets no further.
    #[error("question {0} cannot be answered: its limits exclude every answer")]
    CannotBeAnswered(String),
    /// A condition asks for an answer that its question does not allow, or for a question that does not come before.
    #[error("{place} depends on {question}, which {fault}")]
    UnfitCondition {
        /// Key of the question or page that has the condition.
        place: String,
        /// Key of the question it names.
        question: String,
        /// What is wrong.
        fault: ConditionFault,
    },
    /// The condition of a question can never be fulfilled.
    #[error("question {0} can never be asked: its conditions contradict each other")]
    NeverAsked(String),
    /// The condition of a page can never be fulfilled.
    #[error("page {0} can never be shown: its conditions contradict each other")]
    NeverShown(String),
    /// A text repeats an answer that is not there yet.
    #[error("the text of {place} repeats the answer to {question}, which is not asked on an earlier page")]
    PipedTooEarly {
        /// Key of the question or page with the text.
        place: String,
        /// Key of the question named.
        question: String,
    },
}

/// What is wrong with a test of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConditionFault {
    /// The question comes later, on the same page as a page's condition, or not at all.
    #[error("does not come before it")]
    NotBefore,
    /// The kind of question has no such answers.
    #[error("has no answers of that kind")]
    OtherKind,
    /// The answer named is none of its answers.
    #[error("has no such answer")]
    NoSuchAnswer,
    /// Nothing was named.
    #[error("is given no answer to wait for")]
    NothingNamed,
}

const LONGEST_KEY: usize = 40;

pub(super) fn problems(definition: &SurveyDefinition) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !definition.questions().any(Question::is_answered_by_people) {
        problems.push(Problem::NothingAsked);
    }
    let mut earlier: Vec<&Question> = Vec::new();
    let mut pages = BTreeSet::new();
    for section in &definition.sections {
        let on_earlier_pages = earlier.len();
        check_key(&section.key, &mut problems);
        if !pages.insert(&section.key) {
            problems.push(Problem::RepeatedPage(section.key.clone()));
        }
        if section.questions.is_empty() {
            problems.push(Problem::EmptyPage(section.key.clone()));
        }
        check_condition(&section.key, section.ask_when.as_ref(), &earlier, &mut problems);
        check_pipes(&section.key, [&section.title].into_iter(), &earlier, &mut problems);
        for question in &section.questions {
            check_question(question, &mut problems);
            if earlier.iter().any(|before| before.key == question.key) {
                problems.push(Problem::RepeatedKey(question.key.clone()));
            }
            check_condition(&question.key, question.ask_when.as_ref(), &earlier, &mut problems);
            let texts = [&question.text, &question.hint].into_iter();
            let texts = texts.chain(question.parts().iter().map(|part| &part.text));
            check_pipes(&question.key, texts, &earlier[..on_earlier_pages], &mut problems);
            earlier.push(question);
        }
    }
    // Only conditions that are sound in themselves can contradict each other.
    if problems.iter().all(|problem| !matches!(problem, Problem::UnfitCondition { .. })) {
        problems.extend(reach::unreachable(definition));
    }
    problems
}

fn check_key(key: &str, problems: &mut Vec<Problem>) {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if key.is_empty() || key.len() > LONGEST_KEY || !key.chars().all(plain) {
        problems.push(Problem::UnfitKey(key.to_owned()));
    }
}

fn check_question(question: &Question, problems: &mut Vec<Problem>) {
    let key = || question.key.clone();
    check_key(&question.key, problems);
    if question.text.is_empty() && !matches!(question.kind, QuestionKind::Hidden) {
        problems.push(Problem::EmptyText(key()));
    }
    match &question.kind {
        QuestionKind::Grid { rows, .. } => check_parts(question, rows, 1, problems),
        QuestionKind::Single { choices, .. } => check_parts(question, choices, 2, problems),
        QuestionKind::Multiple { choices, at_least, at_most } => {
            check_parts(question, choices, 1, problems);
            let (low, high) = (at_least.unwrap_or(0), at_most.unwrap_or(usize::MAX));
            if low > choices.len() || low > high || high == 0 {
                problems.push(Problem::CannotBeAnswered(key()));
            }
        }
        QuestionKind::Number { low, high } if low > high => problems.push(Problem::CannotBeAnswered(key())),
        QuestionKind::Date { earliest: Some(earliest), latest: Some(latest) } if earliest > latest => {
            problems.push(Problem::CannotBeAnswered(key()));
        }
        QuestionKind::ShortText { limit, .. } | QuestionKind::LongText { limit } if *limit == 0 => {
            problems.push(Problem::CannotBeAnswered(key()));
        }
        QuestionKind::Hidden | QuestionKind::Display if question.required => {
            problems.push(Problem::CannotBeAnswered(key()));
        }
        _ => {}
    }
}

fn check_parts(question: &Question, parts: &[Choice], fewest: usize, problems: &mut Vec<Problem>) {
    if parts.len() < fewest {
        problems.push(Problem::TooFewChoices(question.key.clone(), fewest));
    }
    let mut keys = BTreeSet::new();
    for part in parts {
        let (question, choice) = (question.key.clone(), part.key.clone());
        check_key(&part.key, problems);
        if part.text.is_empty() {
            problems.push(Problem::EmptyChoice { question: question.clone(), choice: choice.clone() });
        }
        if !keys.insert(&part.key) {
            problems.push(Problem::RepeatedChoice { question, choice });
        }
    }
}

fn check_condition(
    place: &str,
    condition: Option<&Condition>,
    earlier: &[&Question],
    problems: &mut Vec<Problem>,
) {
    for test in condition.map(Condition::tests).unwrap_or_default() {
        if let Some(fault) = fault(test, earlier) {
            let (place, question) = (place.to_owned(), test.question.clone());
            problems.push(Problem::UnfitCondition { place, question, fault });
        }
    }
}

fn fault(test: &Test, earlier: &[&Question]) -> Option<ConditionFault> {
    let (key, row) = match test.question.split_once('.') {
        Some((key, row)) => (key, Some(row)),
        None => (test.question.as_str(), None),
    };
    let Some(question) = earlier.iter().find(|question| question.key == key) else {
        return Some(ConditionFault::NotBefore);
    };
    if row.is_some_and(|row| question.rows().iter().all(|known| known.key != row)) {
        return Some(ConditionFault::NoSuchAnswer);
    }
    let (outside_kind, unknown) = match (&test.is, &question.kind) {
        (Is::Answered(_), QuestionKind::Display) => (true, false),
        (Is::Answered(_), kind) => (row.is_none() && matches!(kind, QuestionKind::Grid { .. }), false),
        (Is::Values(values), QuestionKind::Number { low, high }) => {
            (false, !values.iter().any(|value| (low..=high).contains(&value)))
        }
        (Is::Values(values), QuestionKind::Scale { scale }) => {
            (false, values.iter().any(|value| !scale.allows(*value)))
        }
        (Is::Values(values), QuestionKind::Grid { scale, .. }) => {
            (row.is_none(), values.iter().any(|value| !scale.allows(*value)))
        }
        (Is::AtLeast(_) | Is::AtMost(_), QuestionKind::Scale { .. } | QuestionKind::Number { .. }) => {
            (false, false)
        }
        (Is::AtLeast(_) | Is::AtMost(_), QuestionKind::Grid { .. }) => (row.is_none(), false),
        (
            Is::Choices(keys) | Is::NoneOf(keys),
            QuestionKind::Single { choices, .. } | QuestionKind::Multiple { choices, .. },
        ) => (false, keys.iter().any(|key| choices.iter().all(|choice| choice.key != *key))),
        _ => (true, false),
    };
    let nothing = match &test.is {
        Is::Values(values) => values.is_empty(),
        Is::Choices(keys) | Is::NoneOf(keys) => keys.is_empty(),
        _ => false,
    };
    match (outside_kind, nothing, unknown) {
        (true, ..) => Some(ConditionFault::OtherKind),
        (_, true, _) => Some(ConditionFault::NothingNamed),
        (.., true) => Some(ConditionFault::NoSuchAnswer),
        _ => None,
    }
}

fn check_pipes<'a>(
    place: &str,
    texts: impl Iterator<Item = &'a crate::Translated>,
    earlier: &[&Question],
    problems: &mut Vec<Problem>,
) {
    let mut named = BTreeSet::new();
    for text in texts {
        for language in crate::Language::ALL {
            let pipes = text.exact(language).map(piping::pipes).unwrap_or_default();
            named.extend(pipes.into_iter().map(|pipe| pipe.question));
        }
    }
    for question in named {
        let answered = |before: &&Question| before.key == question && before.rows().is_empty();
        if !earlier.iter().any(|before| answered(before) && !matches!(before.kind, QuestionKind::Display)) {
            problems.push(Problem::PipedTooEarly { place: place.to_owned(), question: question.to_owned() });
        }
    }
}
