//! One survey: where it stands, how people reach it, what it asks, and its versions.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, Uri},
};
use catsup_app::{
    App,
    directory::{services, touchpoints},
    library::{self, AnswersTaken},
    surveys,
};
use catsup_model::{
    Feed, Language, Permission,
    instrument::{Instrument, InstrumentCode, Setup},
    library::AnswersOf,
    notice::{ControlNumber, Notices},
    survey::{ConditionFault, Problem, Survey, SurveyDefinition, SurveyState},
};
use jiff::civil::{Date, DateTime};

use super::{answers::AnswersPanel, list::kind};
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::SignedIn,
    headers::origin,
    i18n::{Message, Translator},
    layout::{Layout, Page, Samples},
    links,
};

/// The page of one survey.
#[derive(Debug, Template)]
#[template(path = "pages/desk/surveys/show.html")]
pub(crate) struct Show {
    layout: Layout,
    crumbs: Vec<Crumb>,
    survey: Survey,
    instrument: String,
    service: String,
    touchpoint: Option<String>,
    channel: String,
    /// The address the public answers at.
    address: String,
    expired: bool,
    /// What keeps it from being published.
    problems: Vec<Message>,
    /// What is worth knowing before it is published.
    advice: Vec<Message>,
    questions: Vec<Asked>,
    versions: Vec<VersionRow>,
    /// Whether an author changed what the public does not see yet.
    waiting: bool,
    /// What it takes of answers of the library.
    answers: Option<AnswersPanel>,
    may_manage: bool,
    may_read_responses: bool,
    may_read_measures: bool,
    may_import: bool,
}

/// One question as it is asked now.
#[derive(Debug)]
struct Asked {
    text: String,
    other: Option<String>,
    measure: Option<String>,
    choices: Vec<String>,
}

/// One version.
#[derive(Debug)]
struct VersionRow {
    number: i64,
    made: DateTime,
    published: Option<DateTime>,
    current: bool,
}

/// A state the survey may move to.
struct Move {
    to: &'static str,
    act: Message,
    meaning: Message,
    kind: &'static str,
}

/// `GET /desk/surveys/{survey}`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    headers: HeaderMap,
    uri: Uri,
    Path(survey): Path<String>,
) -> Result<Page<Show>, PageError> {
    let viewer = &identity.viewer;
    let survey = surveys::find(&app, viewer, &survey).await?;
    let service = services::find(&app, viewer, survey.service).await?.name.to_string();
    let touchpoint = match survey.touchpoint {
        Some(id) => Some(touchpoints::find(&app, viewer, id).await?.name.to_string()),
        None => None,
    };
    let zone = app.settings().zone.clone();
    let local = |at: jiff::Timestamp| at.to_zoned(zone.clone()).datetime();
    let versions = surveys::versions(&app, viewer, &survey.id.to_string()).await?;
    let row = |version: &surveys::SurveyVersion| VersionRow {
        number: version.number,
        made: local(version.created_at),
        published: version.published_at.map(local),
        current: version.id == survey.version,
    };
    let versions = versions.iter().map(row).collect();
    let may = |permission| viewer.require(permission).is_ok_and(|reach| reach.has_service(survey.service));
    let waiting = surveys::working(&app, viewer, &survey.id.to_string()).await?.is_waiting();
    let answers = library::answers_taken(&app, viewer, &survey).await?;
    let page = Show {
        waiting,
        answers: answers.map(|taken| AnswersPanel::of(layout.t, taken)),
        may_manage: may(Permission::ManageSurveys),
        may_read_responses: may(Permission::ReadResponses),
        may_read_measures: may(Permission::ReadMeasures),
        may_import: may(Permission::Import),
        touchpoint,
        versions,
        ..Show::of(layout, survey, service, &origin(&headers, &uri), app.today())
    };
    Ok(Page::new(page))
}

impl Show {
    fn of(layout: Layout, survey: Survey, service: String, origin: &str, today: Date) -> Self {
        let t = layout.t;
        Self {
            crumbs: vec![Crumb::new(links::SURVEYS, t.say("surveys-title"))],
            instrument: t.pick(&Instrument::of(survey.instrument).name).to_owned(),
            channel: t.pick(&survey.channel.name()).to_owned(),
            address: format!("{origin}{}", links::feedback(&survey.key)),
            expired: survey.notices.expired(today),
            problems: problems(t, &survey, today),
            advice: advice(t, &survey),
            questions: asked(t, &survey),
            service,
            touchpoint: None,
            versions: Vec::new(),
            waiting: false,
            answers: None,
            may_manage: false,
            may_read_responses: false,
            may_read_measures: false,
            may_import: false,
            survey,
            layout,
        }
    }

    fn kind(&self) -> &'static str {
        kind(self.survey.state)
    }

    fn moves(&self) -> Vec<Move> {
        let t = self.layout.t;
        let from = self.survey.state;
        let to = |to: &SurveyState| {
            let code = match (from, to) {
                (SurveyState::Closed, SurveyState::Published) => "reopen",
                (SurveyState::Archived, SurveyState::Closed) => "restore",
                (_, SurveyState::Closed) => "close",
                (_, SurveyState::Archived) => "archive",
                (_, SurveyState::Published | SurveyState::Draft) => "publish",
            };
            Move {
                to: to.code(),
                act: t.name("survey-act", code),
                meaning: t.name("survey-meaning", code),
                kind: if code == "publish" || code == "reopen" { "" } else { "outline" },
            }
        };
        from.next().iter().map(to).collect()
    }
}

fn problems(t: Translator, survey: &Survey, today: Date) -> Vec<Message> {
    let mut said: Vec<Message> =
        survey.definition.problems().iter().map(|one| problem_words(t, &survey.definition, one)).collect();
    if let Some(day) = survey.notices.expires.filter(|_| survey.notices.expired(today)) {
        said.push(t.say("survey-problem-expired").arg("date", t.date(day)));
    }
    said
}

/// What is in the way of publishing, in the words of the reader. Questions are named by their texts and pages by their
/// numbers, as far as they are there.
pub(super) fn problem_words(t: Translator, definition: &SurveyDefinition, problem: &Problem) -> Message {
    let called = |key: &String| called(t, definition, key);
    match problem {
        Problem::NothingAsked => t.say("survey-problem-nothing-asked"),
        Problem::EmptyPage(page) => t.say("survey-problem-empty-page").arg("page", called(page)),
        Problem::EmptyText(question) => t.say("survey-problem-empty-text").arg("question", called(question)),
        Problem::UnfitKey(key) => t.say("survey-problem-unfit-key").arg("key", key),
        Problem::RepeatedKey(question) => t.say("survey-problem-repeated-key").arg("question", question),
        Problem::RepeatedPage(page) => t.say("survey-problem-repeated-page").arg("page", page),
        Problem::TooFewChoices(question, fewest) => {
            t.say("survey-problem-too-few-choices").arg("question", called(question)).arg("n", *fewest)
        }
        Problem::RepeatedChoice { question, choice } => {
            t.say("survey-problem-repeated-choice").arg("question", called(question)).arg("choice", choice)
        }
        Problem::EmptyChoice { question, choice } => {
            t.say("survey-problem-empty-choice").arg("question", called(question)).arg("choice", choice)
        }
        Problem::CannotBeAnswered(question) => {
            t.say("survey-problem-cannot-be-answered").arg("question", called(question))
        }
        Problem::UnfitCondition { place, question, fault } => {
            let words = match fault {
                ConditionFault::NotBefore => t.say("survey-problem-condition-not-before"),
                ConditionFault::OtherKind => t.say("survey-problem-condition-other-kind"),
                ConditionFault::NoSuchAnswer => t.say("survey-problem-condition-no-such-answer"),
                ConditionFault::NothingNamed => t.say("survey-problem-condition-nothing-named"),
            };
            words.arg("place", called(place)).arg("question", called(question))
        }
        Problem::NeverAsked(question) => {
            t.say("survey-problem-never-asked").arg("question", called(question))
        }
        Problem::NeverShown(page) => t.say("survey-problem-never-shown").arg("page", called(page)),
        Problem::PipedTooEarly { place, question } => t
            .say("survey-problem-piped-too-early")
            .arg("place", called(place))
            .arg("question", called(question)),
    }
}

/// What a problem calls a question or a page.
fn called(t: Translator, definition: &SurveyDefinition, key: &str) -> String {
    let question = definition.question(key.split('.').next().unwrap_or_default());
    if let Some(question) = question.filter(|question| !question.text.is_empty()) {
        return format!("“{}”", t.pick(&question.text));
    }
    let page = definition.sections.iter().position(|section| section.key == key);
    page.map_or_else(|| key.to_owned(), |index| (index + 1).to_string())
}

fn advice(t: Translator, survey: &Survey) -> Vec<Message> {
    let mut said = Vec::new();
    for language in Language::ALL.iter().filter(|one| !survey.definition.languages().contains(one)) {
        said.push(t.say("survey-advice-language").arg("language", language.own_name()));
    }
    let federal = survey.instrument.code().starts_with("a11");
    if federal && survey.notices.control_number.is_none() {
        said.push(t.say("survey-advice-control-number"));
    }
    if survey.notices.control_number.is_some() && survey.notices.expires.is_none() {
        said.push(t.say("survey-advice-expires"));
    }
    said
}

fn asked(t: Translator, survey: &Survey) -> Vec<Asked> {
    let question = |question: &catsup_model::survey::Question| Asked {
        text: t.pick(&question.text).to_owned(),
        other: Language::ALL
            .into_iter()
            .find(|language| *language != t.language())
            .and_then(|language| question.text.exact(language))
            .map(str::to_owned),
        measure: match question.feeds {
            Some(Feed::Measure(measure)) => Some(t.name("measure", measure.code()).to_string()),
            _ => None,
        },
        choices: question.choices().iter().map(|choice| t.pick(&choice.text).to_owned()).collect(),
    };
    survey.definition.questions().map(question).collect()
}

/// A survey for samples of pages.
pub(crate) fn sample_survey(code: InstrumentCode, state: SurveyState) -> Survey {
    let instrument = Instrument::of(code);
    let names = instrument.names.iter().map(|name| (name.key.clone(), name.example.clone()));
    let setup = Setup { names: names.collect(), ..Setup::default() };
    Survey {
        id: catsup_model::id::SurveyId(7),
        key: "passport-renewal-1a2b3".to_owned(),
        service: catsup_model::id::ServiceId(1),
        touchpoint: None,
        channel: catsup_model::Channel::Website,
        instrument: code,
        name: "After an online renewal".to_owned(),
        state,
        version: catsup_model::id::SurveyVersionId(2),
        number: 2,
        definition: instrument.build(&setup).unwrap_or_default(),
        setup,
        notices: Notices {
            control_number: ControlNumber::parse("1405-0193").ok(),
            expires: Some(jiff::civil::date(2028, 5, 31)),
            burden_minutes: Some(1),
            ..Notices::default()
        },
    }
}

impl Samples for Show {
    fn samples(language: Language) -> Vec<Self> {
        let today = jiff::civil::date(2026, 3, 10);
        let sample = |state, today| {
            let layout = Layout { path: links::survey("passport-renewal-1a2b3"), ..Layout::sample(language) };
            let survey = sample_survey(InstrumentCode::A11V2, state);
            let mut page = Self::of(
                layout,
                survey,
                "Passport renewal".to_owned(),
                "https://feedback.example.gov",
                today,
            );
            page.may_manage = true;
            page.may_read_responses = true;
            page.may_read_measures = true;
            page.may_import = true;
            page.waiting = state == SurveyState::Published;
            page.touchpoint = Some("Counter".to_owned());
            let made = today.at(9, 30, 0, 0);
            page.versions = vec![
                VersionRow { number: 2, made, published: None, current: true },
                VersionRow { number: 1, made, published: Some(made), current: false },
            ];
            page
        };
        let mut open = sample(SurveyState::Draft, today);
        open.survey.notices = Notices::default();
        open.survey.definition = SurveyDefinition::default();
        open.problems = problems(open.layout.t, &open.survey, today);
        open.advice = advice(open.layout.t, &open.survey);
        let taking = |takes, fits, may_change| {
            let mut page = sample(SurveyState::Published, today);
            let taken = AnswersTaken { takes, fits, may_change };
            page.answers = Some(AnswersPanel::of(page.layout.t, taken));
            page
        };
        vec![
            open,
            taking(Some(AnswersOf::Organisation), true, true),
            taking(Some(AnswersOf::Service), true, false),
            taking(None, false, true),
            sample(SurveyState::Published, today),
            sample(SurveyState::Closed, jiff::civil::date(2029, 1, 1)),
            sample(SurveyState::Archived, today),
        ]
    }
}
