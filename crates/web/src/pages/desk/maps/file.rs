//! Maps as files: one saved, and a new one made from a file or from pasted text.

use askama::Template;
use axum::{
    extract::{Multipart, State},
    http::header,
    response::{IntoResponse, Response},
};
use catsup_app::{
    App, Error,
    journey_maps::{self, MapFile},
};
use catsup_model::{Language, id::JourneyMapId, text::slug};

use super::begin::{ScopeEntry, scopes};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::refused,
};

/// Where a file is handed in.
#[derive(Debug, Template)]
#[template(path = "pages/desk/maps/file.html")]
pub(crate) struct FilePage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    scopes: Vec<Choice>,
    /// Every fault of the file: its path and the reason.
    faults: Vec<(String, String)>,
}

/// `GET /desk/maps/{map}/map.json`
pub(crate) async fn file(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<JourneyMapId>,
) -> Result<impl IntoResponse, PageError> {
    let opened = journey_maps::find(&app, &identity.viewer, id).await?;
    let name = format!("attachment; filename=\"{}.json\"", file_name(&opened.map.design.title));
    let headers =
        [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, MapFile::of(&opened).text()))
}

/// What a map is called among files.
pub(super) fn file_name(title: &str) -> String {
    let name = slug(title);
    if name.is_empty() { "journey-map".to_owned() } else { name }
}

/// `GET /desk/maps/from-file`
pub(crate) async fn show_from_file(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<FilePage>, PageError> {
    let scopes = scopes(&app, &identity.viewer, &layout).await?;
    Ok(Page::new(FilePage::of(layout, scopes, Form::empty(), Vec::new())))
}

/// `POST /desk/maps/from-file`
pub(crate) async fn from_file(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    parts: Multipart,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let (mut form, file) = refused::file_entries(parts).await?;
    let scope: Option<ScopeEntry> = refused::required_choice(&mut form, "scope");
    let text = if file.trim().is_empty() { form.value("text").to_owned() } else { file };
    if text.trim().is_empty() {
        form.refuse("file", FieldError::new("survey-file-none"));
    }
    let mut faults = Vec::new();
    if let Some(ScopeEntry(scope)) = scope.filter(|_| form.is_valid()) {
        match journey_maps::take_in(&app, viewer, scope, &text).await {
            Ok(taken) => {
                let on = SeeOther::to(links::map_design(taken.id));
                let on = match taken.left_out.as_slice() {
                    [] => on.saying(AlertKind::Success, "map-file-taken"),
                    names => on.saying_of(AlertKind::Warning, "map-file-left-out", &names.join(", ")),
                };
                return Ok(on.into_response());
            }
            Err(Error::NotFound(_) | Error::Denied(_)) => {
                form.refuse("scope", FieldError::new("error-choose-known"));
            }
            Err(Error::Invalid(found)) => {
                faults = found.into_iter().map(|fault| (fault.field, fault.reason)).collect();
                // Whoever uploaded it sees it too, and may mend it on the spot.
                form.set("text", text);
            }
            Err(error) => return Err(error.into()),
        }
    }
    let scopes = scopes(&app, viewer, &layout).await?;
    Ok(Page::with_status(super::status(false), FilePage::of(layout, scopes, form, faults)).into_response())
}

impl FilePage {
    fn of(layout: Layout, scopes: Vec<Choice>, form: Form, faults: Vec<(String, String)>) -> Self {
        let crumbs = vec![Crumb::new(links::MAPS, layout.t.say("maps-title"))];
        Self { crumbs, form, scopes, faults, layout }
    }
}

impl Samples for FilePage {
    fn samples(language: Language) -> Vec<Self> {
        let mut form = Form::with([("text", "{}")]);
        form.refuse("scope", FieldError::new("error-choose"));
        form.refuse("file", FieldError::new("survey-file-none"));
        let faults = vec![("map.stages[0].steps[1].emotion".to_owned(), "must be from -2 to 2".to_owned())];
        let scopes = || vec![Choice::new("service:1", "Passport renewal")];
        vec![
            Self::of(Layout::sample(language), scopes(), Form::empty(), Vec::new()),
            Self::of(Layout::sample(language), scopes(), form, faults),
        ]
    }
}
