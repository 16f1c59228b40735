//! Anticipation: what people with a need come back for next, told to them before they ask, and proved to help.
//!
//! A job mines contacts and readings (`mining`), staff pin, hide and correct what it found (`choices`), readers get
//! suggestions (`suggest`), whoever agreed gets a mail (`messages`), and an experiment compares those who are told with those who
//! are not (`experiment`).
//! Everything is about needs: nothing is inferred about a single person beyond the need they stated.

mod authors;
mod case_needs;
mod choices;
mod codes;
mod columns;
mod effect;
mod experiment;
mod export;
mod judged;
mod kept;
mod mining;
mod pairs;
mod readings;
mod services;
mod sources;
mod suggest;

pub(crate) mod messages;
pub(crate) mod soon;

pub use self::{
    authors::{StillCameBack, still_came_back},
    choices::{ChoiceInput, answer_choices, choose, decided, put_back, take_back},
    effect::{ArmFigure, Avoided, Effect, HandleTime, Verdict, effect},
    experiment::{Subject, arm, came_back, change_experiment, opened, record_shown},
    export::export,
    messages::{NextLetter, NextLine, Offered, WORDING, stop, stopping},
    pairs::{NeedPairs, Pair, Pairs, PairsQuery, pairs},
    services::services,
    suggest::{Asked, Evidence, SuggestedAnswer, Suggestion, Why, next_for, offer},
};
pub(crate) use self::{experiment::note_came_back, kept::Anticipation, mining::mine};
