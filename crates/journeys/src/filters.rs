//! Filters: which cases or events of a log a question is about.

use crate::{Case, Error, EventLog, Result, Variants};

/// A condition on cases or events. Names that the log does not hold are an error, not an empty answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// Keeps cases, or events, in a span of time: from the first moment to before the second, in microseconds since
    /// 1970 in UTC. An open end is `None`.
    Time {
        /// The first moment that counts.
        from: Option<i64>,
        /// The first moment that no longer counts.
        until: Option<i64>,
        /// How a case must lie in the span.
        span: Span,
    },
    /// Keeps the events on one of these channels.
    Channels(Vec<String>),
    /// Keeps cases with at least one event on one of these channels.
    CasesOnChannels(Vec<String>),
    /// Keeps the events of these activities.
    Activities(Vec<String>),
    /// Leaves out the events of these activities.
    WithoutActivities(Vec<String>),
    /// Keeps cases in which some event has one of these values of an attribute.
    Attribute {
        /// The name of the attribute.
        name: String,
        /// The values that count.
        values: Vec<String>,
    },
    /// Keeps the cases of the most frequent variants that together hold at least this share of all cases.
    VariantCoverage(f64),
    /// Keeps cases that took at least and at most so many microseconds.
    Duration {
        /// The shortest that counts.
        least: Option<i64>,
        /// The longest that counts.
        most: Option<i64>,
    },
    /// Keeps cases whose first activity is one of these.
    StartsWith(Vec<String>),
    /// Keeps cases whose last activity is one of these.
    EndsWith(Vec<String>),
    /// Keeps cases that have all these activities in this order, whatever lies between.
    Contains(Vec<String>),
    /// Leaves out cases that have one of these activities.
    CasesWithout(Vec<String>),
}

/// How a case must lie in a span of time to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// All its events lie inside.
    Inside,
    /// At least one event lies inside.
    Touching,
    /// It begins inside: each case counts in exactly one of adjoining spans.
    Beginning,
    /// Cases are cut: only the events inside are kept.
    Events,
}

/// Applies filters one after another.
///
/// ```
/// use catsup_journeys::{Event, EventLogBuilder, Filter, filtered};
///
/// let mut builder = EventLogBuilder::new();
/// for (case, activity) in [("1", "web"), ("1", "call"), ("2", "web")] {
///     let time = if activity == "call" { 2 } else { 1 };
///     builder.push(Event { case, activity, time, channel: None, attributes: &[] })?;
/// }
/// let called = filtered(&builder.build(), &[Filter::EndsWith(vec!["call".to_owned()])])?;
/// assert_eq!((called.cases(), called.events()), (1, 2));
/// # Ok::<(), catsup_journeys::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Unknown`] for a name the log does not hold, [`Error::Option`] for a coverage outside 0 to 1 and a span
/// or duration that ends before it begins.
pub fn filtered(log: &EventLog, filters: &[Filter]) -> Result<EventLog> {
    let Some((first, rest)) = filters.split_first() else { return Ok(log.clone()) };
    rest.iter().try_fold(first.apply(log)?, |log, filter| filter.apply(&log))
}

impl Filter {
    /// The part of a log that the filter keeps.
    ///
    /// ```
    /// use catsup_journeys::{Event, EventLogBuilder, Filter};
    ///
    /// let minute = 60_000_000;
    /// let mut builder = EventLogBuilder::new();
    /// for (case, activity, at, channel, office) in [("ann", "form", 0, "web", "north"), ("ann", "call", 9, "phone", "south"), ("bob", "form", 3, "web", "north"), ("cid", "form", 5, "web", "north"), ("cid", "form", 6, "web", "north")] {
    ///     let attributes = [("office", office)];
    ///     builder.push(Event { case, activity, time: at * minute, channel: Some(channel), attributes: &attributes })?;
    /// }
    /// let log = builder.build();
    /// let called = Filter::CasesOnChannels(vec!["phone".to_owned()]).apply(&log)?;
    /// assert_eq!((called.cases(), called.events()), (1, 2));
    /// # Ok::<(), catsup_journeys::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`filtered`].
    pub fn apply(&self, log: &EventLog) -> Result<EventLog> {
        let activities = |names: &[String]| -> Result<Vec<u32>> {
            names.iter().map(|name| log.activity_code(name)).collect()
        };
        Ok(match self {
            Self::Time { from, until, span } => in_span(log, ordered("time span", *from, *until)?, *span),
            Self::Channels(names) => {
                let on = on_channels(log, names)?;
                log.keep_events(on)
            }
            Self::CasesOnChannels(names) => {
                let on = on_channels(log, names)?;
                log.keep_cases(|case| case.events().any(&on))
            }
            Self::Activities(names) => {
                let wanted = activities(names)?;
                log.keep_events(|event| wanted.contains(&log.activity[event]))
            }
            Self::WithoutActivities(names) => {
                let unwanted = activities(names)?;
                log.keep_events(|event| !unwanted.contains(&log.activity[event]))
            }
            Self::Attribute { name, values } => with_attribute(log, name, values)?,
            Self::VariantCoverage(share) => most_frequent(log, *share)?,
            Self::Duration { least, most } => {
                let (least, most) = ordered("duration", *least, *most)?;
                log.keep_cases(|case| (least..=most).contains(&case.duration_micros()))
            }
            Self::StartsWith(names) => {
                let wanted = activities(names)?;
                log.keep_cases(|case| wanted.contains(&case.activities()[0]))
            }
            Self::EndsWith(names) => {
                let wanted = activities(names)?;
                log.keep_cases(|case| case.activities().last().is_some_and(|last| wanted.contains(last)))
            }
            Self::Contains(names) => {
                let wanted = activities(names)?;
                log.keep_cases(|case| in_order(case, &wanted))
            }
            Self::CasesWithout(names) => {
                let unwanted = activities(names)?;
                log.keep_cases(|case| !case.activities().iter().any(|activity| unwanted.contains(activity)))
            }
        })
    }
}

fn ordered(option: &'static str, low: Option<i64>, high: Option<i64>) -> Result<(i64, i64)> {
    match (low.unwrap_or(i64::MIN), high.unwrap_or(i64::MAX)) {
        (low, high) if low > high => {
            let value = format!("{low} to {high} µs");
            Err(Error::Option { option, value, allowed: "an end that is not before its beginning" })
        }
        pair => Ok(pair),
    }
}

fn in_span(log: &EventLog, (from, until): (i64, i64), span: Span) -> EventLog {
    let inside = |time: i64| from <= time && time < until;
    match span {
        Span::Inside => log.keep_cases(|case| case.times().iter().all(|&time| inside(time))),
        Span::Touching => log.keep_cases(|case| case.times().iter().any(|&time| inside(time))),
        Span::Beginning => log.keep_cases(|case| inside(case.times()[0])),
        Span::Events => log.keep_events(|event| inside(log.time[event])),
    }
}

fn on_channels<'a>(log: &'a EventLog, names: &[String]) -> Result<impl Fn(usize) -> bool + use<'a>> {
    let wanted: Vec<u32> = names.iter().map(|name| log.channel_code(name)).collect::<Result<_>>()?;
    Ok(move |event: usize| log.channel.as_ref().is_some_and(|codes| wanted.contains(&codes[event])))
}

fn with_attribute(log: &EventLog, name: &str, values: &[String]) -> Result<EventLog> {
    let column = log.attribute_column(name)?;
    let find = |value: &String| {
        let known =
            || column.values.iter().take(8).map(|value| format!("{value:?}")).collect::<Vec<_>>().join(", ");
        let unknown = || Error::Unknown {
            kind: "attribute value",
            name: format!("{name}={value}"),
            advice: format!("; it has {}", known()),
        };
        column.values.find(value).ok_or_else(unknown)
    };
    let wanted: Vec<u32> = values.iter().map(find).collect::<Result<_>>()?;
    Ok(log.keep_cases(|case| column.codes[case.events()].iter().any(|code| wanted.contains(code))))
}

fn most_frequent(log: &EventLog, share: f64) -> Result<EventLog> {
    if !(0.0..=1.0).contains(&share) {
        let value = share.to_string();
        return Err(Error::Option { option: "variant coverage", value, allowed: "a share between 0 and 1" });
    }
    let variants = Variants::of(log);
    let kept = variants.covering(share) as u32;
    Ok(log.keep_cases(|case| variants.of_case[case.number()] < kept))
}

fn in_order(case: &Case<'_>, wanted: &[u32]) -> bool {
    let mut wanted = wanted.iter().peekable();
    for activity in case.activities() {
        wanted.next_if(|next| *next == activity);
    }
    wanted.peek().is_none()
}
