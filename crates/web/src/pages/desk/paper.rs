//! A survey as a paper form: boxes and lines for every kind of question, branching in words, notices, a form code that
//! tells staff what to enter it as.

pub(crate) mod script;

use askama::Template;
use axum::extract::{Path, State};
use catsup_app::{App, surveys};
use catsup_model::{
    Language, Scale, Translated,
    instrument::InstrumentCode,
    survey::{Choice as Offered, Question, QuestionKind, Survey, SurveyState},
};

use self::script::{Item, Skip};
use super::surveys::sample_survey;
use crate::{
    components::{Choice, Crumb},
    error::PageError,
    extract::{PageQuery, SignedIn, SurveyKey},
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page, Samples},
    links,
};

/// A paper form.
#[derive(Debug, Template)]
#[template(path = "pages/desk/paper/show.html")]
pub(crate) struct Paper {
    layout: Layout,
    crumbs: Vec<Crumb>,
    survey: Survey,
    form: Form,
    languages: Vec<Choice>,
    sizes: Vec<Choice>,
    size: &'static str,
    large: bool,
    /// The language of the sheet.
    words: Translator,
    /// Names survey, version and language on every page.
    code: String,
    rows: Vec<Row>,
}

/// A question as it stands on the sheet.
#[derive(Debug)]
struct Row {
    heading: String,
    number: Option<usize>,
    text: String,
    hint: String,
    only_if: String,
    /// Words that say how to answer.
    how: String,
    field: Field,
}

/// What people write into.
#[derive(Debug)]
enum Field {
    /// Boxes below each other.
    Boxes(Vec<Tick>),
    /// Numbers or words side by side, with the words at both ends.
    Scale { ticks: Vec<Tick>, ends: Option<(String, String)> },
    /// Statements, each with the same answers.
    Grid { answers: Vec<String>, rows: Vec<String> },
    /// Lines.
    Lines(usize),
    /// One box a digit or letter.
    Comb { parts: Vec<usize>, label: String },
    /// Nothing to answer.
    Nothing,
}

/// A box with its words.
#[derive(Debug)]
struct Tick {
    label: String,
    /// A line for words beside it.
    line: bool,
    /// Where to go on.
    then: String,
}

/// `GET /desk/surveys/{survey}/paper`
pub(crate) async fn show(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(key)): Path<SurveyKey>,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<Paper>, PageError> {
    let survey = surveys::find(&app, &identity.viewer, &key).await?;
    Ok(Page::new(Paper::of(layout, survey, Form::with(pairs))))
}

/// The sizes of paper that a printed page can be chosen for.
pub(super) fn sizes(t: Translator) -> Vec<Choice> {
    ["letter", "a4"].map(|size| Choice::new(size, t.name("print-size", size))).into()
}

/// The size chosen.
pub(super) fn size(form: &Form) -> &'static str {
    if form.value("size") == "a4" { "a4" } else { "letter" }
}

impl Paper {
    fn of(layout: Layout, survey: Survey, form: Form) -> Self {
        let t = layout.t;
        let known = survey.definition.languages();
        let chosen: Option<Language> = form.value("language").parse().ok().filter(|one| known.contains(one));
        let own = known.iter().copied().find(|one| *one == t.language()).or_else(|| known.first().copied());
        let words = Translator::new(chosen.or(own).unwrap_or(t.language()));
        let mut form = form;
        form.set("language", words.code());
        let rows = script::items(words, &survey.definition).iter().map(|item| Row::of(words, item)).collect();
        Self {
            crumbs: vec![
                Crumb::new(links::survey(&survey.key), &survey.name),
                Crumb::new(links::share(&survey.key), t.say("share-title")),
            ],
            languages: known.iter().map(|one| Choice::new(one, one.own_name())).collect(),
            sizes: sizes(t),
            size: size(&form),
            large: form.chose("large", "1"),
            code: format!("{} · {} · {}", survey.key, survey.number, words.code()),
            words,
            rows,
            form,
            survey,
            layout,
        }
    }
}

impl Row {
    fn of(t: Translator, item: &Item<'_>) -> Self {
        let question = item.question;
        let field = field(t, question, &item.skips);
        let how = match (&question.kind, &field) {
            (QuestionKind::Multiple { choices, at_least, at_most }, _) => {
                how_many(t, choices, *at_least, *at_most)
            }
            (_, Field::Boxes(_) | Field::Scale { .. }) => t.say("paper-mark-one").to_string(),
            (_, Field::Grid { .. }) => t.say("paper-mark-each").to_string(),
            _ => String::new(),
        };
        Self {
            heading: item.heading.to_owned(),
            number: item.number,
            text: item.text.clone(),
            hint: question.hint.get(t.language()).to_owned(),
            only_if: item.only_if.clone(),
            how,
            field,
        }
    }
}

fn how_many(t: Translator, choices: &[Offered], at_least: Option<usize>, at_most: Option<usize>) -> String {
    match (at_least, at_most.filter(|most| *most < choices.len())) {
        (None, None) => t.say("paper-mark-any").to_string(),
        (Some(fewest), None) => t.say("paper-mark-at-least").arg("n", fewest).to_string(),
        (None, Some(most)) => t.say("paper-mark-at-most").arg("n", most).to_string(),
        (Some(fewest), Some(most)) => {
            t.say("paper-mark-between").arg("low", fewest).arg("high", most).to_string()
        }
    }
}

fn field(t: Translator, question: &Question, skips: &[Skip]) -> Field {
    let then = |answer: &str| match skips.iter().find(|skip| skip.answer == answer) {
        Some(Skip { to: Some(number), .. }) => t.say("paper-go-to").arg("number", *number).to_string(),
        Some(Skip { to: None, .. }) => t.say("paper-go-to-end").to_string(),
        None => String::new(),
    };
    let tick = |choice: &Offered| Tick {
        label: t.pick(&choice.text).to_owned(),
        line: choice.with_text,
        then: then(&choice.key),
    };
    match &question.kind {
        QuestionKind::Scale { scale } => {
            let tick = |value: i64| Tick {
                label: t.answer(*scale, value),
                line: false,
                then: then(&value.to_string()),
            };
            let mut ticks: Vec<Tick> = scale.range().map(tick).collect();
            if matches!(scale, Scale::Thumbs | Scale::YesNo) {
                ticks.reverse();
            }
            let branches = ticks.iter().any(|tick| !tick.then.is_empty());
            // Where answers lead to different places, each stands on a line of its own with its way.
            if branches { Field::Boxes(ticks) } else { Field::Scale { ticks, ends: ends(t, *scale) } }
        }
        QuestionKind::Grid { scale, rows } => Field::Grid {
            answers: t.answers(*scale),
            rows: rows.iter().map(|row| t.pick(&row.text).to_owned()).collect(),
        },
        QuestionKind::Single { choices, .. } | QuestionKind::Multiple { choices, .. } => {
            Field::Boxes(choices.iter().map(tick).collect())
        }
        QuestionKind::Number { low, high } => Field::Comb {
            parts: vec![low.to_string().len().max(high.to_string().len()).min(12)],
            label: t.say("paper-number").arg("low", *low).arg("high", *high).to_string(),
        },
        QuestionKind::Date { .. } => {
            Field::Comb { parts: vec![2, 2, 4], label: t.say("paper-date").to_string() }
        }
        QuestionKind::LongText { limit } => Field::Lines((limit / 150).clamp(3, 8)),
        QuestionKind::ShortText { .. } | QuestionKind::Email | QuestionKind::Phone => Field::Lines(1),
        QuestionKind::Hidden | QuestionKind::Display => Field::Nothing,
    }
}

fn ends(t: Translator, scale: Scale) -> Option<(String, String)> {
    t.anchors(scale).map(|(low, high)| (low.to_string(), high.to_string()))
}

/// A survey of every kind of question, for samples.
pub(super) fn every_kind() -> Survey {
    let mut survey = sample_survey(InstrumentCode::A11V2, SurveyState::Published);
    let definition = include_str!("paper/every_kind.json");
    survey.definition = serde_json::from_str(definition).unwrap_or_default();
    survey.instrument = InstrumentCode::Custom;
    survey.notices.privacy =
        Translated::both("Answers are read by the office only.", "Solo la oficina lee las respuestas.");
    survey
}

impl Samples for Paper {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |survey, form: Form| {
            let layout = Layout { path: links::paper("passport-renewal-1a2b3"), ..Layout::sample(language) };
            Self::of(layout, survey, form)
        };
        let large = Form::with([("language", "es"), ("size", "a4"), ("large", "1")]);
        vec![
            sample(every_kind(), Form::empty()),
            sample(every_kind(), large),
            sample(sample_survey(InstrumentCode::A11V1, SurveyState::Published), Form::empty()),
            sample(sample_survey(InstrumentCode::Nps, SurveyState::Draft), Form::empty()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_has_every_kind_and_no_problem() {
        let survey = every_kind();
        assert_eq!(survey.definition.problems(), vec![]);
        assert_eq!(survey.definition.languages(), Language::ALL);
        let kinds: std::collections::BTreeSet<&str> =
            survey.definition.questions().map(|question| question.kind.code()).collect();
        assert_eq!(kinds.len(), 12, "{kinds:?}");
    }
}
