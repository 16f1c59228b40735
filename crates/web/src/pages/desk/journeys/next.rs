//! What people come back for next, with the evidence: probability, base, lift, delay, support.

use catsup_app::journeys::{NextContact, NextContacts};

use super::{
    asked::Asked,
    figures::{share, span},
};
use crate::{i18n::Translator, links};

/// The most pairs that are listed.
const MOST_PAIRS: usize = 40;

/// A reason and what people come back for next.
#[derive(Debug, Clone)]
pub(super) struct NextRow {
    pub reason: String,
    pub href: String,
    pub next: String,
    pub probability: String,
    pub lift: String,
    pub delay: String,
    pub p_value: String,
}

impl NextRow {
    /// A line for render tests.
    pub(super) fn sample(t: Translator) -> Self {
        Self {
            reason: "Submission failed".to_owned(),
            href: format!("{}?activity=Submission+failed", links::JOURNEY_STEP),
            next: "Call for help".to_owned(),
            probability: share(t, 0.6, (0.55, 0.64), 410),
            lift: t
                .say("journeys-lift")
                .arg("lift", t.decimal(4.2, 2))
                .arg("base", t.percent(0.14, 1))
                .to_string(),
            delay: span(t, 9_000.0),
            p_value: t.say("journeys-p-tiny").to_string(),
        }
    }
}

/// The pairs that come more often than after any contact, the surest first.
pub(super) fn striking(t: Translator, asked: &Asked, next: &NextContacts) -> Vec<NextRow> {
    let mut pairs: Vec<&NextContact> =
        next.pairs.iter().filter(|pair| pair.lift > 1.0 && pair.adjusted_p_value < 0.05).collect();
    pairs.sort_by(|one, other| other.probability.interval.low.total_cmp(&one.probability.interval.low));
    pairs.truncate(MOST_PAIRS);
    pairs.iter().map(|pair| row(t, asked, pair)).collect()
}

/// Everything that comes next after one activity, the likeliest first.
pub(super) fn after(t: Translator, asked: &Asked, next: &NextContacts, activity: &str) -> Vec<NextRow> {
    next.pairs.iter().filter(|pair| pair.reason == activity).map(|pair| row(t, asked, pair)).collect()
}

fn row(t: Translator, asked: &Asked, pair: &NextContact) -> NextRow {
    let one = &pair.probability;
    let lift = t.say("journeys-lift");
    NextRow {
        reason: pair.reason.clone(),
        href: asked.on(links::JOURNEY_STEP, &[("activity", &pair.reason)]),
        next: pair.next.clone(),
        probability: share(t, one.share, (one.interval.low, one.interval.high), one.n),
        lift: lift.arg("lift", t.decimal(pair.lift, 2)).arg("base", t.percent(pair.base, 1)).to_string(),
        delay: span(t, pair.median_delay_seconds),
        p_value: match pair.adjusted_p_value {
            p if p < 0.001 => t.say("journeys-p-tiny").to_string(),
            p => t.decimal(p, 3),
        },
    }
}
