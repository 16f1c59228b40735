//! The frame around every page: who is reading, in which language, and what stands above and below the content.
//!
//! Every page struct holds a [`Layout`] as its field `layout`; its template extends `layout/public.html` or
//! `layout/desk.html` and fills the blocks `title` and `content`.

mod page;

use catsup_model::Language;

pub use self::page::{Page, Samples};
use crate::{components::AlertKind, i18n::Translator, links};

/// What the frame needs, gathered once per request.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The reader's language.
    pub t: Translator,
    /// Path and query of this page, for the language link and the current section.
    pub path: String,
    /// Name of the organisation that runs this installation.
    pub organisation: String,
    /// Whether the page exists in the other language too, so that the switch is shown.
    pub switches_language: bool,
    /// Whether the data are made up (the demo): then every page says so.
    pub synthetic: bool,
    /// Who is signed in.
    pub viewer: Option<SignedIn>,
    /// Token that a form posts back, so that no other site can post in the reader's name.
    pub csrf: String,
    /// Links of the main navigation, as far as the reader may follow them.
    pub navigation: Vec<NavigationLink>,
    /// What the page before has to say.
    pub flash: Vec<Flash>,
}

/// Who is signed in, as the top bar shows them.
#[derive(Debug, Clone)]
pub struct SignedIn {
    /// Their name.
    pub name: String,
    /// Their role in the reader's language.
    pub role: String,
}

/// One link of the main navigation.
#[derive(Debug, Clone)]
pub struct NavigationLink {
    /// Where it leads.
    pub href: String,
    /// Its text in the reader's language.
    pub label: String,
}

/// A message carried over from the page before.
#[derive(Debug, Clone)]
pub struct Flash {
    /// How it is meant.
    pub kind: AlertKind,
    /// The message in the reader's language.
    pub text: String,
}

impl Layout {
    /// The frame of a page that stands for itself; set the other fields as far as they apply.
    #[must_use]
    pub fn new(t: Translator, path: impl Into<String>, organisation: impl Into<String>) -> Self {
        Self {
            t,
            path: path.into(),
            organisation: organisation.into(),
            switches_language: true,
            synthetic: false,
            viewer: None,
            csrf: String::new(),
            navigation: Vec::new(),
            flash: Vec::new(),
        }
    }

    /// A frame with everything in it, for render tests.
    #[must_use]
    pub fn sample(language: Language) -> Self {
        let link =
            |href: &str, label: &str| NavigationLink { href: href.to_owned(), label: label.to_owned() };
        Self {
            synthetic: true,
            viewer: Some(SignedIn { name: "Ana Ruiz".to_owned(), role: "CX lead".to_owned() }),
            csrf: "sample-token".to_owned(),
            navigation: vec![
                link("/desk", "Home"),
                link("/desk/scorecard", "Scorecard"),
                link("/desk/surveys", "Surveys"),
                link("/desk/services", "Services"),
                link("/desk/imports", "Imports"),
            ],
            flash: vec![Flash { kind: AlertKind::Success, text: "Survey published.".to_owned() }],
            ..Self::new(
                Translator::new(language),
                "/desk/scorecard?service=12",
                "Department of Everyday Services",
            )
        }
    }

    /// Changes the language of the page, when what it shows exists in no other.
    pub fn speak(&mut self, language: Language) {
        self.t = Translator::new(language);
    }

    /// This page in the other language.
    #[must_use]
    pub fn other_language_link(&self) -> String {
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        let mut link = format!("{path}?");
        for pair in query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("lang=")) {
            link.push_str(pair);
            link.push('&');
        }
        link.push_str("lang=");
        link.push_str(self.other_language().code());
        link
    }

    /// The language the switch leads to.
    #[must_use]
    pub fn other_language(&self) -> Language {
        match self.t.language() {
            Language::En => Language::Es,
            Language::Es => Language::En,
        }
    }

    /// Whether this page lies in the section `href` leads to; the longest matching link is the section.
    #[must_use]
    pub fn is_current(&self, href: &str) -> bool {
        let path = self.path.split('?').next().unwrap_or_default();
        // Life experiences have no section of their own: the way to them leads through the services.
        let beside = [links::LIFE_EXPERIENCES, links::CALENDARS];
        let path = if beside.iter().any(|one| path.starts_with(one)) { links::SERVICES } else { path };
        // So does the way to objectives through the standards.
        let path = if path.starts_with(links::OBJECTIVES) { links::DESK_STANDARDS } else { path };
        let covers = |href: &str| {
            path == href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/') || href == "/")
        };
        let longest = self.navigation.iter().map(|link| link.href.as_str()).filter(|href| covers(href));
        longest.max_by_key(|href| href.len()) == Some(href)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_link_keeps_the_rest_of_the_address() {
        let mut layout = Layout::sample(Language::En);
        assert_eq!(layout.other_language_link(), "/desk/scorecard?service=12&lang=es");
        layout.path = "/feedback/x?lang=en".to_owned();
        assert_eq!(layout.other_language_link(), "/feedback/x?lang=es");
    }

    #[test]
    fn only_the_nearest_section_is_current() {
        let layout = Layout::sample(Language::En);
        assert!(layout.is_current("/desk/scorecard"));
        assert!(!layout.is_current("/desk"));
        assert!(!layout.is_current("/desk/score"));
        let services = Layout { path: links::LIFE_EXPERIENCES.to_owned(), ..Layout::sample(Language::En) };
        assert!(services.is_current(links::SERVICES));
        assert!(!services.is_current("/desk"));
    }
}
