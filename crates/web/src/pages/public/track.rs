//! The person's side of a case: how it stands, in plain words; whether it is solved; anything to add.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    anticipation::Offered,
    cases::{
        MEDIA_TYPES,
        track::{self, Tracked, Wanted, Word},
    },
};
use catsup_model::case::CaseStatus;
use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;

use crate::{
    components::AlertKind,
    error::PageError,
    extract::{CaseTurn, FormWithFiles, LinkTurn, PageQuery},
    flash::SeeOther,
    forms::Form,
    layout::{Layout, Page},
    links,
    pages::desk::{
        cases::{FileLine, HistoryLine, file_name},
        refused,
    },
};

/// How the person came here.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Came {
    new: String,
}

/// The page of one case, for its person.
#[derive(Debug, Template)]
#[template(path = "pages/public/track/show.html")]
pub(crate) struct TrackPage {
    layout: Layout,
    form: Form,
    token: String,
    fresh: bool,
    address: Option<String>,
    number: String,
    subject: String,
    service: String,
    standing: String,
    due: Option<String>,
    urgent: bool,
    asks_whether_solved: bool,
    is_over: bool,
    survey: Option<String>,
    next: Offered,
    history: Vec<HistoryLine>,
    accept: &'static str,
}

impl TrackPage {
    fn new(
        layout: Layout,
        form: Form,
        token: &str,
        tracked: Tracked,
        fresh: bool,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Self {
        let t = layout.t;
        let case = &tracked.case;
        let at = |moment: Timestamp| t.date_time(moment.to_zoned(zone.clone()).datetime()).to_string();
        let due = match case.status {
            CaseStatus::New => case.due.first_response,
            CaseStatus::Open => case.due.next_response.or(case.due.resolution),
            _ => None,
        };
        let due = due.map(|due| {
            // Overdue is said, not hidden.
            let key = if due < now { "track-overdue" } else { "track-due" };
            t.say(key).arg("at", at(due)).to_string()
        });
        let mut standing = t.name("track-status", case.status.code()).to_string();
        if let Some(reason) = case.unresolved.filter(|_| case.status == CaseStatus::Unresolved) {
            standing = format!("{standing} {}", t.name("case-mail-reason", reason.code()));
        }
        if case.merged_into.is_some() {
            standing = t.say("track-merged").to_string();
        }
        let history = tracked.events.iter().map(|event| {
            let mut line = HistoryLine::of(t, case, event, None, &[], "person", zone);
            line.by = match event.actor.as_str() {
                "public" => t.say("track-by-you").to_string(),
                _ => tracked.service.clone(),
            };
            let of_event = tracked.files.iter().filter(|file| file.event == event.id);
            line.files = of_event
                .map(|file| FileLine { href: String::new(), name: file_name(&file.name, file.size) })
                .collect();
            line
        });
        Self {
            token: token.to_owned(),
            fresh,
            address: case.person.email.as_ref().map(ToString::to_string),
            number: case.number.to_string(),
            subject: case.subject.clone(),
            standing,
            due,
            urgent: case.urgent,
            asks_whether_solved: matches!(case.status, CaseStatus::Resolved | CaseStatus::Unresolved)
                && case.merged_into.is_none(),
            is_over: !case.status.is_open(),
            history: history.collect(),
            survey: tracked.survey,
            next: tracked.next,
            service: tracked.service,
            accept: MEDIA_TYPES,
            layout,
            form,
        }
    }
}

/// `GET /track/{token}`
pub(crate) async fn show(
    State(app): State<App>,
    _: LinkTurn,
    layout: Layout,
    Path(token): Path<String>,
    PageQuery(came): PageQuery<Came>,
) -> Result<Page<TrackPage>, PageError> {
    let tracked = track::read(&app, &token).await?;
    let zone = app.settings().zone.clone();
    // The address stays where the person keeps it; that it came in is news until somebody answered.
    let fresh = came.new == "1" && tracked.case.status == CaseStatus::New;
    Ok(Page::new(TrackPage::new(layout, Form::empty(), &token, tracked, fresh, app.now(), &zone)))
}

/// `POST /track/{token}`
pub(crate) async fn speak(
    State(app): State<App>,
    _: LinkTurn,
    _: CaseTurn,
    layout: Layout,
    Path(token): Path<String>,
    FormWithFiles { mut form, files }: FormWithFiles,
) -> Result<Response, PageError> {
    let wanted = match form.value("word") {
        "want_next" => Some((Wanted::Yes, "next-consent-given")),
        "stop_next" => Some((Wanted::No, "next-consent-taken-back")),
        _ => None,
    };
    if let Some((wanted, done)) = wanted {
        track::want_next(&app, &token, wanted, layout.t.language()).await?;
        return Ok(SeeOther::to(links::track(&token)).saying(AlertKind::Success, done).into_response());
    }
    let (word, done) = match form.value("word") {
        "confirm" => (Word::Confirm, "track-confirmed"),
        "deny" => (Word::Deny(form.value("why").to_owned()), "track-denied"),
        _ => (Word::Say(form.value("text").to_owned()), "track-said"),
    };
    let denies = matches!(word, Word::Deny(_));
    match track::speak(&app, &token, word, files).await {
        Ok(_) => Ok(SeeOther::to(links::track(&token)).saying(AlertKind::Success, done).into_response()),
        Err(error @ catsup_app::Error::Invalid(_)) => {
            let text = if denies { "why" } else { "text" };
            refused::mark_as(&mut form, error, &[("text", text)])?;
            let tracked = track::read(&app, &token).await?;
            let zone = app.settings().zone.clone();
            let page = TrackPage::new(layout, form, &token, tracked, false, app.now(), &zone);
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
impl crate::layout::Samples for TrackPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        use crate::forms::FieldError;
        use crate::pages::desk::cases::sample;

        let layout = || {
            let mut layout = crate::pages::public::samples::frame(language);
            layout.path = links::track("7K3M2Q9D.sample");
            layout
        };
        let mut wrong = Form::empty();
        for (field, error) in
            [("text", "error-required"), ("why", "error-required"), ("file", "error-file-type")]
        {
            wrong.refuse(field, FieldError::new(error));
        }
        let page = |form: Form, status, fresh| {
            let mut case = sample::case(7, status);
            case.urgent = fresh;
            let mut events = sample::events();
            events.retain(|event| event.kind.is_shown_to_person());
            let survey =
                (!status.is_open()).then(|| "https://feedback.example.gov/feedback/after".to_owned());
            let next = match status {
                CaseStatus::New => Offered::Open,
                CaseStatus::Open => Offered::Agreed,
                _ => Offered::No,
            };
            let service = "Passport renewal".to_owned();
            let tracked = Tracked { case, service, events, files: Vec::new(), survey, next };
            Self::new(layout(), form, "7K3M2Q9D.sample", tracked, fresh, sample::now(), &TimeZone::UTC)
        };
        let mut all =
            vec![page(Form::empty(), CaseStatus::New, true), page(wrong, CaseStatus::Resolved, false)];
        all.extend(CaseStatus::ALL.iter().map(|status| page(Form::empty(), *status, false)));
        all
    }
}
