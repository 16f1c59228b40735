//! What observed journeys are asked for.

use catsup_model::{
    Channel,
    id::{LifeExperienceId, OrganisationId, ServiceId},
    period::Days,
};

/// Which interactions, and what makes a journey of them. The default asks for everything within reach.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ObservedQuery {
    /// The organisation, with all below it.
    pub organisation: Option<OrganisationId>,
    /// Services; all of the organisation when empty.
    pub services: Vec<ServiceId>,
    /// Only services of this life experience.
    pub life_experience: Option<LifeExperienceId>,
    /// Channels; all when empty.
    pub channels: Vec<Channel>,
    /// The days in the installation's zone; all history when `None`.
    pub days: Option<Days>,
    /// What makes a journey.
    pub rule: JourneyRule,
}

/// What makes one journey of single contacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JourneyRule {
    /// The contacts of a customer, until nothing happens for this many days.
    Gap {
        /// The days.
        days: u16,
    },
    /// Everything a customer did.
    Customer,
    /// The contacts of a case.
    Case,
}

impl Default for JourneyRule {
    fn default() -> Self {
        Self::Gap { days: 14 }
    }
}
