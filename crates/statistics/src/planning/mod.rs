//! Before the survey: how many answers are needed, and what a comparison with so many can show.
//!
//! Normal approximations throughout, as in every planning table: the shares are guesses, and exact sizes would lend
//! them a precision that they lack.

mod power;
mod precision;

pub use power::{Comparison, PowerFound, SampleSizeFound, power_of_comparison, sample_size_of_comparison};
pub use precision::{SampleSize, sample_size_of_mean, sample_size_of_net_promoter, sample_size_of_share};
