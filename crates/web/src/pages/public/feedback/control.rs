//! Controls: what a person meets to answer a question.

use catsup_model::{Scale, survey::TextCheck};

use crate::{components::Choice, i18n::Translator};

/// How a question is answered.
#[derive(Debug, Clone)]
pub(super) enum Control {
    Thumbs,
    Stars(Vec<Choice>),
    Likert(Vec<Choice>),
    Rating { choices: Vec<Choice>, low: String, high: String },
    Grid { rows: Vec<Row>, choices: Vec<Choice>, ends: Option<(String, String)> },
    Radios(Vec<Choice>),
    Select(Vec<Choice>),
    Checkboxes(Vec<Choice>),
    Line { kind: &'static str, mode: &'static str, autocomplete: &'static str, width: &'static str },
    Lines { limit: usize },
    Date { months: Vec<Choice> },
    Display(Vec<String>),
}

/// One statement of a grid.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) text: String,
}

impl Control {
    /// The same answers to several statements.
    pub(super) fn grid(scale: Scale, rows: Vec<Row>, t: Translator) -> Self {
        let ends = t.anchors(scale).map(|(low, high)| (low.to_string(), high.to_string()));
        Self::Grid { rows, choices: in_order(scale, t), ends }
    }

    /// A whole number, typed. Not `type="number"`: its wheel and arrows change answers by accident, and it swallows
    /// what is no number instead of saying so.
    pub(super) fn number(low: i64) -> Self {
        // Phones show a pad of digits without a minus sign.
        let mode = if low < 0 { "" } else { "numeric" };
        Self::Line { kind: "text", mode, autocomplete: "off", width: "medium" }
    }

    /// A day in three fields, as the design system asks for memorable dates: they work alike in every browser, by
    /// keyboard, by voice and without script, which `type="date"` does not.
    pub(super) fn date(t: Translator) -> Self {
        let month = |number: i64| Choice::new(number, t.name("month-long", &number.to_string()));
        Self::Date { months: (1..=12).map(month).collect() }
    }

    /// A line of text that must look like something.
    pub(super) fn short_text(check: TextCheck) -> Self {
        match check {
            TextCheck::Any => Self::Line { kind: "text", mode: "", autocomplete: "", width: "" },
            TextCheck::Digits => {
                Self::Line { kind: "text", mode: "numeric", autocomplete: "off", width: "medium" }
            }
            TextCheck::ZipCode => {
                Self::Line { kind: "text", mode: "", autocomplete: "postal-code", width: "medium" }
            }
            TextCheck::WebAddress => Self::Line { kind: "url", mode: "url", autocomplete: "url", width: "" },
        }
    }
}

/// One value of a scale.
pub(super) fn on_scale(scale: Scale, t: Translator) -> Control {
    let choices = in_order(scale, t);
    match (scale, t.anchors(scale)) {
        (Scale::Thumbs, _) => Control::Thumbs,
        (Scale::Stars5, _) => Control::Stars(choices),
        (_, Some((low, high))) => Control::Rating { choices, low: low.to_string(), high: high.to_string() },
        _ => Control::Likert(choices),
    }
}

/// The answers of a scale in the order people expect: “yes” first, otherwise the lowest.
fn in_order(scale: Scale, t: Translator) -> Vec<Choice> {
    let mut choices = Choice::of_scale(&t, scale);
    if matches!(scale, Scale::YesNo | Scale::Tick | Scale::Thumbs) {
        choices.reverse();
    }
    choices
}
