//! What moves an outcome among the responses.

use askama::Template;
use axum::{extract::State, http::StatusCode};
use catsup_app::{
    App, FieldError as Refused,
    drivers::{self, Analysed, DriverReport, DriversQuery, Told},
};
use catsup_model::{Language, Measure};

use super::{
    cut::{self, Cut, RESAMPLES},
    driver_view::DriversView,
    found::Found,
    samples,
};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::FieldError,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// The outcomes to choose from: what people feel, and what they will do.
const OUTCOMES: [Measure; 2] = [Measure::Trust, Measure::Satisfaction];

/// The page of drivers.
#[derive(Debug, Template)]
#[template(path = "pages/desk/analysis/drivers.html")]
pub(crate) struct DriversPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    cut: Cut,
    outcomes: Vec<Choice>,
    resamples: Vec<Choice>,
    found: Option<Found<DriversView>>,
}

/// `GET /desk/analysis/drivers`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<DriversPage>, PageError> {
    let t = layout.t;
    let mut cut = Cut::read(&app, &identity.viewer, t, pairs).await?;
    let form = &mut cut.asked.form;
    let resamples = cut::resamples(form, 1_000);
    let rise = cut::number(form, "rise", Some(1.0)).unwrap_or(1.0);
    if form.filled("outcome").is_none() {
        form.set("outcome", Measure::Trust.code());
    }
    let outcome = OUTCOMES.into_iter().find(|outcome| outcome.code() == form.value("outcome"));
    if outcome.is_none() {
        form.refuse("outcome", FieldError::new("error-choose-known"));
    }
    if !cut.is_valid() {
        let page = DriversPage::new(layout, cut, None);
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page));
    }
    let outcome = outcome.unwrap_or(Measure::Trust);
    let query = DriversQuery { scope: cut.query.clone(), outcome, resamples, rise };
    let found = drivers::read(&app, &identity.viewer, &query).await?;
    let found = tell(t, &cut, found);
    Ok(Page::new(DriversPage::new(layout, cut, Some(found))))
}

impl DriversPage {
    fn new(layout: Layout, cut: Cut, found: Option<Found<DriversView>>) -> Self {
        let t = layout.t;
        let outcomes = OUTCOMES.map(|one| Choice::new(one.code(), t.name("measure", one.code())));
        Self {
            crumbs: vec![Crumb::new(links::ANALYSIS, t.say("analysis-title"))],
            outcomes: outcomes.into(),
            resamples: resamples(t),
            layout,
            cut,
            found,
        }
    }
}

/// How often to resample, as a choice.
pub(super) fn resamples(t: Translator) -> Vec<Choice> {
    let choice = |resamples: usize| match resamples {
        0 => Choice::new(0, t.say("analysis-no-resamples")),
        _ => Choice::new(resamples, t.number(resamples)),
    };
    RESAMPLES.into_iter().map(choice).collect()
}

fn tell(t: Translator, cut: &Cut, found: Analysed<DriverReport>) -> Found<DriversView> {
    let view = |report| DriversView::new(t, &report, |code| t.name("measure", code).to_string());
    Found::new(t, cut, links::ANALYSIS_DRIVERS, found, view)
}

impl Samples for DriversPage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::ANALYSIS_DRIVERS.to_owned(), ..Layout::sample(language) };
        let t = layout().t;
        let cut = |pairs: &[(&str, &str)]| samples::cut(t, pairs);
        let found = |told| tell(t, &cut(&[]), samples::analysed(vec![Measure::Employee], told));
        let constant = Refused::new("model", "constant", "ease has the same value in every row");
        let constant = constant.with("name", "ease");
        let mut wrong = cut(&[("rise", "much")]);
        wrong.asked.form.refuse("rise", FieldError::new("analysis-error-number"));
        vec![
            Self::new(layout(), cut(&[]), Some(found(Told::Report(Box::new(samples::driver_report()))))),
            Self::new(layout(), cut(&[]), Some(found(Told::TooFew { n: 31, needed: 50 }))),
            Self::new(layout(), cut(&[]), Some(found(Told::NotAsked))),
            Self::new(layout(), cut(&[]), Some(found(Told::Untellable(constant)))),
            Self::new(layout(), wrong, None),
        ]
    }
}
