//! A step in the designer: everything that is said of it, in one form.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    journey_maps::{self, Act, Opened},
};
use catsup_model::{
    Channel, Viewer,
    id::JourneyMapId,
    journey_map::{Blueprint, Burden, Emotion, MapScope, Need, Step},
};
use serde::Deserialize;

use super::{REVISION, crumbs, grid, mark, revision, status};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PageQuery, PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::{Message, Translator},
    layout::{Layout, Page},
    links,
    pages::desk::refused,
};

/// Where a step is added.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Add {
    stage: String,
}

/// The form of a step.
#[derive(Debug, Template)]
#[template(path = "pages/desk/maps/step.html")]
pub(crate) struct StepPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    title: Message,
    form: Form,
    back: String,
    is_new: bool,
    /// Whether somebody else edited the map while this was typed.
    moved: bool,
    stages: Vec<Choice>,
    /// Services to choose from; empty where the map is about one.
    services: Vec<Choice>,
    channels: Vec<Choice>,
    touchpoints: Vec<Choice>,
    emotions: Vec<Choice>,
}

/// `GET /desk/maps/{map}/design/add`
pub(crate) async fn new_step(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<JourneyMapId>,
    PageQuery(add): PageQuery<Add>,
) -> Result<Page<StepPage>, PageError> {
    let opened = super::design::opened(&app, &identity.viewer, id).await?;
    let stages = &opened.map.design.stages;
    let stage = stages.iter().find(|stage| stage.key == add.stage).or(stages.last());
    let stage = stage.ok_or(PageError::NotFound)?;
    let form = Form::with([("stage", stage.key.as_str()), (REVISION, &opened.map.revision.to_string())]);
    Ok(Page::new(StepPage::of(layout, &opened, None, form)))
}

/// `POST /desk/maps/{map}/design/add`
pub(crate) async fn add_step(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<JourneyMapId>,
    form: Form,
) -> Result<Response, PageError> {
    save(&app, &identity.viewer, layout, id, None, form).await
}

/// `GET /desk/maps/{map}/design/steps/{step}`
pub(crate) async fn show_step(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path((map, key)): Path<(String, String)>,
) -> Result<Page<StepPage>, PageError> {
    let id = map.parse().map_err(|_| PageError::NotFound)?;
    let opened = super::design::opened(&app, &identity.viewer, id).await?;
    let step = step_of(&opened, &key).ok_or(PageError::NotFound)?;
    let form = filled(step, &opened);
    Ok(Page::new(StepPage::of(layout, &opened, Some(step), form)))
}

/// `POST /desk/maps/{map}/design/steps/{step}`
pub(crate) async fn save_step(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path((map, key)): Path<(String, String)>,
    form: Form,
) -> Result<Response, PageError> {
    let id = map.parse().map_err(|_| PageError::NotFound)?;
    save(&app, &identity.viewer, layout, id, Some(&key), form).await
}

async fn save(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    id: JourneyMapId,
    key: Option<&str>,
    mut form: Form,
) -> Result<Response, PageError> {
    let opened = super::design::opened(app, viewer, id).await?;
    // Somebody may have removed it meanwhile: then what was typed can still be added anew.
    let stored = key.and_then(|key| step_of(&opened, key));
    let step = read(&mut form);
    let stage = form.require("stage").unwrap_or_default();
    let mut moved = false;
    if form.is_valid() {
        let step = Box::new(step);
        let act = match stored {
            Some(stored) => Act::ChangeStep { key: stored.key.clone(), step, stage: stage.clone() },
            None => Act::AddStep { stage: stage.clone(), step },
        };
        match journey_maps::edit(app, viewer, id, revision(&form), act).await {
            Ok(edited) => {
                let on = match form.value("then") {
                    "add" => links::map_step_new_in(id, &stage),
                    _ => links::map_design_at(id, &edited.target.unwrap_or_default()),
                };
                return Ok(SeeOther::to(on).saying(AlertKind::Success, "map-step-saved").into_response());
            }
            Err(error) => moved = mark(&mut form, "name", &opened, error)?,
        }
    }
    let page = StepPage { moved, ..StepPage::of(layout, &opened, stored, form) };
    Ok(Page::with_status(status(moved), page).into_response())
}

fn step_of<'a>(opened: &'a Opened, key: &str) -> Option<&'a Step> {
    opened.map.design.steps().find(|step| step.key == key)
}

/// The step as the form has it.
fn read(form: &mut Form) -> Step {
    let number = |form: &mut Form, field: &str| {
        let number = refused::whole_number(form, field)?;
        let fits = u32::try_from(number).ok();
        if fits.is_none() {
            form.refuse(field, FieldError::new("error-negative"));
        }
        fits
    };
    let emotion: Option<i8> = refused::choice(form, "emotion");
    let emotion = emotion.and_then(|value| Emotion::try_from(value).ok());
    Step {
        key: String::new(),
        name: form.require("name").unwrap_or_default(),
        activities: lines(form, "activities"),
        service: refused::choice(form, "service"),
        channels: refused::choices(form, "channels"),
        touchpoints: refused::choices(form, "touchpoints"),
        doing: form.value("doing").to_owned(),
        thinking: form.value("thinking").to_owned(),
        feeling: form.value("feeling").to_owned(),
        emotion,
        pain_points: lines(form, "pain_points"),
        moment: form.value("moment").to_owned(),
        opportunities: lines(form, "opportunities"),
        owner: form.value("owner").to_owned(),
        need: if form.chose("optional", "1") { Need::Optional } else { Need::Required },
        repeatable: form.chose("repeatable", "1"),
        blueprint: blueprint(form),
        burden: Burden {
            minutes: number(form, "minutes"),
            documents: number(form, "documents"),
            trips: number(form, "trips"),
        },
    }
}

fn blueprint(form: &Form) -> Blueprint {
    let mut blueprint = Blueprint::default();
    for (lane, text) in blueprint.lanes_mut() {
        form.value(lane).clone_into(text);
    }
    blueprint
}

fn lines(form: &Form, field: &str) -> Vec<String> {
    form.value(field).lines().map(str::to_owned).collect()
}

/// The form as the step has it.
fn filled(step: &Step, opened: &Opened) -> Form {
    let stage = opened.map.design.step_at(&step.key).map(|(stage, _)| &opened.map.design.stages[stage]);
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let tick = |on: bool| if on { "1" } else { "" }.to_owned();
    let mut entries: Vec<(&str, String)> = vec![
        (REVISION, opened.map.revision.to_string()),
        ("stage", stage.map(|stage| stage.key.clone()).unwrap_or_default()),
        ("name", step.name.clone()),
        ("activities", step.activities.join("\n")),
        ("service", step.service.map(|id| id.to_string()).unwrap_or_default()),
        ("doing", step.doing.clone()),
        ("thinking", step.thinking.clone()),
        ("feeling", step.feeling.clone()),
        ("emotion", step.emotion.map(|emotion| emotion.value().to_string()).unwrap_or_default()),
        ("pain_points", step.pain_points.join("\n")),
        ("moment", step.moment.clone()),
        ("opportunities", step.opportunities.join("\n")),
        ("owner", step.owner.clone()),
        ("optional", tick(step.need == Need::Optional)),
        ("repeatable", tick(step.repeatable)),
        ("minutes", number(step.burden.minutes)),
        ("documents", number(step.burden.documents)),
        ("trips", number(step.burden.trips)),
    ];
    entries.extend(step.blueprint.lanes().map(|(lane, text)| (lane, text.to_owned())));
    entries.extend(step.channels.iter().map(|channel| ("channels", channel.code().to_owned())));
    entries.extend(step.touchpoints.iter().map(|id| ("touchpoints", id.to_string())));
    Form::with(entries)
}

impl StepPage {
    fn of(layout: Layout, opened: &Opened, step: Option<&Step>, form: Form) -> Self {
        let t = layout.t;
        let (map, places) = (&opened.map, &opened.places);
        let id = map.id;
        let crosses = matches!(map.scope, MapScope::LifeExperience(_));
        let service = |one: &catsup_model::directory::Service| Choice::new(one.id, &one.name);
        let touchpoint = |one: &catsup_model::directory::Touchpoint| {
            let channel = t.pick(&one.channel.name()).to_owned();
            let hint =
                if crosses { format!("{} · {channel}", places.service_name(one.service)) } else { channel };
            Choice::new(one.id, &one.name).with_hint(hint)
        };
        Self {
            crumbs: crumbs(t, opened, true),
            title: match step {
                Some(step) => t.say("map-step-title").arg("name", &step.name),
                None => t.say("map-step-new"),
            },
            back: step.map_or_else(
                || links::map_design_at(id, form.value("stage")),
                |step| links::map_design_at(id, &step.key),
            ),
            is_new: step.is_none(),
            moved: false,
            stages: map.design.stages.iter().map(|stage| Choice::new(&stage.key, &stage.name)).collect(),
            services: places.services.iter().filter(|_| crosses).map(service).collect(),
            channels: channels(t),
            touchpoints: places.touchpoints.iter().map(touchpoint).collect(),
            emotions: emotions(t),
            form,
            layout,
        }
    }
}

/// Channels on which something happens; those that only old files have are left out.
fn channels(t: Translator) -> Vec<Choice> {
    let shown = Channel::ALL.iter().filter(|channel| **channel != Channel::Mixed);
    shown.map(|channel| Choice::new(channel.code(), t.pick(&channel.name()))).collect()
}

/// Feelings, the best first.
fn emotions(t: Translator) -> Vec<Choice> {
    let known = (Emotion::LOWEST..=Emotion::HIGHEST).rev().filter_map(|value| Emotion::try_from(value).ok());
    known.map(|emotion| Choice::new(emotion.value(), grid::emotion_words(t, emotion))).collect()
}

#[cfg(test)]
impl crate::layout::Samples for StepPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let (opened, crossing) = (super::sample::opened(), super::sample::crossing());
        let layout = || Layout::sample(language);
        let existing = |opened: &Opened| {
            let step = opened.map.design.steps().next();
            Self::of(layout(), opened, step, filled(step.unwrap(), opened))
        };
        let mut wrong = Form::with([("stage", "stage_1"), ("minutes", "a few")]);
        let _ = read(&mut wrong);
        wrong.refuse("activities", FieldError::new("error-activity-taken"));
        vec![
            existing(&opened),
            Self { moved: true, ..existing(&crossing) },
            Self::of(layout(), &opened, None, wrong),
        ]
    }
}
