//! The directory: organisations, services, touchpoints, life experiences and volumes.
//!
//! Everyone sees what lies within reach. What an organisation answers for is changed by those who manage the directory
//! there; organisations it is shared with see it.

pub mod life_experiences;
pub mod organisations;
pub mod services;
pub mod touchpoints;
pub mod volumes;
