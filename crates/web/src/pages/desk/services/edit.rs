//! The form of a service, to add one and to change one.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    directory::{
        life_experiences,
        services::{self, ServiceInput},
    },
};
use catsup_model::{
    Language, Permission, Viewer,
    directory::Service,
    id::{OrganisationId, ServiceId},
};

use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{
        places::{Places, may_in},
        refused,
    },
};

/// The form of a service.
#[derive(Debug, Template)]
#[template(path = "pages/desk/services/edit.html")]
pub(crate) struct ServiceForm {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    title: String,
    back: String,
    organisations: Vec<Choice>,
    /// Organisations it may be shared with.
    others: Vec<Choice>,
    life_experiences: Vec<Choice>,
}

impl ServiceForm {
    /// The form with what there is to choose from; `service` is the one that is changed.
    async fn read(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        form: Form,
        service: Option<&Service>,
    ) -> Result<Self, PageError> {
        let t = layout.t;
        let places = Places::read(app, viewer).await?;
        let life_experiences = life_experiences::list(app, viewer).await?;
        let mut crumbs = vec![Crumb::new(links::SERVICES, t.say("services-title"))];
        crumbs.extend(service.map(|service| Crumb::new(links::service(service.id), &service.name)));
        let title = if service.is_some() { t.say("service-change") } else { t.say("service-add") };
        Ok(Self {
            title: title.to_string(),
            back: service.map_or_else(|| links::SERVICES.to_owned(), |service| links::service(service.id)),
            organisations: places.choices(viewer, Permission::ManageDirectory),
            others: places.choices(viewer, Permission::ReadDirectory),
            life_experiences: life_experiences.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
            layout,
            form,
            crumbs,
        })
    }
}

fn form_of(service: &Service) -> Form {
    let volume = service.yearly_volume.map(|volume| volume.to_string()).unwrap_or_default();
    let mut entries = vec![
        ("organisation", service.organisation.to_string()),
        ("name", service.name.to_string()),
        ("description", service.description.clone()),
        ("serves", service.serves.clone()),
        ("yearly_volume", volume),
    ];
    entries.extend(service.high_impact.then(|| ("high_impact", "1".to_owned())));
    entries.extend(service.shared_with.iter().map(|id| ("shared_with", id.to_string())));
    entries.extend(service.life_experiences.iter().map(|id| ("life_experiences", id.to_string())));
    Form::with(entries)
}

/// What was entered, when everything that must be there is.
fn read(form: &mut Form) -> Option<ServiceInput> {
    form.require("name");
    let organisation: Option<OrganisationId> = refused::required_choice(form, "organisation");
    let yearly_volume = refused::whole_number(form, "yearly_volume");
    let shared_with = refused::choices(form, "shared_with");
    let life_experiences = refused::choices(form, "life_experiences");
    let organisation = organisation.filter(|_| form.is_valid())?;
    Some(ServiceInput {
        organisation,
        shared_with,
        name: form.value("name").to_owned(),
        description: form.value("description").to_owned(),
        serves: form.value("serves").to_owned(),
        yearly_volume,
        high_impact: form.chose("high_impact", "1"),
        life_experiences,
    })
}

/// `GET /desk/services/new`
pub(crate) async fn new(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<ServiceForm>, PageError> {
    Ok(Page::new(ServiceForm::read(&app, &identity.viewer, layout, Form::empty(), None).await?))
}

/// `POST /desk/services/new`
pub(crate) async fn add(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    if let Some(input) = read(&mut form) {
        let added = services::add(&app, &identity.viewer, &input).await;
        if let Some(saved) = saved(added, "service-added", &mut form)? {
            return Ok(saved);
        }
    }
    let page = ServiceForm::read(&app, &identity.viewer, layout, form, None).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The service, when the viewer may change it.
async fn own(app: &App, viewer: &Viewer, id: ServiceId) -> Result<Service, PageError> {
    let service = services::find(app, viewer, id).await?;
    let may = may_in(viewer, Permission::ManageDirectory, service.organisation);
    if may { Ok(service) } else { Err(PageError::Forbidden) }
}

/// `GET /desk/services/{service}/edit`
pub(crate) async fn edit(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<ServiceId>,
) -> Result<Page<ServiceForm>, PageError> {
    let service = own(&app, &identity.viewer, id).await?;
    let form = form_of(&service);
    Ok(Page::new(ServiceForm::read(&app, &identity.viewer, layout, form, Some(&service)).await?))
}

/// `POST /desk/services/{service}/edit`
pub(crate) async fn change(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<ServiceId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let service = own(&app, &identity.viewer, id).await?;
    if let Some(input) = read(&mut form) {
        let changed = services::change(&app, &identity.viewer, id, &input).await;
        if let Some(saved) = saved(changed, "service-changed", &mut form)? {
            return Ok(saved);
        }
    }
    let page = ServiceForm::read(&app, &identity.viewer, layout, form, Some(&service)).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn saved(outcome: Result<Service, Error>, key: &str, form: &mut Form) -> Result<Option<Response>, PageError> {
    match outcome {
        Ok(service) => {
            let on = SeeOther::to(links::service(service.id)).saying(AlertKind::Success, key);
            Ok(Some(on.into_response()))
        }
        Err(error) => refused::mark(form, error).map(|()| None),
    }
}

impl Samples for ServiceForm {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |form, key: &str| {
            let layout = Layout { path: links::SERVICES_NEW.to_owned(), ..Layout::sample(language) };
            let choices =
                || vec![Choice::new(1, "Benefits Bureau"), Choice::new(2, "\u{2003}Office of Appeals")];
            Self {
                form,
                crumbs: vec![Crumb::new(links::SERVICES, layout.t.say("services-title"))],
                title: layout.t.say(key).to_string(),
                back: links::SERVICES.to_owned(),
                organisations: choices(),
                others: choices(),
                life_experiences: vec![Choice::new(7, "Retiring"), Choice::new(8, "Having a child")],
                layout,
            }
        };
        let filled = Form::with([
            ("name", "Passport renewal"),
            ("organisation", "1"),
            ("shared_with", "2"),
            ("life_experiences", "7"),
            ("yearly_volume", "1530000"),
            ("high_impact", "1"),
            ("serves", "Citizens whose passport ends within a year"),
        ]);
        let mut wrong = Form::with([("yearly_volume", "about 5")]);
        wrong.refuse("name", FieldError::new("error-required"));
        wrong.refuse("organisation", FieldError::new("error-choose"));
        wrong.refuse("yearly_volume", FieldError::new("error-number"));
        vec![sample(filled, "service-change"), sample(wrong, "service-add")]
    }
}
