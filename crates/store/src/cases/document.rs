//! What the search index holds of a case: tokens of its circumstances, and the words it is found by.

use catsup_model::{case::Case, id::ServiceId};
use jiff::Timestamp;

use crate::{
    dialect::Dialect,
    search::{Facet, render},
};

/// A circumstance of a case as a token.
pub(super) enum CaseFacet {
    Service(ServiceId),
    Kind(catsup_model::case::CaseKind),
    Status(catsup_model::case::CaseStatus),
    Channel(catsup_model::Channel),
    Urgent,
    Open(bool),
    Month(Timestamp),
}

impl CaseFacet {
    pub(super) fn token(&self) -> String {
        match self {
            Self::Service(id) => Facet::Service(id.0).token(),
            Self::Kind(kind) => format!("_k{}", kind.code()),
            Self::Status(status) => format!("_s{}", status.code()),
            Self::Channel(channel) => Facet::Channel(*channel).token(),
            Self::Urgent => "_u".to_owned(),
            Self::Open(true) => "_a1".to_owned(),
            Self::Open(false) => "_a0".to_owned(),
            Self::Month(at) => Facet::month_of(*at).token(),
        }
    }
}

/// The text that the database takes for the document of a case in which this was said later.
pub(super) fn document(dialect: Dialect, case: &Case, later: &[String]) -> String {
    let mut facets = vec![
        CaseFacet::Service(case.service),
        CaseFacet::Kind(case.kind),
        CaseFacet::Status(case.status),
        CaseFacet::Channel(case.channel),
        CaseFacet::Open(case.status.is_open() && case.merged_into.is_none()),
        CaseFacet::Month(case.moments.opened),
    ];
    if case.urgent {
        facets.push(CaseFacet::Urgent);
    }
    let facets: Vec<String> = facets.iter().map(CaseFacet::token).collect();
    let number = case.number.plain();
    let email = case.person.email.as_ref().map_or("", |email| email.as_str());
    let mut texts = vec![
        number.as_str(),
        &case.subject,
        &case.description,
        &case.wish,
        &case.person.name,
        email,
        &case.person.phone,
        &case.place.address,
    ];
    texts.extend(case.source_key.as_deref().and_then(|key| key.rsplit(' ').next()));
    texts.extend(later.iter().map(String::as_str));
    texts.retain(|text| !text.is_empty());
    render(dialect, &facets, &texts)
}
