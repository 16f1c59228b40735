//! The front page: who runs this installation, and which surveys can be answered now.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use catsup_app::{App, open_surveys, surveys};

use crate::{
    error::PageError,
    layout::{Layout, Page},
    links,
};

/// The front page.
#[derive(Debug, Template)]
#[template(path = "pages/public/home.html")]
pub(crate) struct Home {
    layout: Layout,
    /// Services by name, each with its open surveys.
    services: BTreeMap<String, Vec<OpenForm>>,
}

/// A survey that can be answered now.
#[derive(Debug)]
struct OpenForm {
    href: String,
    title: String,
    channel: String,
    questions: usize,
}

/// `GET /`
pub(crate) async fn show(State(app): State<App>, layout: Layout) -> Result<Page<Home>, PageError> {
    let language = layout.t.language();
    let mut services: BTreeMap<String, Vec<OpenForm>> = BTreeMap::new();
    for survey in surveys::open_to_all(&app).await? {
        // A survey that was closed meanwhile is simply no longer open.
        let Ok(open) = open_surveys::open(&app, &survey.key).await else { continue };
        let definition = &open.survey.definition;
        services.entry(open.service_name.to_string()).or_default().push(OpenForm {
            href: links::feedback(&survey.key),
            title: definition.title.get(language).to_owned(),
            channel: survey.channel.name().get(language).to_owned(),
            questions: definition.questions().count(),
        });
    }
    Ok(Page::new(Home { layout, services }))
}

#[cfg(test)]
impl crate::layout::Samples for Home {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let form = |href: &str, questions| OpenForm {
            href: href.to_owned(),
            title: "Passport renewal: how did we do?".to_owned(),
            channel: "Website".to_owned(),
            questions,
        };
        let forms = vec![form("/feedback/passport-renewal", 4), form("/feedback/passport-renewal-2", 1)];
        let layout = super::samples::frame(language);
        vec![
            Self {
                layout: layout.clone(),
                services: BTreeMap::from([("Passport renewal".to_owned(), forms)]),
            },
            Self { layout, services: BTreeMap::new() },
        ]
    }
}
