//! Services: what an organisation offers, and to whom.

mod edit;
mod list;
mod show;

#[cfg(test)]
pub(crate) use self::{edit::ServiceForm, list::Services, show::ServicePage};
pub(crate) use edit::{add, change, edit, new};
pub(crate) use list::list;
pub(crate) use show::show;
