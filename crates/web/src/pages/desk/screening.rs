//! Screening: what the screens held back, how good they are, and the rules they go by.

mod rules;
mod show;

#[cfg(test)]
pub(crate) use self::show::ScreeningPage;
pub(crate) use self::{rules::save, show::show};
