//! Which rows a question is about, as a condition on them.

use catsup_model::query::{AnswerRange, Filter};

use super::{
    literal::{numbers, string, strings, whole},
    table::View,
};

impl View {
    /// What every question and every look-up asks of a row.
    pub(super) fn condition(&self) -> String {
        let mut condition = format!("batch <= {}", self.committed);
        if !self.aborted.is_empty() {
            condition.push_str(" AND batch NOT IN ");
            condition.push_str(&numbers(self.aborted.iter().copied()));
        }
        condition
    }
}

/// The condition of a filter; `None` where no response can pass it.
pub(super) fn of(view: &View, filter: &Filter) -> Option<String> {
    if filter.services.is_empty() {
        return None;
    }
    let mut all = vec![view.condition(), one_of("service", filter.services.iter().map(|id| id.0))];
    if let Some(window) = filter.period {
        let (from, to) = window.microseconds;
        if from >= to {
            return None;
        }
        all.push(format!("occurred_at >= {from} AND occurred_at < {to}"));
    }
    if !filter.touchpoints.is_empty() {
        all.push(one_of("touchpoint", filter.touchpoints.iter().map(|id| id.0)));
    }
    if !filter.surveys.is_empty() {
        all.push(one_of("survey", filter.surveys.iter().map(|id| id.0)));
    }
    if !filter.channels.is_empty() {
        let codes = strings(filter.channels.iter().map(|channel| channel.code()));
        all.push(format!("channel IN {codes}"));
    }
    if !filter.languages.is_empty() {
        let codes = strings(filter.languages.iter().map(|language| language.code()));
        all.push(format!("language IN {codes}"));
    }
    if !filter.devices.is_empty() {
        all.push(format!("device IN {}", strings(filter.devices.iter().map(String::as_str))));
    }
    for wanted in &filter.answers {
        if wanted.any_of.is_empty() {
            return None;
        }
        let ranges: Vec<String> = wanted.any_of.iter().map(range).collect();
        all.push(format!("arrayExists((w, a) -> {}, wordings, answers)", ranges.join(" OR ")));
    }
    for segment in &filter.segments {
        if segment.values.is_empty() {
            return None;
        }
        let values = strings(segment.values.iter().map(String::as_str));
        all.push(format!("{} AND {} IN {values}", has(&segment.name), value(&segment.name)));
    }
    Some(all.join(" AND "))
}

/// Whether `a`, answered to `w`, is in a range.
fn range(range: &AnswerRange) -> String {
    let (wording, least, greatest) = (whole(range.wording.0), whole(range.least), whole(range.greatest));
    format!("(w = {wording} AND a >= {least} AND a <= {greatest})")
}

/// Whether a row knows an attribute.
pub(super) fn has(name: &str) -> String {
    format!("has(segment_names, {})", string(name))
}

/// The value of an attribute; empty where a row does not know it.
pub(super) fn value(name: &str) -> String {
    format!("arrayElement(segment_values, indexOf(segment_names, {}))", string(name))
}

fn one_of(column: &str, ids: impl Iterator<Item = i64>) -> String {
    format!("{column} IN {}", numbers(ids))
}
