//! The reader's own account.

mod show;

#[cfg(test)]
pub(crate) use show::ProfilePage;
pub(crate) use show::{show, sign_out_everywhere};
