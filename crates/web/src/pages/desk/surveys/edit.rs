//! Setting a survey up and changing it: one page within the rules of its instrument.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    directory::{services, touchpoints},
    surveys,
};
use catsup_model::{
    Channel, Feed, Language, Permission, Viewer,
    id::ServiceId,
    instrument::{Instrument, InstrumentCode, TemplateQuestion},
    survey::{Survey, SurveyState},
};
use serde::Deserialize;

use super::entries;
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn},
    flash::SeeOther,
    forms::{FieldError, Form},
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
    pages::desk::refused,
};

/// What a new survey starts with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SetUpQuery {
    service: String,
}

/// The page on which a survey is set up or changed.
#[derive(Debug, Template)]
#[template(path = "pages/desk/surveys/edit.html")]
pub(crate) struct Edit {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    title: String,
    purpose: String,
    /// Whether the survey exists already: its service stays.
    existing: bool,
    /// Whether the public has seen it: changes make a new version.
    published: bool,
    /// The version that saving would make.
    next_version: i64,
    back: String,
    services: Vec<Choice>,
    touchpoints: Vec<Choice>,
    channels: Vec<Choice>,
    names: Vec<NameField>,
    questions: Vec<QuestionField>,
    /// Questions whose answers would count apart from those given so far; asked once before saving.
    reworded: Vec<String>,
}

/// A name that fills the questions, in both languages.
#[derive(Debug)]
struct NameField {
    field: String,
    label: String,
    examples: [String; 2],
}

/// A question with what may be decided about it.
#[derive(Debug)]
struct QuestionField {
    key: String,
    number: usize,
    /// The first of its page: says so above.
    page: Option<usize>,
    measure: Option<String>,
    required: bool,
    after: Option<String>,
    wordings: Vec<Wording>,
    choices: Vec<ChoiceField>,
}

/// One allowed wording.
#[derive(Debug)]
struct Wording {
    code: String,
    english: String,
    spanish: String,
}

/// One choice of a question.
#[derive(Debug)]
struct ChoiceField {
    key: String,
    label: String,
    mandatory: bool,
}

/// `GET /desk/surveys/new/{instrument}`
pub(crate) async fn set_up(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(instrument): Path<String>,
    PageQuery(query): PageQuery<SetUpQuery>,
) -> Result<Page<Edit>, PageError> {
    let code = named(&instrument)?;
    let mut form = entries::fresh(Instrument::of(code));
    form.set("service", query.service);
    Ok(Page::new(Edit::new(&app, &identity.viewer, layout, code, None, form).await?))
}

/// `POST /desk/surveys/new/{instrument}`
pub(crate) async fn create(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(instrument): Path<String>,
    mut form: Form,
) -> Result<Response, PageError> {
    let code = named(&instrument)?;
    let viewer = &identity.viewer;
    let service: Option<ServiceId> = refused::required_choice(&mut form, "service");
    let fields = entries::read(&mut form, Instrument::of(code));
    // Asked even when something is wrong already: everything that does not fit is said at once.
    match service {
        Some(service) if form.is_valid() => {
            match surveys::set_up(&app, viewer, service, code, fields).await {
                Ok(survey) => {
                    let on = links::survey(&survey.key);
                    return Ok(SeeOther::to(on).saying(AlertKind::Success, "survey-made").into_response());
                }
                Err(Error::NotFound("service")) => {
                    form.refuse("service", FieldError::new("error-choose-known"));
                }
                Err(error) => mark(&mut form, error)?,
            }
        }
        _ => missing_names(&mut form, code),
    }
    again(Edit::new(&app, viewer, layout, code, None, form).await?)
}

/// `GET /desk/surveys/{survey}/change`
pub(crate) async fn change(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(survey): Path<String>,
) -> Result<Page<Edit>, PageError> {
    let survey = surveys::find(&app, &identity.viewer, &survey).await?;
    let (code, form) = (survey.instrument, entries::of(&survey));
    Ok(Page::new(Edit::new(&app, &identity.viewer, layout, code, Some(&survey), form).await?))
}

/// `POST /desk/surveys/{survey}/change`
pub(crate) async fn save(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(survey): Path<String>,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let survey = surveys::find(&app, viewer, &survey).await?;
    let code = survey.instrument;
    let fields = entries::read(&mut form, Instrument::of(code));
    let reworded = surveys::rewordings(&survey, &fields.setup);
    if !form.is_valid() {
        missing_names(&mut form, code);
    } else if reworded.is_empty() || form.chose("understood", "1") {
        match surveys::change(&app, viewer, &survey.id.to_string(), fields).await {
            Ok(changed) => {
                let key =
                    if changed.number > survey.number { "survey-new-version" } else { "survey-changed" };
                let on = SeeOther::to(links::survey(&changed.key));
                return Ok(on.saying(AlertKind::Success, key).into_response());
            }
            Err(error) => mark(&mut form, error)?,
        }
    }
    let mut page = Edit::new(&app, viewer, layout, code, Some(&survey), form).await?;
    page.reworded = page.texts_of(&reworded);
    again(page)
}

fn named(instrument: &str) -> Result<InstrumentCode, PageError> {
    instrument.parse().map_err(|_| PageError::NotFound)
}

fn again(page: Edit) -> Result<Response, PageError> {
    Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// Marks what the use case refused: a name is missing in English, the language every text has.
fn mark(form: &mut Form, error: Error) -> Result<(), PageError> {
    let Error::Invalid(mut fields) = error else { return Err(error.into()) };
    for field in &mut fields {
        if field.field.starts_with("names.") {
            field.field = entries::field(&field.field, Language::En);
        }
        if field.code == "name" {
            field.code = if form.filled("name").is_none() { "required" } else { "too-long" };
        }
        if field.code == "touchpoint" {
            form.refuse("touchpoint", FieldError::new("error-touchpoint"));
        }
    }
    refused::mark(form, Error::Invalid(fields))
}

fn missing_names(form: &mut Form, code: InstrumentCode) {
    form.require("name");
    for name in &Instrument::of(code).names {
        let filled =
            Language::ALL.iter().any(|one| form.filled(&format!("names.{}.{one}", name.key)).is_some());
        if !filled {
            form.refuse(&format!("names.{}.en", name.key), FieldError::new("error-required"));
        }
    }
}

impl Edit {
    async fn new(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        code: InstrumentCode,
        survey: Option<&Survey>,
        form: Form,
    ) -> Result<Self, PageError> {
        let reach = viewer.require(Permission::ManageSurveys).map_err(|_| PageError::Forbidden)?;
        let known = services::list(app, viewer).await?;
        let within: Vec<_> = known.into_iter().filter(|one| reach.has_service(one.id)).collect();
        let of = survey.map(|survey| survey.service);
        let places = touchpoints::list(app, viewer, of).await?;
        let place = |one: &catsup_model::directory::Touchpoint| {
            let service = within.iter().find(|service| service.id == one.service)?;
            let label =
                if of.is_some() { one.name.to_string() } else { format!("{} · {}", service.name, one.name) };
            Some(Choice::new(one.id, label))
        };
        let mut page = Self::frame(layout, code, survey, form);
        page.touchpoints = places.iter().filter_map(place).collect();
        page.services = within.iter().map(|one| Choice::new(one.id, &one.name)).collect();
        Ok(page)
    }

    /// The page without what the directory knows.
    fn frame(layout: Layout, code: InstrumentCode, survey: Option<&Survey>, form: Form) -> Self {
        let t = layout.t;
        let instrument = Instrument::of(code);
        let mut crumbs = vec![Crumb::new(links::SURVEYS, t.say("surveys-title"))];
        crumbs.push(match survey {
            Some(survey) => Crumb::new(links::survey(&survey.key), &survey.name),
            None => Crumb::new(links::SURVEY_NEW, t.say("survey-choose-title")),
        });
        let channel = |one: &Channel| Choice::new(one.code(), t.pick(&one.name()));
        let names = instrument.names.iter().map(|name| NameField {
            field: format!("names.{}", name.key),
            label: t.pick(&name.label).to_owned(),
            examples: Language::ALL.map(|language| name.example.get(language).to_owned()),
        });
        Self {
            title: survey.map_or_else(|| t.pick(&instrument.name).to_owned(), |survey| survey.name.clone()),
            purpose: t.pick(&instrument.purpose).to_owned(),
            existing: survey.is_some(),
            published: survey.is_some_and(|survey| survey.state != SurveyState::Draft),
            next_version: survey.map_or(1, |survey| survey.number + 1),
            back: survey.map_or(links::SURVEY_NEW.to_owned(), |survey| links::survey(&survey.key)),
            services: Vec::new(),
            touchpoints: Vec::new(),
            channels: Channel::ALL.iter().map(channel).collect(),
            names: names.collect(),
            questions: questions(t, instrument, &form),
            reworded: Vec::new(),
            crumbs,
            form,
            layout,
        }
    }

    /// The wordings now chosen for these questions.
    fn texts_of(&self, keys: &[String]) -> Vec<String> {
        let asked = self.questions.iter().filter(|question| keys.contains(&question.key));
        let chosen = asked.filter_map(|question| {
            let code = self.form.value(&format!("variants.{}", question.key));
            let wording = question.wordings.iter().find(|one| one.code == code)?;
            Some(match self.layout.t.language() {
                Language::En => wording.english.clone(),
                Language::Es => wording.spanish.clone(),
            })
        });
        chosen.collect()
    }
}

fn questions(t: Translator, instrument: &Instrument, form: &Form) -> Vec<QuestionField> {
    let several = instrument.sections.len() > 1;
    let mut fields: Vec<QuestionField> = Vec::new();
    for (page, section) in instrument.sections.iter().enumerate() {
        for (place, question) in section.questions.iter().enumerate() {
            let number = fields.len() + 1;
            let page = (several && place == 0).then_some(page + 1);
            fields.push(field(t, instrument, form, question, number, page));
        }
    }
    fields
}

fn field(
    t: Translator,
    instrument: &Instrument,
    form: &Form,
    question: &TemplateQuestion,
    number: usize,
    page: Option<usize>,
) -> QuestionField {
    let wording = |variant: &catsup_model::instrument::Variant| Wording {
        code: variant.code.clone(),
        english: filled(instrument, form, variant.text.get(Language::En), Language::En),
        spanish: filled(instrument, form, variant.text.get(Language::Es), Language::Es),
    };
    let choice = |choice: &catsup_model::survey::Choice| ChoiceField {
        key: format!("{}.{}", question.key, choice.key),
        label: t.pick(&choice.text).to_owned(),
        mandatory: question.mandatory_choices.contains(&choice.key),
    };
    let before = question.ask_when.as_ref().and_then(|condition| {
        let test = condition.tests().into_iter().next()?;
        let place = instrument.questions().position(|one| one.key == test.question)?;
        Some(t.say("survey-asked-after").arg("number", place + 1).to_string())
    });
    let measure = match question.feeds {
        Some(Feed::Measure(measure)) => Some(t.name("measure", measure.code()).to_string()),
        _ => None,
    };
    QuestionField {
        key: question.key.clone(),
        number,
        page,
        measure,
        required: question.required,
        after: before,
        wordings: question.variants.iter().map(wording).collect(),
        choices: entries::choices(question).iter().map(choice).collect(),
    }
}

/// A template text with the names as entered, else with what they are.
fn filled(instrument: &Instrument, form: &Form, text: &str, language: Language) -> String {
    instrument.names.iter().fold(text.to_owned(), |text, name| {
        let entered = form.filled(&entries::field(&format!("names.{}", name.key), language));
        let shown = entered.map_or_else(|| format!("[{}]", name.example.get(language)), str::to_owned);
        text.replace(&format!("{{{}}}", name.key), &shown)
    })
}

impl Samples for Edit {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::survey_set_up("a11_v1"), ..Layout::sample(language) };
        let places = |mut page: Self| {
            page.services = vec![Choice::new(1, "Passport renewal")];
            page.touchpoints = vec![Choice::new(2, "Passport renewal · Counter")];
            page
        };
        let mut samples = Vec::new();
        for code in [InstrumentCode::A11V2, InstrumentCode::A11V1, InstrumentCode::Nps] {
            let form = entries::fresh(Instrument::of(code));
            samples.push(places(Self::frame(layout(), code, None, form)));
        }
        let mut wrong = entries::fresh(Instrument::of(InstrumentCode::A11V1));
        wrong.set("control_number", "12");
        wrong.refuse("control_number", FieldError::new("error-control-number"));
        missing_names(&mut wrong, InstrumentCode::A11V1);
        let mut changed = Self::frame(layout(), InstrumentCode::A11V1, None, wrong);
        changed.existing = true;
        changed.published = true;
        changed.reworded = vec!["My issue was resolved.".to_owned()];
        samples.push(places(changed));
        samples
    }
}
