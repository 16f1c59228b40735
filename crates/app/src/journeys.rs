//! Observed journeys: what people really went through, from their interactions on every channel.
//!
//! Interactions are read once per scope and period and kept in memory as an [`EventLog`] until something changes them,
//! so that every further question (another gap, another filter, a slider) reads no interaction again.

mod cache;
mod channels;
mod contacts;
mod drop_offs;
mod events;
mod export_tables;
mod next;
mod observed;
mod opinions;
mod people;
mod picture;
mod query;
mod rhythm;
mod scoped;
mod sessions;
mod spoken;
mod step;
mod trails;
mod waits;

pub use catsup_journeys::{DurationSummary, EventLog, NextContact, NextContacts};
pub use catsup_statistics::{Interval, Proportion};

pub(crate) use self::{cache::Cache, opinions::Heard};
pub use self::{
    channels::{ChannelAnswers, ChannelOptions, channels},
    contacts::columns,
    drop_offs::{End, Funnel, Stage, drop_offs},
    events::{EventFormat, export_events},
    export_tables::{export_picture, export_trails},
    next::next,
    observed::{LeftOut, Observed, ServiceLabel, TouchpointLabel, observed},
    opinions::{DAYS_TO_ANSWER, Opinions},
    picture::{Hidden, Path, Picture, PictureQuery, Rate, Step, picture},
    query::{JourneyRule, ObservedQuery},
    rhythm::{Rhythm, Volume, rhythm},
    spoken::{Spoken, said_by, spoken},
    step::{KnownStep, Neighbour, Place, StepStory, step},
    trails::{Trail, Trails, trails},
    waits::{WITHIN, WaitFigures, Waits},
};
