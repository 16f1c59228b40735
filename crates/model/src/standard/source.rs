//! What an imported record says of a standard beyond what people see here, kept word for word for open data.

use serde::{Deserialize, Serialize};

/// A standard as its source knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StandardSource {
    /// The service's id there.
    pub service_id: String,
    /// The standard's id there.
    pub standard_id: String,
    /// The fiscal year of the newest record taken over, by the calendar year it begins in.
    pub newest_year: i16,
    /// The service's name in English.
    pub service_name_en: String,
    /// The service's name in French.
    pub service_name_fr: String,
    /// The promise in French.
    pub promise_fr: String,
    /// About the channel, in English.
    pub channel_comments_en: String,
    /// About the channel, in French.
    pub channel_comments_fr: String,
    /// Where the standards stand, in English.
    pub standards_uri_en: String,
    /// Where the standards stand, in French.
    pub standards_uri_fr: String,
    /// The code of the organisation.
    pub owner_org: String,
    /// The name of the organisation, in English and French.
    pub owner_org_title: String,
}

impl StandardSource {
    /// What names the standard for ever: a standard's id alone is used for several services in the wild.
    #[must_use]
    pub fn key(&self) -> String {
        format!("gc:standard:{}:{}", self.service_id, self.standard_id)
    }
}

/// A yearly result as its source knows it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ResultSource {
    /// Comments in English.
    pub comments_en: String,
    /// Comments in French.
    pub comments_fr: String,
    /// Where the results stand, in English.
    pub results_uri_en: String,
    /// Where the results stand, in French.
    pub results_uri_fr: String,
}
