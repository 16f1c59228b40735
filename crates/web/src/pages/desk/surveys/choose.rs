//! Choosing the instrument of a new survey.

use askama::Template;
use catsup_model::{
    Language,
    instrument::{Instrument, InstrumentCode},
};
use serde::Deserialize;

use crate::{
    components::Crumb,
    extract::PageQuery,
    layout::{Layout, Page, Samples},
    links,
};

/// What the choice carries on.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ChooseQuery {
    /// The service to set it up for, when the reader came from its page.
    service: String,
}

/// Every instrument as a card.
#[derive(Debug, Template)]
#[template(path = "pages/desk/surveys/choose.html")]
pub(crate) struct Choose {
    layout: Layout,
    crumbs: Vec<Crumb>,
    cards: Vec<Card>,
}

/// One instrument.
#[derive(Debug)]
struct Card {
    href: String,
    name: String,
    purpose: String,
    questions: usize,
    pages: usize,
    federal: bool,
}

/// `GET /desk/surveys/new`
pub(crate) async fn choose(layout: Layout, PageQuery(query): PageQuery<ChooseQuery>) -> Page<Choose> {
    Page::new(Choose::new(layout, &query))
}

impl Choose {
    fn new(layout: Layout, query: &ChooseQuery) -> Self {
        let t = layout.t;
        let carried = if query.service.is_empty() {
            String::new()
        } else {
            format!("?{}", serde_urlencoded::to_string([("service", &query.service)]).unwrap_or_default())
        };
        let card = |code: &InstrumentCode| {
            let instrument = Instrument::of(*code);
            Card {
                href: format!("{}{carried}", links::survey_set_up(code)),
                name: t.pick(&instrument.name).to_owned(),
                purpose: t.pick(&instrument.purpose).to_owned(),
                questions: instrument.questions().count(),
                pages: instrument.sections.len(),
                federal: code.code().starts_with("a11"),
            }
        };
        let crumbs = vec![Crumb::new(links::SURVEYS, t.say("surveys-title"))];
        Self { cards: InstrumentCode::ALL.iter().map(card).collect(), crumbs, layout }
    }
}

impl Samples for Choose {
    fn samples(language: Language) -> Vec<Self> {
        let layout = Layout { path: links::SURVEY_NEW.to_owned(), ..Layout::sample(language) };
        vec![Self::new(layout, &ChooseQuery { service: "12".to_owned() })]
    }
}
