//! One public answer: short first, what to do next, what people ask after it, and a way on for whom it did not help.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    anticipation::Suggestion,
    glossary::{self, Opened, Searched},
    library::{self, Arrival, Read, ReadAnswer, ReadSurface, Reader},
};
use catsup_model::{
    Language,
    id::AnswerId,
    library::{Audience, NextStep, Slot, SlotPicks, Source},
};

use crate::{
    components::{Choice, SuggestionLine, public_links},
    error::PageError,
    extract::{PageQuery, Visit, with_visit},
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page},
    links,
    markdown::prose,
};

/// The page of an answer.
#[derive(Debug, Template)]
#[template(path = "pages/public/answers/show.html")]
pub(crate) struct AnswerPage {
    layout: Layout,
    slug: String,
    words: Words,
    form: Form,
    slots: Vec<SlotField>,
    organisation: String,
    service: String,
    service_href: String,
    since: String,
    changes: Option<String>,
    contact: String,
    reading: Option<Read>,
    next: Vec<SuggestionLine>,
}

/// What an answer says, ready to be shown.
#[derive(Debug)]
struct Words {
    language: &'static str,
    question: String,
    short: String,
    other_words: String,
    details: String,
    steps: Vec<NextStep>,
    alternatives: String,
    helper_name: String,
    helper_phone: String,
    helper_hours: String,
    sources: Vec<Source>,
}

/// What the answer depends on.
#[derive(Debug)]
struct SlotField {
    name: String,
    question: String,
    choices: Vec<Choice>,
}

impl SlotField {
    fn of(slot: &Slot, language: Language) -> Self {
        let choices = slot.choices.iter();
        Self {
            name: format!("slot-{}", slot.key),
            question: slot.question.get(language).to_owned(),
            choices: choices.map(|one| Choice::new(&one.key, one.label.get(language))).collect(),
        }
    }
}

impl AnswerPage {
    fn new(layout: Layout, answer: &ReadAnswer, picks: &SlotPicks, reading: Option<Read>) -> Self {
        let t: Translator = layout.t;
        let content = &answer.content;
        let words = Words {
            language: answer.language.code(),
            question: content.question.clone(),
            short: content.short.clone(),
            other_words: content.other_words.clone(),
            details: prose(&content.details),
            steps: content.next_steps.clone(),
            alternatives: prose(&content.alternatives),
            helper_name: content.helper.name.clone(),
            helper_phone: content.helper.phone.clone(),
            helper_hours: content.helper.hours.clone(),
            sources: content.sources.clone(),
        };
        let changes = answer.changes.as_ref().map(|(day, note)| {
            let said = t.say("answer-changes-on").arg("day", t.date(*day));
            if note.is_empty() { said.to_string() } else { format!("{said} {note}") }
        });
        Self {
            slug: answer.answer.slug.clone(),
            words,
            form: Form::with(picks.iter().map(|(key, value)| (format!("slot-{key}"), value.clone()))),
            slots: answer.slots.iter().map(|slot| SlotField::of(slot, answer.language)).collect(),
            organisation: answer.organisation.clone(),
            service: answer.service.clone(),
            service_href: answer.answer.service.map(links::answers_of_service).unwrap_or_default(),
            since: t.date(answer.since).to_string(),
            changes,
            contact: links::contact_about(answer.answer.service, &answer.answer.slug),
            reading,
            next: Vec::new(),
            layout,
        }
    }
}

/// What the address says of slots.
pub(crate) fn picks(pairs: &[(String, String)]) -> SlotPicks {
    let slot = |(name, value): &(String, String)| {
        let key = name.strip_prefix("slot-").filter(|key| Slot::is_key(key))?;
        (!value.is_empty() && value.len() <= 40).then(|| (key.to_owned(), value.clone()))
    };
    pairs.iter().filter_map(slot).take(20).collect()
}

/// `GET /answers/{slug}`
pub(crate) async fn show(
    State(app): State<App>,
    layout: Layout,
    mut visit: Visit,
    Path(slug): Path<String>,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let language = layout.t.language();
    let picks = picks(&pairs);
    let answer = library::read(&app, &Reader::Public, &slug, language, &picks).await?;
    let begun = visit.begin(app.random());
    let arrival = if pairs.iter().any(|(key, value)| key == "q" && !value.is_empty()) {
        Arrival::Search
    } else {
        Arrival::Otherwise
    };
    let surface = ReadSurface::Public;
    let reading = match visit.counts() {
        true => Some(library::record(&app, &answer, language, surface, arrival, visit.secret()).await?),
        false => None,
    };
    if visit.counts() {
        opened(&app, &pairs, language, answer.answer.id).await?;
    }
    let next = match visit.counts() {
        true => library::next_after(&app, &answer, language, visit.secret()).await?,
        false => Vec::new(),
    };
    let t = layout.t;
    let line = |one: &Suggestion| SuggestionLine::public(t, one, public_links(one));
    let next = next.iter().filter(|one| !one.answers.is_empty()).map(line).collect();
    let page = Page::new(AnswerPage { next, ..AnswerPage::new(layout, &answer, &picks, reading) });
    Ok(with_visit(page.into_response(), begun))
}

/// Counts that the answer was opened from a search, where the address says so.
async fn opened(
    app: &App,
    pairs: &[(String, String)],
    language: Language,
    answer: AnswerId,
) -> Result<(), PageError> {
    let said = |name: &str| pairs.iter().find(|(key, value)| key == name && !value.is_empty());
    if let Some((_, words)) = said("q") {
        let search = Searched { words, language, audience: Audience::Public, found: 1 };
        let in_vain_before = said("before").map(|(_, words)| words.as_str());
        glossary::opened(app, &Opened { search, answer, in_vain_before }).await?;
    }
    Ok(())
}

#[cfg(test)]
impl crate::layout::Samples for AnswerPage {
    fn samples(language: Language) -> Vec<Self> {
        use catsup_model::id::AnswerReadId;

        let layout = || {
            let mut layout = crate::pages::public::samples::frame(language);
            layout.path = "/answers/renew".to_owned();
            layout
        };
        let full = crate::pages::desk::answers::sample_read(language);
        let mut bare = full.clone();
        bare.slots.clear();
        bare.answer.service = None;
        bare.service.clear();
        bare.changes = None;
        bare.content = catsup_model::library::AnswerContent {
            question: "Can I <pay> by card?".to_owned(),
            short: "Yes & no.".to_owned(),
            ..Default::default()
        };
        let reading = |helped| Some(Read { id: AnswerReadId(1), helped });
        let picks = SlotPicks::from([("fee".to_owned(), "adult".to_owned())]);
        let next = SuggestionLine::samples(layout().t);
        vec![
            Self { next, ..Self::new(layout(), &full, &picks, reading(None)) },
            Self::new(layout(), &full, &SlotPicks::new(), reading(Some(true))),
            Self::new(layout(), &full, &SlotPicks::new(), reading(Some(false))),
            Self::new(layout(), &bare, &SlotPicks::new(), None),
        ]
    }
}
