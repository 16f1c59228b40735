//! Standards measured from cases and interactions: the result of a fiscal year worked out from what began in it.
//!
//! Kept is what took at most the promised time, counted as [`super::check`] counts it and without the time it waited for the
//! person. What goes on beyond the promised time is missed; what goes on within it, and what carries no time, is not counted.

use catsup_model::{
    calendar::Unit,
    id::ServiceId,
    standard::{FiscalYear, MeasuredFrom, ResultSource, Standard, StandardResult},
};
use catsup_store::{CaseTally, CaseTimes, Shown};
use jiff::civil::{Date, date};

use super::times::{self, Promised};
use crate::{App, Error, cases::Deadlines};

/// Fiscal years that are worked out: this one and those of which something may still end or be corrected.
pub(super) const YEARS: i16 = 3;

/// In how many cases or interactions a promise was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Counts {
    kept: i64,
    total: i64,
}

impl Counts {
    fn add(&mut self, kept: bool, n: i64) {
        self.total += n;
        self.kept += if kept { n } else { 0 };
    }
}

/// The job: works out the results of every standard that is measured.
pub(crate) async fn measure(app: &App) -> Result<(), Error> {
    let standards = app.store().standard_list(None, Shown::All).await?;
    let measured: Vec<(&Standard, Promised)> =
        standards.iter().filter_map(|standard| Some((standard, Promised::of(standard)?))).collect();
    if measured.is_empty() {
        return Ok(());
    }
    let mut tallied: Vec<ServiceId> = measured
        .iter()
        .filter(|(one, promised)| is_tallied(one, *promised))
        .map(|(one, _)| one.service)
        .collect();
    tallied.sort_unstable();
    tallied.dedup();
    let deadlines = Deadlines::read(app).await?;
    for year in years(app) {
        let period = period(app, year);
        let tallies = match tallied.as_slice() {
            [] => Vec::new(),
            services => app.store().case_tally(Some(services), period).await?,
        };
        for (standard, promised) in &measured {
            let counts = if is_tallied(standard, *promised) {
                let mut counts = of_tallies(standard, *promised, &tallies);
                let add = |time: Option<times::Time>| counts.add(false, i64::from(time.is_some()));
                let open = (CaseTimes::Open, period);
                times::each_case(app, &deadlines, standard, *promised, open, add).await?;
                counts
            } else if let Some(span) = promised.span() {
                let kept =
                    app.store().interactions_kept(span, standard.service, period, promised.most).await?;
                let own = kept.iter().filter(|one| times::takes(standard, one.channel, one.touchpoint));
                own.fold(Counts::default(), |all, one| Counts {
                    kept: all.kept + one.kept,
                    total: all.total + one.total,
                })
            } else {
                let mut counts = Counts::default();
                let add = |time: times::Time| counts.add(time.taken <= promised.most, 1);
                times::each(app, &deadlines, standard, *promised, period, add).await?;
                counts
            };
            store(app, standard, year, counts).await?;
        }
    }
    Ok(())
}

/// The fiscal years that are worked out, the earliest first.
pub(super) fn years(app: &App) -> Vec<FiscalYear> {
    let start = i8::from(app.settings().fiscal_year);
    let today = app.today();
    let this = if today.month() < start { today.year() - 1 } else { today.year() };
    (this - YEARS + 1..=this).filter_map(FiscalYear::beginning_in).collect()
}

/// First day of a fiscal year, and the first after it.
pub(super) fn days(app: &App, year: FiscalYear) -> (Date, Date) {
    let (start, begins) = (i8::from(app.settings().fiscal_year), year.begins_in());
    (date(begins, start, 1), date(begins + 1, start, 1))
}

/// From when (included) until when (excluded) a fiscal year lasts, in microseconds since 1970 UTC.
pub(super) fn period(app: &App, year: FiscalYear) -> (i64, i64) {
    let (first, after) = days(app, year);
    (midnight(app, first), midnight(app, after))
}

pub(super) fn midnight(app: &App, day: Date) -> i64 {
    let zone = app.settings().zone.clone();
    day.to_zoned(zone).map_or(i64::MAX / 4, |at| at.timestamp().as_microsecond())
}

/// Whether counts that an index answers tell it: of ended cases of a service as a whole.
fn is_tallied(standard: &Standard, promised: Promised) -> bool {
    matches!(promised.from, MeasuredFrom::Resolution(_)) && standard.touchpoint.is_none()
}

fn of_tallies(standard: &Standard, promised: Promised, tallies: &[CaseTally]) -> Counts {
    debug_assert_eq!(promised.within.unit(), Unit::BusinessDays, "of ended cases, business days are known");
    let own = tallies.iter().filter(|tally| {
        tally.service == standard.service
            && promised.from.takes(tally.kind)
            && standard.channel.takes(tally.channel)
    });
    let mut counts = Counts::default();
    for tally in own {
        if let Some(days) = tally.days {
            counts.add(days <= promised.most, tally.n);
        }
    }
    counts
}

async fn store(app: &App, standard: &Standard, year: FiscalYear, counts: Counts) -> Result<(), Error> {
    let mut transaction = app.store().begin().await?;
    if counts.total == 0 {
        // What was entered for a year of which nothing is kept here stays; what was measured goes with what it came from.
        if transaction.standard_result_withdraw(standard.id, year).await? {
            transaction.commit().await?;
        }
        return Ok(());
    }
    let before = transaction.standard_result_find(standard.id, year).await?;
    // A target that is changed later does not judge an earlier year.
    let target = before.as_ref().map_or(standard.target, |before| before.target);
    let (kept, total) = (Some(counts.kept), Some(counts.total));
    let after = StandardResult { year, target, kept, total, stated: None, source: ResultSource::default() };
    if before.as_ref() != Some(&after) {
        transaction.standard_result_set(standard.id, &after, app.now()).await?;
        transaction.standard_result_measured(standard.id, year).await?;
        transaction.commit().await?;
    }
    Ok(())
}
