//! Responses to come: how many, and what they say.

use catsup_app::responses::{self, Submission};
use catsup_model::{Viewer, answers::RawAnswers, directory::Service, instrument::InstrumentCode};
use serde_json::Value;

use crate::TestApp;

/// Responses to come, to a service's survey of the seven measures; satisfied and trusting (4) unless told otherwise.
#[derive(Debug)]
pub struct Responses<'a> {
    app: &'a TestApp,
    service: &'a Service,
    count: usize,
    answers: RawAnswers,
}

impl<'a> Responses<'a> {
    pub(crate) fn new(app: &'a TestApp, service: &'a Service, count: usize) -> Self {
        let usual = ["answer_01", "answer_02"].map(|question| (question.to_owned(), Value::from(4)));
        Self { app, service, count, answers: usual.into_iter().collect() }
    }

    /// With this trust, from 1 to 5.
    #[must_use]
    pub fn with_trust(self, trust: i64) -> Self {
        self.with("answer_02", trust)
    }

    /// With this answer to a question.
    #[must_use]
    pub fn with(mut self, question: &str, answer: impl Into<Value>) -> Self {
        self.answers.insert(question.to_owned(), answer.into());
        self
    }

    /// Sends them, to a survey made for them.
    ///
    /// # Panics
    /// When one is refused.
    pub async fn sent(self) {
        let survey = self.app.survey(self.service, InstrumentCode::A11V1).await;
        for _ in 0..self.count {
            let submission = Submission { answers: self.answers.clone(), ..Submission::default() };
            responses::submit(&self.app.app, &Viewer::public(), &survey.key, submission)
                .await
                .expect("the response is taken in");
        }
    }
}
