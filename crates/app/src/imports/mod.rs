//! Imports: files of any size, streamed; every refused row with its reason; data-quality findings listed.
//!
//! A file is read on a thread of its own and stored in batches, each in one transaction. Importing a file again
//! replaces what it brought before.

mod cases;
mod federal;
mod first_rows;
mod hisp;
mod interactions;
mod keys;
mod mappings;
mod named;
mod places;
mod records;
mod responses;
mod run;
mod source_mappings;
mod standards;
mod table_file;

pub use cases::{CaseFile, import_cases};
pub use catsup_exchange::{
    CaseMapping, Finding, InteractionMapping, Mapping, Severity,
    cases::{CaseDefaults, CaseField},
    interactions::{Field as ContactField, InteractionDefaults},
    mapping::{BlankChoices, Defaults, LabelValue, MappingProblem, TimeColumn},
};
pub use catsup_store::{ImportRun, KeptRefusal};
pub use federal::import_federal;
pub use hisp::import_hisp;
pub use interactions::import_interactions;
pub use mappings::{Preview, preview, save_mapping, saved_mapping, suggested_mapping};
pub(crate) use places::{Places, Unplaced};
pub use records::{refusals, refused_table, run, runs};
pub use responses::import_responses;
pub use run::{Options, Report};
pub use source_mappings::{
    SourceMapping, SourcePreview, preview_source, save_source_mapping, suggested_source_mapping,
};
pub use standards::import_standards;
pub use table_file::TableFile;
