//! The cells of one row as answers.

use std::collections::{BTreeMap, BTreeSet};

use catsup_model::{Language, Scale, answers::RawAnswers, survey::Choice};
use serde_json::{Value, json};

use super::{Fault, at};
use crate::{
    Reason, fold, labels,
    mapping::{AnswerColumn, BlankChoices, LabelValue, Plan, Target},
};

/// Ticks of one question whose choices have a column each: choice and tick, `None` where the cell is blank.
type Ticks<'a> = BTreeMap<&'a str, Vec<(&'a Choice, Option<i64>)>>;

/// What the row answers, and the choices it says were not offered.
pub(super) fn answers(plan: &Plan, cells: &[String]) -> Result<(RawAnswers, BTreeSet<String>), Fault> {
    let mut raw = RawAnswers::new();
    let mut ticks = Ticks::new();
    for column in &plan.answers {
        let cell = cells.get(column.place).map_or("", |cell| cell.trim());
        let fault = |reason| at(column.place, reason);
        match &column.target {
            Target::Scale { question, scale } => {
                if let Some(value) = value(plan, column, *scale, cell).map_err(fault)? {
                    raw.insert(question.clone(), json!(value));
                }
            }
            Target::Text { question } => {
                if !cell.is_empty() {
                    raw.insert(question.clone(), json!(cell));
                }
            }
            Target::Choices { question, choices, several } => {
                let keys = chosen(column, choices, *several, cell).map_err(fault)?;
                if !keys.is_empty() {
                    let given = if *several { json!(keys) } else { json!(keys[0]) };
                    raw.insert(question.clone(), given);
                }
            }
            Target::Tick { question, choice } => {
                let tick = match value(plan, column, Scale::Tick, cell) {
                    // The few words beside “other” often stand where the tick belongs; they are both.
                    Err(Reason::UnknownLabel { .. }) if choice.with_text && !plan.numbers_only => {
                        raw.insert(format!("{question}.{}", choice.key), json!(cell));
                        Some(1)
                    }
                    tick => tick.map_err(fault)?,
                };
                ticks.entry(question).or_default().push((choice, tick));
            }
        }
    }
    for place in &plan.not_offered {
        let cell = cells.get(*place).map_or("", |cell| cell.trim());
        match labels::value(Scale::Tick, cell).map_err(|reason| at(*place, reason))? {
            Some(1) => return Err(at(*place, Reason::NotOffered(cell.to_owned()))),
            _ => continue,
        }
    }
    let not_offered = ticked(plan, &ticks, &mut raw);
    Ok((raw, not_offered))
}

/// Turns ticks into lists, and names the choices that were not offered. A question of which every cell is blank was not
/// offered at all.
fn ticked(plan: &Plan, ticks: &Ticks<'_>, raw: &mut RawAnswers) -> BTreeSet<String> {
    let mut not_offered = BTreeSet::new();
    for (question, ticks) in ticks {
        if ticks.iter().all(|(_, tick)| tick.is_none()) {
            continue;
        }
        let keys = |wanted: Option<i64>| {
            let of = ticks.iter().filter(move |(_, tick)| *tick == wanted);
            of.map(|(choice, _)| choice.key.as_str())
        };
        raw.insert((*question).to_owned(), keys(Some(1)).collect::<Value>());
        not_offered.extend(plan.choices_without_column.get(*question).into_iter().flatten().cloned());
        if plan.blank_choices == BlankChoices::NotOffered {
            not_offered.extend(keys(None).map(|choice| format!("{question}.{choice}")));
        }
    }
    not_offered
}

/// A cell as a value: by the mapping's labels first, then by number or usual label.
fn value(plan: &Plan, column: &AnswerColumn, scale: Scale, cell: &str) -> Result<Option<i64>, Reason> {
    if plan.numbers_only {
        return number(scale, cell);
    }
    match column.labels.get(&fold::words(cell)) {
        Some(LabelValue::Value(value)) => Ok(Some(*value)),
        Some(LabelValue::Choice(_)) => Ok(None),
        None => labels::value(scale, cell),
    }
}

fn number(scale: Scale, cell: &str) -> Result<Option<i64>, Reason> {
    let (low, high) = scale.range().into_inner();
    let number = labels::whole_number(cell).filter(|number| scale.allows(*number));
    match number {
        None if !cell.is_empty() => Err(Reason::OffScale { value: cell.to_owned(), low, high }),
        number => Ok(number),
    }
}

/// The choices a cell names: by the mapping's labels, by key, or by text in either language. Several stand apart by a
/// semicolon, a vertical bar, a line break or, when nothing else fits, a comma.
fn chosen(
    column: &AnswerColumn,
    choices: &[Choice],
    several: bool,
    cell: &str,
) -> Result<Vec<String>, Reason> {
    let one = |text: &str| choice(column, choices, text);
    if cell.is_empty() {
        return Ok(Vec::new());
    }
    if let Some(key) = one(cell) {
        return Ok(key.into_iter().collect());
    }
    let parts = |separators: &'static [char]| -> Option<Vec<String>> {
        let parts = cell.split(separators).map(str::trim).filter(|part| !part.is_empty());
        let keys: Option<Vec<Option<String>>> = parts.map(one).collect();
        keys.map(|keys| keys.into_iter().flatten().collect())
    };
    let keys = several.then(|| parts(&[';', '|', '\n']).or_else(|| parts(&[';', '|', '\n', ','])));
    keys.flatten().ok_or_else(|| Reason::UnknownChoice {
        value: cell.to_owned(),
        choices: choices.iter().map(|choice| choice.key.as_str()).collect::<Vec<_>>().join(", "),
    })
}

/// The key of the choice a text names; `Some(None)` when the mapping says that it stands for no answer.
fn choice(column: &AnswerColumn, choices: &[Choice], text: &str) -> Option<Option<String>> {
    let folded = fold::words(text);
    match column.labels.get(&folded) {
        Some(LabelValue::Choice(key)) => return Some((!key.is_empty()).then(|| key.clone())),
        Some(LabelValue::Value(_)) | None => {}
    }
    let named = |choice: &&Choice| {
        choice.key == text
            || Language::ALL
                .into_iter()
                .filter_map(|language| choice.text.exact(language))
                .any(|name| fold::words(name) == folded)
    };
    choices.iter().find(named).map(|choice| Some(choice.key.clone()))
}

/// A language by code or by name.
pub(super) fn language(text: &str) -> Option<Language> {
    let folded = fold::words(text);
    text.parse().ok().or(match folded.as_str() {
        "english" | "ingles" => Some(Language::En),
        "spanish" | "espanol" => Some(Language::Es),
        _ => None,
    })
}
