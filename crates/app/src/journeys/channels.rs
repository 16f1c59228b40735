//! The questions about channels: how much, when, what follows, what is settled where, at what cost, and what gets lost
//! between organisations.

use std::{collections::BTreeMap, sync::Arc};

use catsup_journeys::{
    AttributeColumn, EventLog, MISSING, Names,
    channels::{
        ChannelFollows, Containment, ContainmentOptions, CostToServe, Costs, Dimension, HandOverOptions,
        HandOvers, Resolution, ResolutionOptions, Scope, Volume, channel_follows, containment, cost_to_serve,
        hand_overs, heat_map, resolution, volumes,
    },
};
use catsup_model::{Channel, Viewer, interaction::Outcome, period::Days};
use catsup_statistics::Confidence;
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use super::{
    JourneyRule, LeftOut, Observed, ObservedQuery,
    contacts::{columns, off_thread},
    observed, sessions,
};
use crate::{App, Error, fields::invalid};

const MICROSECONDS_A_DAY: i64 = 86_400_000_000;
/// The longest window, in days.
const LONGEST_WINDOW: u16 = 366;
/// The attribute that names the organisation of a contact.
const ORGANISATION: &str = "organisation";
/// The windows of what follows on another channel, in days.
const FOLLOW_DAYS: [i64; 3] = [1, 3, 7];
/// The most paths that costs are told of.
const MOST_PATHS: usize = 50;

/// How the questions are put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelOptions {
    /// Within how many days a further contact means that the one before was not enough.
    pub window_days: u16,
}

impl Default for ChannelOptions {
    fn default() -> Self {
        Self { window_days: 7 }
    }
}

/// The answers. Whatever stands on fewer customers than the smallest cell is left out; `withheld` counts it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChannelAnswers {
    /// Contacts in all.
    pub contacts: u64,
    /// Contacts by channel.
    pub by_channel: Vec<Volume>,
    /// Contacts by activity: the type of contact.
    pub by_activity: Vec<Volume>,
    /// Contacts by class of device.
    pub by_device: Vec<Volume>,
    /// Contacts by weekday (from Monday) and hour, in the installation's zone; `None` for cells that are too small.
    pub heat: Vec<[Option<u64>; 24]>,
    /// What follows on which channel within 1, 3 and 7 days.
    pub follows: ChannelFollows,
    /// How often one contact is enough, and how often people come back.
    pub resolution: Resolution,
    /// How much self-service settles.
    pub containment: Option<Containment>,
    /// What journeys cost, in hundredths of the currency.
    pub cost: CostToServe,
    /// Where journeys cross from one organisation to another.
    pub hand_overs: HandOvers,
    /// What is part of no journey.
    pub left_out: LeftOut,
    /// How many lines were left out as too small.
    pub withheld: usize,
}

/// Answers every question about the channels of the query's scope and period.
///
/// # Errors
/// As [`super::observed`]; [`Error::Invalid`] for a window that is not 1 to 366 days.
pub async fn channels(
    app: &App,
    viewer: &Viewer,
    query: &ObservedQuery,
    options: ChannelOptions,
) -> Result<ChannelAnswers, Error> {
    let window = days_long(options.window_days)?;
    let journeys = observed::read(app, viewer, query).await?;
    let people = ObservedQuery { rule: JourneyRule::Customer, ..query.clone() };
    let people = observed::read(app, viewer, &people).await?.log;
    let settings = app.settings();
    let costs = settings.contact_costs.iter();
    let question = Question {
        window,
        until: until(app, query.days),
        zone: settings.zone.clone(),
        by_channel: costs.map(|(channel, cents)| (channel.code().to_owned(), *cents as f64)).collect(),
    };
    off_thread(move || answer(&journeys, &people, question)).await?.map_err(counting)
}

/// What the answers depend on besides the logs.
struct Question {
    window: i64,
    until: i64,
    zone: TimeZone,
    by_channel: BTreeMap<String, f64>,
}

fn answer(
    journeys: &Observed,
    people: &Arc<EventLog>,
    question: Question,
) -> catsup_journeys::Result<ChannelAnswers> {
    let (contacts, smallest) = (&journeys.contacts, journeys.smallest_cell);
    let confidence = Confidence::NINETY_FIVE;
    let mut withheld = 0;
    let mut volume = |by| -> catsup_journeys::Result<Vec<Volume>> {
        let mut lines = volumes(contacts, by)?;
        // Everybody unknown is one case: what they did is told by the number of contacts.
        let before = lines.len();
        lines.retain(|line| line.cases >= smallest || line.contacts >= smallest * 10);
        withheld += before - lines.len();
        Ok(lines)
    };
    let by_channel = volume(Dimension::Channel)?;
    let by_activity = volume(Dimension::Activity)?;
    let by_device = match contacts.attribute(columns::DEVICE) {
        Some(_) => volume(Dimension::Attribute(columns::DEVICE))?,
        None => Vec::new(),
    };
    let zone = question.zone;
    let ahead =
        |at: i64| Timestamp::from_microsecond(at).map_or(0, |at| i64::from(zone.to_offset(at).seconds()));
    let heat = heat_map(contacts, ahead);
    let shown = |n: &u64| (*n == 0 || *n >= smallest).then_some(*n);
    let heat = heat.counts.iter().map(|hours| std::array::from_fn(|hour| shown(&hours[hour]))).collect();

    let windows = FOLLOW_DAYS.map(|days| days * MICROSECONDS_A_DAY);
    let mut follows = channel_follows(people, &windows, Some(question.until), confidence)?;
    let before = follows.pairs.len();
    follows.pairs.retain(|pair| pair.probability.n >= smallest && pair.probability.successes >= smallest);
    withheld += before - follows.pairs.len();

    let told = |value: &str| has_value(people, columns::OUTCOME, value);
    let outcome = told(Outcome::Fulfilled.code())
        .then(|| (columns::OUTCOME.to_owned(), vec![Outcome::Fulfilled.code().to_owned()]));
    let options = ResolutionOptions {
        window_micros: question.window,
        scope: Scope::SameActivity,
        outcome,
        observed_until: Some(question.until),
        confidence,
    };
    let mut resolution = resolution(people, &options)?;
    for lines in [&mut resolution.by_channel, &mut resolution.by_activity] {
        let before = lines.len();
        lines.retain(|line| line.repeat_contact.as_ref().is_some_and(|rate| rate.n >= smallest));
        withheld += before - lines.len();
    }

    let self_service: Vec<String> = people
        .channel_names()
        .iter()
        .filter(|name| name.parse().is_ok_and(is_self_service))
        .map(str::to_owned)
        .collect();
    let options = ContainmentOptions {
        self_service,
        window_micros: question.window,
        observed_until: Some(question.until),
        confidence,
    };
    let mut contained =
        if options.self_service.is_empty() { None } else { Some(containment(people, &options)?) };
    if let Some(contained) = &mut contained {
        contained.escaped_to.retain(|(_, spells)| *spells >= smallest);
    }

    let attribute = journeys.log.attribute(columns::COST).map(|_| columns::COST.to_owned());
    let mut by_channel_cost = question.by_channel;
    by_channel_cost.retain(|channel, _| journeys.log.channel_names().find(channel).is_some());
    let mut cost = cost_to_serve(&journeys.log, &Costs { attribute, by_channel: by_channel_cost })?;
    let before = cost.paths.len();
    cost.paths.retain(|path| path.cases >= smallest);
    withheld += before - cost.paths.len();
    cost.paths.truncate(MOST_PATHS);

    let with_organisations = with_organisations(journeys);
    let marked = has_value(&with_organisations, columns::OUTCOME, Outcome::Transferred.code())
        .then(|| (columns::OUTCOME.to_owned(), Outcome::Transferred.code().to_owned()));
    let options = HandOverOptions {
        organisation: ORGANISATION.to_owned(),
        marked,
        window_micros: 30 * MICROSECONDS_A_DAY,
        observed_until: Some(question.until),
        confidence,
    };
    let mut hand_overs = hand_overs(&with_organisations, &options)?;
    let before = hand_overs.pairs.len();
    hand_overs.pairs.retain(|pair| pair.cases >= smallest);
    withheld += before - hand_overs.pairs.len();
    hand_overs.departures.retain(|from| from.lost.as_ref().is_none_or(|lost| lost.n >= smallest));

    Ok(ChannelAnswers {
        contacts: contacts.events() as u64,
        by_channel,
        by_activity,
        by_device,
        heat,
        follows,
        resolution,
        containment: contained,
        cost,
        hand_overs,
        left_out: journeys.left_out,
        withheld,
    })
}

/// The journeys with the organisation of every contact, by name.
fn with_organisations(journeys: &Observed) -> EventLog {
    let log = &journeys.log;
    let names: Vec<&str> = journeys.organisations.values().map(String::as_str).collect();
    let code_of = |service: &str| -> u32 {
        let service = service.parse().ok().and_then(|id| journeys.services.get(&id));
        let place = service.and_then(|service| {
            journeys.organisations.keys().position(|organisation| *organisation == service.organisation)
        });
        place.and_then(|place| u32::try_from(place).ok()).unwrap_or(MISSING)
    };
    let codes = match log.attribute(columns::SERVICE) {
        Some(column) => {
            let by_service: Vec<u32> = column.values.iter().map(code_of).collect();
            let of = |code: &u32| by_service.get(*code as usize).copied().unwrap_or(MISSING);
            column.codes.iter().map(of).collect()
        }
        None => vec![MISSING; log.events()],
    };
    let values: Names = names.into_iter().collect();
    sessions::with_attribute(log, AttributeColumn { name: ORGANISATION.to_owned(), codes, values })
}

fn has_value(log: &EventLog, attribute: &str, value: &str) -> bool {
    log.attribute(attribute).is_some_and(|column| column.values.find(value).is_some())
}

/// Channels on which people serve themselves.
fn is_self_service(channel: Channel) -> bool {
    matches!(
        channel,
        Channel::Website
            | Channel::Computer
            | Channel::Mobile
            | Channel::MobileApp
            | Channel::AutomatedPhone
            | Channel::SelfServiceKiosk
            | Channel::Chatbot
            | Channel::OtherDigital
    )
}

/// A window in microseconds.
pub(super) fn days_long(days: u16) -> Result<i64, Error> {
    if (1..=LONGEST_WINDOW).contains(&days) {
        Ok(i64::from(days) * MICROSECONDS_A_DAY)
    } else {
        Err(invalid("window_days", "out-of-range", format!("must be from 1 to {LONGEST_WINDOW} days")))
    }
}

/// The end of what was observed: now, or the end of the days that were asked for.
pub(super) fn until(app: &App, days: Option<Days>) -> i64 {
    let now = app.now().as_microsecond();
    days.map_or(now, |days| days.microseconds(&app.settings().zone).1.min(now))
}

/// What cannot be counted from a log that was made here is ours to mend.
pub(super) fn counting(error: catsup_journeys::Error) -> Error {
    Error::Internal { what: "counting journeys", source: error.into() }
}
