//! The frame of a page, from the request and the settings.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, Uri, request::Parts},
};
use catsup_model::Permission;

use super::Identity;
use crate::{
    flash,
    i18n::{Translator, negotiate},
    layout::{Layout, NavigationLink, SignedIn},
    links,
    state::WebState,
};

/// Sections of the staff navigation with their names in the catalogue. A section whose page the reader may not open,
/// or that has no page yet, is left out.
const SECTIONS: [(&str, &str); 21] = [
    (links::DESK, "home"),
    ("/desk/scorecard", "scorecard"),
    (links::ANALYSIS, "analysis"),
    (links::RESPONSES, "responses"),
    (links::CASES, "cases"),
    (links::LIBRARY, "answers"),
    (links::JOURNEYS, "journeys"),
    (links::SURVEYS, "surveys"),
    (links::SERVICES, "services"),
    (links::DESK_STANDARDS, "standards"),
    (links::ORGANISATIONS, "organisations"),
    (links::MAPS, "maps"),
    (links::IMPORTS, "imports"),
    ("/desk/metrics", "metrics"),
    (links::SCREENING, "screening"),
    (links::PEOPLE, "people"),
    (links::TOKENS, "tokens"),
    (links::AUDIT, "audit"),
    (links::MAIL, "mail"),
    (links::JOBS, "jobs"),
    (links::SETTINGS, "settings"),
];

/// Sections of the whole installation: closed to someone who holds the permission in a part only.
const OF_THE_WHOLE: [(&str, Permission); 4] = [
    (links::AUDIT, Permission::ReadAudit),
    (links::MAIL, Permission::ManageSettings),
    (links::JOBS, Permission::ManageSettings),
    (links::SETTINGS, Permission::ManageSettings),
];

impl FromRequestParts<WebState> for Layout {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Infallible> {
        Ok(layout_of(state, &parts.uri, &parts.headers, parts.extensions.get()))
    }
}

/// The frame of the page at `uri`.
pub(crate) fn layout_of(
    state: &WebState,
    uri: &Uri,
    headers: &HeaderMap,
    identity: Option<&Identity>,
) -> Layout {
    let t = Translator::new(negotiate(uri, headers));
    let settings = state.app().settings();
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let mut layout = Layout { synthetic: settings.synthetic, ..Layout::new(t, path, &settings.agency) };
    layout.flash = flash::read(t, headers).into_iter().collect();
    if let Some(identity) = identity {
        let role = identity.role.map(|role| t.name("role", role.code()).to_string());
        layout.viewer = Some(SignedIn { name: identity.name.clone(), role: role.unwrap_or_default() });
        layout.csrf.clone_from(&identity.csrf);
        layout.navigation = navigation(state, t, identity);
    }
    layout
}

fn navigation(state: &WebState, t: Translator, identity: &Identity) -> Vec<NavigationLink> {
    let viewer = &identity.viewer;
    let of_the_whole = |href: &str| OF_THE_WHOLE.iter().find(|(section, _)| *section == href);
    let reaches = |href: &str| {
        of_the_whole(href).is_none_or(|(_, permission)| viewer.require_everywhere(*permission).is_ok())
    };
    let may_open = |href: &str| {
        let mut rules = state.rules().iter();
        rules.any(|rule| rule.method == Method::GET && rule.path == href && rule.audience.admits(viewer))
            && reaches(href)
    };
    let link = |(href, name): &(&str, &str)| NavigationLink {
        href: (*href).to_owned(),
        label: t.name("section", name).to_string(),
    };
    SECTIONS.iter().filter(|(href, _)| may_open(href)).map(link).collect()
}
