//! The mapping on screen: which column holds what, as a form, and back.

use std::collections::BTreeMap;

use catsup_app::imports::{BlankChoices, Mapping, MappingProblem, Preview, TimeColumn};
use catsup_model::{
    Channel, Language,
    survey::{QuestionKind, SurveyDefinition},
};

use crate::{
    components::Choice,
    forms::{FieldError, Form},
    i18n::{Message, Translator},
};

/// What a column may hold besides answers, and the texts for it.
const ROLES: [&str; 9] =
    ["external_id", "customer", "time", "channel", "service", "touchpoint", "language", "device", "segment"];

/// The longest sample that is shown, in characters.
const EXCERPT: usize = 40;

/// One column of the file as it is shown.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) field: String,
    pub(super) name: String,
    pub(super) samples: Vec<String>,
    /// Why it cannot be mapped: it has no name, or shares it.
    pub(super) unusable: bool,
}

/// The field of a column's meaning.
pub(super) fn field(place: usize) -> String {
    format!("column-{place}")
}

/// The columns of a file with their first cells.
pub(super) fn columns(names: &[String], samples: &[Vec<String>]) -> Vec<Column> {
    let column = |(place, name): (usize, &String)| Column {
        field: field(place),
        name: name.clone(),
        samples: samples
            .iter()
            .filter_map(|row| row.get(place))
            .filter(|cell| !cell.is_empty())
            .map(|cell| excerpt(cell))
            .collect(),
        unusable: unusable(names, name),
    };
    names.iter().enumerate().map(column).collect()
}

fn unusable(columns: &[String], name: &str) -> bool {
    name.is_empty() || columns.iter().filter(|one| one.eq_ignore_ascii_case(name)).count() > 1
}

fn excerpt(cell: &str) -> String {
    match cell.char_indices().nth(EXCERPT) {
        None => cell.to_owned(),
        Some((end, _)) => format!("{}…", &cell[..end]),
    }
}

/// What a column may hold: circumstances, then every question and choice of the survey.
pub(super) fn meanings(t: Translator, definition: &SurveyDefinition) -> Vec<Choice> {
    let mut meanings: Vec<Choice> =
        ROLES.iter().map(|role| Choice::new(format!("is:{role}"), t.name("import-role", role))).collect();
    for question in definition.questions() {
        let text = t.pick(&question.text);
        meanings.push(Choice::new(
            format!("q:{}", question.key),
            t.say("import-role-question").arg("text", text),
        ));
        if let QuestionKind::Multiple { choices: parts, .. } | QuestionKind::Grid { rows: parts, .. } =
            &question.kind
        {
            meanings.extend(parts.iter().map(|choice| {
                let label = format!("{text} · {}", t.pick(&choice.text));
                Choice::new(
                    format!("q:{}.{}", question.key, choice.key),
                    t.say("import-role-choice").arg("text", label),
                )
            }));
        }
    }
    meanings
}

/// The form that shows a mapping.
pub(super) fn show(form: &mut Form, preview: &Preview) {
    let mapping = &preview.mapping;
    for (place, column) in preview.columns.iter().enumerate() {
        let same = |one: &Option<String>| one.as_ref().is_some_and(|one| one.eq_ignore_ascii_case(column));
        let time = mapping.time.as_ref().map(|time| time.column.clone());
        let roles = [
            ("external_id", &mapping.external_id),
            ("customer", &mapping.customer),
            ("time", &time),
            ("channel", &mapping.channel),
            ("service", &mapping.service),
            ("touchpoint", &mapping.touchpoint),
            ("language", &mapping.language),
            ("device", &mapping.device),
        ];
        let role = roles.iter().find(|(_, named)| same(named)).map(|(role, _)| format!("is:{role}"));
        let question = mapping.questions.get(column).map(|target| format!("q:{target}"));
        let segment = mapping.segments.contains_key(column).then(|| "is:segment".to_owned());
        form.set(&field(place), role.or(question).or(segment).unwrap_or_default());
    }
    form.set("time_format", mapping.time.as_ref().and_then(|time| time.format.clone()).unwrap_or_default());
    form.set("default_channel", mapping.defaults.channel.map(Channel::code).unwrap_or_default());
    form.set("default_language", mapping.defaults.language.map(Language::code).unwrap_or_default());
    form.set("sheet", mapping.sheet.clone().unwrap_or_default());
    if mapping.blank_choices == BlankChoices::NotTicked {
        form.set("blank_not_ticked", "1");
    }
    // Labels and names of segments are not on screen: they come along as they were.
    form.set("base", mapping.to_toml());
}

/// The mapping that was entered for columns of these names. A meaning that two columns have is marked.
pub(super) fn read(form: &mut Form, columns: &[String]) -> Mapping {
    let base = Mapping::from_toml(form.value("base")).unwrap_or_default();
    let mut mapping = Mapping {
        sheet: form.filled("sheet").map(str::to_owned),
        blank_choices: if form.chose("blank_not_ticked", "1") {
            BlankChoices::NotTicked
        } else {
            BlankChoices::NotOffered
        },
        defaults: base.defaults.clone(),
        ..Mapping::default()
    };
    mapping.defaults.channel = form.filled("default_channel").and_then(|code| code.parse().ok());
    mapping.defaults.language = form.filled("default_language").and_then(|code| code.parse().ok());
    let format = form.filled("time_format").map(str::to_owned);
    let mut roles: BTreeMap<String, usize> = BTreeMap::new();
    for (place, column) in columns.iter().enumerate() {
        let meaning = form.value(&field(place)).to_owned();
        if let Some(question) = meaning.strip_prefix("q:") {
            mapping.questions.insert(column.clone(), question.to_owned());
            if let Some(labels) = base.labels.get(column) {
                mapping.labels.insert(column.clone(), labels.clone());
            }
            continue;
        }
        let Some(role) = meaning.strip_prefix("is:") else { continue };
        if role == "segment" {
            let name = base.segments.get(column).cloned().unwrap_or_else(|| attribute_name(column));
            mapping.segments.insert(column.clone(), name);
            continue;
        }
        if roles.insert(role.to_owned(), place).is_some() {
            form.refuse(&field(place), FieldError::new("error-column-twice"));
        }
        let named = Some(column.clone());
        match role {
            "external_id" => mapping.external_id = named,
            "customer" => mapping.customer = named,
            "time" => mapping.time = Some(TimeColumn { column: column.clone(), format: format.clone() }),
            "channel" => mapping.channel = named,
            "service" => mapping.service = named,
            "touchpoint" => mapping.touchpoint = named,
            "language" => mapping.language = named,
            "device" => mapping.device = named,
            _ => form.refuse(&field(place), FieldError::new("error-choose-known")),
        }
    }
    mapping
}

/// A name that a segment or another attribute may have, from that of its column.
pub(super) fn attribute_name(column: &str) -> String {
    let plain: String = column.chars().map(|one| if one.is_alphanumeric() { one } else { '_' }).collect();
    let name: String = plain.trim_matches('_').to_lowercase().chars().take(40).collect();
    if name.is_empty() { "segment".to_owned() } else { name }
}

/// What does not fit, in the reader's language.
pub(super) fn problem(t: Translator, problem: &MappingProblem) -> Message {
    match problem {
        MappingProblem::NoSuchColumn(column) => t.say("import-problem-no-column").arg("column", column),
        MappingProblem::RepeatedColumn(column) => {
            t.say("import-problem-repeated-column").arg("column", column)
        }
        MappingProblem::NoSuchQuestion(question) => {
            t.say("import-problem-no-question").arg("question", question)
        }
        MappingProblem::SharedQuestion { first, second, target } => {
            t.say("import-problem-shared").arg("first", first).arg("second", second).arg("question", target)
        }
        MappingProblem::LabelOffScale { column, label, .. } => {
            t.say("import-problem-label").arg("column", column).arg("label", label)
        }
        MappingProblem::FieldNotMapped(field) => t.say("import-problem-field").arg("field", field),
        MappingProblem::NothingMapped => t.say("import-problem-nothing"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_on_screen_is_the_mapping() {
        let toml = "external_id = \"ID\"\nblank_choices = \"not_ticked\"\n\n[time]\ncolumn = \"When\"\nformat = \"%d.%m.%Y\"\n\n\
                    [defaults]\nchannel = \"phone\"\nlanguage = \"es\"\n\n[questions]\nScore = \"answer_01\"\n\n\
                    [segments]\nRegion = \"region\"\n\n[labels.Score]\ngreat = 5\n";
        let mapping = Mapping::from_toml(toml).unwrap();
        let columns = ["ID", "When", "Score", "Region", "Page"].map(str::to_owned).to_vec();
        let preview = Preview {
            columns: columns.clone(),
            sheets: Vec::new(),
            samples: Vec::new(),
            definition: SurveyDefinition::default(),
            mapping: mapping.clone(),
            saved: false,
            problems: Vec::new(),
        };
        let mut form = Form::empty();
        show(&mut form, &preview);
        assert_eq!((form.value("column-2"), form.value("column-4")), ("q:answer_01", ""));
        assert_eq!(read(&mut form, &columns), mapping);
        form.set("column-4", "is:external_id");
        read(&mut form, &columns);
        assert_eq!(form.error("column-4").map(FieldError::key), Some("error-column-twice"));
    }
}
