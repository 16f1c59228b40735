//! The page that asks once before something is taken away.

use askama::Template;
use catsup_model::Language;

use crate::{
    components::Crumb,
    i18n::Translator,
    layout::{Layout, Page, Samples},
};

/// What is about to happen, and the two ways on. The form is posted to the page's own address.
#[derive(Debug, Template)]
#[template(path = "pages/desk/confirm.html")]
pub(crate) struct Confirm {
    pub(crate) layout: Layout,
    pub(crate) crumbs: Vec<Crumb>,
    /// The question, as the title.
    pub(crate) question: String,
    /// What follows from it.
    pub(crate) consequence: String,
    /// What the button says: the act itself, never “OK”.
    pub(crate) act: String,
    /// Where to go instead.
    pub(crate) back: String,
}

impl Confirm {
    /// Asks with the texts `<key>-question` (its `$name` is `name`), `<key>-consequence` and `<key>-act`.
    pub(crate) fn page(
        layout: Layout,
        key: &str,
        name: &str,
        crumbs: Vec<Crumb>,
        back: String,
    ) -> Page<Self> {
        Page::new(Self::new(layout, key, name, crumbs, back))
    }

    fn new(layout: Layout, key: &str, name: &str, crumbs: Vec<Crumb>, back: String) -> Self {
        let t: Translator = layout.t;
        Self {
            question: t.say(&format!("{key}-question")).arg("name", name).to_string(),
            consequence: t.say(&format!("{key}-consequence")).to_string(),
            act: t.say(&format!("{key}-act")).to_string(),
            layout,
            crumbs,
            back,
        }
    }
}

impl Samples for Confirm {
    fn samples(language: Language) -> Vec<Self> {
        [
            "people-disable",
            "people-reset",
            "people-role-remove",
            "token-revoke",
            "kiosk-revoke",
            "volume-remove",
            "standard-result-remove",
            "objective-remove",
            "partner-revoke",
            "answer-retire",
        ]
        .map(|key| {
            let crumbs = vec![Crumb::new("/desk/people", "…")];
            Self::new(Layout::sample(language), key, "Ana Ruiz", crumbs, "/desk/people".to_owned())
        })
        .into()
    }
}
