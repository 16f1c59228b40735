//! The questions of a survey as staff enter their answers: each answer with the key that chooses it.

use catsup_model::{
    Scale,
    survey::{Choice, Question, QuestionKind, SurveyDefinition},
};

use crate::{i18n::Translator, pages::desk::paper::script};

/// A question, or one statement of a grid.
#[derive(Debug)]
pub(super) struct Asked {
    /// The field its answer is posted in.
    pub(super) name: String,
    /// The key of the question.
    pub(super) question: String,
    /// Its number on paper; empty for a text to read out.
    pub(super) number: String,
    pub(super) heading: String,
    pub(super) text: String,
    pub(super) hint: String,
    pub(super) only_if: String,
    pub(super) required: bool,
    pub(super) control: Control,
}

/// What the answer is entered in.
#[derive(Debug)]
pub(super) enum Control {
    /// One of several answers.
    One(Vec<Answer>),
    /// Any of several answers.
    Any(Vec<Answer>),
    /// A line; the type of the field.
    Line(&'static str),
    /// Several lines.
    Lines,
    /// Nothing: a text that is read out.
    Nothing,
}

/// An answer with its key.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) value: String,
    pub(super) label: String,
    /// The key on the keyboard; empty beyond the last letter.
    pub(super) key: String,
    /// The field for words beside it; empty for none.
    pub(super) words: String,
}

/// Every question in the language of `t`, numbered as on paper.
pub(super) fn asked(t: Translator, definition: &SurveyDefinition) -> Vec<Asked> {
    let mut asked = Vec::new();
    for item in script::items(t, definition) {
        let question = item.question;
        let number = item.number.map(|number| number.to_string()).unwrap_or_default();
        let row = |name: String, text: String, number: String, control: Control| Asked {
            name,
            question: question.key.clone(),
            number,
            heading: String::new(),
            text,
            hint: question.hint.get(t.language()).to_owned(),
            only_if: item.only_if.clone(),
            required: question.required,
            control,
        };
        let first = asked.len();
        if let QuestionKind::Grid { scale, rows } = &question.kind {
            for (place, statement) in rows.iter().enumerate() {
                let name = format!("{}.{}", question.key, statement.key);
                let text = format!("{} {}", item.text, t.pick(&statement.text));
                let letter = char::from(b'a' + u8::try_from(place % 26).unwrap_or_default());
                asked.push(row(name, text, format!("{number}{letter}"), Control::One(on_scale(t, *scale))));
            }
        } else {
            asked.push(row(question.key.clone(), item.text.clone(), number, control(t, question)));
        }
        if let Some(first) = asked.get_mut(first) {
            item.heading.clone_into(&mut first.heading);
        }
    }
    asked
}

fn control(t: Translator, question: &Question) -> Control {
    match &question.kind {
        QuestionKind::Scale { scale } => Control::One(on_scale(t, *scale)),
        QuestionKind::Single { choices, .. } => Control::One(choices_with_letters(t, question, choices)),
        QuestionKind::Multiple { choices, .. } => Control::Any(choices_with_letters(t, question, choices)),
        QuestionKind::LongText { .. } => Control::Lines,
        QuestionKind::Date { .. } => Control::Line("date"),
        QuestionKind::Number { .. } | QuestionKind::ShortText { .. } => Control::Line("text"),
        QuestionKind::Email => Control::Line("email"),
        QuestionKind::Phone => Control::Line("tel"),
        QuestionKind::Grid { .. } | QuestionKind::Hidden | QuestionKind::Display => Control::Nothing,
    }
}

/// Values by their digit, 10 by `t`; yes and no by their first letters too (see `entry.js`).
fn on_scale(t: Translator, scale: Scale) -> Vec<Answer> {
    let answer = |value: i64| Answer {
        value: value.to_string(),
        label: t.answer(scale, value),
        key: if value == 10 { "t".to_owned() } else { value.to_string() },
        words: String::new(),
    };
    let mut answers: Vec<Answer> = scale.range().map(answer).collect();
    if matches!(scale, Scale::Thumbs | Scale::YesNo) {
        answers.reverse();
    }
    answers
}

fn choices_with_letters(t: Translator, question: &Question, choices: &[Choice]) -> Vec<Answer> {
    let letters =
        (b'a'..=b'z').map(|letter| char::from(letter).to_string()).chain(std::iter::repeat(String::new()));
    let answer = |(choice, key): (&Choice, String)| Answer {
        value: choice.key.clone(),
        label: t.pick(&choice.text).to_owned(),
        key,
        words: if choice.with_text { format!("{}.{}", question.key, choice.key) } else { String::new() },
    };
    choices.iter().zip(letters).map(answer).collect()
}
