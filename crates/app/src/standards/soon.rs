//! Having the results that come from cases worked out, soon and once.

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

/// Has the results of standards worked out in a moment, after what the transaction changes.
pub(crate) async fn measure_soon(app: &App, transaction: &mut Transaction) -> Result<(), Error> {
    let at = app.now() + GATHERED;
    let key = format!("measure_standards:{}", at.as_second().div_euclid(GATHERED.as_secs()));
    jobs::enqueue(app, transaction, &Work::MeasureStandards, Some(&key), at).await?;
    Ok(())
}
