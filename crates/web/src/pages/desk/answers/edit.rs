//! The form of an answer: both languages side by side, and what belongs to every language below.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error, Refusal,
    directory::{life_experiences, services},
    library::{self, AnswerDetail, EnteredAnswer},
};
use catsup_model::{
    Language, Permission, Viewer,
    id::{AccountId, AnswerId, LifeExperienceId, OrganisationId, ServiceId},
    library::{AnswerContent, AnswerDocument, Audience},
};

use super::{audiences, crumbs};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PathId, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    pages::desk::{places::Places, refused},
};

/// The fields of one language, in the order of the form: the name, the rows, and whether each line is an entry.
const FIELDS: [(&str, usize); 13] = [
    ("question", 0),
    ("variants", 3),
    ("short", 3),
    ("other_words", 3),
    ("next_steps", 4),
    ("details", 10),
    ("alternatives", 3),
    ("helper_name", 0),
    ("helper_phone", 0),
    ("helper_hours", 0),
    ("helper_hand_over", 2),
    ("clarifying", 3),
    ("sources", 2),
];

/// The form of an answer.
#[derive(Debug, Template)]
#[template(path = "pages/desk/answers/edit.html")]
pub(crate) struct AnswerForm {
    layout: Layout,
    form: Form,
    crumbs: Vec<Crumb>,
    title: String,
    fields: Vec<Field>,
    organisations: Vec<Choice>,
    services: Vec<Choice>,
    audiences: Vec<Choice>,
    owners: Vec<Choice>,
    experiences: Vec<Choice>,
    /// Where one goes without saving.
    back: String,
}

/// One field in both languages.
#[derive(Debug)]
struct Field {
    rows: usize,
    sides: Vec<Side>,
}

/// A field in one language.
#[derive(Debug)]
struct Side {
    name: String,
    label: String,
    hint: String,
    language: &'static str,
    required: bool,
}

/// What can be chosen.
#[derive(Debug, Default)]
struct Choices {
    organisations: Vec<Choice>,
    services: Vec<Choice>,
    owners: Vec<Choice>,
    experiences: Vec<Choice>,
}

impl Choices {
    async fn read(app: &App, viewer: &Viewer) -> Result<Self, PageError> {
        let organisations = Places::read(app, viewer).await?.choices(viewer, Permission::WriteAnswers);
        let services = services::list(app, viewer).await?;
        let experiences = life_experiences::list(app, viewer).await?;
        Ok(Self {
            organisations,
            services: services.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
            owners: library::owners(app, viewer)
                .await?
                .into_iter()
                .map(|(id, name)| Choice::new(id, name))
                .collect(),
            experiences: experiences.iter().map(|one| Choice::new(one.id, &one.name)).collect(),
        })
    }
}

impl AnswerForm {
    fn new(layout: Layout, form: Form, choices: Choices, known: Option<AnswerId>) -> Self {
        let t = layout.t;
        let side = |name: &str, language: Language| Side {
            name: format!("{language}_{name}"),
            label: t
                .say("answer-field-in")
                .arg("field", t.name("answer-field", name).to_string())
                .arg("language", language.own_name())
                .to_string(),
            hint: match language {
                Language::En => t.name("answer-field-hint", name).to_string(),
                Language::Es => String::new(),
            },
            language: language.code(),
            required: name == "question" && language == Language::En,
        };
        let fields = FIELDS.iter().map(|(name, rows)| Field {
            rows: *rows,
            sides: Language::ALL.iter().map(|language| side(name, *language)).collect(),
        });
        Self {
            title: t.say(if known.is_some() { "answer-change" } else { "answer-add" }).to_string(),
            crumbs: crumbs(t),
            fields: fields.collect(),
            organisations: choices.organisations,
            services: choices.services,
            audiences: audiences(t),
            owners: choices.owners,
            experiences: choices.experiences,
            back: known.map_or_else(|| links::LIBRARY.to_owned(), links::desk_answer),
            form,
            layout,
        }
    }
}

/// An answer as the form holds it.
fn form_of(detail: &AnswerDetail) -> Form {
    let entered = library::entered(&detail.answer, &detail.latest);
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let mut entries = vec![
        ("based_on".to_owned(), entered.based_on.to_string()),
        ("organisation".to_owned(), entered.organisation.to_string()),
        ("service".to_owned(), entered.service.map(|id| id.to_string()).unwrap_or_default()),
        ("audience".to_owned(), entered.audience.to_string()),
        ("owner".to_owned(), entered.owner.map(|id| id.to_string()).unwrap_or_default()),
        ("needs".to_owned(), entered.needs.join("\n")),
        ("ends_on".to_owned(), day(entered.ends_on)),
        ("review_on".to_owned(), day(entered.review_on)),
        ("slots".to_owned(), library::write_slots(&entered.document.slots)),
    ];
    entries.extend(entered.experiences.iter().map(|id| ("experience".to_owned(), id.to_string())));
    for (language, content) in &entered.document.contents {
        let fields = content.fields().into_iter();
        entries.extend(fields.map(|(name, text)| (format!("{language}_{name}"), text)));
    }
    Form::with(entries)
}

/// What was entered, when it can be read.
fn read(form: &mut Form) -> Option<EnteredAnswer> {
    let organisation: Option<OrganisationId> = refused::required_choice(form, "organisation");
    let service: Option<ServiceId> = refused::choice(form, "service");
    let audience: Option<Audience> = refused::required_choice(form, "audience");
    let owner: Option<AccountId> = refused::choice(form, "owner");
    let experiences: Vec<LifeExperienceId> = refused::choices(form, "experience");
    let (ends_on, review_on) = (refused::day(form, "ends_on"), refused::day(form, "review_on"));
    let starts_on = refused::day(form, "starts_on");
    let slots = match library::read_slots(form.value("slots")) {
        Ok(slots) => slots,
        Err(line) => {
            let line = i64::try_from(line).unwrap_or(i64::MAX);
            form.refuse("slots", FieldError::new("error-slots-line").number("line", line));
            Vec::new()
        }
    };
    let mut document = AnswerDocument { slots, ..AnswerDocument::default() };
    for language in Language::ALL {
        let mut content = AnswerContent::default();
        for (name, _) in FIELDS {
            content.set(name, form.value(&format!("{language}_{name}")));
        }
        if !content.is_empty() {
            document.contents.insert(language, content);
        }
    }
    if !form.is_valid() {
        return None;
    }
    Some(EnteredAnswer {
        based_on: form.value("based_on").parse().unwrap_or_default(),
        service,
        audience: audience?,
        owner,
        needs: form.value("needs").lines().map(str::to_owned).collect(),
        experiences,
        ends_on,
        review_on,
        document,
        note: form.value("note").to_owned(),
        starts_on,
        must_read: form.chose("must_read", "1"),
        training: form.value("training").to_owned(),
        ..EnteredAnswer::new(organisation?)
    })
}

/// `GET /desk/answers/new`
pub(crate) async fn new(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
) -> Result<Page<AnswerForm>, PageError> {
    let choices = Choices::read(&app, &identity.viewer).await?;
    let mut form = Form::with([("audience", "public"), ("owner", &identity.account.to_string())]);
    if let [only] = choices.organisations.as_slice() {
        form.set("organisation", only.value.clone());
    }
    Ok(Page::new(AnswerForm::new(layout, form, choices, None)))
}

/// `POST /desk/answers/new`
pub(crate) async fn add(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    mut form: Form,
) -> Result<Response, PageError> {
    if let Some(entered) = read(&mut form) {
        match library::add(&app, &identity.viewer, entered).await {
            Ok(answer) => {
                let on = SeeOther::to(links::desk_answer(answer.id));
                return Ok(on.saying(AlertKind::Success, "answer-added").into_response());
            }
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    again(&app, &identity.viewer, layout, form, None).await
}

/// `GET /desk/answers/{answer}/edit`
pub(crate) async fn edit(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<AnswerId>,
) -> Result<Page<AnswerForm>, PageError> {
    let detail = library::detail(&app, &identity.viewer, id).await?;
    if !detail.may_write {
        return Err(PageError::Forbidden);
    }
    let choices = Choices::read(&app, &identity.viewer).await?;
    Ok(Page::new(AnswerForm::new(layout, form_of(&detail), choices, Some(id))))
}

/// `POST /desk/answers/{answer}/edit`
pub(crate) async fn save(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PathId(id): PathId<AnswerId>,
    mut form: Form,
) -> Result<Response, PageError> {
    if let Some(entered) = read(&mut form) {
        match library::save(&app, &identity.viewer, id, entered).await {
            Ok(answer) => {
                let on = SeeOther::to(links::desk_answer(answer.id));
                return Ok(on.saying(AlertKind::Success, "answer-saved").into_response());
            }
            Err(Error::Refused(Refusal::AnswerMoved)) => {
                form.refuse("en_question", FieldError::new("error-answer-moved"));
            }
            Err(error) => refused::mark(&mut form, error)?,
        }
    }
    again(&app, &identity.viewer, layout, form, Some(id)).await
}

/// The form again, with everything that was entered.
async fn again(
    app: &App,
    viewer: &Viewer,
    layout: Layout,
    form: Form,
    known: Option<AnswerId>,
) -> Result<Response, PageError> {
    let choices = Choices::read(app, viewer).await?;
    let page = AnswerForm::new(layout, form, choices, known);
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

impl Samples for AnswerForm {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |form, known| {
            let path = links::ANSWER_NEW.to_owned();
            let choices = Choices {
                organisations: vec![Choice::new(1, "Passport Office")],
                services: vec![Choice::new(1, "Passport renewal")],
                owners: vec![Choice::new(1, "Ana Ruiz")],
                experiences: vec![Choice::new(1, "Moving house")],
            };
            Self::new(Layout { path, ..Layout::sample(language) }, form, choices, known)
        };
        let mut wrong = Form::with([("en_question", "How?"), ("slots", "x")]);
        for (field, error) in [
            ("organisation", "error-choose"),
            ("en_short", "error-required"),
            ("ends_on", "error-date"),
            ("slots", "error-slots-line"),
        ] {
            let error = FieldError::new(error);
            wrong.refuse(field, if field == "slots" { error.number("line", 1) } else { error });
        }
        let filled = form_of(&super::samples::detail(catsup_model::library::AnswerState::Approved));
        vec![sample(Form::empty(), None), sample(filled, Some(AnswerId(1))), sample(wrong, Some(AnswerId(1)))]
    }
}
