//! What self-service settles without staff.

use catsup_statistics::{Confidence, Proportion};
use serde::Serialize;

use crate::follow;
use crate::{EventLog, MISSING, Result};

/// How containment is judged.
#[derive(Debug, Clone, PartialEq)]
pub struct ContainmentOptions {
    /// The channels people serve themselves on; all others are assisted.
    pub self_service: Vec<String>,
    /// Within which time a contact on an assisted channel means that self-service was not enough, in microseconds.
    pub window_micros: i64,
    /// The end of what was observed; the last event of the log when `None`.
    pub observed_until: Option<i64>,
    /// The confidence of the intervals.
    pub confidence: Confidence,
}

/// Containment and deflection.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Containment {
    /// Of the spells of self-service, the share without an assisted contact within the window behind their last contact.
    /// `None` when there is none that could be followed.
    pub contained: Option<Proportion>,
    /// Contained spells by contained spells plus assisted contacts: the share of all demand that was settled without
    /// staff. `None` without either.
    pub deflected: Option<Proportion>,
    /// The assisted channels that people came to behind self-service, with the spells that led there.
    pub escaped_to: Vec<(String, u64)>,
    /// Spells left out because what was observed ends before their window does.
    pub censored: u64,
    /// Contacts that name no channel; they end a spell and count for nothing else.
    pub without_channel: u64,
}

/// Tells how much self-service settles.
///
/// A spell is a run of contacts of one person on self-service channels, each within the window of the one before, so that
/// five pages in an evening count once. Assisted contacts count for deflection when they could have been followed too.
///
/// # Errors
///
/// [`Error::Unknown`](crate::Error::Unknown) for a channel the log does not have, [`Error::Option`](crate::Error::Option)
/// for a window that is not positive.
pub fn containment(log: &EventLog, options: &ContainmentOptions) -> Result<Containment> {
    let window = follow::check_window(options.window_micros)?;
    let until = follow::observed_until(log, options.observed_until);
    let own: Vec<u32> =
        options.self_service.iter().map(|name| log.channel_code(name)).collect::<Result<_>>()?;
    let (mut contained, mut spells, mut assisted, mut censored, mut without) = (0, 0, 0, 0, 0);
    let mut escaped = vec![0_u64; log.channel_names.len()];
    for case in log.iter() {
        let Some(channels) = case.channels() else {
            without += case.len() as u64;
            continue;
        };
        for (at, (&channel, &time)) in channels.iter().zip(case.times()).enumerate() {
            let followed = time + window <= until;
            if channel == MISSING {
                without += 1;
            } else if !own.contains(&channel) {
                assisted += u64::from(followed);
            } else {
                let next = channels.get(at + 1).zip(case.times().get(at + 1));
                let next = next.filter(|(_, later)| **later - time <= window).map(|(&channel, _)| channel);
                match next {
                    // The spell goes on.
                    Some(next) if own.contains(&next) => {}
                    _ if !followed => censored += 1,
                    Some(next) if next != MISSING => {
                        spells += 1;
                        escaped[next as usize] += 1;
                    }
                    _ => {
                        spells += 1;
                        contained += 1;
                    }
                }
            }
        }
    }
    let share = |part: u64, n: u64| (n > 0).then(|| Proportion::of(part, n, options.confidence)).transpose();
    let ranked = crate::directly_follows::ranked(&escaped, &log.channel_names);
    Ok(Containment {
        contained: share(contained, spells)?,
        deflected: share(contained, contained + assisted)?,
        escaped_to: ranked
            .into_iter()
            .map(|found| (log.channel_names.name(found.activity).to_owned(), found.count))
            .collect(),
        censored,
        without_channel: without,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::detailed;

    const DAY: i64 = 86_400_000_000;

    #[test]
    fn a_spell_counts_once_and_a_call_behind_it_escapes() {
        let log = detailed(&[
            ("1", "page", 0, "web", ""),
            ("1", "page", DAY / 24, "app", ""),
            ("2", "page", 0, "web", ""),
            ("2", "call", DAY, "phone", ""),
            ("3", "call", 0, "phone", ""),
            ("4", "page", 0, "web", ""),
            ("4", "call", 9 * DAY, "phone", ""),
            ("5", "page", 100 * DAY, "web", ""),
            ("5", "note", 100 * DAY, "", ""),
        ]);
        let options = ContainmentOptions {
            self_service: vec!["web".into(), "app".into()],
            window_micros: 7 * DAY,
            observed_until: None,
            confidence: Confidence::NINETY_FIVE,
        };
        let found = containment(&log, &options).unwrap();
        let share = |share: Option<Proportion>| share.map(|share| (share.successes, share.n));
        assert_eq!((share(found.contained), share(found.deflected)), (Some((2, 3)), Some((2, 5))));
        assert_eq!(found.escaped_to, [("phone".to_owned(), 1)]);
        assert_eq!((found.censored, found.without_channel), (1, 1));
        assert!(
            containment(&log, &ContainmentOptions { self_service: vec!["fax".into()], ..options }).is_err()
        );
    }
}
