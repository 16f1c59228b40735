//! What a visitor arrived with: `?channel=phone&touchpoint=…&campaign=…&s.region=West`, carried through hidden fields.

use std::{collections::BTreeMap, convert::Infallible};

use axum::{
    extract::{FromRequestParts, Query},
    http::request::Parts,
};
use catsup_app::responses::Circumstances;
use catsup_model::{
    Channel, Language,
    id::{SurveyVersionId, TouchpointId},
};

use crate::forms::Form;

/// The most segments an address may set, and the longest name and value. More is left out, not refused: the visitor
/// did not write the address.
const SEGMENTS: (usize, usize, usize) = (20, 40, 200);

/// What a visitor arrived with. What does not fit is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Arrival {
    pub(super) nonce: String,
    pub(super) version: Option<SurveyVersionId>,
    pub(super) channel: Option<Channel>,
    pub(super) touchpoint: Option<TouchpointId>,
    pub(super) campaign: Option<String>,
    pub(super) segments: BTreeMap<String, String>,
}

impl Arrival {
    /// As the hidden fields say.
    pub(super) fn of_form(form: &Form) -> Self {
        let hidden =
            form.entries().iter().filter_map(|(name, value)| Some((name.strip_prefix('_')?, value.as_str())));
        Self::of(hidden)
    }

    fn of<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut arrival = Self::default();
        for (name, value) in pairs {
            match name {
                "nonce" => value.clone_into(&mut arrival.nonce),
                "version" => arrival.version = value.parse().ok(),
                "channel" => arrival.channel = value.parse().ok(),
                "touchpoint" => arrival.touchpoint = value.parse().ok(),
                "campaign" => arrival.campaign = Some(value.to_owned()),
                other => {
                    if let Some(segment) = other.strip_prefix("s.") {
                        arrival.add_segment(segment, value);
                    }
                }
            }
        }
        arrival
    }

    fn add_segment(&mut self, name: &str, value: &str) {
        let (most, longest_name, longest_value) = SEGMENTS;
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
        let value = value.trim();
        let fits = (1..=longest_name).contains(&name.chars().count())
            && name.chars().all(plain)
            && (1..=longest_value).contains(&value.chars().count())
            && !value.chars().any(char::is_control);
        if fits && self.segments.len() < most {
            self.segments.insert(name.to_owned(), value.to_owned());
        }
    }

    /// The hidden fields of the first page, shown in this version.
    pub(super) fn hidden(&self, version: SurveyVersionId) -> Vec<(String, String)> {
        let mut hidden =
            vec![("_nonce".to_owned(), self.nonce.clone()), ("_version".to_owned(), version.to_string())];
        hidden.extend(self.channel.map(|channel| ("_channel".to_owned(), channel.to_string())));
        hidden.extend(self.touchpoint.map(|touchpoint| ("_touchpoint".to_owned(), touchpoint.to_string())));
        hidden.extend(self.campaign.iter().map(|campaign| ("_campaign".to_owned(), campaign.clone())));
        hidden.extend(self.segments.iter().map(|(name, value)| (format!("_s.{name}"), value.clone())));
        hidden
    }

    /// What comes with the answers.
    pub(super) fn circumstances(&self, language: Language, device: Option<&str>) -> Circumstances {
        Circumstances {
            version: self.version,
            language,
            channel: self.channel,
            touchpoint: self.touchpoint,
            device: device.map(str::to_owned),
            campaign: self.campaign.clone(),
            segments: self.segments.clone(),
            ..Circumstances::default()
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Arrival {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let pairs = query.map(|Query(pairs)| pairs).unwrap_or_default();
        let arrival = Self::of(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        // Whoever links here does not choose the nonce, or all visitors of the link would be one response.
        Ok(Self { nonce: String::new(), ..arrival })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_address_says_is_carried_through_the_form() {
        let pairs =
            [("channel", "phone"), ("touchpoint", "17"), ("campaign", "spring"), ("s.region", " West ")];
        let arrived = Arrival { nonce: "abc".to_owned(), ..Arrival::of(pairs.into_iter()) };
        let hidden = arrived.hidden(SurveyVersionId(5));
        let carried = Arrival::of_form(&Form::with(hidden));
        assert_eq!(carried, Arrival { version: Some(SurveyVersionId(5)), ..arrived });
        assert_eq!(carried.channel, Some(Channel::Phone));
        assert_eq!(carried.segments["region"], "West");
        assert_eq!(carried.campaign.as_deref(), Some("spring"));
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        let long = "x".repeat(201);
        let pairs =
            [("channel", "pigeon"), ("touchpoint", "here"), ("s.", "x"), ("s.a", &long), ("s.b\u{0}", "x")];
        assert_eq!(Arrival::of(pairs.into_iter()), Arrival::default());
    }
}
