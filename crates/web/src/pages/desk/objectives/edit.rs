//! The form of an objective, to add one and to change one.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    objectives::{self, ObjectiveInput},
};
use catsup_model::{
    Language, Permission, Translated, Viewer,
    id::{ObjectiveId, OrganisationId},
    objective::Objective,
};
use serde::Deserialize;

use super::{objective_anchor, objective_choices};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PageQuery, PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{
        places::{Places, may_in},
        refused,
    },
};

/// The form of an objective.
#[derive(Debug, Template)]
#[template(path = "pages/desk/objectives/edit.html")]
pub(crate) struct ObjectiveForm {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    title: String,
    owners: Vec<Choice>,
    parents: Vec<Choice>,
    /// Where removing it is asked; empty for a new one.
    remove: String,
}

/// What a new objective is to be part of.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewQuery {
    parent: String,
}

impl ObjectiveForm {
    async fn read(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        form: Form,
        known: Option<ObjectiveId>,
    ) -> Result<Self, PageError> {
        let t = layout.t;
        let mut others = objectives::choices(app, viewer).await?;
        others.retain(|(one, _)| Some(one.id) != known);
        let owners = Places::read(app, viewer).await?.choices(viewer, Permission::ManageDirectory);
        Ok(Self { owners, parents: objective_choices(t, &others), ..Self::frame(layout, form, known) })
    }

    fn frame(layout: Layout, form: Form, known: Option<ObjectiveId>) -> Self {
        let t = layout.t;
        let title = t.say(if known.is_some() { "objective-change" } else { "objective-add" }).to_string();
        Self {
            form,
            crumbs: vec![
                Crumb::new(links::DESK_STANDARDS, t.say("standards-title")),
                Crumb::new(links::OBJECTIVES, t.say("objectives-title")),
            ],
            title,
            owners: Vec::new(),
            parents: Vec::new(),
            remove: known.map(links::objective_remove).unwrap_or_default(),
            layout,
        }
    }
}

fn form_of(objective: &Objective) -> Form {
    let text = |of: &Translated, language| of.exact(language).unwrap_or_default().to_owned();
    Form::with([
        ("name", text(&objective.name, Language::En)),
        ("name_es", text(&objective.name, Language::Es)),
        ("description", text(&objective.description, Language::En)),
        ("description_es", text(&objective.description, Language::Es)),
        ("owner", objective.owner.to_string()),
        ("parent", objective.parent.map(|id| id.to_string()).unwrap_or_default()),
    ])
}

/// What was entered, when everything that must be there is.
fn read(form: &mut Form) -> Option<ObjectiveInput> {
    form.require("name");
    let owner: Option<OrganisationId> = refused::required_choice(form, "owner");
    let parent = refused::choice(form, "parent");
    if !form.is_valid() {
        return None;
    }
    Some(ObjectiveInput {
        name: Translated::both(form.value("name"), form.value("name_es")),
        description: Translated::both(form.value("description"), form.value("description_es")),
        owner: owner?,
        parent,
    })
}

/// `GET /desk/objectives/new`
pub(crate) async fn new(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(query): PageQuery<NewQuery>,
) -> Result<Page<ObjectiveForm>, PageError> {
    let form = Form::with([("parent", query.parent.as_str())]);
    Ok(Page::new(ObjectiveForm::read(&app, &identity.viewer, layout, form, None).await?))
}

/// `POST /desk/objectives/new`
pub(crate) async fn add(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    if let Some(input) = read(&mut form) {
        let added = objectives::add(&app, &identity.viewer, &input).await;
        if let Some(saved) = saved(added, "objective-added", &mut form)? {
            return Ok(saved);
        }
    }
    let page = ObjectiveForm::read(&app, &identity.viewer, layout, form, None).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `GET /desk/objectives/{objective}`
pub(crate) async fn edit(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<ObjectiveId>,
) -> Result<Page<ObjectiveForm>, PageError> {
    let objective = objectives::find(&app, &identity.viewer, id).await?;
    if !may_in(&identity.viewer, Permission::ManageDirectory, objective.owner) {
        return Err(PageError::Forbidden);
    }
    let form = form_of(&objective);
    Ok(Page::new(ObjectiveForm::read(&app, &identity.viewer, layout, form, Some(id)).await?))
}

/// `POST /desk/objectives/{objective}`
pub(crate) async fn change(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<ObjectiveId>,
    mut form: Form,
) -> Result<Response, PageError> {
    objectives::find(&app, &identity.viewer, id).await?;
    if let Some(input) = read(&mut form) {
        let changed = objectives::change(&app, &identity.viewer, id, &input).await;
        if let Some(saved) = saved(changed, "objective-changed", &mut form)? {
            return Ok(saved);
        }
    }
    let page = ObjectiveForm::read(&app, &identity.viewer, layout, form, Some(id)).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn saved(
    outcome: Result<Objective, Error>,
    key: &str,
    form: &mut Form,
) -> Result<Option<Response>, PageError> {
    match outcome {
        Ok(objective) => {
            let to = format!("{}#{}", links::OBJECTIVES, objective_anchor(objective.id));
            Ok(Some(SeeOther::to(to).saying(AlertKind::Success, key).into_response()))
        }
        Err(error) => refused::mark(form, error).map(|()| None),
    }
}

impl Samples for ObjectiveForm {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |form, known| {
            let path = links::OBJECTIVES_NEW.to_owned();
            Self {
                owners: vec![Choice::new(1, "Permits Office")],
                parents: vec![Choice::new(2, "Answers without waiting")],
                ..Self::frame(Layout { path, ..Layout::sample(language) }, form, known)
            }
        };
        let mut wrong = Form::empty();
        for (field, error) in
            [("name", "error-required"), ("owner", "error-choose"), ("parent", "error-cycle")]
        {
            wrong.refuse(field, FieldError::new(error));
        }
        let filled = Form::with([("name", "Calls at once"), ("owner", "1"), ("parent", "2")]);
        vec![sample(Form::empty(), None), sample(filled, Some(ObjectiveId(1))), sample(wrong, None)]
    }
}
