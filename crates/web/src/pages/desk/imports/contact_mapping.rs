//! The mapping of a file of interactions on screen: which column holds what, as a form, and back.

use std::collections::BTreeMap;

use catsup_app::{
    App, Error,
    imports::{
        self, ContactField, InteractionDefaults, InteractionMapping, Options, Report, SourcePreview,
        TableFile,
    },
};
use catsup_model::{Channel, Language, Viewer, interaction::Outcome};

use super::{
    mapping::{attribute_name, field},
    sourced::Sourced,
};
use crate::{
    components::Choice,
    forms::{FieldError, Form},
    i18n::Translator,
};

/// A file of interactions.
pub(super) struct Interactions;

impl Sourced for Interactions {
    type Mapping = InteractionMapping;
    const KIND: &'static str = "interactions";

    fn meanings(t: Translator) -> Vec<Choice> {
        meanings(t)
    }

    fn show(form: &mut Form, preview: &SourcePreview<InteractionMapping>) {
        show(form, preview);
    }

    fn read(form: &mut Form, columns: &[String]) -> InteractionMapping {
        read(form, columns)
    }

    async fn import(
        app: &App,
        viewer: &Viewer,
        source: String,
        file: TableFile,
        mapping: &InteractionMapping,
        options: Options,
    ) -> Result<Report, Error> {
        let toml = mapping.to_toml();
        imports::import_interactions(app, viewer, &source, file, Some(&toml), options).await
    }
}

/// What a column may hold.
fn meanings(t: Translator) -> Vec<Choice> {
    let role =
        |one: ContactField| Choice::new(format!("is:{}", one.code()), t.name("import-contact", one.code()));
    let mut meanings: Vec<Choice> = ContactField::ALL.into_iter().map(role).collect();
    meanings.push(Choice::new("is:attribute", t.say("import-contact-attribute")));
    meanings
}

/// The form that shows a mapping.
fn show(form: &mut Form, preview: &SourcePreview<InteractionMapping>) {
    let mapping = &preview.mapping;
    for (place, column) in preview.columns.iter().enumerate() {
        let same = |one: &String| one.eq_ignore_ascii_case(column);
        let held = mapping.columns.iter().find(|(_, named)| same(named));
        let held = held.map(|(held, _)| format!("is:{}", held.code()));
        let attribute = mapping.attributes.contains_key(column).then(|| "is:attribute".to_owned());
        form.set(&field(place), held.or(attribute).unwrap_or_default());
    }
    let defaults = &mapping.defaults;
    form.set("sheet", mapping.sheet.clone().unwrap_or_default());
    form.set("time_format", mapping.time_format.clone().unwrap_or_default());
    form.set("default_service", defaults.service.clone().unwrap_or_default());
    form.set("default_channel", defaults.channel.map(Channel::code).unwrap_or_default());
    form.set("default_activity", defaults.activity.clone().unwrap_or_default());
    form.set("default_language", defaults.language.map(Language::code).unwrap_or_default());
    let pairs = mapping.outcomes.iter().map(|(label, code)| (label.as_str(), code.as_str()));
    form.set("outcomes", lines(pairs));
    let pairs = mapping.channels.iter().map(|(label, channel)| (label.as_str(), channel.code()));
    form.set("channels", lines(pairs));
    // Names of attributes and the rarer defaults are not on screen: they come along as they were.
    form.set("base", mapping.to_toml());
}

/// The mapping that was entered for columns of these names. What does not fit is marked.
fn read(form: &mut Form, columns: &[String]) -> InteractionMapping {
    let base = InteractionMapping::from_toml(form.value("base")).unwrap_or_default();
    let text = |form: &Form, name: &str| form.filled(name).map(str::to_owned);
    let mut mapping = InteractionMapping {
        sheet: text(form, "sheet"),
        time_format: text(form, "time_format"),
        defaults: InteractionDefaults {
            service: text(form, "default_service"),
            channel: form.filled("default_channel").and_then(|code| code.parse().ok()),
            activity: text(form, "default_activity"),
            language: form.filled("default_language").and_then(|code| code.parse().ok()),
            ..base.defaults
        },
        outcomes: pairs(form, "outcomes", |code| {
            // A label may stand for nothing said.
            let known = code.is_empty() || code.parse::<Outcome>().is_ok();
            known.then(|| code.to_owned())
        }),
        channels: pairs(form, "channels", |code| code.parse::<Channel>().ok()),
        ..InteractionMapping::default()
    };
    for (place, column) in columns.iter().enumerate() {
        let meaning = form.value(&field(place)).to_owned();
        let Some(role) = meaning.strip_prefix("is:") else { continue };
        if role == "attribute" {
            let name = base.attributes.get(column).cloned().unwrap_or_else(|| attribute_name(column));
            mapping.attributes.insert(column.clone(), name);
            continue;
        }
        match ContactField::ALL.into_iter().find(|one| one.code() == role) {
            None => form.refuse(&field(place), FieldError::new("error-choose-known")),
            Some(held) => {
                if mapping.columns.insert(held, column.clone()).is_some() {
                    form.refuse(&field(place), FieldError::new("error-column-twice"));
                }
            }
        }
    }
    mapping
}

pub(super) fn lines<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    pairs.map(|(label, code)| format!("{label} = {code}")).collect::<Vec<_>>().join("\n")
}

/// `label = code`, a line each. A line that is none is marked.
pub(super) fn pairs<T>(form: &mut Form, name: &str, code: impl Fn(&str) -> Option<T>) -> BTreeMap<String, T> {
    let mut known = BTreeMap::new();
    let entered = form.value(name).to_owned();
    for line in entered.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let pair = line.rsplit_once('=').map(|(label, value)| (label.trim(), code(value.trim())));
        match pair {
            Some((label, Some(value))) if !label.is_empty() => {
                known.insert(label.to_owned(), value);
            }
            _ => form.refuse(name, FieldError::new("import-error-label").text("name", line)),
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_screen_is_the_mapping() {
        let toml = "time_format = \"%d.%m.%Y\"\n\n[columns]\ncustomer = \"Account\"\ntime = \"When\"\nactivity = \"Reason\"\n\n\
                    [outcomes]\n\"n/a\" = \"\"\nsettled = \"fulfilled\"\n\n[channels]\ntel = \"phone\"\n\n\
                    [attributes]\nOffice = \"office\"\n\n[defaults]\nservice = \"Passport renewal\"\ndevice = \"phone\"\n";
        let mapping = InteractionMapping::from_toml(toml).unwrap();
        let columns = ["Account", "When", "Reason", "Office", "Other"].map(str::to_owned).to_vec();
        let preview = SourcePreview {
            columns: columns.clone(),
            sheets: Vec::new(),
            samples: Vec::new(),
            mapping: mapping.clone(),
            saved: None,
            problems: Vec::new(),
        };
        let mut form = Form::empty();
        show(&mut form, &preview);
        assert_eq!((form.value("column-1"), form.value("column-4")), ("is:time", ""));
        assert_eq!(form.value("outcomes"), "n/a = \nsettled = fulfilled");
        assert_eq!(read(&mut form, &columns), mapping);
        assert!(form.is_valid());
        form.set("column-4", "is:time");
        form.set("channels", "tel = pigeon");
        read(&mut form, &columns);
        assert_eq!(form.error("column-4").map(FieldError::key), Some("error-column-twice"));
        assert_eq!(form.error("channels").map(FieldError::key), Some("import-error-label"));
    }
}
