//! What staff say of a map and of its steps: asked, answered, settled.

use catsup_model::{
    Permission, Viewer,
    id::{AccountId, JourneyMapId, MapCommentId},
    journey_map::MapComment,
};
use serde_json::json;

use super::{find, subject};
use crate::{App, Error, Refusal, audit, fields::Fields, inbox};

/// The most characters of a comment.
pub const LONGEST_COMMENT: usize = 2_000;
/// The most comments on a map.
pub const MOST_COMMENTS: usize = 500;

/// A comment with the names of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldComment {
    /// The comment.
    pub comment: MapComment,
    /// Who said it; empty for programs and people who are gone.
    pub by: String,
    /// Who settled it.
    pub resolved_by: String,
    /// Whether the viewer may settle it or open it again.
    pub may_resolve: bool,
    /// Whether the viewer may remove it.
    pub may_remove: bool,
}

/// The comments on a map, those on the whole map first, then by the steps in their order; those that are settled last.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Denied`].
pub async fn comments(app: &App, viewer: &Viewer, id: JourneyMapId) -> Result<Vec<ToldComment>, Error> {
    let opened = find(app, viewer, id).await?;
    let names = inbox::account_names(app).await?;
    let name = |id: Option<AccountId>| id.and_then(|id| names.get(&id)).cloned().unwrap_or_default();
    let me = inbox::account_of(viewer);
    let place = |step: Option<&str>| match step {
        None => 0,
        Some(key) => {
            opened.map.design.steps().position(|step| step.key == key).map_or(usize::MAX, |at| at + 1)
        }
    };
    let comments = app.store().map_comment_list(id).await?;
    let mut told: Vec<ToldComment> = comments
        .into_iter()
        .map(|comment| ToldComment {
            by: name(comment.author),
            resolved_by: name(comment.resolved_by),
            may_resolve: opened.may_edit || (me.is_some() && comment.author == me),
            may_remove: me.is_some() && comment.author == me,
            comment,
        })
        .collect();
    told.sort_by_key(|one| {
        (one.comment.resolved_at.is_some(), place(one.comment.step.as_deref()), one.comment.id)
    });
    Ok(told)
}

/// Says something of a map, or of a step of it. Whoever sees a map may.
///
/// # Errors
/// [`Error::NotFound`] for the map or a step that is gone; [`Error::Denied`]; [`Error::Invalid`] with `text`;
/// [`Refusal::MapFull`].
pub async fn comment(
    app: &App,
    viewer: &Viewer,
    id: JourneyMapId,
    step: Option<&str>,
    text: &str,
) -> Result<MapCommentId, Error> {
    viewer.require(Permission::ReadDirectory)?;
    let opened = find(app, viewer, id).await?;
    let mut steps = opened.map.design.steps();
    let step = step.map(|key| steps.find(|one| one.key == key).ok_or(Error::NotFound("step"))).transpose()?;
    let mut fields = Fields::default();
    let text = fields.text("text", text, LONGEST_COMMENT);
    if text.is_empty() {
        fields.refuse("text", "required", "must not be empty");
    }
    if !fields.fit() {
        return Err(fields.refused());
    }
    if app.store().map_comment_list(id).await?.len() >= MOST_COMMENTS {
        return Err(Refusal::MapFull { what: "comments", most: MOST_COMMENTS }.into());
    }
    let comment = MapComment {
        id: MapCommentId(app.next_id()),
        step: step.map(|step| step.key.clone()),
        step_name: step.map(|step| step.name.clone()),
        author: inbox::account_of(viewer),
        text,
        created_at: app.now(),
        resolved_by: None,
        resolved_at: None,
    };
    let mut transaction = app.store().begin().await?;
    transaction.map_comment_insert(id, &comment).await?;
    let detail = json!({ "comment": comment.id });
    audit::record(app, &mut transaction, viewer, "journey_map.comment", &subject(id), detail).await?;
    transaction.commit().await?;
    Ok(comment.id)
}

/// Settles a comment, or opens it again: whoever said it, and whoever may change the map.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Denied`].
pub async fn resolve_comment(
    app: &App,
    viewer: &Viewer,
    id: JourneyMapId,
    comment: MapCommentId,
    resolved: bool,
) -> Result<(), Error> {
    of_map(app, viewer, id, comment, |one| one.may_resolve).await?;
    let settled = resolved.then(|| (inbox::account_of(viewer), app.now()));
    let mut transaction = app.store().begin().await?;
    transaction.map_comment_resolve(id, comment, settled).await?;
    let action = if resolved { "journey_map.comment_resolve" } else { "journey_map.comment_reopen" };
    let detail = json!({ "comment": comment });
    audit::record(app, &mut transaction, viewer, action, &subject(id), detail).await?;
    transaction.commit().await?;
    Ok(())
}

/// Removes a comment: whoever said it.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Denied`].
pub async fn remove_comment(
    app: &App,
    viewer: &Viewer,
    id: JourneyMapId,
    comment: MapCommentId,
) -> Result<(), Error> {
    of_map(app, viewer, id, comment, |one| one.may_remove).await?;
    let mut transaction = app.store().begin().await?;
    transaction.map_comment_delete(id, comment).await?;
    let detail = json!({ "comment": comment });
    audit::record(app, &mut transaction, viewer, "journey_map.comment_remove", &subject(id), detail).await?;
    transaction.commit().await?;
    Ok(())
}

async fn of_map(
    app: &App,
    viewer: &Viewer,
    id: JourneyMapId,
    comment: MapCommentId,
    may: impl Fn(&ToldComment) -> bool,
) -> Result<(), Error> {
    let told = comments(app, viewer, id).await?;
    let found = told.iter().find(|one| one.comment.id == comment).ok_or(Error::NotFound("the comment"))?;
    if may(found) {
        Ok(())
    } else {
        Err(catsup_model::permission::Denied(Permission::ManageJourneyMaps).into())
    }
}
