//! Of how many people a question was asked: branching evaluated on what was answered together.

use std::collections::{BTreeMap, BTreeSet};

use catsup_model::{
    id::SurveyVersionId,
    survey::{Condition, Given, Question, QuestionKind, SurveyDefinition},
};
use catsup_store::QuestionPath;

use super::{Ground, series::Series};
use crate::{App, Error};

/// The answers that conditions test, as they were given together.
pub(super) async fn paths(app: &App, ground: &Ground) -> Result<Vec<QuestionPath>, Error> {
    let mut tested = BTreeSet::new();
    let mut chosen = BTreeSet::new();
    for definition in ground.versions.iter().map(|version| &version.definition) {
        for condition in definition.sections.iter().flat_map(|section| {
            section.ask_when.iter().chain(section.questions.iter().filter_map(|one| one.ask_when.as_ref()))
        }) {
            for test in condition.tests() {
                let key = test.question.split('.').next().unwrap_or_default();
                let Some(question) = definition.question(key) else { continue };
                match &question.kind {
                    QuestionKind::Multiple { choices, .. } => {
                        tested.extend(choices.iter().map(|choice| format!("{key}.{}", choice.key)));
                    }
                    QuestionKind::Single { .. } => {
                        tested.insert(key.to_owned());
                        chosen.insert(key.to_owned());
                    }
                    _ => {
                        tested.insert(test.question.clone());
                    }
                }
            }
        }
    }
    if tested.is_empty() {
        return Ok(Vec::new());
    }
    let (tested, chosen): (Vec<String>, Vec<String>) =
        (tested.into_iter().collect(), chosen.into_iter().collect());
    Ok(app.store().question_paths(&ground.filter, &tested, &chosen).await?)
}

/// Of how many people the question was asked. Who answered none of what it depends on counts where that asks it, too.
pub(super) fn count(series: &Series<'_>, versions: &[(SurveyVersionId, u64)], paths: &[QuestionPath]) -> u64 {
    let asked = |version: &&catsup_store::SurveyVersion| {
        let all = versions.iter().find(|(id, _)| *id == version.id).map_or(0, |(_, n)| *n);
        let Some((question, conditions)) = conditions(&version.definition, &series.question.key) else {
            return 0;
        };
        if conditions.is_empty() || matches!(question.kind, QuestionKind::Hidden) {
            return all;
        }
        let of_version = || paths.iter().filter(|path| path.version == version.id);
        let holds = |path: &str| {
            let given = answers(path);
            conditions.iter().all(|condition| condition.holds(&|key| of(&version.definition, &given, key)))
        };
        let with_answers: u64 = of_version().map(|path| path.n).sum();
        let without = if holds("") { all.saturating_sub(with_answers) } else { 0 };
        without + of_version().filter(|path| holds(&path.path)).map(|path| path.n).sum::<u64>()
    };
    series.versions.iter().map(asked).sum()
}

fn conditions<'a>(definition: &'a SurveyDefinition, key: &str) -> Option<(&'a Question, Vec<&'a Condition>)> {
    definition.sections.iter().find_map(|section| {
        let question = section.questions.iter().find(|question| question.key == key)?;
        Some((question, section.ask_when.iter().chain(&question.ask_when).collect()))
    })
}

fn answers(path: &str) -> BTreeMap<&str, &str> {
    path.lines().filter_map(|line| line.split_once('=')).collect()
}

fn of<'a>(
    definition: &'a SurveyDefinition,
    given: &BTreeMap<&'a str, &'a str>,
    key: &str,
) -> Option<Given<'a>> {
    let question = definition.question(key.split('.').next().unwrap_or_default())?;
    if let QuestionKind::Multiple { choices, .. } = &question.kind {
        let ticked = |choice: &&catsup_model::survey::Choice| {
            given.get(format!("{}.{}", question.key, choice.key).as_str()) == Some(&"1")
        };
        let taken: Vec<&str> = choices.iter().filter(ticked).map(|choice| choice.key.as_str()).collect();
        return (!taken.is_empty()).then_some(Given::Choices(taken));
    }
    let value = *given.get(key)?;
    Some(match (value.parse(), value.strip_prefix(':')) {
        (Ok(value), _) => Given::Value(value),
        (Err(_), Some(choice)) if matches!(question.kind, QuestionKind::Single { .. }) => {
            Given::Choices(vec![choice])
        }
        (Err(_), _) => Given::Text(value),
    })
}
