//! Analyses: what moves trust, path models, two cuts compared, and how many responses it takes; on the installation's
//! responses and on a file brought for this alone.

mod compare;
mod cut;
mod driver_view;
mod drivers;
mod file;
mod file_forms;
mod found;
mod index;
mod path_view;
mod paths;
mod planner;
mod problem;
mod samples;

#[cfg(test)]
pub(crate) use self::{
    compare::ComparePage, drivers::DriversPage, file::FilePage, index::Index, paths::PathsPage,
    planner::PlannerPage,
};
pub(crate) use self::{
    compare::show as compare,
    drivers::show as drivers,
    file::{act, look, upload},
    index::show as index,
    paths::{run as run_paths, show as paths},
    planner::show as planner,
};
