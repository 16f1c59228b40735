//! Giving several cases to somebody at once, and taking it back.

use std::sync::Arc;

use catsup_model::{
    Permission, Viewer,
    id::{AccountId, CaseId, GivingId},
};
use catsup_store::{Given, Giving};

use super::{Deadlines, THE_CASE, act::assign, change::Change, people::reach_of};
use crate::{App, Error, inbox};

/// What came of giving several cases to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GivenAway {
    /// How many changed hands.
    pub changed: usize,
    /// What takes it back; none for programs, and when nothing changed hands.
    pub giving: Option<GivingId>,
}

/// What came of taking it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenBack {
    /// Cases that are again with whoever had them.
    pub back: usize,
    /// Cases that went on to somebody else meanwhile, and stay there.
    pub left: usize,
}

/// Gives several cases to somebody at once; those outside reach are left out.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when none lies within reach; [`Error::Invalid`] with `to`.
pub async fn give(
    app: &App,
    viewer: &Viewer,
    ids: &[CaseId],
    to: Option<AccountId>,
) -> Result<GivenAway, Error> {
    viewer.require(Permission::HandleCases)?;
    let deadlines = Arc::new(Deadlines::read(app).await?);
    let reach = reach_of(app, to).await?;
    let (mut given, mut seen) = (Vec::<Given>::new(), false);
    for id in ids {
        let mut change = match Change::by_staff(app, viewer, *id, &deadlines).await {
            Ok(change) => change,
            Err(Error::NotFound(_)) => continue,
            Err(other) => return Err(other),
        };
        seen = true;
        let before = change.case.assignee;
        if before != to {
            assign(app, viewer, &mut change, to, &reach).await?;
            change.commit_for(viewer, "case.assign").await?;
            given.push((*id, before));
        }
    }
    if !seen && !ids.is_empty() {
        return Err(THE_CASE);
    }
    let changed = given.len();
    let giving = match inbox::account_of(viewer) {
        Some(by) if changed > 0 => {
            let id = GivingId(app.next_id());
            let giving = Giving { id, by, to, at: app.now(), given, undone_at: None };
            let mut transaction = app.store().begin().await?;
            transaction.giving_insert(&giving).await?;
            transaction.commit().await?;
            Some(id)
        }
        _ => None,
    };
    Ok(GivenAway { changed, giving })
}

/// How many cases the viewer gave away, while it can still be taken back.
///
/// # Errors
/// [`Error::Denied`]; when the store fails.
pub async fn given(app: &App, viewer: &Viewer, id: GivingId) -> Result<Option<usize>, Error> {
    viewer.require(Permission::HandleCases)?;
    let found = app.store().giving_find(id).await?;
    let mine = found.filter(|one| Some(one.by) == inbox::account_of(viewer) && one.undone_at.is_none());
    Ok(mine.map(|one| one.given.len()))
}

/// Gives cases back to whoever had them. Those that went on to somebody else meanwhile stay there.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when the viewer gave nothing away under the id, or took it back before.
pub async fn take_back(app: &App, viewer: &Viewer, id: GivingId) -> Result<TakenBack, Error> {
    viewer.require(Permission::HandleCases)?;
    let absent = Error::NotFound("what was given");
    let found = app.store().giving_find(id).await?;
    let Some(giving) = found.filter(|one| Some(one.by) == inbox::account_of(viewer)) else {
        return Err(absent);
    };
    let mut transaction = app.store().begin().await?;
    if !transaction.giving_undone(id, app.now()).await? {
        return Err(absent);
    }
    transaction.commit().await?;
    let deadlines = Arc::new(Deadlines::read(app).await?);
    let mut taken = TakenBack { back: 0, left: 0 };
    for (case, before) in giving.given {
        match back(app, viewer, &deadlines, case, giving.to, before).await {
            Ok(true) => taken.back += 1,
            // Whoever had it may no longer handle cases of the service, or the case left the viewer's reach.
            Ok(false) | Err(Error::NotFound(_) | Error::Invalid(_)) => taken.left += 1,
            Err(other) => return Err(other),
        }
    }
    Ok(taken)
}

async fn back(
    app: &App,
    viewer: &Viewer,
    deadlines: &Arc<Deadlines>,
    case: CaseId,
    given_to: Option<AccountId>,
    before: Option<AccountId>,
) -> Result<bool, Error> {
    let mut change = Change::by_staff(app, viewer, case, deadlines).await?;
    if change.case.assignee != given_to {
        return Ok(false);
    }
    let reach = reach_of(app, before).await?;
    assign(app, viewer, &mut change, before, &reach).await?;
    change.commit_for(viewer, "case.assign").await?;
    Ok(true)
}
