//! Responses: what people said, one by one, and all of it as a file.

mod download;
mod filter;
mod list;
mod show;

#[cfg(test)]
pub(crate) use self::{list::ResponseList, show::ShowResponse};
pub(crate) use download::export;
pub(super) use download::file;
pub(crate) use list::list;
pub(crate) use show::show;
