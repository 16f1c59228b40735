//! The app under test: its own database, a clock that stands still, repeatable randomness.

use catsup_app::{App, Clock, Random};
use catsup_store::Store;
use jiff::Timestamp;

use crate::TestDatabase;

/// The app under test.
#[derive(Debug, Clone)]
pub struct TestApp {
    /// The app itself.
    pub app: App,
}

impl TestApp {
    /// The moment at which tests start: a Tuesday morning in the second federal quarter of 2026.
    ///
    /// # Panics
    /// Never: the text is a time.
    #[must_use]
    pub fn start_of_time() -> Timestamp {
        "2026-03-10T15:00:00Z".parse().expect("a valid time")
    }

    /// Starts on an empty database.
    ///
    /// # Panics
    /// When the database does not open.
    pub async fn start(database: &TestDatabase) -> Self {
        let store = Store::open(&database.url())
            .await
            .expect("the test database opens");
        let clock = Clock::fixed(Self::start_of_time());
        let app = App::start(store, clock, Random::seeded(1))
            .await
            .expect("the app starts");
        Self { app }
    }
}
