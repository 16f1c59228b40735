//! Customer-experience statistics: slices and counts in, figures with intervals out.
//!
//! Pure numerics, free of the model and of input and output. Every figure that can be uncertain says so with an
//! [`Interval`]; what a sample cannot tell (the spread of one answer, a test without variation) is `None`, never
//! a NaN. Counts enter as integers, and sums stay exact until the last division.
//!
//! ```
//! use catsup_statistics::{Confidence, LikertSummary, OrdinalCounts};
//!
//! let trust = OrdinalCounts::consecutive(1, &[3, 5, 12, 40, 61])?;
//! let summary = LikertSummary::of(&trust, Confidence::NINETY_FIVE)?;
//! assert_eq!(summary.n, 121);
//! assert!(summary.top2.interval.contains(summary.top2.share));
//! # Ok::<(), catsup_statistics::Error>(())
//! ```
#![deny(missing_docs, rustdoc::broken_intra_doc_links)]

pub mod agreement;
pub mod control;
pub mod effect;
pub mod league;
pub mod planning;
pub mod series;
pub mod weighting;

mod confidence;
mod contingency;
mod distributions;
pub mod drivers;
mod effort;
mod equivalence;
mod error;
mod exact_test;
mod incomplete_beta;
mod interval;
mod kruskal_wallis;
mod likert;
mod linear;
mod mann_whitney;
mod mean;
mod model_error;
mod multiplicity;
mod net;
mod nps;
mod ordinal;
pub mod path_model;
mod proportion;
mod proportion_difference;
mod quantile;
mod ranks;
mod resampling;
mod sample;
mod significance;
mod trend_of_shares;
mod welch;

pub use confidence::Confidence;
pub use contingency::{ChiSquare, chi_square};
pub use effort::{EffortScore, customer_satisfaction};
pub use equivalence::{Equivalence, equivalent_means, equivalent_net_promoter, equivalent_shares};
pub use error::{Error, Result};
pub use exact_test::exact_test;
pub use interval::Interval;
pub use kruskal_wallis::{KruskalWallis, kruskal_wallis};
pub use likert::LikertSummary;
pub use linear::Matrix;
pub use mann_whitney::{MannWhitney, mann_whitney};
pub use mean::MeanSummary;
pub use model_error::{ModelError, ModelResult};
pub use multiplicity::{benjamini_hochberg, holm};
pub use net::NetShare;
pub use nps::{NetPromoterCounts, NetPromoterDifference, NetPromoterScore, compare_net_promoter};
pub use ordinal::OrdinalCounts;
pub use proportion::{Proportion, clopper_pearson, wilson};
pub use proportion_difference::{ProportionDifference, compare_proportions};
pub use quantile::{quantile, quantile_of_counts};
pub use sample::{JointCounts, Moments};
pub use significance::Significance;
pub use trend_of_shares::{TrendOfShares, trend_of_shares};
pub use welch::{MeanDifference, compare_means};
