//! What the reader is told about by mail: their own digests, beginning and ending them.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    digests::{self, Digest, Named, NewDigest},
    directory::services,
    surveys,
};
use catsup_model::{
    Language, Permission,
    id::{AccountId, DigestId, SurveyId},
    job::Rhythm,
};

use super::refused;
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{Identity, PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::{Message, Translator},
    layout::{Layout, Page, Samples},
    links,
};

/// The reader's digests, and a form for another.
#[derive(Debug, Template)]
#[template(path = "pages/desk/digests/list.html")]
pub(crate) struct Digests {
    layout: Layout,
    crumbs: Vec<Crumb>,
    has_server: bool,
    digests: Vec<Named>,
    form: Form,
    choices: Choices,
}

/// What the form offers.
#[derive(Debug)]
struct Choices {
    services: Vec<Choice>,
    surveys: Vec<Choice>,
    filters: Vec<Choice>,
    rhythms: Vec<Choice>,
    hours: Vec<Choice>,
    weekdays: Vec<Choice>,
    languages: Vec<Choice>,
}

impl Choices {
    fn new(t: Translator, services: Vec<Choice>, surveys: Vec<Choice>) -> Self {
        let rhythm = |rhythm: &Rhythm| Choice::new(rhythm.code(), t.name("digest-rhythm", rhythm.code()));
        Self {
            services,
            surveys,
            filters: vec![
                Choice::new("low", t.say("digest-low-only")),
                Choice::new("comment", t.say("digest-comment-only")),
            ],
            rhythms: Rhythm::ALL.iter().map(rhythm).collect(),
            hours: (0..24).map(|hour: i8| Choice::new(hour, format!("{hour}:00"))).collect(),
            weekdays: (1..=7).map(|day: i8| Choice::new(day, t.name("weekday", &day.to_string()))).collect(),
            languages: Language::ALL
                .iter()
                .map(|language| Choice::new(language.code(), t.name("digest-language", language.code())))
                .collect(),
        }
    }
}

impl Digests {
    fn new(
        layout: Layout,
        has_server: bool,
        digests: Vec<Named>,
        form: Form,
        services: Vec<Choice>,
        surveys: Vec<Choice>,
    ) -> Self {
        let crumbs = vec![Crumb::new(links::PROFILE, layout.t.say("profile-title"))];
        let choices = Choices::new(layout.t, services, surveys);
        Self { layout, crumbs, has_server, digests, form, choices }
    }

    /// When a digest comes, in words.
    fn when(&self, digest: &Digest) -> Option<Message> {
        let t = self.layout.t;
        let hour = i64::from(digest.hour);
        match digest.rhythm {
            Rhythm::Instantly => None,
            Rhythm::Daily => Some(t.say("digest-at").arg("hour", hour)),
            Rhythm::Weekly => {
                let day = t.name("weekday", &digest.weekday.to_string());
                Some(t.say("digest-on").arg("day", day).arg("hour", hour))
            }
        }
    }
}

/// The form as it comes: every morning, in the reader's language.
fn usual(language: Language) -> Form {
    Form::with([("rhythm", "daily"), ("hour", "8"), ("weekday", "1"), ("language", language.code())])
}

async fn page(app: &App, identity: &Identity, layout: Layout, form: Form) -> Result<Digests, PageError> {
    let viewer = &identity.viewer;
    let digests = digests::list(app, viewer).await?;
    let reach = viewer.require(Permission::ReadResponses).map_err(|_| PageError::Forbidden)?;
    let services = services::list(app, viewer).await?;
    let services = services.iter().filter(|service| reach.has_service(service.id));
    let services = services.map(|service| Choice::new(service.id, &service.name)).collect();
    let surveys = surveys::list(app, viewer, &[], None, 1_000).await?;
    let surveys = surveys.iter().filter(|survey| reach.has_service(survey.service));
    let surveys = surveys.map(|survey| Choice::new(survey.id, &survey.name)).collect();
    let has_server = app.outside().mailer.is_some();
    Ok(Digests::new(layout, has_server, digests, form, services, surveys))
}

/// `GET /desk/digests`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<Digests>, PageError> {
    let form = usual(layout.t.language());
    Ok(Page::new(page(&app, &identity, layout, form).await?))
}

/// `POST /desk/digests`
pub(crate) async fn begin(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    let new = read(&mut form);
    if let (Some(new), true) = (new, form.is_valid()) {
        match digests::subscribe(&app, &identity.viewer, new).await {
            Ok(_) => {
                let on = SeeOther::to(links::DIGESTS).saying(AlertKind::Success, "digest-begun");
                return Ok(on.into_response());
            }
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    let page = page(&app, &identity, layout, form).await?;
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn read(form: &mut Form) -> Option<NewDigest> {
    let service = refused::choice(form, "service");
    let survey = refused::choice(form, "survey");
    let rhythm = refused::required_choice(form, "rhythm")?;
    let hour = refused::required_choice(form, "hour")?;
    let weekday = refused::required_choice(form, "weekday")?;
    let language = refused::required_choice(form, "language")?;
    let (low_only, comment_only) = (form.chose("filter", "low"), form.chose("filter", "comment"));
    Some(NewDigest { service, survey, low_only, comment_only, rhythm, hour, weekday, language })
}

/// `POST /desk/digests/{digest}/end`
pub(crate) async fn end(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    PathId(id): PathId<DigestId>,
) -> Result<SeeOther, PageError> {
    digests::remove(&app, &identity.viewer, id).await?;
    Ok(SeeOther::to(links::DIGESTS).saying(AlertKind::Success, "digest-ended"))
}

impl Samples for Digests {
    fn samples(language: Language) -> Vec<Self> {
        let layout = Layout { path: links::DIGESTS.to_owned(), ..Layout::sample(language) };
        let now = "2026-03-10T13:41:00Z".parse().unwrap_or_default();
        let digest = |id, rhythm, low_only| Named {
            digest: Digest {
                id: DigestId(id),
                account: AccountId(1),
                service: None,
                survey: Some(SurveyId(1)),
                low_only,
                comment_only: low_only,
                rhythm,
                hour: 8,
                weekday: 1,
                language,
                created_at: now,
                since: now,
                next_at: now,
            },
            service: None,
            survey: (!low_only).then(|| "Passport renewal, website".to_owned()),
        };
        let digests = vec![
            digest(1, Rhythm::Weekly, false),
            digest(2, Rhythm::Daily, true),
            digest(3, Rhythm::Instantly, true),
        ];
        let services = || vec![Choice::new(1, "Passport renewal")];
        let mut wrong = usual(language);
        wrong.set("hour", "25");
        wrong.refuse("hour", FieldError::new("error-hour"));
        vec![
            Self::new(layout.clone(), true, digests, usual(language), services(), services()),
            Self::new(layout, false, Vec::new(), wrong, services(), services()),
        ]
    }
}
