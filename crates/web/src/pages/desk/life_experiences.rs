//! Life experiences: journeys of life that cross services of several organisations.

mod change;
mod list;

#[cfg(test)]
pub(crate) use self::{change::ChangeLifeExperience, list::LifeExperiences};
pub(crate) use change::{rename, show};
pub(crate) use list::{add, list};
