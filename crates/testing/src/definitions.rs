//! Survey definitions of an author's own, for tests: one with every kind of question, and surveys made from any.

use catsup_app::surveys;
use catsup_model::{
    Channel, Viewer,
    directory::Service,
    id::{SurveyId, SurveyVersionId},
    instrument::{InstrumentCode, Setup},
    notice::Notices,
    survey::{Survey, SurveyDefinition, SurveyState},
};

use crate::TestApp;

/// A survey of four pages in English and Spanish with every kind of question, branching on the same page and on
/// earlier ones, and piping.
///
/// # Panics
/// Never: the fixture is a definition.
#[must_use]
pub fn every_kind() -> SurveyDefinition {
    let text = include_str!("../fixtures/every_kind.json");
    serde_json::from_str(text).expect("the fixture is a definition")
}

impl TestApp {
    /// A published survey that asks what `definition` says.
    ///
    /// # Panics
    /// When it cannot be made, or is not fit to be published.
    pub async fn custom(&self, service: &Service, definition: SurveyDefinition) -> Survey {
        let id = SurveyId(self.app.next_id());
        let survey = Survey {
            id,
            key: format!("own-{id}"),
            service: service.id,
            touchpoint: None,
            channel: Channel::Website,
            instrument: InstrumentCode::Custom,
            name: format!("Own survey of {}", service.name),
            state: SurveyState::Draft,
            version: SurveyVersionId(self.app.next_id()),
            number: 1,
            setup: Setup::default(),
            notices: Notices::default(),
            definition,
        };
        let mut transaction = self.app.store().begin().await.expect("the store opens a transaction");
        transaction.survey_insert(&survey, self.app.now()).await.expect("a survey can be added");
        transaction.commit().await.expect("the store commits");
        surveys::change_state(&self.app, &Viewer::operator(), &survey.key, SurveyState::Published)
            .await
            .expect("the survey is fit to be published")
    }
}
