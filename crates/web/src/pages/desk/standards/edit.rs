//! The form of a service standard, to add one and to change one.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    directory::{services, touchpoints},
    objectives,
    standards::{self, StandardDetail, StandardInput},
};
use catsup_model::{
    Language, Permission, Translated, Viewer,
    calendar::Unit,
    id::{ServiceId, StandardId},
    standard::{MeasuredFrom, Standard, StandardChannel, StandardKind, TargetShare},
};
use serde::Deserialize;

use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PageQuery, PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::{
        desk::{
            objectives::objective_choices,
            places::{Places, may_in},
            refused,
        },
        promises::measured_from,
    },
};

/// The form of a standard.
#[derive(Debug, Template)]
#[template(path = "pages/desk/standards/edit.html")]
pub(crate) struct StandardForm {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    title: String,
    back: String,
    services: Vec<Choice>,
    touchpoints: Vec<Choice>,
    organisations: Vec<Choice>,
    kinds: Vec<Choice>,
    channels: Vec<Choice>,
    units: Vec<Choice>,
    measured: Vec<Choice>,
    objectives: Vec<Choice>,
}

/// Which service a new standard is for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewQuery {
    service: String,
}

impl StandardForm {
    async fn read(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        form: Form,
        standard: Option<StandardId>,
    ) -> Result<Self, PageError> {
        let mut choices = Vec::new();
        for service in services::list(app, viewer).await? {
            if may_in(viewer, Permission::ManageDirectory, service.organisation) {
                choices.push(Choice::new(service.id, &service.name));
            }
        }
        let chosen: Option<ServiceId> = form.value("service").parse().ok();
        let of_service = match chosen {
            Some(service) => touchpoints::list(app, viewer, Some(service)).await.unwrap_or_default(),
            None => Vec::new(),
        };
        let places = Places::read(app, viewer).await?;
        Ok(Self {
            services: choices,
            touchpoints: of_service.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
            organisations: places.choices(viewer, Permission::ReadDirectory),
            objectives: objective_choices(layout.t, &objectives::choices(app, viewer).await?),
            ..Self::frame(layout, form, standard)
        })
    }

    fn frame(layout: Layout, form: Form, standard: Option<StandardId>) -> Self {
        let t: Translator = layout.t;
        let title = if standard.is_some() { t.say("standard-change") } else { t.say("standard-add") };
        let unit = |unit: Unit| Choice::new(unit.code(), t.name("standard-unit", unit.code()));
        Self {
            form,
            crumbs: vec![Crumb::new(links::DESK_STANDARDS, t.say("standards-title"))],
            title: title.to_string(),
            back: standard.map_or_else(|| links::DESK_STANDARDS.to_owned(), links::desk_standard),
            services: Vec::new(),
            touchpoints: Vec::new(),
            organisations: Vec::new(),
            kinds: StandardKind::ALL.map(|kind| Choice::new(kind, t.pick(&kind.name()))).into(),
            channels: StandardChannel::ALL.map(|one| Choice::new(one, t.pick(&one.name()))).into(),
            units: Unit::ALL.map(unit).into(),
            measured: MeasuredFrom::all().map(|from| Choice::new(from, measured_from(t, from))).collect(),
            objectives: Vec::new(),
            layout,
        }
    }
}

fn form_of(standard: &Standard) -> Form {
    let text = |text: Option<String>| text.unwrap_or_default();
    let within = standard.threshold;
    Form::with([
        ("service", standard.service.to_string()),
        ("touchpoint", text(standard.touchpoint.map(|id| id.to_string()))),
        ("organisation", standard.organisation.to_string()),
        ("kind", standard.kind.to_string()),
        ("promise", standard.promise.exact(Language::En).unwrap_or_default().to_owned()),
        ("promise_es", standard.promise.exact(Language::Es).unwrap_or_default().to_owned()),
        ("threshold", text(within.map(|within| within.amount().to_string()))),
        ("unit", text(within.map(|within| within.unit().code().to_owned()))),
        ("target", text(standard.target.map(TargetShare::percent))),
        ("channel", standard.channel.to_string()),
        ("effective_from", text(standard.effective_from.map(|day| day.to_string()))),
        ("effective_until", text(standard.effective_until.map(|day| day.to_string()))),
        ("measured_from", text(standard.measured_from.map(|from| from.to_string()))),
        ("objective", text(standard.objective.map(|id| id.to_string()))),
    ])
}

/// What was entered, when everything that must be there is.
fn read(form: &mut Form) -> Option<StandardInput> {
    let service: Option<ServiceId> = refused::required_choice(form, "service");
    let touchpoint = refused::choice(form, "touchpoint");
    let organisation = refused::choice(form, "organisation");
    let kind: Option<StandardKind> = refused::required_choice(form, "kind");
    let channel: Option<StandardChannel> = refused::required_choice(form, "channel");
    form.require("promise");
    let threshold = refused::whole_number(form, "threshold");
    if threshold.is_some() && form.filled("unit").is_none() {
        form.refuse("unit", FieldError::new("error-choose"));
    }
    let objective = refused::choice(form, "objective");
    let effective_from = refused::day(form, "effective_from");
    let effective_until = refused::day(form, "effective_until");
    if !form.is_valid() {
        return None;
    }
    Some(StandardInput {
        service: service?,
        touchpoint,
        organisation,
        kind: kind?,
        promise: Translated::both(form.value("promise"), form.value("promise_es")),
        threshold: threshold.map(|n| format!("{n} {}", form.value("unit"))).unwrap_or_default(),
        target: form.value("target").trim().trim_end_matches('%').trim().to_owned(),
        channel: channel?,
        effective_from,
        effective_until,
        measured_from: form.value("measured_from").to_owned(),
        objective,
    })
}

/// `GET /desk/standards/new`
pub(crate) async fn new(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(query): PageQuery<NewQuery>,
) -> Result<Page<StandardForm>, PageError> {
    let form = Form::with([("service", query.service.as_str())]);
    Ok(Page::new(StandardForm::read(&app, &identity.viewer, layout, form, None).await?))
}

/// `POST /desk/standards/new`
pub(crate) async fn add(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    if let Some(input) = read(&mut form) {
        let added = standards::add(&app, &identity.viewer, &input).await;
        if let Some(saved) = saved(added, "standard-added", &mut form)? {
            return Ok(saved);
        }
    }
    let page = StandardForm::read(&app, &identity.viewer, layout, form, None).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The standard, when the viewer may change it.
async fn own(app: &App, viewer: &Viewer, id: StandardId) -> Result<StandardDetail, PageError> {
    let detail = standards::find(app, viewer, id).await?;
    let may = may_in(viewer, Permission::ManageDirectory, detail.service.organisation);
    if may { Ok(detail) } else { Err(PageError::Forbidden) }
}

/// `GET /desk/standards/{standard}/edit`
pub(crate) async fn edit(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<StandardId>,
) -> Result<Page<StandardForm>, PageError> {
    let detail = own(&app, &identity.viewer, id).await?;
    let form = form_of(&detail.standard);
    Ok(Page::new(StandardForm::read(&app, &identity.viewer, layout, form, Some(id)).await?))
}

/// `POST /desk/standards/{standard}/edit`
pub(crate) async fn change(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<StandardId>,
    mut form: Form,
) -> Result<Response, PageError> {
    own(&app, &identity.viewer, id).await?;
    if let Some(input) = read(&mut form) {
        let changed = standards::change(&app, &identity.viewer, id, &input).await;
        if let Some(saved) = saved(changed, "standard-changed", &mut form)? {
            return Ok(saved);
        }
    }
    let page = StandardForm::read(&app, &identity.viewer, layout, form, Some(id)).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn saved(
    outcome: Result<Standard, Error>,
    key: &str,
    form: &mut Form,
) -> Result<Option<Response>, PageError> {
    match outcome {
        Ok(standard) => {
            let on = SeeOther::to(links::desk_standard(standard.id)).saying(AlertKind::Success, key);
            Ok(Some(on.into_response()))
        }
        Err(error) => refused::mark(form, error).map(|()| None),
    }
}

impl Samples for StandardForm {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |form, standard| {
            let path = links::DESK_STANDARDS_NEW.to_owned();
            Self {
                services: vec![Choice::new(1, "Permits")],
                touchpoints: vec![Choice::new(1, "Front counter")],
                organisations: vec![Choice::new(1, "Permits Office")],
                objectives: vec![Choice::new(1, "Answers without waiting")],
                ..Self::frame(Layout { path, ..Layout::sample(language) }, form, standard)
            }
        };
        let mut wrong = Form::with([("promise", ""), ("target", "110"), ("threshold", "soon")]);
        for (field, error) in [
            ("service", "error-choose"),
            ("promise", "error-required"),
            ("threshold", "error-number"),
            ("target", "error-percentage"),
            ("effective_until", "error-ends-before-start"),
        ] {
            wrong.refuse(field, FieldError::new(error));
        }
        let known = super::show::sample_details().into_iter().next();
        let filled = known.map(|detail| form_of(&detail.standard)).unwrap_or_default();
        vec![sample(Form::empty(), None), sample(filled, Some(StandardId(1))), sample(wrong, None)]
    }
}
