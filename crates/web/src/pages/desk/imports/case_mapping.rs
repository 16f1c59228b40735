//! The mapping of a file of cases on screen: which column holds what, as a form, and back.

use catsup_app::{
    App, Error,
    imports::{
        self, CaseDefaults, CaseField, CaseFile, CaseMapping, Options, Report, SourcePreview, TableFile,
    },
};
use catsup_model::{Channel, Viewer, case::CaseKind};

use super::{
    contact_mapping::{lines, pairs},
    mapping::{attribute_name, field},
    sourced::Sourced,
};
use crate::{
    components::Choice,
    forms::{FieldError, Form},
    i18n::Translator,
};

/// A file of cases.
pub(super) struct Cases;

impl Sourced for Cases {
    type Mapping = CaseMapping;
    const KIND: &'static str = "cases";

    fn meanings(t: Translator) -> Vec<Choice> {
        let role = |one: CaseField| {
            Choice::new(format!("is:{}", one.code()), t.name("import-case-field", one.code()))
        };
        let mut meanings: Vec<Choice> = CaseField::all().map(role).collect();
        meanings.push(Choice::new("is:attribute", t.say("import-contact-attribute")));
        meanings
    }

    fn show(form: &mut Form, preview: &SourcePreview<CaseMapping>) {
        let mapping = &preview.mapping;
        for (place, column) in preview.columns.iter().enumerate() {
            let held = shown(mapping, column).map(|held| format!("is:{}", held.code()));
            let attribute = mapping.attributes.contains_key(column).then(|| "is:attribute".to_owned());
            form.set(&field(place), held.or(attribute).unwrap_or_default());
        }
        let defaults = &mapping.defaults;
        form.set("sheet", mapping.sheet.clone().unwrap_or_default());
        form.set("time_format", mapping.time_format.clone().unwrap_or_default());
        form.set("default_service", defaults.service.clone().unwrap_or_default());
        form.set("default_organisation", defaults.organisation.clone().unwrap_or_default());
        form.set("default_kind", defaults.kind.map(CaseKind::code).unwrap_or_default());
        form.set("default_channel", defaults.channel.map(Channel::code).unwrap_or_default());
        let kinds = mapping.kinds.iter().map(|(label, kind)| (label.as_str(), kind.code()));
        form.set("kinds", lines(kinds));
        let channels = mapping.channels.iter().map(|(label, channel)| (label.as_str(), channel.code()));
        form.set("channels", lines(channels));
        // Names of attributes, and the second thing that a column holds, are not on screen: they come along as they were.
        form.set("base", mapping.to_toml());
    }

    fn read(form: &mut Form, columns: &[String]) -> CaseMapping {
        let base = CaseMapping::from_toml(form.value("base")).unwrap_or_default();
        let text = |form: &Form, name: &str| form.filled(name).map(str::to_owned);
        let mut mapping = CaseMapping {
            sheet: text(form, "sheet"),
            time_format: text(form, "time_format"),
            kinds: pairs(form, "kinds", |code| code.parse::<CaseKind>().ok()),
            channels: pairs(form, "channels", |code| code.parse::<Channel>().ok()),
            defaults: CaseDefaults {
                organisation: text(form, "default_organisation"),
                service: text(form, "default_service"),
                kind: form.filled("default_kind").and_then(|code| code.parse().ok()),
                channel: form.filled("default_channel").and_then(|code| code.parse().ok()),
            },
            ..CaseMapping::default()
        };
        for (place, column) in columns.iter().enumerate() {
            let meaning = form.value(&field(place)).to_owned();
            let Some(role) = meaning.strip_prefix("is:") else { continue };
            if role == "attribute" {
                let name = base.attributes.get(column).cloned().unwrap_or_else(|| attribute_name(column));
                mapping.attributes.insert(column.clone(), name);
                continue;
            }
            match CaseField::of_code(role) {
                None => form.refuse(&field(place), FieldError::new("error-choose-known")),
                Some(held) => {
                    if mapping.columns.insert(held, column.clone()).is_some() {
                        form.refuse(&field(place), FieldError::new("error-column-twice"));
                    }
                }
            }
        }
        // What a column held besides what is shown it holds still, as long as that was not changed.
        for (held, column) in &base.columns {
            let first = shown(&base, column);
            let same = first.is_some_and(|first| mapping.columns.get(&first) == Some(column));
            if first != Some(*held) && same {
                mapping.columns.entry(*held).or_insert_with(|| column.clone());
            }
        }
        mapping
    }

    async fn import(
        app: &App,
        viewer: &Viewer,
        source: String,
        file: TableFile,
        mapping: &CaseMapping,
        options: Options,
    ) -> Result<Report, Error> {
        let mapping = Some(mapping.to_toml());
        let wanted = CaseFile { source, mapping, stated: CaseMapping::default() };
        imports::import_cases(app, viewer, wanted, file, options).await
    }
}

/// What is shown of what a column holds: the first of it.
fn shown(mapping: &CaseMapping, column: &str) -> Option<CaseField> {
    let held = mapping.columns.iter().find(|(_, named)| named.eq_ignore_ascii_case(column));
    held.map(|(held, _)| *held)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_screen_is_the_mapping() {
        let toml = "time_format = \"%d.%m.%Y\"\n\n[columns]\nkey = \"No\"\nopened = \"When\"\nservice = \"Topic\"\n\
                    topic = \"Topic\"\n\n[kinds]\ngripe = \"complaint\"\n\n[channels]\ntel = \"phone\"\n\n\
                    [attributes]\nOffice = \"office\"\n\n[defaults]\norganisation = \"City\"\nkind = \"request\"\n";
        let mapping = CaseMapping::from_toml(toml).unwrap();
        let columns = ["No", "When", "Topic", "Office", "Other"].map(str::to_owned).to_vec();
        let preview = SourcePreview {
            columns: columns.clone(),
            sheets: Vec::new(),
            samples: Vec::new(),
            mapping: mapping.clone(),
            saved: None,
            problems: Vec::new(),
        };
        let mut form = Form::empty();
        Cases::show(&mut form, &preview);
        assert_eq!((form.value("column-1"), form.value("column-2")), ("is:opened", "is:service"));
        assert_eq!(Cases::read(&mut form, &columns), mapping);
        assert!(form.is_valid());
        // Whoever takes the column for something else takes it whole.
        form.set("column-2", "is:subject");
        let changed = Cases::read(&mut form, &columns);
        assert!(!changed.columns.contains_key(&CaseField::Topic));
        form.set("column-4", "is:opened");
        form.set("kinds", "gripe = song");
        Cases::read(&mut form, &columns);
        assert_eq!(form.error("column-4").map(FieldError::key), Some("error-column-twice"));
        assert_eq!(form.error("kinds").map(FieldError::key), Some("import-error-label"));
    }
}
