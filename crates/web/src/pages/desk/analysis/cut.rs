//! The responses an analysis is about: the scorecard's filters, read and resolved.

use catsup_app::{
    App,
    scorecards::{self, Choices, ScorecardQuery},
};
use catsup_model::Viewer;

use crate::{
    error::PageError,
    forms::{FieldError, Form},
    i18n::Translator,
    pages::desk::scorecard::{Asked, Filters, period},
};

/// The numbers of resamples that pages offer; 0 for none.
pub(super) const RESAMPLES: [usize; 4] = [0, 500, 1_000, 5_000];

/// What is analysed.
#[derive(Debug)]
pub(super) struct Cut {
    /// The filters as they were entered, with what is wrong.
    pub asked: Asked,
    /// What they offer.
    pub filters: Filters,
    /// The query, with the days of a period by name; the default while something is wrong.
    pub query: ScorecardQuery,
    /// The period in words.
    pub period: String,
}

impl Cut {
    /// Reads an address.
    pub async fn read(
        app: &App,
        viewer: &Viewer,
        t: Translator,
        pairs: Vec<(String, String)>,
    ) -> Result<Self, PageError> {
        let asked = Asked::read(pairs, app.today());
        if !asked.form.is_valid() {
            let choices = scorecards::choices(app, viewer, &ScorecardQuery::default()).await?;
            return Ok(Self::new(t, asked, &choices, ScorecardQuery::default(), String::new()));
        }
        let days = match asked.preset {
            Some(preset) => scorecards::preset_days(app, viewer, &asked.query, preset).await?,
            None => asked.query.days,
        };
        let query = ScorecardQuery { days, trend: None, ..asked.query.clone() };
        let choices = scorecards::choices(app, viewer, &query).await?;
        let fiscal = app.settings().fiscal_year;
        let period =
            days.map_or_else(|| t.say("scorecard-all-history").to_string(), |days| period(t, days, fiscal));
        Ok(Self::new(t, asked, &choices, query, period))
    }

    pub fn new(
        t: Translator,
        asked: Asked,
        choices: &Choices,
        query: ScorecardQuery,
        period: String,
    ) -> Self {
        Self { filters: Filters::new(t, choices, &asked), asked, query, period }
    }

    /// Whether everything could be read.
    pub fn is_valid(&self) -> bool {
        self.asked.form.is_valid()
    }
}

/// A number of resamples among those offered; `usual` where nothing was chosen.
pub(super) fn resamples(form: &mut Form, usual: usize) -> usize {
    let chosen = match form.filled("resamples") {
        None => Some(usual),
        Some(text) => text.parse().ok().filter(|chosen| RESAMPLES.contains(chosen)),
    };
    match chosen {
        Some(chosen) => {
            form.set("resamples", chosen.to_string());
            chosen
        }
        None => {
            form.refuse("resamples", FieldError::new("error-choose-known"));
            usual
        }
    }
}

/// A number in a field, as people write it: `0.5`, `0,5`.
pub(super) fn number(form: &mut Form, field: &str, usual: Option<f64>) -> Option<f64> {
    let Some(text) = form.filled(field) else {
        if let Some(usual) = usual {
            form.set(field, usual.to_string());
        }
        return usual;
    };
    let read: Option<f64> = text.replace(',', ".").parse().ok().filter(|value: &f64| value.is_finite());
    if read.is_none() {
        form.refuse(field, FieldError::new("analysis-error-number"));
    }
    read
}
