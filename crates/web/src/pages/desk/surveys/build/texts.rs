//! Every text of a survey side by side in both languages, with what is missing marked and counted.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse as _, Response},
};
use catsup_app::{
    App,
    surveys::{
        self, Act, Working,
        texts::{Place, Text, texts},
    },
};
use catsup_model::Language;

use super::{REVISION, crumbs, entries, mark, revision, status, words};
use crate::{
    components::{AlertKind, Crumb},
    error::PageError,
    extract::{SignedIn, SurveyKey},
    flash::SeeOther,
    forms::Form,
    i18n::Translator,
    layout::{Layout, Page},
    links,
};

/// The texts of a survey.
#[derive(Debug, Template)]
#[template(path = "pages/desk/surveys/build/texts.html")]
pub(crate) struct TextsPage {
    layout: Layout,
    crumbs: Vec<Crumb>,
    form: Form,
    moved: bool,
    lines: Vec<Line>,
    /// How many texts each language lacks, of how many there are.
    missing: Vec<(Language, usize)>,
    total: usize,
    back: String,
}

/// One text.
#[derive(Debug)]
struct Line {
    field: String,
    label: String,
    fixed: bool,
    long: bool,
    missing: Vec<Language>,
}

/// `GET /desk/surveys/{survey}/build/texts`
pub(crate) async fn show_texts(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(survey)): Path<SurveyKey>,
) -> Result<Page<TextsPage>, PageError> {
    let working = surveys::working(&app, &identity.viewer, &survey).await?;
    let form = form(&working);
    Ok(Page::new(TextsPage::of(layout, &working, form)))
}

/// `POST /desk/surveys/{survey}/build/texts`
pub(crate) async fn save_texts(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path(SurveyKey(survey)): Path<SurveyKey>,
    mut form: Form,
) -> Result<Response, PageError> {
    let working = surveys::working(&app, &identity.viewer, &survey).await?;
    let mut entered = BTreeMap::new();
    for text in texts(&working.survey.definition).iter().filter(|text| !text.fixed) {
        // A text that was not on the page when it was opened stays as it is.
        if form.entries().iter().any(|(name, _)| *name == format!("{}.en", field(text))) {
            let new = entries::text(&mut form, &field(text), text.longest);
            if new != *text.text {
                entered.insert(text.path.clone(), new);
            }
        }
    }
    let mut moved = false;
    if form.is_valid() {
        match surveys::edit(&app, &identity.viewer, &survey, revision(&form), Act::SetTexts(entered)).await {
            Ok(edited) => {
                let on = SeeOther::to(links::build_texts(&edited.survey.key));
                return Ok(on.saying(AlertKind::Success, "builder-texts-saved").into_response());
            }
            Err(error) => moved = mark(&mut form, "t.title.en", &working, error)?,
        }
    }
    let mut page = TextsPage::of(layout, &working, form);
    page.moved = moved;
    Ok(Page::with_status(status(moved), page).into_response())
}

fn field(text: &Text<'_>) -> String {
    format!("t.{}", text.path)
}

fn form(working: &Working) -> Form {
    let mut entries = vec![(REVISION.to_owned(), working.revision.to_string())];
    for text in texts(&working.survey.definition) {
        for language in Language::ALL {
            let words = text.text.exact(language).unwrap_or_default();
            entries.push((format!("{}.{language}", field(&text)), words.to_owned()));
        }
    }
    Form::with(entries)
}

impl TextsPage {
    fn of(layout: Layout, working: &Working, form: Form) -> Self {
        let t = layout.t;
        let all = texts(&working.survey.definition);
        // A hint or heading that nobody wrote in any language is nothing to translate, but the form's own are offered.
        let shown = all.iter().filter(|text| !text.text.is_empty() || is_offered(text.place));
        let line = |text: &Text<'_>| Line {
            field: field(text),
            label: label(t, text.place),
            fixed: text.fixed,
            long: text.longest > 200,
            missing: Language::ALL.into_iter().filter(|one| text.is_missing_in(*one)).collect(),
        };
        let lacking = |language| (language, all.iter().filter(|text| text.is_missing_in(language)).count());
        Self {
            crumbs: crumbs(t, working, true),
            moved: false,
            lines: shown.map(line).collect(),
            missing: Language::ALL.map(lacking).into(),
            total: all.iter().filter(|text| !text.text.is_empty()).count(),
            back: links::build(&working.survey.key),
            form,
            layout,
        }
    }
}

fn is_offered(place: Place<'_>) -> bool {
    matches!(place, Place::Title | Place::Introduction | Place::Thanks | Place::Page(_) | Place::Question(_))
}

fn label(t: Translator, place: Place<'_>) -> String {
    match place {
        Place::Title => t.say("survey-form-title"),
        Place::Introduction => t.say("survey-introduction"),
        Place::Thanks => t.say("survey-thanks"),
        Place::Page(number) => t.say("builder-text-page").arg("number", number),
        Place::Question(question) => t.say("builder-text-question").arg("name", words::name(t, question)),
        Place::Hint(question) => t.say("builder-text-hint").arg("name", words::name(t, question)),
        Place::Part(question, part) => {
            let name = t.pick(&part.text);
            t.say("builder-text-part")
                .arg("name", words::name(t, question))
                .arg("part", if name.is_empty() { &part.key } else { name })
        }
    }
    .to_string()
}

#[cfg(test)]
impl crate::layout::Samples for TextsPage {
    fn samples(language: Language) -> Vec<Self> {
        use crate::forms::FieldError;
        let (own, fixed) = (super::sample::working(), super::sample::fixed());
        let mut refused = form(&own);
        refused.refuse(
            "t.title.en",
            FieldError::new("error-too-long").number("limit", 200).number("length", 240),
        );
        let mut collided = Self::of(Layout::sample(language), &own, refused);
        collided.moved = true;
        vec![collided, Self::of(Layout::sample(language), &fixed, form(&fixed))]
    }
}
