//! One service: what it is, where customers meet it, what they are asked, and how many they are.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    directory::{life_experiences, services, touchpoints, volumes},
    surveys,
};
use catsup_model::{
    Language, Permission, Viewer,
    directory::{Service, Touchpoint},
    id::{OrganisationId, ServiceId},
    survey::{Survey, SurveyState},
    text::Name,
};

use crate::{
    components::Crumb,
    error::PageError,
    extract::{PathId, SignedIn},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{
        places::{Places, may_in},
        volumes::VolumeLine,
    },
};

/// Volumes shown here; the rest is one click away.
const VOLUMES: usize = 6;
/// More surveys than a service has.
const MOST_SURVEYS: i64 = 10_000;

/// One service.
#[derive(Debug, Template)]
#[template(path = "pages/desk/services/show.html")]
pub(crate) struct ServicePage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    service: Service,
    organisation: String,
    shared_with: Vec<String>,
    life_experiences: Vec<String>,
    touchpoints: Vec<TouchpointLine>,
    surveys: Vec<SurveyLine>,
    volumes: Vec<VolumeLine>,
    more_volumes: bool,
    may: May,
}

/// What the reader may do here.
#[derive(Debug, Clone, Copy)]
struct May {
    change: bool,
    set_up_surveys: bool,
    read_measures: bool,
    read_journeys: bool,
}

impl May {
    fn of(viewer: &Viewer, service: &Service) -> Self {
        let reaches =
            |permission| viewer.require(permission).is_ok_and(|reach| reach.has_service(service.id));
        Self {
            change: may_in(viewer, Permission::ManageDirectory, service.organisation),
            set_up_surveys: reaches(Permission::ManageSurveys),
            read_measures: reaches(Permission::ReadMeasures),
            read_journeys: reaches(Permission::ReadJourneys),
        }
    }
}

#[derive(Debug)]
struct TouchpointLine {
    name: String,
    channel: String,
    change: String,
}

impl TouchpointLine {
    fn of(t: Translator, touchpoint: &Touchpoint) -> Self {
        Self {
            name: touchpoint.name.to_string(),
            channel: t.pick(&touchpoint.channel.name()).to_owned(),
            change: links::touchpoint(touchpoint.id),
        }
    }
}

#[derive(Debug)]
struct SurveyLine {
    href: String,
    name: String,
    channel: String,
    state: SurveyState,
}

impl SurveyLine {
    fn of(t: Translator, survey: &Survey) -> Self {
        Self {
            href: links::survey(&survey.key),
            name: survey.name.clone(),
            channel: t.pick(&survey.channel.name()).to_owned(),
            state: survey.state,
        }
    }

    /// The kind of the tag that shows the state.
    fn tag(&self) -> &'static str {
        match self.state {
            SurveyState::Published => "success",
            SurveyState::Draft => "accent",
            SurveyState::Closed | SurveyState::Archived => "",
        }
    }
}

/// `GET /desk/services/{service}`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<ServiceId>,
) -> Result<Page<ServicePage>, PageError> {
    let (t, viewer) = (layout.t, &identity.viewer);
    let service = services::find(&app, viewer, id).await?;
    let places = Places::read(&app, viewer).await?;
    let named = life_experiences::list(&app, viewer).await?.into_iter();
    let named = named.filter(|one| service.life_experiences.contains(&one.id));
    let volumes = volumes::list(&app, viewer, id).await?;
    Ok(Page::new(ServicePage {
        crumbs: crumbs(t, &places, service.organisation),
        organisation: places.name(service.organisation),
        shared_with: service.shared_with.iter().map(|id| places.name(*id)).collect(),
        life_experiences: named.map(|one| one.name.to_string()).collect(),
        touchpoints: (touchpoints::list(&app, viewer, Some(id)).await?.iter())
            .map(|touchpoint| TouchpointLine::of(t, touchpoint))
            .collect(),
        surveys: (surveys::list(&app, viewer, &[id], None, MOST_SURVEYS).await?.iter())
            .map(|survey| SurveyLine::of(t, survey))
            .collect(),
        more_volumes: volumes.len() > VOLUMES,
        volumes: volumes.iter().take(VOLUMES).map(|volume| VolumeLine::of(t, volume)).collect(),
        may: May::of(viewer, &service),
        service,
        layout,
    }))
}

/// The list of services, then the organisations down to the one that answers.
fn crumbs(t: Translator, places: &Places, organisation: OrganisationId) -> Vec<Crumb> {
    let way = places.way_to(organisation).into_iter();
    let way = way.map(|node| Crumb::new(links::services_of(node.organisation.id), &node.organisation.name));
    [Crumb::new(links::SERVICES, t.say("services-title"))].into_iter().chain(way).collect()
}

impl Samples for ServicePage {
    fn samples(language: Language) -> Vec<Self> {
        let bare =
            |may| Self::bare(Layout { path: "/desk/services/1".to_owned(), ..Layout::sample(language) }, may);
        let may = |all| May { change: all, set_up_surveys: all, read_measures: all, read_journeys: all };
        vec![bare(may(false)), bare(may(true)), bare(may(true)).filled()]
    }
}

impl ServicePage {
    /// A sample of a service that has nothing but a name yet.
    fn bare(layout: Layout, may: May) -> Self {
        let places = Places::of(crate::pages::desk::organisations::samples::tree());
        let service = Service {
            id: ServiceId(1),
            organisation: OrganisationId(2),
            shared_with: Vec::new(),
            name: Name::parse("Passport renewal").expect("a name"),
            description: String::new(),
            serves: String::new(),
            yearly_volume: None,
            high_impact: false,
            life_experiences: Vec::new(),
        };
        Self {
            crumbs: crumbs(layout.t, &places, OrganisationId(2)),
            service,
            organisation: "Benefits Bureau".to_owned(),
            shared_with: Vec::new(),
            life_experiences: Vec::new(),
            touchpoints: Vec::new(),
            surveys: Vec::new(),
            volumes: Vec::new(),
            more_volumes: false,
            may,
            layout,
        }
    }

    /// The same with everything a service can have.
    fn filled(mut self) -> Self {
        let touchpoint = |name: &str, channel: &str| TouchpointLine {
            name: name.to_owned(),
            channel: channel.to_owned(),
            change: "/desk/touchpoints/1".to_owned(),
        };
        let survey = |name: &str, state| SurveyLine {
            href: "/desk/surveys/1".to_owned(),
            name: name.to_owned(),
            channel: "Website".to_owned(),
            state,
        };
        self.service.description = "Renews passports by mail and online.".to_owned();
        self.service.serves = "Citizens whose passport ends within a year".to_owned();
        self.service.yearly_volume = Some(1_530_000);
        self.service.high_impact = true;
        self.shared_with = vec!["Travel Bureau".to_owned()];
        self.life_experiences = vec!["Retiring".to_owned(), "Having a child".to_owned()];
        self.touchpoints =
            vec![touchpoint("Online renewal", "Website"), touchpoint("Renewal counter", "In person")];
        self.surveys = vec![
            survey("After renewing online", SurveyState::Published),
            survey("Counter, spring", SurveyState::Draft),
            survey("Counter, 2024", SurveyState::Closed),
        ];
        self.volumes = VolumeLine::samples(self.layout.t);
        self.more_volumes = true;
        self
    }
}
