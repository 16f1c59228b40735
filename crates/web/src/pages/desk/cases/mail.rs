//! What came in by mail, the newest first, with what became of each.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    cases::by_mail::{self, TakenMailList},
};
use catsup_model::{
    Language,
    id::{CaseId, MailId, TakenMailId},
    taken_mail::{MailOutcome, MailReason, TakenMail},
};
use jiff::{
    civil::{DateTime, date},
    tz::TimeZone,
};
use serde::Deserialize;

use crate::{
    components::{AlertKind, Choice, Crumb, Pager},
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::Form,
    layout::{Layout, Page, Samples},
    links,
};

/// Which mails are wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    outcome: String,
    before: String,
}

/// The log.
#[derive(Debug, Template)]
#[template(path = "pages/desk/cases/mail.html")]
pub(crate) struct TakenMails {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    outcomes: Vec<Choice>,
    unassigned: i64,
    is_whole: bool,
    lines: Vec<Line>,
    pager: Pager,
}

#[derive(Debug)]
struct Line {
    mail: TakenMail,
    at: DateTime,
}

impl Line {
    fn subject(&self) -> &str {
        if self.mail.subject.is_empty() { "–" } else { &self.mail.subject }
    }
}

/// The colour of an outcome's tag.
pub(super) fn tag(outcome: &MailOutcome) -> &'static str {
    match outcome {
        MailOutcome::Opened | MailOutcome::Said => "success",
        MailOutcome::Automatic | MailOutcome::Report => "",
        MailOutcome::Unassigned => "warning",
        MailOutcome::Refused => "error",
    }
}

/// `GET /desk/cases/mail`
pub(crate) async fn taken_mail(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PageQuery(wanted): PageQuery<Wanted>,
    layout: Layout,
) -> Result<Page<TakenMails>, PageError> {
    let outcome: Option<MailOutcome> = wanted.outcome.parse().ok();
    let before: Option<TakenMailId> = wanted.before.parse().ok();
    let list = by_mail::list(&app, &identity.viewer, before, outcome).await?;
    let form = Form::with([("outcome", wanted.outcome)]);
    Ok(Page::new(TakenMails::of(layout, list, form, &app.settings().zone)))
}

impl TakenMails {
    fn of(layout: Layout, list: TakenMailList, form: Form, zone: &TimeZone) -> Self {
        let t = layout.t;
        let next = list.next.map(|id| {
            let id = id.to_string();
            let query = [("outcome", form.value("outcome")), ("before", id.as_str())];
            format!("{}?{}", links::TAKEN_MAIL, serde_urlencoded::to_string(query).unwrap_or_default())
        });
        let line = |mail: TakenMail| Line { at: mail.taken_at.to_zoned(zone.clone()).datetime(), mail };
        Self {
            crumbs: vec![Crumb::new(links::CASES, t.say("cases-title"))],
            outcomes: MailOutcome::ALL
                .iter()
                .map(|one| Choice::new(one.code(), t.name("mail-outcome", one.code())))
                .collect(),
            unassigned: list.unassigned,
            is_whole: list.is_whole,
            lines: list.mails.into_iter().map(line).collect(),
            pager: Pager { previous: None, next, total: String::new() },
            form,
            layout,
        }
    }
}

/// A mail of every outcome.
pub(super) fn samples_of_mail() -> Vec<TakenMail> {
    use MailOutcome as O;
    let reason = |outcome: MailOutcome| match outcome {
        O::Opened => MailReason::Address,
        O::Said => MailReason::SignedAddress,
        O::Automatic => MailReason::Program,
        O::Report => MailReason::NotArrived,
        O::Unassigned => MailReason::NoAddress,
        O::Refused => MailReason::TooMany,
    };
    let mail = |outcome: &MailOutcome| TakenMail {
        id: TakenMailId(7),
        message_id: "abc@mail.example.org".to_owned(),
        from: "ana.ruiz@example.org".to_owned(),
        from_name: "Ana Ruiz".to_owned(),
        to: "permits@example.gov".to_owned(),
        subject: "My <permit> is lost".to_owned(),
        outcome: *outcome,
        reason: reason(*outcome),
        case: matches!(outcome, O::Opened | O::Said | O::Report).then_some(CaseId(9)),
        mail: (*outcome == O::Report).then_some(MailId(3)),
        size: 4_711,
        taken_at: "2026-03-10T13:41:00Z".parse().unwrap_or_default(),
    };
    MailOutcome::ALL.iter().map(mail).collect()
}

impl Samples for TakenMails {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::TAKEN_MAIL.to_owned(), ..Layout::sample(language) };
        let list = TakenMailList {
            mails: samples_of_mail(),
            next: Some(TakenMailId(7)),
            is_whole: true,
            unassigned: 2,
        };
        let mut full = Self::of(layout(), list, Form::empty(), &TimeZone::UTC);
        for line in &mut full.lines {
            line.at = date(2026, 3, 10).at(9, 41, 0, 0);
        }
        let none = Self::of(layout(), TakenMailList::default(), Form::empty(), &TimeZone::UTC);
        vec![full, none]
    }
}
