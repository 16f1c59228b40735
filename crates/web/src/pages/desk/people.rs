//! People: accounts of staff, their roles, and how they come in.

mod act;
mod list;
mod new;
mod roles;
mod show;

#[cfg(test)]
pub(crate) use self::{list::People, new::NewPerson, show::Person};
pub(crate) use act::{ask_disable, ask_reset, disable, enable, reset};
pub(crate) use list::list;
pub(crate) use new::{add, new};
pub(crate) use roles::{add as add_role, ask_remove as ask_remove_role, remove as remove_role};
pub(crate) use show::{rename, show};

use catsup_app::accounts::{Account, RoleGrant};
use jiff::Timestamp;

use self::show::RoleLine;
use super::places::{Place, Places};
use crate::{i18n::Translator, links};

/// How an account stands, as a tag beside the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Active,
    /// Nobody has signed in with a password of their own yet.
    Invited,
    Locked,
    Disabled,
}

impl Standing {
    fn of(account: &Account, now: Timestamp) -> Self {
        if account.disabled_at.is_some() {
            Self::Disabled
        } else if account.locked_until.is_some_and(|until| until > now) {
            Self::Locked
        } else if account.must_change_password {
            Self::Invited
        } else {
            Self::Active
        }
    }

    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Invited => "invited",
            Self::Locked => "locked",
            Self::Disabled => "disabled",
        }
    }

    /// The kind of its tag.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::Active => "success",
            Self::Invited => "accent",
            Self::Locked => "warning",
            Self::Disabled => "error",
        }
    }
}

fn role_lines(t: Translator, account: &Account, places: &Places) -> Vec<RoleLine> {
    let line = |held: &RoleGrant| RoleLine {
        role: t.name("role", held.role.code()).to_string(),
        place: places.name_or_everywhere(t, held.organisation),
        remove: links::person_role_remove(account.id, held.role, Place(held.organisation)),
    };
    account.roles.iter().map(line).collect()
}
