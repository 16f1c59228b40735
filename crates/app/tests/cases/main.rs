//! Cases on both databases: from the first word to an end the person agrees with, deadlines that follow the calendar, and
//! nothing for those whom it does not concern.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;
mod incoming_mail;
mod many;
mod not_from_people;
mod one;
mod quarters;
mod work;
mod world;

use catsup_app::{
    Error, Refusal, calendars,
    cases::{
        self, CaseQuery, NewCase, NewFile, Occasion, QueueView,
        act::{Act, Then, act},
        giving,
        open::open,
        track::{self, Word},
    },
    jobs,
    standards::{self, StandardInput},
};
use catsup_model::{
    Role, Translated, Viewer,
    case::{Case, CaseEventKind, CaseKind, CaseSource, CaseStatus, Standing, UnresolvedReason},
    standard::{Claim, StandardChannel, StandardKind},
};
use catsup_testing::{TestApp, story};
use common::{denied, not_found, organisation, refused, service, staff};
use jiff::civil::date;
use world::{at, kinds, world};
