//! A contact with a person: what they did before, the answer to what they need, what they will ask next; and writing it down.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    library::{self, ContactPanel, LoggedContact, PanelQuery},
};
use catsup_model::{Channel, Language, Permission, Viewer, id::ServiceId, interaction::Outcome};
use serde::Deserialize;

use crate::{
    components::{AlertKind, Choice, SuggestionLine, desk_links},
    error::PageError,
    extract::{PageQuery, SignedIn},
    flash::SeeOther,
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    markdown::prose,
    pages::desk::{cases::service_choices, refused},
};

/// What the address says of the contact so far.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    customer: String,
    service: String,
    channel: String,
    language: String,
    answer: String,
    /// Whether it is shown again, with what was entered wrong.
    #[serde(skip)]
    again: bool,
}

/// The page of a contact.
#[derive(Debug, Template)]
#[template(path = "pages/desk/contact/show.html")]
pub(crate) struct ContactDesk {
    layout: Layout,
    form: Form,
    services: Vec<Choice>,
    channels: Vec<Choice>,
    languages: Vec<Choice>,
    outcomes: Vec<Choice>,
    earlier: Vec<Earlier>,
    asked: bool,
    answer: Option<Answer>,
    others: Vec<(String, String)>,
    next: Vec<SuggestionLine>,
    may_log: bool,
}

/// Something the person did before.
#[derive(Debug)]
struct Earlier {
    at: String,
    channel: String,
    what: String,
    outcome: String,
    service: String,
}

/// The answer, as it is read out.
#[derive(Debug)]
struct Answer {
    href: String,
    language: &'static str,
    question: String,
    short: String,
    other_words: String,
    clarifying: Vec<String>,
    steps: Vec<(String, String)>,
    details: String,
    alternatives: String,
    helper: String,
    hand_over: String,
}

impl Asked {
    fn query(&self) -> PanelQuery {
        PanelQuery {
            words: self.q.trim().to_owned(),
            customer: self.customer.trim().to_owned(),
            service: self.service.parse().ok(),
            channel: self.channel.parse().ok(),
            language: self.language.parse().unwrap_or(Language::En),
            answer: self.answer.parse().ok(),
            again: self.again,
        }
    }

    fn form(&self) -> Form {
        let text = |text: &str, otherwise: &str| {
            if text.is_empty() { otherwise.to_owned() } else { text.to_owned() }
        };
        Form::with([
            ("q", self.q.clone()),
            ("customer", self.customer.clone()),
            ("service", self.service.clone()),
            ("channel", text(&self.channel, "phone")),
            ("language", text(&self.language, "en")),
        ])
    }
}

impl ContactDesk {
    async fn read(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        (asked, form): (&Asked, Form),
    ) -> Result<Self, PageError> {
        let panel = library::panel(app, viewer, &asked.query()).await?;
        let services = service_choices(app, viewer).await?;
        let may_log = viewer.may(Permission::HandleCases);
        let zone = app.settings().zone.clone();
        Ok(Self::new(layout, (asked, form), &panel, (services, may_log), &zone))
    }

    fn new(
        layout: Layout,
        (asked, mut form): (&Asked, Form),
        panel: &ContactPanel,
        (services, may_log): (Vec<Choice>, bool),
        zone: &jiff::tz::TimeZone,
    ) -> Self {
        let t = layout.t;
        if let Some(answer) = &panel.answer
            && form.filled("need").is_none()
        {
            let need = answer.answer.needs.first().cloned();
            form.set("need", need.unwrap_or_else(|| answer.content.question.clone()));
        }
        let service = panel.answer.as_ref().and_then(|answer| answer.answer.service);
        if let Some(service) = service
            && form.filled("log_service").is_none()
        {
            let chosen = form.filled("service").map(str::to_owned);
            form.set("log_service", chosen.unwrap_or_else(|| service.to_string()));
        }
        let earlier = panel.earlier.iter().map(|(one, service)| Earlier {
            at: t.date_time(one.occurred_at.to_zoned(zone.clone()).datetime()).to_string(),
            channel: t.channel(one.channel.code()),
            what: one.intention.clone().unwrap_or_else(|| one.activity.clone()),
            outcome: one.outcome.map(|one| t.name("outcome", one.code()).to_string()).unwrap_or_default(),
            service: service.clone(),
        });
        Self {
            channels: Channel::ALL.iter().map(|one| Choice::new(one.code(), t.channel(one.code()))).collect(),
            languages: Language::ALL.map(|one| Choice::new(one, one.own_name())).into(),
            outcomes: Outcome::ALL
                .iter()
                .map(|one| Choice::new(one.code(), t.name("outcome", one.code())))
                .collect(),
            earlier: earlier.collect(),
            asked: !asked.q.trim().is_empty() || !asked.answer.is_empty(),
            answer: panel.answer.as_ref().map(answer),
            others: panel
                .others
                .iter()
                .map(|(id, question)| (chosen(asked, *id), question.clone()))
                .collect(),
            next: panel.next.iter().map(|one| SuggestionLine::desk(t, one, desk_links(one))).collect(),
            services,
            may_log,
            form,
            layout,
        }
    }
}

/// The same contact with another answer.
fn chosen(asked: &Asked, answer: catsup_model::id::AnswerId) -> String {
    let answer = answer.to_string();
    let pairs = [
        ("q", asked.q.as_str()),
        ("customer", &asked.customer),
        ("service", &asked.service),
        ("channel", &asked.channel),
        ("language", &asked.language),
        ("answer", &answer),
    ];
    let query = serde_urlencoded::to_string(pairs).unwrap_or_default();
    format!("{}?{query}", links::CONTACT_DESK)
}

fn answer(read: &library::ReadAnswer) -> Answer {
    let content = &read.content;
    let helper = [&content.helper.name, &content.helper.phone, &content.helper.hours];
    let helper: Vec<&str> = helper.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    Answer {
        href: links::desk_answer(read.answer.id),
        language: read.language.code(),
        question: content.question.clone(),
        short: content.short.clone(),
        other_words: content.other_words.clone(),
        clarifying: content.clarifying.clone(),
        steps: content.next_steps.iter().map(|step| (step.text.clone(), step.within.clone())).collect(),
        details: prose(&content.details),
        alternatives: prose(&content.alternatives),
        helper: helper.join(" · "),
        hand_over: content.helper.hand_over.clone(),
    }
}

/// `GET /desk/contact`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(asked): PageQuery<Asked>,
) -> Result<Page<ContactDesk>, PageError> {
    let form = asked.form();
    Ok(Page::new(ContactDesk::read(&app, &identity.viewer, layout, (&asked, form)).await?))
}

/// `POST /desk/contact`
pub(crate) async fn log(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    if let Some(contact) = contact(&mut form) {
        match library::log_contact(&app, viewer, contact).await {
            Ok(()) => {
                let on = SeeOther::to(links::CONTACT_DESK);
                return Ok(on.saying(AlertKind::Success, "contact-logged").into_response());
            }
            Err(error) => refused::mark_as(&mut form, error, &[("service", "log_service")])?,
        }
    }
    let text = |field: &str| form.value(field).to_owned();
    let asked = Asked {
        q: text("q"),
        customer: text("customer"),
        service: text("service"),
        channel: text("channel"),
        language: text("language"),
        answer: String::new(),
        again: true,
    };
    let page = ContactDesk::read(&app, viewer, layout, (&asked, form)).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn contact(form: &mut Form) -> Option<LoggedContact> {
    let service: Option<ServiceId> = refused::required_choice(form, "log_service");
    let channel: Option<Channel> = refused::required_choice(form, "channel");
    let outcome: Option<Outcome> = refused::choice(form, "outcome");
    let language: Option<Language> = refused::choice(form, "language");
    let minutes = refused::whole_number(form, "minutes");
    let need = form.require("need");
    if !form.is_valid() {
        return None;
    }
    Some(LoggedContact {
        service: service?,
        channel: channel?,
        customer: form.value("customer").to_owned(),
        need: need?,
        outcome,
        handle_seconds: minutes.map(|minutes| minutes.saturating_mul(60)),
        language: language.unwrap_or_default(),
    })
}

impl Samples for ContactDesk {
    fn samples(language: Language) -> Vec<Self> {
        use catsup_app::library::ReadAnswer;
        use catsup_model::library::{AnswerContent, AnswerState};

        let layout = || Layout { path: links::CONTACT_DESK.to_owned(), ..Layout::sample(language) };
        let t: Translator = layout().t;
        let detail = crate::pages::desk::answers::sample_detail(AnswerState::Approved);
        let content: AnswerContent =
            detail.latest.document.contents.values().next().cloned().unwrap_or_default();
        let read = ReadAnswer {
            answer: detail.answer,
            version: 2,
            since: jiff::civil::date(2026, 1, 1),
            language: Language::En,
            content,
            slots: Vec::new(),
            organisation: detail.organisation,
            service: detail.service,
            changes: None,
        };
        let panel = ContactPanel {
            answer: Some(read),
            others: vec![(catsup_model::id::AnswerId(2), "What does it <cost>?".to_owned())],
            ..ContactPanel::default()
        };
        let asked = Asked { q: "renew pasport".to_owned(), ..Asked::default() };
        let sample = |asked: &Asked, panel: &ContactPanel, may_log| {
            let services = vec![Choice::new(1, "Passport renewal")];
            Self::new(layout(), (asked, asked.form()), panel, (services, may_log), &jiff::tz::TimeZone::UTC)
        };
        let mut full = sample(&asked, &panel, true);
        full.next = SuggestionLine::samples(t);
        full.earlier = vec![Earlier {
            at: "1 Mar".to_owned(),
            channel: t.channel("phone"),
            what: "Photo <rules>".to_owned(),
            outcome: String::new(),
            service: "Passport renewal".to_owned(),
        }];
        vec![
            sample(&Asked::default(), &ContactPanel::default(), true),
            full,
            sample(&asked, &ContactPanel::default(), false),
        ]
    }
}
