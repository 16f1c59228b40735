//! The thanks after a form: by name of the service, and what happens with the answer.

use askama::Template;
use axum::extract::{Path, State};
use catsup_app::{App, library, open_surveys};

use super::speak;
use crate::{
    error::PageError,
    extract::SurveyKey,
    layout::{Layout, Page},
};

/// The most answers that are offered.
const MOST_ANSWERS: usize = 2;

/// The thanks.
#[derive(Debug, Template)]
#[template(path = "pages/public/feedback/thanks.html")]
pub(crate) struct Thanks {
    layout: Layout,
    service: String,
    words: String,
    /// Names of the pages in the tab's own storage that are sent now.
    drafts: Vec<String>,
    /// Answers that people who use the service read: address and question.
    answers: Vec<(String, String)>,
}

/// `GET /feedback/{survey}/{nonce}/thanks`
pub(crate) async fn thanks(
    State(app): State<App>,
    Path((SurveyKey(key), _)): Path<(SurveyKey, String)>,
    mut layout: Layout,
) -> Result<Page<Thanks>, PageError> {
    let open = open_surveys::open(&app, &key).await?;
    let survey = &open.survey;
    speak(&mut layout, survey);
    let drafts = survey.definition.sections.iter().map(|section| format!("{}.{}", survey.key, section.key));
    let language = layout.t.language();
    let answers = library::most_read(&app, survey.service, language, MOST_ANSWERS).await?;
    Ok(Page::new(Thanks {
        service: open.service_name.to_string(),
        words: survey.definition.thanks.get(layout.t.language()).to_owned(),
        drafts: drafts.collect(),
        answers,
        layout,
    }))
}

#[cfg(test)]
impl crate::layout::Samples for Thanks {
    fn samples(language: catsup_model::Language) -> Vec<Self> {
        let thanks = |words: &str| Self {
            layout: crate::pages::public::samples::frame(language),
            service: "Passport renewal".to_owned(),
            words: words.to_owned(),
            drafts: vec!["passport-renewal.page_1".to_owned()],
            answers: vec![("renew".to_owned(), "How do I <renew>?".to_owned())],
        };
        vec![thanks(""), thanks("We publish what changed every quarter.")]
    }
}
