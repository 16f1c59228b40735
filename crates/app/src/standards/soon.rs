//! Having the results that come from cases and interactions worked out, soon and once.

use catsup_store::Transaction;
use jiff::SignedDuration;

use crate::{
    App, Error,
    jobs::{self, Work},
};

/// Changes within this time are worked out together.
const GATHERED: SignedDuration = SignedDuration::from_secs(10);

/// As [`measure_soon`], where what is to be measured is stored already.
pub(crate) async fn measure_soon_alone(app: &App) -> Result<(), Error> {
    let mut transaction = app.store().begin().await?;
    measure_soon(app, &mut transaction).await?;
    transaction.commit().await?;
    Ok(())
}

/// As [`measure_soon_alone`], after interactions were stored: they come by the hundred a second, so a node asks once in a
/// stretch, and only where a standard is measured from them.
///
/// They are on disk: where this fails, whoever sent them is not told that they are not.
pub(crate) async fn measure_interactions_soon(app: &App) {
    if !app.is_new_period("measured interactions", stretch(app)) {
        return;
    }
    let asked = async {
        if app.store().standards_from_interactions().await? {
            measure_soon_alone(app).await?;
        }
        Ok::<(), Error>(())
    };
    if let Err(error) = asked.await {
        let error = &error as &dyn std::error::Error;
        tracing::warn!(error, "standards are not measured from what just came in, but with what comes next");
    }
}

/// Has the results of standards worked out in a moment, after what the transaction changes.
pub(crate) async fn measure_soon(app: &App, transaction: &mut Transaction) -> Result<(), Error> {
    // The job begins after the last moment of the stretch, so that everything in it is seen.
    let key = format!("measure_standards:{}", stretch(app) + 1);
    jobs::enqueue(app, transaction, &Work::MeasureStandards, Some(&key), app.now() + GATHERED).await?;
    Ok(())
}

fn stretch(app: &App) -> i64 {
    app.now().as_second().div_euclid(GATHERED.as_secs())
}
