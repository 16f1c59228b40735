//! The page that shows a secret once: a generated password, an API token.
//!
//! It answers the post itself instead of sending the browser on: a secret carried over to a next page would have to
//! lie in a cookie or in the address.

use askama::Template;
use catsup_model::Language;

use crate::{
    components::{AlertKind, Crumb},
    layout::{Layout, Samples},
};

/// The secret, whose it is, and what to do with it.
#[derive(Debug, Template)]
#[template(path = "pages/desk/shown_once.html")]
pub(crate) struct ShownOnce {
    layout: Layout,
    crumbs: Vec<Crumb>,
    title: String,
    advice: String,
    /// Lines that go with it, each with its name: the address to sign in with.
    with: Vec<(String, String)>,
    label: String,
    secret: String,
    back: String,
}

impl ShownOnce {
    /// A password that was generated for somebody; `key` names the title, whose `$name` is theirs.
    pub(crate) fn password(
        layout: Layout,
        key: &str,
        name: &str,
        email: &str,
        secret: String,
        back: String,
    ) -> Self {
        let t = layout.t;
        Self {
            crumbs: vec![Crumb::new(crate::links::PEOPLE, t.say("people-title"))],
            title: t.say(key).arg("name", name).to_string(),
            advice: t.say("people-password-advice").to_string(),
            with: vec![(t.say("people-email").to_string(), email.to_owned())],
            label: t.say("people-password-first").to_string(),
            secret,
            back,
            layout,
        }
    }

    /// An API token that was just made.
    pub(crate) fn token(layout: Layout, name: &str, secret: String) -> Self {
        let t = layout.t;
        Self {
            crumbs: vec![Crumb::new(crate::links::TOKENS, t.say("tokens-title"))],
            title: t.say("token-created-title").arg("name", name).to_string(),
            advice: t.say("token-created-advice").to_string(),
            with: Vec::new(),
            label: t.say("token-secret").to_string(),
            secret,
            back: crate::links::TOKENS.to_owned(),
            layout,
        }
    }
}

impl ShownOnce {
    /// The address of a kiosk that was just set up, with its key in it.
    pub(crate) fn kiosk(layout: Layout, name: &str, address: String, back: String) -> Self {
        let t = layout.t;
        Self {
            crumbs: vec![Crumb::new(&back, t.say("kiosks-title"))],
            title: t.say("kiosk-created-title").arg("name", name).to_string(),
            advice: t.say("kiosk-created-advice").to_string(),
            with: Vec::new(),
            label: t.say("kiosk-created-address").to_string(),
            secret: address,
            back,
            layout,
        }
    }
}

impl ShownOnce {
    /// The address by which a partner reads standards, which was just made.
    pub(crate) fn partner(layout: Layout, name: &str, address: String) -> Self {
        let t = layout.t;
        Self {
            crumbs: vec![
                Crumb::new(crate::links::DESK_STANDARDS, t.say("standards-title")),
                Crumb::new(crate::links::PARTNERS, t.say("partners-title")),
            ],
            title: t.say("partner-created-title").arg("name", name).to_string(),
            advice: t.say("partner-created-advice").to_string(),
            with: Vec::new(),
            label: t.say("partner-created-address").to_string(),
            secret: address,
            back: crate::links::PARTNERS.to_owned(),
            layout,
        }
    }
}

impl Samples for ShownOnce {
    fn samples(language: Language) -> Vec<Self> {
        let frame = || Layout { path: crate::links::PEOPLE.to_owned(), ..Layout::sample(language) };
        let password = "7k2mq-x9d4r-tn8wz-3hv6c".to_owned();
        let person = Self::password(
            frame(),
            "people-added-title",
            "Ana Ruiz",
            "ana.ruiz@example.gov",
            password,
            "/desk/people/1".to_owned(),
        );
        let token = Self::token(frame(), "Kiosk in the lobby", "cts_4r8q2m6z0x1c5v9b3n7k2j4h6g".to_owned());
        vec![person, token]
    }
}
