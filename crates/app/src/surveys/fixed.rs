//! What the rules of an instrument fix in a survey: its questions stay as the set-up page makes them, in their order
//! and on their pages; an author's own questions stand around them.

use catsup_model::{
    instrument::{Instrument, InstrumentCode, Setup},
    survey::{Condition, Question, Section, SurveyDefinition},
};

/// What no edit may change: the instrument's questions with their pages, in order.
pub(super) fn fixed(definition: &SurveyDefinition) -> Vec<(&str, Option<&Condition>, &Question)> {
    definition
        .sections
        .iter()
        .flat_map(|section| {
            section
                .questions
                .iter()
                .filter(|question| !question.is_own())
                .map(|question| (section.key.as_str(), section.ask_when.as_ref(), question))
        })
        .collect()
}

/// Whether a page holds questions of the instrument.
#[must_use]
pub fn holds_fixed(section: &Section) -> bool {
    section.questions.iter().any(|question| !question.is_own())
}

/// `current` with the instrument's questions as `built` has them: own questions, pages and what was said differently
/// around the form stay. `was` is what the instrument made before.
pub(super) fn rebuild(
    current: &SurveyDefinition,
    was: &SurveyDefinition,
    built: &SurveyDefinition,
) -> SurveyDefinition {
    let mut rebuilt = current.clone();
    for section in &mut rebuilt.sections {
        section.questions.retain_mut(|question| match built.question(&question.key) {
            _ if question.is_own() => true,
            Some(new) => {
                new.clone_into(question);
                true
            }
            None => false,
        });
    }
    let mut place = 0;
    for template in &built.sections {
        let known = rebuilt.sections.iter().position(|section| section.key == template.key);
        let fixed: Vec<&Question> = template.questions.iter().filter(|question| !question.is_own()).collect();
        match known {
            Some(index) => {
                put_missing(&mut rebuilt.sections[index].questions, &fixed);
                place = index + 1;
            }
            None if fixed.is_empty() => {}
            None => {
                rebuilt.sections.insert(place, template.clone());
                place += 1;
            }
        }
    }
    // A page of the instrument that holds nothing any more goes with its last question.
    rebuilt.sections.retain(|section| {
        !section.questions.is_empty()
            || was.sections.iter().all(|one| one.key != section.key || !holds_fixed(one))
    });
    for (text, was, built) in [
        (&mut rebuilt.title, &was.title, &built.title),
        (&mut rebuilt.introduction, &was.introduction, &built.introduction),
        (&mut rebuilt.thanks, &was.thanks, &built.thanks),
    ] {
        if was != built {
            built.clone_into(text);
        }
    }
    rebuilt
}

/// Puts the fixed questions that are not there yet behind the one they follow.
fn put_missing(questions: &mut Vec<Question>, fixed: &[&Question]) {
    let mut place = 0;
    for question in fixed {
        match questions.iter().position(|one| one.key == question.key) {
            Some(index) => place = index + 1,
            None => {
                questions.insert(place, (*question).clone());
                place += 1;
            }
        }
    }
}

/// The setup with the texts around the form as `definition` has them, so that the set-up page shows what is there.
pub(super) fn with_texts(instrument: InstrumentCode, setup: &Setup, definition: &SurveyDefinition) -> Setup {
    let plain = Setup {
        title: Default::default(),
        introduction: Default::default(),
        thanks: Default::default(),
        ..setup.clone()
    };
    let Ok(usual) = Instrument::of(instrument).build(&plain) else { return setup.clone() };
    let own = |text: &catsup_model::Translated, usual: &catsup_model::Translated| {
        if text == usual { Default::default() } else { text.clone() }
    };
    Setup {
        title: own(&definition.title, &usual.title),
        introduction: own(&definition.introduction, &usual.introduction),
        thanks: definition.thanks.clone(),
        ..plain
    }
}
