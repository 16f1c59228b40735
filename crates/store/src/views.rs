//! Saved views of a list: a filter with a name, for oneself or for the team.

use catsup_model::id::{AccountId, ViewId};
use jiff::Timestamp;
use sqlx::{Row as _, any::AnyRow};

use crate::{Error, Store, Transaction, statement::statements};

statements! {
    VIEW_LIST = "SELECT v.id, v.account_id, v.name, v.query, v.shared, a.name,
            CASE WHEN d.view_id = v.id THEN 1 ELSE 0 END
        FROM saved_view v JOIN account a ON a.id = v.account_id
        LEFT JOIN saved_view_default d ON d.account_id = $1 AND d.place = $2
        WHERE v.place = $2 AND (v.account_id = $1 OR v.shared = 1) ORDER BY v.name, v.id";
    VIEW_INSERT = "INSERT INTO saved_view (id, account_id, place, name, query, shared, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    VIEW_UPDATE = "UPDATE saved_view SET name = $2, shared = $3 WHERE id = $1";
    VIEW_DELETE_DEFAULTS = "DELETE FROM saved_view_default WHERE view_id = $1";
    VIEW_UNSHARE_DEFAULTS = "DELETE FROM saved_view_default WHERE view_id = $1 AND account_id <> $2";
    VIEW_DELETE = "DELETE FROM saved_view WHERE id = $1";
    DEFAULT_SET = "INSERT INTO saved_view_default (account_id, place, view_id) VALUES ($1, $2, $3)
        ON CONFLICT (account_id, place) DO UPDATE SET view_id = excluded.view_id";
    DEFAULT_CLEAR = "DELETE FROM saved_view_default WHERE account_id = $1 AND place = $2";
}

/// A saved view as somebody sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Its id.
    pub id: ViewId,
    /// Whose it is.
    pub account: AccountId,
    /// Its name.
    pub name: String,
    /// The filter, as the query of an address.
    pub query: String,
    /// Whether the team sees it.
    pub shared: bool,
    /// Name of the account.
    pub owner: String,
    /// Whether the list opens with it for the account that asks.
    pub default: bool,
}

impl Store {
    /// One's own views of a list and those of the team, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn view_list(&self, account: AccountId, place: &str) -> Result<Vec<SavedView>, Error> {
        let rows =
            self.query(&VIEW_LIST).bind(account.0).bind(place.to_owned()).fetch_all(&self.read).await?;
        rows.iter().map(view).collect()
    }
}

impl Transaction {
    /// Keeps a new view.
    ///
    /// # Errors
    /// [`Error::Taken`] when the account has a view of this name; when the database fails.
    pub async fn view_insert(&mut self, view: &SavedView, place: &str, at: Timestamp) -> Result<(), Error> {
        let query = self.query(&VIEW_INSERT).bind(view.id.0).bind(view.account.0).bind(place.to_owned());
        let query = query.bind(view.name.clone());
        let query = query.bind(view.query.clone()).bind(i64::from(view.shared)).bind(at.as_microsecond());
        query.execute(self.connection()).await.map_err(Error::or_taken("the name"))?;
        Ok(())
    }

    /// Changes the name of a view and who sees it.
    ///
    /// # Errors
    /// As [`Transaction::view_insert`].
    pub async fn view_update(&mut self, view: &SavedView) -> Result<(), Error> {
        let query = self.query(&VIEW_UPDATE).bind(view.id.0).bind(view.name.clone());
        let query = query.bind(i64::from(view.shared));
        query.execute(self.connection()).await.map_err(Error::or_taken("the name"))?;
        if !view.shared {
            let query = self.query(&VIEW_UNSHARE_DEFAULTS).bind(view.id.0).bind(view.account.0);
            query.execute(self.connection()).await?;
        }
        Ok(())
    }

    /// Removes a view.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn view_delete(&mut self, id: ViewId) -> Result<(), Error> {
        self.query(&VIEW_DELETE_DEFAULTS).bind(id.0).execute(self.connection()).await?;
        self.query(&VIEW_DELETE).bind(id.0).execute(self.connection()).await?;
        Ok(())
    }

    /// Sets which view a list opens with for an account; the standard one when `None`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn view_default_set(
        &mut self,
        account: AccountId,
        place: &str,
        view: Option<ViewId>,
    ) -> Result<(), Error> {
        let place = place.to_owned();
        let query = match view {
            Some(view) => self.query(&DEFAULT_SET).bind(account.0).bind(place).bind(view.0),
            None => self.query(&DEFAULT_CLEAR).bind(account.0).bind(place),
        };
        query.execute(self.connection()).await?;
        Ok(())
    }
}

fn view(row: &AnyRow) -> Result<SavedView, Error> {
    Ok(SavedView {
        id: ViewId(row.try_get(0)?),
        account: AccountId(row.try_get(1)?),
        name: row.try_get(2)?,
        query: row.try_get(3)?,
        shared: row.try_get::<i64, _>(4)? == 1,
        owner: row.try_get(5)?,
        default: row.try_get::<i64, _>(6)? == 1,
    })
}
