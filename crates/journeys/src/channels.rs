//! Questions about channels: how much, what follows on another, what is settled where, at what cost.
//!
//! The cases of the log are the people whose contacts belong together; see [`by_customer`](crate::by_customer) and
//! [`sessions`](crate::sessions()).

mod containment;
mod cost;
mod followed;
mod handovers;
mod resolution;
mod volumes;

pub use containment::{Containment, ContainmentOptions, containment};
pub use cost::{ChannelCost, CostToServe, Costs, PathCost, cost_to_serve};
pub use followed::{ChannelFollow, ChannelFollows, channel_follows};
pub use handovers::{Departures, HandOver, HandOverOptions, HandOvers, hand_overs};
pub use resolution::{Resolution, ResolutionOptions, ResolutionRates, Scope, resolution};
pub use volumes::{Dimension, HeatMap, Volume, heat_map, volumes};
