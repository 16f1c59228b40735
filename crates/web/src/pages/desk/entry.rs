//! Entering answers for people, fast and from the keyboard: paper forms one after the other, or what a caller says.

mod asked;
mod fields;
#[cfg(test)]
mod samples;

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App, Error,
    entry::{self, Batch, EntrySurvey},
};
use catsup_model::{
    Channel, Viewer,
    answers::raw_of,
    id::ResponseId,
    response::{ResponseSource, ResponseState},
    survey::Survey,
};

use self::{
    asked::{Asked, Control},
    fields::Defaults,
};
use crate::{
    components::{AlertKind, Choice, Crumb},
    error::PageError,
    extract::{Identity, PageQuery, SignedIn, SurveyKey},
    flash::SeeOther,
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page},
    links,
};

/// The entry form.
#[derive(Debug, Template)]
#[template(path = "pages/desk/entry/show.html")]
pub(crate) struct EntryPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    survey: Survey,
    form: Form,
    /// The form of the batch.
    batch_form: Form,
    defaults: Defaults,
    /// The language of the questions.
    words: Translator,
    asked: Vec<Asked>,
    choices: Choices,
    count: i64,
    latest: Vec<Line>,
    /// Where the form is posted.
    action: String,
    /// Whether an entry is corrected.
    correcting: bool,
}

/// What the batch can be set to.
#[derive(Debug, Default)]
struct Choices {
    sources: Vec<Choice>,
    channels: Vec<Choice>,
    touchpoints: Vec<Choice>,
    languages: Vec<Choice>,
    versions: Vec<Choice>,
}

/// One of the latest entries.
#[derive(Debug)]
struct Line {
    id: String,
    said: String,
    withdrawn: bool,
}

/// `GET /desk/surveys/{survey}/entry`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(key)): Path<SurveyKey>,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<EntryPage>, PageError> {
    let mut defaults = Defaults::of(&Form::with(pairs), "");
    let survey = entry::survey(&app, &identity.viewer, &key, defaults.version.parse().ok()).await?;
    if defaults.batch.parse::<ResponseId>().is_err() {
        defaults.batch = app.next_id().to_string();
    }
    let form = Form::with([("_nonce", app.random().token())]);
    Ok(Page::new(EntryPage::read(&app, &identity.viewer, layout, survey, form, defaults).await?))
}

/// `POST /desk/surveys/{survey}/entry`
pub(crate) async fn save(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(key)): Path<SurveyKey>,
    form: Form,
) -> Result<Response, PageError> {
    take(&app, &identity, layout, &key, None, form).await
}

/// `GET /desk/surveys/{survey}/entry/{response}`
pub(crate) async fn edit(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path((SurveyKey(_), response)): Path<(SurveyKey, String)>,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<EntryPage>, PageError> {
    let id: ResponseId = response.parse().map_err(|_| PageError::NotFound)?;
    let (survey, response) = entry::find(&app, &identity.viewer, id).await?;
    let defaults = Defaults {
        source: response.source,
        channel: response.channel,
        touchpoint: response.touchpoint.map(|one| one.to_string()).unwrap_or_default(),
        language: Some(response.language),
        version: response.version.to_string(),
        day: entry::local_day(&app, response.occurred_at).to_string(),
        ..Defaults::of(&Form::with(pairs), "")
    };
    // What has no answer though it demands one was said to be blank when it was entered.
    let answered = |key: &str| {
        let part = format!("{key}.");
        response.answers.iter().any(|one| one.question == key || one.question.starts_with(&part))
    };
    let blank = survey.open.survey.definition.questions().filter(|one| one.required && !answered(&one.key));
    let blank = blank.map(|one| ("_blank".to_owned(), one.key.clone()));
    let nonce = ("_nonce".to_owned(), app.random().token());
    let mut form = Form::with(blank.chain([nonce]));
    fields::fill(&mut form, &raw_of(&survey.open.survey.definition, &response.answers));
    let page = EntryPage::read(&app, &identity.viewer, layout, survey, form, defaults).await?;
    Ok(Page::new(page.correcting(id)))
}

/// `POST /desk/surveys/{survey}/entry/{response}`
pub(crate) async fn correct(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path((SurveyKey(key), response)): Path<(SurveyKey, String)>,
    form: Form,
) -> Result<Response, PageError> {
    let id: ResponseId = response.parse().map_err(|_| PageError::NotFound)?;
    take(&app, &identity, layout, &key, Some(id), form).await
}

/// `POST /desk/surveys/{survey}/entry/{response}/withdraw`: withdraws an entry, or takes that back.
pub(crate) async fn withdraw(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    Path((SurveyKey(key), response)): Path<(SurveyKey, String)>,
    form: Form,
) -> Result<SeeOther, PageError> {
    let id: ResponseId = response.parse().map_err(|_| PageError::NotFound)?;
    let withdrawn = form.value("to") != "received";
    entry::withdraw(&app, &identity.viewer, id, withdrawn).await?;
    let on = SeeOther::to(format!("{}?{}", links::entry(&key), Defaults::of(&form, "_").query()));
    Ok(on.saying(AlertKind::Success, if withdrawn { "entry-withdrawn" } else { "entry-restored" }))
}

/// Stores a new entry or a correction, and opens the next empty form; shows the form again when it is refused.
async fn take(
    app: &App,
    identity: &Identity,
    layout: Layout,
    key: &str,
    corrected: Option<ResponseId>,
    mut form: Form,
) -> Result<Response, PageError> {
    let viewer = &identity.viewer;
    let defaults = Defaults::of(&form, "_");
    let survey = entry::survey(app, viewer, key, defaults.version.parse().ok()).await?;
    let entered = match fields::entry(&mut form, &defaults, &survey.open.survey.definition) {
        None => Err(Vec::new()),
        Some(entry) => {
            let outcome = match corrected {
                None => entry::save(app, viewer, key, entry).await,
                Some(id) => entry::correct(app, viewer, id, entry).await,
            };
            match outcome {
                Err(Error::Invalid(errors)) => Err(errors),
                other => Ok(other?),
            }
        }
    };
    match entered {
        Ok(entered) => {
            let on = SeeOther::to(format!("{}?{}", links::entry(key), defaults.query()));
            let numbers = numbers(layout.t, &survey, &entered.not_asked);
            Ok(match (corrected, numbers.is_empty()) {
                (_, false) => on.saying_of(AlertKind::Warning, "entry-saved-without", &numbers),
                (None, true) => on.saying(AlertKind::Success, "entry-saved"),
                (Some(_), true) => on.saying(AlertKind::Success, "entry-corrected"),
            }
            .into_response())
        }
        Err(errors) => {
            let mut page = EntryPage::read(app, viewer, layout, survey, form, defaults).await?;
            if page.form.is_valid() {
                fields::refuse(&mut page.form, &page.asked, &errors);
            }
            let page = match corrected {
                Some(id) => page.correcting(id),
                None => page,
            };
            Ok(Page::with_status(StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// The numbers on paper of these questions, as a list.
fn numbers(t: Translator, survey: &EntrySurvey, questions: &[String]) -> String {
    let items = super::paper::script::items(t, &survey.open.survey.definition);
    let of = |key: &String| items.iter().find(|item| item.question.key == *key).and_then(|item| item.number);
    let numbers: Vec<String> = questions.iter().filter_map(of).map(|number| number.to_string()).collect();
    numbers.join(", ")
}

impl EntryPage {
    async fn read(
        app: &App,
        viewer: &Viewer,
        layout: Layout,
        survey: EntrySurvey,
        form: Form,
        defaults: Defaults,
    ) -> Result<Self, PageError> {
        let since = defaults.batch.parse().unwrap_or(ResponseId(i64::MAX));
        let batch = entry::batch(app, viewer, &survey.open.survey, since).await?;
        Ok(Self::of(layout, &survey, form, defaults, &batch))
    }

    fn of(layout: Layout, entered: &EntrySurvey, form: Form, defaults: Defaults, batch: &Batch) -> Self {
        let t = layout.t;
        let survey = entered.open.survey.clone();
        let known = survey.definition.languages();
        let own = known.iter().copied().find(|one| *one == t.language()).or_else(|| known.first().copied());
        let language = defaults.language.filter(|one| known.contains(one)).or(own).unwrap_or(t.language());
        let defaults = Defaults { language: Some(language), ..defaults };
        let words = Translator::new(language);
        let asked = asked::asked(words, &survey.definition);
        let line = |response: &catsup_model::response::Response| Line {
            id: response.id.to_string(),
            said: said(words, &survey, response),
            withdrawn: response.state == ResponseState::Withdrawn,
        };
        Self {
            crumbs: vec![
                Crumb::new(links::survey(&survey.key), &survey.name),
                Crumb::new(links::share(&survey.key), t.say("share-title")),
            ],
            choices: Choices::of(t, entered),
            batch_form: batch_form(&defaults),
            latest: batch.latest.iter().map(line).collect(),
            count: batch.count,
            action: links::entry(&survey.key),
            correcting: false,
            words,
            asked,
            defaults,
            form,
            survey,
            layout,
        }
    }

    fn correcting(self, id: ResponseId) -> Self {
        Self { action: links::entered(&self.survey.key, id), correcting: true, ..self }
    }

    fn said_by_people(&self) -> bool {
        self.defaults.source == ResponseSource::Staff
    }

    /// What the batch carries, as hidden fields; the day has a field that is seen.
    fn carried(&self) -> Vec<(&'static str, String)> {
        let defaults = &self.defaults;
        vec![
            ("_batch", defaults.batch.clone()),
            ("_source", defaults.source.code().to_owned()),
            ("_channel", defaults.channel.code().to_owned()),
            ("_touchpoint", defaults.touchpoint.clone()),
            ("_language", defaults.language.unwrap_or_default().code().to_owned()),
            ("_version", defaults.version.clone()),
        ]
    }

    fn day(&self) -> &str {
        &self.defaults.day
    }

    /// Whether the question can be marked as left blank: it is required, and has no answer.
    fn may_be_blank(&self, asked: &Asked) -> bool {
        let missing = self.form.error(&asked.name).is_some_and(|error| error.key() == "entry-error-required");
        asked.required && (missing || self.form.chose("_blank", &asked.question))
    }
}

fn batch_form(defaults: &Defaults) -> Form {
    Form::with([
        ("source", defaults.source.code().to_owned()),
        ("channel", defaults.channel.code().to_owned()),
        ("touchpoint", defaults.touchpoint.clone()),
        ("language", defaults.language.unwrap_or_default().code().to_owned()),
        ("version", defaults.version.clone()),
    ])
}

/// The first answers in a line, to tell an entry from the others.
fn said(t: Translator, survey: &Survey, response: &catsup_model::response::Response) -> String {
    let question = |key: &str| survey.definition.question(key.split('.').next().unwrap_or_default());
    let words = |answer: &catsup_model::response::StoredAnswer| -> Option<String> {
        let asked = question(&answer.question)?;
        match (answer.value, &answer.text) {
            (Some(value), _) => match asked.scale() {
                Some(scale) => Some(t.answer(scale, value)),
                None if asked.choices().is_empty() => Some(t.number(value)),
                None => None,
            },
            (None, Some(text)) => {
                let choice = asked.choices().iter().find(|choice| choice.key == *text);
                Some(
                    choice
                        .map_or_else(|| text.chars().take(40).collect(), |one| t.pick(&one.text).to_owned()),
                )
            }
            (None, None) => None,
        }
    };
    response.answers.iter().filter_map(words).take(4).collect::<Vec<_>>().join(" · ")
}

impl Choices {
    fn of(t: Translator, survey: &EntrySurvey) -> Self {
        let languages = survey.open.survey.definition.languages();
        let sources = [ResponseSource::Paper, ResponseSource::Staff];
        Self {
            sources: sources.map(|one| Choice::new(one.code(), t.name("entry-source", one.code()))).into(),
            channels: Channel::ALL.iter().map(|one| Choice::new(one, t.pick(&one.name()))).collect(),
            touchpoints: survey.touchpoints.iter().map(|(id, name)| Choice::new(id, name)).collect(),
            languages: languages.iter().map(|one| Choice::new(one, one.own_name())).collect(),
            versions: survey.versions.iter().map(|(id, number)| Choice::new(id, number)).collect(),
        }
    }
}
