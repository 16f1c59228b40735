//! The person's private link: the number of their case and a signature, which nobody can guess and staff can revoke.

use catsup_model::case::Case;
use jiff::SignedDuration;

use super::THE_CASE;
use crate::{App, Error};

/// How long after the end of a case its link still opens.
const KEPT: SignedDuration = SignedDuration::from_hours(180 * 24);
const PURPOSE: &str = "case-link";

/// What opens a case, as it stands in the address.
pub(super) fn token(app: &App, case: &Case) -> String {
    format!("{}.{}", case.number.plain(), app.keys().sign(PURPOSE, &words(case)))
}

/// The whole address.
pub(crate) fn address(app: &App, case: &Case) -> String {
    format!("{}/track/{}", app.outside().address, token(app, case))
}

/// The case that a link opens.
///
/// # Errors
/// [`Error::NotFound`] for one that is wrong, revoked or over: a stranger must not learn which of these it is.
pub(super) async fn case_of(app: &App, token: &str) -> Result<Case, Error> {
    let (number, signature) = token.split_once('.').ok_or(THE_CASE)?;
    let number = number.parse().map_err(|_| THE_CASE)?;
    let case = app.store().case_by_number(number).await?.ok_or(THE_CASE)?;
    let genuine = case.link_serial > 0 && app.keys().verify(PURPOSE, &words(&case), signature);
    if genuine && !is_over(app, &case) { Ok(case) } else { Err(THE_CASE) }
}

/// Whether a case ended so long ago that its link no longer opens.
pub(super) fn is_over(app: &App, case: &Case) -> bool {
    case.moments.ended.is_some_and(|ended| app.now() > ended + KEPT)
}

/// What is signed: a new link changes it.
pub(super) fn words(case: &Case) -> String {
    format!("{}:{}", case.id, case.link_serial)
}
