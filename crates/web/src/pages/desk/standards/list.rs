//! Every service standard within reach, searched by its words and its service.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    standards::{self, Comparison, StandardLine},
};
use catsup_model::{Language, Permission};

use crate::{
    components::Pager,
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::{
        league::LeagueView,
        promises::{PromiseLine, ResultLine, Search, time},
    },
};

/// The list of service standards.
#[derive(Debug, Template)]
#[template(path = "pages/desk/standards/list.html")]
pub(crate) struct StandardsPage {
    layout: Layout,
    form: Form,
    searched: bool,
    lines: Vec<Line>,
    pager: Pager,
    may_add: bool,
    comparisons: Vec<ComparisonView>,
}

/// Services that promise the same.
#[derive(Debug)]
struct ComparisonView {
    /// Tells one from another on the page.
    id: String,
    title: String,
    view: LeagueView,
}

impl ComparisonView {
    fn of(t: Translator, place: usize, one: &Comparison) -> Self {
        let title = t
            .say("standards-compared")
            .arg("kind", t.pick(&one.kind.name()))
            .arg("within", time(t, one.within))
            .arg("channel", t.pick(&one.channel.name()))
            .arg("year", one.year.to_string());
        let title = title.to_string();
        let view = LeagueView::of(t, &one.league, String::new());
        Self { id: format!("compared-{place}"), title, view }
    }

    /// The id of its table.
    fn table(&self) -> String {
        format!("{}-table", self.id)
    }
}

#[derive(Debug)]
struct Line {
    href: String,
    promise: PromiseLine,
    service: String,
    published: bool,
    latest: Option<ResultLine>,
}

impl Line {
    fn of(t: Translator, line: &StandardLine, smallest: u64) -> Self {
        Self {
            href: links::desk_standard(line.standard.id),
            promise: PromiseLine::of(t, &line.standard),
            service: line.service.to_string(),
            published: line.standard.is_published(),
            latest: line.latest.as_ref().map(|latest| ResultLine::of(t, latest, smallest)),
        }
    }
}

/// `GET /desk/standards`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(query): PageQuery<Search>,
) -> Result<Page<StandardsPage>, PageError> {
    let found = standards::list(&app, &identity.viewer, &query.q, query.page()).await?;
    let (t, smallest) = (layout.t, app.settings().smallest_cell);
    let comparisons = match query.has_words() {
        true => Vec::new(),
        false => standards::comparisons(&app, &identity.viewer).await?,
    };
    let total = t.say("desk-standards-total").arg("n", found.total).to_string();
    Ok(Page::new(StandardsPage {
        form: query.form(),
        searched: query.has_words(),
        lines: found.lines.iter().map(|line| Line::of(t, line, smallest)).collect(),
        pager: query.pager(links::DESK_STANDARDS, found.page, found.pages, total),
        may_add: identity.viewer.may(Permission::ManageDirectory),
        comparisons: (0..).zip(&comparisons).map(|(place, one)| ComparisonView::of(t, place, one)).collect(),
        layout,
    }))
}

/// A comparison of the samples' league, where there are standards at all.
fn sample_comparisons(t: Translator, standards: usize) -> Vec<ComparisonView> {
    let one = Comparison {
        kind: catsup_model::standard::StandardKind::Access,
        within: standards::samples::figures().within,
        channel: catsup_model::standard::StandardChannel::Phone,
        year: standards::samples::figures().year,
        league: standards::samples::league(),
    };
    (standards > 0).then(|| ComparisonView::of(t, 0, &one)).into_iter().collect()
}

impl Samples for StandardsPage {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |n: usize, searched: &str, may_add| {
            let layout = Layout { path: links::DESK_STANDARDS.to_owned(), ..Layout::sample(language) };
            let t = layout.t;
            let lines = super::show::sample_details().into_iter().take(n).map(|detail| {
                let latest = detail.results.into_iter().next();
                let line = StandardLine { standard: detail.standard, service: detail.service.name, latest };
                Line::of(t, &line, 10)
            });
            Self {
                form: Form::with([("q", searched)]),
                searched: !searched.is_empty(),
                lines: lines.collect(),
                pager: Pager {
                    previous: None,
                    next: None,
                    total: t.say("desk-standards-total").arg("n", n).to_string(),
                },
                may_add,
                comparisons: sample_comparisons(t, n),
                layout,
            }
        };
        vec![sample(3, "", true), sample(0, "passport", false), sample(0, "", true)]
    }
}
