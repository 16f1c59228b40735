//! Counts of cases by quarter, kept so that what is said over years of cases does not look at each of them.

use crate::{App, Error};

/// Quarters of services that are counted in one transaction.
const AT_ONCE: i64 = 16;

/// Whether cases changed since they were counted.
pub(crate) async fn any_changed(app: &App) -> Result<bool, Error> {
    Ok(app.store().case_quarters_changed().await?)
}

/// The job: counts the cases of every quarter that changed.
///
/// # Errors
/// When the store fails.
pub async fn count_quarters(app: &App) -> Result<(), Error> {
    loop {
        let mut transaction = app.store().begin().await?;
        let counted = transaction.case_quarters_count(AT_ONCE).await?;
        transaction.commit().await?;
        // What changes meanwhile is left to the next run.
        if counted < AT_ONCE as usize {
            return Ok(());
        }
    }
}
