//! What people said at the touchpoints of a journey.

use std::collections::BTreeMap;

use catsup_model::{
    Permission, Viewer,
    id::{ServiceId, TouchpointId},
    period::Days,
};

use crate::{
    App, Error,
    scorecards::{self, GroupFigure, Grouping, Pooling, ScorecardQuery},
};

/// The measures of responses by touchpoint, wordings of one measure pooled; nothing for those who may not see measures.
pub(super) async fn by_touchpoint(
    app: &App,
    viewer: &Viewer,
    services: &[ServiceId],
    days: Option<Days>,
) -> Result<BTreeMap<TouchpointId, Vec<GroupFigure>>, Error> {
    let Ok(reach) = viewer.require(Permission::ReadMeasures) else { return Ok(BTreeMap::new()) };
    let services: Vec<ServiceId> = services.iter().copied().filter(|id| reach.has_service(*id)).collect();
    if services.is_empty() {
        return Ok(BTreeMap::new());
    }
    let by = Some(Grouping::Touchpoint);
    let query = ScorecardQuery { services, days, by, pooling: Pooling::Pooled, ..ScorecardQuery::default() };
    let scorecard = scorecards::read(app, viewer, &query).await?;
    let groups = scorecard.groups.into_iter();
    Ok(groups.filter_map(|group| Some((group.key?.parse().ok()?, group.figures))).collect())
}
