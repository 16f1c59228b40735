//! One response as the engine keeps it: what it is about, and its answers on a scale.

use std::{collections::BTreeMap, sync::Arc};

use catsup_model::{
    Channel, Language,
    id::{ResponseId, ServiceId, SurveyId, SurveyVersionId, TouchpointId, WordingId},
};

/// One response that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The response.
    pub id: ResponseId,
    /// When the contact happened, microseconds since 1970 UTC.
    pub occurred_at: i64,
    /// The service it is about.
    pub service: ServiceId,
    /// The survey it answers.
    pub survey: SurveyId,
    /// The version that was shown.
    pub version: SurveyVersionId,
    /// The touchpoint it is about.
    pub touchpoint: Option<TouchpointId>,
    /// The channel of the contact.
    pub channel: Channel,
    /// The language it was given in.
    pub language: Language,
    /// Class of the device, where known.
    pub device: Option<String>,
    /// Attributes that segments of people are made of, such as `region`.
    pub attributes: BTreeMap<String, String>,
    /// Its answers, one a column.
    pub answers: Vec<RowAnswer>,
}

/// One answer on a scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowAnswer {
    /// Column it stands in: the item that was asked, such as `a11_v1.trust`. A response has one answer a column.
    pub column: Arc<str>,
    /// What exactly was asked.
    pub wording: WordingId,
    /// What was answered, from 0 to 254.
    pub value: u8,
}

/// The byte of an answer that was not given.
pub const MISSING: u8 = u8::MAX;
