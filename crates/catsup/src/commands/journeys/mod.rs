//! `catsup journeys`: what people really go through, out of a file of events.

mod channels;
mod conformance;
mod convert;
mod discover;
mod next;
mod source;
mod values;
mod variants;

use clap::Subcommand;

use crate::output::Failure;

/// What can be asked about a file of events.
#[derive(Debug, Subcommand)]
pub enum Journeys {
    /// The graph of what follows what, with counts and durations, and the figures around it.
    ///
    /// Example: catsup journeys discover permits.csv.gz --case id --activity step --time at
    Discover(Box<discover::Discover>),
    /// The different paths and how many cases took each.
    ///
    /// Example: catsup journeys variants permits.xes --top 20
    Variants(Box<variants::VariantsCommand>),
    /// Observed journeys beside a designed one: done, skipped, out of order, unexpected.
    ///
    /// Example: catsup journeys conformance permits.xes --model permit.toml
    Conformance(Box<conformance::ConformanceCommand>),
    /// What people come back for next, how likely and how soon.
    ///
    /// Example: catsup journeys next contacts.csv --case customer --activity reason --time at --window 7d
    Next(Box<next::Next>),
    /// Volumes, what follows on which channel, resolution, containment, cost, hand-overs.
    ///
    /// Example: catsup journeys channels contacts.csv --case customer --activity reason --time at --channel channel
    Channels(Box<channels::Channels>),
    /// Write the events as XES or CSV, after cuts and filters.
    ///
    /// Example: catsup journeys convert permits.csv.gz --out permits.xes.gz
    Convert(Box<convert::Convert>),
}

impl Journeys {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self {
            Self::Discover(command) => command.run(),
            Self::Variants(command) => command.run(),
            Self::Conformance(command) => command.run(),
            Self::Next(command) => command.run(),
            Self::Channels(command) => command.run(),
            Self::Convert(command) => command.run(),
        }
    }
}
