//! Reads a scorecard: permission and reach, then counts, then figures.

use std::collections::BTreeMap;

use catsup_analytics::MeasureEngine as _;
use catsup_model::{
    Channel, Language, Permission, Viewer,
    id::{ServiceId, SurveyId},
    period::{Bucket, BucketUnit, Days},
    query::{Counts, CountsQuery, Dimension, Filter, GroupKey, TimeBucket, Window},
    text::Name,
};
use jiff::{Timestamp, ToSpan as _, civil::Date};

use super::{
    Choices, Grouping, Pooling, ResponseRate, Scorecard, ScorecardQuery, Share, groups,
    scope::Scope,
    series::{self, Counted, Distributions, Wordings},
};
use crate::{App, Error, FieldError, settings::Settings};

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
    let ids: Vec<ServiceId> = scope.services.iter().map(|(id, _)| *id).collect();
    let extent = extent(app, &ids, &settings).await?;
    let filter = filter(query, ids, query.days, &settings);
    let wordings: Wordings =
        app.store().wording_list().await?.into_iter().map(|wording| (wording.id, wording)).collect();

    let counts = app.counts(&CountsQuery { filter: filter.clone(), by: Vec::new() }).await?;
    let before_days = query.days.map(Days::previous);
    let before = match before_days {
        None => None,
        Some(days) => Some(count_days(app, &filter, days, &settings).await?),
    };
    let unit = query.trend.unwrap_or(BucketUnit::FiscalQuarter);
    let buckets = if query.trend.is_some() { trend_buckets(query, extent, unit, &settings) } else { Vec::new() };
    let trend = count_trend(app, &filter, &buckets, &settings).await?;
    let counted = Counted {
        now: Distributions::of(&counts, &wordings, query.pooling),
        before: before.map(|counts| Distributions::of(&counts, &wordings, query.pooling)),
        trend: Distributions::of(&trend, &wordings, query.pooling),
        buckets: &buckets,
        wordings: &wordings,
        smallest: settings.smallest_cell,
    };
    let measures = counted.series();
    let groups = count_groups(app, query, &filter, extent, &scope, &wordings, &settings, &measures).await?;
    let volumes = app.volumes(&filter).await?;
    Ok(Scorecard {
        scope: scope.name,
        path: scope.path,
        days: query.days,
        before: before_days,
        extent,
        pooling: query.pooling,
        answered: Some(volumes.answered).filter(|n| *n >= i64::try_from(settings.smallest_cell).unwrap_or(i64::MAX)),
        response_rate: ResponseRate {
            customers: volumes.customers,
            offered: volumes.offered,
            respondents: volumes.respondents,
            rate: volumes.respondents.zip(volumes.offered).and_then(|(part, whole)| Share::of(part, whole)),
        },
        measures,
        drivers: series::drivers(&counts, &wordings, settings.smallest_cell),
        grouping: query.by.clone(),
        groups,
        trend_unit: unit,
        left_out: counts.left_out,
        trend_left_out: trend.left_out,
        smallest_cell: settings.smallest_cell,
    })
}

/// What a reader can choose from within reach, given what is chosen already.
///
/// # Errors
/// As [`read`].
pub async fn choices(app: &App, viewer: &Viewer, query: &ScorecardQuery) -> Result<Choices, Error> {
    let reach = viewer.require(Permission::ReadMeasures)?;
    let scope = Scope::find(app, &reach, query).await?;
    let ids: Vec<ServiceId> = scope.services.iter().map(|(id, _)| *id).collect();
    let mut segments: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in app.store().scope_segments(&ids).await? {
        segments.entry(name).or_default().push(value);
    }
    let all = app.store().scope_services(&reach, query.organisation).await?;
    let surveys = app.store().scope_surveys(&ids).await?;
    Ok(Choices {
        organisations: scope.tree,
        services: all.into_iter().map(|(id, name)| (id, name.to_string())).collect(),
        touchpoints: app.store().scope_touchpoints(&ids).await?,
        surveys: surveys.into_iter().map(|(id, name)| (SurveyId(id), name)).collect(),
        segments: segments.into_iter().collect(),
    })
}

/// The service within reach that an id or a whole name (in any case) names.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`] when there is none within reach; [`Error::Invalid`] when several services
/// have the name.
pub async fn service_named(app: &App, viewer: &Viewer, id_or_name: &str) -> Result<ServiceId, Error> {
    let reach = viewer.require(Permission::ReadMeasures)?;
    let services = app.store().scope_services(&reach, None).await?;
    let wanted = id_or_name.trim().to_lowercase();
    let matches = |(id, name): &&(ServiceId, Name)| {
        id.to_string() == wanted || name.as_str().to_lowercase() == wanted
    };
    let found: Vec<ServiceId> = services.iter().filter(matches).map(|(id, _)| *id).collect();
    match found.as_slice() {
        [] => Err(Error::NotFound("service")),
        [one] => Ok(*one),
        several => {
            let ids: Vec<String> = several.iter().map(ToString::to_string).collect();
            let reason = format!("names {} services; use one of the ids {}", several.len(), ids.join(", "));
            Err(Error::Invalid(vec![FieldError::new("service", "ambiguous", reason)]))
        }
    }
}

fn window(days: Days, settings: &Settings) -> Window {
    Window { days, microseconds: days.microseconds(&settings.zone) }
}

fn filter(query: &ScorecardQuery, services: Vec<ServiceId>, days: Option<Days>, settings: &Settings) -> Filter {
    Filter {
        services,
        touchpoints: query.touchpoints.clone(),
        channels: query.channels.clone(),
        surveys: query.surveys.clone(),
        languages: query.languages.clone(),
        segments: query.segments.clone(),
        period: days.map(|days| window(days, settings)),
    }
}

async fn extent(app: &App, services: &[ServiceId], settings: &Settings) -> Result<Option<Days>, Error> {
    let day = |microseconds: i64| -> Option<Date> {
        let at = Timestamp::from_microsecond(microseconds).ok()?;
        Some(at.to_zoned(settings.zone.clone()).date())
    };
    let ends = app.store().scope_extent(services).await?;
    Ok(ends.and_then(|(first, last)| Days::new(day(first)?, day(last)?).ok()))
}

async fn count_days(app: &App, filter: &Filter, days: Days, settings: &Settings) -> Result<Counts, Error> {
    let filter = Filter { period: Some(window(days, settings)), ..filter.clone() };
    app.counts(&CountsQuery { filter, by: Vec::new() }).await
}

/// The buckets of the trend: those of the period and, when it is short, of the two years before its end.
fn trend_buckets(query: &ScorecardQuery, extent: Option<Days>, unit: BucketUnit, settings: &Settings) -> Vec<Bucket> {
    let Some(extent) = extent else { return Vec::new() };
    let last = query.days.map_or(extent.last, |days| days.last.min(extent.last));
    let two_years_before = last.saturating_sub(2.years());
    let first = query.days.map_or(extent.first, |days| days.first.min(two_years_before)).max(extent.first);
    let Ok(days) = Days::new(first.min(last), last) else { return Vec::new() };
    let mut buckets = unit.buckets(days, settings.fiscal_year);
    buckets.split_off(buckets.len().saturating_sub(LONGEST_TREND))
}

async fn count_trend(app: &App, filter: &Filter, buckets: &[Bucket], settings: &Settings) -> Result<Counts, Error> {
    let (Some(first), Some(last)) = (buckets.first(), buckets.last()) else { return Ok(Counts::default()) };
    let whole = Days { first: first.days.first, last: last.days.last };
    let filter = Filter { period: Some(window(whole, settings)), ..filter.clone() };
    app.counts(&CountsQuery { filter, by: vec![timed(buckets, settings)] }).await
}

fn timed(buckets: &[Bucket], settings: &Settings) -> Dimension {
    let timed = |bucket: &Bucket| TimeBucket {
        bucket: bucket.clone(),
        microseconds: bucket.days.microseconds(&settings.zone),
    };
    Dimension::Time(buckets.iter().map(timed).collect())
}

#[expect(clippy::too_many_arguments, reason = "the parts of one scorecard in the making")]
async fn count_groups(
    app: &App,
    query: &ScorecardQuery,
    filter: &Filter,
    extent: Option<Days>,
    scope: &Scope,
    wordings: &Wordings,
    settings: &Settings,
    measures: &[super::MeasureSeries],
) -> Result<Vec<super::Group>, Error> {
    let Some(grouping) = &query.by else { return Ok(Vec::new()) };
    let covered = query.days.or(extent);
    let buckets = |unit: BucketUnit| covered.map_or_else(Vec::new, |days| unit.buckets(days, settings.fiscal_year));
    let (dimension, buckets) = match grouping {
        Grouping::Service => (Dimension::Service, Vec::new()),
        Grouping::Channel => (Dimension::Channel, Vec::new()),
        Grouping::Touchpoint => (Dimension::Touchpoint, Vec::new()),
        Grouping::Survey => (Dimension::Survey, Vec::new()),
        Grouping::Language => (Dimension::Language, Vec::new()),
        Grouping::Device => (Dimension::Device, Vec::new()),
        Grouping::Segment(name) => (Dimension::Segment(name.clone()), Vec::new()),
        Grouping::Month => (timed(&buckets(BucketUnit::Month), settings), buckets(BucketUnit::Month)),
        Grouping::FiscalQuarter => {
            (timed(&buckets(BucketUnit::FiscalQuarter), settings), buckets(BucketUnit::FiscalQuarter))
        }
    };
    let counts = app.counts(&CountsQuery { filter: filter.clone(), by: vec![dimension] }).await?;
    let distributions = Distributions::of(&counts, wordings, query.pooling);
    let key = |one: &super::MeasureSeries| {
        let wording = one.wordings.first().filter(|_| query.pooling == Pooling::Apart).map(|wording| wording.id);
        (one.measure, one.scale, wording)
    };
    let keys: Vec<series::SeriesKey> = measures.iter().map(key).collect();
    let names = Names::load(app, grouping, scope).await?;
    let mut groups =
        groups::groups(&distributions, &keys, settings.smallest_cell, |key| names.label(grouping, key, &buckets));
    if buckets.is_empty() {
        groups.sort_by(|one, other| one.label.cmp(&other.label));
    } else {
        groups.sort_by_key(|group| group.key.as_ref().and_then(|place| place.parse::<usize>().ok()));
    }
    Ok(groups)
}

/// What groups are called.
struct Names(BTreeMap<String, String>);

impl Names {
    async fn load(app: &App, grouping: &Grouping, scope: &Scope) -> Result<Self, Error> {
        let ids: Vec<ServiceId> = scope.services.iter().map(|(id, _)| *id).collect();
        let named: Vec<(String, String)> = match grouping {
            Grouping::Service => scope.services.iter().map(|(id, name)| (id.to_string(), name.clone())).collect(),
            Grouping::Touchpoint => {
                let touchpoints = app.store().scope_touchpoints(&ids).await?;
                touchpoints.into_iter().map(|(id, name)| (id.to_string(), name)).collect()
            }
            Grouping::Survey => {
                let surveys = app.store().scope_surveys(&ids).await?;
                surveys.into_iter().map(|(id, name)| (id.to_string(), name)).collect()
            }
            _ => Vec::new(),
        };
        Ok(Self(named.into_iter().collect()))
    }

    fn label(&self, grouping: &Grouping, key: &GroupKey, buckets: &[Bucket]) -> String {
        let Some(key) = key else { return "not known".to_owned() };
        let code = || key.clone();
        match grouping {
            Grouping::Channel => {
                key.parse::<Channel>().map_or_else(|_| code(), |channel| channel.name().get(Language::En).to_owned())
            }
            Grouping::Language => key.parse::<Language>().map_or_else(|_| code(), |one| one.own_name().to_owned()),
            Grouping::Month | Grouping::FiscalQuarter => {
                let bucket = key.parse::<usize>().ok().and_then(|place| buckets.get(place));
                bucket.map_or_else(code, |bucket| bucket.label.clone())
            }
            _ => self.0.get(key).cloned().unwrap_or_else(code),
        }
    }
}
