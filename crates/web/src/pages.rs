//! Pages: for the public, and under `/desk` for staff. Each file holds a page's data, its handlers and its tests; the
//! template lies beside it.

pub(crate) mod desk;
pub(crate) mod league;
pub(crate) mod promises;
pub(crate) mod public;
