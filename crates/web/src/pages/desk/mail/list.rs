//! Every mail that was written, the newest first.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    mail::{self, Mail, MailList},
};
use catsup_model::{Language, id::MailId, job::MailState, text::Email};
use jiff::{
    civil::{DateTime, date},
    tz::TimeZone,
};
use serde::Deserialize;

use crate::{
    components::{AlertKind, Choice, Pager},
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// Which mails are wanted.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    state: String,
    #[serde(default)]
    before: String,
}

/// The log.
#[derive(Debug, Template)]
#[template(path = "pages/desk/mail/list.html")]
pub(crate) struct Mails {
    layout: Layout,
    has_server: bool,
    form: Form,
    states: Vec<Choice>,
    mails: Vec<Line>,
    pager: Pager,
}

/// One mail; its times in the installation's zone.
#[derive(Debug)]
struct Line {
    id: MailId,
    to: Email,
    subject: String,
    kind: String,
    state: MailState,
    written: DateTime,
    sent: Option<DateTime>,
}

impl Line {
    fn of(mail: Mail, zone: &TimeZone) -> Self {
        let local = |at: jiff::Timestamp| at.to_zoned(zone.clone()).datetime();
        Self {
            id: mail.id,
            to: mail.to,
            subject: mail.subject,
            kind: mail.kind,
            state: mail.state,
            written: local(mail.created_at),
            sent: mail.sent_at.map(local),
        }
    }
}

/// The colour of a state's tag.
pub(super) fn tag(state: &MailState) -> &'static str {
    match state {
        MailState::Waiting => "accent",
        MailState::Held => "warning",
        MailState::Sent => "success",
        MailState::Failed | MailState::Returned => "error",
    }
}

/// `GET /desk/mail`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PageQuery(wanted): PageQuery<Wanted>,
    layout: Layout,
) -> Result<Page<Mails>, PageError> {
    let state: Option<MailState> = wanted.state.parse().ok();
    let before: Option<MailId> = wanted.before.parse().ok();
    let list = mail::list(&app, &identity.viewer, before, state).await?;
    let form = Form::with([("state", wanted.state)]);
    Ok(Page::new(Mails::of(layout, list, form, &app.settings().zone)))
}

impl Mails {
    fn of(layout: Layout, list: MailList, form: Form, zone: &TimeZone) -> Self {
        let count = |state: MailState| list.counts.iter().find(|(of, _)| *of == state).map_or(0, |(_, n)| *n);
        let t: Translator = layout.t;
        let choice = |state: &MailState| {
            let (name, n) = (t.name("mail-state", state.code()), t.number(count(*state)));
            Choice::new(state.code(), format!("{name} ({n})"))
        };
        let next = list.next.map(|id| {
            let query = serde_urlencoded::to_string([
                ("state", form.value("state")),
                ("before", id.to_string().as_str()),
            ]);
            format!("{}?{}", links::MAIL, query.unwrap_or_default())
        });
        let pager = Pager { previous: None, next, total: String::new() };
        Self {
            has_server: list.has_server,
            states: MailState::ALL.iter().map(choice).collect(),
            mails: list.mails.into_iter().map(|mail| Line::of(mail, zone)).collect(),
            form,
            pager,
            layout,
        }
    }
}

impl Samples for Mails {
    fn samples(language: Language) -> Vec<Self> {
        let layout = Layout { path: links::MAIL.to_owned(), ..Layout::sample(language) };
        let mut full = Self::of(layout.clone(), MailList::default(), Form::empty(), &TimeZone::UTC);
        full.has_server = true;
        let at = date(2026, 3, 10).at(9, 41, 0, 0);
        if let Ok(to) = Email::parse("ana.ruiz@example.gov") {
            full.mails = MailState::ALL
                .iter()
                .map(|state| Line {
                    id: MailId(7),
                    to: to.clone(),
                    subject: "12 new responses · Agency of Examples".to_owned(),
                    kind: "digest".to_owned(),
                    state: *state,
                    written: at,
                    sent: (*state == MailState::Sent).then_some(at),
                })
                .collect();
        }
        full.pager.next = Some("/desk/mail?before=7".to_owned());
        vec![full, Self::of(layout, MailList::default(), Form::empty(), &TimeZone::UTC)]
    }
}
