//! One mail as it was sent: its headers and both parts. The HTML is shown as text: nothing of it runs or loads here.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    mail::{self, Mail},
};
use catsup_model::{Language, id::MailId, job::MailState, text::Email};
use jiff::{civil::DateTime, tz::TimeZone};

use super::list::tag;
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    layout::{Layout, Page, Samples},
    links,
};

/// One mail.
#[derive(Debug, Template)]
#[template(path = "pages/desk/mail/show.html")]
pub(crate) struct MailPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    mail: Mail,
    written: DateTime,
    sent: Option<DateTime>,
}

impl MailPage {
    fn of(layout: Layout, mail: Mail, zone: &TimeZone) -> Self {
        let local = |at: jiff::Timestamp| at.to_zoned(zone.clone()).datetime();
        let crumbs = vec![Crumb::new(links::MAIL, layout.t.say("mail-title"))];
        let (written, sent) = (local(mail.created_at), mail.sent_at.map(local));
        Self { layout, crumbs, mail, written, sent }
    }

    fn is_returned(&self) -> bool {
        self.mail.state == MailState::Returned
    }

    fn may_leave_again(&self) -> bool {
        matches!(self.mail.state, MailState::Held | MailState::Failed)
    }
}

/// `GET /desk/mail/{mail}`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<MailId>,
    layout: Layout,
) -> Result<Page<MailPage>, PageError> {
    let mail = mail::find(&app, &identity.viewer, id).await?;
    Ok(Page::new(MailPage::of(layout, mail, &app.settings().zone)))
}

/// `POST /desk/mail/{mail}`
pub(crate) async fn send_again(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<MailId>,
) -> Result<SeeOther, PageError> {
    mail::send_again(&app, &identity.viewer, id).await?;
    Ok(SeeOther::to(links::mail(id)).saying(AlertKind::Success, "mail-sending-again"))
}

impl Samples for MailPage {
    fn samples(language: Language) -> Vec<Self> {
        let Ok(to) = Email::parse("ana.ruiz@example.gov") else { return Vec::new() };
        let mail = |state, error: Option<&str>| Mail {
            id: MailId(7),
            kind: "digest".to_owned(),
            account: None,
            case: None,
            to: to.clone(),
            to_name: "Ana Ruiz".to_owned(),
            language,
            message_id: "7.abc@feedback.example.gov".to_owned(),
            subject: "12 new responses · Agency of Examples".to_owned(),
            text: "What came in\n\n- Passport renewal, website: 12\n".to_owned(),
            html: "<!doctype html>\n<h1>What came in</h1>\n".to_owned(),
            unsubscribe: Some("https://feedback.example.gov/unsubscribe/1.x".to_owned()),
            reply_to: None,
            answers: Vec::new(),
            state,
            error: error.map(str::to_owned),
            created_at: "2026-03-10T13:41:00Z".parse().unwrap_or_default(),
            sent_at: None,
        };
        let frame = || Layout { path: links::MAIL.to_owned(), ..Layout::sample(language) };
        let refused = mail(MailState::Failed, Some("permanent error (550): no such mailbox"));
        let returned = mail(MailState::Returned, Some("5.1.1 · smtp; 550 no such user"));
        [refused, returned, mail(MailState::Waiting, None)]
            .map(|mail| Self::of(frame(), mail, &TimeZone::UTC))
            .into()
    }
}
