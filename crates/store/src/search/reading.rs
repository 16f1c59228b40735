//! Which answers of a survey's version are words of the person, and which one says how well it went.

use std::collections::{BTreeSet, HashMap};

use catsup_model::{
    Feed, Scale,
    response::StoredAnswer,
    survey::{QuestionKind, SurveyDefinition},
};

/// How the responses to one version are read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    /// Keys of the answers that hold the person's own words. Addresses and numbers to reach them are none.
    words: BTreeSet<String>,
    /// The first question that measures something, with its scale.
    lead: Option<(String, Scale)>,
}

/// The readings of versions met so far; a version never changes once responses name it.
#[derive(Debug, Default)]
pub(crate) struct Readings(pub(crate) HashMap<i64, Reading>);

impl Reading {
    pub(crate) fn of(definition: &SurveyDefinition) -> Self {
        let mut reading = Self::default();
        for question in definition.questions() {
            if matches!(question.kind, QuestionKind::ShortText { .. } | QuestionKind::LongText { .. }) {
                reading.words.insert(question.key.clone());
            }
            let with_text = question.choices().iter().filter(|choice| choice.with_text);
            reading.words.extend(with_text.map(|choice| format!("{}.{}", question.key, choice.key)));
            if let (None, Some(Feed::Measure(_)), Some(scale)) =
                (&reading.lead, question.feeds, question.scale())
            {
                reading.lead = Some((question.key.clone(), scale));
            }
        }
        reading
    }

    /// What the person wrote.
    pub(crate) fn texts<'a>(&self, answers: &'a [StoredAnswer]) -> Vec<&'a str> {
        let written = answers.iter().filter(|answer| self.words.contains(&answer.question));
        let texts = written.filter_map(|answer| answer.text.as_deref());
        texts.filter(|text| !text.trim().is_empty()).collect()
    }

    /// Whether it went badly (-1), so so (0) or well (1).
    pub(crate) fn score(&self, answers: &[StoredAnswer]) -> Option<i64> {
        let (key, scale) = self.lead.as_ref()?;
        let answer = answers.iter().find(|answer| answer.question == *key)?;
        Some(level(*scale, answer.value?))
    }
}

/// What a response tells at first sight.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told<'a> {
    /// What the person wrote.
    pub words: Vec<&'a str>,
    /// Whether it went badly: the lower end of the scale of the first question that measures something.
    pub went_badly: bool,
}

/// What a response to a version tells at first sight.
#[must_use]
pub fn told<'a>(definition: &SurveyDefinition, answers: &'a [StoredAnswer]) -> Told<'a> {
    let reading = Reading::of(definition);
    Told { words: reading.texts(answers), went_badly: reading.score(answers) == Some(-1) }
}

/// The lower and the upper end of a scale, as reports take them: detractors and promoters, the bottom two and the top
/// two of five, a third of anything else.
fn level(scale: Scale, value: i64) -> i64 {
    let (lowest, highest) = (*scale.range().start(), *scale.range().end());
    let (low, high) = match scale {
        Scale::Likelihood11 => (6, 9),
        _ => {
            let third = (highest - lowest) * 3 / 10;
            (lowest + third, highest - third)
        }
    };
    if value <= low {
        -1
    } else if value >= high {
        1
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_a_scale_are_low_and_high() {
        let levels = |scale: Scale| scale.range().map(|value| level(scale, value)).collect::<Vec<_>>();
        assert_eq!(levels(Scale::Thumbs), [-1, 1]);
        assert_eq!(levels(Scale::Likert5), [-1, -1, 0, 1, 1]);
        assert_eq!(levels(Scale::Effort7), [-1, -1, 0, 0, 0, 1, 1]);
        assert_eq!(levels(Scale::Likelihood11), [-1, -1, -1, -1, -1, -1, -1, 0, 0, 1, 1]);
        assert_eq!(levels(Scale::Rating10), [-1, -1, -1, 0, 0, 0, 0, 1, 1, 1]);
    }
}
