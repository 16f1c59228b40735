//! Between the fields of the entry form and an entry, in both directions.
//!
//! Fields that are no answers begin with an underscore, so that no key of a question can be one.

use catsup_app::{FieldError as Refused, entry::Entry};
use catsup_model::{
    Channel, Language,
    answers::RawAnswers,
    response::ResponseSource,
    survey::{QuestionKind, SurveyDefinition},
};
use jiff::civil::Date;
use serde_json::Value;

use super::asked::Asked;
use crate::forms::{FieldError, Form};

/// What a batch carries from one form to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Defaults {
    /// The id that everything entered in the batch comes after.
    pub(super) batch: String,
    pub(super) source: ResponseSource,
    pub(super) channel: Channel,
    pub(super) touchpoint: String,
    pub(super) language: Option<Language>,
    pub(super) version: String,
    pub(super) day: String,
}

impl Defaults {
    /// As the address says; `prefix` is an underscore in the form.
    pub(super) fn of(form: &Form, prefix: &str) -> Self {
        let value = |name: &str| form.value(&format!("{prefix}{name}")).to_owned();
        let source = if value("source") == ResponseSource::Staff.code() {
            ResponseSource::Staff
        } else {
            ResponseSource::Paper
        };
        let usual = if source == ResponseSource::Staff { Channel::Phone } else { Channel::Paper };
        Self {
            batch: value("batch"),
            source,
            channel: value("channel").parse().unwrap_or(usual),
            touchpoint: value("touchpoint"),
            language: value("language").parse().ok(),
            version: value("version"),
            day: value("day"),
        }
    }

    /// The query of the next empty form.
    pub(super) fn query(&self) -> String {
        let pairs = [
            ("batch", self.batch.as_str()),
            ("source", self.source.code()),
            ("channel", self.channel.code()),
            ("touchpoint", &self.touchpoint),
            ("language", self.language.map_or("", Language::code)),
            ("version", &self.version),
            ("day", &self.day),
        ];
        serde_urlencoded::to_string(pairs.iter().filter(|(_, value)| !value.is_empty()).collect::<Vec<_>>())
            .unwrap_or_default()
    }
}

/// The entry that was posted; a day that is none is marked.
pub(super) fn entry(form: &mut Form, defaults: &Defaults, definition: &SurveyDefinition) -> Option<Entry> {
    let day: Option<Date> = match defaults.day.trim() {
        "" => None,
        text => match text.parse() {
            Ok(day) => Some(day),
            Err(_) => {
                form.refuse("_day", FieldError::new("error-date"));
                return None;
            }
        },
    };
    Some(Entry {
        version: defaults.version.parse().ok(),
        language: defaults.language.unwrap_or_default(),
        channel: defaults.channel,
        touchpoint: defaults.touchpoint.parse().ok(),
        source: defaults.source,
        day,
        answers: raw_answers(definition, form),
        left_blank: form.values("_blank").map(str::to_owned).collect(),
        nonce: form.value("_nonce").to_owned(),
    })
}

/// A multiple choice comes as a list even when nothing is ticked: the form offered it.
fn raw_answers(definition: &SurveyDefinition, form: &Form) -> RawAnswers {
    let mut answers = RawAnswers::new();
    for question in definition.questions() {
        let key = &question.key;
        match &question.kind {
            QuestionKind::Multiple { .. } => {
                let ticked: Vec<Value> = form.values(key).map(Value::from).collect();
                let left_blank = form.chose("_blank", key);
                if !(left_blank && ticked.is_empty()) {
                    answers.insert(key.clone(), Value::Array(ticked));
                }
            }
            QuestionKind::Grid { rows, .. } => {
                let names = rows.iter().map(|row| format!("{key}.{}", row.key));
                answers.extend(names.filter_map(|name| Some((name.clone(), form.filled(&name)?.into()))));
            }
            _ => answers.extend(form.filled(key).map(|value| (key.clone(), value.into()))),
        }
        for choice in question.choices().iter().filter(|choice| choice.with_text) {
            let name = format!("{key}.{}", choice.key);
            if let Some(words) = form.filled(&name).filter(|_| form.chose(key, &choice.key)) {
                answers.insert(name, words.into());
            }
        }
    }
    answers
}

/// Stored answers as the entries of the form.
pub(super) fn fill(form: &mut Form, stored: &RawAnswers) {
    let mut entries: Vec<(String, String)> = form.entries().to_vec();
    for (name, value) in stored {
        match value {
            Value::Array(ticked) => {
                entries.extend(
                    ticked.iter().filter_map(Value::as_str).map(|key| (name.clone(), key.to_owned())),
                );
            }
            Value::String(text) => entries.push((name.clone(), text.clone())),
            Value::Null => {}
            other => entries.push((name.clone(), other.to_string())),
        }
    }
    *form = Form::with(entries);
}

/// Marks what was refused, each question by its number on paper, in the order of the form.
pub(super) fn refuse(form: &mut Form, asked: &[Asked], errors: &[Refused]) {
    let of = |field: &str| errors.iter().find(|error| error.field == field);
    if let Some(error) = of("day") {
        let key = if error.code == "after-expiry" { "entry-error-expired" } else { "entry-error-future" };
        form.refuse("_day", FieldError::new(key));
    }
    for question in asked {
        let by_name = of(&format!("answers.{}", question.name));
        let error = by_name.or_else(|| of(&format!("answers.{}", question.question)));
        if let Some(error) = error {
            form.refuse(&question.name, words(error).text("number", question.number.as_str()));
        }
    }
    if form.is_valid() {
        let first = asked.iter().find(|question| !question.number.is_empty());
        let nothing = errors.iter().any(|error| error.code == "nothing-answered");
        let key = if nothing { "entry-error-nothing" } else { "entry-error-other" };
        form.refuse(first.map_or("_day", |first| &first.name), FieldError::new(key));
    }
}

fn words(error: &Refused) -> FieldError {
    FieldError::new(match error.code {
        "required" => "entry-error-required",
        "too-long" => "entry-error-too-long",
        "not-an-email" => "entry-error-email",
        "not-a-phone" => "entry-error-phone",
        "not-a-day" => "entry-error-day",
        "not-digits" => "entry-error-digits",
        "not-a-zip-code" => "entry-error-zip-code",
        "not-a-web-address" => "entry-error-web-address",
        "tick-count" => "entry-error-ticks",
        "off-scale" => "entry-error-off-scale",
        _ => "entry-error-choice",
    })
}
