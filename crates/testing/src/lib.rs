//! What story tests stand on: a database of their own, an app with a clock that stands still, and builders.

mod app;
#[cfg(feature = "web")]
mod browser;
mod clickhouse;
mod database;
mod definitions;
mod mail_server;
mod responses;
mod tls_front;

pub use app::TestApp;
#[cfg(feature = "web")]
pub use browser::{Answer, Browser};
pub use catsup_testing_macros::story;
pub use clickhouse::{ClickHouseCluster, clickhouse_database, clickhouse_run};
pub use database::{Backend, TestDatabase};
pub use definitions::every_kind;
pub use mail_server::{MailServer, Mood, Received};
pub use responses::Responses;
pub use tls_front::Signed;

/// Runs a story on one database; skips by name when PostgreSQL is not there.
///
/// # Panics
/// When the story fails.
pub fn run_story<F, Fut>(backend: Backend, story: F)
where
    F: FnOnce(TestApp) -> Fut,
    Fut: Future<Output = ()>,
{
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime can be started");
    runtime.block_on(async {
        let Some(database) = TestDatabase::create(backend).await else {
            eprintln!("skipped on PostgreSQL: CATSUP_TEST_POSTGRES is not set");
            return;
        };
        let app = TestApp::start(&database).await;
        let end = app.app.clone();
        story(app).await;
        end.store().close().await;
        database.remove().await;
    });
}
