//! Pages for staff, one folder per noun.

pub(crate) mod analysis;
pub(crate) mod anticipation;
pub(crate) mod audit;
pub(crate) mod calendars;
pub(crate) mod cases;
pub(crate) mod confirm;
pub(crate) mod digests;
pub(crate) mod entry;
pub(crate) mod experiences;
pub(crate) mod home;
pub(crate) mod imports;
pub(crate) mod jobs;
pub(crate) mod journeys;
pub(crate) mod kiosks;
pub(crate) mod life_experiences;
pub(crate) mod mail;
pub(crate) mod maps;
pub(crate) mod metrics;
pub(crate) mod objectives;
pub(crate) mod organisations;
pub(crate) mod paper;
pub(crate) mod partners;
pub(crate) mod password;
pub(crate) mod people;
mod places;
pub(crate) mod poster;
pub(crate) mod profile;
pub(crate) mod refused;
pub(crate) mod responses;
pub(crate) mod results;
pub(crate) mod scorecard;
pub(crate) mod screening;
pub(crate) mod services;
pub(crate) mod settings;
pub(crate) mod share;
pub(crate) mod shown_once;
pub(crate) mod sign_in;
pub(crate) mod standards;
pub(crate) mod surveys;
pub(crate) mod tokens;
pub(crate) mod touchpoints;
mod uploads;
pub(crate) mod views;
pub(crate) mod volumes;

#[cfg(test)]
mod samples;
