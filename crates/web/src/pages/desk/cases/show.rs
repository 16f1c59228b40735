//! One case: what the person wants, every clock, everything that happened, and the answer.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    cases::{self, CaseDetail},
    library::FittingAnswer,
};
use catsup_model::{Language, Viewer, case::UnresolvedReason, id::CaseId};
use jiff::{Timestamp, tz::TimeZone};

use super::{
    clock::ClockLine,
    history::{FileLine, HistoryLine, file_name},
    kinds, service_choices, status_kind,
};
use crate::{
    components::{Choice, Crumb, SuggestionLine, desk_links},
    error::PageError,
    extract::{PathId, SignedIn},
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::calendars::DayView,
};

/// The page of one case.
#[derive(Debug, Template)]
#[template(path = "pages/desk/cases/show.html")]
pub(crate) struct CasePage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    id: CaseId,
    number: String,
    subject: String,
    language: Language,
    kind: String,
    status: String,
    status_kind: &'static str,
    is_open: bool,
    is_waiting: bool,
    urgent: bool,
    reopened: i64,
    wish: String,
    facts: Vec<(String, String)>,
    person: Vec<(String, String)>,
    has_address: bool,
    clocks: Vec<ClockLine>,
    explained: Option<(String, Vec<DayView>)>,
    history: Vec<HistoryLine>,
    lookers: Vec<(String, String)>,
    moved: bool,
    earlier: Vec<CaseRow>,
    merged: Vec<CaseRow>,
    related: Vec<CaseRow>,
    goes_on_in: Option<CaseRow>,
    is_merged: bool,
    response: Option<String>,
    assignee: Option<String>,
    handlers: Vec<Choice>,
    kinds: Vec<Choice>,
    services: Vec<Choice>,
    thens: Vec<Choice>,
    templates: Vec<Choice>,
    fitting: Vec<FittingAnswer>,
    next: Vec<SuggestionLine>,
    read_before: Vec<(String, String)>,
    sent: Vec<(String, String)>,
    reasons: Vec<Choice>,
    revision: i64,
    may_handle: bool,
}

/// Another case, in a line.
#[derive(Debug)]
struct CaseRow {
    id: CaseId,
    href: String,
    number: String,
    subject: String,
    about: String,
}

impl CasePage {
    /// The page as it stands, with the form as somebody left it.
    pub(super) async fn read(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        id: CaseId,
        form: Form,
        moved: bool,
    ) -> Result<Self, PageError> {
        let detail = cases::detail(app, viewer, id).await?;
        let services =
            if detail.may_handle { service_choices_everywhere(app, viewer).await? } else { Vec::new() };
        let zone = app.settings().zone.clone();
        Ok(Self::new(layout, form, detail, services, moved, app.now(), &zone))
    }

    fn new(
        layout: Layout,
        mut form: Form,
        detail: CaseDetail,
        services: Vec<Choice>,
        moved: bool,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Self {
        let t = layout.t;
        let case = &detail.case;
        for (field, value) in [
            ("kind", case.kind.code().to_owned()),
            ("subject", case.subject.clone()),
            ("then", "open".to_owned()),
        ] {
            if form.values(field).next().is_none() {
                form.set(field, value);
            }
        }
        if form.values("to").next().is_none() {
            form.set("to", case.assignee.map(|id| id.to_string()).unwrap_or_default());
        }
        let row = |case: &catsup_model::case::Case, service: &str| CaseRow {
            id: case.id,
            href: links::case(case.id),
            number: case.number.to_string(),
            subject: case.subject.clone(),
            about: [
                t.name("case-status", case.status.code()).to_string(),
                service.to_owned(),
                t.date(case.moments.opened.to_zoned(zone.clone()).date()).to_string(),
            ]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
        };
        let history = detail.events.iter().map(|one| {
            let mut line = HistoryLine::of(t, case, &one.event, one.by.as_deref(), &one.names, "staff", zone);
            line.files = detail
                .files
                .iter()
                .filter(|file| file.event == one.event.id)
                .map(|file| FileLine {
                    href: links::case_file(case.id, file.id),
                    name: file_name(&file.name, file.size),
                })
                .collect();
            line
        });
        let coded = |family: &str, code: &'static str| Choice::new(code, t.name(family, code));
        Self {
            crumbs: vec![Crumb::new(links::CASES, t.say("cases-title"))],
            id: case.id,
            number: case.number.to_string(),
            subject: case.subject.clone(),
            language: case.person.language,
            kind: t.name("case-kind", case.kind.code()).to_string(),
            status: t.name("case-status", case.status.code()).to_string(),
            status_kind: status_kind(case.status),
            is_open: case.status.is_open(),
            is_waiting: case.status == catsup_model::case::CaseStatus::Waiting,
            urgent: case.urgent,
            reopened: case.reopened,
            wish: case.wish.clone(),
            facts: facts(t, &detail, zone),
            person: person(t, &detail),
            has_address: case.person.email.is_some(),
            clocks: detail.clocks.iter().map(|clock| ClockLine::of(t, clock, now, zone)).collect(),
            explained: detail.explanation.as_ref().map(|(clock, explanation)| {
                let title =
                    t.say("case-how-deadline").arg("clock", t.name("case-clock", clock.code()).to_string());
                (title.to_string(), DayView::all(t, explanation))
            }),
            history: history.collect(),
            lookers: detail
                .lookers
                .iter()
                .map(|one| {
                    (one.name.clone(), t.date_time(one.at.to_zoned(zone.clone()).datetime()).to_string())
                })
                .collect(),
            moved,
            earlier: detail.earlier.iter().map(|one| row(&one.case, &one.service)).collect(),
            related: detail.related.iter().map(|one| row(&one.case, &one.service)).collect(),
            merged: detail.merged.iter().map(|one| row(one, "")).collect(),
            goes_on_in: detail.goes_on_in.as_ref().map(|one| row(one, "")),
            is_merged: case.merged_into.is_some(),
            response: case.response.map(links::response),
            assignee: detail.assignee.clone(),
            handlers: detail.handlers.iter().map(|(id, name)| Choice::new(id, name)).collect(),
            kinds: kinds(t),
            services,
            thens: ["open", "waiting", "resolved", "unresolved"].map(|code| coded("case-then", code)).into(),
            templates: detail
                .templates
                .iter()
                .map(|one| Choice::new(one.id, format!("{} · {}", one.name, one.language.own_name())))
                .collect(),
            fitting: detail.fitting.answers.clone(),
            next: detail
                .fitting
                .next
                .iter()
                .map(|one| SuggestionLine::desk(t, one, desk_links(one)))
                .collect(),
            read_before: listed(&detail.fitting.read_before),
            sent: listed(&detail.fitting.sent),
            reasons: UnresolvedReason::ALL.iter().map(|one| coded("case-reason", one.code())).collect(),
            revision: case.revision,
            may_handle: detail.may_handle,
            layout,
            form,
        }
    }
}

/// Answers by address of the library, and question.
fn listed(answers: &[(catsup_model::id::AnswerId, String)]) -> Vec<(String, String)> {
    answers.iter().map(|(id, question)| (links::desk_answer(id), question.clone())).collect()
}

/// Every service of the installation: a case may go to any.
async fn service_choices_everywhere(app: &App, viewer: &Viewer) -> Result<Vec<Choice>, PageError> {
    let everywhere = cases::services_to_hand_to(app, viewer).await?;
    if everywhere.is_empty() {
        return Ok(service_choices(app, viewer).await?);
    }
    Ok(everywhere.iter().map(|(id, name)| Choice::new(id, name)).collect())
}

fn facts(t: Translator, detail: &CaseDetail, zone: &TimeZone) -> Vec<(String, String)> {
    let case = &detail.case;
    let at = |moment: Timestamp| t.date_time(moment.to_zoned(zone.clone()).datetime()).to_string();
    let mut facts = vec![
        (t.say("case-service").to_string(), detail.service.name.to_string()),
        (t.say("case-opened").to_string(), at(case.moments.opened)),
        (t.say("channel").to_string(), t.channel(case.channel.code())),
        (t.say("case-source").to_string(), t.name("case-source", case.source.code()).to_string()),
    ];
    facts.extend(detail.touchpoint.clone().map(|name| (t.say("case-touchpoint").to_string(), name)));
    if !case.place.address.is_empty() {
        facts.push((t.say("case-place").to_string(), case.place.address.clone()));
    }
    if let Some((north, east)) = case.place.point {
        facts.push((t.say("case-coordinates").to_string(), format!("{north:.5}, {east:.5}")));
    }
    facts.extend(case.attributes.iter().map(|(name, value)| (name.clone(), value.clone())));
    facts
}

fn person(t: Translator, detail: &CaseDetail) -> Vec<(String, String)> {
    let person = &detail.case.person;
    let mut lines = Vec::new();
    let mut line = |key: &str, value: &str| {
        if !value.is_empty() {
            lines.push((t.say(key).to_string(), value.to_owned()));
        }
    };
    line("case-person-name", &person.name);
    line("case-person-email", person.email.as_ref().map_or("", |email| email.as_str()));
    line("case-person-phone", &person.phone);
    line("case-person-language", person.language.own_name());
    lines
}

/// `GET /desk/cases/{case}`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<CaseId>,
) -> Result<Page<CasePage>, PageError> {
    Ok(Page::new(CasePage::read(&app, &identity.viewer, layout, id, Form::empty(), false).await?))
}

/// `GET /desk/cases/{case}/files/{file}`: downloaded, never shown by the browser as a page of ours.
pub(crate) async fn file(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    Path((case, file)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let case: CaseId = case.parse().map_err(|_| PageError::NotFound)?;
    let file: i64 = file.parse().map_err(|_| PageError::NotFound)?;
    let found = cases::attachment(&app, &identity.viewer, case, file).await?;
    let named = format!("attachment; filename=\"{}\"", ascii(&found.name));
    let mut response = (StatusCode::OK, found.content).into_response();
    let headers = response.headers_mut();
    let value = |text: &str| HeaderValue::from_str(text).map_err(|_| PageError::Internal);
    headers.insert(header::CONTENT_TYPE, value(&found.media_type)?);
    headers.insert(header::CONTENT_DISPOSITION, value(&named)?);
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'"));
    Ok(response)
}

fn ascii(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' })
        .collect()
}

impl Samples for CasePage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::case(7), ..Layout::sample(language) };
        let page = |form: Form, detail: CaseDetail, moved| {
            let services = vec![Choice::new(1, "Passport renewal"), Choice::new(2, "Passport photos")];
            Self::new(layout(), form, detail, services, moved, super::sample::now(), &TimeZone::UTC)
        };
        let mut wrong = Form::with([("text", ""), ("by", "soon")]);
        wrong.refuse("text", FieldError::new("error-required"));
        wrong.refuse("by", FieldError::new("error-date"));
        let [fresh, answered, ended] = super::sample::details();
        let reader = CaseDetail { may_handle: false, ..fresh.clone() };
        vec![
            page(Form::empty(), fresh, false),
            page(wrong, answered, true),
            page(Form::empty(), ended, false),
            page(Form::empty(), reader, false),
        ]
    }
}
