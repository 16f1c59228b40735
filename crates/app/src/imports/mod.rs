//! Imports: files of any size, streamed; every refused row with its reason; data-quality findings listed.
//!
//! A file is read on a thread of its own and stored in batches, each in one transaction. Importing a file again
//! replaces what it brought before.

mod hisp;
mod run;

pub use hisp::import_hisp;
pub use run::{Options, Report};
