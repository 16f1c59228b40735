//! Resampling with a seed: the same answer on every machine, whatever its number of cores.

mod binomial;
mod generator;
mod multinomial;
mod parallel;
mod quantiles;

pub(crate) use generator::Generator;
pub(crate) use multinomial::{cumulate, resample_counts};
pub(crate) use parallel::in_parallel;
pub(crate) use quantiles::{acceleration, bias_corrected, percentile, standard_deviation};
