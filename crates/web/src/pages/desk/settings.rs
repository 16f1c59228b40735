//! Settings of the installation.

mod change;
mod contact_costs;

#[cfg(test)]
pub(crate) use change::SettingsPage;
pub(crate) use change::{show, submit, zones};
#[cfg(test)]
pub(crate) use contact_costs::ContactCosts;
pub(crate) use contact_costs::{show_costs, submit_costs};
