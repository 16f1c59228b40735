//! Acts: what staff do with one response, with some, or with everything that matches. Each is one entry of the log and
//! comes undone as a whole, except for what has changed since.

use catsup_model::{
    Permission, Viewer,
    id::{ActId, ResponseId},
    inbox::Act,
    response::ResponseState,
};
use serde_json::json;

pub use catsup_store::KeptAct;

use super::{ResponseFilter, account_names, account_of, narrowed, reads_all};
use crate::{App, Error, Refusal, audit, fields::invalid, screening};

/// Responses changed in one transaction.
const BATCH: usize = 1_000;
/// Up to so many are done before the answer; more go on behind it.
const AT_ONCE: usize = 2_000;

/// What became of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// The act, to undo it.
    pub id: ActId,
    /// How many responses it changed.
    pub changed: i64,
    /// How many were so already, or cannot be changed.
    pub unchanged: i64,
    /// Whether it still goes on behind the answer.
    pub under_way: bool,
}

/// What became of an undoing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undone {
    /// How many responses are as they were.
    pub undone: i64,
    /// How many have changed since, and were left alone.
    pub left: i64,
}

/// An act with the name of who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldAct {
    /// The act.
    pub act: KeptAct,
    /// Who did it; empty for programs.
    pub by: String,
}

/// Does something with these responses. What lies outside the viewer's reach is as if it did not exist.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when none of them is within reach; [`Error::Invalid`] with `assignee` when
/// whoever is to take care of them may not read them all.
pub async fn act(app: &App, viewer: &Viewer, act: Act, responses: &[ResponseId]) -> Result<Done, Error> {
    let filter = handled(app, viewer, ResponseFilter::default()).await?;
    let found = app.store().responses_within(&filter, responses).await?;
    if found.is_empty() {
        return Err(Error::NotFound("response"));
    }
    assignable(app, act, &found).await?;
    let id = begin(app, viewer, act, found.len()).await?;
    let mut changed = 0;
    let mut parts = found.chunks(BATCH).peekable();
    while let Some(part) = parts.next() {
        changed += apply(app, id, act, part, parts.peek().is_none()).await?;
    }
    let only = if let [one] = found.as_slice() { Some(*one) } else { None };
    note(app, viewer, id, act, changed, only).await?;
    Ok(Done { id, changed, unchanged: found.len() as i64 - changed, under_way: false })
}

/// Does something with everything that matches the filter, in batches; many go on behind the answer, and the act says
/// how far it is.
///
/// # Errors
/// As [`act`]; handing everything to somebody needs somebody who may read every service that matches.
pub async fn act_on_all(app: &App, viewer: &Viewer, act: Act, filter: ResponseFilter) -> Result<Done, Error> {
    let filter = handled(app, viewer, filter).await?;
    if let Act::Assign(account) = act {
        let services = match filter.every_service {
            true => app.store().service_ids(&catsup_model::Reach::Everything).await?,
            false => filter.services.clone(),
        };
        if !reads_all(app, account, &services).await? {
            return Err(unreadable());
        }
    }
    let total = app.store().response_count(&filter, usize::MAX - 1, usize::MAX).await?.n;
    let id = begin(app, viewer, act, total).await?;
    let work = work_through(app.clone(), viewer.clone(), id, act, filter);
    if total <= AT_ONCE {
        let changed = work.await?;
        return Ok(Done { id, changed, unchanged: total as i64 - changed, under_way: false });
    }
    tokio::spawn(async move {
        if let Err(error) = work.await {
            tracing::error!(act = %id, error = &error as &dyn std::error::Error, "an act on many responses broke off");
        }
    });
    Ok(Done { id, changed: 0, unchanged: 0, under_way: true })
}

/// By cursor and not by asking again: what an act changed may match no longer.
async fn work_through(
    app: App,
    viewer: Viewer,
    id: ActId,
    act: Act,
    mut filter: ResponseFilter,
) -> Result<i64, Error> {
    let mut changed = 0;
    loop {
        let page = app.store().response_ids(&filter, BATCH as i64).await?;
        let ids: Vec<ResponseId> = page.into_iter().map(ResponseId).collect();
        let last = ids.len() < BATCH;
        changed += apply(&app, id, act, &ids, last).await?;
        if last {
            break;
        }
        filter.before = ids.last().copied();
    }
    note(&app, &viewer, id, act, changed, None).await?;
    Ok(changed)
}

/// Undoes an act for every response that is still as the act left it.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when there is none, or when it touched what lies outside the viewer's reach;
/// [`Error::Refused`] when it was undone before or is still under way.
pub async fn undo(app: &App, viewer: &Viewer, id: ActId) -> Result<Undone, Error> {
    let reach = viewer.require(Permission::HandleResponses)?;
    let kept = app.store().act_find(id).await?.ok_or(Error::NotFound("act"))?;
    let services = app.store().act_services(id).await?;
    if !services.iter().all(|service| reach.has_service(*service)) {
        return Err(Error::NotFound("act"));
    }
    if kept.ended_at.is_none() {
        return Err(Refusal::InUse("the act is still under way".to_owned()).into());
    }
    let (mut undone, mut after) = (0, ResponseId(0));
    let mut transaction = app.store().begin().await?;
    if !transaction.act_undo(id, viewer.actor(), app.now()).await? {
        return Err(Refusal::InUse("the act was undone before".to_owned()).into());
    }
    loop {
        let (done, page) = transaction.act_undo_page(id, kept.act, after).await?;
        undone += done;
        let Some(last) = page.last().copied() else { break };
        if kept.act.state().is_some() {
            // A decision that is taken back is none.
            screening::corrected(app, &mut transaction, &page, ResponseState::Flagged).await?;
        }
        after = last;
        transaction.commit().await?;
        transaction = app.store().begin().await?;
    }
    let detail = json!({ "act": id, "responses": undone, "left": kept.changed - undone });
    audit::record(app, &mut transaction, viewer, "inbox.undo", &format!("inbox_act:{id}"), detail).await?;
    transaction.commit().await?;
    Ok(Undone { undone, left: kept.changed - undone })
}

/// One's own acts, the newest first.
///
/// # Errors
/// [`Error::Denied`].
pub async fn mine(
    app: &App,
    viewer: &Viewer,
    before: Option<ActId>,
    limit: i64,
) -> Result<Vec<KeptAct>, Error> {
    viewer.require(Permission::HandleResponses)?;
    Ok(app.store().act_list(Some(viewer.actor()), before, limit).await?)
}

/// What was done with a response that the viewer sees, the newest first.
pub(crate) async fn of_response(app: &App, response: ResponseId) -> Result<Vec<ToldAct>, Error> {
    let names = account_names(app).await?;
    let name = |actor: &str| {
        let id = actor.strip_prefix("account:").and_then(|id| id.parse().ok());
        id.and_then(|id| names.get(&id)).cloned().unwrap_or_default()
    };
    let acts = app.store().acts_of_response(response).await?;
    Ok(acts.into_iter().map(|act| ToldAct { by: name(&act.actor), act }).collect())
}

/// The filter within what the viewer may handle.
async fn handled(app: &App, viewer: &Viewer, filter: ResponseFilter) -> Result<ResponseFilter, Error> {
    let reach = viewer.require(Permission::HandleResponses)?;
    viewer.require(Permission::ReadResponses)?;
    narrowed(app, &reach, filter).await
}

async fn assignable(app: &App, act: Act, responses: &[ResponseId]) -> Result<(), Error> {
    let Act::Assign(account) = act else { return Ok(()) };
    let services = app.store().services_of_responses(responses).await?;
    if reads_all(app, account, &services).await? { Ok(()) } else { Err(unreadable()) }
}

fn unreadable() -> Error {
    invalid("assignee", "assignee", "must be somebody who may read these responses")
}

async fn begin(app: &App, viewer: &Viewer, act: Act, expected: usize) -> Result<ActId, Error> {
    let id = ActId(app.next_id());
    let expected = i64::try_from(expected).unwrap_or(i64::MAX);
    let mut transaction = app.store().begin().await?;
    transaction.act_insert(id, act, viewer.actor(), expected, app.now()).await?;
    transaction.commit().await?;
    Ok(id)
}

async fn apply(app: &App, id: ActId, act: Act, responses: &[ResponseId], last: bool) -> Result<i64, Error> {
    let mut transaction = app.store().begin().await?;
    let changed = transaction.act_apply(id, act, responses, app.now(), last).await?;
    if let Some(state) = act.state() {
        screening::corrected(app, &mut transaction, responses, state).await?;
    }
    transaction.commit().await?;
    Ok(changed)
}

async fn note(
    app: &App,
    viewer: &Viewer,
    id: ActId,
    act: Act,
    changed: i64,
    only: Option<ResponseId>,
) -> Result<(), Error> {
    let mut transaction = app.store().begin().await?;
    let subject = only.map_or_else(|| format!("inbox_act:{id}"), |response| format!("response:{response}"));
    let detail = json!({ "act": id, "responses": changed, "value": act.value() });
    audit::record(app, &mut transaction, viewer, &format!("inbox.{}", act.code()), &subject, detail).await?;
    transaction.commit().await?;
    Ok(())
}

/// Whether the viewer did the act.
fn is_own(viewer: &Viewer, act: &KeptAct) -> bool {
    account_of(viewer).is_some_and(|id| act.actor == format!("account:{id}"))
}

/// One of one's own acts.
///
/// # Errors
/// [`Error::Denied`].
pub async fn find(app: &App, viewer: &Viewer, id: ActId) -> Result<Option<KeptAct>, Error> {
    viewer.require(Permission::ReadResponses)?;
    Ok(app.store().act_find(id).await?.filter(|act| is_own(viewer, act)))
}
