//! Which responses are wanted.

use catsup_model::{
    Channel, Language,
    id::{AccountId, ResponseId, ServiceId, SurveyId, TagId, TouchpointId},
    response::{Handling, ResponseSource, ResponseState},
    search::Search,
};

use crate::{
    error::to_json,
    search::{Facet, Match, months},
};

/// The most services that are looked up in the index one by one; beyond, the row alone decides.
const MOST_FACETS: usize = 48;
/// Microseconds no response lies beyond.
const FOREVER: i64 = 4_000_000_000_000_000_000;

/// Which responses are wanted. An empty list sets no bound, except for `services`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResponseFilter {
    /// Services that count; the caller has already applied the viewer's reach.
    pub services: Vec<ServiceId>,
    /// Whether every service counts, whatever `services` says: for those whose reach has no end.
    pub every_service: bool,
    /// Surveys that count.
    pub surveys: Vec<SurveyId>,
    /// Touchpoints that count.
    pub touchpoints: Vec<TouchpointId>,
    /// Channels that count.
    pub channels: Vec<Channel>,
    /// Languages that count.
    pub languages: Vec<Language>,
    /// Classes of devices that count.
    pub devices: Vec<String>,
    /// Ways in that count.
    pub sources: Vec<ResponseSource>,
    /// States that count.
    pub states: Vec<ResponseState>,
    /// Steps of handling that count.
    pub handlings: Vec<Handling>,
    /// Who takes care of it.
    pub assignee: Option<Assignee>,
    /// Archived ones only, or none of them.
    pub archived: Option<bool>,
    /// One of these tags.
    pub tags: Vec<TagId>,
    /// All of these attributes.
    pub segments: Vec<(String, String)>,
    /// The campaign.
    pub campaign: Option<String>,
    /// The page, and all below it.
    pub pages: Vec<String>,
    /// How it went.
    pub levels: Vec<Level>,
    /// With words of the person only, or only without.
    pub commented: Option<bool>,
    /// What the person's words hold.
    pub search: Search,
    /// When the contact happened: start (included) and end (excluded), microseconds since 1970 UTC.
    pub period: Option<(i64, i64)>,
    /// Only responses older than this one: the last of the page before.
    pub before: Option<ResponseId>,
}

/// Who takes care of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assignee {
    /// Nobody yet.
    Nobody,
    /// This account.
    Account(AccountId),
}

/// How it went, by the first measure the survey asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The lower end of the scale: detractors, the bottom two of five.
    Low,
    /// Neither.
    Middle,
    /// The upper end: promoters, the top two of five.
    High,
}

impl Level {
    /// Every level, the lowest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Middle, Self::High];

    /// The code used in addresses and the API.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Middle => "middle",
            Self::High => "high",
        }
    }

    fn stored(self) -> i64 {
        match self {
            Self::Low => -1,
            Self::Middle => 0,
            Self::High => 1,
        }
    }
}

impl std::str::FromStr for Level {
    type Err = UnknownLevel;

    fn from_str(text: &str) -> Result<Self, UnknownLevel> {
        Self::ALL.into_iter().find(|level| level.code() == text).ok_or_else(|| UnknownLevel(text.to_owned()))
    }
}

/// The text named no level.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not low, middle or high")]
pub struct UnknownLevel(pub String);

impl ResponseFilter {
    /// What the index is asked for.
    pub(super) fn lookup(&self) -> Match {
        let mut facets = Vec::new();
        let mut group = |group: Vec<Facet<'_>>| {
            if (1..=MOST_FACETS).contains(&group.len()) {
                facets.push(group.into_iter().map(Facet::token).collect());
            }
        };
        if !self.every_service {
            group(self.services.iter().map(|id| Facet::Service(id.0)).collect());
        }
        group(self.surveys.iter().map(|id| Facet::Survey(id.0)).collect());
        group(self.touchpoints.iter().map(|id| Facet::Touchpoint(id.0)).collect());
        group(self.channels.iter().map(|one| Facet::Channel(*one)).collect());
        group(self.languages.iter().map(|one| Facet::Language(*one)).collect());
        group(self.devices.iter().map(|one| Facet::Device(one)).collect());
        group(self.sources.iter().map(|one| Facet::Source(*one)).collect());
        group(self.levels.iter().map(|one| Facet::Score(one.stored())).collect());
        group(self.pages.iter().map(|one| Facet::Page(one)).collect());
        group(self.campaign.iter().map(|one| Facet::Campaign(one)).collect());
        for (name, value) in &self.segments {
            group(vec![Facet::Segment(name, value)]);
        }
        if self.commented == Some(true) {
            group(vec![Facet::Commented]);
        }
        group(self.period.and_then(|(from, to)| months(from, to)).unwrap_or_default());
        Match { facets, search: self.search.clone() }
    }

    /// Whether every response passes, so that rows need not be looked at.
    pub(super) fn passes_all(&self) -> bool {
        *self
            == Self {
                every_service: true,
                services: self.services.clone(),
                before: self.before,
                ..Self::default()
            }
    }
}

/// The arguments of the statement that looks at rows.
#[derive(Debug)]
pub(super) struct Arguments {
    /// Lists as JSON, in the order of the statement; `None` sets no bound.
    pub(super) lists: [Option<String>; 12],
    pub(super) assignee: Option<i64>,
    pub(super) archived: Option<i64>,
    pub(super) campaign: Option<String>,
    pub(super) commented: Option<i64>,
    pub(super) segments: String,
    pub(super) period: (i64, i64),
}

impl Arguments {
    pub(super) fn of(filter: &ResponseFilter) -> Self {
        let services = to_json(&filter.services.iter().map(|id| id.0).collect::<Vec<_>>());
        let lists = [
            (!filter.every_service).then_some(services),
            listed(&filter.surveys, |id| id.0),
            listed(&filter.touchpoints, |id| id.0),
            listed(&filter.channels, |one| [one.code()]),
            listed(&filter.languages, |one| [one.code()]),
            listed(&filter.devices, |one| [one.clone()]),
            listed(&filter.sources, |one| [one.code()]),
            listed(&filter.states, |one| [one.code()]),
            listed(&filter.handlings, |one| [one.code()]),
            listed(&filter.tags, |id| id.0),
            listed(&filter.pages, |page| [page.clone()]),
            listed(&filter.levels, |level| level.stored()),
        ];
        Self {
            lists,
            assignee: filter.assignee.map(|assignee| match assignee {
                Assignee::Nobody => 0,
                Assignee::Account(id) => id.0,
            }),
            archived: filter.archived.map(i64::from),
            campaign: filter.campaign.clone(),
            commented: filter.commented.map(i64::from),
            segments: to_json(&filter.segments),
            period: filter.period.unwrap_or((-FOREVER, FOREVER)),
        }
    }
}

fn listed<T, U: serde::Serialize>(list: &[T], code: impl Fn(&T) -> U) -> Option<String> {
    (!list.is_empty()).then(|| to_json(&list.iter().map(code).collect::<Vec<_>>()))
}
