//! Answers that stand for more, or fewer, people than themselves: making weights, and figures with them.

mod kish;
mod non_response;
mod raking;
mod weighted_scale;

pub use kish::{DesignEffect, design_effect};
pub use non_response::{NonResponse, NonResponseCell, non_response};
pub use raking::{Cell, Margin, MarginGap, Raked, RakingLimits, rake};
pub use weighted_scale::{WeightedMean, WeightedScale, WeightedShare};
