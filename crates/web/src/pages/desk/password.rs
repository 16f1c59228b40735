//! The reader's own password.

mod change;

#[cfg(test)]
pub(crate) use change::PasswordPage;
pub(crate) use change::{show, submit};
