//! What the customers of the made-up agency did, contact by contact, on every channel.

mod clock;
mod paths;
mod speakers;
mod stories;

use std::collections::BTreeMap;

use catsup_model::{
    Channel, Language,
    id::InteractionId,
    interaction::{CustomerKey, Interaction},
};
use jiff::{SignedDuration, Timestamp};

use self::{
    clock::Opening,
    paths::{Path, Step},
    stories::STORIES,
};
use super::{agency::SERVICES, chance::Chance, directory::Directory, library::MENDED_DAYS_AGO, story::Story};
use crate::{App, Error};

/// The most contacts that are made, however many responses there are.
const MOST: usize = 150_000;
/// Contacts to each response.
const PER_RESPONSE: f64 = 2.5;
/// Contacts to each customer.
const PER_CUSTOMER: f64 = 3.75;
/// Share of contacts of which nobody knows whose they are: pages that were only read.
const ANONYMOUS: f64 = 0.04;
/// Contacts stored by one statement.
const BATCH: usize = 2_500;

pub(super) use self::speakers::Speakers;

/// A contact before its places have ids.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Contact {
    /// Number of the customer; `None` for nobody known.
    pub(super) customer: Option<usize>,
    /// What was done, where and how it ended.
    pub(super) step: Step,
    /// When.
    pub(super) at: Timestamp,
    /// What the journey is called, where it is a case.
    pub(super) case: Option<String>,
    language: Language,
    device: Option<&'static str>,
    seconds: (Option<i64>, Option<i64>),
}

/// The contacts that come with so many responses.
pub(super) fn told(app: &App, seed: u64, responses: u32, story: &Story) -> Vec<Contact> {
    let wanted = ((f64::from(responses) * PER_RESPONSE) as usize).min(MOST);
    made(seed, wanted, story, &Opening::new(app.settings().zone.clone()), app.now())
}

/// Adds the contacts.
pub(super) async fn add(app: &App, directory: &Directory, contacts: &[Contact]) -> Result<(), Error> {
    let people = contacts.iter().filter_map(|contact| contact.customer).max().map_or(0, |last| last + 1);
    let keys: Vec<CustomerKey> = (0..people).map(|number| customer_key(app, number)).collect();
    let mut transaction = app.store().begin().await?;
    for batch in contacts.chunks(BATCH) {
        let batch: Vec<Interaction> =
            batch.iter().map(|contact| interaction(app, directory, &keys, contact)).collect();
        transaction.interaction_upsert(&batch).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// What stands for a customer, by what the agency's own systems call them.
pub(super) fn customer_key(app: &App, number: usize) -> CustomerKey {
    app.keys().customer(&format!("C-{:06}", number + 1))
}

fn customers(wanted: usize) -> usize {
    ((wanted as f64 / PER_CUSTOMER) as usize).max(1)
}

/// As many contacts as wanted, in order of time: journeys of every customer, then further ones of some.
pub(super) fn made(
    seed: u64,
    wanted: usize,
    story: &Story,
    opening: &Opening,
    now: Timestamp,
) -> Vec<Contact> {
    let mut chance = Chance::of(seed, "contacts");
    let people = customers(wanted);
    let anonymous = (wanted as f64 * ANONYMOUS) as usize;
    let mut contacts: Vec<Contact> = Vec::with_capacity(wanted + 16);
    let weights: Vec<f64> = STORIES.iter().map(|one| one.weight).collect();
    let mut next = 0;
    // Of its own, so that everything else is told as it would be without.
    let mut spared = Chance::of(seed, "spared calls");
    let mended = now - SignedDuration::from_hours(24 * MENDED_DAYS_AGO);
    while contacts.len() < wanted - anonymous {
        let customer = if next < people { next } else { chance.below(people) };
        next += 1;
        let told = &STORIES[chance.weighted(&weights)];
        let mut path = Path::default();
        (told.tell)(&mut path, &mut chance);
        let service = &SERVICES[path.steps()[0].place.service];
        let language = if chance.happens(service.spanish) { Language::Es } else { Language::En };
        let case = told.case.map(|prefix| format!("{prefix}-{next:06}"));
        let mut at = opening.start(&mut chance, story, &service.months);
        for step in path.into_steps() {
            at = opening.after(&mut chance, at, &step);
            let Some(moment) = opening.instant(at).filter(|moment| *moment < now) else { break };
            if moment > mended && step.activity == stories::PHOTO_CALL && spared.happens(stories::SPARED) {
                continue;
            }
            if contacts.len() == wanted - anonymous {
                break;
            }
            let (device, seconds) = (device(&mut chance, step.place.channel), seconds(&mut chance, &step));
            contacts.push(Contact {
                customer: Some(customer),
                at: moment,
                case: case.clone(),
                language,
                device,
                seconds,
                step,
            });
        }
    }
    while contacts.len() < wanted {
        let step = stories::page_read(&mut chance);
        let at = opening.start(&mut chance, story, &SERVICES[step.place.service].months);
        let at = opening.after(&mut chance, at, &step);
        let Some(moment) = opening.instant(at).filter(|moment| *moment < now) else { continue };
        let device = device(&mut chance, step.place.channel);
        let seconds = seconds(&mut chance, &step);
        let language = Language::En;
        contacts.push(Contact { customer: None, at: moment, case: None, language, device, seconds, step });
    }
    contacts.sort_by_key(|contact| contact.at);
    contacts
}

fn device(chance: &mut Chance, channel: Channel) -> Option<&'static str> {
    let shares = match channel {
        Channel::Website | Channel::LiveChat => [0.42, 0.08, 0.50],
        Channel::MobileApp => [0.92, 0.08, 0.0],
        Channel::SmsTextMessages => [1.0, 0.0, 0.0],
        _ => return None,
    };
    Some(["phone", "tablet", "computer"][chance.weighted(&shares)])
}

/// Seconds waited and seconds it took, where the channel knows them.
fn seconds(chance: &mut Chance, step: &Step) -> (Option<i64>, Option<i64>) {
    let mut between = |low: f64, high: f64| Some(chance.between(low, high) as i64);
    match step.place.channel {
        Channel::Phone => (between(40.0, 1500.0), between(150.0, 1100.0)),
        Channel::AutomatedPhone => (between(0.0, 15.0), between(40.0, 160.0)),
        Channel::InPerson => (between(240.0, 3600.0), between(300.0, 1500.0)),
        Channel::LiveChat => (between(10.0, 420.0), between(180.0, 1200.0)),
        Channel::Email => (between(7_200.0, 180_000.0), between(240.0, 900.0)),
        Channel::PostalMail => (None, None),
        _ => (None, between(25.0, 780.0)),
    }
}

fn interaction(app: &App, directory: &Directory, keys: &[CustomerKey], contact: &Contact) -> Interaction {
    let place = contact.step.place;
    let touchpoint = place.touchpoint.map(|touchpoint| directory.touchpoints[place.service][touchpoint]);
    let (wait_seconds, handle_seconds) = contact.seconds;
    Interaction {
        id: InteractionId(app.next_id()),
        service: directory.services[place.service],
        touchpoint,
        channel: place.channel,
        customer: contact.customer.map(|number| keys[number]),
        case: contact.case.clone(),
        activity: contact.step.activity.to_owned(),
        intention: Some(contact.step.intention.to_owned()),
        outcome: Some(contact.step.outcome),
        occurred_at: contact.at,
        received_at: contact.at,
        wait_seconds,
        handle_seconds,
        cost_cents: None,
        device: contact.device.map(str::to_owned),
        language: Some(contact.language),
        attributes: BTreeMap::new(),
        source: "demo".to_owned(),
        external_key: None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::{civil::date, tz::TimeZone};

    use super::*;

    fn contacts(seed: u64) -> Vec<Contact> {
        let opening = Opening::new(TimeZone::get("America/New_York").unwrap());
        let now = "2026-03-10T15:00:00Z".parse().unwrap();
        made(seed, 6_000, &Story::told_on(date(2026, 3, 10)), &opening, now)
    }

    #[test]
    fn as_many_come_as_were_wanted_each_from_its_customer_and_none_from_the_future() {
        let made = contacts(1);
        assert_eq!((made.len(), customers(6_000)), (6_000, 1_600));
        let known: std::collections::BTreeSet<usize> = made.iter().filter_map(|one| one.customer).collect();
        assert!(known.len() > 1_500, "{}", known.len());
        assert_eq!(made.iter().filter(|one| one.customer.is_none()).count(), 240);
        let now: Timestamp = "2026-03-10T15:00:00Z".parse().unwrap();
        assert!(made.iter().all(|one| one.at < now) && made.is_sorted_by_key(|one| one.at));
        assert_eq!(made, contacts(1));
        assert_ne!(made, contacts(2));
    }

    #[test]
    fn staffed_channels_rest_at_night_and_on_sundays() {
        let zone = TimeZone::get("America/New_York").unwrap();
        for contact in contacts(1).iter().filter(|one| one.step.place.channel == Channel::Phone) {
            let local = contact.at.to_zoned(zone.clone());
            assert!((8..18).contains(&local.hour()), "{local}");
            assert_ne!(local.weekday(), jiff::civil::Weekday::Sunday, "{local}");
        }
    }
}
