//! Every answer within reach, searched by its words and by how far it has come.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    library::{self, AnswerLine, ListQuery, ReadCounts},
};
use catsup_model::{Language, Permission};
use serde::Deserialize;

use super::{audiences, question, state_tag, states};
use crate::{
    components::Choice,
    error::PageError,
    extract::{PageQuery, SignedIn},
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// The most answers on a page: more are found by their words.
const MOST: usize = 200;

/// What the address asks for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    state: String,
    audience: String,
    show: String,
}

impl Asked {
    fn query(&self) -> ListQuery {
        ListQuery {
            words: self.q.trim().to_owned(),
            state: self.state.parse().ok(),
            audience: self.audience.parse().ok(),
            due: self.show == "due",
            missing: self.show.strip_prefix("without-").and_then(|code| code.parse().ok()),
            service: None,
        }
    }

    fn form(&self) -> Form {
        Form::with([
            ("q", self.q.as_str()),
            ("state", self.state.as_str()),
            ("audience", self.audience.as_str()),
            ("show", self.show.as_str()),
        ])
    }
}

/// The library.
#[derive(Debug, Template)]
#[template(path = "pages/desk/answers/list.html")]
pub(crate) struct LibraryPage {
    layout: Layout,
    form: Form,
    states: Vec<Choice>,
    audiences: Vec<Choice>,
    shows: Vec<Choice>,
    lines: Vec<Line>,
    total: usize,
    filtered: bool,
    may_write: bool,
}

#[derive(Debug)]
struct Line {
    href: String,
    question: String,
    language: &'static str,
    place: String,
    state: String,
    tag: &'static str,
    in_force: bool,
    audience: String,
    due: bool,
    missing: Vec<&'static str>,
    reads: String,
    helped: String,
    owner: String,
}

impl Line {
    fn of(t: Translator, line: &AnswerLine, smallest: u64) -> Self {
        let (question, language) = question(t, &line.latest);
        let place = if line.service.is_empty() { &line.organisation } else { &line.service };
        let reads = line.reads;
        Self {
            href: links::desk_answer(line.answer.id),
            question,
            language,
            place: place.clone(),
            state: t.name("answer-state", line.answer.state.code()).to_string(),
            tag: state_tag(line.answer.state),
            in_force: line.in_force,
            audience: t.name("audience", line.answer.audience.code()).to_string(),
            due: line.due,
            missing: line.latest.document.missing().iter().map(|one| one.own_name()).collect(),
            reads: t.number(reads.reads),
            helped: helped(t, reads, smallest),
            owner: line.owner.clone(),
        }
    }
}

/// What readers said, as a share; in words where too few said anything.
pub(super) fn helped(t: Translator, reads: ReadCounts, smallest: u64) -> String {
    if reads.said == 0 {
        return t.say("answer-said-nothing").to_string();
    }
    if reads.said < smallest {
        return t.say("answer-said-few").arg("smallest", smallest).to_string();
    }
    t.say("answer-said")
        .arg("share", t.percent(reads.helped as f64 / reads.said as f64, 0))
        .arg("n", reads.said)
        .to_string()
}

impl LibraryPage {
    fn new(layout: Layout, asked: &Asked, lines: &[AnswerLine], (may_write, smallest): (bool, u64)) -> Self {
        let t = layout.t;
        let missing = |language: &Language| {
            let label = t.say("library-show-without").arg("language", language.own_name());
            Choice::new(format!("without-{language}"), label)
        };
        let due = Choice::new("due", t.say("library-show-due"));
        Self {
            form: asked.form(),
            states: states(t),
            audiences: audiences(t),
            shows: std::iter::once(due).chain(Language::ALL.iter().map(missing)).collect(),
            lines: lines.iter().take(MOST).map(|line| Line::of(t, line, smallest)).collect(),
            total: lines.len(),
            filtered: asked.query() != ListQuery::default(),
            may_write,
            layout,
        }
    }
}

/// `GET /desk/answers`
pub(crate) async fn list(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    PageQuery(asked): PageQuery<Asked>,
) -> Result<Page<LibraryPage>, PageError> {
    let viewer = &identity.viewer;
    let lines = library::list(&app, viewer, &asked.query()).await?;
    let may_write = viewer.may(Permission::WriteAnswers);
    Ok(Page::new(LibraryPage::new(layout, &asked, &lines, (may_write, app.settings().smallest_cell))))
}

impl Samples for LibraryPage {
    fn samples(language: Language) -> Vec<Self> {
        use catsup_model::library::AnswerState;

        let layout = || Layout { path: links::LIBRARY.to_owned(), ..Layout::sample(language) };
        let line = |state| {
            let detail = super::samples::detail(state);
            AnswerLine {
                answer: detail.answer,
                latest: detail.latest,
                organisation: detail.organisation,
                service: detail.service,
                owner: detail.owner,
                due: state == AnswerState::Approved,
                in_force: state == AnswerState::Approved,
                reads: detail.reads,
            }
        };
        let lines: Vec<AnswerLine> = AnswerState::ALL.iter().copied().map(line).collect();
        let asked = Asked { q: "pasport".to_owned(), ..Asked::default() };
        vec![
            Self::new(layout(), &Asked::default(), &lines, (true, 10)),
            Self::new(layout(), &Asked::default(), &[], (true, 10)),
            Self::new(layout(), &asked, &[], (false, 10)),
        ]
    }
}
