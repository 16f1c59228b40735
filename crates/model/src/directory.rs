//! The directory: organisations, services, touchpoints, life experiences.

use serde::{Deserialize, Serialize};

use crate::{
    Channel,
    id::{LifeExperienceId, OrganisationId, ServiceId, TouchpointId},
    text::Name,
};

/// A node of the organisation tree (department → bureau → office).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// The organisation above it.
    pub parent: Option<OrganisationId>,
    /// Its name.
    pub name: Name,
    /// Its abbreviation; may be empty.
    pub abbreviation: String,
}

/// A service an organisation offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// The organisation that answers for it.
    pub organisation: OrganisationId,
    /// Other organisations that share it.
    pub shared_with: Vec<OrganisationId>,
    /// Its name.
    pub name: Name,
    /// What it does, in plain words.
    pub description: String,
    /// Who it serves.
    pub serves: String,
    /// Customers a year, where known.
    pub yearly_volume: Option<i64>,
    /// Whether it is a designated high-impact service.
    pub high_impact: bool,
    /// Life experiences it belongs to.
    pub life_experiences: Vec<LifeExperienceId>,
}

/// What people see of a service: its fields before it has an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceFields {
    /// The organisation that answers for it.
    pub organisation: OrganisationId,
    /// Other organisations that share it.
    pub shared_with: Vec<OrganisationId>,
    /// Its name.
    pub name: Name,
    /// What it does, in plain words.
    pub description: String,
    /// Who it serves.
    pub serves: String,
    /// Customers a year, where known.
    pub yearly_volume: Option<i64>,
    /// Whether it is a designated high-impact service.
    pub high_impact: bool,
    /// Life experiences it belongs to.
    pub life_experiences: Vec<LifeExperienceId>,
}

/// A place where customers meet a service: a page, a counter, a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touchpoint {
    /// Its id.
    pub id: TouchpointId,
    /// The service it belongs to.
    pub service: ServiceId,
    /// Its name.
    pub name: Name,
    /// The channel it is on.
    pub channel: Channel,
}

/// A journey of life that crosses services of several organisations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LifeExperience {
    /// Its id.
    pub id: LifeExperienceId,
    /// Its name, such as “Recovering from a disaster”.
    pub name: Name,
}
