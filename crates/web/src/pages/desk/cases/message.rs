//! One mail that came in: who sent it, what became of it, and for one that nobody has given to a service, its words.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    cases::by_mail::{self, TakenMailDetail},
};
use catsup_model::{
    Language, Permission, Viewer,
    case::CaseKind,
    id::{ServiceId, TakenMailId},
    taken_mail::{MailOutcome, TakenMail},
};
use jiff::{civil::DateTime, tz::TimeZone};

use super::{
    kinds,
    mail::{samples_of_mail, tag},
    service_choices,
};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{confirm::Confirm, refused},
};

/// One mail.
#[derive(Debug, Template)]
#[template(path = "pages/desk/cases/message.html")]
pub(crate) struct MessagePage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    title: String,
    mail: TakenMail,
    at: DateTime,
    case: Option<(String, String)>,
    words: Option<String>,
    files: Vec<String>,
    services: Vec<Choice>,
    kinds: Vec<Choice>,
    languages: Vec<Choice>,
    may_make: bool,
    sees_outgoing: bool,
}

fn crumbs(t: Translator) -> Vec<Crumb> {
    vec![
        Crumb::new(links::CASES, t.say("cases-title")),
        Crumb::new(links::TAKEN_MAIL, t.say("taken-mail-title")),
    ]
}

fn title(mail: &TakenMail) -> &str {
    if mail.subject.is_empty() { "–" } else { &mail.subject }
}

fn fresh() -> Form {
    Form::with([("kind", "question"), ("language", "en")])
}

impl MessagePage {
    async fn read(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        id: TakenMailId,
        form: Form,
    ) -> Result<Self, PageError> {
        let detail = by_mail::find(app, viewer, id).await?;
        let may_make = detail.mail.outcome == MailOutcome::Unassigned && viewer.may(Permission::SubmitCases);
        let services = if may_make { service_choices(app, viewer).await? } else { Vec::new() };
        let sees_outgoing = viewer.require_everywhere(Permission::ManageSettings).is_ok();
        let mut page = Self::new(layout, form, detail, services, &app.settings().zone);
        (page.may_make, page.sees_outgoing) = (may_make, sees_outgoing);
        Ok(page)
    }

    fn new(
        layout: Layout,
        form: Form,
        detail: TakenMailDetail,
        services: Vec<Choice>,
        zone: &TimeZone,
    ) -> Self {
        let t = layout.t;
        let mail = detail.mail;
        Self {
            crumbs: crumbs(t),
            title: title(&mail).to_owned(),
            at: mail.taken_at.to_zoned(zone.clone()).datetime(),
            case: detail
                .case
                .map(|case| (links::case(case.id), format!("{} · {}", case.number, case.subject))),
            words: detail.words,
            files: detail.files,
            services,
            kinds: kinds(t),
            languages: Language::ALL.map(|one| Choice::new(one.code(), one.own_name())).into(),
            may_make: false,
            sees_outgoing: false,
            mail,
            form,
            layout,
        }
    }
}

/// `GET /desk/cases/mail/{mail}`
pub(crate) async fn message(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<TakenMailId>,
    layout: Layout,
) -> Result<Page<MessagePage>, PageError> {
    Ok(Page::new(MessagePage::read(&app, &identity.viewer, layout, id, fresh()).await?))
}

/// `POST /desk/cases/mail/{mail}`
pub(crate) async fn make_case(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<TakenMailId>,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let service = refused::required_choice::<ServiceId>(&mut form, "service");
    let kind = refused::required_choice::<CaseKind>(&mut form, "kind");
    let language = refused::required_choice::<Language>(&mut form, "language");
    if let (Some(service), Some(kind), Some(language)) = (service, kind, language) {
        let case = by_mail::make_case(&app, viewer, id, service, kind, language).await?;
        let on = SeeOther::to(links::case(case.id));
        let number = case.number.to_string();
        return Ok(on.saying_of(AlertKind::Success, "case-opened-done", &number).into_response());
    }
    let page = MessagePage::read(&app, viewer, layout, id, form).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// `GET /desk/cases/mail/{mail}/discard`
pub(crate) async fn ask_discard(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<TakenMailId>,
    layout: Layout,
) -> Result<Page<Confirm>, PageError> {
    let detail = by_mail::find(&app, &identity.viewer, id).await?;
    if detail.mail.outcome != MailOutcome::Unassigned {
        return Err(PageError::NotFound);
    }
    let crumbs = crumbs(layout.t);
    Ok(Confirm::page(layout, "taken-mail-discard", title(&detail.mail), crumbs, links::message(id)))
}

/// `POST /desk/cases/mail/{mail}/discard`
pub(crate) async fn discard(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<TakenMailId>,
) -> Result<SeeOther, PageError> {
    by_mail::discard(&app, &identity.viewer, id).await?;
    Ok(SeeOther::to(links::TAKEN_MAIL).saying(AlertKind::Success, "taken-mail-discarded"))
}

impl Samples for MessagePage {
    fn samples(language: Language) -> Vec<Self> {
        let page = |mail: TakenMail, form: Form| {
            let layout = Layout { path: links::message(7), ..Layout::sample(language) };
            let is_kept = mail.outcome == MailOutcome::Unassigned;
            let detail = TakenMailDetail {
                case: None,
                words: is_kept.then(|| "My <permit> is lost.\n\nI applied in January.".to_owned()),
                files: if is_kept { vec!["scan.pdf".to_owned()] } else { Vec::new() },
                mail,
            };
            let services = vec![Choice::new(1, "Passport renewal")];
            let mut page = Self::new(layout, form, detail, services, &TimeZone::UTC);
            page.may_make = is_kept;
            page.sees_outgoing = !is_kept;
            if !is_kept {
                page.case = Some((links::case(9), "7K3M-2Q9D · My permit is lost".to_owned()));
            }
            page
        };
        let mut wrong = Form::with([("kind", "question"), ("language", "en")]);
        wrong.refuse("service", FieldError::new("error-choose"));
        let all = samples_of_mail();
        let kept = all.iter().find(|mail| mail.outcome == MailOutcome::Unassigned).cloned();
        let wrong = kept.map(|mail| page(mail, wrong));
        all.into_iter().map(|mail| page(mail, fresh())).chain(wrong).collect()
    }
}
