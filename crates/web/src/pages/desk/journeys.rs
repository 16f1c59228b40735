//! What people really went through: the observed journeys as a graph, as variants, as a funnel, step by step.

mod asked;
mod channels;
mod customer;
mod export;
pub(crate) mod figures;
mod frame;
mod funnel;
mod graph;
mod next;
mod rhythm;
mod show;
mod spoken;
mod step;
mod variants;

#[cfg(test)]
pub(super) mod samples;

#[cfg(test)]
pub(crate) use self::{
    channels::ChannelsPage, customer::CustomerPage, funnel::FunnelPage, rhythm::RhythmPage,
    show::JourneysPage, step::StepPage, variants::VariantsPage,
};
pub(crate) use self::{
    channels::channels,
    customer::customer,
    export::{contacts_csv, contacts_xes, csv, json, variants_csv, variants_json, variants_xlsx, xlsx},
    funnel::funnel,
    rhythm::rhythm,
    show::show,
    step::step,
    variants::variants,
};
