//! Saved views of a list: a filter under a name, for oneself or for the team. What one may read stays what it is.

use catsup_model::{Permission, Viewer, id::ViewId, permission::Actor};
pub use catsup_store::SavedView;

use crate::{
    App, Error,
    fields::{Fields, or_taken},
    inbox::account_of,
};

/// The longest filter kept, in characters of its address.
const LONGEST_QUERY: usize = 2_000;

/// A list that views are of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ViewedList {
    /// The inbox of responses.
    Responses,
    /// The queue of cases.
    Cases,
}

impl ViewedList {
    /// The code the database knows it by.
    fn code(self) -> &'static str {
        match self {
            Self::Responses => "responses",
            Self::Cases => "cases",
        }
    }

    /// What reading it takes.
    fn permission(self) -> Permission {
        match self {
            Self::Responses => Permission::ReadResponses,
            Self::Cases => Permission::ReadCases,
        }
    }
}

/// Who sees a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Its owner.
    Me,
    /// Whoever reads the list.
    Team,
}

/// One's own views of a list and those of the team, by name; none for programs.
///
/// # Errors
/// [`Error::Denied`].
pub async fn list(app: &App, viewer: &Viewer, of: ViewedList) -> Result<Vec<SavedView>, Error> {
    viewer.require(of.permission())?;
    match account_of(viewer) {
        Some(account) => Ok(app.store().view_list(account, of.code()).await?),
        None => Ok(Vec::new()),
    }
}

/// Saves a view.
///
/// # Errors
/// [`Error::Denied`], also for programs; [`Error::Invalid`] with `name`.
pub async fn save(
    app: &App,
    viewer: &Viewer,
    of: ViewedList,
    name: &str,
    query: &str,
    audience: Audience,
) -> Result<ViewId, Error> {
    viewer.require(of.permission())?;
    let Actor::Account(account) = viewer.actor() else { return Err(Error::NotFound("account")) };
    let mut fields = Fields::default();
    let (name, query) = (fields.name("name", name), fields.text("query", query, LONGEST_QUERY));
    let (Some(name), true) = (name, fields.fit()) else { return Err(fields.refused()) };
    let view = SavedView {
        id: ViewId(app.next_id()),
        account,
        name: name.to_string(),
        query,
        shared: audience == Audience::Team,
        owner: String::new(),
        default: false,
    };
    let mut transaction = app.store().begin().await?;
    transaction.view_insert(&view, of.code(), app.now()).await.map_err(or_taken("name"))?;
    transaction.commit().await?;
    Ok(view.id)
}

/// Changes the name of one's own view and who sees it.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when it is not one's own; [`Error::Invalid`] with `name`.
pub async fn change(
    app: &App,
    viewer: &Viewer,
    of: ViewedList,
    id: ViewId,
    name: &str,
    audience: Audience,
) -> Result<(), Error> {
    let view = own(app, viewer, of, id).await?;
    let mut fields = Fields::default();
    let Some(name) = fields.name("name", name) else { return Err(fields.refused()) };
    let view = SavedView { name: name.to_string(), shared: audience == Audience::Team, ..view };
    let mut transaction = app.store().begin().await?;
    transaction.view_update(&view).await.map_err(or_taken("name"))?;
    transaction.commit().await?;
    Ok(())
}

/// Removes one's own view.
///
/// # Errors
/// As [`change`].
pub async fn remove(app: &App, viewer: &Viewer, of: ViewedList, id: ViewId) -> Result<(), Error> {
    let view = own(app, viewer, of, id).await?;
    let mut transaction = app.store().begin().await?;
    transaction.view_delete(view.id).await?;
    transaction.commit().await?;
    Ok(())
}

/// Opens the list with this view from now on; with the standard one when `None`.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for a view that one does not see.
pub async fn open_with(app: &App, viewer: &Viewer, of: ViewedList, id: Option<ViewId>) -> Result<(), Error> {
    let seen = list(app, viewer, of).await?;
    let account = account_of(viewer).ok_or(Error::NotFound("account"))?;
    if id.is_some_and(|id| !seen.iter().any(|view| view.id == id)) {
        return Err(Error::NotFound("view"));
    }
    let mut transaction = app.store().begin().await?;
    transaction.view_default_set(account, of.code(), id).await?;
    transaction.commit().await?;
    Ok(())
}

async fn own(app: &App, viewer: &Viewer, of: ViewedList, id: ViewId) -> Result<SavedView, Error> {
    let account = account_of(viewer);
    let seen = list(app, viewer, of).await?;
    seen.into_iter()
        .find(|view| view.id == id && Some(view.account) == account)
        .ok_or(Error::NotFound("view"))
}
