//! Everyone who can sign in, as far as the reader manages them.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    accounts::{self, Account},
};
use catsup_model::Language;
use jiff::Timestamp;

use super::{RoleLine, Standing, role_lines};
use crate::{
    error::PageError,
    extract::SignedIn,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::places::Places,
};

/// The list of people.
#[derive(Debug, Template)]
#[template(path = "pages/desk/people/list.html")]
pub(crate) struct People {
    layout: Layout,
    people: Vec<PersonLine>,
}

#[derive(Debug)]
struct PersonLine {
    href: String,
    name: String,
    email: String,
    roles: Vec<RoleLine>,
    standing: Standing,
}

impl PersonLine {
    fn of(t: Translator, account: &Account, places: &Places, now: Timestamp) -> Self {
        Self {
            href: links::person(account.id),
            name: account.name.to_string(),
            email: account.email.to_string(),
            roles: role_lines(t, account, places),
            standing: Standing::of(account, now),
        }
    }
}

/// `GET /desk/people`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<People>, PageError> {
    let people = accounts::list(&app, &identity.viewer).await?;
    let places = Places::read(&app, &identity.viewer).await?;
    let people = people.iter().map(|account| PersonLine::of(layout.t, account, &places, app.now())).collect();
    Ok(Page::new(People { layout, people }))
}

impl Samples for People {
    fn samples(language: Language) -> Vec<Self> {
        let layout = Layout { path: links::PEOPLE.to_owned(), ..Layout::sample(language) };
        let line = |name: &str, standing, roles: &[(&str, &str)]| PersonLine {
            href: "/desk/people/1".to_owned(),
            name: name.to_owned(),
            email: format!("{}@example.gov", name.to_lowercase().replace(' ', ".")),
            roles: roles
                .iter()
                .map(|(role, place)| RoleLine {
                    role: layout.t.name("role", role).to_string(),
                    place: (*place).to_owned(),
                    remove: String::new(),
                })
                .collect(),
            standing,
        };
        let people = vec![
            line(
                "Ana Ruiz",
                Standing::Active,
                &[("cx_lead", "Benefits Bureau"), ("viewer", "Travel Bureau")],
            ),
            line("Bo Chen", Standing::Invited, &[("agent", "Passport office, North-West region")]),
            line("Chidi Okafor", Standing::Locked, &[("administrator", "Department of Everyday Services")]),
            line("Dana Levi", Standing::Disabled, &[]),
        ];
        vec![Self { layout: layout.clone(), people }, Self { layout, people: Vec::new() }]
    }
}
