//! Sharing a great experience: with the team, and with the person's consent with the public.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    inbox::experiences::{self, Experience, LONGEST_NOTE, LONGEST_TEXT},
    personal_data, responses,
};
use catsup_model::{
    Language, Permission, Viewer,
    id::{ExperienceId, ResponseId, ServiceId},
    survey::QuestionKind,
};
use jiff::Timestamp;

use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
};

/// The page on which a response is shared.
#[derive(Debug, Template)]
#[template(path = "pages/desk/responses/share.html")]
pub(crate) struct Share {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    /// The person's own words.
    words: Vec<String>,
    words_language: &'static str,
    agreed: bool,
    may_publish: bool,
    experience: Option<Experience>,
}

/// `GET /desk/responses/{response}/share`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<ResponseId>,
) -> Result<Page<Share>, PageError> {
    Ok(Page::new(page(&app, &identity.viewer, layout, id, None).await?))
}

async fn page(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    id: ResponseId,
    form: Option<Form>,
) -> Result<Share, Error> {
    let detail = responses::detail(app, viewer, id).await?;
    let response = &detail.response;
    let asks_words = |key: &str| {
        let question = detail.definition.question(key);
        question.is_some_and(|one| {
            matches!(one.kind, QuestionKind::LongText { .. } | QuestionKind::ShortText { .. })
        })
    };
    let words: Vec<String> = response
        .answers
        .iter()
        .filter(|answer| asks_words(&answer.question))
        .filter_map(|answer| answer.text.clone())
        .collect();
    let form = form.unwrap_or_else(|| {
        let note = detail.experience.as_ref().map_or("", |known| known.note.as_str());
        let text = detail.experience.as_ref().and_then(|known| known.public_text.clone());
        let text = text.unwrap_or_else(|| personal_data::hide(&words.join("\n")));
        Form::with([("note", note.to_owned()), ("text", text)])
    });
    let t = layout.t;
    let zone = app.settings().zone.clone();
    let when = t.date_time(response.occurred_at.to_zoned(zone).datetime());
    Ok(Share {
        crumbs: vec![
            Crumb::new(links::RESPONSES, t.say("responses-title")),
            Crumb::new(links::response(id), when),
        ],
        words_language: response.language.code(),
        agreed: experiences::agreed(response),
        may_publish: viewer.may(Permission::PublishExperiences),
        experience: detail.experience.clone(),
        words,
        form,
        layout,
    })
}

/// `POST /desk/responses/{response}/share`
pub(crate) async fn submit(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<ResponseId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let (outcome, said) = match form.value("act") {
        "publish" => {
            let published = experiences::publish(&app, viewer, id, form.value("text"), form.value("consent"));
            (published.await, "experience-published")
        }
        "withdraw" => (experiences::withdraw(&app, viewer, id).await, "experience-withdrawn"),
        "unshare" => (experiences::unshare(&app, viewer, id).await, "experience-unshared"),
        _ => {
            let shared = experiences::share(&app, viewer, id, form.value("note")).await;
            (shared.map(|_| ()), "experience-shared")
        }
    };
    match outcome {
        Ok(()) => {
            Ok(SeeOther::to(links::response_share(id)).saying(AlertKind::Success, said).into_response())
        }
        Err(Error::Invalid(errors)) => {
            for error in &errors {
                let length = form.value(&error.field).trim().chars().count();
                form.refuse(&error.field, reason(error, length));
            }
            let page = page(&app, viewer, layout, id, Some(form)).await?;
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn reason(error: &catsup_app::FieldError, length: usize) -> FieldError {
    let whole = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    match (error.code, error.limit) {
        ("too-long", Some(limit)) => {
            FieldError::new("error-too-long").number("limit", whole(limit)).number("length", whole(length))
        }
        ("required", _) if error.field == "consent" => FieldError::new("error-consent"),
        ("required", _) => FieldError::new("error-required"),
        ("not-counted", _) => FieldError::new("error-not-counted"),
        _ => FieldError::new("error-unfit"),
    }
}

impl Samples for Share {
    fn samples(language: Language) -> Vec<Self> {
        let at = Timestamp::UNIX_EPOCH;
        let experience = |public: bool| Experience {
            id: ExperienceId(1),
            response: ResponseId(5),
            service: ServiceId(2),
            service_name: "Passport renewal".to_owned(),
            language: Language::En,
            note: "Well done, window 3!".to_owned(),
            shared_by: None,
            shared_at: at,
            public_text: public.then(|| "Quick and friendly.".to_owned()),
            consent: public.then(|| "survey".to_owned()),
            consent_detail: None,
            published_at: public.then_some(at),
            withdrawn_at: None,
        };
        let sample = |experience: Option<Experience>, agreed: bool| Self {
            crumbs: vec![Crumb::new(links::RESPONSES, "…")],
            form: Form::with([("note", "Well done!"), ("text", "Quick and friendly.")]),
            words: vec!["Quick and friendly.".to_owned()],
            words_language: "en",
            agreed,
            may_publish: true,
            experience,
            layout: Layout::sample(language),
        };
        let mut wrong = sample(Some(experience(false)), false);
        wrong.form.refuse("consent", FieldError::new("error-consent"));
        vec![sample(None, false), wrong, sample(Some(experience(true)), true)]
    }
}
