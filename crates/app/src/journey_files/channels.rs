//! Questions about channels: volumes, what follows where, resolution, containment, cost, hand-overs.

use std::collections::BTreeMap;

use catsup_journeys::channels::{
    ChannelFollows, Containment, ContainmentOptions, CostToServe, Costs, Dimension, HandOverOptions,
    HandOvers, Resolution, ResolutionOptions, Scope, Volume, channel_follows, containment, cost_to_serve,
    hand_overs, heat_map, resolution, volumes,
};
use catsup_journeys::{DirectlyFollows, EventLog};
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use super::{EdgeReport, JourneyFile, Reading, anything, confidence, discover, refused};
use crate::Error;

/// What is asked about channels.
#[derive(Debug, Clone)]
pub struct ChannelQuestion {
    /// Within which times later contacts count, in microseconds.
    pub windows_micros: Vec<i64>,
    /// Within which time a contact is about the same, in microseconds.
    pub resolution_micros: i64,
    /// Which contacts are about the same.
    pub scope: Scope,
    /// The attribute of the outcome and the values that mean that the need was met.
    pub outcome: Option<(String, Vec<String>)>,
    /// Further attributes to tell volumes by, such as the device.
    pub volumes_by: Vec<String>,
    /// The channels on which people serve themselves.
    pub self_service: Vec<String>,
    /// The attribute that holds the cost of a contact.
    pub cost: Option<String>,
    /// The cost of a contact by channel.
    pub channel_costs: BTreeMap<String, f64>,
    /// The attribute that names the organisation.
    pub organisation: Option<String>,
    /// The attribute and value that mark a contact as handed over.
    pub handed_over: Option<(String, String)>,
    /// The confidence of intervals.
    pub confidence: f64,
}

impl Default for ChannelQuestion {
    fn default() -> Self {
        let day = 86_400_000_000;
        Self {
            windows_micros: vec![day, 3 * day, 7 * day],
            resolution_micros: 7 * day,
            scope: Scope::AnyContact,
            outcome: None,
            volumes_by: vec![],
            self_service: vec![],
            cost: None,
            channel_costs: BTreeMap::new(),
            organisation: None,
            handed_over: None,
            confidence: 0.95,
        }
    }
}

impl ChannelQuestion {
    /// The columns that the question needs.
    #[must_use]
    pub fn attributes(&self) -> Vec<&str> {
        let single = [self.cost.as_deref(), self.organisation.as_deref()];
        let pairs = [self.outcome.as_ref().map(|one| &one.0), self.handed_over.as_ref().map(|one| &one.0)];
        let pairs = pairs.into_iter().flatten().map(String::as_str);
        single.into_iter().flatten().chain(pairs).chain(self.volumes_by.iter().map(String::as_str)).collect()
    }
}

/// What channels do.
#[derive(Debug, Clone, Serialize)]
pub struct ChannelReport {
    /// Contacts.
    pub contacts: u64,
    /// People.
    pub cases: u64,
    /// Contacts by channel, activity and whatever else was asked for.
    pub volumes: Vec<VolumeReport>,
    /// The zone of hours and weekdays.
    pub zone: String,
    /// For each weekday from Monday, the contacts by hour.
    pub weekday_hours: [[u64; 24]; 7],
    /// Contacts by weekday from Monday.
    pub weekdays: [u64; 7],
    /// Contacts by hour.
    pub hours: [u64; 24],
    /// Which channel directly follows which.
    pub transitions: Vec<EdgeReport>,
    /// What follows on which channel within each window.
    pub follows: ChannelFollows,
    /// First-contact resolution and repeat contacts.
    pub resolution: Resolution,
    /// What self-service settles; absent when its channels were not named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub containment: Option<Containment>,
    /// Cost to serve; absent when no cost was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<CostToServe>,
    /// Hand-overs between organisations; absent when no organisation was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hand_overs: Option<HandOvers>,
    /// Events that name no customer, where a column of customers was given.
    pub without_customer: u64,
    /// What was read.
    #[serde(flatten)]
    pub reading: Reading,
}

/// Contacts by the values of one dimension.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct VolumeReport {
    /// `channel`, `activity` or the name of an attribute.
    pub by: String,
    /// The values with their contacts.
    pub values: Vec<Volume>,
}

impl JourneyFile {
    /// Answers the questions about channels. People are the customers where their column was given, else the cases.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the question names what the log does not hold, or nothing is left.
    pub fn channels(&self, question: &ChannelQuestion) -> Result<ChannelReport, Error> {
        let (log, without_customer) = self.by_people()?;
        anything(&log)?;
        let confidence = confidence(question.confidence)?;
        let map = heat_map(&log, |micros| ahead(&self.zone, micros));
        let window = question.resolution_micros;
        let told = ResolutionOptions {
            window_micros: window,
            scope: question.scope,
            outcome: question.outcome.clone(),
            observed_until: None,
            confidence,
        };
        let contained = (!question.self_service.is_empty()).then(|| ContainmentOptions {
            self_service: question.self_service.clone(),
            window_micros: window,
            observed_until: None,
            confidence,
        });
        let costs = Costs { attribute: question.cost.clone(), by_channel: question.channel_costs.clone() };
        let priced = costs != Costs::default();
        let handed = question.organisation.clone().map(|organisation| HandOverOptions {
            organisation,
            marked: question.handed_over.clone(),
            window_micros: window,
            observed_until: None,
            confidence,
        });
        Ok(ChannelReport {
            contacts: log.events() as u64,
            cases: log.cases() as u64,
            volumes: volume_reports(&log, &question.volumes_by)?,
            zone: self.zone.iana_name().unwrap_or("the zone given").to_owned(),
            weekday_hours: map.counts,
            weekdays: map.weekdays(),
            hours: map.hours(),
            transitions: discover::edges(&DirectlyFollows::of(&log.channels_as_activities())),
            follows: channel_follows(&log, &question.windows_micros, None, confidence).map_err(refused)?,
            resolution: resolution(&log, &told).map_err(refused)?,
            containment: contained.map(|options| containment(&log, &options)).transpose().map_err(refused)?,
            cost: priced.then(|| cost_to_serve(&log, &costs)).transpose().map_err(refused)?,
            hand_overs: handed.map(|options| hand_overs(&log, &options)).transpose().map_err(refused)?,
            without_customer,
            reading: self.reading.clone(),
        })
    }
}

fn volume_reports(log: &EventLog, further: &[String]) -> Result<Vec<VolumeReport>, Error> {
    let mut dimensions = vec![("channel", Dimension::Channel), ("activity", Dimension::Activity)];
    dimensions.extend(further.iter().map(|name| (name.as_str(), Dimension::Attribute(name))));
    let told = dimensions.into_iter().map(|(by, dimension)| {
        Ok(VolumeReport { by: by.to_owned(), values: volumes(log, dimension).map_err(refused)? })
    });
    told.collect()
}

/// By how many seconds local time is ahead of UTC. A time beyond those a zone knows is taken as UTC.
fn ahead(zone: &TimeZone, micros: i64) -> i64 {
    Timestamp::from_microsecond(micros).map_or(0, |time| i64::from(zone.to_offset(time).seconds()))
}
