//! One case with all that is needed to answer it: its clocks, its history, what the person came with before.

use std::collections::{BTreeMap, HashMap};

use catsup_model::{
    Permission, Viewer,
    calendar::Explanation,
    case::{Case, CaseClock, CaseEvent, CaseRule, ClockKind, ReplyTemplate},
    directory::Service,
    id::{AccountId, CaseId},
};
use catsup_store::Attachment;
use jiff::{SignedDuration, Timestamp};

use super::{Deadlines, people::handlers_of, templates};
use crate::{
    App, Error, access, inbox,
    library::{self, Fitting},
};

/// How long somebody who looked at a case counts as looking.
const LOOKING: SignedDuration = SignedDuration::from_mins(10);
/// Earlier cases that are shown.
const MOST_EARLIER: i64 = 20;

/// One case with all that is needed to answer it.
#[derive(Debug, Clone)]
pub struct CaseDetail {
    /// The case.
    pub case: Case,
    /// The service that answers.
    pub service: Service,
    /// The touchpoint it is about.
    pub touchpoint: Option<String>,
    /// Every clock that is kept.
    pub clocks: Vec<CaseClock>,
    /// How the deadline of the clock that runs out first comes about.
    pub explanation: Option<(ClockKind, Explanation)>,
    /// The rule that holds.
    pub rule: Option<CaseRule>,
    /// What happened, the oldest first; what happened to cases that go on in this one stands among it.
    pub events: Vec<NamedEvent>,
    /// Files.
    pub files: Vec<Attachment>,
    /// Name of who takes care of it.
    pub assignee: Option<String>,
    /// Texts that an answer may begin with.
    pub templates: Vec<ReplyTemplate>,
    /// Who could take care of it, by name.
    pub handlers: Vec<(AccountId, String)>,
    /// Who else looks at it just now.
    pub lookers: Vec<Looker>,
    /// Cases of the same address, the newest first. The same address may be used by several people.
    pub earlier: Vec<EarlierCase>,
    /// Cases that go on in this one.
    pub merged: Vec<Case>,
    /// Cases that have to do with it.
    pub related: Vec<EarlierCase>,
    /// The case it goes on in.
    pub goes_on_in: Option<Case>,
    /// Answers that fit it, and what comes next.
    pub fitting: Fitting,
    /// Whether the viewer may act on it.
    pub may_handle: bool,
}

/// An entry in the history, with the name of who it is by.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedEvent {
    /// The entry.
    pub event: CaseEvent,
    /// Name of the account or token.
    pub by: Option<String>,
    /// Names that its detail speaks of: who it was given to, which services it went between.
    pub names: Vec<String>,
}

/// Somebody who looks at the same case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looker {
    /// Their name.
    pub name: String,
    /// When they last did.
    pub at: Timestamp,
}

/// A case of the same address.
#[derive(Debug, Clone, PartialEq)]
pub struct EarlierCase {
    /// The case.
    pub case: Case,
    /// The service's name.
    pub service: String,
}

/// One case within reach with all that is needed to answer it. Notes that the viewer looks at it.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when there is none within reach.
pub async fn detail(app: &App, viewer: &Viewer, id: CaseId) -> Result<CaseDetail, Error> {
    let case = super::find(app, viewer, id).await?;
    let reach = viewer.require(Permission::ReadCases)?;
    let store = app.store();
    let merged = store.cases_merged_into(id).await?;
    let mut ids = vec![id];
    ids.extend(merged.iter().map(|one| one.id));
    let names = inbox::account_names(app).await?;
    let services: HashMap<_, _> =
        store.service_list(None).await?.into_iter().map(|service| (service.id, service)).collect();
    let service = services.get(&case.service).cloned().ok_or(super::THE_CASE)?;
    let touchpoint = match case.touchpoint {
        Some(id) => store.touchpoint_find(id).await?.map(|one| one.name.to_string()),
        None => None,
    };
    let deadlines = Deadlines::read(app).await?;
    let clocks = deadlines.clocks(&case);
    let named = |event: CaseEvent| {
        let account = |text: &str| text.parse().ok().and_then(|id: AccountId| names.get(&id).cloned());
        let by = event.actor.strip_prefix("account:").and_then(account);
        let service = |text: &str| {
            let id = text.parse().ok()?;
            services.get(&id).map(|service| service.name.to_string())
        };
        let of =
            |name: &str, read: &dyn Fn(&str) -> Option<String>| event.detail[name].as_str().and_then(read);
        use catsup_model::case::CaseEventKind as K;
        let names = match event.kind {
            K::Assigned => of("to", &account).into_iter().collect(),
            K::Noted => {
                let told = event.detail["told"].as_array().map(Vec::as_slice).unwrap_or_default();
                told.iter().filter_map(|one| account(one.as_str()?)).collect()
            }
            K::HandedOver => of("from", &service).into_iter().chain(of("to", &service)).collect(),
            _ => Vec::new(),
        };
        NamedEvent { event, by, names }
    };
    let events = store.case_events(&ids).await?.into_iter().map(named).collect();
    let earlier = match case.person.key() {
        Some(customer) => store.cases_of_customer(customer, MOST_EARLIER).await?,
        None => Vec::new(),
    };
    let with_service = |cases: Vec<Case>| -> Vec<EarlierCase> {
        let seen = cases.into_iter().filter(|one| one.id != id && reach.has_service(one.service));
        let named = seen.map(|case| EarlierCase {
            service: services.get(&case.service).map(|one| one.name.to_string()).unwrap_or_default(),
            case,
        });
        named.collect()
    };
    let earlier = with_service(earlier);
    let related = with_service(store.cases_related(id).await?);
    let goes_on_in = match case.merged_into {
        Some(into) => store.case_find(into).await?.filter(|into| reach.has_service(into.service)),
        None => None,
    };
    Ok(CaseDetail {
        touchpoint,
        explanation: explanation(&deadlines, &case, &clocks),
        rule: deadlines.rule(&case).cloned(),
        events,
        files: store.case_attachments(id).await?,
        assignee: case.assignee.and_then(|id| names.get(&id).cloned()),
        templates: templates::offered(app, &case).await?,
        fitting: library::fitting_case(app, viewer, &case).await?,
        handlers: access::by_name(handlers_of(app, case.service).await?),
        lookers: lookers(app, viewer, id, &names).await?,
        earlier,
        related,
        merged,
        goes_on_in,
        may_handle: viewer
            .require(Permission::HandleCases)
            .is_ok_and(|reach| reach.has_service(case.service)),
        clocks,
        service,
        case,
    })
}

fn explanation(deadlines: &Deadlines, case: &Case, clocks: &[CaseClock]) -> Option<(ClockKind, Explanation)> {
    let first = clocks.iter().filter(|clock| clock.running_until().is_some());
    let first = first.min_by_key(|clock| clock.running_until())?;
    let pauses = catsup_model::calendar::Pauses::new(case.moments.pauses.iter().copied());
    let explained = deadlines.calendar(case)?.explain(first.within, first.since, &pauses).ok()?;
    Some((first.kind, explained))
}

async fn lookers(
    app: &App,
    viewer: &Viewer,
    id: CaseId,
    names: &BTreeMap<AccountId, String>,
) -> Result<Vec<Looker>, Error> {
    let Some(me) = inbox::account_of(viewer) else { return Ok(Vec::new()) };
    let others = app.store().case_lookers(id, app.now() - LOOKING).await?;
    app.store().case_looked_at(id, me, app.now()).await?;
    app.store().mention_seen(me, id).await?;
    let others = others.into_iter().filter(|(account, _)| *account != me);
    Ok(others.filter_map(|(account, at)| Some(Looker { name: names.get(&account)?.clone(), at })).collect())
}
