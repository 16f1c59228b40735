//! Reads a scorecard: permission and reach, then counts, then figures.

use std::collections::{BTreeMap, BTreeSet};

use catsup_analytics::MeasureEngine as _;
use catsup_model::{
    Feed, Measure, Permission, Reach, Viewer,
    id::{ServiceId, SurveyId},
    period::{Bucket, BucketUnit, Days},
    query::{Counts, Filter, Volumes},
};
use jiff::{Timestamp, ToSpan as _, civil::Date};

use super::{
    Choices, Preset, ResponseRate, Scorecard, ScorecardQuery, Share,
    counting::{Beside, Counting, measure_wordings, window},
    grouping::Groups,
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
    let before = query.days.map(Days::previous);
    let groups = query.by.as_ref().map(|by| Groups::of(by, query.days.or(extent), &settings));
    let dimension = groups.as_ref().map(|groups| groups.dimension(&settings));
    let beside = Beside { before, buckets: &buckets, groups: dimension };
    let names = async {
        match &groups {
            Some(groups) => groups.names(app, &scope).await,
            None => Ok(BTreeMap::new()),
        }
    };
    let (counts, volumes, volumes_before, names) = tokio::try_join!(
        counting.all(&wordings, beside),
        counting.volumes(),
        counting.volumes_of(before),
        names,
    )?;
    let distributions = |counts: &Counts| Distributions::of(counts, &wordings, query.pooling);
    let counted = Counted {
        now: distributions(&counts.now),
        before: counts.before.as_ref().map(distributions),
        trend: distributions(&counts.trend),
        buckets: &buckets,
        wordings: &wordings,
        smallest: settings.smallest_cell,
    };
    let measures = counted.series();
    let smallest = settings.smallest_cell;
    let groups = groups
        .zip(counts.groups.as_ref())
        .map(|(groups, counted)| groups.figures(&distributions(counted), &measures, smallest, &names));
    Ok(Scorecard {
        scope: scope.name,
        path: scope.path,
        days: query.days,
        before,
        extent,
        pooling: query.pooling,
        answered: answered(&volumes, smallest),
        answered_before: volumes_before.and_then(|volumes| answered(&volumes, smallest)),
        response_rate: response_rate(&volumes),
        measures,
        drivers: series::drivers(&counts.now, &wordings, smallest),
        grouping: query.by.clone(),
        groups: groups.unwrap_or_default(),
        trend_unit: unit,
        left_out: counts.now.left_out,
        trend_left_out: counts.trend.left_out,
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

/// The wordings of the installation.
pub(super) async fn wordings(app: &App) -> Result<Wordings, Error> {
    Ok(app.store().wording_list().await?.into_iter().map(|wording| (wording.id, wording)).collect())
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
