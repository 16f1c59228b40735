//! Pages for everyone: what can be answered now, and the forms themselves.

pub(crate) mod feedback;
pub(crate) mod home;
pub(crate) mod statements;

#[cfg(test)]
mod samples;
