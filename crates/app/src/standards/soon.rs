//! Having the results that come from cases worked out, soon and once.

use catsup_store::Transaction;
use jiff::SignedDuration;

use crate::{
    App, Error,
    jobs::{self, Work},
};

/// Changes within this time are worked out together.
const GATHERED: SignedDuration = SignedDuration::from_secs(10);

/// Has the results of standards worked out in a moment, after what the transaction changes.
pub(crate) async fn measure_soon(app: &App, transaction: &mut Transaction) -> Result<(), Error> {
    let at = app.now() + GATHERED;
    let key = format!("measure_standards:{}", at.as_second().div_euclid(GATHERED.as_secs()));
    jobs::enqueue(app, transaction, &Work::MeasureStandards, Some(&key), at).await?;
    Ok(())
}
