//! Every statement is taken by both databases.

use catsup_testing::{TestApp, story};

#[story]
async fn every_statement_prepares(app: TestApp) {
    let prepared = app.app.store().prepare_all().await;
    match prepared {
        Ok(count) => assert!(count > 20, "only {count} statements are registered"),
        Err((name, error)) => panic!("{name} is not taken: {error:?}"),
    }
}
