//! Having next needs worked out after contacts changed, and once a day.

use jiff::SignedDuration;

use crate::{
    App, Error,
    jobs::{self, Work},
};

/// Contacts within this time are worked out together.
const GATHERED: SignedDuration = SignedDuration::from_mins(5);

/// Has next needs worked out in a moment, after interactions were stored: they come by the hundred a second, so a node
/// asks once in a stretch.
///
/// They are on disk: where this fails, whoever sent them is not told that they are not.
pub(crate) async fn anticipate_soon(app: &App) {
    let stretch = app.now().as_second().div_euclid(GATHERED.as_secs());
    if !app.is_new_period("anticipated interactions", stretch) {
        return;
    }
    // The job begins after the last moment of the stretch, so that everything in it is seen.
    let asked = enqueue(app, &format!("anticipate:{}", stretch + 1), GATHERED).await;
    if let Err(error) = asked {
        let error = &error as &dyn std::error::Error;
        tracing::warn!(
            error,
            "next needs are not worked out from what just came in, but with what comes next"
        );
    }
}

/// Has next needs worked out once a day, where there is any contact: windows pass, and what was undone goes.
pub(crate) async fn anticipate_daily(app: &App) -> Result<(), Error> {
    let day = app.now().as_second().div_euclid(86_400);
    if app.is_new_period("anticipation", day) && super::mining::has_contacts(app).await? {
        enqueue(app, &format!("anticipate_day:{day}"), SignedDuration::ZERO).await?;
    }
    Ok(())
}

async fn enqueue(app: &App, key: &str, after: SignedDuration) -> Result<(), Error> {
    let mut transaction = app.store().begin().await?;
    jobs::enqueue(app, &mut transaction, &Work::Anticipate, Some(key), app.now() + after).await?;
    transaction.commit().await?;
    Ok(())
}
