//! The kiosks of a survey: setting one up, seeing when each last came in, ending its key.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, Uri},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    directory::touchpoints,
    kiosks::{self, Kiosk},
};
use catsup_model::{
    Language, Viewer,
    id::{KioskId, TouchpointId},
};
use jiff::{
    civil::{DateTime, date},
    tz::TimeZone,
};

use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::SignedIn,
    flash::SeeOther,
    forms::{FieldError, Form},
    headers::origin,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{confirm::Confirm, refused, shown_once::ShownOnce},
};

/// The list of kiosks with the form that adds one.
#[derive(Debug, Template)]
#[template(path = "pages/desk/kiosks/list.html")]
pub(crate) struct Kiosks {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    /// The address of a kiosk without a key.
    address: String,
    kiosks: Vec<KioskLine>,
    touchpoints: Vec<Choice>,
}

/// One kiosk; its times in the installation's zone.
#[derive(Debug)]
struct KioskLine {
    name: String,
    touchpoint: Option<String>,
    made: DateTime,
    used: Option<DateTime>,
    good: bool,
    revoke: String,
}

/// `GET /desk/surveys/{survey}/kiosks`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    (headers, uri): (HeaderMap, Uri),
    Path(survey): Path<String>,
) -> Result<Page<Kiosks>, PageError> {
    let origin = origin(&headers, &uri);
    Ok(Page::new(Kiosks::read(&app, &identity.viewer, layout, &survey, &origin, Form::empty()).await?))
}

/// `POST /desk/surveys/{survey}/kiosks`
pub(crate) async fn add(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    (headers, uri): (HeaderMap, Uri),
    Path(survey): Path<String>,
    mut form: Form,
) -> Result<Response, PageError> {
    let origin = origin(&headers, &uri);
    let touchpoint: Option<TouchpointId> = refused::choice(&mut form, "touchpoint");
    if form.is_valid() {
        match kiosks::add(&app, &identity.viewer, &survey, form.value("name"), touchpoint).await {
            Ok(created) => {
                let address = format!("{origin}{}#key={}", links::kiosk(&survey), created.key);
                let back = links::survey_kiosks(&survey);
                let page = ShownOnce::kiosk(layout, created.kiosk.name.as_str(), address, back);
                return Ok(Page::new(page).into_response());
            }
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    let page = Kiosks::read(&app, &identity.viewer, layout, &survey, &origin, form).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `GET /desk/surveys/{survey}/kiosks/{kiosk}/revoke`
pub(crate) async fn ask_revoke(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path((survey, kiosk)): Path<(String, String)>,
) -> Result<Page<Confirm>, PageError> {
    let id: KioskId = kiosk.parse().map_err(|_| PageError::NotFound)?;
    let (found, kiosks) = kiosks::list(&app, &identity.viewer, &survey).await?;
    let kiosk = kiosks.into_iter().find(|kiosk| kiosk.id == id).ok_or(PageError::NotFound)?;
    let back = links::survey_kiosks(&found.key);
    let crumbs = vec![
        Crumb::new(links::SURVEYS, layout.t.say("surveys-title")),
        Crumb::new(links::survey(&found.key), &found.name),
        Crumb::new(&back, layout.t.say("kiosks-title")),
    ];
    Ok(Confirm::page(layout, "kiosk-revoke", kiosk.name.as_str(), crumbs, back))
}

/// `POST /desk/surveys/{survey}/kiosks/{kiosk}/revoke`
pub(crate) async fn revoke(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    Path((survey, kiosk)): Path<(String, String)>,
) -> Result<SeeOther, PageError> {
    let id: KioskId = kiosk.parse().map_err(|_| PageError::NotFound)?;
    kiosks::revoke(&app, &identity.viewer, &survey, id).await?;
    Ok(SeeOther::to(links::survey_kiosks(&survey)).saying(AlertKind::Success, "kiosk-revoked"))
}

impl Kiosks {
    async fn read(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        survey: &str,
        origin: &str,
        form: Form,
    ) -> Result<Self, PageError> {
        let (survey, found) = kiosks::list(app, viewer, survey).await?;
        let touchpoints = touchpoints::list(app, viewer, Some(survey.service)).await?;
        let touchpoints: Vec<Choice> =
            touchpoints.iter().map(|touchpoint| Choice::new(touchpoint.id, &touchpoint.name)).collect();
        let zone = app.settings().zone.clone();
        let line = |kiosk: &Kiosk| KioskLine::of(kiosk, &survey.key, &touchpoints, &zone);
        let kiosks = found.iter().map(line).collect();
        let crumbs = vec![
            Crumb::new(links::SURVEYS, layout.t.say("surveys-title")),
            Crumb::new(links::survey(&survey.key), &survey.name),
        ];
        let address = format!("{origin}{}", links::kiosk(&survey.key));
        Ok(Self { layout, form, crumbs, address, kiosks, touchpoints })
    }
}

impl KioskLine {
    fn of(kiosk: &Kiosk, survey: &str, touchpoints: &[Choice], zone: &TimeZone) -> Self {
        let local = |at: jiff::Timestamp| at.to_zoned(zone.clone()).datetime();
        let touchpoint = kiosk.touchpoint.map(|id| id.to_string());
        let named = touchpoints.iter().find(|choice| Some(&choice.value) == touchpoint.as_ref());
        Self {
            name: kiosk.name.to_string(),
            touchpoint: named.map(|choice| choice.label.clone()),
            made: local(kiosk.created_at),
            used: kiosk.used_at.map(local),
            good: kiosk.revoked_at.is_none(),
            revoke: links::kiosk_revoke(survey, kiosk.id),
        }
    }
}

impl Samples for Kiosks {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |form, kiosks| {
            let layout =
                Layout { path: links::survey_kiosks("passport-renewal"), ..Layout::sample(language) };
            Self {
                crumbs: vec![Crumb::new(links::SURVEYS, layout.t.say("surveys-title"))],
                layout,
                form,
                address: "https://feedback.example.gov/kiosk/passport-renewal".to_owned(),
                kiosks,
                touchpoints: vec![Choice::new(1, "Passport agency counter")],
            }
        };
        let line = |name: &str, good: bool| KioskLine {
            name: name.to_owned(),
            touchpoint: good.then(|| "Passport agency counter".to_owned()),
            made: date(2026, 1, 12).at(9, 30, 0, 0),
            used: good.then(|| date(2026, 3, 10).at(9, 41, 0, 0)),
            good,
            revoke: links::kiosk_revoke("passport-renewal", 1),
        };
        let mut wrong = Form::empty();
        wrong.refuse("name", FieldError::new("error-required"));
        vec![
            sample(Form::empty(), vec![line("Lobby, by the door", true), line("First try", false)]),
            sample(wrong, Vec::new()),
        ]
    }
}
