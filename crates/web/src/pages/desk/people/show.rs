//! One person: name, roles, and ways in.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    accounts::{self, Account},
};
use catsup_model::{Language, Viewer, id::AccountId};
use jiff::civil::{Date, DateTime, date};

use super::{Standing, new, role_lines};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{places::Places, refused},
};

/// One person.
#[derive(Debug, Template)]
#[template(path = "pages/desk/people/show.html")]
pub(crate) struct Person {
    layout: Layout,
    crumbs: Vec<Crumb>,
    account: AccountId,
    name: String,
    email: String,
    standing: Standing,
    since: Date,
    /// Until when the account is locked; in the installation's zone.
    locked_until: Option<DateTime>,
    roles: Vec<RoleLine>,
    /// The name, as it is entered.
    form: Form,
    /// The role to add, as it is entered.
    role_form: Form,
    role_choices: Vec<Choice>,
    place_choices: Vec<Choice>,
}

/// One role as people read it.
#[derive(Debug)]
pub(crate) struct RoleLine {
    pub(crate) role: String,
    pub(crate) place: String,
    /// Where its removal is asked.
    pub(crate) remove: String,
}

impl Person {
    /// The page of an account with these entries.
    pub(super) async fn read(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        account: &Account,
        form: Form,
        role_form: Form,
    ) -> Result<Self, PageError> {
        let t = layout.t;
        let places = Places::read(app, viewer).await?;
        let zone = app.settings().zone.clone();
        let standing = Standing::of(account, app.now());
        let locked = account.locked_until.filter(|_| standing == Standing::Locked);
        Ok(Self {
            crumbs: vec![Crumb::new(links::PEOPLE, t.say("people-title"))],
            account: account.id,
            name: account.name.to_string(),
            email: account.email.to_string(),
            standing,
            since: account.created_at.to_zoned(zone.clone()).date(),
            locked_until: locked.map(|until| until.to_zoned(zone).datetime()),
            roles: role_lines(t, account, &places),
            form,
            role_form,
            role_choices: new::roles(t),
            place_choices: new::places(app, viewer, t).await?,
            layout,
        })
    }
}

/// `GET /desk/people/{account}`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<AccountId>,
) -> Result<Page<Person>, PageError> {
    let account = accounts::find(&app, &identity.viewer, id).await?;
    let form = Form::with([("name", account.name.as_str())]);
    Ok(Page::new(Person::read(&app, &identity.viewer, layout, &account, form, Form::empty()).await?))
}

/// `POST /desk/people/{account}`: another name.
pub(crate) async fn rename(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<AccountId>,
    mut form: Form,
) -> Result<Response, PageError> {
    match accounts::rename(&app, &identity.viewer, id, form.value("name")).await {
        Ok(()) => {
            Ok(SeeOther::to(links::person(id)).saying(AlertKind::Success, "people-renamed").into_response())
        }
        Err(error) => {
            refused::mark(&mut form, error)?;
            again(&app, &identity.viewer, layout, id, form, Form::empty()).await
        }
    }
}

/// The page once more, with what was refused.
pub(super) async fn again(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    id: AccountId,
    form: Form,
    role_form: Form,
) -> Result<Response, PageError> {
    let account = accounts::find(app, viewer, id).await?;
    let page = Person::read(app, viewer, layout, &account, form, role_form).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Back to a person, with what cannot be in words; every other error goes on.
pub(super) fn back_saying(id: AccountId, error: Error) -> Result<Response, PageError> {
    match error {
        Error::Refused(catsup_app::Refusal::LastAdministrator) => {
            let back = SeeOther::to(links::person(id)).saying(AlertKind::Error, "people-last-administrator");
            Ok(back.into_response())
        }
        other => Err(other.into()),
    }
}

impl Samples for Person {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |standing, roles: &[(&str, &str)], form, role_form| {
            let layout = Layout { path: "/desk/people/1".to_owned(), ..Layout::sample(language) };
            let t = layout.t;
            let line = |(role, place): &(&str, &str)| RoleLine {
                role: t.name("role", role).to_string(),
                place: (*place).to_owned(),
                remove: "/desk/people/1/roles/remove?role=agent&place=2".to_owned(),
            };
            Self {
                crumbs: vec![Crumb::new(links::PEOPLE, t.say("people-title"))],
                account: AccountId(1),
                name: "Ana Ruiz".to_owned(),
                email: "ana.ruiz@example.gov".to_owned(),
                standing,
                since: date(2026, 1, 12),
                locked_until: (standing == Standing::Locked).then(|| date(2026, 3, 10).at(11, 15, 0, 0)),
                roles: roles.iter().map(line).collect(),
                form,
                role_form,
                role_choices: new::roles(t),
                place_choices: vec![Choice::new("everywhere", "…"), Choice::new(2, "Benefits Bureau")],
                layout,
            }
        };
        let named = || Form::with([("name", "Ana Ruiz")]);
        let mut nameless = Form::empty();
        nameless.refuse("name", FieldError::new("error-required"));
        let mut incomplete = Form::with([("role", "agent")]);
        incomplete.refuse("place", FieldError::new("error-choose"));
        let roles = [("cx_lead", "Benefits Bureau"), ("viewer", "Travel Bureau")];
        vec![
            sample(Standing::Active, &roles, named(), Form::empty()),
            sample(Standing::Locked, &roles, nameless, Form::empty()),
            sample(Standing::Disabled, &[], named(), incomplete),
        ]
    }
}
