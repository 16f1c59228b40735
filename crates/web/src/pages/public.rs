//! Pages for everyone: what can be answered now, and the forms themselves.

pub(crate) mod answers;
pub(crate) mod contact;
pub(crate) mod experiences;
pub(crate) mod feedback;
pub(crate) mod home;
pub(crate) mod kiosk;
pub(crate) mod partner;
pub(crate) mod sample_agency;
pub(crate) mod standards;
pub(crate) mod statements;
pub(crate) mod track;
pub(crate) mod unsubscribe;
pub(crate) mod widget;

#[cfg(test)]
mod samples;
