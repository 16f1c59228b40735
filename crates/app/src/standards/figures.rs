//! How a standard was kept, in figures: the share with its interval, how long it took, by month or quarter, channel and office.

use std::collections::{BTreeMap, HashMap};

use catsup_model::{
    Channel, Permission, Viewer,
    calendar::Within,
    id::{StandardId, TouchpointId},
    period::{Bucket, BucketUnit, Days},
    standard::{FiscalYear, Standard},
};
use catsup_statistics::{Confidence, Proportion, quantile};

use super::{
    League, find,
    measure::{self, midnight},
    times::{self, Promised, Time},
};
use crate::{App, Error, cases::Deadlines};

/// Which figures of a standard are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FiguresQuery {
    /// The fiscal year; the latest that has any when `None`.
    pub year: Option<FiscalYear>,
    /// By what the trend goes: months or fiscal quarters.
    pub by: BucketUnit,
}

/// How a standard was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The fiscal year they are of.
    pub year: FiscalYear,
    /// The years there are figures of, the latest first.
    pub years: Vec<FiscalYear>,
    /// The time promised; how long it took is told in its unit.
    pub within: Within,
    /// Everything together.
    pub all: Figure,
    /// Cases that began in the year and do not show it yet.
    pub not_yet: u64,
    /// Cases that go on beyond the promised time: missed, and part of the shares, but not of the times.
    pub overdue: u64,
    /// Month by month or quarter by quarter over every year, the earliest first; empty ones too.
    pub trend: Vec<(Bucket, Figure)>,
    /// By channel.
    pub by_channel: Vec<(Channel, Figure)>,
    /// By office: the touchpoints of the service.
    pub by_office: Vec<OfficeFigure>,
    /// The offices side by side, where enough can be compared.
    pub league: Option<League>,
}

/// How an office kept the promise.
#[derive(Debug, Clone, PartialEq)]
pub struct OfficeFigure {
    /// Its name; `None` of what was at no office that is known.
    pub name: Option<String>,
    /// How it kept the promise.
    pub figure: Figure,
}

/// One figure. Of too few, nothing is told but that there were some.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Figure {
    /// How many it is of; not to be shown where there is no share.
    pub n: u64,
    /// The share in which the promise was kept, with its interval; `None` of too few.
    pub share: Option<Proportion>,
    /// How long it took; `None` where too few came to their end.
    pub taken: Option<Taken>,
}

/// How long it took where it came to its end, in the promised unit (linear interpolation: Hyndman and Fan 1996, type 7).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Taken {
    /// The middle.
    pub median: f64,
    /// Four in five took no longer.
    pub p80: f64,
    /// Nine in ten took no longer.
    pub p90: f64,
}

/// The figures of a standard; `None` where it is not measured from what is kept here.
///
/// # Errors
/// [`Error::Denied`]; [`Error::NotFound`], also for one of a service outside reach.
pub async fn figures(
    app: &App,
    viewer: &Viewer,
    id: StandardId,
    query: FiguresQuery,
) -> Result<Option<Figures>, Error> {
    viewer.require(Permission::ReadDirectory)?;
    let standard = find(app, viewer, id).await?.standard;
    let Some(promised) = Promised::of(&standard) else { return Ok(None) };
    let deadlines = Deadlines::read(app).await?;
    let mut of_years: Vec<(FiscalYear, Vec<Time>, u64)> = Vec::new();
    for year in measure::years(app) {
        let mut found = Vec::new();
        let period = measure::period(app, year);
        let not_yet =
            times::each(app, &deadlines, &standard, promised, period, |time| found.push(time)).await?;
        of_years.push((year, found, not_yet));
    }
    let trend = trend(app, promised, query.by, &of_years);
    let years: Vec<FiscalYear> = of_years.iter().rev().map(|(year, ..)| *year).collect();
    let wanted = query.year.filter(|year| years.contains(year));
    let latest = of_years.iter().rev().find(|(_, found, _)| !found.is_empty()).map(|(year, ..)| *year);
    let Some(year) = wanted.or(latest).or(years.first().copied()) else { return Ok(None) };
    let chosen = of_years.into_iter().find(|(one, ..)| *one == year);
    let (_, found, not_yet) = chosen.unwrap_or((year, Vec::new(), 0));
    let names = offices(app, &standard).await?;
    Ok(Some(of_year(app, promised, year, found, &names).with(years, not_yet, trend)))
}

impl Figures {
    fn with(self, years: Vec<FiscalYear>, not_yet: u64, trend: Vec<(Bucket, Figure)>) -> Self {
        Self { years, not_yet, trend, ..self }
    }
}

async fn offices(app: &App, standard: &Standard) -> Result<HashMap<TouchpointId, String>, Error> {
    let touchpoints = app.store().touchpoint_list(Some(&[standard.service])).await?;
    Ok(touchpoints.into_iter().map(|one| (one.id, one.name.to_string())).collect())
}

/// Times of one group.
#[derive(Debug, Default)]
struct Group {
    done: Vec<i64>,
    overdue: u64,
}

impl Group {
    fn add(&mut self, time: &Time) {
        match time.goes_on {
            true => self.overdue += 1,
            false => self.done.push(time.taken),
        }
    }

    fn n(&self) -> u64 {
        self.done.len() as u64 + self.overdue
    }

    fn kept(&self, promised: Promised) -> u64 {
        self.done.iter().filter(|taken| **taken <= promised.most).count() as u64
    }

    fn figure(&mut self, promised: Promised, smallest: u64) -> Figure {
        let n = self.n();
        if n < smallest.max(1) {
            return Figure { n, ..Figure::default() };
        }
        let share = Proportion::of(self.kept(promised), n, Confidence::NINETY_FIVE).ok();
        let enough = self.done.len() as u64 >= smallest;
        let mut at = |share| quantile(&mut self.done, share).map(|taken| taken / promised.per_unit);
        let taken = match (at(0.5), at(0.8), at(0.9)) {
            (Some(median), Some(p80), Some(p90)) if enough => Some(Taken { median, p80, p90 }),
            _ => None,
        };
        Figure { n, share, taken }
    }
}

fn of_year(
    app: &App,
    promised: Promised,
    year: FiscalYear,
    found: Vec<Time>,
    names: &HashMap<TouchpointId, String>,
) -> Figures {
    let smallest = app.settings().smallest_cell;
    let mut all = Group::default();
    let mut by_channel: BTreeMap<Channel, Group> = BTreeMap::new();
    // Those without a name last.
    let mut by_office: BTreeMap<(bool, Option<String>), Group> = BTreeMap::new();
    for time in found {
        let office = time.touchpoint.and_then(|id| names.get(&id).cloned());
        by_channel.entry(time.channel).or_default().add(&time);
        by_office.entry((office.is_none(), office)).or_default().add(&time);
        all.add(&time);
    }
    let compared = by_office
        .iter()
        .filter_map(|((_, name), group)| Some((name.clone()?, group.kept(promised), group.n())));
    let league = League::of(compared.collect(), smallest);
    let by_office = by_office
        .into_iter()
        .map(|((_, name), mut group)| OfficeFigure { name, figure: group.figure(promised, smallest) });
    Figures {
        year,
        within: promised.within,
        overdue: all.overdue,
        all: all.figure(promised, smallest),
        by_channel: by_channel
            .into_iter()
            .map(|(channel, mut group)| (channel, group.figure(promised, smallest)))
            .collect(),
        by_office: by_office.collect(),
        league,
        years: Vec::new(),
        not_yet: 0,
        trend: Vec::new(),
    }
}

fn trend(
    app: &App,
    promised: Promised,
    by: BucketUnit,
    of_years: &[(FiscalYear, Vec<Time>, u64)],
) -> Vec<(Bucket, Figure)> {
    let (Some((first, ..)), settings) = (of_years.first(), app.settings()) else { return Vec::new() };
    let days = Days { first: measure::days(app, *first).0, last: app.today() };
    let buckets = by.buckets(days, settings.fiscal_year);
    let starts: Vec<i64> = buckets.iter().map(|bucket| midnight(app, bucket.days.first)).collect();
    let mut groups: Vec<Group> = buckets.iter().map(|_| Group::default()).collect();
    for time in of_years.iter().flat_map(|(_, found, _)| found) {
        // What lies ahead of the last bucket is not over: clocks of sources may go before ours.
        let place = starts.partition_point(|start| *start <= time.at);
        if let Some(group) = place.checked_sub(1).and_then(|place| groups.get_mut(place)) {
            group.add(time);
        }
    }
    let figured = groups.into_iter().map(|mut group| group.figure(promised, settings.smallest_cell));
    let mut trend: Vec<(Bucket, Figure)> = buckets.into_iter().zip(figured).collect();
    // Before the first there was nothing to measure.
    let empty = trend.iter().take_while(|(_, figure)| figure.n == 0).count();
    trend.drain(..empty.min(trend.len().saturating_sub(1)));
    trend
}
