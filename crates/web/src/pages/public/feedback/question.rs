//! Questions as a page shows them.

use catsup_model::survey::{Choice as Part, Question, QuestionKind, TextCheck};

use super::{
    control::{Control, Row, on_scale},
    entries::other_name,
    flow::{Flow, Verdict, is_hidden},
    words::Words,
};
use crate::{components::Choice, i18n::Translator};

/// A question in the reader's language.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) hint: String,
    pub(super) required: bool,
    /// The condition as JSON when an answer on the same page decides whether it is asked; empty otherwise.
    pub(super) ask_when: String,
    pub(super) control: Control,
    /// How the browser reads the answer for conditions: as a number, as keys of choices, or as a text.
    pub(super) answers: &'static str,
    /// Fields for a few words beside choices that ask for them.
    pub(super) others: Vec<Other>,
}

/// A field for a few words beside a choice.
#[derive(Debug, Clone)]
pub(super) struct Other {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) show_when: String,
}

/// The questions of a page: those that are asked, and those that an answer on the page may lead to.
pub(super) fn asked(flow: &Flow<'_>, words: &Words<'_>) -> Vec<Asked> {
    let shown = flow
        .questions()
        .into_iter()
        .filter(|(question, verdict)| *verdict != Verdict::No && !is_hidden(question));
    shown.map(|(question, verdict)| Asked::of(question, verdict, words)).collect()
}

impl Asked {
    fn of(question: &Question, verdict: Verdict, words: &Words<'_>) -> Self {
        let other = |choice: &Part| Other {
            name: other_name(&question.key, &choice.key),
            label: words.t.say("other-words").arg("choice", words.fill(&choice.text)).to_string(),
            show_when: format!("{}={}", question.key, choice.key),
        };
        let condition = question.ask_when.as_ref().filter(|_| verdict == Verdict::Open);
        Self {
            name: question.key.clone(),
            text: words.fill(&question.text),
            hint: hint(question, words),
            required: question.required,
            ask_when: condition.and_then(|one| serde_json::to_string(one).ok()).unwrap_or_default(),
            control: control(question, words),
            answers: match question.kind {
                QuestionKind::Scale { .. } | QuestionKind::Grid { .. } | QuestionKind::Number { .. } => {
                    "value"
                }
                QuestionKind::Single { .. } | QuestionKind::Multiple { .. } => "choices",
                _ => "text",
            },
            others: question.choices().iter().filter(|choice| choice.with_text).map(other).collect(),
        }
    }
}

/// The author's hint, and what the limits of the question ask for.
fn hint(question: &Question, words: &Words<'_>) -> String {
    let t = words.t;
    let own = words.fill(&question.hint);
    let limits = match &question.kind {
        QuestionKind::Number { low, high } if is_range(*low, *high) => {
            t.say("hint-number-range").arg("low", *low).arg("high", *high).to_string()
        }
        QuestionKind::Number { .. } => t.say("hint-number").to_string(),
        QuestionKind::Multiple { choices, at_least, at_most } => {
            tick_hint(t, at_least.unwrap_or(0), at_most.unwrap_or(choices.len()), choices.len())
        }
        QuestionKind::Date { .. } => t.say("hint-date").to_string(),
        QuestionKind::ShortText { check: TextCheck::Digits, .. } => t.say("hint-digits").to_string(),
        QuestionKind::ShortText { check: TextCheck::ZipCode, .. } => t.say("hint-zip-code").to_string(),
        QuestionKind::ShortText { check: TextCheck::WebAddress, .. } => t.say("hint-web-address").to_string(),
        QuestionKind::LongText { .. } if own.is_empty() => t.say("leave-out-personal-details").to_string(),
        _ => String::new(),
    };
    [own, limits].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether both ends of a number are near enough to be told.
pub(super) fn is_range(low: i64, high: i64) -> bool {
    low > -1_000_000 && high < 1_000_000_000
}

fn tick_hint(t: Translator, fewest: usize, most: usize, offered: usize) -> String {
    let said = match (fewest, most) {
        (fewest, most) if fewest > 1 && most == fewest => t.say("hint-ticks-exactly").arg("n", most),
        (fewest, most) if fewest > 1 && most < offered => {
            t.say("hint-ticks-between").arg("fewest", fewest).arg("most", most)
        }
        (fewest, _) if fewest > 1 => t.say("hint-ticks-at-least").arg("n", fewest),
        (_, most) if most < offered => t.say("hint-ticks-at-most").arg("n", most),
        _ => t.say("hint-ticks"),
    };
    said.to_string()
}

fn control(question: &Question, words: &Words<'_>) -> Control {
    let t = words.t;
    let choices =
        || question.choices().iter().map(|one| Choice::new(&one.key, words.fill(&one.text))).collect();
    match &question.kind {
        QuestionKind::Scale { scale } => on_scale(*scale, t),
        QuestionKind::Grid { scale, rows } => {
            let row =
                |row: &Part| Row { name: other_name(&question.key, &row.key), text: words.fill(&row.text) };
            Control::grid(*scale, rows.iter().map(row).collect(), t)
        }
        QuestionKind::Single { dropdown: true, .. } => Control::Select(choices()),
        QuestionKind::Single { .. } => Control::Radios(choices()),
        QuestionKind::Multiple { .. } => Control::Checkboxes(choices()),
        QuestionKind::Number { low, .. } => Control::number(*low),
        QuestionKind::Date { .. } => Control::date(t),
        QuestionKind::ShortText { check, .. } => Control::short_text(*check),
        QuestionKind::LongText { limit } => Control::Lines { limit: *limit },
        QuestionKind::Email => {
            Control::Line { kind: "email", mode: "email", autocomplete: "email", width: "" }
        }
        QuestionKind::Phone => {
            Control::Line { kind: "tel", mode: "tel", autocomplete: "tel", width: "medium" }
        }
        QuestionKind::Hidden | QuestionKind::Display => {
            let paragraphs = words.fill(&question.text);
            Control::Display(paragraphs.split("\n\n").map(|one| one.trim().to_owned()).collect())
        }
    }
}
