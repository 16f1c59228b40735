//! Sessions: the contacts of a customer cut into journeys; and cases put together by customer.

use hashbrown::HashMap;

use crate::names::Dictionary;
use crate::{Case, Columns, Error, EventLog, MISSING, Names, Result};

/// Where one journey of a customer ends and the next begins. Rules work together: any of them cuts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SessionRule {
    /// A pause longer than this many microseconds begins a new journey.
    pub gap_micros: Option<i64>,
    /// Activities that complete a journey: the next contact begins a new one.
    pub goals: Vec<String>,
    /// An attribute whose values keep journeys apart, such as an application number. Contacts without it form journeys
    /// of their own.
    pub case_attribute: Option<String>,
}

/// Cuts a log whose cases are customers into journeys.
///
/// The cases of the result are journeys, named by the customer and a number from 1 in order of time (`ann 2`), and its
/// customers are the cases of the log given. No event is lost.
///
/// ```
/// use catsup_journeys::{Event, EventLogBuilder, SessionRule, sessions};
///
/// let day = 86_400_000_000;
/// let mut builder = EventLogBuilder::new();
/// for time in [0, day, 60 * day] {
///     builder.push(Event { case: "ann", activity: "call", time, channel: None, attributes: &[] })?;
/// }
/// let rule = SessionRule { gap_micros: Some(30 * day), ..SessionRule::default() };
/// let journeys = sessions(&builder.build(), &rule)?;
/// assert_eq!(journeys.case_names().iter().collect::<Vec<_>>(), ["ann 1", "ann 2"]);
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Unknown`] for a goal or an attribute the log does not have, [`Error::Option`] for a gap below 0.
pub fn sessions(log: &EventLog, rule: &SessionRule) -> Result<EventLog> {
    if let Some(gap) = rule.gap_micros.filter(|gap| *gap < 0) {
        return Err(Error::Option {
            option: "gap",
            value: format!("{gap} µs"),
            allowed: "a duration from 0",
        });
    }
    let goals: Vec<u32> = rule.goals.iter().map(|goal| log.activity_code(goal)).collect::<Result<_>>()?;
    let kept_apart = rule.case_attribute.as_deref().map(|name| log.attribute_column(name)).transpose()?;
    let codes = kept_apart.map(|column| column.codes.as_slice());
    let mut names = Dictionary::default();
    let mut case = Vec::with_capacity(log.events());
    for customer in log.iter() {
        for number in numbers(&customer, rule.gap_micros, &goals, codes) {
            case.push(names.number(&format!("{} {number}", customer.name()), "cases")?);
        }
    }
    let customer = log.case_numbers().collect();
    Ok(regrouped(log, case, names, (Some(customer), log.case_names.clone())))
}

/// The number of the journey that each event of a customer belongs to.
fn numbers(customer: &Case<'_>, gap: Option<i64>, goals: &[u32], apart: Option<&[u32]>) -> Vec<u32> {
    // For each stream of contacts kept apart: its journey, the time of its last contact, and whether that was a goal.
    let mut streams: HashMap<u32, (u32, i64, bool)> = HashMap::new();
    let mut last = 0;
    let mut begin = || {
        last += 1;
        last
    };
    let event = |event: usize| {
        let (time, activity) = (customer.log.time[event], customer.log.activity[event]);
        let stream = apart.map_or(MISSING, |codes| codes[event]);
        let number = match streams.get(&stream) {
            Some(&(number, before, done)) if !done && gap.is_none_or(|gap| time - before <= gap) => number,
            _ => begin(),
        };
        streams.insert(stream, (number, time, goals.contains(&activity)));
        number
    };
    customer.events().map(event).collect()
}

/// Puts the events of a log together by customer: the cases of the result are the customers.
///
/// Returns the log and how many events name no customer and were left out.
///
/// # Errors
///
/// [`Error::TooMany`] beyond 2³² − 2 customers.
pub fn by_customer(log: &EventLog) -> Result<(EventLog, u64)> {
    let Some(customers) = log.customers() else { return Ok((EventLog::default(), log.events() as u64)) };
    let missing = customers.iter().filter(|&&customer| customer == MISSING).count() as u64;
    let known = if missing == 0 { log.clone() } else { log.keep_events(|event| customers[event] != MISSING) };
    let mut names = Dictionary::default();
    let case = (0..known.events())
        .map(|event| names.number(known.customer_name(event).unwrap_or_default(), "cases"))
        .collect::<Result<_>>()?;
    let customer = known.customer.clone();
    Ok((regrouped(&known, case, names, (customer, known.customer_names.clone())), missing))
}

/// The same events under other cases, named in alphabetical order; ties in time keep their order.
fn regrouped(
    log: &EventLog,
    mut case: Vec<u32>,
    names: Dictionary,
    (customer, customer_names): (Option<Vec<u32>>, Names),
) -> EventLog {
    let (case_names, numbers) = names.into_names().sorted();
    case.iter_mut().for_each(|case| *case = numbers[*case as usize]);
    let sequence: Vec<u64> = (0..log.events() as u64).collect();
    Columns {
        case,
        activity: log.activity.clone(),
        time: log.time.clone(),
        channel: log.channel.clone(),
        customer,
        attributes: log.attributes.clone(),
        case_names,
        activity_names: log.activity_names.clone(),
        channel_names: log.channel_names.clone(),
        customer_names,
    }
    .arranged(&sequence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{MINUTE, detailed};

    fn paths(log: &EventLog) -> Vec<String> {
        let path = |case: Case<'_>| {
            let names: Vec<&str> =
                case.activities().iter().map(|&code| log.activity_names.name(code)).collect();
            format!("{}: {}", case.name(), names.join(" "))
        };
        log.iter().map(path).collect()
    }

    fn contacts() -> EventLog {
        detailed(&[
            ("ann", "ask", 0, "", "form=1"),
            ("ann", "apply", MINUTE, "", "form=2"),
            ("ann", "done", 2 * MINUTE, "", "form=1"),
            ("ann", "call", 60 * MINUTE, "", ""),
            ("ann", "call", 61 * MINUTE, "", "form=2"),
            ("bob", "ask", 5 * MINUTE, "", ""),
        ])
    }

    #[test]
    fn a_pause_a_goal_or_a_case_begins_a_journey() {
        let cut = |rule: SessionRule| paths(&sessions(&contacts(), &rule).unwrap());
        let all = SessionRule::default();
        assert_eq!(cut(all.clone()), ["ann 1: ask apply done call call", "bob 1: ask"]);
        let gap = SessionRule { gap_micros: Some(30 * MINUTE), ..all.clone() };
        assert_eq!(cut(gap), ["ann 1: ask apply done", "ann 2: call call", "bob 1: ask"]);
        let goal = SessionRule { goals: vec!["apply".into()], ..all.clone() };
        assert_eq!(cut(goal), ["ann 1: ask apply", "ann 2: done call call", "bob 1: ask"]);
        let case = SessionRule { case_attribute: Some("form".into()), ..all };
        assert_eq!(cut(case), ["ann 1: ask done", "ann 2: apply call", "ann 3: call", "bob 1: ask"]);
    }

    #[test]
    fn journeys_put_together_again_are_the_contacts() {
        let rule = SessionRule { gap_micros: Some(MINUTE), ..SessionRule::default() };
        let cut = sessions(&contacts(), &rule).unwrap();
        assert_eq!(cut.customer_name(0), Some("ann"));
        let (again, missing) = by_customer(&cut).unwrap();
        assert_eq!((paths(&again), missing), (paths(&contacts()), 0));
        assert_eq!(by_customer(&contacts()).unwrap(), (EventLog::default(), 6));
    }

    #[test]
    fn an_impossible_rule_is_refused() {
        let rule = SessionRule { gap_micros: Some(-1), ..SessionRule::default() };
        assert!(matches!(sessions(&contacts(), &rule), Err(Error::Option { .. })));
    }
}
