//! Public answers: the front door, what a search finds, each answer, and the list of all for search engines.

pub(super) mod article;
mod front;
mod helped;
mod robots;
mod show;

#[cfg(test)]
pub(crate) use self::{front::FrontPage, show::AnswerPage};
pub(crate) use front::front;
pub(crate) use helped::helped;
pub(crate) use robots::{robots, sitemap};
pub(crate) use show::show;
