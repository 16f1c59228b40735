//! Two cuts of the responses compared: two periods, or two groups such as channels or services.

use askama::Template;
use axum::{extract::State, http::StatusCode};
use catsup_app::{
    App,
    scorecards::{self, ComparedMeasure, Comparison, Figure, ScorecardQuery},
};
use catsup_model::{
    Channel, Language, Scale,
    id::ServiceId,
    period::{Days, FiscalYearStart},
};
use jiff::{ToSpan as _, civil::Date};

use super::{cut::Cut, driver_view::p_value, samples};
use crate::{
    charts::{Estimate, Unit},
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::FieldError,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::scorecard::{period, reading, unit},
};

/// The periods that the second cut may cover.
const AGAINST: [&str; 4] = ["before", "year_before", "same", "days"];

/// The page that compares.
#[derive(Debug, Template)]
#[template(path = "pages/desk/analysis/compare.html")]
pub(crate) struct ComparePage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    cut: Cut,
    against: Vec<Choice>,
    services: Vec<Choice>,
    channels: Vec<Choice>,
    view: Option<CompareView>,
}

/// Two cuts, every number in words.
#[derive(Debug)]
struct CompareView {
    first: String,
    second: String,
    verdict: String,
    rows: Vec<CompareRow>,
    other_wordings: bool,
    blocks_left_out: usize,
    smallest: u64,
}

/// One measure in both.
#[derive(Debug)]
struct CompareRow {
    name: String,
    figures: [String; 2],
    n: [String; 2],
    difference: String,
    interval: String,
    test: String,
    p: String,
    adjusted: String,
    words: String,
    significant: bool,
}

/// `GET /desk/analysis/compare`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<ComparePage>, PageError> {
    let viewer = &identity.viewer;
    let t = layout.t;
    let mut cut = Cut::read(&app, viewer, t, pairs).await?;
    let other = if cut.is_valid() { second(&mut cut) } else { None };
    let Some(other) = other.filter(|_| cut.is_valid()) else {
        let page = ComparePage::new(layout, cut, None);
        return Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page));
    };
    let compared = scorecards::compare(&app, viewer, &cut.query, &other).await?;
    let fiscal = app.settings().fiscal_year;
    let names = Names { cut: &cut, other: &other, fiscal };
    let view = CompareView::new(t, compared, names.of(t));
    Ok(Page::new(ComparePage::new(layout, cut, Some(view))))
}

/// What the first cut is compared with; what makes no second cut is marked.
fn second(cut: &mut Cut) -> Option<ScorecardQuery> {
    let form = &mut cut.asked.form;
    let mut other = cut.query.clone();
    let has_second = form.filled("other_service").is_some() || form.filled("other_channel").is_some();
    if form.filled("against").is_none() {
        form.set("against", if has_second || cut.query.days.is_none() { "same" } else { "before" });
    }
    if let Some(channel) = form.filled("other_channel").map(str::to_owned) {
        match channel.parse::<Channel>() {
            Ok(channel) => other.channels = vec![channel],
            Err(_) => form.refuse("other_channel", FieldError::new("error-choose-known")),
        }
    }
    if let Some(service) = form.filled("other_service").map(str::to_owned) {
        match service.parse::<ServiceId>() {
            Ok(service) => (other.services, other.organisation) = (vec![service], None),
            Err(_) => form.refuse("other_service", FieldError::new("error-choose-known")),
        }
    }
    match (form.value("against"), cut.query.days) {
        ("same", _) => {}
        ("before", Some(days)) => other.days = Some(days.previous()),
        ("year_before", Some(days)) => {
            other.days =
                Days::new(days.first.saturating_sub(1.year()), days.last.saturating_sub(1.year())).ok();
        }
        ("before" | "year_before", None) => {
            form.refuse("against", FieldError::new("compare-error-all-history"));
        }
        ("days", _) => {
            let from: Option<Date> = form.filled("other_from").and_then(|text| text.parse().ok());
            let to: Option<Date> = form.filled("other_to").and_then(|text| text.parse().ok());
            for (field, day) in [("other_from", from), ("other_to", to)] {
                if day.is_none() {
                    form.refuse(field, FieldError::new("error-date"));
                }
            }
            other.days = from.zip(to).and_then(|(from, to)| Days::new(from, to).ok());
            if other.days.is_none() {
                form.refuse("other_to", FieldError::new("scorecard-error-ends-before"));
            }
        }
        _ => form.refuse("against", FieldError::new("error-choose-known")),
    }
    if form.is_valid() && other == cut.query {
        form.refuse("against", FieldError::new("compare-error-same"));
    }
    Some(other)
}

/// What both cuts are called, so that they can be told apart.
struct Names<'a> {
    cut: &'a Cut,
    other: &'a ScorecardQuery,
    fiscal: FiscalYearStart,
}

impl Names<'_> {
    /// Besides the scope: the channel where it differs, and the period.
    fn of(&self, t: Translator) -> [String; 2] {
        let query = &self.cut.query;
        [query, self.other].map(|one| {
            let mut name = String::new();
            if query.channels != self.other.channels {
                let channels: Vec<String> =
                    one.channels.iter().map(|channel| t.pick(&channel.name()).to_owned()).collect();
                name = match channels.is_empty() {
                    true => t.say("scorecard-all-channels").to_string(),
                    false => channels.join(", "),
                };
                name.push_str(" · ");
            }
            let days = one.days.map(|days| period(t, days, self.fiscal));
            name.push_str(&days.unwrap_or_else(|| t.say("scorecard-all-history").to_string()));
            name
        })
    }
}

impl ComparePage {
    fn new(layout: Layout, cut: Cut, view: Option<CompareView>) -> Self {
        let t = layout.t;
        let same = || Choice::new("", t.say("compare-same"));
        let services = cut.filters.services.iter().filter(|one| !one.value.is_empty()).cloned();
        let channels = cut.filters.channels.iter().filter(|one| !one.value.is_empty()).cloned();
        Self {
            crumbs: vec![Crumb::new(links::ANALYSIS, t.say("analysis-title"))],
            against: AGAINST.map(|one| Choice::new(one, t.name("compare-against", one))).into(),
            services: std::iter::once(same()).chain(services).collect(),
            channels: std::iter::once(same()).chain(channels).collect(),
            layout,
            cut,
            view,
        }
    }
}

impl CompareView {
    fn new(t: Translator, compared: Comparison, names: [String; 2]) -> Self {
        let [first, second] = names;
        let [scope, other_scope] = &compared.scopes;
        let rows: Vec<CompareRow> =
            compared.measures.iter().map(|one| CompareRow::new(t, &compared, one)).collect();
        let changed: Vec<&str> =
            rows.iter().filter(|row| row.significant).map(|row| row.name.as_str()).collect();
        let tested = compared.measures.iter().filter(|one| one.change.is_some()).count();
        let verdict = if tested == 0 {
            t.say("compare-verdict-untested")
        } else if changed.is_empty() {
            t.say("compare-verdict-none").arg("n", tested)
        } else {
            t.say("compare-verdict").arg("n", tested).arg("names", changed.join(", "))
        };
        Self {
            verdict: verdict.to_string(),
            first: format!("{scope} · {first}"),
            second: format!("{other_scope} · {second}"),
            other_wordings: compared.measures.iter().any(|one| !one.same_wordings && one.change.is_some()),
            blocks_left_out: compared.left_out.iter().flatten().map(|one| one.names.len()).sum(),
            smallest: compared.smallest_cell,
            rows,
        }
    }
}

impl CompareRow {
    fn new(t: Translator, compared: &Comparison, one: &ComparedMeasure) -> Self {
        let mut name = t.name("measure", one.measure.code()).to_string();
        let alike = compared.measures.iter().filter(|other| other.measure == one.measure);
        if alike.count() > 1 {
            name = format!("{name} · {}", t.name("scorecard-scale", one.scale.code()));
        }
        let unit = unit(one.scale);
        let written = |figure: &Figure| match reading(one.scale, figure, compared.smallest_cell).estimate() {
            Some(estimate) => figure_words(t, unit, estimate),
            None if matches!(figure, Figure::TooFew) => t.say("chart-too-few").to_string(),
            None => "–".to_owned(),
        };
        let n = |figure: &Figure| figure.shown().map_or_else(|| "–".to_owned(), |shown| t.number(shown.n));
        let dash = || "–".to_owned();
        let change = one.change.as_ref();
        let significant = change.is_some_and(scorecards::Change::is_significant);
        let words = match change {
            None => "compare-words-untested",
            Some(change) if significant && change.difference > 0.0 => "compare-words-higher",
            Some(_) if significant => "compare-words-lower",
            Some(_) => "compare-words-noise",
        };
        Self {
            figures: one.figures.each_ref().map(written),
            n: one.figures.each_ref().map(n),
            difference: change.map_or_else(dash, |change| unit.signed(&t, change.difference)),
            interval: change.map_or_else(dash, |change| {
                let (low, high) = (unit.signed(&t, change.low), unit.signed(&t, change.high));
                t.say("scorecard-interval").arg("low", low).arg("high", high).to_string()
            }),
            test: change.map_or_else(dash, |_| t.name("compare-test", test(one.scale)).to_string()),
            p: change.map_or_else(dash, |change| p_value(t, change.p_value)),
            adjusted: change.map_or_else(dash, |change| p_value(t, change.adjusted_p_value)),
            words: t.say(words).to_string(),
            significant,
            name,
        }
    }
}

fn figure_words(t: Translator, unit: Unit, estimate: &Estimate) -> String {
    t.say("dots-value")
        .arg("value", unit.format(&t, estimate.value))
        .arg("low", unit.format(&t, estimate.low))
        .arg("high", unit.format(&t, estimate.high))
        .to_string()
}

/// The test of figures on a scale.
fn test(scale: Scale) -> &'static str {
    if scale == Scale::Likelihood11 {
        "nps"
    } else if scale.is_binary() {
        "shares"
    } else {
        "means"
    }
}

impl Samples for ComparePage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::ANALYSIS_COMPARE.to_owned(), ..Layout::sample(language) };
        let t = layout().t;
        let row = |measure: &str, words: &str, significant| CompareRow {
            name: t.name("measure", measure).to_string(),
            figures: ["4.12 [4.08, 4.16]", "4.05 [4.01, 4.09]"].map(str::to_owned),
            n: ["1,240", "1,198"].map(str::to_owned),
            difference: "+0.07".to_owned(),
            interval: "+0.01 – +0.13".to_owned(),
            test: t.name("compare-test", "means").to_string(),
            p: "0.015".to_owned(),
            adjusted: "0.030".to_owned(),
            words: t.say(words).to_string(),
            significant,
        };
        let view = |rows: Vec<CompareRow>| CompareView {
            first: "Passport renewal · FY 2026 Q1".to_owned(),
            second: "Passport renewal · FY 2025 Q4".to_owned(),
            verdict: t.say("compare-verdict-none").arg("n", 7).to_string(),
            rows,
            other_wordings: true,
            blocks_left_out: 2,
            smallest: 10,
        };
        let rows = vec![
            row("trust", "compare-words-higher", true),
            row("ease", "compare-words-noise", false),
            row("employee", "compare-words-untested", false),
        ];
        let mut wrong = samples::cut(t, &[("against", "same")]);
        wrong.asked.form.refuse("against", FieldError::new("compare-error-same"));
        vec![
            Self::new(layout(), samples::cut(t, &[]), Some(view(rows))),
            Self::new(layout(), samples::cut(t, &[]), Some(view(Vec::new()))),
            Self::new(layout(), wrong, None),
        ]
    }
}
