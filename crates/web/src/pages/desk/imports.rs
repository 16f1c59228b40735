//! Imports: files brought in, looked at before they count, and what came of each.

mod case_mapping;
mod contact_mapping;
mod file;
mod list;
mod mapping;
mod report;
mod run;
mod sourced;

#[cfg(test)]
pub(crate) use self::{file::FilePage, list::Imports, run::RunPage, sourced::SourcedFile};
pub(crate) use file::{act, look};
pub(crate) use list::{list, upload};
pub(crate) use run::{refused, run};
