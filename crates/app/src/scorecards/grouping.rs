//! Counting by group, and what groups are called.

use std::collections::BTreeMap;

use catsup_model::{
    Channel, Language,
    period::{Bucket, BucketUnit, Days},
    query::{Counts, Dimension, GroupKey},
};

use super::{
    Group, Grouping, MeasureSeries, groups,
    read::{Counting, timed},
    scope::Scope,
    series::Distributions,
};
use crate::Error;

/// Counts by group, with the names of the groups.
pub(super) struct Grouped {
    pub counts: Counts,
    grouping: Grouping,
    buckets: Vec<Bucket>,
    names: BTreeMap<String, String>,
}

/// Counts the measures by group; groups of time cover `days`.
pub(super) async fn count(
    counting: &Counting<'_>,
    grouping: &Grouping,
    days: Option<Days>,
    scope: &Scope,
) -> Result<Grouped, Error> {
    let unit = match grouping {
        Grouping::Month => Some(BucketUnit::Month),
        Grouping::FiscalQuarter => Some(BucketUnit::FiscalQuarter),
        _ => None,
    };
    let fiscal = counting.settings.fiscal_year;
    let buckets = unit.zip(days).map_or_else(Vec::new, |(unit, days)| unit.buckets(days, fiscal));
    let dimension = match grouping {
        Grouping::Service => Dimension::Service,
        Grouping::Channel => Dimension::Channel,
        Grouping::Touchpoint => Dimension::Touchpoint,
        Grouping::Survey => Dimension::Survey,
        Grouping::Language => Dimension::Language,
        Grouping::Device => Dimension::Device,
        Grouping::Segment(name) => Dimension::Segment(name.clone()),
        Grouping::Month | Grouping::FiscalQuarter => timed(&buckets, counting.settings),
    };
    let (counts, names) =
        tokio::try_join!(counting.measures_by(vec![dimension], None), names(counting, grouping, scope))?;
    Ok(Grouped { counts, grouping: grouping.clone(), buckets, names })
}

async fn names(
    counting: &Counting<'_>,
    grouping: &Grouping,
    scope: &Scope,
) -> Result<BTreeMap<String, String>, Error> {
    let store = counting.app.store();
    Ok(match grouping {
        Grouping::Service => scope.services.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
        Grouping::Touchpoint => named(store.scope_touchpoints(&scope.ids()).await?),
        Grouping::Survey => named(store.scope_surveys(&scope.ids()).await?),
        _ => BTreeMap::new(),
    })
}

fn named<T: std::fmt::Display>(pairs: Vec<(T, String)>) -> BTreeMap<String, String> {
    pairs.into_iter().map(|(id, name)| (id.to_string(), name)).collect()
}

impl Grouped {
    /// The groups side by side: those of time in their order, others by name.
    pub fn figures(
        &self,
        distributions: &Distributions,
        measures: &[MeasureSeries],
        smallest: u64,
    ) -> Vec<Group> {
        let keys: Vec<_> = measures.iter().map(MeasureSeries::key).collect();
        let mut groups = groups::groups(distributions, &keys, smallest, |key| self.label(key));
        if self.buckets.is_empty() {
            groups.sort_by_cached_key(|group| (group.key.is_none(), group.label.to_lowercase()));
        } else {
            groups.sort_by_key(|group| group.key.as_ref().and_then(|place| place.parse::<usize>().ok()));
        }
        groups
    }

    /// What a group is called, in English: for files and the command line. Pages say it in the reader's language.
    fn label(&self, key: &GroupKey) -> String {
        let Some(key) = key else { return "not known".to_owned() };
        let named = match self.grouping {
            Grouping::Channel => {
                key.parse::<Channel>().ok().map(|channel| channel.name().get(Language::En).to_owned())
            }
            Grouping::Language => key.parse::<Language>().ok().map(|language| language.own_name().to_owned()),
            Grouping::Month | Grouping::FiscalQuarter => {
                let bucket = key.parse::<usize>().ok().and_then(|place| self.buckets.get(place));
                bucket.map(|bucket| bucket.label.clone())
            }
            _ => self.names.get(key).cloned(),
        };
        named.unwrap_or_else(|| key.clone())
    }
}
