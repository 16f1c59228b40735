//! Cases: from the first word of a person to the end that they agree with.
//!
//! Staff act on cases of services within reach ([`act`]), the person through a private link ([`track`]). Both go through one
//! `Change`: it holds the case, writes its history, and works deadlines out anew before anything is stored.

pub mod act;
mod alarms;
mod attachments;
pub mod by_mail;
mod change;
mod deadlines;
mod detail;
mod export;
pub mod follow_ups;
pub mod giving;
mod letter;
mod link;
mod mentions;
pub mod open;
mod people;
mod performance;
mod quarters;
mod queue;
mod recount;
mod rules;
pub mod templates;
pub mod track;
mod words;

pub use catsup_store::{Attachment, CaseCounts};

use catsup_model::{
    Permission, Viewer,
    case::{Case, CaseNumber},
    id::CaseId,
};

pub(crate) use self::{
    alarms::{any_due, tell_due},
    by_mail::{Thread, thread},
    deadlines::Deadlines,
    letter::undelivered,
    link::address,
    open::{LONGEST_LINE, MOST_ATTRIBUTES},
    quarters::any_changed,
    recount::recount,
    words::subject_of,
};
pub use self::{
    attachments::{LARGEST_FILE, MEDIA_TYPES, NewFile, attachment},
    detail::{CaseDetail, EarlierCase, Looker, NamedEvent, detail},
    export::{CaseExport, PersonalData, export},
    letter::{CaseLetter, Occasion},
    open::{NewCase, Opened},
    people::{handlers, services_to_hand_to},
    performance::{CasePerformance, PerformanceGroup, performance, share_in_time},
    quarters::count_quarters,
    queue::{CaseLine, CaseList, CaseQuery, QueueView, counts, list},
    rules::{EnteredRule, NamedRule, remove_rule, rules, set_rule},
};
use crate::{App, Error};

/// What a case that cannot be seen is called.
const THE_CASE: Error = Error::NotFound("the case");

/// One case within reach.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when there is none within reach.
pub async fn find(app: &App, viewer: &Viewer, id: CaseId) -> Result<Case, Error> {
    let reach = viewer.require(Permission::ReadCases)?;
    let case = app.store().case_find(id).await?.ok_or(THE_CASE)?;
    if reach.has_service(case.service) { Ok(case) } else { Err(THE_CASE) }
}

/// One case within reach, by its number.
///
/// # Errors
/// As [`find`].
pub async fn find_number(app: &App, viewer: &Viewer, number: CaseNumber) -> Result<Case, Error> {
    let reach = viewer.require(Permission::ReadCases)?;
    let case = app.store().case_by_number(number).await?.ok_or(THE_CASE)?;
    if reach.has_service(case.service) { Ok(case) } else { Err(THE_CASE) }
}
