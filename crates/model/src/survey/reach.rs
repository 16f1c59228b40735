//! Whether every question can be reached: conditions along the way must not contradict each other.
//!
//! A condition is spread out into alternatives, each a set of tests that must all hold; the conditions of the
//! questions tested belong to it, since only what was asked is answered. An alternative is possible when, for each
//! question tested, some answer passes all of its tests.

use std::collections::BTreeMap;

use super::{Condition, Is, Problem, Question, QuestionKind, SurveyDefinition, Test};

/// Beyond so many alternatives a condition counts as reachable: nobody wrote it by hand.
const MOST_ALTERNATIVES: usize = 4096;

/// Alternatives: one of them must hold, with all of its tests.
type Alternatives<'a> = Vec<Vec<&'a Test>>;

/// Every question and page that no answers lead to.
pub(super) fn unreachable(definition: &SurveyDefinition) -> Vec<Problem> {
    let mut problems = Vec::new();
    // What leads to each question, by its key; `None` beyond the limit.
    let mut ways: BTreeMap<&str, Option<Alternatives<'_>>> = BTreeMap::new();
    for section in &definition.sections {
        let to_page = lead_to(section.ask_when.as_ref(), &ways);
        let shown = is_possible(definition, to_page.as_ref());
        if !shown {
            problems.push(Problem::NeverShown(section.key.clone()));
        }
        for question in &section.questions {
            let way = both(to_page.clone(), lead_to(question.ask_when.as_ref(), &ways));
            if shown && !is_possible(definition, way.as_ref()) {
                problems.push(Problem::NeverAsked(question.key.clone()));
            }
            ways.insert(&question.key, way);
        }
    }
    problems
}

/// The alternatives of a condition, each together with what leads to the questions it tests.
fn lead_to<'a>(
    condition: Option<&'a Condition>,
    ways: &BTreeMap<&str, Option<Alternatives<'a>>>,
) -> Option<Alternatives<'a>> {
    match condition {
        None => Some(vec![Vec::new()]),
        Some(Condition::Any { any }) => any.iter().try_fold(Vec::new(), |mut alternatives, one| {
            alternatives.extend(lead_to(Some(one), ways)?);
            (alternatives.len() <= MOST_ALTERNATIVES).then_some(alternatives)
        }),
        Some(Condition::All { all }) => all.iter().try_fold(vec![Vec::new()], |alternatives, one| {
            both(Some(alternatives), lead_to(Some(one), ways))
        }),
        Some(Condition::Test(test)) => {
            let itself = Some(vec![vec![test]]);
            if test.is == Is::Answered(false) {
                return itself;
            }
            let key = test.question.split('.').next().unwrap_or_default();
            both(itself, ways.get(key).cloned().unwrap_or_else(|| Some(vec![Vec::new()])))
        }
    }
}

fn both<'a>(one: Option<Alternatives<'a>>, other: Option<Alternatives<'a>>) -> Option<Alternatives<'a>> {
    let (one, other) = (one?, other?);
    if one.len() * other.len() > MOST_ALTERNATIVES {
        return None;
    }
    let joined = |first: &Vec<&'a Test>| {
        other
            .iter()
            .map(|second| {
                let mut tests = first.clone();
                tests.extend(second.iter().filter(|test| !first.contains(*test)));
                tests
            })
            .collect::<Vec<_>>()
    };
    Some(one.iter().flat_map(joined).collect())
}

fn is_possible(definition: &SurveyDefinition, alternatives: Option<&Alternatives<'_>>) -> bool {
    alternatives.is_none_or(|alternatives| {
        alternatives.iter().any(|tests| {
            let mut by_question: BTreeMap<&str, Vec<&Is>> = BTreeMap::new();
            for test in tests {
                by_question.entry(&test.question).or_default().push(&test.is);
            }
            by_question.into_iter().all(|(key, tests)| has_answer(definition, key, &tests))
        })
    })
}

/// Whether some answer to the question (or none) passes all tests.
fn has_answer(definition: &SurveyDefinition, key: &str, tests: &[&Is]) -> bool {
    let unanswered = tests.iter().all(|test| **test == Is::Answered(false));
    if unanswered || tests.iter().any(|test| **test == Is::Answered(false)) {
        return unanswered;
    }
    let question = definition.question(key.split('.').next().unwrap_or_default());
    match question.map(|question| (question, &question.kind)) {
        Some((_, QuestionKind::Scale { scale } | QuestionKind::Grid { scale, .. })) => {
            scale.range().any(|value| tests.iter().all(|test| passes(test, value)))
        }
        Some((_, QuestionKind::Number { low, high })) => number(*low, *high, tests),
        Some((question, QuestionKind::Single { .. })) => {
            question.choices().iter().any(|choice| tests.iter().all(|test| takes(test, &choice.key)))
        }
        Some((question, QuestionKind::Multiple { at_most, .. })) => multiple(question, *at_most, tests),
        _ => true,
    }
}

fn passes(test: &Is, value: i64) -> bool {
    match test {
        Is::Values(values) => values.contains(&value),
        Is::AtLeast(low) => value >= *low,
        Is::AtMost(high) => value <= *high,
        _ => true,
    }
}

/// A number within the limits that passes all tests: if there is one, one stands at a bound or among the values named.
fn number(low: i64, high: i64, tests: &[&Is]) -> bool {
    let named = tests.iter().flat_map(|test| match test {
        Is::Values(values) => values.clone(),
        Is::AtLeast(bound) | Is::AtMost(bound) => vec![*bound],
        _ => Vec::new(),
    });
    named
        .chain([low, high])
        .any(|value| (low..=high).contains(&value) && tests.iter().all(|test| passes(test, value)))
}

fn takes(test: &Is, key: &str) -> bool {
    match test {
        Is::Choices(keys) => keys.iter().any(|known| known == key),
        Is::NoneOf(keys) => keys.iter().all(|known| known != key),
        _ => true,
    }
}

/// Ticks that pass all tests: each “one of these” needs a choice that no “none of these” forbids.
fn multiple(question: &Question, at_most: Option<usize>, tests: &[&Is]) -> bool {
    let free = question
        .choices()
        .iter()
        .filter(|choice| tests.iter().all(|test| !matches!(test, Is::NoneOf(_)) || takes(test, &choice.key)));
    let free: Vec<&str> = free.map(|choice| choice.key.as_str()).collect();
    let wanted: Vec<&&Is> = tests.iter().filter(|test| matches!(test, Is::Choices(_))).collect();
    if at_most == Some(1) {
        return free.iter().any(|key| wanted.iter().all(|test| takes(test, key)));
    }
    !free.is_empty() && wanted.iter().all(|test| free.iter().any(|key| takes(test, key)))
}
