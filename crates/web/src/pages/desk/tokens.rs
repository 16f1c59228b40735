//! API tokens: what programs come in with.

mod list;
mod new;
mod revoke;

#[cfg(test)]
pub(crate) use self::{list::Tokens, new::NewToken};
pub(crate) use list::list;
pub(crate) use new::{create, new};
pub(crate) use revoke::{ask as ask_revoke, revoke};
