//! Adding somebody: name, address and first role; the password is generated and shown once.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    accounts::{self, FirstPassword, NewAccount, RoleGrant},
};
use catsup_model::{Language, Permission, Role, Viewer};

use crate::{
    components::{Choice, Crumb},
    error::PageError,
    extract::SignedIn,
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{
        places::{Place, Places},
        refused,
        shown_once::ShownOnce,
    },
};

/// The form to add somebody.
#[derive(Debug, Template)]
#[template(path = "pages/desk/people/new.html")]
pub(crate) struct NewPerson {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    roles: Vec<Choice>,
    places: Vec<Choice>,
}

impl NewPerson {
    fn new(layout: Layout, form: Form, places: Vec<Choice>) -> Self {
        let t = layout.t;
        Self {
            crumbs: vec![Crumb::new(links::PEOPLE, t.say("people-title"))],
            roles: roles(t),
            layout,
            form,
            places,
        }
    }
}

/// Every role, each with what it is for.
pub(super) fn roles(t: Translator) -> Vec<Choice> {
    let choice = |role: &Role| {
        Choice::new(role, t.name("role", role.code())).with_hint(t.name("role-does", role.code()))
    };
    Role::ALL.iter().map(choice).collect()
}

/// Where the viewer may give roles.
pub(super) async fn places(app: &App, viewer: &Viewer, t: Translator) -> Result<Vec<Choice>, PageError> {
    Ok(Places::read(app, viewer).await?.choices_with_everywhere(t, viewer, Permission::ManagePeople))
}

/// The role a form gives, with its place.
pub(super) fn role_of(form: &mut Form) -> Option<RoleGrant> {
    let role = refused::required_choice(form, "role");
    let place = refused::required_choice(form, "place");
    let (Some(role), Some(Place(organisation))) = (role, place) else { return None };
    Some(RoleGrant { role, organisation })
}

/// `GET /desk/people/new`
pub(crate) async fn new(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<NewPerson>, PageError> {
    let places = places(&app, &identity.viewer, layout.t).await?;
    Ok(Page::new(NewPerson::new(layout, Form::empty(), places)))
}

/// `POST /desk/people/new`
pub(crate) async fn add(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    let role = role_of(&mut form);
    // Without a role the rest is checked all the same, so that everything to correct shows at once.
    let new = NewAccount {
        email: form.value("email").to_owned(),
        name: form.value("name").to_owned(),
        roles: role.into_iter().collect(),
        password: FirstPassword::Generated,
    };
    match accounts::add(&app, &identity.viewer, new).await {
        Ok(added) => {
            let (account, secret) = (added.account, added.generated.unwrap_or_default());
            let (name, email) = (account.name.as_str(), account.email.as_str());
            let back = links::person(account.id);
            let page = ShownOnce::password(layout, "people-added-title", name, email, secret, back);
            Ok(Page::new(page).into_response())
        }
        Err(error) => {
            // Where role or place are missing, they say so themselves.
            let names: &[_] = if form.is_valid() { &[("roles", "place")] } else { &[("roles", "role")] };
            refused::mark_as(&mut form, error, names)?;
            let places = places(&app, &identity.viewer, layout.t).await?;
            let page = NewPerson::new(layout, form, places);
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

impl Samples for NewPerson {
    fn samples(language: Language) -> Vec<Self> {
        let frame = || Layout { path: links::PEOPLE_NEW.to_owned(), ..Layout::sample(language) };
        let places = || vec![Choice::new("everywhere", "…"), Choice::new(1, "Benefits Bureau")];
        let mut wrong = Form::with([("name", "Ana Ruiz"), ("email", "ana.ruiz"), ("role", "agent")]);
        wrong.refuse("email", FieldError::new("error-email"));
        wrong.refuse("place", FieldError::new("error-choose"));
        vec![Self::new(frame(), Form::empty(), places()), Self::new(frame(), wrong, places())]
    }
}
