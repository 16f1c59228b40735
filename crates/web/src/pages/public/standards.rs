//! What services promise and how they kept it, for everyone: the list, one service, and open data.

mod data;
mod list;
mod show;

#[cfg(test)]
pub(crate) use self::{list::StandardsPage, show::ServicePage};
pub(crate) use data::{csv, json};
pub(crate) use list::list;
pub(crate) use show::show;
