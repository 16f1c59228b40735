//! What an organisation is called, and where it lies in the tree.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, directory::organisations};
use catsup_model::{Language, Permission, Viewer, directory::Organisation, id::OrganisationId};

use super::{new, titles};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{
        places::{Place, may_in},
        refused,
    },
};

/// The two forms of an organisation.
#[derive(Debug, Template)]
#[template(path = "pages/desk/organisations/change.html")]
pub(crate) struct ChangeOrganisation {
    layout: Layout,
    crumbs: Vec<Crumb>,
    id: OrganisationId,
    name: String,
    form: Form,
    place_form: Form,
    parents: Vec<Choice>,
}

impl ChangeOrganisation {
    fn new(
        layout: Layout,
        organisation: &Organisation,
        form: Option<Form>,
        place_form: Option<Form>,
        parents: Vec<Choice>,
    ) -> Self {
        let named = || {
            Form::with([("name", organisation.name.as_str()), ("abbreviation", &organisation.abbreviation)])
        };
        let placed = || Form::with([("parent", Place(organisation.parent).to_string())]);
        Self {
            crumbs: vec![Crumb::new(links::ORGANISATIONS, layout.t.say("organisations-title"))],
            id: organisation.id,
            name: organisation.name.to_string(),
            form: form.unwrap_or_else(named),
            place_form: place_form.unwrap_or_else(placed),
            // An organisation never lies under itself.
            parents: parents.into_iter().filter(|one| one.value != organisation.id.to_string()).collect(),
            layout,
        }
    }

    async fn read(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        id: OrganisationId,
        (form, place_form): (Option<Form>, Option<Form>),
    ) -> Result<Self, PageError> {
        let organisation = organisations::find(app, viewer, id).await?;
        if !may_in(viewer, Permission::ManageDirectory, id) {
            return Err(PageError::Forbidden);
        }
        let parents = new::parents(app, viewer, &layout).await?;
        Ok(Self::new(layout, &organisation, form, place_form, parents))
    }
}

/// `GET /desk/organisations/{organisation}`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<OrganisationId>,
) -> Result<Page<ChangeOrganisation>, PageError> {
    Ok(Page::new(ChangeOrganisation::read(&app, &identity.viewer, layout, id, (None, None)).await?))
}

/// `POST /desk/organisations/{organisation}`: another name.
pub(crate) async fn rename(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<OrganisationId>,
    mut form: Form,
) -> Result<Response, PageError> {
    match organisations::rename(&app, &identity.viewer, id, &titles(&form)).await {
        Ok(()) => Ok(saved()),
        Err(error) => {
            refused::mark(&mut form, error)?;
            again(&app, &identity.viewer, layout, id, (Some(form), None)).await
        }
    }
}

/// `POST /desk/organisations/{organisation}/place`: under another one.
pub(crate) async fn place(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<OrganisationId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let parent: Option<Place> = refused::required_choice(&mut form, "parent");
    if let Some(Place(parent)) = parent {
        match organisations::put_under(&app, &identity.viewer, id, parent).await {
            Ok(()) => return Ok(saved()),
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    again(&app, &identity.viewer, layout, id, (None, Some(form))).await
}

fn saved() -> Response {
    SeeOther::to(links::ORGANISATIONS).saying(AlertKind::Success, "organisation-saved").into_response()
}

async fn again(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    id: OrganisationId,
    forms: (Option<Form>, Option<Form>),
) -> Result<Response, PageError> {
    let page = ChangeOrganisation::read(app, viewer, layout, id, forms).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

impl Samples for ChangeOrganisation {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |form, place_form| {
            let layout = Layout { path: "/desk/organisations/2".to_owned(), ..Layout::sample(language) };
            let organisation = super::samples::tree().swap_remove(1).organisation;
            let parents = vec![
                Choice::new("everywhere", "…"),
                Choice::new(1, "Department"),
                Choice::new(2, "Benefits"),
            ];
            Self::new(layout, &organisation, form, place_form, parents)
        };
        let mut nameless = Form::empty();
        nameless.refuse("name", FieldError::new("error-required"));
        let mut below = Form::with([("parent", "1")]);
        below.refuse("parent", FieldError::new("error-cycle"));
        vec![sample(None, None), sample(Some(nameless), None), sample(None, Some(below))]
    }
}
