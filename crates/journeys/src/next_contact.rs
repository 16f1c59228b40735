//! What people come back for: the next contact behind each reason, how likely and how soon.

use catsup_statistics::{Confidence, Proportion};
use serde::Serialize;

use crate::follow::{self, Behind};
use crate::{EventLog, Result};

/// How next contacts are looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NextContactOptions {
    /// How long after a contact the next one counts, in microseconds; the end included.
    pub window_micros: i64,
    /// The end of what was observed, in microseconds since 1970 in UTC; the last event of the log when `None`.
    pub observed_until: Option<i64>,
    /// Reasons with fewer contacts that can be followed up are neither tested nor shown.
    pub minimum_contacts: u64,
    /// Pairs met fewer times are tested, but not shown.
    pub minimum_support: u64,
    /// The confidence of the intervals.
    pub confidence: Confidence,
}

impl Default for NextContactOptions {
    /// Seven days, 30 contacts, 5 times, 95 %.
    fn default() -> Self {
        Self {
            window_micros: 7 * 86_400_000_000,
            observed_until: None,
            minimum_contacts: 30,
            minimum_support: 5,
            confidence: Confidence::NINETY_FIVE,
        }
    }
}

/// What follows each reason, and what could not be told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NextContacts {
    /// The pairs, by reason in alphabetical order, and for each the most likely first.
    pub pairs: Vec<NextContact>,
    /// Contacts that could be followed for the whole window: the ones all figures are about.
    pub contacts: u64,
    /// Contacts left out because what was observed ends before their window does.
    pub censored: u64,
    /// How many of the contacts were followed by another within the window.
    pub followed: u64,
    /// How many pairs were tested, those not shown included.
    pub tested_pairs: usize,
    /// The window in seconds.
    pub window_seconds: f64,
}

/// A reason and what people come back for next.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NextContact {
    /// The reason, an activity.
    pub reason: String,
    /// The activity of the next contact.
    pub next: String,
    /// Of the contacts for this reason, the share whose next contact within the window is this one.
    pub probability: Proportion,
    /// The same share over the contacts for any reason.
    pub base: f64,
    /// Probability by base: how many times likelier than behind any contact.
    pub lift: f64,
    /// The median time until then, in seconds.
    pub median_delay_seconds: f64,
    /// Two-sided p value of the difference from the contacts for all other reasons.
    pub p_value: f64,
    /// The p value adjusted over all tested pairs (Benjamini and Hochberg).
    pub adjusted_p_value: f64,
    /// Whether fewer than 5 were expected by the base or against it, so that the p value is rough.
    pub rough: bool,
}

/// Tells for each reason what people come back for next within a window, and how much more often than after any contact.
///
/// The cases of the log are the people; use [`by_customer`](crate::by_customer) when they are not. For every contact the
/// next one of the same person is looked at, if it comes within the window:
///
/// - probability `P(next = b | reason = a)`, with its Wilson interval, over contacts for reason `a`;
/// - base `P(next = b)` over the contacts for any reason, and lift, their quotient;
/// - a z test of reason `a` against all other reasons, with p values adjusted by Benjamini and Hochberg over every pair
///   of a reason with enough contacts and an activity that is ever next, whether shown or not.
///
/// A contact whose window reaches beyond the end of what was observed is left out and counted: had it been kept, it
/// would look as if people had not come back, and had it been kept only when they did, as if they always had. The tests
/// take contacts as independent; many contacts of few people make p values too small.
///
/// ```
/// use catsup_journeys::{Event, EventLogBuilder, NextContactOptions, next_contact};
///
/// let day = 86_400_000_000;
/// let mut builder = EventLogBuilder::new();
/// for person in 0..100 {
///     let case = person.to_string();
///     let after = if person % 4 == 0 { 30 * day } else { 2 * day };
///     builder.push(Event { case: &case, activity: "letter", time: 0, channel: None, attributes: &[] })?;
///     builder.push(Event { case: &case, activity: "call", time: after, channel: None, attributes: &[] })?;
/// }
/// let found = next_contact(&builder.build(), &NextContactOptions::default())?;
/// let called = &found.pairs[0];
/// assert_eq!((called.reason.as_str(), called.next.as_str()), ("letter", "call"));
/// assert_eq!((called.probability.successes, called.probability.n), (75, 100));
/// // Behind the calls of the last week one cannot tell.
/// assert_eq!((found.contacts, found.censored), (175, 25));
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Option`](crate::Error::Option) for a window that is not positive.
pub fn next_contact(log: &EventLog, options: &NextContactOptions) -> Result<NextContacts> {
    let window = follow::check_window(options.window_micros)?;
    let until = follow::observed_until(log, options.observed_until);
    let names = log.activity_names();
    let counts = follow::count(log, &log.activity, names.len(), Behind::Next, window, until);
    let (contacts, censored, followed) = (counts.contacts, counts.censored, counts.followed);
    let (judged, tested_pairs) =
        counts.judge(options.minimum_contacts, options.minimum_support, options.confidence)?;
    let mut pairs: Vec<NextContact> = judged
        .into_iter()
        .map(|pair| NextContact {
            reason: names.name(pair.from).to_owned(),
            next: names.name(pair.to).to_owned(),
            probability: pair.probability,
            base: pair.base,
            lift: pair.lift,
            median_delay_seconds: pair.delay.median,
            p_value: pair.p_value,
            adjusted_p_value: pair.adjusted_p_value,
            rough: pair.rough,
        })
        .collect();
    pairs.sort_by(|left, right| {
        let likelier = right.probability.share.total_cmp(&left.probability.share);
        left.reason.cmp(&right.reason).then(likelier).then_with(|| left.next.cmp(&right.next))
    });
    let window_seconds = window as f64 / crate::quantiles::SECOND;
    Ok(NextContacts { pairs, contacts, censored, followed, tested_pairs, window_seconds })
}
