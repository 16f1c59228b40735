//! Signing in and out.

mod show;

#[cfg(test)]
pub(crate) use show::SignInPage;
pub(crate) use show::{show, sign_out, submit};
