//! Time cut at every end of any window of several questions, so that what is counted once serves all of them.

use super::{CountsQuery, Dimension, Filter};

/// A stretch of time that no window begins or ends within.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Start (included) and end (excluded), microseconds since 1970 UTC.
    pub time: (i64, i64),
    /// The windows it lies in.
    pub within: Vec<WindowOf>,
}

/// A window of one of several questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowOf {
    /// Which question.
    pub question: usize,
    /// Which of its windows.
    pub window: usize,
}

impl CountsQuery {
    /// The windows of time that are counted in, start included, end excluded: the buckets within the period, or the
    /// period. Those beyond the period end before they start.
    #[must_use]
    pub fn windows(&self) -> Vec<(i64, i64)> {
        let (from, to) = self.filter.period.map_or((i64::MIN, i64::MAX), |window| window.microseconds);
        let timed = self.by.iter().take(Self::MOST_DIMENSIONS).find_map(|dimension| match dimension {
            Dimension::Time(buckets) => Some(buckets),
            _ => None,
        });
        match timed {
            None => vec![(from, to)],
            Some(buckets) => buckets.iter().map(|(start, end)| (*start.max(&from), *end.min(&to))).collect(),
        }
    }
}

impl Filter {
    /// Whether both let the same responses pass, except for when they happened.
    #[must_use]
    pub fn differs_in_period_alone(&self, other: &Self) -> bool {
        let any_time = |filter: &Self| Self { period: None, ..filter.clone() };
        any_time(self) == any_time(other)
    }
}

/// Cuts time at every end of any window of the questions. Stretches are in order; those in no window are left out.
#[must_use]
pub fn stretches<'a>(questions: impl IntoIterator<Item = &'a CountsQuery>) -> Vec<Stretch> {
    let mut windows = Vec::new();
    for (question, one) in questions.into_iter().enumerate() {
        let lasting = one.windows().into_iter().enumerate().filter(|(_, (start, end))| start < end);
        windows.extend(lasting.map(|(window, time)| (time, WindowOf { question, window })));
    }
    let mut ends: Vec<i64> = windows.iter().flat_map(|((start, end), _)| [*start, *end]).collect();
    ends.sort_unstable();
    ends.dedup();
    let between = ends.windows(2).map(|ends| {
        let time = (ends[0], ends[1]);
        let around = windows.iter().filter(|((start, end), _)| *start <= time.0 && time.1 <= *end);
        Stretch { time, within: around.map(|(_, window)| *window).collect() }
    });
    between.filter(|stretch| !stretch.within.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{period::Days, query::Window};

    fn over(microseconds: (i64, i64), by: Vec<Dimension>) -> CountsQuery {
        let day = jiff::civil::date(2026, 1, 1);
        let period = Some(Window { days: Days { first: day, last: day }, microseconds });
        CountsQuery { filter: Filter { period, ..Filter::default() }, by, ..CountsQuery::default() }
    }

    #[test]
    fn a_stretch_knows_every_window_it_lies_in_and_gaps_are_left_out() {
        let months = Dimension::Time(vec![(0, 10), (10, 20), (20, 30), (50, 60)]);
        let questions = [over((15, 30), Vec::new()), over((0, 60), vec![months])];
        let of = |question, window| WindowOf { question, window };
        let stretch = |time, within| Stretch { time, within };
        assert_eq!(
            stretches(&questions),
            [
                stretch((0, 10), vec![of(1, 0)]),
                stretch((10, 15), vec![of(1, 1)]),
                stretch((15, 20), vec![of(0, 0), of(1, 1)]),
                stretch((20, 30), vec![of(0, 0), of(1, 2)]),
                stretch((50, 60), vec![of(1, 3)]),
            ]
        );
    }

    #[test]
    fn buckets_beyond_the_period_hold_nothing() {
        let months = Dimension::Time(vec![(0, 10), (10, 20)]);
        let found = stretches(&[over((12, 90), vec![months])]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].time, (12, 20));
    }
}
