//! Every service standard within reach, searched by its words and its service.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    standards::{self, StandardLine},
};
use catsup_model::{Language, Permission};
use serde::{Deserialize, Serialize};

use crate::{
    components::Pager,
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::promises::{PromiseLine, ResultLine},
};

/// The query of the list.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ListQuery {
    #[serde(skip_serializing_if = "String::is_empty")]
    q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    page: String,
}

impl ListQuery {
    fn href(&self, page: usize) -> String {
        let query = Self { q: self.q.clone(), page: page.to_string() };
        format!("{}?{}", links::DESK_STANDARDS, serde_urlencoded::to_string(query).unwrap_or_default())
    }
}

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
    PageQuery(query): PageQuery<ListQuery>,
) -> Result<Page<StandardsPage>, PageError> {
    let found = standards::list(&app, &identity.viewer, &query.q, query.page.parse().unwrap_or(1)).await?;
    let (t, smallest) = (layout.t, app.settings().smallest_cell);
    let pager = Pager {
        previous: (found.page > 1).then(|| query.href(found.page - 1)),
        next: (found.page < found.pages).then(|| query.href(found.page + 1)),
        total: t.say("desk-standards-total").arg("n", found.total).to_string(),
    };
    Ok(Page::new(StandardsPage {
        form: Form::with([("q", query.q.as_str())]),
        searched: !query.q.trim().is_empty(),
        lines: found.lines.iter().map(|line| Line::of(t, line, smallest)).collect(),
        pager,
        may_add: identity.viewer.may(Permission::ManageDirectory),
        layout,
    }))
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
                layout,
            }
        };
        vec![sample(3, "", true), sample(0, "passport", false), sample(0, "", true)]
    }
}
