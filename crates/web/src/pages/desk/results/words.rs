//! What people wrote in answer to one question: searched, page by page, personal data hidden.

use askama::Template;
use axum::extract::{Path, State};
use catsup_app::{
    App,
    results::{self, WordsPage},
};
use catsup_model::{Language, id::ResponseId};
use jiff::{civil::DateTime, tz::TimeZone};

use super::asked::Asked;
use crate::{
    components::{Crumb, Pager},
    error::PageError,
    extract::{PageQuery, SignedIn, SurveyKey},
    forms::Form,
    layout::{Layout, Page, Samples},
    links,
};

/// The list of what people wrote.
#[derive(Debug, Template)]
#[template(path = "pages/desk/results/words.html")]
pub(crate) struct WordsList {
    layout: Layout,
    crumbs: Vec<Crumb>,
    question: String,
    form: Form,
    carried: Vec<(String, String)>,
    lines: Vec<Line>,
    pager: Pager,
}

/// What one person wrote.
#[derive(Debug)]
struct Line {
    href: String,
    when: DateTime,
    channel: String,
    language: &'static str,
    text: String,
}

/// `GET /desk/surveys/{survey}/results/{question}`
pub(crate) async fn words(
    State(app): State<App>,
    SignedIn(identity): SignedIn,
    layout: Layout,
    Path((SurveyKey(key), answer)): Path<(SurveyKey, String)>,
    PageQuery(pairs): PageQuery<Vec<(String, String)>>,
) -> Result<Page<WordsList>, PageError> {
    let asked = Asked::read(pairs, app.today());
    let before: Option<ResponseId> = asked.form.value("before").parse().ok();
    let search: String = asked.form.value("search").chars().take(200).collect();
    let found = results::words(&app, &identity.viewer, &key, &asked.query, &answer, &search, before).await?;
    Ok(Page::new(WordsList::of(layout, &key, &answer, asked, found, &app.settings().zone)))
}

impl WordsList {
    fn of(layout: Layout, key: &str, answer: &str, asked: Asked, found: WordsPage, zone: &TimeZone) -> Self {
        let t = layout.t;
        let path = links::results_words(key, answer);
        let next = found.next.map(|next| {
            let search = asked.form.value("search");
            let more = serde_urlencoded::to_string([("search", search), ("before", &next.to_string())]);
            format!("{}&{}", asked.on(&path), more.unwrap_or_default())
        });
        let line = |words: &results::Words| Line {
            href: links::response(words.response),
            when: words.occurred_at.to_zoned(zone.clone()).datetime(),
            channel: t.pick(&words.channel.name()).to_owned(),
            language: words.language.code(),
            text: words.text.clone(),
        };
        Self {
            crumbs: vec![
                Crumb::new(links::survey(key), &found.survey),
                Crumb::new(asked.on(&links::results(key)), t.say("results-title")),
            ],
            question: t.pick(&found.question).to_owned(),
            carried: asked.carried(),
            lines: found.words.iter().map(line).collect(),
            pager: Pager { next, ..Pager::default() },
            form: asked.form,
            layout,
        }
    }
}

impl Samples for WordsList {
    fn samples(language: Language) -> Vec<Self> {
        let sample = |lines: Vec<Line>, search: &str| {
            let layout = Layout { path: links::results_words("a", "more"), ..Layout::sample(language) };
            Self {
                crumbs: vec![Crumb::new(links::survey("a"), "After a visit")],
                question: "Anything else?".to_owned(),
                form: Form::with([("search", search)]),
                carried: vec![("period".to_owned(), "all".to_owned())],
                lines,
                pager: Pager { next: Some("?before=1".to_owned()), ..Pager::default() },
                layout,
            }
        };
        let line = |text: &str, language| Line {
            href: links::response(7),
            when: jiff::civil::date(2026, 3, 9).at(9, 30, 0, 0),
            channel: "Phone".to_owned(),
            language,
            text: text.to_owned(),
        };
        vec![
            sample(vec![line("The line was long, call me at ▒▒▒.", "en"), line("Todo bien.", "es")], ""),
            sample(Vec::new(), "parking"),
        ]
    }
}
