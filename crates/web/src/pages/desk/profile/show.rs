//! What the installation knows of the reader, and where else they may be signed in.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, Uri, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::{App, sign_in};
use catsup_model::{Language, Permission, Role};

use crate::{
    components::AlertKind,
    cookies::{self, Secure},
    error::PageError,
    extract::SignedIn,
    flash::SeeOther,
    i18n::Message,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::places::Places,
};

/// The page of one's own account.
#[derive(Debug, Template)]
#[template(path = "pages/desk/profile/show.html")]
pub(crate) struct ProfilePage {
    layout: Layout,
    name: String,
    email: String,
    /// What they are, and where.
    roles: Vec<(Message, String)>,
    /// Hours after which an unused session ends.
    idle_hours: i64,
    /// Whether they may be told by mail what came in.
    may_read: bool,
}

/// `GET /desk/profile`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<ProfilePage>, PageError> {
    let account = sign_in::own_account(&app, &identity.viewer).await?;
    let places = Places::read(&app, &identity.viewer).await?;
    let t = layout.t;
    let role = |held: &catsup_app::accounts::RoleGrant| {
        (t.name("role", held.role.code()), places.name_or_everywhere(t, held.organisation))
    };
    Ok(Page::new(ProfilePage {
        roles: account.roles.iter().map(role).collect(),
        name: account.name.to_string(),
        email: account.email.to_string(),
        idle_hours: sign_in::IDLE.as_hours(),
        may_read: identity.viewer.may(Permission::ReadResponses),
        layout,
    }))
}

/// `POST /desk/profile/sign-out-everywhere`
pub(crate) async fn sign_out_everywhere(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, PageError> {
    sign_in::sign_out_everywhere(&app, &identity.viewer).await?;
    let on = SeeOther::to(links::SIGN_IN).saying(AlertKind::Success, "signed-out-everywhere");
    let mut response = on.into_response();
    response.headers_mut().append(header::SET_COOKIE, cookies::end_session(Secure::of(&headers, &uri)));
    Ok(response)
}

impl Samples for ProfilePage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = Layout { path: links::PROFILE.to_owned(), ..Layout::sample(language) };
        let t = layout.t;
        let role = |role: Role, place: &str| (t.name("role", role.code()), place.to_owned());
        let sample = |layout, roles| Self {
            layout,
            name: "Ana Ruiz".to_owned(),
            email: "ana.ruiz@example.gov".to_owned(),
            roles,
            idle_hours: 8,
            may_read: true,
        };
        let roles = vec![role(Role::CxLead, "Benefits Bureau"), role(Role::Viewer, "Travel Bureau")];
        vec![sample(layout.clone(), roles), sample(layout, Vec::new())]
    }
}
