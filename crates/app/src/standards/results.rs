//! Yearly results entered by hand.

use catsup_model::{
    Viewer,
    id::StandardId,
    standard::{FiscalYear, StandardResult},
};
use serde_json::json;

use super::own;
use crate::{App, Error, audit, fields::Fields};

/// A yearly result as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultInput {
    /// The fiscal year, such as `2025-2026`.
    pub year: String,
    /// Cases for which the promise was kept; `None` where not known.
    pub kept: Option<i64>,
    /// All cases; `None` where not known.
    pub total: Option<i64>,
}

/// Sets the result of a fiscal year, judged by the target of that year: the one it was set with before, else today's.
///
/// # Errors
/// [`Error::Denied`], [`Error::NotFound`]; [`Error::Invalid`] with `year`, `kept` or `total`.
pub async fn set_result(
    app: &App,
    viewer: &Viewer,
    id: StandardId,
    input: &ResultInput,
) -> Result<StandardResult, Error> {
    let standard = own(app, viewer, id).await?;
    let mut fields = Fields::default();
    let year: Option<FiscalYear> = input.year.trim().parse().ok();
    match year {
        None => fields.refuse("year", "fiscal-year", "must be two years in a row, such as 2025-2026"),
        Some(year) if year.begins_in() > app.today().year() => {
            fields.refuse("year", "fiscal-year-ahead", "must have begun");
        }
        Some(_) => {}
    }
    if input.kept.is_none() && input.total.is_none() {
        fields.refuse("total", "required", "must be given, or the number that met the target");
    }
    fields.count("kept", input.kept);
    fields.count("total", input.total);
    if let (Some(kept), Some(total)) = (input.kept, input.total)
        && kept > total
    {
        fields.refuse("kept", "more-than-total", format!("must not exceed the total of {total}"));
    }
    let (Some(year), true) = (year, fields.fit()) else { return Err(fields.refused()) };
    let mut transaction = app.store().begin().await?;
    let before = transaction.standard_result_find(id, year).await?;
    let (target, source) = match before {
        Some(before) => (before.target, before.source),
        None => (standard.target, Default::default()),
    };
    let result = StandardResult { year, target, kept: input.kept, total: input.total, stated: None, source };
    transaction.standard_result_set(id, &result, app.now()).await?;
    let subject = format!("standard:{id}");
    audit::record(app, &mut transaction, viewer, "standard.result", &subject, json!({ "year": year }))
        .await?;
    transaction.commit().await?;
    Ok(result)
}

/// Removes the result of a fiscal year.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for the standard or the year.
pub async fn remove_result(
    app: &App,
    viewer: &Viewer,
    id: StandardId,
    year: FiscalYear,
) -> Result<(), Error> {
    own(app, viewer, id).await?;
    let mut transaction = app.store().begin().await?;
    if !transaction.standard_result_delete(id, year).await? {
        return Err(Error::NotFound("the result of this year"));
    }
    let subject = format!("standard:{id}");
    audit::record(app, &mut transaction, viewer, "standard.result_remove", &subject, json!({ "year": year }))
        .await?;
    transaction.commit().await?;
    Ok(())
}
