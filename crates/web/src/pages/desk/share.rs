//! The Share page of a survey: every way to ask, each with something ready to copy or print.

pub(crate) mod link;
mod mail;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, Uri},
};
use catsup_app::{App, directory::touchpoints, entry, surveys};
use catsup_model::{
    Channel, Language, Permission,
    instrument::InstrumentCode,
    survey::{Survey, SurveyState},
};

use self::{link::Asking, mail::Mail};
use super::surveys::sample_survey;
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn, SurveyKey},
    forms::Form,
    headers::origin,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// How the embed shows itself, in the order people meet it.
const MODES: [&str; 4] = ["inline", "modal", "button", "page"];

/// The Share page.
#[derive(Debug, Template)]
#[template(path = "pages/desk/share/show.html")]
pub(crate) struct Share {
    layout: Layout,
    crumbs: Vec<Crumb>,
    survey: Survey,
    form: Form,
    touchpoints: Vec<Choice>,
    channels: Vec<Choice>,
    languages: Vec<Choice>,
    /// Where the installation is reached.
    origin: String,
    asking: Asking,
    /// Whether the public may answer today.
    open: bool,
    mail: Option<Mail>,
    may_enter: bool,
}

/// `GET /desk/surveys/{survey}/share`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    headers: HeaderMap,
    uri: Uri,
    Path(SurveyKey(key)): Path<SurveyKey>,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<Share>, PageError> {
    let viewer = &identity.viewer;
    let survey = surveys::find(&app, viewer, &key).await?;
    let places = touchpoints::list(&app, viewer, Some(survey.service)).await?;
    let places = places.iter().map(|place| Choice::new(place.id, &place.name)).collect();
    let open = survey.state == SurveyState::Published && !survey.notices.expired(app.today());
    let reach = viewer.require(Permission::SubmitResponses);
    let may_enter =
        entry::takes_entries(survey.state) && reach.is_ok_and(|reach| reach.has_service(survey.service));
    let page = Share::of(layout, survey, Form::with(pairs), places, origin(&headers, &uri));
    Ok(Page::new(Share { open, may_enter, ..page }))
}

impl Share {
    fn of(layout: Layout, survey: Survey, form: Form, touchpoints: Vec<Choice>, origin: String) -> Self {
        let t = layout.t;
        let asking = Asking::of(&form);
        let speaks = asking.language.map_or(t, Translator::new);
        let languages = survey.definition.languages();
        Self {
            crumbs: vec![
                Crumb::new(links::SURVEYS, t.say("surveys-title")),
                Crumb::new(links::survey(&survey.key), &survey.name),
            ],
            mail: mail::write(speaks, &survey.definition, &origin, &survey.key, &asking),
            channels: Channel::ALL.iter().map(|one| Choice::new(one, t.pick(&one.name()))).collect(),
            languages: languages.iter().map(|one| Choice::new(one, one.own_name())).collect(),
            open: true,
            may_enter: true,
            touchpoints,
            asking,
            origin,
            form,
            survey,
            layout,
        }
    }

    fn address(&self) -> String {
        self.asking.address(&self.origin, &self.survey.key)
    }

    fn kiosk(&self) -> String {
        format!("{}{}", self.origin, self.asking.on(&links::kiosk(&self.survey.key)))
    }

    fn poster(&self) -> String {
        self.asking.desk(&links::poster(&self.survey.key))
    }

    fn entry(&self) -> String {
        self.asking.desk(&links::entry(&self.survey.key))
    }

    /// Each way of the embed: its code, and the tag to copy.
    fn embeds(&self) -> Vec<(&'static str, String)> {
        let tag = |mode| (mode, self.asking.embed(&self.origin, &self.survey.key, mode));
        MODES.into_iter().map(tag).collect()
    }
}

impl Samples for Share {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |code, state, form: Form| {
            let layout = Layout { path: links::share("passport-renewal-1a2b3"), ..Layout::sample(language) };
            let places = vec![Choice::new(17, "Counter")];
            let origin = "https://feedback.example.gov".to_owned();
            let page = Self::of(layout, sample_survey(code, state), form, places, origin);
            Self { open: state == SurveyState::Published, may_enter: entry::takes_entries(state), ..page }
        };
        let built =
            Form::with([("channel", "in_person"), ("touchpoint", "17"), ("campaign", "spring & summer")]);
        vec![
            sample(InstrumentCode::Nps, SurveyState::Published, Form::empty()),
            sample(InstrumentCode::A11V2, SurveyState::Published, built),
            sample(InstrumentCode::OpenEnded, SurveyState::Draft, Form::empty()),
        ]
    }
}
