//! Who answers: language, region, first visit or not, device.

use std::collections::BTreeMap;

use catsup_model::{Channel, Language};

use super::{chance::Chance, surveys::Stream};

/// Regions and their part of the population.
const REGIONS: [(&str, f64); 5] =
    [("Metro", 0.38), ("Valley", 0.20), ("Coast", 0.18), ("North", 0.14), ("South", 0.10)];

/// Someone who answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Customer {
    /// The language they speak and answer in.
    pub(super) language: Language,
    /// Where they live.
    pub(super) region: &'static str,
    /// Whether they use the service for the first time.
    pub(super) first_time: bool,
    /// Class of the device, on channels where it is known.
    pub(super) device: Option<&'static str>,
}

impl Customer {
    /// Someone whom this stream meets.
    pub(super) fn met(chance: &mut Chance, stream: &Stream) -> Self {
        let service = stream.service();
        let spanish = chance.happens(service.spanish);
        let first_time = match service.key {
            "first_passport" => 0.85,
            "child_care" | "permits" => 0.50,
            "food" => 0.25,
            _ => 0.40,
        };
        Self {
            language: if spanish { Language::Es } else { Language::En },
            region: REGIONS[chance.weighted(&REGIONS.map(|(_, share)| share))].0,
            first_time: chance.happens(first_time),
            device: device(chance, stream.channel()),
        }
    }

    /// The attributes that segments are made of.
    pub(super) fn segments(&self) -> BTreeMap<String, String> {
        let visit = if self.first_time { "first time" } else { "returning" };
        let pairs = [("region", self.region), ("visit", visit)];
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }
}

fn device(chance: &mut Chance, channel: Channel) -> Option<&'static str> {
    let shares = match channel {
        Channel::Website | Channel::LiveChat => [0.40, 0.08, 0.52],
        Channel::MobileApp => [0.92, 0.08, 0.0],
        Channel::SmsTextMessages => [1.0, 0.0, 0.0],
        Channel::Email => [0.45, 0.05, 0.50],
        _ => return None,
    };
    Some(["phone", "tablet", "computer"][chance.weighted(&shares)])
}
