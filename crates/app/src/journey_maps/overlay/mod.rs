//! The overlay: what people really did at each step of a map, and where they left it.

mod departures;
mod seen;
mod tally;

use catsup_model::{
    Measure, Scale, Viewer,
    id::{JourneyMapId, TouchpointId},
    journey_map::{MapScope, Step},
    period::Days,
};

pub use self::seen::{Count, Departure, Ended, Leaving, NextStep, Seen, StepSeen, Unexpected};
use self::tally::Tallies;
use super::{Opened, find};
use crate::{
    App, Error,
    journeys::{self, JourneyRule, LeftOut, Observed, ObservedQuery},
    scorecards::{self, Figure, GroupFigure, Pooling, ScorecardQuery, Share},
};

/// Which contacts are laid over a map, and what makes a journey of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OverlayQuery {
    /// The days in the installation's zone; all history when `None`.
    pub days: Option<Days>,
    /// What makes a journey.
    pub rule: JourneyRule,
}

/// A map with what people really did.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    /// First and last day of any contact in the scope, whatever the period.
    pub extent: Option<Days>,
    /// Journeys with at least one step of the map.
    pub journeys: Seen<Count>,
    /// The share of them that never left the map, with how many journeys it is of.
    pub fitting: Option<(Share, u64)>,
    /// How well they follow it to its end: the mean over journeys, 1 for one without any departure that took every
    /// required step.
    pub fitness: Option<f64>,
    /// What was seen at each step, in the order of the map.
    pub steps: Vec<StepSeen>,
    /// Activities of these journeys that no step names, the most frequent first.
    pub unexpected: Vec<Unexpected>,
    /// Contacts that are part of no journey.
    pub left_out: LeftOut,
    /// Figures from fewer people than this are withheld.
    pub smallest_cell: u64,
}

/// Lays what people did over a map, as far as `viewer` may see it.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Denied`]; [`Error::Invalid`] when the period holds more contacts than can be held at once.
pub async fn overlay(
    app: &App,
    viewer: &Viewer,
    id: JourneyMapId,
    query: &OverlayQuery,
) -> Result<(Opened, Overlay), Error> {
    let opened = find(app, viewer, id).await?;
    let mut asked = ObservedQuery { days: query.days, rule: query.rule, ..ObservedQuery::default() };
    match opened.map.scope {
        MapScope::Service(service) => asked.services.push(service),
        MapScope::LifeExperience(experience) => asked.life_experience = Some(experience),
    }
    let observed = journeys::observed(app, viewer, &asked).await?;
    let steps: Vec<Step> = opened.map.design.steps().cloned().collect();
    let (log, rule) = (observed.log.clone(), query.rule);
    let smallest = observed.smallest_cell;
    let count = move || Tallies::of(&log, &steps, rule).seen(&steps, smallest);
    let counted = tokio::task::spawn_blocking(count).await;
    let mut overlay =
        counted.map_err(|error| Error::Internal { what: "counting journeys", source: error.into() })?;
    for (step, seen) in opened.map.design.steps().zip(&mut overlay.steps) {
        let figures = opinions(app, viewer, &observed, &step.touchpoints, query.days).await?;
        seen.satisfaction = headline(&figures, Measure::Satisfaction);
        seen.trust = headline(&figures, Measure::Trust);
    }
    overlay.extent = observed.extent;
    overlay.left_out = observed.left_out;
    Ok((opened, overlay))
}

/// What people said at the touchpoints of a step.
async fn opinions(
    app: &App,
    viewer: &Viewer,
    observed: &Observed,
    touchpoints: &[TouchpointId],
    days: Option<Days>,
) -> Result<Vec<GroupFigure>, Error> {
    // Those beyond the viewer's reach stay untold.
    let known: Vec<TouchpointId> =
        touchpoints.iter().copied().filter(|id| observed.touchpoints.contains_key(id)).collect();
    match known.as_slice() {
        [] => Ok(Vec::new()),
        [one] => Ok(observed.opinions.get(one).cloned().unwrap_or_default()),
        _ if observed.opinions.is_empty() => Ok(Vec::new()),
        // Means of means would be wrong: the answers of all of them are counted together.
        _ => {
            let services = observed.services.keys().copied().collect();
            let query = ScorecardQuery {
                services,
                touchpoints: known,
                days,
                pooling: Pooling::Pooled,
                ..ScorecardQuery::default()
            };
            let scorecard = scorecards::read(app, viewer, &query).await?;
            let figure = |series: scorecards::MeasureSeries| GroupFigure {
                measure: series.measure,
                scale: series.scale,
                figure: series.figure,
                difference: None,
            };
            Ok(scorecard.measures.into_iter().map(figure).collect())
        }
    }
}

/// The figure of a measure: on several scales the one most people answered.
fn headline(figures: &[GroupFigure], measure: Measure) -> Option<(Scale, Figure)> {
    let of_measure = figures.iter().filter(|figure| figure.measure == measure);
    let rank = |figure: &&GroupFigure| match &figure.figure {
        Figure::Shown(summary) => summary.n + 1,
        Figure::TooFew => 1,
        Figure::Nothing => 0,
    };
    let best = of_measure.max_by_key(rank).filter(|figure| figure.figure != Figure::Nothing)?;
    Some((best.scale, best.figure.clone()))
}
