//! Series in time: their seasons, where their level changed, and how they go on.

mod change_points;
mod forecast;
mod season;

pub use change_points::{ChangePoint, ChangePoints, Observation, Segment, change_points};
pub use forecast::{Domain, Forecast, ForecastPoint, Smoother, forecast, forecast_with};
pub use season::{Season, seasonally_adjusted};
