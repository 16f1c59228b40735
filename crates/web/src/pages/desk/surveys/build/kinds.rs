//! The kinds of questions an author chooses from, each with what it is good for.

use askama::Template;
use catsup_app::surveys::Working;
use catsup_model::{
    Scale,
    survey::{QuestionKind, TextCheck},
};

use super::crumbs;
use crate::{components::Crumb, layout::Layout, links};

/// Groups of kinds, in the order shown. A scale is a kind of its own to an author.
const GROUPS: [(&str, &[&str]); 4] = [
    (
        "scales",
        &[
            "likert5",
            "satisfaction5",
            "stars5",
            "thumbs",
            "yes_no",
            "likelihood11",
            "rating10",
            "effort7",
            "grid",
        ],
    ),
    ("choices", &["single", "multiple", "dropdown"]),
    ("words", &["long_text", "short_text", "number", "date", "email", "phone"]),
    ("silent", &["display", "hidden"]),
];

/// The code of a kind in addresses and names.
pub(super) fn code(kind: &QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Scale { scale } => scale.code(),
        QuestionKind::Single { dropdown: true, .. } => "dropdown",
        other => other.code(),
    }
}

/// A question of this kind before its author says more.
pub(super) fn start(code: &str) -> Option<QuestionKind> {
    Some(match code {
        "grid" => QuestionKind::Grid { scale: Scale::Likert5, rows: Vec::new() },
        "single" => QuestionKind::Single { choices: Vec::new(), dropdown: false },
        "dropdown" => QuestionKind::Single { choices: Vec::new(), dropdown: true },
        "multiple" => QuestionKind::Multiple { choices: Vec::new(), at_least: None, at_most: None },
        "number" => QuestionKind::Number { low: 0, high: 1000 },
        "date" => QuestionKind::Date { earliest: None, latest: None },
        "short_text" => QuestionKind::ShortText { limit: 200, check: TextCheck::Any },
        "long_text" => QuestionKind::LongText { limit: 1000 },
        "email" => QuestionKind::Email,
        "phone" => QuestionKind::Phone,
        "hidden" => QuestionKind::Hidden,
        "display" => QuestionKind::Display,
        other => QuestionKind::Scale { scale: scales().into_iter().find(|scale| scale.code() == other)? },
    })
}

/// The scales an author may choose: a tick is none of its own.
pub(super) fn scales() -> Vec<Scale> {
    Scale::ALL.into_iter().filter(|scale| *scale != Scale::Tick).collect()
}

/// Where the kind of a new question is chosen.
#[derive(Debug, Template)]
#[template(path = "pages/desk/surveys/build/kinds.html")]
pub(crate) struct KindPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    /// The address of a kind is this and its code.
    address: String,
    groups: Vec<Group>,
    back: String,
}

/// Kinds of one sort.
#[derive(Debug)]
struct Group {
    code: &'static str,
    kinds: &'static [&'static str],
}

impl KindPage {
    /// The choice for a page of the survey, behind a question or at the end.
    pub(super) fn of(layout: Layout, working: &Working, page: &str, after: &str) -> Self {
        let survey = &working.survey;
        let query = serde_urlencoded::to_string([("page", page), ("after", after), ("kind", "")]);
        let groups = GROUPS.iter().map(|(code, kinds)| Group { code, kinds });
        Self {
            crumbs: crumbs(layout.t, working, true),
            address: format!("{}?{}", links::build_question_new(&survey.key), query.unwrap_or_default()),
            groups: groups.collect(),
            back: links::build_at(&survey.key, page),
            layout,
        }
    }
}

#[cfg(test)]
impl crate::layout::Samples for KindPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let working = super::sample::working();
        vec![Self::of(Layout::sample(language), &working, "page_1", "")]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_begins_as_itself() {
        for kind in GROUPS.iter().flat_map(|(_, kinds)| kinds.iter()) {
            assert_eq!(code(&start(kind).unwrap()), *kind);
        }
        assert!(start("tick").is_none() && start("file").is_none());
    }
}
