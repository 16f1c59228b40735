//! Links by which partners read the standards of chosen services: the list, making one, ending one.

mod list;
mod new;
mod revoke;

#[cfg(test)]
pub(crate) use self::{list::PartnersPage, new::NewPartnerPage};
pub(crate) use list::list;
pub(crate) use new::{create, new};
pub(crate) use revoke::{ask_revoke, revoke};
