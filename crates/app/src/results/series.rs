//! Which versions asked a question in the same way, so that their answers may be counted together.

use catsup_model::{
    Language,
    id::SurveyVersionId,
    survey::{Question, QuestionKind},
};
use catsup_store::SurveyVersion;

use super::Ground;

/// A question as a run of versions asked it.
pub(super) struct Series<'a> {
    /// The question in the newest of these versions.
    pub question: &'a Question,
    /// Its number on the form as it is now.
    pub number: Option<usize>,
    /// The versions, the oldest first.
    pub versions: Vec<&'a SurveyVersion>,
    /// Whether other versions asked the question otherwise.
    pub apart: bool,
}

impl Series<'_> {
    /// Whether the version belongs to the run.
    pub fn holds(&self, version: SurveyVersionId) -> bool {
        self.versions.iter().any(|one| one.id == version)
    }
}

/// Every question that was ever asked, as asked now first, each followed by how it was asked before.
pub(super) fn of(ground: &Ground) -> Vec<Series<'_>> {
    let mut numbers = 0;
    let mut keys: Vec<(&str, Option<usize>)> = Vec::new();
    for question in ground.definition().questions().filter(|question| counts(question)) {
        numbers += usize::from(question.is_answered_by_people());
        keys.push((&question.key, question.is_answered_by_people().then_some(numbers)));
    }
    for version in &ground.versions {
        for question in version.definition.questions().filter(|question| counts(question)) {
            if keys.iter().all(|(key, _)| *key != question.key) {
                keys.push((&question.key, None));
            }
        }
    }
    keys.into_iter().flat_map(|(key, number)| of_key(ground, key, number)).collect()
}

fn counts(question: &Question) -> bool {
    !matches!(question.kind, QuestionKind::Display)
}

fn of_key<'a>(ground: &'a Ground, key: &str, number: Option<usize>) -> Vec<Series<'a>> {
    let mut series: Vec<(Vec<String>, Series<'a>)> = Vec::new();
    // The newest first: what is asked now leads.
    let mut versions: Vec<&SurveyVersion> = ground.versions.iter().collect();
    versions.sort_by_key(|version| std::cmp::Reverse(version.number));
    for version in versions {
        let Some(question) = version.definition.question(key) else { continue };
        let asked = asked_as(question);
        match series.iter_mut().find(|(known, _)| *known == asked) {
            Some((_, one)) => one.versions.insert(0, version),
            None => {
                let number = number.filter(|_| version.id == ground.survey.version);
                series.push((asked, Series { question, number, versions: vec![version], apart: false }));
            }
        }
    }
    let apart = series.len() > 1;
    series.into_iter().map(|(_, one)| Series { apart, ..one }).collect()
}

/// What makes answers comparable: kind, scale, wording in every language, and the same of every choice or statement.
fn asked_as(question: &Question) -> Vec<String> {
    let kind = match &question.kind {
        QuestionKind::Scale { scale } | QuestionKind::Grid { scale, .. } => scale.code(),
        other => other.code(),
    };
    let mut asked = vec![kind.to_owned()];
    for language in Language::ALL {
        asked.push(question.variant_in(language));
        let mut parts: Vec<String> = question
            .parts()
            .iter()
            .map(|part| {
                let wording = question.choice_wording(part, language);
                format!("{}:{}", part.key, wording.variant)
            })
            .collect();
        parts.sort();
        asked.extend(parts);
    }
    asked
}

/// Keys of the answers whose texts are choices or days, in any version.
pub(super) fn chosen(ground: &Ground) -> Vec<String> {
    let definitions = ground.versions.iter().map(|version| &version.definition).chain([ground.definition()]);
    let mut keys: Vec<String> = definitions
        .flat_map(catsup_model::survey::SurveyDefinition::questions)
        .filter(|question| matches!(question.kind, QuestionKind::Single { .. } | QuestionKind::Date { .. }))
        .map(|question| question.key.clone())
        .collect();
    keys.sort();
    keys.dedup();
    keys
}
