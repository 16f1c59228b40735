//! Reads a scorecard: permission and reach, then counts, then figures.

use std::collections::{BTreeMap, BTreeSet};

use catsup_analytics::MeasureEngine as _;
use catsup_model::{
    Feed, Measure, Permission, Reach, Viewer,
    id::{ServiceId, SurveyId, WordingId},
    period::{Bucket, BucketUnit, Days},
    query::{Counts, CountsQuery, Dimension, Filter, Volumes, Window},
};
use jiff::{Timestamp, ToSpan as _, civil::Date};

use super::{
    Choices, Preset, ResponseRate, Scorecard, ScorecardQuery, Share, grouping,
    scope::Scope,
    series::{self, Counted, Distributions, Wordings},
};
use crate::{App, Error, settings::Settings};

/// The most buckets a trend shows.
const LONGEST_TREND: usize = 36;

/// Reads every measure of the query's scope and period, as far as `viewer` may see it.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when the organisation or a service does not exist or lies outside the
/// viewer's reach.
pub async fn read(app: &App, viewer: &Viewer, query: &ScorecardQuery) -> Result<Scorecard, Error> {
    let reach = viewer.require(Permission::ReadMeasures)?;
    let settings = app.settings();
    let scope = Scope::find(app, &reach, query).await?;
    let services = scope.ids();
    let (extent, wordings) = tokio::try_join!(extent(app, &services, &settings), wordings(app))?;
    let unit = query.trend.unwrap_or(BucketUnit::FiscalQuarter);
    let buckets =
        if query.trend.is_some() { trend_buckets(query, extent, unit, &settings) } else { Vec::new() };
    let counting = Counting {
        app,
        settings: &settings,
        filter: filter(query, services, query.days, &settings, &wordings),
        measures: measure_wordings(&wordings),
    };
    let groups = async {
        match &query.by {
            Some(by) => grouping::count(&counting, by, query.days.or(extent), &scope).await.map(Some),
            None => Ok(None),
        }
    };
    let (counts, before, trend, volumes, volumes_before, groups) = tokio::try_join!(
        counting.everything(),
        counting.before(query.days.map(Days::previous)),
        counting.trend(&buckets),
        counting.volumes(),
        counting.volumes_before(query.days.map(Days::previous)),
        groups,
    )?;
    let distributions = |counts: &Counts| Distributions::of(counts, &wordings, query.pooling);
    let counted = Counted {
        now: distributions(&counts),
        before: before.as_ref().map(distributions),
        trend: distributions(&trend),
        buckets: &buckets,
        wordings: &wordings,
        smallest: settings.smallest_cell,
    };
    let measures = counted.series();
    let smallest = settings.smallest_cell;
    let groups = groups.map(|groups| groups.figures(&distributions(&groups.counts), &measures, smallest));
    Ok(Scorecard {
        scope: scope.name,
        path: scope.path,
        days: query.days,
        before: query.days.map(Days::previous),
        extent,
        pooling: query.pooling,
        answered: answered(&volumes, smallest),
        answered_before: volumes_before.and_then(|volumes| answered(&volumes, smallest)),
        response_rate: response_rate(&volumes),
        measures,
        drivers: series::drivers(&counts, &wordings, smallest),
        grouping: query.by.clone(),
        groups: groups.unwrap_or_default(),
        trend_unit: unit,
        left_out: counts.left_out,
        trend_left_out: trend.left_out,
        smallest_cell: smallest,
    })
}

/// What a reader can choose from within reach, given what is chosen already.
///
/// # Errors
/// As [`read`].
pub async fn choices(app: &App, viewer: &Viewer, query: &ScorecardQuery) -> Result<Choices, Error> {
    let reach = viewer.require(Permission::ReadMeasures)?;
    let scope = Scope::find(app, &reach, query).await?;
    let ids = scope.ids();
    let store = app.store();
    let wordings = wordings(app).await?;
    let (pairs, all, touchpoints, surveys) = tokio::try_join!(
        store.scope_segments(&ids),
        store.scope_services(&reach, query.organisation),
        store.scope_touchpoints(&ids),
        store.scope_surveys(&ids),
    )?;
    let mut segments: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let archived = app.segments().map(|kept| kept.archived_attributes(&ids)).unwrap_or_default();
    let pairs: BTreeSet<(String, String)> = pairs.into_iter().chain(archived).collect();
    for (name, value) in pairs {
        segments.entry(name).or_default().push(value);
    }
    Ok(Choices {
        organisations: scope.tree,
        services: all.into_iter().map(|(id, name)| (id, name.to_string())).collect(),
        touchpoints,
        surveys: surveys.into_iter().map(|(id, name)| (SurveyId(id), name)).collect(),
        segments: segments.into_iter().collect(),
        measures: Measure::ALL
            .into_iter()
            .filter(|measure| wordings.values().any(|one| one.feeds == Some(Feed::Measure(*measure))))
            .collect(),
    })
}

/// The days a preset stands for in the query's scope today; `None` for all history.
///
/// # Errors
/// As [`read`].
pub async fn preset_days(
    app: &App,
    viewer: &Viewer,
    query: &ScorecardQuery,
    preset: Preset,
) -> Result<Option<Days>, Error> {
    let reach: Reach = viewer.require(Permission::ReadMeasures)?;
    let settings = app.settings();
    let scope = Scope::find(app, &reach, query).await?;
    let extent = extent(app, &scope.ids(), &settings).await?;
    Ok(preset.days(app.today(), extent, settings.fiscal_year))
}

/// What every count of one scorecard shares.
pub(super) struct Counting<'a> {
    pub app: &'a App,
    pub settings: &'a Settings,
    pub filter: Filter,
    /// The wordings that feed a measure: all that trend, comparison and groups need.
    pub measures: Vec<WordingId>,
}

impl Counting<'_> {
    /// Measures and driver ticks of the period.
    async fn everything(&self) -> Result<Counts, Error> {
        self.app.counts(&CountsQuery { filter: self.filter.clone(), ..CountsQuery::default() }).await
    }

    async fn volumes(&self) -> Result<Volumes, Error> {
        self.app.volumes(&self.filter).await
    }

    async fn volumes_before(&self, days: Option<Days>) -> Result<Option<Volumes>, Error> {
        let Some(days) = days else { return Ok(None) };
        let filter = Filter { period: Some(window(days, self.settings)), ..self.filter.clone() };
        self.app.volumes(&filter).await.map(Some)
    }

    async fn before(&self, days: Option<Days>) -> Result<Option<Counts>, Error> {
        match days {
            Some(days) => self.measures_by(Vec::new(), Some(days)).await.map(Some),
            None => Ok(None),
        }
    }

    async fn trend(&self, buckets: &[Bucket]) -> Result<Counts, Error> {
        let (Some(first), Some(last)) = (buckets.first(), buckets.last()) else {
            return Ok(Counts::default());
        };
        let whole = Days { first: first.days.first, last: last.days.last };
        self.measures_by(vec![timed(buckets, self.settings)], Some(whole)).await
    }

    /// Measures by group, over `days` instead of the filter's own when given.
    pub async fn measures_by(&self, by: Vec<Dimension>, days: Option<Days>) -> Result<Counts, Error> {
        if self.measures.is_empty() {
            return Ok(Counts::default());
        }
        let period = days.map(|days| window(days, self.settings)).or(self.filter.period);
        let filter = Filter { period, ..self.filter.clone() };
        self.app.counts(&CountsQuery { filter, by, wordings: self.measures.clone() }).await
    }
}

/// Buckets as a dimension, by the instants they have in the installation's zone.
pub(super) fn timed(buckets: &[Bucket], settings: &Settings) -> Dimension {
    Dimension::Time(buckets.iter().map(|bucket| bucket.days.microseconds(&settings.zone)).collect())
}

/// The wordings of the installation.
pub(super) async fn wordings(app: &App) -> Result<Wordings, Error> {
    Ok(app.store().wording_list().await?.into_iter().map(|wording| (wording.id, wording)).collect())
}

/// Those of them that feed a measure.
pub(super) fn measure_wordings(wordings: &Wordings) -> Vec<WordingId> {
    let measures = wordings.values().filter(|wording| matches!(wording.feeds, Some(Feed::Measure(_))));
    measures.map(|wording| wording.id).collect()
}

/// How many answered, unless they are fewer than may be shown.
fn answered(volumes: &Volumes, smallest: u64) -> Option<i64> {
    Some(volumes.answered).filter(|n| u64::try_from(*n).is_ok_and(|n| n >= smallest))
}

fn response_rate(volumes: &Volumes) -> ResponseRate {
    ResponseRate {
        customers: volumes.customers,
        offered: volumes.offered,
        respondents: volumes.respondents,
        rate: volumes.respondents.zip(volumes.offered).and_then(|(part, whole)| Share::of(part, whole)),
    }
}

fn window(days: Days, settings: &Settings) -> Window {
    Window { days, microseconds: days.microseconds(&settings.zone) }
}

/// The query as the engine takes it, over these services and days.
pub(super) fn filter(
    query: &ScorecardQuery,
    services: Vec<ServiceId>,
    days: Option<Days>,
    settings: &Settings,
    wordings: &Wordings,
) -> Filter {
    Filter {
        services,
        touchpoints: query.touchpoints.clone(),
        channels: query.channels.clone(),
        surveys: query.surveys.clone(),
        languages: query.languages.clone(),
        devices: query.devices.iter().map(ToString::to_string).collect(),
        segments: query.segments.clone(),
        answers: query.rated.iter().map(|rated| rated.filter(wordings)).collect(),
        period: days.map(|days| window(days, settings)),
    }
}

/// First and last day of anything that counts for these services.
pub(super) async fn extent(
    app: &App,
    services: &[ServiceId],
    settings: &Settings,
) -> Result<Option<Days>, Error> {
    let day = |microseconds: i64| -> Option<Date> {
        let at = Timestamp::from_microsecond(microseconds).ok()?;
        Some(at.to_zoned(settings.zone.clone()).date())
    };
    let ends = app.extent(services).await?;
    Ok(ends.and_then(|(first, last)| Days::new(day(first)?, day(last)?).ok()))
}

/// The buckets of the trend: those of the period and, when it is short, of the two years before its end.
fn trend_buckets(
    query: &ScorecardQuery,
    extent: Option<Days>,
    unit: BucketUnit,
    settings: &Settings,
) -> Vec<Bucket> {
    let Some(extent) = extent else { return Vec::new() };
    let last = query.days.map_or(extent.last, |days| days.last.min(extent.last));
    let two_years_before = last.saturating_sub(2.years());
    let first = query.days.map_or(extent.first, |days| days.first.min(two_years_before)).max(extent.first);
    let Ok(days) = Days::new(first.min(last), last) else { return Vec::new() };
    let mut buckets = unit.buckets(days, settings.fiscal_year);
    buckets.split_off(buckets.len().saturating_sub(LONGEST_TREND))
}
