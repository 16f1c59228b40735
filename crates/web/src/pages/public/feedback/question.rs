//! Questions as a page shows them.

use catsup_model::{
    Scale,
    answers::RawAnswers,
    survey::{Condition, Is, Question, QuestionKind, Section, Test},
};

use super::entries::{is_fulfilled, other_name};
use crate::{components::Choice, i18n::Translator};

/// A question in the reader's language.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) hint: String,
    pub(super) required: bool,
    /// `field=1|2` when an answer on the same page decides whether it is asked; empty otherwise.
    pub(super) show_when: String,
    pub(super) control: Control,
    /// Fields for a few words beside choices that ask for them.
    pub(super) others: Vec<Other>,
}

/// How a question is answered.
#[derive(Debug, Clone)]
pub(super) enum Control {
    Thumbs,
    Likert(Vec<Choice>),
    Rating { choices: Vec<Choice>, low: String, high: String },
    Radios(Vec<Choice>),
    Checkboxes(Vec<Choice>),
    Line,
    Lines { limit: usize },
    Email,
}

/// A field for a few words beside a choice.
#[derive(Debug, Clone)]
pub(super) struct Other {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) show_when: String,
}

/// The questions of a page. `before` holds the answers of earlier pages, which decide what is asked here.
pub(super) fn asked(section: &Section, before: &RawAnswers, t: Translator) -> Vec<Asked> {
    let on_page = |key: &str| section.questions.iter().any(|question| question.key == key);
    let tests_page = |when: &Condition| when.tests().iter().any(|test| on_page(&test.question));
    let asked = |question: &&Question| {
        question.ask_when.as_ref().is_none_or(|when| tests_page(when) || is_fulfilled(when, before))
    };
    let show_when = |question: &Question| match &question.ask_when {
        Some(Condition::Test(Test { question, is: Is::Values(values) })) if on_page(question) => {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            format!("{question}={}", values.join("|"))
        }
        _ => String::new(),
    };
    section
        .questions
        .iter()
        .filter(asked)
        .map(|question| Asked::of(question, show_when(question), t))
        .collect()
}

impl Asked {
    fn of(question: &Question, show_when: String, t: Translator) -> Self {
        let language = t.language();
        let mut hint = question.hint.get(language).to_owned();
        if hint.is_empty() && matches!(question.kind, QuestionKind::LongText { .. }) {
            hint = t.say("leave-out-personal-details").to_string();
        }
        let other = |choice: &catsup_model::survey::Choice| Other {
            name: other_name(&question.key, &choice.key),
            label: t.say("other-words").arg("choice", choice.text.get(language)).to_string(),
            show_when: format!("{}={}", question.key, choice.key),
        };
        Self {
            name: question.key.clone(),
            text: question.text.get(language).to_owned(),
            hint,
            required: question.required,
            show_when,
            control: control(question, t),
            others: question.choices().iter().filter(|choice| choice.with_text).map(other).collect(),
        }
    }
}

fn control(question: &Question, t: Translator) -> Control {
    let choices = || {
        let choice =
            |choice: &catsup_model::survey::Choice| Choice::new(&choice.key, choice.text.get(t.language()));
        question.choices().iter().map(choice).collect()
    };
    match &question.kind {
        QuestionKind::Scale { scale } => on_scale(*scale, t),
        QuestionKind::Single { .. } => Control::Radios(choices()),
        QuestionKind::Multiple { .. } => Control::Checkboxes(choices()),
        QuestionKind::Email => Control::Email,
        QuestionKind::LongText { limit } => Control::Lines { limit: *limit },
        _ => Control::Line,
    }
}

fn on_scale(scale: Scale, t: Translator) -> Control {
    let numbered = || scale.range().map(|value| Choice::new(value, value)).collect();
    let named = || {
        let choice = |value| Choice::new(value, t.name("answer", &format!("{}-{value}", scale.code())));
        scale.range().map(choice).collect()
    };
    let anchor = |end: &str| t.name("anchor", &format!("{}-{end}", scale.code())).to_string();
    match scale {
        Scale::Thumbs => Control::Thumbs,
        Scale::Likelihood11 | Scale::Rating10 => {
            Control::Rating { choices: numbered(), low: anchor("low"), high: anchor("high") }
        }
        Scale::YesNo | Scale::Tick => {
            let mut choices: Vec<Choice> = named();
            // People expect “yes” first.
            choices.reverse();
            Control::Likert(choices)
        }
        Scale::Likert5 | Scale::Satisfaction5 | Scale::Effort7 | Scale::Stars5 => Control::Likert(named()),
    }
}
