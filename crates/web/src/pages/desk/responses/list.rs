//! The inbox: the list, newest first, and the response that is open beside it.

use askama::Template;
use axum::{
    extract::{RawQuery, State},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    inbox::{self, Counted},
    screening,
    views::{self, ViewedList},
};
use catsup_model::{
    Language, Permission, Viewer, id::ResponseId, instrument::InstrumentCode, response::Response as Stored,
    survey::SurveyState,
};
use serde::Deserialize;

use super::{
    answered::{Said, Tick},
    detail::{Place, Shown},
    did::{After, Did},
    filter::{Chosen, NARROWING},
    names::Names,
    row::Row,
    standing::Standing,
};
use crate::{
    components::{AlertKind, Choice, Pager},
    error::PageError,
    extract::{PageQuery, SignedIn},
    flash::SeeOther,
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{surveys::sample_survey, views::Viewed},
};

/// Responses of one page.
const PAGE: usize = 50;
/// How far the counts above the list go.
const MOST_COUNTED: usize = 1_000;

/// The inbox.
#[derive(Debug, Template)]
#[template(path = "pages/desk/responses/list.html")]
pub(crate) struct ResponseList {
    layout: Layout,
    form: Form,
    /// The fields of the filter that are chosen from a list, with what they offer.
    choices: Vec<(&'static str, Vec<Choice>)>,
    tabs: Vec<Tab>,
    saved: Vec<Tab>,
    chips: Vec<Chip>,
    rows: Vec<Row>,
    pager: Pager,
    /// Whether the list ends before its end, since looking further would take too long.
    unfinished: bool,
    narrowed: bool,
    /// The filter as a query, for the download and for whatever goes on from here.
    query: String,
    /// The filter with the place in the list, where acts lead back to.
    here: String,
    newest: String,
    shown: Option<Shown>,
    did: Option<Did>,
    may_handle: bool,
    acts: Vec<Choice>,
    view: &'static str,
}

/// A view, with how many there are.
#[derive(Debug)]
struct Tab {
    href: String,
    label: String,
    count: Option<Counted>,
    current: bool,
}

/// One bound of the filter, and the way to be rid of it.
#[derive(Debug)]
struct Chip {
    field: String,
    value: String,
    without: String,
}

/// Which response is open beside the list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Opened {
    open: String,
}

/// The inbox as a list whose filter can be kept.
pub(crate) struct Inbox;

impl Viewed for Inbox {
    const LIST: ViewedList = ViewedList::Responses;
    const HOME: &'static str = links::RESPONSES;
    const TITLE: &'static str = "responses-title";
    const VIEWS: &'static str = links::RESPONSES_VIEWS;

    fn filter(query: &str) -> String {
        Chosen { before: String::new(), ..Chosen::of_query(query) }.query()
    }
}

/// `GET /desk/responses`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    RawQuery(raw): RawQuery,
    PageQuery(chosen): PageQuery<Chosen>,
    PageQuery(opened): PageQuery<Opened>,
    PageQuery(after): PageQuery<After>,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let saved = views::list(&app, viewer, Inbox::LIST).await?;
    if let (None, Some(own)) = (&raw, saved.iter().find(|view| view.default)) {
        return Ok(SeeOther::to(format!("{}?{}", links::RESPONSES, own.query)).into_response());
    }
    let (form, filter) = chosen.read(&app, viewer).await?;
    let (names, page, tabs) = tokio::try_join!(
        Names::read(&app, viewer),
        inbox::page(&app, viewer, filter, PAGE),
        tabs(&app, viewer, layout.t, &chosen),
    )?;
    let t = layout.t;
    let query = chosen.query();
    let saved = saved.iter().map(|view| Tab {
        href: format!("{}?{}", links::RESPONSES, view.query),
        label: view.name.clone(),
        count: None,
        current: Chosen::of_query(&view.query).query() == query,
    });
    let rows = rows(&app, viewer, t, &names, &page.responses, &chosen, &opened).await?;
    let open = opened.open.parse::<ResponseId>().ok();
    let here = chosen.here();
    let shown = match open {
        Some(id) => Some(Shown::read(&app, viewer, t, id, place(&rows, &chosen, id)).await?),
        None => None,
    };
    let back = format!("{}?{here}", links::RESPONSES);
    let may_handle = viewer.may(Permission::HandleResponses);
    Ok(Page::new(ResponseList {
        did: after.tell(&app, viewer, t, &back).await?,
        saved: saved.collect(),
        chips: chips(t, &names, &chosen),
        pager: Pager {
            previous: (!chosen.before.is_empty()).then(|| format!("{}?{query}", links::RESPONSES)),
            next: page.next.map(|next| format!("{}?{}", links::RESPONSES, chosen.query_after(Some(next)))),
            total: String::new(),
        },
        unfinished: page.unfinished,
        narrowed: chosen.is_narrow(),
        newest: rows
            .first()
            .map(|row| row.id.clone())
            .filter(|_| chosen.before.is_empty())
            .unwrap_or_default(),
        acts: bulk_acts(t, &names),
        tabs,
        rows,
        shown,
        here: back,
        may_handle,
        query,
        view: Standing::of(&chosen.view).code(),
        ..ResponseList::frame(layout, form, &names)
    })
    .into_response())
}

/// The standing views with what else is narrowed, each with how many there are.
async fn tabs(
    app: &App,
    viewer: &Viewer,
    t: Translator,
    chosen: &Chosen,
) -> Result<Vec<Tab>, catsup_app::Error> {
    let current = Standing::of(&chosen.view);
    let counts = Standing::EVERY.map(|view| {
        let me = inbox::account_of(viewer);
        async move { inbox::glance(app, viewer, view.filter(me), MOST_COUNTED).await }
    });
    let counts = futures_util::future::try_join_all(counts).await?;
    let tab = |(view, count): (Standing, Counted)| Tab {
        href: format!("{}?view={}", links::RESPONSES, view.code()),
        label: t.name("inbox-view", view.code()).to_string(),
        count: (view != Standing::All).then_some(count),
        current: view == current,
    };
    Ok(Standing::EVERY.into_iter().zip(counts).map(tab).collect())
}

async fn rows(
    app: &App,
    viewer: &Viewer,
    t: Translator,
    names: &Names,
    found: &[Stored],
    chosen: &Chosen,
    opened: &Opened,
) -> Result<Vec<Row>, catsup_app::Error> {
    let ids: Vec<ResponseId> = found.iter().map(|one| one.id).collect();
    let (mut tags, urgent) =
        tokio::try_join!(inbox::tags_of(app, viewer, &ids), screening::urgent_among(app, viewer, &ids))?;
    let zone = app.settings().zone.clone();
    let row = |one: &Stored| Row {
        href: opening(chosen, &one.id.to_string()),
        open: opened.open == one.id.to_string(),
        tags: tags.remove(&one.id).unwrap_or_default(),
        urgent: urgent.contains(&one.id),
        ..Row::of(t, names, one, &zone)
    };
    Ok(found.iter().map(row).collect())
}

/// The inbox as it is, with this response open.
fn opening(chosen: &Chosen, id: &str) -> String {
    let here = chosen.here();
    let joint = if here.is_empty() { "" } else { "&" };
    format!("{}?{here}{joint}open={id}", links::RESPONSES)
}

/// The neighbours in the list; an act that takes the response away opens the next older one, or at the end of the list
/// the next newer one.
fn place(rows: &[Row], chosen: &Chosen, id: ResponseId) -> Place {
    let at = rows.iter().position(|row| row.id == id.to_string());
    let row = |at: Option<usize>| at.and_then(|at| rows.get(at)).map(|row| row.href.clone());
    let newer = row(at.and_then(|at| at.checked_sub(1)));
    let older = row(at.map(|at| at + 1));
    let list = format!("{}?{}", links::RESPONSES, chosen.here());
    let onward = older.clone().or_else(|| newer.clone()).unwrap_or(list);
    Place { newer, older, onward, here: opening(chosen, &id.to_string()) }
}

fn chips(t: Translator, names: &Names, chosen: &Chosen) -> Vec<Chip> {
    let entries = chosen.entries();
    let bounds = entries.iter().filter(|(field, value)| NARROWING.contains(field) && !value.is_empty());
    bounds
        .map(|(field, value)| Chip {
            field: t.name("inbox-field", field).to_string(),
            value: names
                .choices(t, field)
                .into_iter()
                .find(|choice| choice.value == *value)
                .map_or_else(|| (*value).to_owned(), |choice| choice.label),
            without: {
                let rest = Chosen { before: String::new(), ..chosen.without(field) };
                format!("{}?{}", links::RESPONSES, rest.query())
            },
        })
        .collect()
}

/// What can be done with many: an act with its value, as the form posts it.
fn bulk_acts(t: Translator, names: &Names) -> Vec<Choice> {
    let plain = ["archive", "restore", "flag", "spam", "count", "unassign"];
    let mut acts: Vec<Choice> =
        plain.into_iter().map(|code| Choice::new(code, t.name("inbox-act", code))).collect();
    let steps = names.choices(t, "handling").into_iter();
    acts.extend(steps.map(|step| {
        Choice::new(format!("handle:{}", step.value), t.name("inbox-act", "handle").arg("name", step.label))
    }));
    acts.extend(names.colleagues.iter().map(|(id, name)| {
        Choice::new(format!("assign:{id}"), t.name("inbox-act", "assign").arg("name", name))
    }));
    acts.push(Choice::new("tag", t.say("inbox-act-tag-below")));
    for tag in &names.tags {
        acts.push(Choice::new(format!("untag:{}", tag.id), t.say("inbox-untag").arg("name", &tag.name)));
    }
    acts
}

impl ResponseList {
    fn frame(layout: Layout, form: Form, names: &Names) -> Self {
        let t = layout.t;
        let lists = NARROWING.into_iter().map(|field| (field, names.choices(t, field)));
        Self {
            choices: lists.filter(|(_, choices)| !choices.is_empty()).collect(),
            tabs: Vec::new(),
            saved: Vec::new(),
            chips: Vec::new(),
            rows: Vec::new(),
            pager: Pager::default(),
            unfinished: false,
            narrowed: false,
            query: String::new(),
            here: links::RESPONSES.to_owned(),
            newest: String::new(),
            shown: None,
            did: None,
            may_handle: true,
            acts: bulk_acts(t, names),
            view: "inbox",
            form,
            layout,
        }
    }
}

impl Samples for ResponseList {
    fn samples(language: Language) -> Vec<Self> {
        let survey = sample_survey(InstrumentCode::A11V1, SurveyState::Published);
        let names = Names {
            services: [(survey.service, "Passport renewal".to_owned())].into(),
            surveys: [(survey.id, survey)].into(),
            ..Names::default()
        };
        let layout = || Layout { path: links::RESPONSES.to_owned(), ..Layout::sample(language) };
        let rich = super::samples::shown(layout().t, true);
        let row = |open: bool| Row {
            href: links::response(5),
            open,
            tags: rich.known_tags.clone(),
            urgent: open,
            id: if open { "5" } else { "4" }.to_owned(),
            ..Row::of(layout().t, &names, &rich.detail.response, &jiff::tz::TimeZone::UTC)
        };
        let tab = |label: &str, n: usize| Tab {
            href: "/desk/responses?view=new".to_owned(),
            label: label.to_owned(),
            count: Some(Counted { n, more: n == 1_000 }),
            current: n == 12,
        };
        let empty = |narrowed| Self { narrowed, ..Self::frame(layout(), Form::empty(), &names) };
        let full = Self {
            rows: vec![row(true), row(false)],
            tabs: vec![tab("New", 12), tab("Archived", 1_000)],
            saved: vec![Tab { count: None, ..tab("Low scores", 3) }],
            chips: vec![Chip {
                field: "Tag".to_owned(),
                value: "photo booth".to_owned(),
                without: "?".to_owned(),
            }],
            pager: Pager { next: Some("?before=5".to_owned()), ..Pager::default() },
            unfinished: true,
            narrowed: true,
            newest: "5".to_owned(),
            shown: Some(super::samples::shown(layout().t, true)),
            did: Some(Did {
                kind: AlertKind::Success,
                text: "Archived".to_owned(),
                undo: None,
                back: String::new(),
            }),
            ..Self::frame(layout(), Form::empty(), &names)
        };
        vec![full, empty(false), empty(true)]
    }
}
