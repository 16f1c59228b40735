//! A member of staff at a browser: sends forms with the session's secret, and says what came of them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use axum::http::{StatusCode, header};
use catsup_app::{
    App,
    accounts::{self, FirstPassword, NewAccount, RoleGrant},
    directory::organisations::{self, Titles},
};
use catsup_model::{
    Role, Viewer,
    id::{AccountId, OrganisationId},
};
use catsup_testing::{Answer, TestApp};
use catsup_web::{Configuration, limits::Limits};

/// A password that is accepted.
pub const PASSWORD: &str = "seven quiet herons wade";

/// A browser that staff sit at.
pub struct Browser(catsup_testing::Browser);

/// What the browser shows.
#[derive(Debug)]
pub struct Shown(Answer);

impl Browser {
    /// A browser nobody has signed in with.
    pub fn new(app: &TestApp) -> Self {
        let configuration = Configuration { limits: Limits::none(), ..Configuration::default() };
        Self(app.visitor_of(configuration))
    }

    /// A browser in which somebody with this role is signed in.
    pub async fn signed_in(app: &TestApp, role: Role, organisation: Option<OrganisationId>) -> Self {
        Self(app.sign_in_within(role, organisation).await)
    }

    /// Sends the sign-in form.
    pub async fn sign_in(&self, email: &str, password: &str) -> Shown {
        self.post_bare("/desk/sign-in", &[("email", email), ("password", password)]).await
    }

    /// Opens a page.
    pub async fn get(&self, path: &str) -> Shown {
        Shown(self.0.get(path).await)
    }

    /// Opens the page that `shown` sends to.
    pub async fn follow(&self, shown: &Shown) -> Shown {
        self.get(shown.0.location()).await
    }

    /// Sends a form as its page has it: with the secret of the session.
    pub async fn post(&self, path: &str, entries: &[(&str, &str)]) -> Shown {
        let page = self.0.get("/desk/password").await;
        let secret = page.attribute_after("name=\"csrf\"", "value");
        let entries: Vec<(&str, &str)> = entries.iter().copied().chain([("csrf", secret.as_str())]).collect();
        self.post_bare(path, &entries).await
    }

    /// Sends exactly these entries.
    pub async fn post_bare(&self, path: &str, entries: &[(&str, &str)]) -> Shown {
        Shown(self.0.post(path, entries).await)
    }
}

impl Shown {
    /// The page has this text.
    #[track_caller]
    pub fn sees(self, text: &str) -> Self {
        assert!(
            self.0.body.contains(text),
            "“{text}” is not on the page ({}):\n{}",
            self.0.status,
            self.main()
        );
        self
    }

    /// The page lacks this text.
    #[track_caller]
    pub fn does_not_see(self, text: &str) -> Self {
        assert!(!self.0.body.contains(text), "“{text}” is on the page:\n{}", self.main());
        self
    }

    /// The browser is sent on to `path`.
    #[track_caller]
    pub fn goes_to(self, path: &str) -> Self {
        let location = self.0.headers.get(header::LOCATION).map(|value| value.to_str().unwrap());
        assert_eq!(location, Some(path), "{}: {}", self.0.status, self.main());
        self
    }

    /// Where the browser is sent on to.
    #[track_caller]
    pub fn location(&self) -> &str {
        self.0.location()
    }

    /// It was answered with `status`.
    #[track_caller]
    pub fn is(self, status: StatusCode) -> Self {
        assert_eq!(self.0.status, status, "{}", self.main());
        self
    }

    /// The form came back with an error beside each of these fields.
    #[track_caller]
    pub fn refuses(self, fields: &[&str]) -> Self {
        assert_eq!(self.0.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", self.main());
        assert!(self.0.body.contains("error-summary"), "{}", self.main());
        for field in fields {
            assert!(
                self.0.body.contains(&format!("id=\"{field}-error\"")),
                "no error at {field}:\n{}",
                self.main()
            );
        }
        self
    }

    /// What stands between `before` and the next `after`.
    #[track_caller]
    pub fn between(&self, before: &str, after: &str) -> String {
        let (_, rest) =
            self.0.body.split_once(before).unwrap_or_else(|| panic!("no {before}:\n{}", self.main()));
        rest.split(after).next().unwrap_or_default().to_owned()
    }

    /// Where the link leads whose text begins with `text`.
    #[track_caller]
    pub fn link(&self, text: &str) -> String {
        let found = self.0.body.split_once(&format!("\">{text}"));
        let (before, _) = found.unwrap_or_else(|| panic!("no link {text}:\n{}", self.main()));
        before.rsplit("href=\"").next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&")
    }

    fn main(&self) -> &str {
        self.0.body.split_once("<main").map_or(&self.0.body, |(_, main)| main)
    }
}

/// Adds an account with [`PASSWORD`], which need not be changed.
pub async fn account(app: &App, email: &str, role: RoleGrant) -> AccountId {
    let new = NewAccount {
        email: email.to_owned(),
        name: "Ann Lee".to_owned(),
        roles: vec![role],
        password: FirstPassword::Kept(PASSWORD.to_owned()),
    };
    accounts::add(app, &Viewer::operator(), new).await.unwrap().account.id
}

/// Adds an organisation.
pub async fn organisation(app: &App, parent: Option<OrganisationId>, name: &str) -> OrganisationId {
    let titles = Titles { name: name.to_owned(), abbreviation: String::new() };
    organisations::add(app, &Viewer::operator(), parent, &titles).await.unwrap().id
}
