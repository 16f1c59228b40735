//! The words of the product as types.
//!
//! Everything here is a value: ids, enums, validated texts, survey definitions and the standard instruments,
//! permissions, and the shapes of the questions put to the measure engine. No I/O, no clock, no randomness.

pub mod answers;
pub mod anticipation;
pub mod calendar;
pub mod case;
pub mod channel;
pub mod coded;
pub mod count_block;
pub mod device;
pub mod directory;
pub mod glossary;
pub mod id;
pub mod inbox;
pub mod instrument;
pub mod interaction;
pub mod job;
pub mod journey_map;
pub mod language;
pub mod library;
pub mod measure;
pub mod notice;
pub mod objective;
pub mod partner;
pub mod period;
pub mod permission;
pub mod query;
pub mod response;
pub mod screening;
pub mod search;
pub mod standard;
pub mod survey;
pub mod taken_mail;
pub mod text;
pub mod wording;

pub use channel::Channel;
pub use device::DeviceClass;
pub use language::{Language, Translated};
pub use measure::{Driver, Feed, Measure, Scale};
pub use permission::{Permission, Reach, Role, Viewer};
