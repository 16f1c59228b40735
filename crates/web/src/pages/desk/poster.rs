//! The poster of a survey: a QR code large enough for a wall, its address in words, and the notices a form needs. A
//! strip of small ones can be cut apart and handed out.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, Uri},
};
use catsup_app::{App, surveys};
use catsup_model::{
    Language,
    instrument::InstrumentCode,
    survey::{Survey, SurveyState},
};

use super::{share::link::Asking, surveys::sample_survey};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn, SurveyKey},
    forms::Form,
    headers::origin,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    qr::Qr,
};

/// How many handouts fit a sheet.
const HANDOUTS: usize = 8;
/// The campaign of whoever comes by a poster that names none.
const CAMPAIGN: &str = "poster";

/// The poster.
#[derive(Debug, Template)]
#[template(path = "pages/desk/poster/show.html")]
pub(crate) struct Poster {
    layout: Layout,
    crumbs: Vec<Crumb>,
    survey: Survey,
    form: Form,
    languages: Vec<Choice>,
    sizes: Vec<Choice>,
    kinds: Vec<Choice>,
    /// What stands on it, once per language.
    speaks: Vec<Translator>,
    /// `letter` or `a4`.
    size: &'static str,
    handouts: bool,
    qr: Option<Qr>,
    /// Where the code leads.
    address: String,
    /// The address as people type it.
    short: String,
    open: bool,
}

/// `GET /desk/surveys/{survey}/poster`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    headers: HeaderMap,
    uri: Uri,
    Path(SurveyKey(key)): Path<SurveyKey>,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<Poster>, PageError> {
    let survey = surveys::find(&app, &identity.viewer, &key).await?;
    let open = survey.state == SurveyState::Published && !survey.notices.expired(app.today());
    let poster = Poster::of(layout, survey, Form::with(pairs), &origin(&headers, &uri));
    Ok(Page::new(Poster { open, ..poster }))
}

impl Poster {
    fn of(layout: Layout, survey: Survey, form: Form, origin: &str) -> Self {
        let t = layout.t;
        let known = survey.definition.languages();
        let chosen: Option<Language> = form.value("language").parse().ok().filter(|one| known.contains(one));
        let speaks = chosen.map_or_else(|| known.clone(), |one| vec![one]);
        let mut asking = Asking { language: chosen, ..Asking::of(&form) };
        if asking.campaign.is_empty() {
            CAMPAIGN.clone_into(&mut asking.campaign);
        }
        let address = asking.address(origin, &survey.key);
        let short = origin.split_once("://").map_or(origin, |(_, rest)| rest);
        let mut languages = vec![Choice::new("", t.say("poster-every-language"))];
        languages.extend(known.iter().map(|one| Choice::new(one, one.own_name())));
        Self {
            crumbs: vec![
                Crumb::new(links::survey(&survey.key), &survey.name),
                Crumb::new(links::share(&survey.key), t.say("share-title")),
            ],
            sizes: super::paper::sizes(t),
            size: super::paper::size(&form),
            kinds: ["poster", "handouts"].map(|one| Choice::new(one, t.name("poster-kind", one))).into(),
            handouts: form.value("kind") == "handouts",
            speaks: if speaks.is_empty() {
                vec![t]
            } else {
                speaks.into_iter().map(Translator::new).collect()
            },
            qr: Qr::of(&address),
            short: format!("{short}{}", links::feedback(&survey.key)),
            open: true,
            languages,
            address,
            form,
            survey,
            layout,
        }
    }

    fn copies(&self) -> usize {
        if self.handouts { HANDOUTS } else { 1 }
    }
}

impl Samples for Poster {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |code, form: Form| {
            let layout = Layout { path: links::poster("passport-renewal-1a2b3"), ..Layout::sample(language) };
            Self::of(
                layout,
                sample_survey(code, SurveyState::Published),
                form,
                "https://feedback.example.gov",
            )
        };
        let strip =
            Form::with([("kind", "handouts"), ("language", "es"), ("size", "a4"), ("touchpoint", "17")]);
        let draft = Self { open: false, qr: None, ..sample(InstrumentCode::Nps, Form::empty()) };
        vec![sample(InstrumentCode::A11V2, Form::empty()), sample(InstrumentCode::A11V2, strip), draft]
    }
}
