//! The audit log.

mod list;
mod verify;

#[cfg(test)]
pub(crate) use self::{list::AuditLog, verify::Verified};
pub(crate) use list::list;
pub(crate) use verify::verify;
