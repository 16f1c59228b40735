//! Drivers: what moves an outcome such as trust or satisfaction, and how sure that is.
//!
//! Everything is computed from [`Moments`](crate::Moments) (sample size, means, products), so that it runs on
//! aggregates of any size; bootstrap intervals and the logistic regression need
//! [`JointCounts`](crate::JointCounts). In both, **the last variable is the outcome** and those before it are
//! its possible drivers.
//!
//! ```
//! use catsup_statistics::{Confidence, JointCounts, drivers::{DriverAnalysis, Options}};
//!
//! let names = ["ease", "speed", "trust"].map(String::from);
//! let rows: Vec<[f64; 3]> = (0..200)
//!     .map(|i| (i % 5, i / 5 % 5, f64::from(i * 7 % 3)))
//!     .map(|(ease, speed, rest)| [f64::from(ease), f64::from(speed), 0.8 * f64::from(ease) + rest])
//!     .collect();
//! let sample = JointCounts::from_rows(&names, rows.iter().map(|row| &row[..]))?;
//! let analysis = DriverAnalysis::of(&sample, &Options::new(Confidence::NINETY_FIVE))?;
//! assert!(analysis.drivers[0].is_significant() && !analysis.drivers[1].is_significant());
//! # Ok::<(), catsup_statistics::ModelError>(())
//! ```

mod analysis;
mod bootstrap;
mod logistic;
mod performance;
mod regression;
mod relative_weights;
mod shapley;
mod what_if;

pub use analysis::{Driver, DriverAnalysis, Importance, Options, needed_sample};
pub use bootstrap::{DriverBootstrap, Resampling};
pub use logistic::{LogisticCoefficient, LogisticRegression};
pub use performance::{Priority, Scale, priorities};
pub use regression::{Coefficient, Regression};
pub use relative_weights::relative_weights;
pub use shapley::{SHAPLEY_LIMIT, shapley};
pub use what_if::WhatIf;
