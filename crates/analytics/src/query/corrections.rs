//! Single rows: those in no segment yet, and those of segments that no longer count.

use std::sync::Arc;

use catsup_model::query::{Dimension, Filter};

use super::{
    counts::Tally,
    group::{Group, Keys},
    together::Question,
};
use crate::row::Row;

/// The rows that pass a filter, each with its sign.
pub(crate) fn passing<'a>(
    rows: &'a [(Arc<Row>, i64)],
    filter: &'a Filter,
) -> impl Iterator<Item = (&'a Row, i64)> {
    rows.iter().filter(|(row, _)| passes(row, filter)).map(|(row, sign)| (&**row, *sign))
}

fn passes(row: &Row, filter: &Filter) -> bool {
    fn free<T: PartialEq>(wanted: &[T], value: &T) -> bool {
        wanted.is_empty() || wanted.contains(value)
    }
    let attribute =
        |name: &str, values: &[String]| row.segments.get(name).is_some_and(|value| values.contains(value));
    filter.services.contains(&row.service)
        && free(&filter.channels, &row.channel)
        && free(&filter.surveys, &row.survey)
        && free(&filter.languages, &row.language)
        && (filter.touchpoints.is_empty()
            || row.touchpoint.is_some_and(|touchpoint| filter.touchpoints.contains(&touchpoint)))
        && (filter.devices.is_empty()
            || row.device.as_ref().is_some_and(|device| filter.devices.contains(device)))
        && filter.answers.iter().all(|wanted| {
            row.answers.iter().any(|answer| wanted.takes(answer.wording, i64::from(answer.value)))
        })
        && filter.segments.iter().all(|segment| attribute(&segment.name, &segment.values))
        && filter.period.is_none_or(|window| {
            window.microseconds.0 <= row.occurred_at && row.occurred_at < window.microseconds.1
        })
}

/// Adds the answers of single rows to the tally of a question.
pub(crate) fn count(rows: &[(Arc<Row>, i64)], question: &Question<'_>, keys: &mut Keys, tally: &mut Tally) {
    let (query, windows) = (question.asked, question.asked.windows());
    for (row, sign) in passing(rows, &query.filter) {
        for (window, (start, end)) in windows.iter().enumerate() {
            if !(*start..*end).contains(&row.occurred_at) {
                continue;
            }
            let group = group(row, question, window, keys);
            for answer in &row.answers {
                if query.wordings.is_empty() || query.wordings.contains(&answer.wording) {
                    let counts = tally.entry((group, answer.wording)).or_default();
                    let place = usize::from(answer.value);
                    if counts.len() <= place {
                        counts.resize(place + 1, 0);
                    }
                    counts[place] += sign;
                }
            }
        }
    }
}

fn group(row: &Row, question: &Question<'_>, window: usize, keys: &mut Keys) -> Group {
    let mut group = Group::default();
    for (place, (dimension, number)) in question.asked.by.iter().zip(&question.by).enumerate() {
        let key = match dimension {
            Dimension::Service => Some(row.service.to_string()),
            Dimension::Touchpoint => row.touchpoint.map(|id| id.to_string()),
            Dimension::Channel => Some(row.channel.code().to_owned()),
            Dimension::Survey => Some(row.survey.to_string()),
            Dimension::Language => Some(row.language.code().to_owned()),
            Dimension::Device => row.device.clone(),
            Dimension::Segment(name) => row.segments.get(name).cloned(),
            Dimension::Time(_) => Some(window.to_string()),
        };
        group[place] = keys.number(*number, key);
    }
    group
}
