//! What a visitor arrived with: `?channel=phone&touchpoint=…&campaign=…&page=…&s.region=West`, values for hidden
//! questions (`?h.case=17`, or `?case=17`), answers filled in before (`?q.email=…`) and the answer clicked in a mail
//! (`?click.answer_01=5`); carried through hidden fields. docs/surveys-in-mail.md tells it to those who write links.

use std::{collections::BTreeMap, convert::Infallible};

use axum::{
    extract::{FromRequestParts, Query},
    http::{HeaderMap, Uri, header, request::Parts},
};
use catsup_app::responses::Circumstances;
use catsup_model::{
    Channel, Language,
    answers::RawAnswers,
    id::{SurveyVersionId, TouchpointId},
    response::ResponseSource,
    survey::SurveyDefinition,
};

use super::flow::is_hidden;
use crate::forms::Form;

/// The most segments an address may set, and the longest name and value. More is left out, not refused: the visitor
/// did not write the address.
const SEGMENTS: (usize, usize, usize) = (20, 40, 200);
/// The most values an address may bring for questions, and the longest key and value.
const VALUES: (usize, usize, usize) = (40, 90, 1000);
/// The longest value of a hidden question, as the model takes it.
const HIDDEN_LIMIT: usize = 200;

/// What a visitor arrived with. What does not fit is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Arrival {
    pub(super) nonce: String,
    pub(super) version: Option<SurveyVersionId>,
    pub(super) channel: Option<Channel>,
    pub(super) touchpoint: Option<TouchpointId>,
    pub(super) campaign: Option<String>,
    /// The page the visitor came from.
    pub(super) page: Option<String>,
    pub(super) segments: BTreeMap<String, String>,
    /// Values for hidden questions.
    pub(super) values: BTreeMap<String, String>,
    /// Answers filled in before, by field.
    pub(super) filled: Vec<(String, String)>,
    /// The question whose answer was clicked in a mail.
    pub(super) clicked: Option<String>,
    /// The signed moment the form was opened, as it came back.
    pub(super) opened: Option<String>,
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
                "opened" => arrival.opened = Some(value.to_owned()),
                "campaign" => arrival.campaign = Some(value.to_owned()),
                "page" => arrival.page = Some(value.to_owned()).filter(|page| is_address(page)),
                "click" => arrival.clicked = Some(value.to_owned()),
                other => match other.split_once('.') {
                    Some(("s", segment)) => arrival.add_segment(segment, value),
                    Some(("h", key)) => arrival.add_value(key, value),
                    Some(("q", field)) => arrival.fill_in(field, value),
                    Some(("click", field)) => {
                        arrival.clicked = Some(field.to_owned());
                        arrival.fill_in(field, value);
                    }
                    // A bare name is a hidden question's where the survey has one of that name.
                    _ => arrival.add_value(other, value),
                },
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

    fn add_value(&mut self, key: &str, value: &str) {
        let (most, longest_key, _) = VALUES;
        let value = value.trim();
        let fits = key.len() <= longest_key && (1..=HIDDEN_LIMIT).contains(&value.chars().count());
        if fits && self.values.len() < most && !value.chars().any(char::is_control) {
            self.values.insert(key.to_owned(), value.to_owned());
        }
    }

    fn fill_in(&mut self, field: &str, value: &str) {
        let (most, longest_key, longest_value) = VALUES;
        if field.len() <= longest_key && value.chars().count() <= longest_value && self.filled.len() < most {
            self.filled.push((field.to_owned(), value.to_owned()));
        }
    }

    /// Without what the survey has no question for.
    pub(super) fn fit_for(mut self, definition: &SurveyDefinition) -> Self {
        self.values.retain(|key, _| definition.question(key).is_some_and(is_hidden));
        let known = |field: &str| {
            let question = definition.question(super::entries::key_of(field));
            question.is_some_and(|question| !is_hidden(question))
        };
        self.filled.retain(|(field, _)| known(field));
        self.clicked = self.clicked.filter(|field| known(field));
        self
    }

    /// The hidden fields of a page, shown in this version.
    pub(super) fn hidden(&self, version: SurveyVersionId) -> Vec<(String, String)> {
        let mut hidden = vec![("_nonce".to_owned(), self.nonce.clone())];
        hidden.extend(self.pairs(version).into_iter().map(|(name, value)| (format!("_{name}"), value)));
        hidden
    }

    /// The query of a later page, where nothing is stored yet that would say how the visitor came.
    pub(super) fn query(&self, version: SurveyVersionId) -> String {
        serde_urlencoded::to_string(self.pairs(version)).unwrap_or_default()
    }

    /// The query of a later page of a response that is stored: what later pages need.
    pub(super) fn short_query(&self, version: SurveyVersionId) -> String {
        let later = Self { values: self.values.clone(), filled: self.filled.clone(), ..Self::default() };
        later.query(version)
    }

    fn pairs(&self, version: SurveyVersionId) -> Vec<(String, String)> {
        let one = |name: &str, value: Option<String>| value.map(|value| (name.to_owned(), value));
        let mut pairs = vec![("version".to_owned(), version.to_string())];
        pairs.extend(one("channel", self.channel.map(|channel| channel.to_string())));
        pairs.extend(one("touchpoint", self.touchpoint.map(|touchpoint| touchpoint.to_string())));
        pairs.extend(one("campaign", self.campaign.clone()));
        pairs.extend(one("page", self.page.clone()));
        pairs.extend(one("click", self.clicked.clone()));
        pairs.extend(self.segments.iter().map(|(name, value)| (format!("s.{name}"), value.clone())));
        pairs.extend(self.values.iter().map(|(key, value)| (format!("h.{key}"), value.clone())));
        pairs.extend(self.filled.iter().map(|(field, value)| (format!("q.{field}"), value.clone())));
        pairs
    }

    /// The values that came along, as raw answers to the hidden questions.
    pub(super) fn answers(&self) -> RawAnswers {
        self.values.iter().map(|(key, value)| (key.clone(), value.as_str().into())).collect()
    }

    /// What comes with the answers.
    pub(super) fn circumstances(&self, language: Language, device: Option<&str>) -> Circumstances {
        let by_mail = self.clicked.is_some();
        Circumstances {
            version: self.version,
            language,
            channel: self.channel.or(by_mail.then_some(Channel::Email)),
            touchpoint: self.touchpoint,
            device: device.map(str::to_owned),
            source: by_mail.then_some(ResponseSource::Email),
            page: self.page.clone(),
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
        let mut arrival = Self::of(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        arrival.page = arrival.page.or_else(|| referrer(&parts.headers));
        // Whoever links here does not choose the nonce, or all visitors of the link would be one response.
        arrival.nonce = String::new();
        arrival.opened = None;
        Ok(arrival)
    }
}

/// The page a visitor follows a link from, unless it is one of ours: without its query, which may hold personal data.
fn referrer(headers: &HeaderMap) -> Option<String> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let page: Uri = text(header::REFERER)?.parse().ok()?;
    let host = page.authority()?;
    if text(header::HOST) == Some(host.as_str()) {
        return None;
    }
    let address = format!("{}://{host}{}", page.scheme_str()?, page.path());
    is_address(&address).then_some(address)
}

fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://") || text.starts_with('/'))
        && !text.chars().any(|c| c.is_control() || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use catsup_testing::every_kind;

    use super::*;

    #[test]
    fn what_the_address_says_is_carried_through_the_form() {
        let pairs = [
            ("channel", "phone"),
            ("touchpoint", "17"),
            ("campaign", "spring"),
            ("s.region", " West "),
            ("page", "https://example.gov/apply"),
            ("h.case", "17"),
            ("q.name", "Ana"),
            ("q.reasons", "books"),
            ("q.reasons", "quiet"),
        ];
        let arrived = Arrival { nonce: "abc".to_owned(), ..Arrival::of(pairs.into_iter()) };
        let carried = Arrival::of_form(&Form::with(arrived.hidden(SurveyVersionId(5))));
        assert_eq!(carried, Arrival { version: Some(SurveyVersionId(5)), ..arrived });
        assert_eq!(carried.channel, Some(Channel::Phone));
        assert_eq!(carried.segments["region"], "West");
        assert_eq!(carried.campaign.as_deref(), Some("spring"));
        assert_eq!((carried.answers()["case"].as_str(), carried.filled.len()), (Some("17"), 3));
        let on_address: Vec<(String, String)> =
            serde_urlencoded::from_str(&carried.query(SurveyVersionId(5))).unwrap();
        let by_address = Arrival::of(on_address.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        assert_eq!(Arrival { nonce: "abc".to_owned(), ..by_address }, carried);
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        let long = "x".repeat(201);
        let pairs = [
            ("channel", "pigeon"),
            ("touchpoint", "here"),
            ("s.", "x"),
            ("s.a", &long),
            ("s.b\u{0}", "x"),
            ("h.case", &long),
            ("page", "javascript:alert(1)"),
        ];
        assert_eq!(Arrival::of(pairs.into_iter()), Arrival::default());
    }

    #[test]
    fn only_questions_of_the_survey_take_what_the_address_brings() {
        let pairs = [
            ("case", "17"),
            ("utm", "x"),
            ("stars", "5"),
            ("q.case", "18"),
            ("q.none", "1"),
            ("click.stars", "4"),
        ];
        let arrival = Arrival::of(pairs.into_iter()).fit_for(&every_kind());
        assert_eq!(arrival.values.into_iter().collect::<Vec<_>>(), [("case".to_owned(), "17".to_owned())]);
        assert_eq!(arrival.filled, [("stars".to_owned(), "4".to_owned())]);
        assert_eq!(arrival.clicked.as_deref(), Some("stars"));
    }

    #[test]
    fn the_page_before_is_told_without_its_query_and_only_when_it_is_not_ours() {
        let of = |referrer: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, "feedback.example.gov".parse().unwrap());
            headers.insert(header::REFERER, referrer.parse().unwrap());
            super::referrer(&headers)
        };
        assert_eq!(of("https://example.gov/apply?name=Ana").as_deref(), Some("https://example.gov/apply"));
        assert_eq!(of("https://example.gov").as_deref(), Some("https://example.gov/"));
        assert_eq!(of("https://feedback.example.gov/"), None);
        assert_eq!(of("not an address"), None);
    }
}
