//! What groups are made by, and what they are called.

use std::collections::BTreeMap;

use catsup_model::{
    Channel, Language,
    period::{Bucket, BucketUnit, Days},
    query::{Dimension, GroupKey},
};

use super::{Group, Grouping, MeasureSeries, counting::timed, groups, scope::Scope, series::Distributions};
use crate::{App, Error, settings::Settings};

/// What groups are made by, and over which days where they are spans of time.
pub(super) struct Groups<'a> {
    grouping: &'a Grouping,
    buckets: Vec<Bucket>,
}

/// What people call groups, by key.
pub(super) type Names = BTreeMap<String, String>;

impl<'a> Groups<'a> {
    /// Groups of time cover `days`.
    pub fn of(grouping: &'a Grouping, days: Option<Days>, settings: &Settings) -> Self {
        let unit = match grouping {
            Grouping::Month => Some(BucketUnit::Month),
            Grouping::FiscalQuarter => Some(BucketUnit::FiscalQuarter),
            _ => None,
        };
        let buckets =
            unit.zip(days).map_or_else(Vec::new, |(unit, days)| unit.buckets(days, settings.fiscal_year));
        Self { grouping, buckets }
    }

    /// The dimension to count by.
    pub fn dimension(&self, settings: &Settings) -> Dimension {
        match self.grouping {
            Grouping::Service => Dimension::Service,
            Grouping::Channel => Dimension::Channel,
            Grouping::Touchpoint => Dimension::Touchpoint,
            Grouping::Survey => Dimension::Survey,
            Grouping::Language => Dimension::Language,
            Grouping::Device => Dimension::Device,
            Grouping::Segment(name) => Dimension::Segment(name.clone()),
            Grouping::Month | Grouping::FiscalQuarter => timed(&self.buckets, settings),
        }
    }

    /// What the directory calls the groups of a scope.
    pub async fn names(&self, app: &App, scope: &Scope) -> Result<Names, Error> {
        Ok(match self.grouping {
            Grouping::Service => {
                scope.services.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
            }
            Grouping::Touchpoint => named(app.store().scope_touchpoints(&scope.ids()).await?),
            Grouping::Survey => named(app.store().scope_surveys(&scope.ids()).await?),
            _ => Names::new(),
        })
    }

    /// The groups side by side: those of time in their order, others by name.
    pub fn figures(
        &self,
        distributions: &Distributions,
        measures: &[MeasureSeries],
        smallest: u64,
        names: &Names,
    ) -> Vec<Group> {
        let keys: Vec<_> = measures.iter().map(MeasureSeries::key).collect();
        let mut groups = groups::groups(distributions, &keys, smallest, |key| self.label(key, names));
        if self.buckets.is_empty() {
            groups.sort_by_cached_key(|group| (group.key.is_none(), group.label.to_lowercase()));
        } else {
            groups.sort_by_key(|group| group.key.as_ref().and_then(|place| place.parse::<usize>().ok()));
        }
        groups
    }

    /// What a group is called, in English: for files and the command line. Pages say it in the reader's language.
    fn label(&self, key: &GroupKey, names: &Names) -> String {
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
            _ => names.get(key).cloned(),
        };
        named.unwrap_or_else(|| key.clone())
    }
}

fn named<T: std::fmt::Display>(pairs: Vec<(T, String)>) -> BTreeMap<String, String> {
    pairs.into_iter().map(|(id, name)| (id.to_string(), name)).collect()
}
