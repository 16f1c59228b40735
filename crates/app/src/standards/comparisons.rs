//! Services that promise the same, side by side: the same kind of promise, the same time and channel, in the same year.

use std::collections::{BTreeMap, HashMap, HashSet};

use catsup_model::{
    Permission, Reach, Viewer,
    calendar::Within,
    id::{ServiceId, StandardId},
    standard::{FiscalYear, MeasuredFrom, Standard, StandardChannel, StandardKind},
};
use catsup_store::Shown;

use super::{League, list::judged};
use crate::{App, Error};

/// The most comparisons that are shown.
const MOST: usize = 3;

/// Services that promise the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The kind of promise.
    pub kind: StandardKind,
    /// The time promised.
    pub within: Within,
    /// The channel.
    pub channel: StandardChannel,
    /// The fiscal year of the results.
    pub year: FiscalYear,
    /// The services.
    pub league: League,
}

/// Services within reach that promise the same, those with the most services first.
///
/// # Errors
/// [`Error::Denied`].
pub async fn comparisons(app: &App, viewer: &Viewer) -> Result<Vec<Comparison>, Error> {
    let reach = viewer.require(Permission::ReadDirectory)?;
    let ids: Option<Vec<ServiceId>> = match &reach {
        Reach::Everything => None,
        Reach::Part { services, .. } => Some(services.iter().copied().collect()),
    };
    let mut alike: HashMap<Promise, Vec<Standard>> = HashMap::new();
    for standard in app.store().standard_list(ids.as_deref(), Shown::All).await? {
        if let Some(promise) = Promise::of(&standard) {
            alike.entry(promise).or_default().push(standard);
        }
    }
    alike.retain(|_, standards| standards.len() >= super::league::FEWEST);
    if alike.is_empty() {
        return Ok(Vec::new());
    }
    let standards: Vec<StandardId> = alike.values().flatten().map(|standard| standard.id).collect();
    let results = judged(app, &standards).await?;
    let services = app.store().service_list(ids.as_deref()).await?;
    let names: HashMap<ServiceId, String> =
        services.into_iter().map(|service| (service.id, service.name.to_string())).collect();
    let smallest = app.settings().smallest_cell;
    let mut found = Vec::new();
    for (promise, standards) in alike {
        let mut years: BTreeMap<FiscalYear, Vec<(String, u64, u64)>> = BTreeMap::new();
        let mut seen = HashSet::new();
        for standard in &standards {
            let Some(name) = names.get(&standard.service) else { continue };
            for result in results.get(&standard.id).into_iter().flatten() {
                // A service that promises it twice would be held against itself.
                if let (Some(share), true) =
                    (result.share, seen.insert((standard.service, result.result.year)))
                {
                    let unit = (name.clone(), share.successes, share.n);
                    years.entry(result.result.year).or_default().push(unit);
                }
            }
        }
        // The latest year in which enough can be compared.
        let league =
            years.into_iter().rev().find_map(|(year, units)| Some((year, League::of(units, smallest)?)));
        if let Some((year, league)) = league {
            let Promise { kind, within, channel, .. } = promise;
            found.push(Comparison { kind, within, channel, year, league });
        }
    }
    found.sort_by_key(|one| {
        (std::cmp::Reverse(one.league.units.len()), one.kind, one.within.to_string(), one.channel)
    });
    found.truncate(MOST);
    Ok(found)
}

/// What makes two promises the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Promise {
    kind: StandardKind,
    within: Within,
    channel: StandardChannel,
    from: Option<MeasuredFrom>,
}

impl Promise {
    fn of(standard: &Standard) -> Option<Self> {
        let within = standard.threshold?;
        Some(Self { kind: standard.kind, within, channel: standard.channel, from: standard.measured_from })
    }
}
