//! How many people could have answered: customers and offered surveys per service, channel and month.

use std::collections::BTreeMap;

use catsup_model::{Channel, Viewer, id::ServiceId, period::Days};
use catsup_store::{Volume, VolumePlace};
use jiff::{ToSpan as _, civil::Date};
use serde_json::json;

use super::{
    agency::SERVICES,
    chance::Chance,
    rhythm::{Moment, Rhythm},
    story::Story,
    surveys::Stream,
};
use crate::{App, Error, audit};

/// Place of the service, channel, first day of the month.
type Cell = (usize, Channel, Date);

/// A volume before its service has an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expected {
    cell: Cell,
    customers: i64,
    offered: i64,
}

/// The volumes that fit what is expected and what came.
pub(super) fn expected(seed: u64, streams: &[Stream], rhythm: &Rhythm, moments: &[Moment]) -> Vec<Expected> {
    let mut chance = Chance::of(seed, "volumes");
    let cell =
        |stream: usize, day: Date| (streams[stream].service, streams[stream].channel(), day.first_of_month());
    let mut came: BTreeMap<Cell, i64> = BTreeMap::new();
    for moment in moments {
        *came.entry(cell(moment.stream, moment.day)).or_default() += 1;
    }
    let mut expected: BTreeMap<Cell, f64> = BTreeMap::new();
    for (day, stream, responses) in rhythm.expected() {
        *expected.entry(cell(stream, day)).or_default() += responses;
    }
    let volume = |(cell, responses): (Cell, f64)| {
        let (answered, asked) = rates(cell.1);
        let answered = answered * chance.between(0.85, 1.15);
        // A month by chance busier than expected still has fewer answers than it offered surveys.
        let least = came.get(&cell).copied().unwrap_or(0) * 3;
        let offered = ((responses / answered) as i64).max(least);
        let customers = (offered as f64 / (asked * chance.between(0.92, 1.08))).ceil() as i64;
        Expected { cell, customers: customers.max(offered), offered }
    };
    expected.into_iter().map(volume).collect()
}

/// Share of those asked who answer, and share of customers who are asked.
fn rates(channel: Channel) -> (f64, f64) {
    match channel {
        Channel::Website => (0.042, 0.55),
        Channel::MobileApp => (0.088, 0.60),
        Channel::Phone => (0.105, 0.35),
        Channel::AutomatedPhone => (0.051, 0.25),
        Channel::InPerson => (0.140, 0.70),
        Channel::SelfServiceKiosk => (0.063, 0.90),
        Channel::Email => (0.120, 0.80),
        Channel::SmsTextMessages => (0.165, 0.75),
        Channel::LiveChat => (0.155, 0.85),
        _ => (0.072, 0.90),
    }
}

/// Customers of each service in the last twelve whole months, to two digits.
pub(super) fn yearly(volumes: &[Expected], today: Date) -> Vec<i64> {
    let last = today.first_of_month();
    let year = last.saturating_sub(12.months())..last;
    let customers = |service: usize| -> i64 {
        let counted = volumes.iter().filter(|one| one.cell.0 == service && year.contains(&one.cell.2));
        counted.map(|one| one.customers).sum()
    };
    (0..SERVICES.len()).map(|service| to_two_digits(customers(service))).collect()
}

fn to_two_digits(number: i64) -> i64 {
    let mut unit = 1;
    while number / unit >= 100 {
        unit *= 10;
    }
    (number + unit / 2) / unit * unit
}

/// Sets the volumes, as one change in the audit log.
pub(super) async fn set(
    app: &App,
    viewer: &Viewer,
    services: &[ServiceId],
    volumes: &[Expected],
    story: &Story,
) -> Result<(), Error> {
    let zone = app.settings().zone.clone();
    let mut transaction = app.store().begin().await?;
    for one in volumes {
        let (service, channel, first) = one.cell;
        // The current month so far: a volume counts in periods that hold all of its days.
        let days = Days { first, last: first.last_of_month().min(story.history.last) };
        let place = VolumePlace { service: services[service], channel, days };
        let volume = Volume { place, customers: Some(one.customers), offered: Some(one.offered) };
        transaction.volume_set(&volume, days.microseconds(&zone)).await?;
    }
    let detail = json!({ "volumes": volumes.len() });
    audit::record(app, &mut transaction, viewer, "demo.volumes", "demo", detail).await?;
    transaction.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_yearly_volume_has_two_digits() {
        assert_eq!([0, 7, 99, 104, 12_345, 98_765].map(to_two_digits), [0, 7, 99, 100, 12_000, 99_000]);
    }
}
