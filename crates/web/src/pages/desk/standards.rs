//! Service standards as staff keep them: what is promised, the results of each year, and what the public sees.

mod edit;
mod figures;
mod list;
mod results;
mod show;

#[cfg(test)]
pub(crate) use self::{edit::StandardForm, list::StandardsPage, show::StandardPage};
pub(crate) use edit::{add, change, edit, new};
pub(crate) use list::list;
pub(crate) use results::{ask_remove, remove, set_result};
pub(crate) use show::{set_publication, show};
