//! The builder's first page: pages and their questions in order, with everything that can be done to them.

use askama::Template;
use axum::extract::{Path, State};
use catsup_app::{
    App,
    surveys::{self, DraftAct, Working, holds_fixed, limits, texts},
};
use catsup_model::{
    Language,
    survey::{Problem, Question, Section, SurveyState},
};

use super::{super::show::problem_words, crumbs, words};
use crate::{
    components::Crumb,
    error::PageError,
    extract::{SignedIn, SurveyKey},
    i18n::{Message, Translator},
    layout::{Layout, Page},
    links,
};

/// The builder of a survey.
#[derive(Debug, Template)]
#[template(path = "pages/desk/surveys/build/overview.html")]
pub(crate) struct Overview {
    layout: Layout,
    crumbs: Vec<Crumb>,
    key: String,
    name: String,
    state: SurveyState,
    revision: i64,
    waiting: bool,
    undo: Option<DraftAct>,
    /// What is in the way of publishing, with where to mend it.
    problems: Vec<(Message, Option<String>)>,
    /// Texts that a language lacks, where it has some.
    missing: Vec<(Language, usize)>,
    pages: Vec<PageLine>,
    asked: usize,
    /// Whether the instrument allows only so many questions.
    federal: bool,
    fixed: bool,
}

/// One page of the survey.
#[derive(Debug)]
struct PageLine {
    key: String,
    number: usize,
    title: String,
    when: Option<String>,
    fixed: bool,
    first: bool,
    last: bool,
    questions: Vec<QuestionLine>,
}

/// One question.
#[derive(Debug)]
struct QuestionLine {
    key: String,
    /// Its number among those that people answer.
    number: Option<usize>,
    text: String,
    /// What a screen reader hears after the name of an act.
    name: String,
    kind: String,
    feeds: Option<String>,
    required: bool,
    fixed: bool,
    parts: Vec<String>,
    when: Option<String>,
    first: bool,
    last: bool,
}

/// `GET /desk/surveys/{survey}/build`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(survey)): Path<SurveyKey>,
) -> Result<Page<Overview>, PageError> {
    let working = surveys::working(&app, &identity.viewer, &survey).await?;
    Ok(Page::new(Overview::of(layout, &working)))
}

impl Overview {
    fn of(layout: Layout, working: &Working) -> Self {
        let t = layout.t;
        let (survey, definition) = (&working.survey, &working.survey.definition);
        let found = definition.problems();
        let problem = |one: &Problem| (problem_words(t, definition, one), place(working, one));
        let lacking = |language: Language| {
            let count = texts::texts(definition).iter().filter(|text| text.is_missing_in(language)).count();
            (language, count)
        };
        let last = definition.sections.len();
        let mut number = 0;
        let mut pages: Vec<PageLine> = Vec::new();
        for (index, section) in definition.sections.iter().enumerate() {
            pages.push(PageLine::of(t, working, section, index + 1, last, &mut number));
        }
        Self {
            crumbs: crumbs(t, working, false),
            key: survey.key.clone(),
            name: survey.name.clone(),
            state: survey.state,
            revision: working.revision,
            waiting: working.is_waiting(),
            undo: working.undo.clone(),
            problems: found.iter().map(problem).collect(),
            missing: Language::ALL.map(lacking).into_iter().filter(|(_, count)| *count > 0).collect(),
            fixed: definition.sections.iter().any(holds_fixed),
            asked: limits::asked(definition),
            federal: limits::is_federal(survey.instrument),
            pages,
            layout,
        }
    }
}

impl PageLine {
    fn of(
        t: Translator,
        working: &Working,
        section: &Section,
        page: usize,
        pages: usize,
        number: &mut usize,
    ) -> Self {
        let definition = &working.survey.definition;
        let last = section.questions.len();
        let mut line = |(index, question): (usize, &Question)| {
            let answered = question.is_answered_by_people();
            *number += usize::from(answered);
            let text = t.pick(&question.text);
            QuestionLine {
                key: question.key.clone(),
                number: answered.then_some(*number),
                text: if text.is_empty() { format!("({})", question.key) } else { text.to_owned() },
                name: words::name(t, question),
                kind: words::kind(t, question),
                feeds: words::feeds(t, question),
                required: question.required,
                fixed: !question.is_own(),
                parts: question.parts().iter().map(|part| t.pick(&part.text).to_owned()).collect(),
                when: question.ask_when.as_ref().map(|when| words::condition(t, definition, when)),
                first: index == 0 && page == 1,
                last: index + 1 == last && page == pages,
            }
        };
        Self {
            key: section.key.clone(),
            number: page,
            title: t.pick(&section.title).to_owned(),
            when: section.ask_when.as_ref().map(|when| words::condition(t, definition, when)),
            fixed: holds_fixed(section),
            first: page == 1,
            last: page == pages,
            questions: section.questions.iter().enumerate().map(&mut line).collect(),
        }
    }
}

/// Where a problem is mended.
pub(super) fn place(working: &Working, problem: &Problem) -> Option<String> {
    let key = match problem {
        Problem::NothingAsked => return None,
        Problem::EmptyPage(key)
        | Problem::EmptyText(key)
        | Problem::UnfitKey(key)
        | Problem::RepeatedKey(key)
        | Problem::RepeatedPage(key)
        | Problem::TooFewChoices(key, _)
        | Problem::CannotBeAnswered(key)
        | Problem::NeverAsked(key)
        | Problem::NeverShown(key) => key,
        Problem::RepeatedChoice { question, .. } | Problem::EmptyChoice { question, .. } => question,
        Problem::UnfitCondition { place, .. } | Problem::PipedTooEarly { place, .. } => place,
    };
    let survey = &working.survey;
    if survey.definition.question(key).is_some() {
        return Some(links::build_question(&survey.key, key));
    }
    let page = survey.definition.sections.iter().find(|section| section.key == *key)?;
    Some(match problem {
        Problem::EmptyPage(_) => links::build_at(&survey.key, &page.key),
        _ => links::build_page(&survey.key, &page.key),
    })
}

#[cfg(test)]
impl crate::layout::Samples for Overview {
    fn samples(language: Language) -> Vec<Self> {
        let mut undone = Self::of(Layout::sample(language), &super::sample::working());
        undone.undo = Some(DraftAct { code: "remove_question".to_owned(), name: "What else?".to_owned() });
        vec![undone, Self::of(Layout::sample(language), &super::sample::fixed())]
    }
}
