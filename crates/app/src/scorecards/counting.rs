//! What a scorecard has counted: its period, the period before, the trend and the groups, all asked for at once so that
//! the engine need not go through the same responses several times.

use catsup_analytics::MeasureEngine as _;
use catsup_model::{
    Feed,
    id::WordingId,
    period::{Bucket, Days},
    query::{Counts, CountsQuery, Dimension, Filter, Volumes, Window},
};

use super::series::Wordings;
use crate::{App, Error, settings::Settings};

/// What every count of one scorecard shares.
pub(super) struct Counting<'a> {
    pub app: &'a App,
    pub settings: &'a Settings,
    pub filter: Filter,
    /// The wordings that feed a measure: all that trend, comparison and groups need.
    pub measures: Vec<WordingId>,
}

/// What is counted beside the period itself.
pub(super) struct Beside<'a> {
    /// The days the period is compared with.
    pub before: Option<Days>,
    /// The buckets of the trend; none is counted when empty.
    pub buckets: &'a [Bucket],
    /// What groups are made by.
    pub groups: Option<Dimension>,
}

/// Everything that was counted.
pub(super) struct Parts {
    /// Measures and driver ticks of the period.
    pub now: Counts,
    /// Measures of the period before.
    pub before: Option<Counts>,
    /// Measures by bucket.
    pub trend: Counts,
    /// Measures of the period by group.
    pub groups: Option<Counts>,
}

impl Counting<'_> {
    /// Counts everything that a scorecard shows; `wordings` are those of the installation.
    pub async fn all(&self, wordings: &Wordings, beside: Beside<'_>) -> Result<Parts, Error> {
        let mut asked = vec![self.everything(wordings)];
        let mut ask = |query: Option<CountsQuery>| {
            // A question that lists no wordings speaks of all of them.
            query.filter(|_| !self.measures.is_empty()).map(|query| {
                asked.push(query);
                asked.len() - 1
            })
        };
        let before = ask(beside.before.map(|days| self.measures_by(Vec::new(), Some(days))));
        let trend = ask(self.trend(beside.buckets));
        let has_groups = beside.groups.is_some();
        let groups = ask(beside.groups.map(|dimension| self.measures_by(vec![dimension], None)));
        let mut counted = self.app.counts_together(&asked).await?;
        let mut take = |place: Option<usize>| {
            place.map_or_else(Counts::default, |place| std::mem::take(&mut counted[place]))
        };
        Ok(Parts {
            now: take(Some(0)),
            before: beside.before.map(|_| take(before)),
            trend: take(trend),
            groups: has_groups.then(|| take(groups)),
        })
    }

    /// Measures and driver ticks of the period. Other questions that people answered are no part of a scorecard.
    fn everything(&self, wordings: &Wordings) -> CountsQuery {
        let shown = wordings.values().filter(|wording| wording.feeds.is_some());
        let wordings = shown.map(|wording| wording.id).collect();
        CountsQuery { filter: self.filter.clone(), by: Vec::new(), wordings }
    }

    fn trend(&self, buckets: &[Bucket]) -> Option<CountsQuery> {
        let whole = Days { first: buckets.first()?.days.first, last: buckets.last()?.days.last };
        Some(self.measures_by(vec![timed(buckets, self.settings)], Some(whole)))
    }

    /// The measures by group, over `days` instead of the filter's own when given.
    pub fn measures_by(&self, by: Vec<Dimension>, days: Option<Days>) -> CountsQuery {
        let period = days.map(|days| window(days, self.settings)).or(self.filter.period);
        let filter = Filter { period, ..self.filter.clone() };
        CountsQuery { filter, by, wordings: self.measures.clone() }
    }

    /// Who could have answered, and did.
    pub async fn volumes(&self) -> Result<Volumes, Error> {
        self.app.volumes(&self.filter).await
    }

    /// The same over other days.
    pub async fn volumes_of(&self, days: Option<Days>) -> Result<Option<Volumes>, Error> {
        let Some(days) = days else { return Ok(None) };
        let filter = Filter { period: Some(window(days, self.settings)), ..self.filter.clone() };
        self.app.volumes(&filter).await.map(Some)
    }
}

/// Buckets as a dimension, by the instants they have in the installation's zone.
pub(super) fn timed(buckets: &[Bucket], settings: &Settings) -> Dimension {
    Dimension::Time(buckets.iter().map(|bucket| bucket.days.microseconds(&settings.zone)).collect())
}

/// Days with the instants they have in the installation's zone.
pub(super) fn window(days: Days, settings: &Settings) -> Window {
    Window { days, microseconds: days.microseconds(&settings.zone) }
}

/// The wordings that feed a measure.
pub(super) fn measure_wordings(wordings: &Wordings) -> Vec<WordingId> {
    let measures = wordings.values().filter(|wording| matches!(wording.feeds, Some(Feed::Measure(_))));
    measures.map(|wording| wording.id).collect()
}
