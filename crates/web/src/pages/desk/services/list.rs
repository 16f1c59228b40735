//! Services within reach, each with who answers for it and how many surveys it has.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use catsup_app::{App, directory::services, surveys};
use catsup_model::{
    Language, Permission,
    id::{OrganisationId, ServiceId},
};
use serde::Deserialize;

use crate::{
    components::Choice,
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::Form,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::places::Places,
};

/// More surveys than an installation has; the list counts them all.
const MOST_SURVEYS: i64 = 100_000;

/// The query of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ServicesQuery {
    organisation: String,
}

/// The list of services.
#[derive(Debug, Template)]
#[template(path = "pages/desk/services/list.html")]
pub(crate) struct Services {
    layout: Layout,
    form: Form,
    organisations: Vec<Choice>,
    lines: Vec<ServiceLine>,
    /// Whether there are services that the filter leaves out.
    filtered: bool,
    may_add: bool,
}

#[derive(Debug)]
struct ServiceLine {
    href: String,
    name: String,
    organisation: String,
    serves: String,
    high_impact: bool,
    yearly_volume: Option<i64>,
    surveys: usize,
}

/// `GET /desk/services`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(query): PageQuery<ServicesQuery>,
) -> Result<Page<Services>, PageError> {
    let viewer = &identity.viewer;
    let wanted: Option<OrganisationId> = query.organisation.parse().ok();
    let places = Places::read(&app, viewer).await?;
    let mut counted: BTreeMap<ServiceId, usize> = BTreeMap::new();
    for survey in surveys::list(&app, viewer, &[], None, MOST_SURVEYS).await? {
        *counted.entry(survey.service).or_default() += 1;
    }
    let services = services::list(&app, viewer).await?.into_iter();
    let lines = services.filter(|service| wanted.is_none_or(|wanted| service.organisation == wanted)).map(
        |service| ServiceLine {
            href: links::service(service.id),
            organisation: places.name(service.organisation),
            serves: service.serves,
            high_impact: service.high_impact,
            yearly_volume: service.yearly_volume,
            surveys: counted.get(&service.id).copied().unwrap_or_default(),
            name: service.name.to_string(),
        },
    );
    let all = [Choice::new("", layout.t.say("filter-all"))];
    Ok(Page::new(Services {
        lines: lines.collect(),
        organisations: all.into_iter().chain(places.choices(viewer, Permission::ReadDirectory)).collect(),
        filtered: wanted.is_some(),
        may_add: viewer.may(Permission::ManageDirectory),
        form: Form::with([("organisation", query.organisation)]),
        layout,
    }))
}

impl Samples for Services {
    fn samples(language: Language) -> Vec<Self> {
        let line = |name: &str, high_impact, yearly_volume, surveys| ServiceLine {
            href: "/desk/services/1".to_owned(),
            name: name.to_owned(),
            organisation: "Benefits Bureau".to_owned(),
            serves: "People who lost their work, and their families".to_owned(),
            high_impact,
            yearly_volume,
            surveys,
        };
        let sample = |lines, filtered, may_add| Self {
            layout: Layout { path: links::SERVICES.to_owned(), ..Layout::sample(language) },
            form: Form::empty(),
            organisations: vec![
                Choice::new("", "…"),
                Choice::new(1, "Benefits Bureau"),
                Choice::new(2, "Travel Bureau"),
            ],
            lines,
            filtered,
            may_add,
        };
        let lines = vec![
            line("Passport renewal", true, Some(1_530_000), 3),
            line("Unemployment insurance", false, None, 0),
        ];
        vec![sample(lines, false, true), sample(Vec::new(), true, true), sample(Vec::new(), false, false)]
    }
}
