//! What counts are grouped by, as expressions, and the keys back from what they give.

use catsup_model::query::{Dimension, GroupKey};

use super::{condition, literal::string};

/// A dimension of a question.
pub(super) enum Grouping {
    /// What a row says as it stands; `none` is what stands for unknown.
    Plain { expression: &'static str, none: Option<&'static str> },
    /// The value of an attribute behind a sign; nothing where it is not known.
    Segment(String),
    /// The stretch of time between two ends of buckets that follow each other.
    Time(Stretches),
}

impl Grouping {
    pub(super) fn of(dimension: &Dimension) -> Self {
        let plain = |expression, none| Self::Plain { expression, none };
        match dimension {
            Dimension::Service => plain("service", None),
            Dimension::Touchpoint => plain("touchpoint", Some("0")),
            Dimension::Channel => plain("channel", None),
            Dimension::Survey => plain("survey", None),
            Dimension::Language => plain("language", None),
            Dimension::Device => plain("device", Some("")),
            Dimension::Segment(name) => Self::Segment(format!(
                "if({}, concat({}, {}), '')",
                condition::has(name),
                string("="),
                condition::value(name)
            )),
            Dimension::Time(buckets) => Self::Time(Stretches::of(buckets)),
        }
    }

    pub(super) fn expression(&self) -> String {
        match self {
            Self::Plain { expression, .. } => (*expression).to_owned(),
            Self::Segment(expression) => expression.clone(),
            Self::Time(stretches) => stretches.expression(),
        }
    }

    /// A bound on the rows that any group holds; `None` where there is none such row.
    pub(super) fn condition(&self) -> Option<String> {
        match self {
            Self::Time(stretches) => stretches.condition(),
            _ => Some("1".to_owned()),
        }
    }

    /// The keys that a row with this value counts under; `None` where the value is not understood.
    pub(super) fn keys(&self, value: &str) -> Option<Vec<GroupKey>> {
        Some(match self {
            Self::Plain { none, .. } if *none == Some(value) => vec![None],
            Self::Plain { .. } => vec![Some(value.to_owned())],
            Self::Segment(_) => vec![value.strip_prefix('=').map(str::to_owned)],
            Self::Time(stretches) => stretches.buckets(value.parse().ok()?)?,
        })
    }
}

/// Buckets cut at every end of any of them, since buckets may overlap or leave gaps.
pub(super) struct Stretches {
    ends: Vec<i64>,
    buckets: Vec<(i64, i64)>,
}

impl Stretches {
    fn of(buckets: &[(i64, i64)]) -> Self {
        let lasting = buckets.iter().filter(|(start, end)| start < end);
        let mut ends: Vec<i64> = lasting.flat_map(|(start, end)| [*start, *end]).collect();
        ends.sort_unstable();
        ends.dedup();
        Self { ends, buckets: buckets.to_vec() }
    }

    fn condition(&self) -> Option<String> {
        let (first, last) = (*self.ends.first()?, *self.ends.last()?);
        // What has no end needs no bound, and the least number has no literal: a minus stands before a number too great.
        let from = (first != i64::MIN).then(|| format!("occurred_at >= {first}"));
        let to = (last != i64::MAX).then(|| format!("occurred_at < {last}"));
        let bounds: Vec<String> = from.into_iter().chain(to).collect();
        Some(if bounds.is_empty() { "1".to_owned() } else { bounds.join(" AND ") })
    }

    /// The number of the stretch: which of the ends after the first is the first one that lies ahead.
    fn expression(&self) -> String {
        let inner = self.ends.len().saturating_sub(1);
        let ahead = self.ends.get(1..inner).unwrap_or_default().iter().enumerate();
        let cases: String = ahead.map(|(stretch, end)| format!("occurred_at < {end}, {stretch}, ")).collect();
        let last = inner.saturating_sub(1);
        if cases.is_empty() {
            format!("toUInt32({last})")
        } else {
            format!("toUInt32(multiIf({cases}{last}))")
        }
    }

    fn buckets(&self, stretch: usize) -> Option<Vec<GroupKey>> {
        let start = self.ends.get(stretch)?;
        let holds = |bucket: &(i64, i64)| (bucket.0..bucket.1).contains(start);
        let places = self.buckets.iter().enumerate().filter(|(_, bucket)| holds(bucket));
        Some(places.map(|(place, _)| Some(place.to_string())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_lie_between_the_ends_of_buckets_that_overlap_or_leave_gaps() {
        let buckets = vec![(-40, -10), (-10, 5), (5, 6), (30, 45), (0, 6), (9, 9)];
        let mut ends: Vec<i64> = vec![-40, -10, 5, 6, 30, 45, 0];
        ends.sort_unstable();
        let stretches = Stretches { ends, buckets };
        assert_eq!(
            stretches.expression(),
            "toUInt32(multiIf(occurred_at < -10, 0, occurred_at < 0, 1, occurred_at < 5, 2, occurred_at < 6, 3, occurred_at < 30, 4, 5))"
        );
        let keys = |stretch| stretches.buckets(stretch).unwrap().into_iter().flatten().collect::<Vec<_>>();
        assert_eq!(keys(1), ["1"]);
        assert_eq!(keys(2), ["1", "4"]);
        assert_eq!(keys(3), ["2", "4"]);
        assert!(keys(4).is_empty());
        assert!(stretches.buckets(7).is_none());
    }
}
