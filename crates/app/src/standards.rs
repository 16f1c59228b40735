//! Service standards: what is promised, and whether it is kept.

pub mod check;
