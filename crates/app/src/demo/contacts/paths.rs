//! Paths of customers: steps at the places of the agency.

use std::{collections::HashMap, sync::LazyLock};

use catsup_model::{Channel, interaction::Outcome};

use super::super::agency::SERVICES;

/// Where a contact happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::demo) struct Place {
    /// Place of the service in the data.
    pub(in crate::demo) service: usize,
    /// Place of the touchpoint in the service, where it is one.
    pub(super) touchpoint: Option<usize>,
    /// The channel.
    pub(in crate::demo) channel: Channel,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::demo) struct Step {
    /// Where.
    pub(in crate::demo) place: Place,
    /// What is done.
    pub(in crate::demo) activity: &'static str,
    /// What the person came for.
    pub(super) intention: &'static str,
    /// How it ends.
    pub(in crate::demo) outcome: Outcome,
    /// Hours after the step before, from and to.
    pub(super) after_hours: (f64, f64),
}

/// The steps so far.
#[derive(Debug, Default)]
pub(super) struct Path {
    steps: Vec<Step>,
    intention: &'static str,
}

/// The touchpoints by name.
static TOUCHPOINTS: LazyLock<HashMap<&'static str, Place>> = LazyLock::new(|| {
    let mut places = HashMap::new();
    for (service, data) in SERVICES.iter().enumerate() {
        for (touchpoint, one) in data.touchpoints.iter().enumerate() {
            places.insert(one.name, Place { service, touchpoint: Some(touchpoint), channel: one.channel });
        }
    }
    places
});

/// A touchpoint of the agency; a test names them all.
pub(super) fn touchpoint(name: &str) -> Place {
    TOUCHPOINTS.get(name).copied().unwrap_or_else(|| letter("passport_renewal"))
}

/// A letter of a service, which is no touchpoint of the directory.
pub(super) fn letter(service: &str) -> Place {
    let service = SERVICES.iter().position(|one| one.key == service).unwrap_or_default();
    Place { service, touchpoint: None, channel: Channel::PostalMail }
}

impl Path {
    /// What the person wants from here on.
    pub(super) fn wants(&mut self, intention: &'static str) {
        self.intention = intention;
    }

    /// A further step at a touchpoint, some hours after the one before.
    pub(super) fn at(
        &mut self,
        touchpoint_name: &str,
        activity: &'static str,
        outcome: Outcome,
        after_hours: (f64, f64),
    ) {
        self.step(touchpoint(touchpoint_name), activity, outcome, after_hours);
    }

    /// A letter that arrives.
    pub(super) fn letter(&mut self, service: &str, activity: &'static str, after_hours: (f64, f64)) {
        self.step(letter(service), activity, Outcome::Fulfilled, after_hours);
    }

    fn step(&mut self, place: Place, activity: &'static str, outcome: Outcome, after_hours: (f64, f64)) {
        let intention = self.intention;
        self.steps.push(Step { place, activity, intention, outcome, after_hours });
    }

    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    pub(super) fn into_steps(self) -> Vec<Step> {
        self.steps
    }
}
