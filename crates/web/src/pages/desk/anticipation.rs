//! Anticipation for staff: what people come back for next, what is decided about it, and whether telling them helps.

mod choose;
mod correct;
mod files;
mod next;
mod proof;
mod row;
mod rule;

pub(crate) use self::{
    choose::choose,
    correct::{correct, show_correct},
    files::{csv, json},
    next::next,
    proof::{change_proof, proof},
    rule::change_rule,
};
#[cfg(test)]
pub(crate) use self::{correct::CorrectPage, next::NextPage, proof::ProofPage};
