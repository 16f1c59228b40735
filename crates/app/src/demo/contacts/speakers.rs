//! Who of the customers speaks up: responses are given by people who were there shortly before, and who left as they say.

use std::collections::{HashMap, HashSet};

use catsup_model::interaction::Outcome;
use jiff::{SignedDuration, Timestamp};

use super::{super::answers::Tone, Contact};

/// How long after a contact people answer.
const WITHIN: SignedDuration = SignedDuration::from_hours(72);
/// How many contacts back are looked at.
const LOOKED_AT: usize = 60;

/// Contacts by place, each of which is spoken of once at most.
pub(in crate::demo) struct Speakers(HashMap<(usize, usize), Vec<Speaker>>);

struct Speaker {
    at: Timestamp,
    customer: usize,
    outcome: Outcome,
    spoke: bool,
}

impl Speakers {
    /// All who could speak of these contacts, which come in order of time.
    pub(in crate::demo) fn of(contacts: &[Contact]) -> Self {
        let mut places: HashMap<(usize, usize), Vec<Speaker>> = HashMap::new();
        for contact in contacts {
            let place = contact.step.place;
            if let (Some(customer), Some(touchpoint)) = (contact.customer, place.touchpoint) {
                let speaker =
                    Speaker { at: contact.at, customer, outcome: contact.step.outcome, spoke: false };
                places.entry((place.service, touchpoint)).or_default().push(speaker);
            }
        }
        Self(places)
    }

    /// A customer who was at a place (service and touchpoint) within three days before, and left it in this tone.
    pub(in crate::demo) fn after(
        &mut self,
        place: (usize, usize),
        at: Timestamp,
        tone: Tone,
    ) -> Option<usize> {
        // Two in five answer without a link of their own.
        if at.as_second().rem_euclid(5) < 2 {
            return None;
        }
        let there = self.0.get_mut(&place)?;
        let until = there.partition_point(|one| one.at <= at);
        let recent = there[..until].iter_mut().rev().take(LOOKED_AT);
        let mut recent = recent.take_while(|one| at.duration_since(one.at) <= WITHIN);
        // A response is about the last contact there, so that an earlier one is spoken of no more.
        let mut met = HashSet::new();
        let speaker = recent.find(|one| met.insert(one.customer) && !one.spoke && fits(one.outcome, tone))?;
        speaker.spoke = true;
        Some(speaker.customer)
    }
}

fn fits(outcome: Outcome, tone: Tone) -> bool {
    match tone {
        Tone::Good => outcome == Outcome::Fulfilled,
        Tone::Bad => outcome != Outcome::Fulfilled,
        Tone::Mixed => true,
    }
}
