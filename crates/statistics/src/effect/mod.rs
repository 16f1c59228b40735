//! Whether an action worked: what changed beyond what would have changed anyway.

mod difference_in_differences;
mod interrupted;

pub use difference_in_differences::{DifferenceInDifferences, difference_in_differences};
pub use interrupted::{Coefficient, InterruptedSeries, default_lag, interrupted_time_series};
