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

/// How long opinions are taken as they are, in seconds: moving a slider does not count responses anew.
const KEPT_SECONDS: i64 = 60;

/// Figures by touchpoint.
pub(super) type Opinions = BTreeMap<TouchpointId, Vec<GroupFigure>>;

/// The services, the days and the minute that opinions are kept for.
pub(super) type OpinionKey = (Vec<ServiceId>, Option<Days>, i64);

/// The measures of responses by touchpoint, wordings of one measure pooled; nothing for those who may not see measures.
pub(super) async fn by_touchpoint(
    app: &App,
    viewer: &Viewer,
    services: &[ServiceId],
    days: Option<Days>,
) -> Result<Opinions, Error> {
    let Ok(reach) = viewer.require(Permission::ReadMeasures) else { return Ok(BTreeMap::new()) };
    let services: Vec<ServiceId> = services.iter().copied().filter(|id| reach.has_service(*id)).collect();
    if services.is_empty() {
        return Ok(BTreeMap::new());
    }
    let key = (services.clone(), days, app.now().as_second() / KEPT_SECONDS);
    if let Some(kept) = app.journeys().opinions(&key) {
        return Ok(kept);
    }
    let by = Some(Grouping::Touchpoint);
    let query = ScorecardQuery { services, days, by, pooling: Pooling::Pooled, ..ScorecardQuery::default() };
    let scorecard = scorecards::read(app, viewer, &query).await?;
    let groups = scorecard.groups.into_iter();
    let opinions: Opinions =
        groups.filter_map(|group| Some((group.key?.parse().ok()?, group.figures))).collect();
    app.journeys().keep_opinions(key, opinions.clone());
    Ok(opinions)
}
