//! Hand-overs between organisations: how often, how long they take, and how many are lost on the way.

use catsup_statistics::{Confidence, Proportion};
use hashbrown::HashMap;
use serde::Serialize;

use crate::follow;
use crate::{DurationSummary, Error, EventLog, MISSING, Result};

/// How hand-overs are told.
#[derive(Debug, Clone, PartialEq)]
pub struct HandOverOptions {
    /// The attribute that names the organisation of a contact.
    pub organisation: String,
    /// An attribute and the value that mark a contact as handed over, such as an outcome “transferred”. Only with it can
    /// a loss be told: a contact that was handed over and never arrived.
    pub marked: Option<(String, String)>,
    /// Within which time a contact that was handed over must arrive, in microseconds.
    pub window_micros: i64,
    /// The end of what was observed; the last event of the log when `None`.
    pub observed_until: Option<i64>,
    /// The confidence of the intervals.
    pub confidence: Confidence,
}

/// Hand-overs and losses.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HandOvers {
    /// Hand-overs that arrived, the most frequent first, then by name.
    pub pairs: Vec<HandOver>,
    /// What became of contacts marked as handed over, by organisation in alphabetical order; empty without a mark.
    pub departures: Vec<Departures>,
    /// Contacts that name no organisation; they are passed over.
    pub without_organisation: u64,
}

/// Cases that went from one organisation to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HandOver {
    /// The organisation of the earlier contact.
    pub from: String,
    /// The organisation of the next.
    pub to: String,
    /// How often.
    pub count: u64,
    /// The cases it happened in.
    pub cases: u64,
    /// The time from the last contact there to the first here, in seconds.
    pub wait: DurationSummary,
    /// How many of these cases went back to the earlier organisation later.
    pub returned: u64,
}

/// Contacts that an organisation marked as handed over.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Departures {
    /// The organisation.
    pub from: String,
    /// The share of marked contacts behind which no other organisation was reached within the window; `None` when none
    /// could be followed.
    pub lost: Option<Proportion>,
    /// Marked contacts left out because what was observed ends before their window does.
    pub censored: u64,
}

/// What one pair gathers.
#[derive(Default)]
struct Gathered {
    micros: Vec<i64>,
    cases: u64,
    last_case: Option<usize>,
    returned: u64,
}

/// Tells where cases cross from one organisation to another.
///
/// # Errors
///
/// [`Error::Unknown`] for an attribute or value the log does not have, [`Error::Option`] for a window that is not
/// positive.
pub fn hand_overs(log: &EventLog, options: &HandOverOptions) -> Result<HandOvers> {
    let window = follow::check_window(options.window_micros)?;
    let until = follow::observed_until(log, options.observed_until);
    let organisation = log.attribute_column(&options.organisation)?;
    let marked = marked(log, options)?;
    let mut pairs: HashMap<(u32, u32), Gathered> = HashMap::new();
    let mut departures = vec![(0_u64, 0_u64, 0_u64); organisation.values.len()];
    let mut without = 0;
    let mut visits: Vec<(u32, usize)> = vec![];
    for case in log.iter() {
        visits.clear();
        visits.extend(case.events().map(|event| (organisation.codes[event], event)));
        let all = visits.len();
        visits.retain(|visit| visit.0 != MISSING);
        without += (all - visits.len()) as u64;
        for (at, pair) in visits.windows(2).enumerate() {
            let ((from, left), (to, arrived)) = (pair[0], pair[1]);
            if from == to {
                continue;
            }
            let gathered = pairs.entry((from, to)).or_default();
            gathered.micros.push(log.time[arrived] - log.time[left]);
            if gathered.last_case != Some(case.number()) {
                gathered.cases += 1;
                gathered.returned += u64::from(visits[at + 2..].iter().any(|visit| visit.0 == from));
                gathered.last_case = Some(case.number());
            }
        }
        let Some(marked) = &marked else { continue };
        for (at, &(from, event)) in visits.iter().enumerate().filter(|(_, visit)| marked[visit.1]) {
            let time = log.time[event];
            let arrives = |visit: &(u32, usize)| visit.0 != from && log.time[visit.1] - time <= window;
            let departure = &mut departures[from as usize];
            if time + window > until {
                departure.2 += 1;
            } else {
                departure.0 += u64::from(!visits[at + 1..].iter().any(arrives));
                departure.1 += 1;
            }
        }
    }
    let names = &organisation.values;
    let name = |code: u32| names.name(code).to_owned();
    let mut list: Vec<HandOver> = pairs
        .into_iter()
        .filter_map(|((from, to), mut found)| {
            let wait = DurationSummary::of(&mut found.micros)?;
            let (cases, returned) = (found.cases, found.returned);
            Some(HandOver { from: name(from), to: name(to), count: wait.n, cases, wait, returned })
        })
        .collect();
    list.sort_by(|left, right| {
        right.count.cmp(&left.count).then_with(|| (&left.from, &left.to).cmp(&(&right.from, &right.to)))
    });
    let departures = departures.iter().enumerate().filter(|(_, (_, n, censored))| n + censored > 0);
    let departures = departures.map(|(code, &(lost, n, censored))| {
        let lost = (n > 0).then(|| Proportion::of(lost, n, options.confidence)).transpose()?;
        Ok(Departures { from: name(code as u32), lost, censored })
    });
    Ok(HandOvers {
        pairs: list,
        departures: departures.collect::<Result<_>>()?,
        without_organisation: without,
    })
}

/// Whether each event is marked as handed over; `None` when there is no mark.
fn marked(log: &EventLog, options: &HandOverOptions) -> Result<Option<Vec<bool>>> {
    let Some((name, value)) = &options.marked else { return Ok(None) };
    let column = log.attribute_column(name)?;
    let unknown = || Error::Unknown { kind: "mark", name: value.clone(), advice: format!(" under {name:?}") };
    let code = column.values.find(value).ok_or_else(unknown)?;
    Ok(Some(column.codes.iter().map(|known| *known == code).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{MINUTE, detailed};

    #[test]
    fn hand_overs_wait_return_or_get_lost() {
        let log = detailed(&[
            ("1", "ask", 0, "", "at=tax outcome=sent"),
            ("1", "ask", 10 * MINUTE, "", "at=pension"),
            ("1", "ask", 15 * MINUTE, "", "at=tax"),
            ("2", "ask", 0, "", "at=tax outcome=sent"),
            ("2", "ask", 20 * MINUTE, "", "at=pension"),
            ("3", "ask", 0, "", "at=tax outcome=sent"),
            ("3", "ask", MINUTE, "", "at=tax"),
            ("4", "note", 0, "", ""),
            ("5", "ask", 1_000 * MINUTE, "", "at=tax outcome=sent"),
        ]);
        let options = HandOverOptions {
            organisation: "at".into(),
            marked: Some(("outcome".into(), "sent".into())),
            window_micros: 60 * MINUTE,
            observed_until: None,
            confidence: Confidence::NINETY_FIVE,
        };
        let found = hand_overs(&log, &options).unwrap();
        let first = &found.pairs[0];
        assert_eq!(
            (first.from.as_str(), first.to.as_str(), first.count, first.returned),
            ("tax", "pension", 2, 1)
        );
        assert_eq!(first.wait.mean, 900.0);
        let lost = found.departures[0].lost.unwrap();
        assert_eq!((lost.successes, lost.n, found.departures[0].censored), (1, 3, 1));
        assert_eq!(found.without_organisation, 1);
        assert!(
            hand_overs(&log, &HandOverOptions { marked: Some(("outcome".into(), "x".into())), ..options })
                .is_err()
        );
    }
}
