//! Responses that become cases by themselves.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    cases::follow_ups::{self, KINDS, NamedFollowUp, asks_for_address},
    surveys,
};
use catsup_model::{
    Language, Permission, Viewer,
    case::{CaseKind, FollowUp},
    id::SurveyId,
    survey::SurveyState,
};

use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::SignedIn,
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::refused,
};

/// The most surveys that are offered.
const MOST_SURVEYS: i64 = 1_000;

/// The surveys some of whose responses become cases, and the form to add one.
#[derive(Debug, Template)]
#[template(path = "pages/desk/cases/follow_ups.html")]
pub(crate) struct FollowUpsPage {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    lines: Vec<Line>,
    surveys: Vec<Choice>,
    kinds: Vec<Choice>,
    when: Vec<Choice>,
    may_change: bool,
}

#[derive(Debug)]
struct Line {
    survey: SurveyId,
    name: String,
    when: String,
    kind: String,
    asks_for_address: bool,
}

impl Line {
    fn of(t: Translator, one: &NamedFollowUp) -> Self {
        let rule = &one.follow_up;
        let when = [("low", rule.when_low), ("alarming", rule.when_alarming)];
        let when = when.iter().filter(|(_, holds)| *holds);
        Self {
            survey: rule.survey,
            name: one.survey.clone(),
            when: when
                .map(|(code, _)| t.name("follow-up-short", code).to_string())
                .collect::<Vec<_>>()
                .join(", "),
            kind: t.name("case-kind", rule.kind.code()).to_string(),
            asks_for_address: one.asks_for_address,
        }
    }
}

impl FollowUpsPage {
    async fn read(app: &App, viewer: &Viewer, layout: Layout, form: Form) -> Result<Self, PageError> {
        let kept = follow_ups::list(app, viewer).await?;
        let may_change = viewer.may(Permission::ManageSurveys);
        let surveys =
            if may_change { surveys::list(app, viewer, &[], None, MOST_SURVEYS).await? } else { Vec::new() };
        let fit = surveys
            .iter()
            .filter(|one| one.state != SurveyState::Archived && asks_for_address(&one.definition));
        let mut surveys: Vec<Choice> = fit.map(|one| Choice::new(one.id, &one.name)).collect();
        surveys.sort_by_cached_key(|one| one.label.to_lowercase());
        Ok(Self::new(&kept, layout, form, surveys, may_change))
    }

    fn new(
        kept: &[NamedFollowUp],
        layout: Layout,
        form: Form,
        surveys: Vec<Choice>,
        may_change: bool,
    ) -> Self {
        let t = layout.t;
        let crumbs = [(links::CASES, "cases-title"), (links::CASE_RULES, "case-rules-title")];
        Self {
            crumbs: crumbs.map(|(href, title)| Crumb::new(href, t.say(title))).into(),
            lines: kept.iter().map(|one| Line::of(t, one)).collect(),
            kinds: KINDS
                .iter()
                .map(|kind| Choice::new(kind.code(), t.name("case-kind", kind.code())))
                .collect(),
            when: ["low", "alarming"].map(|code| Choice::new(code, t.name("follow-up-when", code))).into(),
            surveys,
            may_change,
            form,
            layout,
        }
    }
}

fn fresh() -> Form {
    Form::with([("when", "low"), ("when", "alarming"), ("kind", CaseKind::Complaint.code())])
}

/// `GET /desk/cases/follow-ups`
pub(crate) async fn follow_ups(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<FollowUpsPage>, PageError> {
    Ok(Page::new(FollowUpsPage::read(&app, &identity.viewer, layout, fresh()).await?))
}

/// `POST /desk/cases/follow-ups`
pub(crate) async fn set_follow_up(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let survey = refused::required_choice::<SurveyId>(&mut form, "survey");
    let kind = refused::required_choice::<CaseKind>(&mut form, "kind");
    if let (Some(survey), Some(kind)) = (survey, kind) {
        let (when_low, when_alarming) = (form.chose("when", "low"), form.chose("when", "alarming"));
        match follow_ups::set(&app, viewer, &FollowUp { survey, when_low, when_alarming, kind }).await {
            Ok(()) => {
                let on = SeeOther::to(links::FOLLOW_UPS);
                return Ok(on.saying(AlertKind::Success, "follow-up-set").into_response());
            }
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    let page = FollowUpsPage::read(&app, viewer, layout, form).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `POST /desk/cases/follow-ups/remove`
pub(crate) async fn remove_follow_up(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    form: Form,
) -> Result<SeeOther, PageError> {
    let survey: SurveyId = form.value("survey").parse().map_err(|_| PageError::NotFound)?;
    follow_ups::remove(&app, &identity.viewer, survey).await?;
    Ok(SeeOther::to(links::FOLLOW_UPS).saying(AlertKind::Success, "follow-up-removed"))
}

impl Samples for FollowUpsPage {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::FOLLOW_UPS.to_owned(), ..Layout::sample(language) };
        let one = |asks_for_address: bool| NamedFollowUp {
            follow_up: FollowUp {
                survey: SurveyId(1),
                when_low: true,
                when_alarming: !asks_for_address,
                kind: CaseKind::Complaint,
            },
            survey: "After a visit".to_owned(),
            asks_for_address,
        };
        let surveys = || vec![Choice::new(1, "After a visit")];
        let mut wrong = Form::with([("kind", "complaint")]);
        wrong.refuse("survey", FieldError::new("error-choose"));
        wrong.refuse("when", FieldError::new("error-required"));
        vec![
            Self::new(&[one(true), one(false)], layout(), fresh(), surveys(), true),
            Self::new(&[], layout(), wrong, surveys(), true),
            Self::new(&[], layout(), fresh(), Vec::new(), true),
            Self::new(&[one(true)], layout(), fresh(), Vec::new(), false),
        ]
    }
}
