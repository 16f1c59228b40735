//! The surveys within reach, by service and state, with how much they were answered lately.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use catsup_app::{App, directory::services, surveys};
use catsup_model::{
    Channel, Language, Permission,
    id::{ServiceId, SurveyId},
    instrument::{Instrument, InstrumentCode},
    survey::{Survey, SurveyState},
};
use jiff::{SignedDuration, civil::Date};
use serde::Deserialize;

use crate::{
    components::{Choice, Pager},
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// Surveys of one page.
const PAGE: i64 = 100;
/// How far back answers are counted.
const LATELY: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What the list is narrowed to.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ListQuery {
    service: String,
    state: String,
    after: String,
}

/// The list of surveys.
#[derive(Debug, Template)]
#[template(path = "pages/desk/surveys/list.html")]
pub(crate) struct SurveyList {
    layout: Layout,
    form: Form,
    services: Vec<Choice>,
    states: Vec<Choice>,
    rows: Vec<Row>,
    pager: Pager,
    may_set_up: bool,
    /// Whether the list is narrowed: then it being empty teaches something else.
    narrowed: bool,
}

/// One survey of the list.
#[derive(Debug)]
struct Row {
    href: String,
    name: String,
    service: String,
    instrument: String,
    channel: String,
    state: SurveyState,
    expires: Option<Date>,
    expired: bool,
    lately: i64,
}

impl Row {
    /// The colour that goes with the state; the word says it.
    fn kind(&self) -> &'static str {
        kind(self.state)
    }
}

/// The colour that goes with a state.
pub(super) fn kind(state: SurveyState) -> &'static str {
    match state {
        SurveyState::Published => "success",
        SurveyState::Draft => "accent",
        SurveyState::Closed | SurveyState::Archived => "",
    }
}

/// `GET /desk/surveys`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(query): PageQuery<ListQuery>,
) -> Result<Page<SurveyList>, PageError> {
    let viewer = &identity.viewer;
    let t = layout.t;
    let known = services::list(&app, viewer).await?;
    let names: BTreeMap<ServiceId, String> = known.iter().map(|one| (one.id, one.name.to_string())).collect();
    let service: Option<ServiceId> = query.service.parse().ok();
    let state: Option<SurveyState> = query.state.parse().ok();
    let chosen: Vec<ServiceId> = service.into_iter().collect();
    let after: Option<SurveyId> = query.after.parse().ok();
    let found = surveys::list(&app, viewer, &chosen, after, PAGE + 1).await?;
    let more = found.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    let shown: Vec<Survey> = found.into_iter().take(usize::try_from(PAGE).unwrap_or(usize::MAX)).collect();
    let next = shown.last().filter(|_| more).map(|last| {
        let pairs = [
            ("service", query.service.clone()),
            ("state", query.state.clone()),
            ("after", last.id.to_string()),
        ];
        format!("{}?{}", links::SURVEYS, serde_urlencoded::to_string(pairs).unwrap_or_default())
    });
    let lately = surveys::answered_since(&app, viewer, app.now() - LATELY).await?;
    let today = app.today();
    // What is archived shows when asked for.
    let wanted =
        |survey: &&Survey| state.map_or(survey.state != SurveyState::Archived, |state| survey.state == state);
    let row = |survey: &Survey| Row {
        href: links::survey(&survey.key),
        name: survey.name.clone(),
        service: names.get(&survey.service).cloned().unwrap_or_default(),
        instrument: t.pick(&Instrument::of(survey.instrument).name).to_owned(),
        channel: t.pick(&survey.channel.name()).to_owned(),
        state: survey.state,
        expires: survey.notices.expires,
        expired: survey.notices.expired(today),
        lately: lately.get(&survey.id).copied().unwrap_or_default(),
    };
    Ok(Page::new(SurveyList {
        form: Form::with([("service", query.service.as_str()), ("state", query.state.as_str())]),
        services: known.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
        states: states(t),
        rows: shown.iter().filter(wanted).map(row).collect(),
        pager: Pager { next, ..Pager::default() },
        may_set_up: viewer.may(Permission::ManageSurveys),
        narrowed: service.is_some() || state.is_some(),
        layout,
    }))
}

fn states(t: Translator) -> Vec<Choice> {
    SurveyState::ALL.map(|state| Choice::new(state.code(), t.name("survey-state", state.code()))).into()
}

impl Samples for SurveyList {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::SURVEYS.to_owned(), ..Layout::sample(language) };
        let t = layout().t;
        let row = |name: &str, state, expires, expired, lately| Row {
            href: links::survey("passport-renewal-1a2b3"),
            name: name.to_owned(),
            service: "Passport renewal".to_owned(),
            instrument: t.pick(&Instrument::of(InstrumentCode::A11V2).name).to_owned(),
            channel: t.pick(&Channel::Website.name()).to_owned(),
            state,
            expires,
            expired,
            lately,
        };
        let day = |year| Some(jiff::civil::date(year, 5, 31));
        let sample = |rows, narrowed| Self {
            layout: layout(),
            form: Form::empty(),
            services: vec![Choice::new(1, "Passport renewal")],
            states: states(t),
            rows,
            pager: Pager { next: Some("?after=1".to_owned()), ..Pager::default() },
            may_set_up: true,
            narrowed,
        };
        let rows = vec![
            row("After an online renewal", SurveyState::Published, day(2028), false, 12_480),
            row("After a visit", SurveyState::Draft, None, false, 0),
            row("Last year's survey", SurveyState::Closed, day(2025), true, 3),
        ];
        vec![sample(rows, false), sample(Vec::new(), false), sample(Vec::new(), true)]
    }
}
