//! A funnel over chosen steps: how many go on, and how many are lost.

use catsup_journeys::{DropOff, DurationSummary, FunnelStep, drop_off, funnel};
use catsup_model::{Viewer, period::Days};
use catsup_statistics::Confidence;
use serde::Serialize;

use super::{Observed, ObservedQuery, contacts::off_thread, observed, people, people::uncounted};
use crate::{App, Error, scorecards::Share};

/// A funnel, and where journeys end.
#[derive(Debug, Clone, Serialize)]
pub struct Funnel {
    /// Name of what it is about.
    pub scope: String,
    /// The days; all history when `None`.
    pub days: Option<Days>,
    /// First and last day of any contact in the scope.
    pub extent: Option<Days>,
    /// Every activity that enough people did, by name: what a funnel can be made of.
    pub activities: Vec<String>,
    /// How many journeys.
    pub journeys: u64,
    /// The steps asked for, in their order.
    pub steps: Vec<Stage>,
    /// Activities with the share of journeys that end there, the largest share first.
    pub ends: Vec<End>,
    /// Nothing that fewer people did is shown.
    pub smallest_cell: u64,
}

/// One step of a funnel.
#[derive(Debug, Clone, Serialize)]
pub struct Stage {
    /// The activity.
    pub activity: String,
    /// Journeys that reached it after all steps before; `None` where these are too few to show.
    pub reached: Option<u64>,
    /// Of all journeys.
    pub of_all: Option<Share>,
    /// Of the journeys that reached the step before.
    pub of_previous: Option<Share>,
    /// Journeys lost on the way from the step before.
    pub dropped: Option<u64>,
    /// The time from the step before, in seconds.
    pub time: Option<DurationSummary>,
}

/// An activity and how many of its journeys end with it.
#[derive(Debug, Clone, Serialize)]
pub struct End {
    /// The activity.
    pub activity: String,
    /// The journeys that have it.
    pub journeys: u64,
    /// The share of these that end with it.
    pub share: Share,
}

/// Reads a funnel over `steps`, in this order, whatever lies between them. Steps that no journey has are left out.
///
/// # Errors
/// As [`observed`].
pub async fn drop_offs(
    app: &App,
    viewer: &Viewer,
    query: &ObservedQuery,
    steps: &[String],
) -> Result<Funnel, Error> {
    let observed = observed(app, viewer, query).await?;
    let steps = steps.to_vec();
    off_thread(move || counted(&observed, &steps)).await?
}

fn counted(observed: &Observed, steps: &[String]) -> Result<Funnel, Error> {
    let smallest = observed.smallest_cell;
    let (log, _) = people::without_rare(&observed.log, smallest)?;
    let known: std::collections::HashSet<u32> = log.activities().iter().copied().collect();
    let mut activities: Vec<String> =
        known.iter().filter_map(|code| log.activity_names().get(*code).map(str::to_owned)).collect();
    activities.sort();
    let asked: Vec<&str> =
        steps.iter().map(String::as_str).filter(|step| activities.iter().any(|one| one == step)).collect();
    let level = Confidence::NINETY_FIVE;
    let stages =
        if asked.is_empty() { Vec::new() } else { funnel(&log, &asked, level).map_err(uncounted)? };
    let ends = if log.is_empty() { Vec::new() } else { drop_off(&log, &[], level).map_err(uncounted)? };
    let mut ends: Vec<End> = ends.iter().filter(|one| one.cases >= smallest).map(end).collect();
    ends.sort_by(|one, other| other.share.share.total_cmp(&one.share.share));
    Ok(Funnel {
        scope: observed.scope.clone(),
        days: observed.days,
        extent: observed.extent,
        activities,
        journeys: log.cases() as u64,
        steps: stages.iter().map(|step| stage(step, smallest)).collect(),
        ends,
        smallest_cell: smallest,
    })
}

fn stage(step: &FunnelStep, smallest: u64) -> Stage {
    let enough = step.reached == 0 || step.reached >= smallest;
    let share =
        |one: &Option<catsup_statistics::Proportion>| one.as_ref().filter(|_| enough).map(Share::from);
    let lost = step.dropped == 0 || step.dropped >= smallest;
    Stage {
        activity: step.activity.clone(),
        reached: enough.then_some(step.reached),
        of_all: share(&step.of_all),
        of_previous: share(&step.of_previous),
        dropped: (enough && lost).then_some(step.dropped),
        time: step.from_previous.filter(|time| time.n >= smallest),
    }
}

fn end(one: &DropOff) -> End {
    End { activity: one.activity.clone(), journeys: one.cases, share: Share::from(&one.ended) }
}
