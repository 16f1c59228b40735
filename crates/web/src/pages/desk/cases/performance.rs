//! How cases went: how many ended, how, how long they took, in time or not.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    cases::{self, CasePerformance, PerformanceGroup},
};
use catsup_model::{Language, period::Days};
use serde::Deserialize;

use crate::{
    components::Crumb,
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::refused,
};

/// The period asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    from: String,
    to: String,
}

/// The page of how cases went.
#[derive(Debug, Template)]
#[template(path = "pages/desk/cases/performance.html")]
pub(crate) struct PerformancePage {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    sentence: String,
    tables: Vec<Table>,
    smallest: u64,
}

#[derive(Debug)]
struct Table {
    id: &'static str,
    caption: String,
    first: String,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    name: String,
    n: i64,
    open: i64,
    resolved: i64,
    confirmed: i64,
    unresolved: i64,
    share: String,
    median: String,
    p90: String,
}

impl Row {
    fn of(t: Translator, name: String, group: &PerformanceGroup) -> Self {
        let percent = |share: f64| t.percent(share, 0);
        let days = |days: Option<f64>| days.map_or_else(|| "–".to_owned(), |days| t.decimal(days, 1));
        let share = group.share.map_or_else(
            || "–".to_owned(),
            |share| {
                t.say("case-share")
                    .arg("share", percent(share.share))
                    .arg("low", percent(share.interval.low))
                    .arg("high", percent(share.interval.high))
                    .arg("n", share.n)
                    .to_string()
            },
        );
        Self {
            name,
            n: group.n,
            open: group.open,
            resolved: group.resolved,
            confirmed: group.confirmed,
            unresolved: group.unresolved,
            share,
            median: days(group.median),
            p90: days(group.p90),
        }
    }
}

impl PerformancePage {
    fn new(layout: Layout, form: Form, found: &CasePerformance, smallest: u64) -> Self {
        let t = layout.t;
        let table = |id: &'static str, groups: &[PerformanceGroup], name: &dyn Fn(&str) -> String| Table {
            id,
            caption: t.name("case-performance-by", id).to_string(),
            first: t.name("case-performance-first", id).to_string(),
            rows: groups.iter().map(|group| Row::of(t, name(&group.name), group)).collect(),
        };
        let all = std::slice::from_ref(&found.all);
        let everything = t.say("case-performance-everything").to_string();
        let sentence = match found.all.share {
            Some(share) => t
                .say("case-performance-sentence")
                .arg("n", found.all.n)
                .arg("timed", share.n)
                .arg("share", t.percent(share.share, 0))
                .arg("low", t.percent(share.interval.low, 0))
                .arg("high", t.percent(share.interval.high, 0)),
            None => t.say("case-performance-few").arg("n", found.all.n),
        };
        Self {
            crumbs: vec![Crumb::new(links::CASES, t.say("cases-title"))],
            sentence: sentence.to_string(),
            tables: vec![
                table("all", all, &|_| everything.clone()),
                table("service", &found.by_service, &str::to_owned),
                table("kind", &found.by_kind, &|code| t.name("case-kind", code).to_string()),
                table("channel", &found.by_channel, &|code| t.channel(code)),
            ],
            smallest,
            layout,
            form,
        }
    }
}

/// `GET /desk/cases/performance`
pub(crate) async fn performance(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(asked): PageQuery<Asked>,
) -> Result<Page<PerformancePage>, PageError> {
    let mut form = Form::with([("from", &asked.from), ("to", &asked.to)]);
    let (from, to) = (refused::day(&mut form, "from"), refused::day(&mut form, "to"));
    let period = match (from, to) {
        (None, None) => None,
        (from, to) => {
            let first = from.unwrap_or(jiff::civil::date(1970, 1, 1));
            let days = Days::new(first, to.unwrap_or_else(|| app.today()));
            if days.is_err() {
                form.refuse("to", FieldError::new("error-ends-before-start"));
            }
            days.ok()
        }
    };
    let found = cases::performance(&app, &identity.viewer, period).await?;
    Ok(Page::new(PerformancePage::new(layout, form, &found, app.settings().smallest_cell)))
}

impl Samples for PerformancePage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::CASE_PERFORMANCE.to_owned(), ..Layout::sample(language) };
        let few = CasePerformance {
            all: PerformanceGroup { n: 3, open: 3, ..PerformanceGroup::default() },
            by_service: Vec::new(),
            by_kind: Vec::new(),
            by_channel: Vec::new(),
        };
        let mut wrong = Form::with([("from", "soon")]);
        wrong.refuse("from", FieldError::new("error-date"));
        vec![
            Self::new(layout(), Form::empty(), &super::sample::performance(), 10),
            Self::new(layout(), wrong, &few, 10),
        ]
    }
}
