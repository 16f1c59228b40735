//! The inbox: what people said, one by one, what staff do with it, and all of it as a file.

mod act;
mod acts;
mod answered;
mod detail;
mod did;
mod download;
mod filter;
mod list;
mod names;
mod newer;
mod row;
mod samples;
mod share;
mod show;
mod standing;

#[cfg(test)]
pub(crate) use self::{act::Everything, acts::Acts, list::ResponseList, share::Share, show::ShowResponse};
pub(crate) use act::{act, undo};
pub(crate) use acts::list as acts;
pub(crate) use download::export;
pub(in crate::pages) use download::file;
pub(crate) use list::{Inbox, list};
pub(crate) use newer::newer;
pub(crate) use share::{show as share, submit as submit_share};
pub(crate) use show::show;
