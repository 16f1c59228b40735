//! A survey as a kiosk: a page that stands by itself, leads nowhere else, and goes on without a network.
//!
//! The page is a shell. Its script draws the form from the API, keeps answers in the browser until they are in, and
//! starts over after each person; a service worker keeps page, script and form for the time without a network.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use catsup_app::{App, open_surveys};
use catsup_model::Language;

use crate::{
    error::PageError,
    extract::SurveyKey,
    i18n::Translator,
    layout::{Layout, Page},
};

/// The shell of a kiosk.
#[derive(Debug, Template)]
#[template(path = "pages/public/kiosk/kiosk.html")]
pub(crate) struct Kiosk {
    layout: Layout,
    survey: String,
    title: String,
    /// What the script says by itself, by language.
    words: String,
}

/// `GET /kiosk/{survey}`
pub(crate) async fn show(
    State(app): State<App>,
    Path(SurveyKey(key)): Path<SurveyKey>,
    mut layout: Layout,
) -> Result<Page<Kiosk>, PageError> {
    let open = open_surveys::open(&app, &key).await?;
    let definition = &open.survey.definition;
    let complete = definition.languages();
    if let Some(first) = complete.first()
        && !complete.contains(&layout.t.language())
    {
        layout.speak(*first);
    }
    let title = layout.t.pick(&definition.title).to_owned();
    Ok(Page::new(Kiosk::new(layout, open.survey.key.clone(), title, &complete)))
}

impl Kiosk {
    fn new(layout: Layout, survey: String, title: String, languages: &[Language]) -> Self {
        let words: BTreeMap<&str, BTreeMap<&str, String>> = languages
            .iter()
            .map(|language| (language.code(), words(Translator::new(*language), &layout.organisation)))
            .collect();
        let words = serde_json::to_string(&words).unwrap_or_default();
        Self { layout, survey, title, words }
    }
}

/// `{n}` in them is for the script to fill.
fn words(t: Translator, organisation: &str) -> BTreeMap<&'static str, String> {
    let plain = [
        ("language", "kiosk-language"),
        ("attract", "kiosk-attract"),
        ("begin", "kiosk-begin"),
        ("start_over", "kiosk-start-over"),
        ("done", "kiosk-done"),
        ("idle_title", "kiosk-idle-title"),
        ("idle_text", "kiosk-idle-text"),
        ("stay", "kiosk-stay"),
        ("status_title", "kiosk-status-title"),
        ("unsent", "kiosk-unsent"),
        ("refused", "kiosk-refused"),
        ("last_sent", "kiosk-last-sent"),
        ("never", "kiosk-never"),
        ("online", "kiosk-online"),
        ("offline", "kiosk-offline"),
        ("dated", "kiosk-dated"),
        ("undated", "kiosk-undated"),
        ("send_now", "kiosk-send-now"),
        ("close", "embed-close"),
        ("not_ready", "kiosk-not-ready"),
        ("not_kept", "kiosk-not-kept"),
        ("closed", "embed-closed"),
    ];
    let mut words: BTreeMap<&str, String> =
        plain.into_iter().map(|(name, key)| (name, t.say(key).to_string())).collect();
    words.insert("organisation", organisation.to_owned());
    words
}

#[cfg(test)]
impl crate::layout::Samples for Kiosk {
    fn samples(language: Language) -> Vec<Self> {
        let layout = super::samples::frame(language);
        vec![Self::new(layout, "passport-renewal".to_owned(), "Passport renewal".to_owned(), &Language::ALL)]
    }
}
