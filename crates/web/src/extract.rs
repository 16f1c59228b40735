//! What handlers ask for in their arguments: who is there, the frame of the page, entries, turns within the limits.

mod client;
mod files;
mod form;
mod identity;
mod layout;
mod path_id;
mod query;
mod survey_key;
mod visit;

pub(crate) use self::{client::Taken, layout::layout_of, visit::with_visit};
pub use self::{
    client::{CaseTurn, ClientAddress, Device, LinkTurn, SignInTurn, SubmissionTurn},
    files::FormWithFiles,
    identity::{Identity, SignedIn, Visitor},
    path_id::PathId,
    query::PageQuery,
    survey_key::SurveyKey,
    visit::Visit,
};
