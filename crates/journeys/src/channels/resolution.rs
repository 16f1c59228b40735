//! First-contact resolution and repeat contacts.

use catsup_statistics::{Confidence, Proportion};
use serde::Serialize;

use crate::follow;
use crate::{Error, EventLog, MISSING, Result};

/// Which other contacts of a person count as being about the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Any.
    AnyContact,
    /// Those with the same activity.
    SameActivity,
}

/// How resolution is judged.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolutionOptions {
    /// How far apart contacts about the same are at most, in microseconds.
    pub window_micros: i64,
    /// Which contacts are about the same.
    pub scope: Scope,
    /// An attribute that tells the outcome, and the values that mean that the need was met. Without it, nobody coming
    /// back means that it was.
    pub outcome: Option<(String, Vec<String>)>,
    /// The end of what was observed; the last event of the log when `None`.
    pub observed_until: Option<i64>,
    /// The confidence of the intervals.
    pub confidence: Confidence,
}

/// Rates over some contacts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ResolutionRates {
    /// The channel or activity; `None` for all contacts, and for contacts without a channel.
    pub name: Option<String>,
    /// Of the first contacts, the share that met the need: nobody came back within the window, and the outcome, where
    /// it is told, was good. `None` without first contacts.
    pub first_contact_resolution: Option<Proportion>,
    /// Of all contacts, the share behind which the person came back within the window. `None` without contacts.
    pub repeat_contact: Option<Proportion>,
}

/// First-contact resolution and repeat-contact rate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resolution {
    /// Over all contacts.
    pub overall: ResolutionRates,
    /// By channel of the contact, in alphabetical order.
    pub by_channel: Vec<ResolutionRates>,
    /// By activity, in alphabetical order.
    pub by_activity: Vec<ResolutionRates>,
    /// Contacts left out because what was observed ends before their window does.
    pub censored_at_the_end: u64,
    /// Contacts of which one cannot tell whether they are first, since the log begins less than a window before. They
    /// count for repeat contacts only.
    pub censored_at_the_beginning: u64,
}

/// Successes and trials.
type Share = (u64, u64);

#[derive(Default, Clone, Copy)]
struct Tally {
    first: Share,
    repeat: Share,
}

/// Tells how often one contact is enough.
///
/// A contact is a first one when the person had no contact about the same within the window before it.
///
/// # Errors
///
/// [`Error::Option`] for a window that is not positive, [`Error::Unknown`] for an outcome attribute or value that the log
/// does not have.
pub fn resolution(log: &EventLog, options: &ResolutionOptions) -> Result<Resolution> {
    let window = follow::check_window(options.window_micros)?;
    let until = follow::observed_until(log, options.observed_until);
    let begin = log.time_span().map_or(0, |span| span.0);
    let met = met(log, options)?;
    let same = |left: u32, right: u32| options.scope == Scope::AnyContact || left == right;
    let (mut all, mut ends, mut begins) = (Tally::default(), 0, 0);
    let mut by_activity = vec![Tally::default(); log.activity_names.len()];
    let mut by_channel = vec![Tally::default(); log.channel_names.len() + 1];
    for case in log.iter() {
        let (path, times) = (case.activities(), case.times());
        for (at, event) in case.events().enumerate() {
            let (activity, time) = (path[at], times[at]);
            if time + window > until {
                ends += 1;
                continue;
            }
            let near = |other: usize| (times[other] - time).abs() <= window && same(path[other], activity);
            let back = (at + 1..path.len()).take_while(|&later| times[later] - time <= window).any(near);
            let known_first = time - window >= begin;
            let first = !(0..at).rev().take_while(|&earlier| time - times[earlier] <= window).any(near);
            begins += u64::from(first && !known_first);
            let resolved = !back && met.as_ref().is_none_or(|met| met[event]);
            let channel = log.channel.as_ref().map_or(MISSING, |codes| codes[event]);
            let channel = (channel as usize).min(log.channel_names.len());
            for tally in [&mut all, &mut by_activity[activity as usize], &mut by_channel[channel]] {
                tally.repeat.0 += u64::from(back);
                tally.repeat.1 += 1;
                if first && known_first {
                    tally.first.0 += u64::from(resolved);
                    tally.first.1 += 1;
                }
            }
        }
    }
    let rates = |name: Option<&str>, tally: &Tally| -> Result<ResolutionRates> {
        let share =
            |(part, n): Share| (n > 0).then(|| Proportion::of(part, n, options.confidence)).transpose();
        Ok(ResolutionRates {
            name: name.map(str::to_owned),
            first_contact_resolution: share(tally.first)?,
            repeat_contact: share(tally.repeat)?,
        })
    };
    let list = |tallies: &[Tally], names: &crate::Names| -> Result<Vec<ResolutionRates>> {
        let told = tallies.iter().enumerate().filter(|(_, tally)| tally.repeat.1 > 0);
        told.map(|(place, tally)| rates(names.get(place as u32), tally)).collect()
    };
    Ok(Resolution {
        overall: rates(None, &all)?,
        by_channel: if log.channel.is_some() { list(&by_channel, &log.channel_names)? } else { vec![] },
        by_activity: list(&by_activity, &log.activity_names)?,
        censored_at_the_end: ends,
        censored_at_the_beginning: begins,
    })
}

/// Whether the need was met, by event; `None` when outcomes are not told.
fn met(log: &EventLog, options: &ResolutionOptions) -> Result<Option<Vec<bool>>> {
    let Some((name, values)) = &options.outcome else { return Ok(None) };
    let column = log.attribute_column(name)?;
    let unknown = |value: &String| Error::Unknown {
        kind: "outcome",
        name: value.clone(),
        advice: format!(" under {name:?}"),
    };
    let good: Vec<u32> = values
        .iter()
        .map(|value| column.values.find(value).ok_or_else(|| unknown(value)))
        .collect::<Result<_>>()?;
    Ok(Some(column.codes.iter().map(|code| good.contains(code)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::detailed;

    const DAY: i64 = 86_400_000_000;

    fn log() -> EventLog {
        detailed(&[
            ("0", "other", 0, "web", "outcome=no"),
            ("1", "tax", 10 * DAY, "phone", "outcome=met"),
            ("1", "tax", 12 * DAY, "web", "outcome=met"),
            ("2", "tax", 20 * DAY, "phone", "outcome=no"),
            ("3", "tax", 30 * DAY, "phone", "outcome=met"),
            ("3", "passport", 31 * DAY, "phone", "outcome=met"),
            ("4", "tax", 98 * DAY, "phone", "outcome=met"),
            ("5", "tax", 100 * DAY, "phone", "outcome=met"),
        ])
    }

    fn found(scope: Scope, outcome: Option<(String, Vec<String>)>) -> Resolution {
        let confidence = Confidence::NINETY_FIVE;
        let options =
            ResolutionOptions { window_micros: 7 * DAY, scope, outcome, observed_until: None, confidence };
        resolution(&log(), &options).unwrap()
    }

    fn shares(rates: &ResolutionRates) -> (Share, Share) {
        let share = |share: Option<Proportion>| share.map_or((0, 0), |share| (share.successes, share.n));
        (share(rates.first_contact_resolution), share(rates.repeat_contact))
    }

    #[test]
    fn coming_back_means_not_resolved() {
        let any = found(Scope::AnyContact, None);
        // First and known: 1, 2, 3; 2 alone did not come back.
        assert_eq!(shares(&any.overall), ((1, 3), (2, 6)));
        assert_eq!((any.censored_at_the_end, any.censored_at_the_beginning), (2, 1));
        // The passport is a first contact of its own kind, and the tax of 3 is resolved.
        assert_eq!(shares(&found(Scope::SameActivity, None).overall), ((3, 4), (1, 6)));
        assert_eq!(
            any.by_channel.iter().map(|rates| rates.name.as_deref()).collect::<Vec<_>>(),
            [Some("phone"), Some("web")]
        );
    }

    #[test]
    fn a_bad_outcome_is_not_resolved() {
        let outcome = |value: &str| Some(("outcome".to_owned(), vec![value.to_owned()]));
        assert_eq!(shares(&found(Scope::AnyContact, outcome("met")).overall), ((0, 3), (2, 6)));
        let options = ResolutionOptions {
            window_micros: DAY,
            scope: Scope::AnyContact,
            outcome: outcome("lost"),
            observed_until: None,
            confidence: Confidence::NINETY_FIVE,
        };
        assert!(resolution(&log(), &options).is_err());
    }
}
