//! The responses that a query speaks of, for whatever is computed from them beside a scorecard.

use catsup_model::{Permission, Viewer, id::OrganisationId, query::Filter};

use super::{ScorecardQuery, read, scope::Scope, series::Wordings};
use crate::{App, Error};

/// What a query speaks of, as far as the viewer may see it.
pub(crate) struct Filtered {
    /// What it is called.
    pub(crate) scope: String,
    /// Organisations down to it, outermost first.
    pub(crate) path: Vec<(OrganisationId, String)>,
    /// Its responses.
    pub(crate) filter: Filter,
}

impl Filtered {
    /// Finds the responses of a query's scope and period.
    ///
    /// # Errors
    /// [`Error::Denied`]; [`Error::NotFound`] when the organisation or a service does not exist or lies outside the
    /// viewer's reach.
    pub(crate) async fn of(app: &App, viewer: &Viewer, query: &ScorecardQuery) -> Result<Self, Error> {
        let reach = viewer.require(Permission::ReadMeasures)?;
        let scope = Scope::find(app, &reach, query).await?;
        let wordings = if query.rated.is_empty() { Wordings::default() } else { read::wordings(app).await? };
        let filter = read::filter(query, scope.ids(), query.days, &app.settings(), &wordings);
        Ok(Self { scope: scope.name, path: scope.path, filter })
    }
}
