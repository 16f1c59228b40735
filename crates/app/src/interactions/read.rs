//! Interactions read back, page by page.

use catsup_model::{Permission, Reach, Viewer, id::InteractionId, interaction::Interaction, period::Days};
use catsup_store::InteractionFilter;
use jiff::Timestamp;

use crate::{App, Error};

/// A page of interactions, the latest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The interactions.
    pub interactions: Vec<Interaction>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<Place>,
}

/// A place in the list of interactions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place(Timestamp, InteractionId);

impl std::fmt::Display for Place {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}-{}", self.0.as_microsecond(), self.1)
    }
}

/// The text named no place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this is not a cursor; use the next of a page as it was given")]
pub struct InvalidPlace;

impl std::str::FromStr for Place {
    type Err = InvalidPlace;

    fn from_str(text: &str) -> Result<Self, InvalidPlace> {
        let (at, id) = text.rsplit_once('-').ok_or(InvalidPlace)?;
        let at = at.parse().ok().and_then(|at| Timestamp::from_microsecond(at).ok());
        Ok(Self(at.ok_or(InvalidPlace)?, id.parse().map_err(|_| InvalidPlace)?))
    }
}

/// Interactions within reach that match, the latest first, at most `limit` after `cursor`. Services left empty mean
/// all within reach; `days` are days of the installation's zone.
///
/// # Errors
/// [`Error::Denied`]: single contacts are for those who may see customers.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    filter: InteractionFilter,
    days: Option<Days>,
    cursor: Option<Place>,
    limit: i64,
) -> Result<Page, Error> {
    let reach = viewer.require(Permission::ReadCustomers)?;
    let filter = within(app, &reach, filter, days).await?;
    let before = cursor.map(|Place(at, id)| (at.as_microsecond(), id));
    let mut interactions = app.store().interaction_page(&filter, before, limit + 1).await?;
    let more = i64::try_from(interactions.len()).is_ok_and(|n| n > limit);
    if more {
        interactions.pop();
    }
    let last = interactions.last().filter(|_| more);
    let next = last.map(|one| Place(one.occurred_at, one.id));
    Ok(Page { interactions, next })
}

/// The filter with its services held against the reach.
async fn within(
    app: &App,
    reach: &Reach,
    filter: InteractionFilter,
    days: Option<Days>,
) -> Result<InteractionFilter, Error> {
    let mut services = app.store().service_ids(reach).await?;
    if !filter.services.is_empty() {
        services.retain(|id| filter.services.contains(id));
    }
    let zone = app.settings().zone.clone();
    let period = days.map(|days| days.microseconds(&zone)).or(filter.period);
    Ok(InteractionFilter { services, period, ..filter })
}
