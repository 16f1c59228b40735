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
    library::{self, Arrival, Missing, Read, ReadAnswer, ReadSurface, Reader},
};
use catsup_model::{
    Language,
    id::AnswerId,
    library::{Audience, SlotPicks},
};

use super::article::{SlotField, Words, changes, picks};
use crate::{
    components::{SuggestionLine, public_links},
    error::PageError,
    extract::{PageQuery, Visit, with_visit},
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page},
    links,
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

impl AnswerPage {
    fn new(layout: Layout, answer: &ReadAnswer, picks: &SlotPicks, reading: Option<Read>) -> Self {
        let t: Translator = layout.t;
        let changes = changes(t, answer);
        Self {
            slug: answer.answer.slug.clone(),
            words: Words::of(answer),
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
        let reading = |helped, missing| Some(Read { id: AnswerReadId(1), helped, missing });
        let asked = Missing::Asked {
            question: "What is <missing>?".to_owned(),
            hint: "Leave out names & numbers.".to_owned(),
            longest: 1_000,
        };
        let picks = SlotPicks::from([("fee".to_owned(), "adult".to_owned())]);
        let next = SuggestionLine::samples(layout().t);
        vec![
            Self { next, ..Self::new(layout(), &full, &picks, reading(None, Missing::NotAsked)) },
            Self::new(layout(), &full, &SlotPicks::new(), reading(Some(true), Missing::NotAsked)),
            Self::new(layout(), &full, &SlotPicks::new(), reading(Some(false), asked)),
            Self::new(layout(), &full, &SlotPicks::new(), reading(Some(false), Missing::Said)),
            Self::new(layout(), &bare, &SlotPicks::new(), None),
        ]
    }
}
