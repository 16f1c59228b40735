//! What models need to know of a sample: its distinct rows with counts, or no more than its sums and
//! products.

mod joint_counts;
mod moments;

pub use joint_counts::JointCounts;
pub use moments::Moments;
pub(crate) use moments::add_product;

use crate::{ModelError, ModelResult};

/// Refuses blank and repeated names.
fn named(names: &[String]) -> ModelResult<()> {
    for (place, name) in names.iter().enumerate() {
        if name.trim().is_empty() || names[..place].contains(name) {
            return Err(ModelError::Name(name.clone()));
        }
    }
    Ok(())
}
