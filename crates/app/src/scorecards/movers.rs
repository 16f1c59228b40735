//! What moved most: every measure of every service against the period before.

use std::collections::BTreeMap;

use catsup_analytics::MeasureEngine as _;
use catsup_model::{Measure, Permission, Scale, Viewer, id::ServiceId, period::Days, query::Dimension};
use serde::Serialize;

use super::{
    Change, Pooling, ScorecardQuery, change,
    counting::{Counting, measure_wordings},
    read::{filter, wordings},
    scope::Scope,
    series::Distributions,
};
use crate::{App, Error};

/// A measure of a service that moved more than chance explains.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mover {
    /// The service.
    pub service: ServiceId,
    /// Its name.
    pub name: String,
    /// The measure.
    pub measure: Measure,
    /// The scale it was asked on.
    pub scale: Scale,
    /// How it moved.
    pub change: Change,
}

/// The measures of single services that moved between the period before and `days`, the largest move in relation to
/// its scale first, at most `most`. All services and measures are judged together, each wording apart.
///
/// # Errors
/// [`Error::Denied`].
pub async fn movers(app: &App, viewer: &Viewer, days: Days, most: usize) -> Result<Vec<Mover>, Error> {
    let reach = viewer.require(Permission::ReadMeasures)?;
    let settings = app.settings();
    let query = ScorecardQuery::default();
    let (scope, wordings) = tokio::try_join!(Scope::find(app, &reach, &query), wordings(app))?;
    let counting = Counting {
        app,
        settings: &settings,
        filter: filter(&query, scope.ids(), Some(days), &settings, &wordings),
        measures: measure_wordings(&wordings),
    };
    if counting.measures.is_empty() {
        return Ok(Vec::new());
    }
    let periods = [days, days.previous()];
    let asked = periods.map(|days| counting.measures_by(vec![Dimension::Service], Some(days)));
    let counted = app.counts_together(&asked).await?;
    let mut counted = counted.iter().map(|counts| Distributions::of(counts, &wordings, Pooling::Apart));
    let (now, before) = (counted.next().unwrap_or_default(), counted.next().unwrap_or_default());
    let names: BTreeMap<String, &(ServiceId, String)> =
        scope.services.iter().map(|service| (service.0.to_string(), service)).collect();
    let mut movers = Vec::new();
    for key in now.keys() {
        for (group, counts) in now.groups(key) {
            let named = group.as_ref().and_then(|group| names.get(group));
            let earlier = before.get(key, std::slice::from_ref(group));
            if let (Some((service, name)), Some(earlier)) = (named, earlier)
                && let Some(change) = change::compare(key.1, counts, earlier, settings.smallest_cell)
            {
                movers.push(Mover {
                    service: *service,
                    name: name.clone(),
                    measure: key.0,
                    scale: key.1,
                    change,
                });
            }
        }
    }
    change::adjust_together(movers.iter_mut().map(|mover| &mut mover.change));
    movers.retain(|mover| mover.change.is_significant());
    movers.sort_by(|one, other| size(other).total_cmp(&size(one)));
    movers.truncate(most);
    Ok(movers)
}

/// The move as a share of what the scale's headline can span.
fn size(mover: &Mover) -> f64 {
    let span = match mover.scale {
        Scale::Likelihood11 => 200.0,
        scale if scale.is_binary() => 1.0,
        scale => (scale.range().end() - scale.range().start()) as f64,
    };
    mover.change.difference.abs() / span
}
