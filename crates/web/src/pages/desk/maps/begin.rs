//! Beginning a journey map: what it is about, whom it follows, how things are or how they shall be.

use std::{fmt, str::FromStr};

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    directory::{life_experiences, services},
    journey_maps,
};
use catsup_model::{
    Language, Permission, Viewer,
    journey_map::{JourneyDesign, MapScope, MapState},
};

use super::states;
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::SignedIn,
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::refused,
};

/// The form of a new map.
#[derive(Debug, Template)]
#[template(path = "pages/desk/maps/begin.html")]
pub(crate) struct BeginPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    scopes: Vec<Choice>,
    states: Vec<Choice>,
}

/// What a map is about, as a form names it: `service:42`.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScopeEntry(pub(super) MapScope);

impl fmt::Display for ScopeEntry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            MapScope::Service(id) => write!(formatter, "service:{id}"),
            MapScope::LifeExperience(id) => write!(formatter, "life_experience:{id}"),
        }
    }
}

impl FromStr for ScopeEntry {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (kind, id) = text.split_once(':').ok_or(())?;
        match kind {
            "service" => id.parse().map(MapScope::Service).map(Self).map_err(|_| ()),
            "life_experience" => id.parse().map(MapScope::LifeExperience).map(Self).map_err(|_| ()),
            _ => Err(()),
        }
    }
}

/// `GET /desk/maps/new`
pub(crate) async fn show_begin(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<BeginPage>, PageError> {
    let scopes = scopes(&app, &identity.viewer, &layout).await?;
    Ok(Page::new(BeginPage::of(layout, scopes, Form::with([("state", MapState::Current.code())]))))
}

/// `POST /desk/maps/new`
pub(crate) async fn begin(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let scope: Option<ScopeEntry> = refused::required_choice(&mut form, "scope");
    let state: Option<MapState> = refused::required_choice(&mut form, "state");
    form.require("title");
    if let (Some(ScopeEntry(scope)), Some(state), true) = (scope, state, form.is_valid()) {
        let design = JourneyDesign {
            title: form.value("title").to_owned(),
            description: form.value("description").to_owned(),
            persona: form.value("persona").to_owned(),
            state,
            stages: Vec::new(),
        };
        match journey_maps::begin(&app, viewer, scope, design).await {
            Ok(id) => {
                let on = SeeOther::to(links::map_design(id));
                return Ok(on.saying(AlertKind::Success, "map-begun").into_response());
            }
            Err(Error::NotFound(_) | Error::Denied(_)) => {
                form.refuse("scope", FieldError::new("error-choose-known"));
            }
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    let scopes = scopes(&app, viewer, &layout).await?;
    Ok(Page::with_status(super::status(false), BeginPage::of(layout, scopes, form)).into_response())
}

/// What the viewer may draw a map of.
pub(super) async fn scopes(app: &App, viewer: &Viewer, layout: &Layout) -> Result<Vec<Choice>, PageError> {
    let reach = viewer.require(Permission::ManageJourneyMaps).map_err(|_| PageError::Forbidden)?;
    let known = services::list(app, viewer).await?;
    let mine: Vec<_> = known.iter().filter(|one| reach.has_service(one.id)).collect();
    let service = |one: &&catsup_model::directory::Service| {
        Choice::new(ScopeEntry(MapScope::Service(one.id)), &one.name)
    };
    let mut choices: Vec<Choice> = mine.iter().map(service).collect();
    for one in life_experiences::list(app, viewer).await? {
        let touched = mine.iter().any(|service| service.life_experiences.contains(&one.id));
        if touched || reach == catsup_model::Reach::Everything {
            let label = layout.t.say("map-scope-life-experience").arg("name", one.name.as_str());
            choices.push(Choice::new(ScopeEntry(MapScope::LifeExperience(one.id)), label));
        }
    }
    Ok(choices)
}

impl BeginPage {
    fn of(layout: Layout, scopes: Vec<Choice>, form: Form) -> Self {
        let t = layout.t;
        let crumbs = vec![Crumb::new(links::MAPS, t.say("maps-title"))];
        Self { crumbs, form, scopes, states: states(t), layout }
    }
}

impl Samples for BeginPage {
    fn samples(language: Language) -> Vec<Self> {
        let scopes = || vec![Choice::new("service:1", "Passport renewal")];
        let mut wrong = Form::empty();
        wrong.refuse("scope", FieldError::new("error-choose"));
        wrong.refuse("title", FieldError::new("error-required"));
        let layout = || Layout::sample(language);
        vec![Self::of(layout(), scopes(), Form::empty()), Self::of(layout(), scopes(), wrong)]
    }
}
