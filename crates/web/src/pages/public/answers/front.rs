//! The front door: by need and life experience, by service, and by search in people's own words.

use askama::Template;
use axum::extract::State;
use catsup_app::{
    App,
    glossary::{self, Searched},
    library::{self, Found, Front, Reader, SearchQuery},
};
use catsup_model::{
    id::{LifeExperienceId, ServiceId},
    library::Audience,
};
use serde::Deserialize;

use crate::{
    error::PageError,
    extract::PageQuery,
    forms::Form,
    layout::{Layout, Page},
};

/// The most answers that a search shows.
const MOST: usize = 20;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    q: String,
    service: String,
    experience: String,
    /// What was searched for before, when nothing was opened then.
    before: String,
}

/// The front door.
#[derive(Debug, Template)]
#[template(path = "pages/public/answers/front.html")]
pub(crate) struct FrontPage {
    layout: Layout,
    form: Form,
    /// What goes along to the answer that is opened.
    along: String,
    shown: Shown,
}

/// What the page shows below the search.
#[derive(Debug)]
enum Shown {
    /// The ways in.
    Ways(Front),
    /// What a search found.
    Found { words: String, found: Found },
    /// The answers of one group: its name, and address and question of each.
    Group { name: String, answers: Vec<(String, String)> },
}

/// `GET /answers`
pub(crate) async fn front(
    State(app): State<App>,
    layout: Layout,
    PageQuery(asked): PageQuery<Asked>,
) -> Result<Page<FrontPage>, PageError> {
    let language = layout.t.language();
    let words = asked.q.trim();
    let shown = if !words.is_empty() {
        let query = SearchQuery { words: words.to_owned(), language, most: MOST };
        let found = library::search(&app, &Reader::Public, &query).await?;
        let search = Searched { words, language, audience: Audience::Public, found: found.total };
        glossary::searched(&app, &search).await?;
        Shown::Found { words: words.to_owned(), found }
    } else if let Ok(service) = asked.service.parse::<ServiceId>() {
        let (name, answers) = library::under_service(&app, &Reader::Public, service, language).await?;
        Shown::Group { name, answers }
    } else if let Ok(experience) = asked.experience.parse::<LifeExperienceId>() {
        let (name, answers) = library::under_experience(&app, &Reader::Public, experience, language).await?;
        Shown::Group { name, answers }
    } else {
        Shown::Ways(library::front(&app, language).await?)
    };
    let along = [("q", words), ("before", asked.before.trim())];
    let along = serde_urlencoded::to_string(along).unwrap_or_default();
    Ok(Page::new(FrontPage { form: Form::with([("q", words)]), along, shown, layout }))
}

#[cfg(test)]
impl crate::layout::Samples for FrontPage {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        use catsup_app::library::{FoundAnswer, FrontGroup};
        use catsup_model::{Language, id::AnswerId};

        let sample = |words: &str, shown| {
            let mut layout = crate::pages::public::samples::frame(language);
            layout.path = crate::links::ANSWERS.to_owned();
            Self { layout, form: Form::with([("q", words)]), along: "q=x".to_owned(), shown }
        };
        let front = Front {
            experiences: vec![FrontGroup {
                id: LifeExperienceId(1),
                name: "Losing a job".to_owned(),
                organisation: String::new(),
                answers: 12,
            }],
            services: vec![FrontGroup {
                id: ServiceId(1),
                name: "Passport renewal".to_owned(),
                organisation: "Passport Office".to_owned(),
                answers: 1,
            }],
            popular: vec![("renew".to_owned(), "How do I renew my <passport>?".to_owned())],
        };
        let found = Found {
            answers: vec![FoundAnswer {
                id: AnswerId(1),
                slug: "renew".to_owned(),
                language: Language::En,
                question: "How do I renew?".to_owned(),
                short: "Send form DS-82 & one photo.".to_owned(),
                score: 1.0,
                coverage: 1.0,
            }],
            total: 1,
            corrected: Some("renew passport".to_owned()),
        };
        let words = "renwe <passport>".to_owned();
        vec![
            sample("", Shown::Ways(front)),
            sample("", Shown::Ways(Front::default())),
            sample(&words, Shown::Found { words: words.clone(), found }),
            sample("x", Shown::Found { words: "x".to_owned(), found: Found::default() }),
            sample(
                "",
                Shown::Group {
                    name: "Losing a job".to_owned(),
                    answers: vec![("renew".to_owned(), "How do I renew?".to_owned())],
                },
            ),
            sample("", Shown::Group { name: "Losing a job".to_owned(), answers: Vec::new() }),
        ]
    }
}
