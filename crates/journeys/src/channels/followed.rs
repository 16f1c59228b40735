//! What happens on channel B within a window behind channel A.

use catsup_statistics::{Confidence, Proportion, benjamini_hochberg};
use serde::Serialize;

use crate::follow::{self, Behind};
use crate::quantiles::SECOND;
use crate::{EventLog, Result};

/// What follows on which channel, within each window.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChannelFollows {
    /// The pairs of channels, by window, then by their names.
    pub pairs: Vec<ChannelFollow>,
    /// For each window in seconds: contacts that could be followed for all of it, and contacts left out because the log
    /// ends before.
    pub windows: Vec<FollowedContacts>,
    /// Contacts that name no channel.
    pub without_channel: u64,
}

/// How many contacts a window could be told of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FollowedContacts {
    /// The window in seconds.
    pub window_seconds: f64,
    /// Contacts with a channel and a full window of follow-up.
    pub contacts: u64,
    /// Contacts left out because the log ends before their window does.
    pub censored: u64,
}

/// Contacts on one channel that are followed by one on another, or the same, within a window.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChannelFollow {
    /// The channel of the earlier contact.
    pub from: String,
    /// The channel of a later one.
    pub to: String,
    /// The window in seconds.
    pub window_seconds: f64,
    /// Of the contacts on the earlier channel, the share with at least one on the later channel within the window.
    pub probability: Proportion,
    /// The same share over the contacts on any channel.
    pub base: f64,
    /// Probability by base.
    pub lift: f64,
    /// The median time to the first contact on the later channel, in seconds.
    pub median_delay_seconds: f64,
    /// Two-sided p value of the difference from the contacts on all other channels.
    pub p_value: f64,
    /// The p value adjusted over all pairs and windows (Benjamini and Hochberg).
    pub adjusted_p_value: f64,
    /// Whether the p value is rough, for fewer than 5 were expected by the base or against it.
    pub rough: bool,
}

/// Tells what follows on each channel within each window, in microseconds, behind contacts on each channel.
///
/// Any contact of the same person within the window counts, not only the next. Windows that reach beyond the end of what
/// was observed (the last event, when `observed_until` is `None`) are left out and counted, as in
/// [`next_contact`](crate::next_contact()), of which the other figures are explained there.
///
/// # Errors
///
/// [`Error::Option`](crate::Error::Option) for a window that is not positive.
pub fn channel_follows(
    log: &EventLog,
    windows_micros: &[i64],
    observed_until: Option<i64>,
    confidence: Confidence,
) -> Result<ChannelFollows> {
    let mut found = ChannelFollows { pairs: vec![], windows: vec![], without_channel: log.events() as u64 };
    let Some(channels) = log.channels() else { return Ok(found) };
    let until = follow::observed_until(log, observed_until);
    let names = log.channel_names();
    let name = |code: u32| names.name(code).to_owned();
    for &window in windows_micros {
        let window = follow::check_window(window)?;
        let window_seconds = window as f64 / SECOND;
        let counts = follow::count(log, channels, names.len(), Behind::Any, window, until);
        found.windows.push(FollowedContacts {
            window_seconds,
            contacts: counts.contacts,
            censored: counts.censored,
        });
        found.without_channel = counts.unlabelled;
        for pair in counts.judge(1, 1, confidence)?.0 {
            found.pairs.push(ChannelFollow {
                from: name(pair.from),
                to: name(pair.to),
                window_seconds,
                probability: pair.probability,
                base: pair.base,
                lift: pair.lift,
                median_delay_seconds: pair.delay.median,
                p_value: pair.p_value,
                adjusted_p_value: pair.adjusted_p_value,
                rough: pair.rough,
            });
        }
    }
    // Adjusted over the windows too: the shorter lies within the longer, which the method bears.
    let p_values: Vec<f64> = found.pairs.iter().map(|pair| pair.p_value).collect();
    let adjusted = benjamini_hochberg(&p_values)?;
    for (pair, adjusted) in found.pairs.iter_mut().zip(adjusted) {
        pair.adjusted_p_value = adjusted.max(pair.adjusted_p_value);
    }
    found.pairs.sort_by(|left, right| {
        let key = |pair: &ChannelFollow| (pair.from.clone(), pair.to.clone());
        left.window_seconds.total_cmp(&right.window_seconds).then_with(|| key(left).cmp(&key(right)))
    });
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::detailed;

    const DAY: i64 = 86_400_000_000;

    #[test]
    fn a_later_call_counts_within_its_window_only() {
        let mut events = vec![("end", "x", 100 * DAY, "mail", "")];
        let names: Vec<String> = (0..40).map(|case| format!("{case:02}")).collect();
        for (number, name) in names.iter().enumerate() {
            let channel = if number < 20 { "web" } else { "desk" };
            events.push((name, "visit", 0, channel, ""));
            if number < 10 {
                events.push((name, "call", DAY / 2, "phone", ""));
            } else if number < 15 {
                events.push((name, "call", 2 * DAY, "phone", ""));
                events.push((name, "call", 2 * DAY + 1, "phone", ""));
            }
        }
        let log = detailed(&events);
        let found = channel_follows(&log, &[DAY, 3 * DAY], None, Confidence::NINETY_FIVE).unwrap();
        let pairs: Vec<_> = found
            .pairs
            .iter()
            .map(|pair| {
                (pair.from.as_str(), pair.to.as_str(), pair.probability.successes, pair.probability.n)
            })
            .collect();
        assert_eq!(
            pairs,
            [
                ("phone", "phone", 5, 20),
                ("web", "phone", 10, 20),
                ("phone", "phone", 5, 20),
                ("web", "phone", 15, 20)
            ]
        );
        let web = &found.pairs[3];
        assert!((web.base - 20.0 / 60.0).abs() < 1e-12 && (web.lift - 2.25).abs() < 1e-12);
        assert!(web.adjusted_p_value < 0.001 && web.adjusted_p_value >= web.p_value);
        assert_eq!((found.windows[0].contacts, found.windows[0].censored), (60, 1));
    }

    #[test]
    fn without_channels_nothing_follows() {
        let found =
            channel_follows(&detailed(&[("1", "a", 0, "", "")]), &[DAY], None, Confidence::NINETY_FIVE)
                .unwrap();
        assert_eq!((found.pairs.len(), found.without_channel), (0, 1));
    }
}
