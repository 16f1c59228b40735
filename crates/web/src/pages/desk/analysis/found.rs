//! What responses tell, whatever the analysis: what it is about, what was left out, and why there may be no figures.

use catsup_app::drivers::{Analysed, Told};
use catsup_model::Measure;

use super::{cut::Cut, problem::Problem};
use crate::i18n::Translator;

/// What the responses tell.
#[derive(Debug)]
pub(super) struct Found<View> {
    pub scope: String,
    /// Measures that too few people were asked or answered.
    pub rare: String,
    /// How many wordings were pooled.
    pub wordings: usize,
    pub instrument: Option<String>,
    /// Why there are no figures, where the answers do not allow them.
    pub untellable: Option<Problem>,
    pub told: Told<View>,
    /// The same analysis of all history.
    pub all_history: String,
}

impl<View> Found<View> {
    /// `page` is the address of the analysis without its filters.
    pub(super) fn new<Report>(
        t: Translator,
        cut: &Cut,
        page: &str,
        found: Analysed<Report>,
        view: impl FnOnce(Report) -> View,
    ) -> Self {
        let untellable = match &found.told {
            Told::Untellable(reason) => Some(Problem::of(t, reason)),
            _ => None,
        };
        Self {
            scope: found.scope,
            rare: named(t, &found.rarely_answered),
            wordings: found.wordings.len(),
            instrument: found.instrument,
            all_history: cut.asked.href(page, &[("preset", Some("all")), ("from", None), ("to", None)]),
            untellable,
            told: found.told.map(view),
        }
    }
}

/// Names of measures, one after the other.
fn named(t: Translator, measures: &[Measure]) -> String {
    let names: Vec<String> = measures.iter().map(|one| t.name("measure", one.code()).to_string()).collect();
    names.join(", ")
}
