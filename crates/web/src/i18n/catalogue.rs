//! The message catalogues, read once per process from the embedded `.ftl` files.

use std::sync::LazyLock;

use catsup_model::Language;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::{LanguageIdentifier, langid};

use super::numbers;

/// Every embedded file: language code, file name, text.
pub(super) const FILES: &[(&str, &str, &str)] = include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));

type Bundle = FluentBundle<FluentResource>;

static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| read(Language::En));
static SPANISH: LazyLock<Bundle> = LazyLock::new(|| read(Language::Es));

/// The text under `key` in `language`, or what is wrong with it.
pub(super) fn text(language: Language, key: &str, arguments: &FluentArgs<'_>) -> Result<String, String> {
    let bundle: &Bundle = match language {
        Language::En => &ENGLISH,
        Language::Es => &SPANISH,
    };
    let pattern =
        bundle.get_message(key).and_then(|message| message.value()).ok_or("no catalogue has this key")?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(arguments), &mut errors);
    match errors.first() {
        None => Ok(text.into_owned()),
        Some(error) => Err(error.to_string()),
    }
}

fn read(language: Language) -> Bundle {
    let locale: LanguageIdentifier = match language {
        Language::En => langid!("en-US"),
        Language::Es => langid!("es-US"),
    };
    let mut bundle = Bundle::new_concurrent(vec![locale]);
    // Isolation marks are for mixed directions; both languages run left to right.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::En => |value, _| format_number(Language::En, value),
        Language::Es => |value, _| format_number(Language::Es, value),
    }));
    for (_, file, text) in FILES.iter().filter(|(code, ..)| *code == language.code()) {
        let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, errors)| {
            tracing::error!(file, ?errors, "catalogue has a syntax error");
            resource
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(file, ?errors, "catalogue repeats a key");
        }
    }
    bundle
}

fn format_number(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        // Only whole numbers come in as numbers (see `Argument`); the others come formatted.
        FluentValue::Number(number) => Some(numbers::grouped(language, number.value as i64)),
        _ => None,
    }
}

#[cfg(test)]
#[path = "catalogue_tests.rs"]
mod tests;
