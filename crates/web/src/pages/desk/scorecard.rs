//! The scorecard page and its files.

mod asked;
mod export;
mod figures;
mod filters;
mod groups;
mod headline;
mod measures;
mod show;
mod trend;

pub(super) mod samples;

#[cfg(test)]
pub(crate) use self::show::ScorecardPage;
pub(super) use self::{asked::Asked, filters::Filters, show::period};
pub(crate) use self::{
    export::{csv, json, xlsx},
    figures::{Naming, moved, names, reading, unit},
    show::show,
};
