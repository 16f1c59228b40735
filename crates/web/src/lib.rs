//! Pages, forms, API, translations and frontend assets.
//!
//! [`router`] is the way in; `router.rs` and `router/desk.rs` list every address under who may come. See `README.md` of this crate for how
//! a page is made.

mod api;
pub mod assets;
pub mod charts;
pub mod components;
mod cookies;
pub mod error;
pub mod extract;
pub mod flash;
pub mod forms;
mod guard;
mod handler;
pub mod headers;
pub mod i18n;
pub mod layout;
pub mod letters;
pub mod limits;
pub mod links;
mod markdown;
mod metrics;
mod observe;
mod open311;
mod pages;
pub mod permissions;
mod qr;
mod router;
pub mod state;

pub use api::document::openapi_json;
pub use router::router;
pub use state::{Configuration, WebState};

#[cfg(test)]
mod soundness;
#[cfg(test)]
mod style_sample;
