//! Questions of a form as a script shows them.

use catsup_model::{
    Scale,
    survey::{Choice, Condition, Question, QuestionKind, TextCheck},
};
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::schema;
use crate::i18n::Translator;

/// One question.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormQuestion {
    /// Names it in `answers`.
    key: String,
    /// How it is answered, as in the survey: `scale`, `grid`, `single`, `multiple`, `number` …
    kind: &'static str,
    /// How it looks: `thumbs`, `stars`, `numbers`, `words`, `dropdown`, or empty where there is one way only.
    look: &'static str,
    /// What is asked; `{{question}}` and `{{question|other words}}` stand for the answer to an earlier question.
    text: String,
    /// Help below it; may be empty.
    hint: String,
    required: bool,
    /// When it is asked; always when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema::condition)]
    ask_when: Option<Condition>,
    /// What can be chosen, in the order shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    options: Vec<FormOption>,
    /// The statements of a grid, answered as `question.statement`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rows: Vec<FormRow>,
    /// What the lowest and the highest number mean, for looks of numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    ends: Option<[String; 2]>,
    /// The lowest and highest number accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<[i64; 2]>,
    /// The fewest and most ticks accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticks: Option<[usize; 2]>,
    /// The first day accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema::day)]
    earliest: Option<Date>,
    /// The last day accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(schema_with = schema::day)]
    latest: Option<Date>,
    /// The most characters accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<usize>,
    /// What is said beside an answer that does not fit.
    unfit: String,
}

/// One answer that can be chosen.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormOption {
    /// What is sent: a number as text for scales, the key of a choice otherwise.
    value: String,
    text: String,
    /// The label of the field for a few words beside it, sent as `question.choice`; absent for most.
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<String>,
}

/// One statement of a grid.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FormRow {
    key: String,
    text: String,
}

impl FormQuestion {
    pub(super) fn of(question: &Question, t: Translator) -> Self {
        let kind = &question.kind;
        let scale = match kind {
            QuestionKind::Scale { scale } | QuestionKind::Grid { scale, .. } => Some(*scale),
            _ => None,
        };
        let options = match scale {
            Some(scale) => on_scale(scale, t),
            None => question.choices().iter().map(|choice| option(choice, t)).collect(),
        };
        let row = |row: &Choice| FormRow { key: row.key.clone(), text: t.pick(&row.text).to_owned() };
        let (earliest, latest) = match kind {
            QuestionKind::Date { earliest, latest } => (*earliest, *latest),
            _ => (None, None),
        };
        Self {
            key: question.key.clone(),
            kind: kind.code(),
            look: look(kind, scale),
            text: t.pick(&question.text).to_owned(),
            hint: hint(question, t),
            required: question.required,
            ask_when: question.ask_when.clone(),
            options,
            rows: question.rows().iter().map(row).collect(),
            ends: scale
                .and_then(|scale| t.anchors(scale))
                .map(|(low, high)| [low.to_string(), high.to_string()]),
            range: match kind {
                QuestionKind::Number { low, high } => Some([*low, *high]),
                _ => None,
            },
            ticks: match kind {
                QuestionKind::Multiple { choices, at_least, at_most } => {
                    Some([at_least.unwrap_or(0), at_most.unwrap_or(choices.len())])
                }
                _ => None,
            },
            earliest,
            latest,
            limit: match kind {
                QuestionKind::ShortText { limit, .. } | QuestionKind::LongText { limit } => Some(*limit),
                _ => None,
            },
            unfit: unfit(kind, t),
        }
    }
}

fn option(choice: &Choice, t: Translator) -> FormOption {
    let text = t.pick(&choice.text);
    let other = || t.say("other-words").arg("choice", text).to_string();
    FormOption { value: choice.key.clone(), text: text.to_owned(), other: choice.with_text.then(other) }
}

fn on_scale(scale: Scale, t: Translator) -> Vec<FormOption> {
    let option =
        |value: i64| FormOption { value: value.to_string(), text: t.answer(scale, value), other: None };
    let mut options: Vec<FormOption> = scale.range().map(option).collect();
    if matches!(scale, Scale::Thumbs | Scale::YesNo | Scale::Tick) {
        // People expect “yes” first.
        options.reverse();
    }
    options
}

fn look(kind: &QuestionKind, scale: Option<Scale>) -> &'static str {
    match (kind, scale) {
        (QuestionKind::Single { dropdown: true, .. }, _) => "dropdown",
        (_, Some(Scale::Thumbs)) => "thumbs",
        (_, Some(Scale::Stars5)) => "stars",
        (_, Some(Scale::Likelihood11 | Scale::Rating10)) => "numbers",
        (_, Some(_)) => "words",
        _ => "",
    }
}

fn hint(question: &Question, t: Translator) -> String {
    let own = t.pick(&question.hint);
    if own.is_empty() && matches!(question.kind, QuestionKind::LongText { .. }) {
        return t.say("leave-out-personal-details").to_string();
    }
    own.to_owned()
}

/// What is said when the server finds that an answer does not fit: the words stand here, so that the script needs
/// none of its own.
fn unfit(kind: &QuestionKind, t: Translator) -> String {
    let limited = |limit: usize| t.say("embed-unfit-length").arg("limit", limit).to_string();
    match kind {
        QuestionKind::Number { low, high } => {
            t.say("error-number-range").arg("low", *low).arg("high", *high).to_string()
        }
        QuestionKind::Date { .. } => t.say("embed-unfit-date").to_string(),
        QuestionKind::Email => t.say("error-email").to_string(),
        QuestionKind::Phone => t.say("embed-unfit-phone").to_string(),
        QuestionKind::ShortText { check: TextCheck::Digits, .. } => t.say("embed-unfit-digits").to_string(),
        QuestionKind::ShortText { check: TextCheck::ZipCode, .. } => {
            t.say("embed-unfit-zip-code").to_string()
        }
        QuestionKind::ShortText { check: TextCheck::WebAddress, .. } => {
            t.say("embed-unfit-web-address").to_string()
        }
        QuestionKind::ShortText { limit, .. } | QuestionKind::LongText { limit } => limited(*limit),
        QuestionKind::Multiple { at_least, at_most, choices } => {
            let (fewest, most) = (at_least.unwrap_or(0), at_most.unwrap_or(choices.len()));
            t.say("embed-unfit-ticks").arg("fewest", fewest).arg("most", most).to_string()
        }
        _ => t.say("error-choose-known").to_string(),
    }
}
