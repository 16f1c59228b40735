//! The answer library: one answer to a question, the same on every channel.
//!
//! Readers get what is approved and in force from a shelf that lies in memory and is made anew when answers change.
//! Writing goes through versions: a saved one never changes, an approved one is what people read.

mod acknowledge;
mod compare;
mod consistency;
mod contact;
mod departures;
mod detail;
mod facts;
mod faq;
mod fitting;
mod gaps;
mod list;
mod measured;
mod program;
mod read;
mod reader;
mod reads;
mod review;
mod search;
mod shelf;
mod slots;
pub(crate) mod write;

pub use catsup_store::{Acknowledgement, AnswerRead, CaseAnswer, ReadCounts};

pub use self::{
    acknowledge::{Change, ChangeLetter, ChangeReaders, acknowledge, changes, readers_of},
    compare::{Difference, Passage, compare},
    consistency::Consistency,
    contact::{ContactPanel, LoggedContact, PanelQuery, log_contact, panel},
    detail::{AnswerDetail, VersionLine, detail, version},
    faq::{FaqEntry, FaqForm, FaqLeftOut, FaqPlace, FaqReport, import_faq},
    fitting::{Fitting, FittingAnswer, reply_text},
    gaps::{Gap, GapKind, gaps},
    list::{AnswerLine, ListQuery, list},
    measured::{AnswersTaken, Missing, Voice, answers_taken, take_answers},
    program::{ProgramAnswer, ProgramLine, ProgramPage, ProgramQuery, for_program, page_for_program},
    read::{
        Front, FrontGroup, ReadAnswer, addresses, front, most_read, read, titled, under_experience,
        under_service,
    },
    reader::Reader,
    reads::{Arrival, Read, ReadSurface, next_after, record, said_helped, said_missing},
    review::{Approval, approve, restore, retire, return_to_draft, send_to_review},
    search::{Found, FoundAnswer, SearchQuery, search},
    slots::{read_slots, write_slots},
    write::{EnteredAnswer, add, entered, owners, save},
};
pub(crate) use self::{
    fitting::{fitting_case, for_a_person, sent_with_case, words_of_reply},
    reads::{carried, carry_to_case, forget_visits},
    shelf::{Cache, Shelf, shelf},
};

use catsup_model::{Permission, Reach, Viewer, id::AnswerId, library::Answer};

use crate::{App, Error};

/// What an answer that cannot be seen is called.
const THE_ANSWER: Error = Error::NotFound("the answer");

/// Whether an answer lies within a reach: that of its service, or of its organisation.
pub(crate) fn within(reach: &Reach, answer: &Answer) -> bool {
    reach.has_organisation(answer.organisation) || answer.service.is_some_and(|id| reach.has_service(id))
}

/// Whether the viewer may do this with an answer: as far as the permission reaches to the organisation that answers for it.
#[must_use]
pub fn may(viewer: &Viewer, permission: Permission, answer: &Answer) -> bool {
    viewer.require(permission).is_ok_and(|reach| reach.has_organisation(answer.organisation))
}

/// An answer that the viewer may do this with.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] for what lies outside the viewer's reach.
pub(crate) async fn find(
    app: &App,
    viewer: &Viewer,
    permission: Permission,
    id: AnswerId,
) -> Result<Answer, Error> {
    let read = viewer.require(Permission::ReadAnswers)?;
    viewer.require(permission)?;
    let answer = app.store().answer_find(id).await?.ok_or(THE_ANSWER)?;
    if !within(&read, &answer) {
        return Err(THE_ANSWER);
    }
    if permission != Permission::ReadAnswers && !may(viewer, permission, &answer) {
        return Err(catsup_model::permission::Denied(permission).into());
    }
    Ok(answer)
}
