//! The queue: what is due first first, with all three clocks of each case; and every other list of cases.

use askama::Template;
use axum::extract::{RawQuery, State};
use catsup_app::{
    App,
    cases::{self, CaseLine, CaseList, CaseQuery, QueueView, giving},
    views::{self, SavedView, ViewedList},
};
use catsup_model::{
    Channel, Language, Permission, Viewer,
    case::{CaseKind, CaseNumber, CaseStatus, ClockKind},
    id::{CaseId, GivingId},
};
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};

use super::{clock::ClockCell, kinds, service_choices, status_kind};
use crate::{
    components::Choice,
    error::PageError,
    extract::{PageQuery, SignedIn},
    flash::SeeOther,
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{refused, views::Viewed},
};

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Asked {
    #[serde(skip_serializing_if = "String::is_empty")]
    view: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    q: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    service: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    status: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    channel: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    from: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    to: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    after: String,
    /// Cases that were just given away, so that it can be taken back.
    #[serde(skip_serializing_if = "String::is_empty")]
    gave: String,
}

/// The page of cases.
#[derive(Debug, Template)]
#[template(path = "pages/desk/cases/list.html")]
pub(crate) struct CasesPage {
    layout: Layout,
    form: Form,
    tabs: Vec<Tab>,
    view: QueueView,
    services: Vec<Choice>,
    kinds: Vec<Choice>,
    statuses: Vec<Choice>,
    channels: Vec<Choice>,
    rows: Vec<Row>,
    saved: Vec<Tab>,
    views: String,
    gave: Option<Gave>,
    next: Option<String>,
    by_due: bool,
    narrowed: bool,
    here: String,
    handlers: Vec<Choice>,
    may_open: bool,
    may_handle: bool,
}

#[derive(Debug)]
struct Tab {
    href: String,
    label: String,
    count: Option<i64>,
    current: bool,
}

/// Cases that were just given away.
#[derive(Debug)]
struct Gave {
    id: GivingId,
    n: usize,
}

#[derive(Debug)]
struct Row {
    id: CaseId,
    href: String,
    number: String,
    subject: String,
    language: Language,
    service: String,
    kind: String,
    status: String,
    status_kind: &'static str,
    assignee: Option<String>,
    opened: String,
    urgent: bool,
    reopened: bool,
    first: Option<ClockCell>,
    next: Option<ClockCell>,
    whole: Option<ClockCell>,
}

impl Row {
    fn of(t: Translator, line: &CaseLine, now: Timestamp, zone: &TimeZone) -> Self {
        let case = &line.case;
        let clock = |kind| ClockCell::of_case(t, case, kind, now, zone);
        Self {
            id: case.id,
            href: links::case(case.id),
            number: case.number.to_string(),
            subject: case.subject.clone(),
            language: case.person.language,
            service: line.service.clone(),
            kind: t.name("case-kind", case.kind.code()).to_string(),
            status: t.name("case-status", case.status.code()).to_string(),
            status_kind: status_kind(case.status),
            assignee: line.assignee.clone(),
            opened: t.date(case.moments.opened.to_zoned(zone.clone()).date()).to_string(),
            urgent: case.urgent,
            reopened: case.reopened > 0,
            first: clock(ClockKind::FirstResponse),
            next: clock(ClockKind::NextResponse),
            whole: clock(ClockKind::Resolution),
        }
    }
}

impl Asked {
    fn query(&self, form: &mut Form) -> CaseQuery {
        let after = self.after.split_once('.');
        CaseQuery {
            view: self.view(),
            service: refused::choice(form, "service"),
            kind: refused::choice::<CaseKind>(form, "kind"),
            status: refused::choice::<CaseStatus>(form, "status"),
            channel: refused::choice::<Channel>(form, "channel"),
            assignee: None,
            words: self.q.clone(),
            from: refused::day(form, "from"),
            to: refused::day(form, "to"),
            after: after.and_then(|(due, id)| Some((due.parse().ok()?, id.parse().ok()?))),
        }
    }

    fn view(&self) -> QueueView {
        QueueView::ALL.into_iter().find(|view| view.code() == self.view).unwrap_or_default()
    }

    fn form(&self) -> Form {
        Form::with([
            ("q", &self.q),
            ("service", &self.service),
            ("kind", &self.kind),
            ("status", &self.status),
            ("channel", &self.channel),
            ("from", &self.from),
            ("to", &self.to),
        ])
    }

    fn query_text(&self) -> String {
        serde_urlencoded::to_string(self).unwrap_or_default()
    }

    fn href(&self) -> String {
        let query = self.query_text();
        if query.is_empty() { links::CASES.to_owned() } else { format!("{}?{query}", links::CASES) }
    }

    /// Without the place in the list, and what was just done.
    fn lasting(&self) -> Self {
        Self { after: String::new(), gave: String::new(), ..self.clone() }
    }

    fn narrowed(&self) -> bool {
        let narrow = [&self.q, &self.service, &self.kind, &self.status, &self.channel, &self.from, &self.to];
        narrow.iter().any(|one| !one.is_empty())
    }
}

/// What may be chosen on the page.
#[derive(Debug, Default)]
struct Offered {
    services: Vec<Choice>,
    handlers: Vec<Choice>,
    saved: Vec<Tab>,
    gave: Option<Gave>,
    may_open: bool,
    may_handle: bool,
}

/// The queue as a list whose filter can be kept.
pub(crate) struct Queue;

impl Viewed for Queue {
    const LIST: ViewedList = ViewedList::Cases;
    const HOME: &'static str = links::CASES;
    const TITLE: &'static str = "cases-title";
    const VIEWS: &'static str = links::CASES_VIEWS;

    fn filter(query: &str) -> String {
        serde_urlencoded::from_str::<Asked>(query).unwrap_or_default().lasting().query_text()
    }
}

impl CasesPage {
    fn new(
        layout: Layout,
        form: Form,
        asked: &Asked,
        list: &CaseList,
        offered: Offered,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Self {
        let t = layout.t;
        let counts = &list.counts;
        let tab = |view: QueueView| Tab {
            href: Asked { view: view.code().to_owned(), ..asked.lasting() }.href(),
            label: t.name("case-view", view.code()).to_string(),
            count: match view {
                QueueView::Open => Some(counts.open),
                QueueView::Mine => Some(counts.mine),
                QueueView::Unassigned => Some(counts.unassigned),
                QueueView::Overdue => Some(counts.overdue),
                QueueView::Today => Some(counts.overdue + counts.today),
                QueueView::Waiting => Some(counts.waiting),
                QueueView::Urgent => Some(counts.urgent),
                QueueView::Mentioned => Some(counts.mentions),
                QueueView::Ended | QueueView::All => None,
            },
            current: asked.view() == view,
        };
        let next =
            |(due, id): (i64, CaseId)| Asked { after: format!("{due}.{id}"), ..asked.lasting() }.href();
        let coded = |family: &str, code: &'static str| Choice::new(code, t.name(family, code));
        Self {
            form,
            tabs: QueueView::ALL.map(tab).into(),
            view: asked.view(),
            kinds: kinds(t),
            statuses: CaseStatus::ALL.iter().map(|one| coded("case-status", one.code())).collect(),
            channels: Channel::ALL.iter().map(|one| Choice::new(one.code(), t.pick(&one.name()))).collect(),
            rows: list.lines.iter().map(|line| Row::of(t, line, now, zone)).collect(),
            next: list.next.map(next),
            by_due: list.by_due,
            narrowed: asked.narrowed(),
            here: Asked { gave: String::new(), ..asked.clone() }.href(),
            views: format!("{}?{}", links::CASES_VIEWS, Queue::filter(&asked.query_text())),
            saved: offered.saved,
            gave: offered.gave,
            services: offered.services,
            handlers: offered.handlers,
            may_open: offered.may_open,
            may_handle: offered.may_handle,
            layout,
        }
    }
}

/// `GET /desk/cases`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    RawQuery(raw): RawQuery,
    PageQuery(asked): PageQuery<Asked>,
) -> Result<Result<Page<CasesPage>, SeeOther>, PageError> {
    let viewer = &identity.viewer;
    let saved = views::list(&app, viewer, Queue::LIST).await?;
    if let (None, Some(own)) = (&raw, saved.iter().find(|view| view.default)) {
        return Ok(Err(SeeOther::to(format!("{}?{}", links::CASES, own.query))));
    }
    // The number of a case leads straight to it.
    if let Ok(number) = asked.q.parse::<CaseNumber>()
        && let Ok(case) = cases::find_number(&app, viewer, number).await
    {
        return Ok(Err(SeeOther::to(links::case(case.id))));
    }
    let mut form = asked.form();
    let query = asked.query(&mut form);
    let list = cases::list(&app, viewer, &query).await?;
    let mut offered = offered(&app, viewer).await?;
    let kept = asked.lasting().query_text();
    let tab = |view: &SavedView| Tab {
        href: format!("{}?{}", links::CASES, view.query),
        label: view.name.clone(),
        count: None,
        current: view.query == kept,
    };
    offered.saved = saved.iter().map(tab).collect();
    if let (true, Ok(id)) = (offered.may_handle, asked.gave.parse::<GivingId>()) {
        offered.gave = giving::given(&app, viewer, id).await?.map(|n| Gave { id, n });
    }
    let zone = app.settings().zone.clone();
    Ok(Ok(Page::new(CasesPage::new(layout, form, &asked, &list, offered, app.now(), &zone))))
}

async fn offered(app: &App, viewer: &Viewer) -> Result<Offered, PageError> {
    let may_handle = viewer.may(Permission::HandleCases);
    let handlers = if may_handle { cases::handlers(app, viewer).await? } else { Vec::new() };
    Ok(Offered {
        services: service_choices(app, viewer).await?,
        handlers: handlers.iter().map(|(id, name)| Choice::new(id, name)).collect(),
        may_open: viewer.may(Permission::SubmitCases),
        may_handle,
        ..Offered::default()
    })
}

impl Samples for CasesPage {
    fn samples(language: Language) -> Vec<Self> {
        let now = super::sample::now();
        let page = |asked: Asked, list: &CaseList, may_handle| {
            let layout = Layout { path: links::CASES.to_owned(), ..Layout::sample(language) };
            let offered = Offered {
                services: vec![Choice::new(1, "Passport renewal")],
                handlers: vec![Choice::new(1, "Ana Ruiz")],
                saved: vec![Tab {
                    href: links::CASES.to_owned(),
                    label: "Complaints by phone".to_owned(),
                    count: None,
                    current: false,
                }],
                gave: (!asked.gave.is_empty()).then_some(Gave { id: GivingId(1), n: 3 }),
                may_open: may_handle,
                may_handle,
            };
            Self::new(layout, asked.form(), &asked, list, offered, now, &TimeZone::UTC)
        };
        let searched = Asked { q: "photo".to_owned(), ..Asked::default() };
        let full = CaseList {
            lines: super::sample::lines(),
            next: Some((1, CaseId(7))),
            by_due: true,
            ..CaseList::default()
        };
        vec![
            page(Asked { gave: "1".to_owned(), ..Asked::default() }, &full, true),
            page(Asked::default(), &CaseList::default(), true),
            page(searched, &CaseList::default(), false),
        ]
    }
}
