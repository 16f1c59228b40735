//! What became of each question: the answer as the person gave it, or why there is none.

use catsup_model::{
    response::{Response, StoredAnswer},
    survey::{Given, Question, QuestionKind},
};

use crate::i18n::Translator;

/// One question with its answer.
#[derive(Debug)]
pub(super) struct Answered {
    pub(super) question: String,
    pub(super) said: Said,
}

/// What became of a question.
#[derive(Debug)]
pub(super) enum Said {
    /// An answer of a scale, or a choice.
    Chose(String),
    /// Ticks: what was ticked, and what was offered beside it.
    Ticked(Vec<(String, Tick)>),
    /// Statements of a grid, each with the answer where there is one.
    Rated(Vec<(String, Option<String>)>),
    /// The person's own words.
    Wrote(String),
    /// Asked, and left open.
    Nothing,
    /// Not asked, given the other answers.
    NotAsked,
}

/// What became of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tick {
    Ticked,
    Left,
    NotOffered,
}

pub(super) fn said(t: Translator, question: &Question, response: &Response) -> Said {
    let of = |key: &str| response.answers.iter().find(|one| one.question == key);
    let asked = question.ask_when.as_ref().is_none_or(|condition| {
        condition.holds(&|key| {
            let one = of(key)?;
            let taken = || one.text.as_deref().map(|text| Given::Choices(vec![text]));
            one.value.map(Given::Value).or_else(taken)
        })
    });
    if !asked {
        return Said::NotAsked;
    }
    if let QuestionKind::Multiple { choices, .. } = &question.kind {
        let ticks = choices.iter().map(|choice| {
            let answer = of(&format!("{}.{}", question.key, choice.key));
            let tick = match answer.and_then(|one| one.value) {
                Some(0) => Tick::Left,
                Some(_) => Tick::Ticked,
                None => Tick::NotOffered,
            };
            let words = answer.and_then(|one| one.text.as_deref()).map(|words| format!(": {words}"));
            (format!("{}{}", choice.text.get(response.language), words.unwrap_or_default()), tick)
        });
        let ticks: Vec<(String, Tick)> = ticks.collect();
        let offered = ticks.iter().any(|(_, tick)| *tick != Tick::NotOffered);
        return if offered { Said::Ticked(ticks) } else { Said::Nothing };
    }
    if let QuestionKind::Grid { scale, rows } = &question.kind {
        let rated = rows.iter().map(|row| {
            let value = of(&format!("{}.{}", question.key, row.key)).and_then(|one| one.value);
            (row.text.get(response.language).to_owned(), value.map(|value| t.answer(*scale, value)))
        });
        let rated: Vec<(String, Option<String>)> = rated.collect();
        return if rated.iter().any(|(_, answer)| answer.is_some()) {
            Said::Rated(rated)
        } else {
            Said::Nothing
        };
    }
    match (of(&question.key), question.scale()) {
        (Some(StoredAnswer { value: Some(value), .. }), Some(scale)) => Said::Chose(t.answer(scale, *value)),
        (Some(StoredAnswer { value: Some(value), .. }), None) => Said::Chose(t.number(*value)),
        (Some(StoredAnswer { text: Some(text), .. }), _) => {
            let choice = question.choices().iter().find(|choice| choice.key == *text);
            choice.map_or_else(
                || Said::Wrote(text.clone()),
                |one| Said::Chose(one.text.get(response.language).to_owned()),
            )
        }
        _ => Said::Nothing,
    }
}
