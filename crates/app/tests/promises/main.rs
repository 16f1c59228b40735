//! Standards measured from cases and interactions, objectives, links for partners, and calendars with an address, on both
//! databases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[path = "../common/mod.rs"]
mod common;
mod feeds;
mod figures;
mod measured;
mod objectives;
mod partners;
#[path = "../cases/world.rs"]
#[allow(dead_code, reason = "its other half is for the tests of cases")]
mod world;

use catsup_app::{App, jobs, standards::StandardInput};
use catsup_model::{
    Translated,
    id::ServiceId,
    standard::{StandardChannel, StandardKind},
};
use jiff::SignedDuration;

/// A promise about calls.
fn promise(service: ServiceId, measured_from: &str, threshold: &str) -> StandardInput {
    StandardInput {
        service,
        touchpoint: None,
        organisation: None,
        kind: StandardKind::Access,
        promise: Translated::both(
            "We answer your call within 2 minutes",
            "Respondemos su llamada en 2 minutos",
        ),
        threshold: threshold.to_owned(),
        target: "80".to_owned(),
        channel: StandardChannel::Phone,
        effective_from: None,
        effective_until: None,
        measured_from: measured_from.to_owned(),
        objective: None,
    }
}

/// Lets the moment pass in which changes are gathered, and does what is due.
async fn in_a_moment(app: &App) {
    app.clock().set(app.now() + SignedDuration::from_secs(11));
    jobs::run_due(app).await.unwrap();
}
