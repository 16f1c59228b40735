//! Pages, forms, API, translations and frontend assets.
//!
//! The foundation every page stands on: see `README.md` of this crate for its conventions.

pub mod assets;
pub mod charts;
pub mod components;
pub mod forms;
pub mod headers;
pub mod i18n;
pub mod layout;

#[cfg(test)]
mod contrast;
#[cfg(test)]
mod soundness;
#[cfg(test)]
mod style_sample;
