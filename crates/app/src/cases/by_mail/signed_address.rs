//! The address that answers to a case go to: that of the installation with the number of the case and a signature, such as
//! `cases+case-7k3m2q9d-0123456789abcdef0123@agency.gov`. Whoever knows it was written to; a new link ends it.

use catsup_model::{case::Case, text::Email};

use super::super::link;
use crate::{App, Error};

const PURPOSE: &str = "case-mail";
const MARK: &str = "+case-";
/// The longest part before the `@` of an address that still has room for a case: 64 letters are allowed (RFC 5321).
pub const LONGEST_LOCAL_PART: usize = 64 - MARK.len() - 8 - 1 - 20;

/// Where answers to a case go, where mails come in.
pub(super) fn of(app: &App, case: &Case) -> Option<String> {
    let inbox = app.outside().inbox.as_ref()?;
    let (local, domain) = inbox.address.as_str().split_once('@')?;
    let signature = app.keys().sign_for_address(PURPOSE, &link::words(case));
    Some(format!("{local}{MARK}{}-{signature}@{domain}", case.number.plain().to_lowercase()))
}

/// The case whose address stands among these.
pub(super) async fn case_of(app: &App, to: &[Email]) -> Result<Option<Case>, Error> {
    for address in to {
        let Some(tag) = tag_of(app, address) else { continue };
        let Some((number, signature)) = tag.split_once('-') else { continue };
        let Ok(number) = number.parse() else { continue };
        let Some(case) = app.store().case_by_number(number).await? else { continue };
        let genuine =
            case.link_serial > 0 && app.keys().verify_for_address(PURPOSE, &link::words(&case), signature);
        if genuine {
            return Ok(Some(case));
        }
    }
    Ok(None)
}

/// What stands behind the mark in an address of this installation.
fn tag_of<'a>(app: &App, address: &'a Email) -> Option<&'a str> {
    let inbox = app.outside().inbox.as_ref()?;
    let (ours, our_domain) = inbox.address.as_str().split_once('@')?;
    let (local, domain) = address.as_str().split_once('@')?;
    let tag = local.strip_prefix(ours)?.strip_prefix(MARK)?;
    (domain == our_domain).then_some(tag)
}

/// The address without what stands behind a `+`.
pub(super) fn plain(address: &Email) -> String {
    let text = address.as_str();
    match text.split_once('@') {
        Some((local, domain)) => format!("{}@{domain}", local.split('+').next().unwrap_or(local)),
        None => text.to_owned(),
    }
}

/// Whether mails of this installation come in under the address.
pub(super) fn is_own(app: &App, address: &Email) -> bool {
    app.outside().inbox.as_ref().is_some_and(|inbox| plain(address) == plain(&inbox.address))
}
