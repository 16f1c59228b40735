//! What an author enters about a question: from the posted form to a question, and back when it is changed.

use catsup_app::surveys::{is_key, limits, texts::longest};
use catsup_model::{
    Feed, Language, Measure, Scale, Translated,
    survey::{Choice, Question, QuestionKind, TextCheck},
};

use crate::{
    forms::{FieldError, Form},
    pages::desk::refused,
};

/// Empty lines offered for further choices.
const SPARE: usize = 2;
/// The number farthest from zero that a question may accept.
const FARTHEST: i64 = 1_000_000_000;

/// One line of the choices or statements.
#[derive(Debug)]
pub(super) struct PartLine {
    pub(super) index: usize,
    pub(super) number: usize,
    pub(super) first: bool,
    pub(super) last: bool,
}

/// A text in both languages, with the blanks around it gone; marked where it is too long.
pub(super) fn text(form: &mut Form, name: &str, longest: usize) -> Translated {
    let mut text = Translated::default();
    for language in Language::ALL {
        let field = format!("{name}.{language}");
        let entered = form.value(&field).replace("\r\n", "\n");
        let length = entered.trim().chars().count();
        if length > longest {
            let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
            let error = FieldError::new("error-too-long");
            form.refuse(&field, error.number("limit", number(longest)).number("length", number(length)));
        }
        if entered.contains(|c: char| c.is_control() && !c.is_whitespace()) {
            form.refuse(&field, FieldError::new("error-control-character"));
        }
        text.set(language, &entered);
    }
    text
}

/// Puts a text into a form.
pub(super) fn put_text(form: &mut Form, name: &str, text: &Translated) {
    for language in Language::ALL {
        form.set(&format!("{name}.{language}"), text.exact(language).unwrap_or_default());
    }
}

/// The lines of choices in a form: those sent, in their order, and some to spare.
pub(super) fn lines(form: &Form) -> Vec<PartLine> {
    let count = sent_lines(form) + SPARE;
    (0..count)
        .map(|index| PartLine { index, number: index + 1, first: index == 0, last: index + 1 == count })
        .collect()
}

fn sent_lines(form: &Form) -> usize {
    (0..=limits::MOST_PARTS + SPARE).rev().find(|index| !is_blank(form, *index)).map_or(0, |index| index + 1)
}

fn is_blank(form: &Form, index: usize) -> bool {
    ["en", "es"].iter().all(|language| form.filled(&format!("part.{index}.{language}")).is_none())
}

/// Moves or clears a line of the choices (`up.2`, `down.0`, `clear.1`), before anything is saved.
pub(super) fn arrange(form: &mut Form, act: &str) {
    let Some((verb, index)) = act.split_once('.') else { return };
    let Ok(index) = index.parse::<usize>() else { return };
    let other = match verb {
        "up" => index.checked_sub(1),
        "down" => Some(index + 1),
        _ => None,
    };
    for end in ["key", "en", "es", "other"] {
        let field = |index: usize| format!("part.{index}.{end}");
        let here = form.value(&field(index)).to_owned();
        let there = other.map(|other| form.value(&field(other)).to_owned());
        form.set(&field(index), there.unwrap_or_default());
        if let Some(other) = other {
            form.set(&field(other), here);
        }
    }
}

/// Puts a question into a form.
pub(super) fn put(form: &mut Form, question: &Question) {
    form.set("key", &question.key);
    put_text(form, "text", &question.text);
    put_text(form, "hint", &question.hint);
    let tick = |set: bool| if set { "1" } else { "" };
    form.set("required", tick(question.required));
    form.set("feeds", question.feeds.map(|feed| feed.to_string()).unwrap_or_default());
    for (index, part) in question.parts().iter().enumerate() {
        form.set(&format!("part.{index}.key"), &part.key);
        put_text(form, &format!("part.{index}"), &part.text);
        form.set(&format!("part.{index}.other"), tick(part.with_text));
    }
    let shown = |value: Option<String>| value.unwrap_or_default();
    match &question.kind {
        QuestionKind::Scale { scale } | QuestionKind::Grid { scale, .. } => form.set("scale", scale.code()),
        QuestionKind::Single { dropdown, .. } => form.set("dropdown", tick(*dropdown)),
        QuestionKind::Multiple { at_least, at_most, .. } => {
            form.set("at_least", shown(at_least.map(|one| one.to_string())));
            form.set("at_most", shown(at_most.map(|one| one.to_string())));
        }
        QuestionKind::Number { low, high } => {
            form.set("low", low.to_string());
            form.set("high", high.to_string());
        }
        QuestionKind::Date { earliest, latest } => {
            form.set("earliest", shown(earliest.map(|day| day.to_string())));
            form.set("latest", shown(latest.map(|day| day.to_string())));
        }
        QuestionKind::ShortText { limit, check } => {
            form.set("limit", limit.to_string());
            form.set("check", check.code());
        }
        QuestionKind::LongText { limit } => form.set("limit", limit.to_string()),
        QuestionKind::Email | QuestionKind::Phone | QuestionKind::Hidden | QuestionKind::Display => {}
    }
}

/// Reads a question of the kind of `start`; what does not fit is marked in the form.
pub(super) fn read(form: &mut Form, start: &QuestionKind) -> Question {
    let asked = if *start == QuestionKind::Display { longest::DISPLAY } else { longest::QUESTION };
    let words = text(form, "text", asked);
    if words.is_empty() && *start != QuestionKind::Hidden {
        form.refuse("text.en", FieldError::new("error-required"));
    }
    let key = form.value("key").trim().to_owned();
    if key.is_empty() && *start == QuestionKind::Hidden {
        form.refuse("key", FieldError::new("error-required"));
    }
    if !key.is_empty() && !is_key(&key) {
        form.refuse("key", FieldError::new("builder-key-unfit"));
    }
    let hint = text(form, "hint", longest::QUESTION);
    let kind = kind(form, start);
    let feeds = match kind {
        QuestionKind::Scale { scale } => feeds(form, scale),
        _ => None,
    };
    Question {
        key,
        text: words,
        hint,
        kind,
        required: form.chose("required", "1"),
        ask_when: None,
        feeds,
        item: String::new(),
        variant: String::new(),
        kept: Default::default(),
    }
}

fn feeds(form: &mut Form, scale: Scale) -> Option<Feed> {
    let measure: Measure = refused::choice(form, "feeds")?;
    if !limits::measures_of(scale).contains(&measure) {
        form.refuse("feeds", FieldError::new("builder-feeds-unfit"));
    }
    Some(Feed::Measure(measure))
}

fn kind(form: &mut Form, start: &QuestionKind) -> QuestionKind {
    match start {
        QuestionKind::Scale { scale } => {
            QuestionKind::Scale { scale: refused::choice(form, "scale").unwrap_or(*scale) }
        }
        QuestionKind::Grid { scale, .. } => {
            let scale = refused::choice(form, "scale").unwrap_or(*scale);
            QuestionKind::Grid { scale, rows: parts(form, false) }
        }
        QuestionKind::Single { .. } => {
            QuestionKind::Single { choices: parts(form, true), dropdown: form.chose("dropdown", "1") }
        }
        QuestionKind::Multiple { .. } => QuestionKind::Multiple {
            choices: parts(form, true),
            at_least: ticks(form, "at_least"),
            at_most: ticks(form, "at_most"),
        },
        QuestionKind::Number { low, high } => {
            let low = whole(form, "low").unwrap_or(*low);
            QuestionKind::Number { low, high: whole(form, "high").unwrap_or(*high) }
        }
        QuestionKind::Date { .. } => {
            let earliest = refused::day(form, "earliest");
            QuestionKind::Date { earliest, latest: refused::day(form, "latest") }
        }
        QuestionKind::ShortText { .. } => {
            let check = TextCheck::ALL.into_iter().find(|one| form.chose("check", one.code()));
            QuestionKind::ShortText {
                limit: limit(form, limits::LONGEST_LINE),
                check: check.unwrap_or_default(),
            }
        }
        QuestionKind::LongText { .. } => QuestionKind::LongText { limit: limit(form, limits::LONGEST_LINES) },
        other => other.clone(),
    }
}

/// The choices or statements: those of the lines, then those written one a line.
fn parts(form: &mut Form, may_ask_words: bool) -> Vec<Choice> {
    let mut parts = Vec::new();
    for index in 0..sent_lines(form) {
        let text = text(form, &format!("part.{index}"), longest::PART);
        if !text.is_empty() {
            let key = form.value(&format!("part.{index}.key")).to_owned();
            let with_text = may_ask_words && form.chose(&format!("part.{index}.other"), "1");
            parts.push(Choice { key, text, feeds: None, with_text });
        }
    }
    for line in form.value("more").lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (english, spanish) = line.split_once('|').unwrap_or((line, ""));
        let mut text = Translated::default();
        text.set(Language::En, english);
        text.set(Language::Es, spanish);
        parts.push(Choice { key: String::new(), text, feeds: None, with_text: false });
    }
    if parts.len() > limits::MOST_PARTS {
        form.refuse(
            "part.0.en",
            FieldError::new("builder-most-choices").text("name", limits::MOST_PARTS.to_string()),
        );
    }
    let too_long =
        |part: &Choice| Language::ALL.iter().any(|one| part.text.get(*one).chars().count() > longest::PART);
    if parts.iter().any(too_long) {
        form.refuse("more", FieldError::new("builder-line-too-long").number("limit", 200));
    }
    parts
}

fn ticks(form: &mut Form, field: &str) -> Option<usize> {
    let number = refused::whole_number(form, field)?;
    let most = i64::try_from(limits::MOST_PARTS).unwrap_or(i64::MAX);
    if !(1..=most).contains(&number) {
        form.refuse(field, FieldError::new("error-number-range").number("low", 1).number("high", most));
    }
    usize::try_from(number).ok()
}

fn whole(form: &mut Form, field: &str) -> Option<i64> {
    let entered = form.filled(field)?;
    let number: Option<i64> = entered.replace([',', ' '], "").replace('−', "-").parse().ok();
    match number {
        Some(number) if (-FARTHEST..=FARTHEST).contains(&number) => Some(number),
        _ => {
            let range =
                FieldError::new("error-number-range").number("low", -FARTHEST).number("high", FARTHEST);
            form.refuse(field, if number.is_none() { FieldError::new("error-number") } else { range });
            None
        }
    }
}

fn limit(form: &mut Form, longest: usize) -> usize {
    let most = i64::try_from(longest).unwrap_or(i64::MAX);
    let entered = form.filled("limit").is_some();
    let number = refused::whole_number(form, "limit").filter(|number| (1..=most).contains(number));
    if entered && number.is_none() {
        form.refuse("limit", FieldError::new("error-number-range").number("low", 1).number("high", most));
    }
    number.and_then(|number| usize::try_from(number).ok()).unwrap_or(longest.min(1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_question_comes_back_from_its_form() {
        for question in super::super::sample::working().survey.definition.questions() {
            let mut form = Form::empty();
            put(&mut form, question);
            let mut read = read(&mut form, &question.kind);
            read.ask_when = question.ask_when.clone();
            assert_eq!(read, *question, "{:?}", form.errors());
        }
    }

    #[test]
    fn lines_move_and_several_are_written_at_once() {
        let mut form = Form::with([("part.0.en", "Pay"), ("part.0.key", "pay"), ("part.1.en", "Ask")]);
        arrange(&mut form, "down.0");
        form.set("more", "Other\n\n Complain | Quejarse ");
        let parts = parts(&mut form, true);
        let english: Vec<&str> = parts.iter().map(|part| part.text.get(Language::En)).collect();
        assert_eq!(english, ["Ask", "Pay", "Other", "Complain"]);
        assert_eq!((parts[1].key.as_str(), parts[3].text.exact(Language::Es)), ("pay", Some("Quejarse")));
        arrange(&mut form, "clear.0");
        assert_eq!(super::parts(&mut form, true).len(), 3);
    }
}
