//! The queue: what is due first, and every other list of cases.

use std::collections::HashMap;

use catsup_model::{
    Channel, Permission, Reach, Viewer,
    case::{Case, CaseKind, CaseStatus},
    id::{AccountId, CaseId, ServiceId},
    search::Search,
};
use catsup_store::{Assignee, CaseCounts, CaseCountsFilter, CaseFilter, CasePage};
use jiff::{Timestamp, ToSpan as _, civil::Date};

use crate::{App, Error, inbox};

/// Cases on one page.
const PAGE: usize = 50;

/// A pile of the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum QueueView {
    /// Everything that goes on.
    #[default]
    Open,
    /// What whoever asks takes care of.
    Mine,
    /// What nobody takes care of.
    Unassigned,
    /// Of which a clock ran out.
    Overdue,
    /// Of which a clock runs out today, or ran out.
    Today,
    /// What waits for the person.
    Waiting,
    /// Words of threat or despair.
    Urgent,
    /// Where a note names whoever asks.
    Mentioned,
    /// What ended.
    Ended,
    /// Everything.
    All,
}

impl QueueView {
    /// Every one, in the order shown to people.
    pub const ALL: [Self; 10] = [
        Self::Open,
        Self::Mine,
        Self::Unassigned,
        Self::Overdue,
        Self::Today,
        Self::Waiting,
        Self::Urgent,
        Self::Mentioned,
        Self::Ended,
        Self::All,
    ];

    /// The code used in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::Overdue => "overdue",
            Self::Today => "today",
            Self::Waiting => "waiting",
            Self::Urgent => "urgent",
            Self::Mentioned => "mentioned",
            Self::Ended => "ended",
            Self::All => "all",
        }
    }

    /// Whether it is read by what is due.
    #[must_use]
    pub fn is_queue(self) -> bool {
        !matches!(self, Self::Mentioned | Self::Ended | Self::All)
    }
}

/// Which cases are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseQuery {
    /// The pile.
    pub view: QueueView,
    /// The service.
    pub service: Option<ServiceId>,
    /// The kind.
    pub kind: Option<CaseKind>,
    /// The status.
    pub status: Option<CaseStatus>,
    /// The channel.
    pub channel: Option<Channel>,
    /// Who takes care of it.
    pub assignee: Option<AccountId>,
    /// Words to be found.
    pub words: String,
    /// The first day it was opened.
    pub from: Option<Date>,
    /// The last day it was opened.
    pub to: Option<Date>,
    /// Where the page goes on, as [`CaseList::next`] said.
    pub after: Option<(i64, CaseId)>,
}

/// A page of cases.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CaseList {
    /// The cases.
    pub lines: Vec<CaseLine>,
    /// What waits, whatever the filter.
    pub counts: CaseCounts,
    /// Where the next page goes on.
    pub next: Option<(i64, CaseId)>,
    /// Whether what is due first comes first; else the newest does.
    pub by_due: bool,
}

/// One case of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseLine {
    /// The case.
    pub case: Case,
    /// The service's name.
    pub service: String,
    /// Who takes care of it.
    pub assignee: Option<String>,
}

/// Cases of services within reach.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for a service outside reach.
pub async fn list(app: &App, viewer: &Viewer, query: &CaseQuery) -> Result<CaseList, Error> {
    let reach = viewer.require(Permission::ReadCases)?;
    if query.service.is_some_and(|service| !reach.has_service(service)) {
        return Err(Error::NotFound("the service"));
    }
    let filter = filter(app, viewer, &reach, query);
    let by_due = query.view.is_queue() && query.words.trim().is_empty();
    let (page, counts) = tokio::try_join!(page(app, query, &filter, by_due), of_reach(app, viewer, &reach))?;
    let ids: Vec<ServiceId> = page.cases.iter().map(|case| case.service).collect();
    let services = app.store().service_list(Some(&ids)).await?;
    let services: HashMap<ServiceId, String> =
        services.into_iter().map(|one| (one.id, one.name.to_string())).collect();
    let accounts = inbox::account_names(app).await?;
    let lines = page.cases.into_iter().map(|case| CaseLine {
        service: services.get(&case.service).cloned().unwrap_or_default(),
        assignee: case.assignee.and_then(|id| accounts.get(&id).cloned()),
        case,
    });
    Ok(CaseList { lines: lines.collect(), counts, next: page.next, by_due })
}

async fn page(app: &App, query: &CaseQuery, filter: &CaseFilter, by_due: bool) -> Result<CasePage, Error> {
    if by_due {
        return Ok(app.store().case_queue(filter, PAGE).await?);
    }
    let merged = matches!(query.view, QueueView::All | QueueView::Mentioned);
    Ok(app.store().case_list(filter, PAGE, merged).await?)
}

/// What waits in the queue of the viewer.
///
/// # Errors
/// [`Error::Denied`].
pub async fn counts(app: &App, viewer: &Viewer) -> Result<CaseCounts, Error> {
    let reach = viewer.require(Permission::ReadCases)?;
    of_reach(app, viewer, &reach).await
}

async fn of_reach(app: &App, viewer: &Viewer, reach: &Reach) -> Result<CaseCounts, Error> {
    let filter = CaseCountsFilter {
        services: services(reach),
        account: inbox::account_of(viewer),
        now: app.now(),
        tonight: tonight(app),
    };
    Ok(app.store().case_counts(&filter).await?)
}

fn services(reach: &Reach) -> Option<Vec<ServiceId>> {
    match reach {
        Reach::Everything => None,
        Reach::Part { services, .. } => Some(services.iter().copied().collect()),
    }
}

fn tonight(app: &App) -> Timestamp {
    let zone = app.settings().zone.clone();
    let tomorrow = app.today().saturating_add(1.day()).to_zoned(zone);
    tomorrow.map_or(Timestamp::MAX, |midnight| midnight.timestamp())
}

fn filter(app: &App, viewer: &Viewer, reach: &Reach, query: &CaseQuery) -> CaseFilter {
    use CaseStatus as S;
    let asked = query.service.map(|service| vec![service]);
    let services = asked.or_else(|| services(reach));
    let open = vec![S::New, S::Open, S::Waiting];
    let of_view = match query.view {
        QueueView::Ended => vec![S::Resolved, S::Confirmed, S::Unresolved],
        QueueView::Waiting => vec![S::Waiting],
        QueueView::All | QueueView::Mentioned => Vec::new(),
        _ => open,
    };
    let zone = app.settings().zone.clone();
    let midnight = |day: Date| day.to_zoned(zone.clone()).ok().map(|at| at.timestamp().as_microsecond());
    let from = query.from.and_then(midnight);
    let until = query.to.and_then(|day| midnight(day.saturating_add(1.day())));
    let opened = (from.is_some() || until.is_some())
        .then(|| (from.unwrap_or(i64::MIN / 4), until.unwrap_or(i64::MAX / 4)));
    CaseFilter {
        every_service: services.is_none(),
        services: services.unwrap_or_default(),
        kinds: query.kind.into_iter().collect(),
        statuses: query.status.map_or(of_view, |status| vec![status]),
        channels: query.channel.into_iter().collect(),
        assignee: match query.view {
            QueueView::Mine => Some(inbox::account_of(viewer).map_or(Assignee::Nobody, Assignee::Account)),
            QueueView::Unassigned => Some(Assignee::Nobody),
            _ => query.assignee.map(Assignee::Account),
        },
        urgent: query.view == QueueView::Urgent,
        // Programs are named nowhere: they see none.
        mentioning: (query.view == QueueView::Mentioned)
            .then(|| inbox::account_of(viewer).unwrap_or(AccountId(0))),
        due_before: match query.view {
            QueueView::Overdue => Some(app.now()),
            QueueView::Today => Some(tonight(app)),
            _ => None,
        },
        opened,
        search: Search::parse(&query.words),
        after: query.after,
    }
}
