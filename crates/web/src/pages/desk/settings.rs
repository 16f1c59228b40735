//! Settings of the installation.

mod change;

#[cfg(test)]
pub(crate) use change::SettingsPage;
pub(crate) use change::{show, submit};
