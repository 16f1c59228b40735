//! What a form carries for the screens, and what they go by when it comes back.

use catsup_app::{App, screening};
use catsup_model::survey::{Survey, SurveyDefinition};

use super::{Arrival, FIRST_CLICK, HONEYPOT, one_click};
use crate::{extract::Taken, forms::Form};

/// Which page was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    /// The first that stores something, which says when it was opened.
    First,
    /// A later one.
    Later,
}

/// The hidden fields of the first page, with the signed moment it was opened; a page that was refused keeps its own.
pub(super) fn hidden(app: &App, survey: &Survey, arrival: &Arrival) -> Vec<(String, String)> {
    let mut hidden = arrival.hidden(survey.version);
    let opened = arrival.opened.clone();
    let opened = opened.unwrap_or_else(|| screening::opened(app, &survey.key, &arrival.nonce, &hidden));
    hidden.push(("_opened".to_owned(), opened));
    hidden
}

/// The signs of a page that came back.
pub(super) fn of(
    taken: Taken,
    survey: &Survey,
    arrival: &Arrival,
    form: &Form,
    page: Page,
) -> screening::Signs {
    let version = arrival.version.unwrap_or(survey.version);
    screening::Signs {
        trapped: form.filled(HONEYPOT).is_some(),
        unknown_fields: unknown_fields(&survey.definition, form),
        opened: arrival.opened.clone().filter(|_| page == Page::First),
        hidden: arrival.hidden(version),
        one_click: one_click(survey) || form.filled(FIRST_CLICK).is_some(),
        ..taken.signs()
    }
}

/// Names of fields that are no question of the survey and none of our own, which begin with `_`.
fn unknown_fields(definition: &SurveyDefinition, form: &Form) -> Vec<String> {
    let known = |name: &str| {
        let question = name.split_once('.').map_or(name, |(question, _)| question);
        name.starts_with('_') || definition.question(question).is_some()
    };
    form.entries().iter().map(|(name, _)| name).filter(|name| !known(name)).cloned().collect()
}
