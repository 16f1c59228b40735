//! Cost to serve: by journey, by path and by channel.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{Error, EventLog, Result, Variants};

/// What a contact costs, in a currency of the caller's choice.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Costs {
    /// The attribute that holds the cost of a contact; it counts where it is a number.
    pub attribute: Option<String>,
    /// The cost of a contact on a channel, where the contact itself does not say.
    pub by_channel: BTreeMap<String, f64>,
}

/// What serving people costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CostToServe {
    /// Cases of which the cost of every contact is known: the ones `per_case` and `paths` are about.
    pub cases: u64,
    /// Cases with a contact of unknown cost.
    pub cases_left_out: u64,
    /// Contacts of unknown cost.
    pub contacts_without_cost: u64,
    /// The cost of all contacts whose cost is known.
    pub total: f64,
    /// Mean, median and 90th percentile of the cost of a case; `None` when no case is fully known.
    pub per_case: Option<PerCase>,
    /// By channel, the costliest in total first.
    pub channels: Vec<ChannelCost>,
    /// By path, the costliest in total first.
    pub paths: Vec<PathCost>,
}

/// The cost of a case.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PerCase {
    /// Its mean.
    pub mean: f64,
    /// Its median.
    pub median: f64,
    /// Its 90th percentile.
    pub p90: f64,
}

/// What a channel costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChannelCost {
    /// The channel; `None` for contacts without one.
    pub channel: Option<String>,
    /// Contacts of known cost.
    pub contacts: u64,
    /// Their cost.
    pub total: f64,
    /// The cost of one.
    pub mean: f64,
}

/// What the cases of one path cost.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PathCost {
    /// The activities along the path.
    pub path: Vec<String>,
    /// Its cases of known cost.
    pub cases: u64,
    /// Their cost.
    pub total: f64,
    /// The cost of one.
    pub mean: f64,
}

/// Costs are summed in thousandths, so that sums do not depend on their order.
const THOUSANDTHS: f64 = 1_000.0;

/// Adds up what contacts cost. A cost is rounded to a thousandth of the currency; a contact of unknown cost is never
/// taken as free.
///
/// ```
/// use catsup_journeys::{Event, EventLogBuilder, channels::{Costs, cost_to_serve}};
///
/// let minute = 60_000_000;
/// let mut builder = EventLogBuilder::new();
/// for (case, activity, at, channel, office) in [("ann", "form", 0, "web", "north"), ("ann", "call", 9, "phone", "south"), ("bob", "form", 3, "web", "north"), ("cid", "form", 5, "web", "north"), ("cid", "form", 6, "web", "north")] {
///     let attributes = [("office", office)];
///     builder.push(Event { case, activity, time: at * minute, channel: Some(channel), attributes: &attributes })?;
/// }
/// let log = builder.build();
/// let by_channel = [("web".to_owned(), 0.25), ("phone".to_owned(), 4.0)].into();
/// let found = cost_to_serve(&log, &Costs { attribute: None, by_channel })?;
/// assert_eq!((found.cases, found.total), (3, 5.0));
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Unknown`] for an attribute or channel the log does not have, [`Error::Option`] for a cost that is negative,
/// not finite, or above a billion.
pub fn cost_to_serve(log: &EventLog, costs: &Costs) -> Result<CostToServe> {
    let of_event = of_events(log, costs)?;
    let variants = Variants::of(log);
    let mut channels = vec![(0_u64, 0_i64); log.channel_names.len() + 1];
    let mut paths = vec![(0_u64, 0_i64); variants.list.len()];
    let (mut per_case, mut left_out) = (vec![], 0);
    for case in log.iter() {
        let known = case.events().map(|event| of_event[event]);
        match known.sum::<Option<i64>>() {
            None => left_out += 1,
            Some(cost) => {
                let path = &mut paths[variants.of_case[case.number()] as usize];
                *path = (path.0 + 1, path.1 + cost);
                per_case.push(cost);
            }
        }
    }
    for (event, cost) in of_event.iter().enumerate() {
        if let Some(cost) = cost {
            let code = log.channel.as_ref().map_or(usize::MAX, |codes| codes[event] as usize);
            let channel = &mut channels[code.min(log.channel_names.len())];
            *channel = (channel.0 + 1, channel.1 + cost);
        }
    }
    let money = |thousandths: i64| thousandths as f64 / THOUSANDTHS;
    let mut by_channel: Vec<ChannelCost> = channels
        .iter()
        .enumerate()
        .filter(|(_, (contacts, _))| *contacts > 0)
        .map(|(place, &(contacts, total))| ChannelCost {
            channel: log.channel_names.get(place as u32).map(str::to_owned),
            contacts,
            total: money(total),
            mean: money(total) / contacts as f64,
        })
        .collect();
    by_channel.sort_by(|left, right| right.total.total_cmp(&left.total));
    let mut by_path: Vec<PathCost> = variants
        .list
        .iter()
        .zip(&paths)
        .filter(|(_, (cases, _))| *cases > 0)
        .map(|(variant, &(cases, total))| PathCost {
            path: variants.path(variant).into_iter().map(str::to_owned).collect(),
            cases,
            total: money(total),
            mean: money(total) / cases as f64,
        })
        .collect();
    by_path.sort_by(|left, right| right.total.total_cmp(&left.total));
    Ok(CostToServe {
        cases: per_case.len() as u64,
        cases_left_out: left_out,
        contacts_without_cost: of_event.iter().filter(|cost| cost.is_none()).count() as u64,
        total: money(of_event.iter().flatten().sum()),
        per_case: figures(&mut per_case),
        channels: by_channel,
        paths: by_path,
    })
}

fn figures(costs: &mut [i64]) -> Option<PerCase> {
    if costs.is_empty() {
        return None;
    }
    let mean = costs.iter().sum::<i64>() as f64 / costs.len() as f64 / THOUSANDTHS;
    let quantile = |costs: &mut [i64], q| crate::quantiles::quantile(costs, q) / THOUSANDTHS;
    Some(PerCase { mean, median: quantile(costs, 0.5), p90: quantile(costs, 0.9) })
}

/// The cost of each event in thousandths, where it is known.
fn of_events(log: &EventLog, costs: &Costs) -> Result<Vec<Option<i64>>> {
    let mut of_channel = vec![None; log.channel_names.len()];
    for (channel, &cost) in &costs.by_channel {
        of_channel[log.channel_code(channel)? as usize] = Some(thousandths(cost)?);
    }
    let own = costs.attribute.as_deref().map(|name| log.attribute_column(name)).transpose()?;
    let numbers = match own {
        None => vec![],
        Some(column) => column
            .numbers()
            .into_iter()
            .map(|cost| cost.map(thousandths).transpose())
            .collect::<Result<_>>()?,
    };
    let cost = |event: usize| {
        let stated = own.and_then(|column| numbers.get(column.codes[event] as usize).copied().flatten());
        let channel = || of_channel.get(log.channel.as_ref()?[event] as usize).copied().flatten();
        stated.or_else(channel)
    };
    Ok((0..log.events()).map(cost).collect())
}

fn thousandths(cost: f64) -> Result<i64> {
    if (0.0..=1e9).contains(&cost) {
        Ok((cost * THOUSANDTHS).round() as i64)
    } else {
        Err(Error::Option {
            option: "cost",
            value: cost.to_string(),
            allowed: "a number from 0 to a billion",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::detailed;

    #[test]
    fn an_unknown_cost_is_not_free() {
        let log = detailed(&[
            ("1", "page", 0, "web", ""),
            ("1", "call", 1, "phone", "cost=4.5"),
            ("2", "page", 0, "web", ""),
            ("2", "call", 1, "phone", ""),
            ("3", "visit", 0, "desk", ""),
        ]);
        let by_channel = BTreeMap::from([("web".to_owned(), 0.25), ("phone".to_owned(), 6.0)]);
        let costs = Costs { attribute: Some("cost".into()), by_channel };
        let found = cost_to_serve(&log, &costs).unwrap();
        assert_eq!(
            (found.cases, found.cases_left_out, found.contacts_without_cost, found.total),
            (2, 1, 1, 11.0)
        );
        assert_eq!(found.per_case, Some(PerCase { mean: 5.5, median: 5.5, p90: 6.1 }));
        assert_eq!(found.paths.len(), 1);
        let phone = &found.channels[0];
        assert_eq!((phone.channel.as_deref(), phone.contacts, phone.mean), (Some("phone"), 2, 5.25));
    }

    #[test]
    fn an_impossible_cost_is_refused() {
        let log = detailed(&[("1", "page", 0, "web", "")]);
        let costs = |channel: &str, cost| Costs {
            attribute: None,
            by_channel: BTreeMap::from([(channel.to_owned(), cost)]),
        };
        assert!(matches!(cost_to_serve(&log, &costs("web", -1.0)), Err(Error::Option { .. })));
        assert!(matches!(cost_to_serve(&log, &costs("fax", 1.0)), Err(Error::Unknown { .. })));
    }
}
