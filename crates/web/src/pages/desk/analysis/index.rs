//! What can be analysed, and the form that brings a file for it.

use askama::Template;
use axum::extract::State;
use catsup_model::Language;

use super::file::LARGEST;
use crate::{
    forms::{FieldError, Form},
    layout::{Layout, Page, Samples},
    links,
    state::WebState,
};

/// The analyses.
#[derive(Debug, Template)]
#[template(path = "pages/desk/analysis/index.html")]
pub(crate) struct Index {
    layout: Layout,
    form: Form,
    /// Each analysis: its code, and where it is.
    methods: [(&'static str, &'static str); 4],
    /// The most megabytes of a file.
    megabytes: u64,
}

/// `GET /desk/analysis`
pub(crate) async fn show(State(state): State<WebState>, layout: Layout) -> Page<Index> {
    Page::new(Index::new(layout, Form::empty(), state.configuration().largest_upload))
}

impl Index {
    pub(super) fn new(layout: Layout, form: Form, largest: u64) -> Self {
        let methods = [
            ("drivers", links::ANALYSIS_DRIVERS),
            ("paths", links::ANALYSIS_PATHS),
            ("compare", links::ANALYSIS_COMPARE),
            ("sample-size", links::ANALYSIS_SAMPLE_SIZE),
        ];
        Self { layout, form, methods, megabytes: largest.min(LARGEST) >> 20 }
    }
}

impl Samples for Index {
    fn samples(language: Language) -> Vec<Self> {
        let layout = || Layout { path: links::ANALYSIS.to_owned(), ..Layout::sample(language) };
        let mut wrong = Form::empty();
        wrong.refuse("file", FieldError::new("error-file-too-large").number("limit", 16));
        vec![Self::new(layout(), Form::empty(), LARGEST), Self::new(layout(), wrong, LARGEST)]
    }
}
