//! Imports: files brought in, looked at before they count, and what came of each.

mod contact_mapping;
mod contacts;
mod file;
mod list;
mod mapping;
mod report;
mod run;

#[cfg(test)]
pub(crate) use self::{contacts::ContactsFile, file::FilePage, list::Imports, run::RunPage};
pub(crate) use file::{act, look};
pub(crate) use list::{list, upload};
pub(crate) use run::{refused, run};
